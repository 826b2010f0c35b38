//! Settlements and their files.

use super::asked::Asked;
use super::body;
use super::error::Problem;
use super::lists::{Marks, Wanted};
use super::multipart;
use super::request::{Request, Response};
use super::sandbox::{Held, Outcome, Sandbox, Wall, brief};
use crate::engine::{Answer, Command, FileBytes, Settlement};
use crate::id::{Id, Kind};
use crate::machine::{SettlementStatus, Status};
use crate::view::{SettlementView, ValidationsView};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Asking {
    file_name: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct WithAddress {
    #[serde(flatten)]
    settlement: SettlementView,
    upload_url: String,
}

impl Sandbox {
    /// Asks for an upload address; or, as until February 2026, brings the file along.
    pub(super) fn create_settlement(&mut self, request: &Request<'_>) -> Outcome {
        if let Some((name, file)) = brought_along(request)? {
            let made = self.settle(Command::CreateSettlement { file_name: Some(name) })?;
            return self.take_file(&made, file);
        }
        let Asking { file_name } = body::request(request.body)?;
        let made = self.settle(Command::CreateSettlement { file_name })?;
        Ok(self.with_address(&made))
    }

    pub(super) fn update_settlement(&mut self, id: &str, request: &Request<'_>) -> Outcome {
        let settlement = id.to_owned();
        if let Some((name, file)) = brought_along(request)? {
            let made = self.settle(Command::UpdateSettlement { settlement, file_name: Some(name) })?;
            return self.take_file(&made, file);
        }
        let Asking { file_name } = body::request(request.body)?;
        let made = self.settle(Command::UpdateSettlement { settlement, file_name })?;
        Ok(self.with_address(&made))
    }

    pub(super) fn cancel_settlement(&mut self, id: &str) -> Outcome {
        let cancelled = self.settle(Command::CancelSettlement { settlement: id.to_owned() })?;
        self.held.retain(|held| held.settlement != cancelled.id);
        Ok(Response::json(&SettlementView::of(&cancelled)))
    }

    pub(super) fn view_settlement(&self, id: &str) -> Outcome {
        let settlement = self.find_settlement(id)?;
        Ok(Response::json(&self.settlement_view(settlement)))
    }

    pub(super) fn view_validations(&self, id: &str) -> Outcome {
        Ok(Response::json(&ValidationsView::of(self.find_settlement(id)?)))
    }

    pub(super) fn list_settlements(&self, request: &Request<'_>) -> Outcome {
        let asked = Asked::read(request.query());
        let page = Wanted::read(&asked)?.page(self.world().settlements(), |settlement| Marks {
            created: settlement.created,
            status: Some(settlement.status.value()),
            provider: settlement.provider,
            currency: settlement.pool.map(|pool| pool.currency),
        });
        Ok(self.listed(&page, request, &asked, |settlement| self.settlement_view(settlement)))
    }

    /// What a storage does: it takes any content, at addresses old and new. What Echo makes of it is seen later.
    pub(super) fn upload(&mut self, id: &str, file: &[u8], wall: Wall) -> Outcome {
        let settlement = self.find_settlement(id)?.id;
        let file = FileBytes::from(file);
        if let Some(pause) = self.next_hold.take() {
            self.held.retain(|held| held.settlement != settlement);
            let due = self.clock.milliseconds(wall).saturating_add(pause);
            self.hold(Held { settlement, file, due });
            return Ok(Response::text("text/plain", ""));
        }
        let stored = Response::text("text/plain", "");
        match self.handle(Command::Upload { settlement: settlement.to_string(), file }) {
            Ok(_) => Ok(stored),
            Err(refusal) => Ok(stored.header("X-Echoscope-Code", refusal.code.as_str())),
        }
    }

    /// As in 2025: the file is there, and nobody has read it yet.
    fn take_file(&mut self, made: &Settlement, file: FileBytes) -> Outcome {
        self.handle(Command::Upload { settlement: made.id.to_string(), file })?;
        let view = SettlementView { status: SettlementStatus::Uploaded, ..SettlementView::of(made) };
        Ok(Response::json(&view))
    }

    fn settle(&mut self, command: Command) -> Result<Arc<Settlement>, Problem> {
        match self.handle(command)? {
            Answer::Settlement { settlement } => Ok(settlement),
            _ => Err(Problem::param("SettlementId", "The command was not about a Settlement.")),
        }
    }

    fn with_address(&self, settlement: &Settlement) -> Response {
        let upload_url = format!("{}/_echoscope/uploads/{}", self.address, settlement.id);
        Response::json(&WithAddress { settlement: SettlementView::of(settlement), upload_url })
    }

    /// A Settlement whose file is held back looks as if it were being read.
    fn settlement_view(&self, settlement: &Settlement) -> SettlementView {
        let view = SettlementView::of(settlement);
        if self.held.iter().any(|held| held.settlement == settlement.id) {
            return SettlementView { status: SettlementStatus::Uploaded, ..view };
        }
        view
    }

    fn find_settlement(&self, id: &str) -> Result<&Arc<Settlement>, Problem> {
        let found = Id::parse(Kind::Settlement, id).and_then(|id| self.world().settlement(id));
        found.ok_or_else(|| {
            Problem::no_object("SettlementId", format!("There is no Settlement {}.", brief(id)))
        })
    }
}

/// The file that comes with the request, and its name.
fn brought_along(request: &Request<'_>) -> Result<Option<(String, FileBytes)>, Problem> {
    let Some(boundary) = request.content_type.and_then(multipart::boundary) else { return Ok(None) };
    let (name, file) = multipart::file(request.body, boundary)
        .ok_or_else(|| Problem::param("file", "The form has no part with the name `file`."))?;
    Ok(Some((name, FileBytes::from(file))))
}
