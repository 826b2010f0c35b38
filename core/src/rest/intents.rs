//! Intents and what is declared about them.

use super::asked::Asked;
use super::body;
use super::error::Problem;
use super::lists::{Marks, Wanted};
use super::request::{Request, Response};
use super::sandbox::{Outcome, Sandbox, brief};
use crate::catalog::Provider;
use crate::engine::{Answer, Command, IntentRequest};
use crate::id::{Id, Kind};
use crate::intent::Intent;
use crate::machine::Status;
use crate::view::{ActionView, IntentView};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[derive(Default)]
struct Decision {
    decision: String,
}

impl Sandbox {
    pub(super) fn create_intent(&mut self, body: &[u8]) -> Outcome {
        let request: IntentRequest = body::request(body)?;
        let answer = self.handle(Command::CreateIntent { request })?;
        Ok(self.shown(&answer))
    }

    pub(super) fn view_intent(&self, id: &str) -> Outcome {
        let intent = self.find_intent(id)?;
        Ok(Response::json(&IntentView::of(self.world(), intent)))
    }

    pub(super) fn list_intents(&self, request: &Request<'_>) -> Outcome {
        let asked = Asked::read(request.query());
        let reading = &self.world().config().reading;
        let page = Wanted::read(&asked)?.page(self.world().intents(), |intent| Marks {
            created: intent.created,
            status: Some(intent.status(reading).value()),
            provider: Some(intent.external.provider),
            currency: Some(intent.currency),
        });
        Ok(self.listed(&page, request, &asked, |intent| IntentView::of(self.world(), intent)))
    }

    pub(super) fn list_providers() -> Response {
        Response::json(&Provider::all().map(Provider::name).collect::<Vec<_>>())
    }

    pub(super) fn capture(&mut self, intent: &str, body: &[u8]) -> Outcome {
        let command = Command::Capture { intent: intent.to_owned(), request: body::request(body)? };
        self.act(command)
    }

    pub(super) fn cancel_intent(&mut self, intent: &str, body: &[u8]) -> Outcome {
        let command = Command::Cancel { intent: intent.to_owned(), request: body::request(body)? };
        self.act(command)
    }

    pub(super) fn refund(&mut self, intent: &str, body: &[u8]) -> Outcome {
        let command = Command::Refund { intent: intent.to_owned(), request: body::request(body)? };
        self.act(command)
    }

    pub(super) fn reverse_refund(&mut self, intent: &str, refund: &str, body: &[u8]) -> Outcome {
        let request = body::request(body)?;
        self.act(Command::ReverseRefund { intent: intent.to_owned(), refund: refund.to_owned(), request })
    }

    pub(super) fn dispute(&mut self, intent: &str, capture: &str, body: &[u8]) -> Outcome {
        let request = body::request(body)?;
        self.act(Command::Dispute { intent: intent.to_owned(), capture: capture.to_owned(), request })
    }

    pub(super) fn decide(&mut self, intent: &str, capture: &str, dispute: &str, body: &[u8]) -> Outcome {
        let Decision { decision } = body::request(body)?;
        self.act(Command::DecideDispute {
            intent: intent.to_owned(),
            capture: capture.to_owned(),
            dispute: dispute.to_owned(),
            decision,
        })
    }

    fn act(&mut self, command: Command) -> Outcome {
        let answer = self.handle(command)?;
        Ok(self.shown(&answer))
    }

    fn shown(&self, answer: &Answer) -> Response {
        match answer {
            Answer::Intent { intent } => Response::json(&IntentView::of(self.world(), intent)),
            Answer::Action { intent, action } => {
                Response::json(&ActionView::of(self.world(), intent, *action))
            }
            _ => Response::json(&()),
        }
    }

    pub(super) fn find_intent(&self, id: &str) -> Result<&Arc<Intent>, Problem> {
        let found = Id::parse(Kind::Intent, id).and_then(|id| self.world().intent(id));
        found.ok_or_else(|| Problem::no_object("IntentId", format!("There is no Intent {}.", brief(id))))
    }
}
