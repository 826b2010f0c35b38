//! Splits: how the sellers of an Intent are to be paid.

use super::asked::Asked;
use super::body;
use super::error::Problem;
use super::lists::{Marks, Wanted};
use super::request::{Request, Response};
use super::sandbox::{Outcome, Sandbox, brief};
use crate::engine::{Answer, Command, SplitRequest};
use crate::id::{Id, Kind};
use crate::machine::Status;
use crate::sort;
use crate::view::SplitView;
use serde::{Deserialize, Serialize};

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Asking {
    splits: Vec<SplitRequest>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Made {
    splits: Vec<SplitView>,
}

/// In a list over all Intents a Split also says whose it is.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    intent_id: Id,
    #[serde(flatten)]
    split: SplitView,
}

impl Sandbox {
    pub(super) fn create_splits(&mut self, intent: &str, body: &[u8]) -> Outcome {
        let Asking { splits } = body::request(body)?;
        let answer = self.handle(Command::CreateSplits { intent: intent.to_owned(), splits })?;
        Ok(Response::json(&Made { splits: views(&answer) }))
    }

    pub(super) fn view_split(&self, intent: &str, id: &str) -> Outcome {
        let intent = self.find_intent(intent)?;
        let split = Id::parse(Kind::Split, id).and_then(|id| SplitView::of(intent, id));
        let split = split.ok_or_else(|| {
            Problem::no_object("SplitId", format!("The Intent has no Split {}.", brief(id)))
        })?;
        Ok(Response::json(&split))
    }

    pub(super) fn update_split(&mut self, intent: &str, split: &str, body: &[u8]) -> Outcome {
        let request = body::request(body)?;
        self.change(Command::UpdateSplit { intent: intent.to_owned(), split: split.to_owned(), request })
    }

    pub(super) fn execute_split(&mut self, intent: &str, split: &str) -> Outcome {
        self.change(Command::ExecuteSplit { intent: intent.to_owned(), split: split.to_owned() })
    }

    pub(super) fn reverse_split(&mut self, intent: &str, split: &str) -> Outcome {
        self.change(Command::ReverseSplit { intent: intent.to_owned(), split: split.to_owned() })
    }

    fn change(&mut self, command: Command) -> Outcome {
        let answer = self.handle(command)?;
        Ok(Response::json(&views(&answer).pop()))
    }

    pub(super) fn list_splits(&self, request: &Request<'_>) -> Outcome {
        let asked = Asked::read(request.query());
        let mut all: Vec<_> = self
            .world()
            .intents()
            .flat_map(|intent| intent.splits.iter().map(move |split| (intent, split)))
            .collect();
        sort::by_key(&mut all, |(_, split)| split.id.number());
        let page = Wanted::read(&asked)?.page(all.into_iter(), |(intent, split)| Marks {
            created: split.created,
            status: Some(split.status.value()),
            provider: Some(intent.external.provider),
            currency: Some(intent.currency),
        });
        Ok(self.listed(&page, request, &asked, |(intent, split)| {
            SplitView::of(intent, split.id).map(|split| Entry { intent_id: intent.id, split })
        }))
    }
}

fn views(answer: &Answer) -> Vec<SplitView> {
    match answer {
        Answer::Splits { intent, splits } => {
            splits.iter().filter_map(|split| SplitView::of(intent, *split)).collect()
        }
        _ => Vec::new(),
    }
}
