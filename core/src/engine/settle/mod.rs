//! E16 to E21: Settlements, from the upload address to the money.

mod allocate;
mod lines;
mod matching;
mod object;
mod unfunded;

pub use object::{FooterError, LineError, MatchedLine, Settlement};

use super::agenda::Task;
use super::event::{EventType, Object};
use super::file::FileBytes;
use super::read::{TEXT_CHARS_MAX, required, shortened, text};
use super::refusal::{Code, Refusal};
use super::ways;
use super::world::{Answer, World};
use crate::id::{Id, Kind};
use crate::machine::{SETTLEMENT, SettlementStatus, Status, Trigger};
use std::sync::Arc;

impl World {
    pub(super) fn create_settlement(&mut self, file_name: Option<&String>) -> Result<Answer, Refusal> {
        let file_name = read_file_name(file_name)?;
        let place = u32::try_from(self.settlements.len()).unwrap_or(u32::MAX);
        let id = self.id_at(Kind::Settlement, place);
        self.settlements.push(Arc::new(Settlement::new(id, file_name, self.now)));
        let status = SettlementStatus::PendingUpload;
        self.moved(&SETTLEMENT, Object::Id(id), None, Trigger::Create, status);
        self.notify(settlement_event(status), id);
        Ok(self.settlement_answer(place))
    }

    pub(super) fn upload(&mut self, settlement: &str, file: &FileBytes) -> Result<Answer, Refusal> {
        let (place, settlement) = self.find_settlement(settlement)?;
        require_status(&settlement, Trigger::Upload, "take a file")?;
        drop(settlement);
        let mut upload = 0;
        if let Some(settlement) = self.settlement_mut(place) {
            settlement.uploads = settlement.uploads.saturating_add(1);
            settlement.file = Some(file.clone());
            upload = settlement.uploads;
        }
        self.move_settlement(place, Trigger::Upload, SettlementStatus::Uploaded);
        let due = self.now.saturating_add(self.reading().parse_seconds);
        self.plan(due, Task::ReadFile { settlement: place, upload });
        Ok(self.settlement_answer(place))
    }

    pub(super) fn update_settlement(
        &mut self,
        settlement: &str,
        file_name: Option<&String>,
    ) -> Result<Answer, Refusal> {
        let (place, settlement) = self.find_settlement(settlement)?;
        let file_name = read_file_name(file_name)?;
        require_status(&settlement, Trigger::NewUploadAddress, "get a new upload address")?;
        let key = (settlement.created, settlement.id);
        drop(settlement);
        self.unmatched.remove(&key);
        if let Some(settlement) = self.settlement_mut(place) {
            settlement.start_again(file_name);
        }
        self.move_settlement(place, Trigger::NewUploadAddress, SettlementStatus::PendingUpload);
        Ok(self.settlement_answer(place))
    }

    pub(super) fn cancel_settlement(&mut self, settlement: &str) -> Result<Answer, Refusal> {
        let (place, settlement) = self.find_settlement(settlement)?;
        let early = matches!(settlement.status, SettlementStatus::PendingUpload | SettlementStatus::Uploaded);
        if early && !self.reading().early_cancel {
            return Err(not_in_status(&settlement, Trigger::Cancel, "be cancelled"));
        }
        require_status(&settlement, Trigger::Cancel, "be cancelled")?;
        let key = (settlement.created, settlement.id);
        drop(settlement);
        self.unmatched.remove(&key);
        self.move_settlement(place, Trigger::Cancel, SettlementStatus::Cancelled);
        Ok(self.settlement_answer(place))
    }

    pub(super) fn find_settlement(&self, text: &str) -> Result<(u32, Arc<Settlement>), Refusal> {
        let id = Id::parse(Kind::Settlement, text);
        id.and_then(|id| Some((id.place(self.config.seed), Arc::clone(self.settlement(id)?)))).ok_or_else(
            || {
                let sentence = format!("There is no Settlement {}.", shortened(text));
                Refusal::param(Code::UnknownSettlement, "SettlementId", sentence)
                    .fact("given", shortened(text))
            },
        )
    }

    fn settlement_answer(&self, place: u32) -> Answer {
        self.settlement_at(place)
            .map_or(Answer::Done, |settlement| Answer::Settlement { settlement: Arc::clone(settlement) })
    }

    /// Moves a Settlement along its table and tells the world.
    fn move_settlement(&mut self, place: u32, trigger: Trigger, to: SettlementStatus) {
        let Some(settlement) = self.settlement_mut(place) else { return };
        let (id, from) = (settlement.id, settlement.status);
        settlement.status = to;
        self.moved(&SETTLEMENT, Object::Id(id), Some(from), trigger, to);
        if from != to {
            self.notify(settlement_event(to), id);
        }
    }
}

fn read_file_name(given: Option<&String>) -> Result<Box<str>, Refusal> {
    let name = text("FileName", required("FileName", given)?, TEXT_CHARS_MAX)?;
    let csv = name.len() > 4 && name.to_ascii_lowercase().ends_with(".csv");
    if csv {
        Ok(Box::from(name))
    } else {
        Err(Refusal::param(Code::FileNameNotCsv, "FileName", "Invalid settlement file format. Expected CSV.")
            .fact("given", shortened(name)))
    }
}

fn require_status(settlement: &Settlement, trigger: Trigger, what: &str) -> Result<(), Refusal> {
    if SETTLEMENT.allows(settlement.status, trigger) {
        Ok(())
    } else {
        Err(not_in_status(settlement, trigger, what))
    }
}

fn not_in_status(settlement: &Settlement, trigger: Trigger, what: &str) -> Refusal {
    let status = settlement.status.value();
    let text = format!("The Settlement {} is {status}; it cannot {what}.", settlement.id);
    Refusal::action(Code::WrongSettlementStatus, "Status", text)
        .fact("status", status)
        .way(ways::to_settlement(settlement.status, trigger))
}

/// A34: one event for every status.
const fn settlement_event(status: SettlementStatus) -> EventType {
    match status {
        SettlementStatus::PendingUpload => EventType::SettlementPendingUpload,
        SettlementStatus::Uploaded => EventType::SettlementUploaded,
        SettlementStatus::Created => EventType::SettlementCreated,
        SettlementStatus::Unmatched => EventType::SettlementUnmatched,
        SettlementStatus::PartiallyMatched => EventType::SettlementPartiallyMatched,
        SettlementStatus::PendingFundsReception => EventType::SettlementPendingFundsReception,
        SettlementStatus::InsufficientFunds => EventType::SettlementInsufficientFunds,
        SettlementStatus::Reconciled => EventType::SettlementReconciled,
        SettlementStatus::Failed => EventType::SettlementFailed,
        SettlementStatus::Cancelled => EventType::SettlementCancelled,
    }
}
