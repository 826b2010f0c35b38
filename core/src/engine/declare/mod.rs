//! What the platform declares: Intents and the actions on them. Declarations move no money.
//!
//! Every handler judges the whole request before it changes anything, in the order that `refusal` promises.

mod cancel;
mod capture;
mod dispute;
mod intent;
mod parts;

pub(super) use parts::of_line;
mod refund;

use super::event::Object;
use super::refusal::{Code, Refusal};
use super::world::{Answer, World};
use crate::id::{Id, Kind};
use crate::intent::Intent;
use crate::machine::{INTENT, IntentStatus, Status, Trigger};
use std::sync::Arc;

impl World {
    /// The Intent that a path names, with its place.
    pub(super) fn find_intent(&self, text: &str) -> Result<(u32, Arc<Intent>), Refusal> {
        let id = Id::parse(Kind::Intent, text);
        id.and_then(|id| Some((id.place(self.config.seed), Arc::clone(self.intent(id)?)))).ok_or_else(|| {
            Refusal::param(
                Code::UnknownIntent,
                "IntentId",
                format!("There is no Intent {}.", super::read::shortened(text)),
            )
            .fact("given", super::read::shortened(text))
        })
    }

    /// Refuses unless the table lets one of the triggers happen in the Intent's status.
    fn require_intent_status(
        &self,
        intent: &Intent,
        triggers: &[Trigger],
        refuse: impl FnOnce(IntentStatus) -> Refusal,
    ) -> Result<IntentStatus, Refusal> {
        let status = intent.status(self.reading());
        if triggers.iter().any(|&trigger| INTENT.allows(status, trigger)) {
            return Ok(status);
        }
        let way = triggers.first().map(|&goal| super::ways::to_intent(status, goal)).unwrap_or_default();
        Err(refuse(status).fact("status", status.value()).way(way))
    }

    /// Records the move of an Intent whose facts have just changed, and answers with it.
    fn declared(&mut self, place: u32, from: IntentStatus, trigger: Trigger, action: Id) -> Answer {
        let now = self.now;
        self.declared = true;
        if let Some(intent) = self.intent_mut(place) {
            intent.declared = now;
        }
        let Some(intent) = self.intent_at(place).cloned() else { return Answer::Done };
        let to = intent.status(self.reading());
        self.moved(&INTENT, Object::Id(intent.id), Some(from), trigger, to);
        Answer::Action { intent, action }
    }
}

/// Our sentence where an Intent's status does not allow an action.
fn not_in_status(action: &str, status: IntentStatus) -> Refusal {
    Refusal::action(
        Code::WrongIntentStatus,
        "Status",
        format!("{action} is not possible: the Intent is {}.", status.value()),
    )
}
