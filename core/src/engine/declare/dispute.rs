//! E9 and E10: disputes of a capture, and their decision.

use super::not_in_status;
use super::parts::{amount, check_limits, partial};
use crate::engine::command::ActionRequest;
use crate::engine::event::{EventType, Object};
use crate::engine::read::{external, required, shortened, tag};
use crate::engine::refusal::{Code, Refusal};
use crate::engine::world::{Answer, World};
use crate::id::{Id, Kind};
use crate::intent::{Decision, Dispute, Intent, append};
use crate::machine::{DISPUTE, DisputeStatus, Status, Trigger};
use crate::reconcile::{Declared, Place};

impl World {
    pub(in crate::engine) fn dispute(
        &mut self,
        intent: &str,
        capture: &str,
        request: &ActionRequest,
    ) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let capture = find_capture(&intent, capture)?;
        let amount = amount(&intent, request)?;
        let given = required("ExternalData", request.external_data.as_ref())?;
        let external = external(given, Some(&intent.external))?;
        let partial = partial(&intent, request, amount)?;
        let tag = tag(request.tag.as_ref())?;

        let triggers = [Trigger::DisputeAll, Trigger::DisputePart];
        let from =
            self.require_intent_status(&intent, &triggers, |status| not_in_status("A dispute", status))?;
        let left = intent.disputable(capture);
        let parts = match partial {
            None => left.into(),
            Some(partial) => {
                partial.check_sums()?;
                let limit = |line| {
                    left.iter().find(|part| part.line == line).map_or(0, |part| i128::from(part.amount))
                };
                check_limits(&intent, &partial.parts, limit, |id, amount, left| {
                    let text = format!(
                        "Dispute not possible: {amount} is more than the {left} of line item {id} that this capture \
                         took and that is neither refunded nor disputed."
                    );
                    Refusal::param(Code::OverDispute, "Amount", text)
                })?;
                partial.parts
            }
        };
        if parts.is_empty() {
            let text = "Everything that this capture took is refunded or disputed already.";
            return Err(Refusal::action(Code::NothingLeft, "Amount", text));
        }

        let id = self.id(Kind::Dispute);
        let at = Place { intent: place, action: u32::try_from(intent.disputes.len()).unwrap_or(u32::MAX) };
        self.references.add(Declared::Dispute, external.provider, &external.reference, at);
        let dispute = Dispute {
            id,
            capture,
            parts,
            external: Box::new(external),
            tag,
            created: self.now,
            decisions: Vec::new(),
            reconciled_in: Vec::new(),
        };
        drop(intent);
        if let Some(intent) = self.intent_mut(place) {
            append(&mut intent.disputes, dispute);
        }
        self.moved(&DISPUTE, Object::Id(id), None, Trigger::Create, DisputeStatus::Disputed);
        let all = self.intent_at(place).map(|intent| intent.totals());
        let all = all.is_some_and(|all| all.disputed == all.captured);
        let trigger = if all { Trigger::DisputeAll } else { Trigger::DisputePart };
        self.declared(place, from, trigger, id);
        self.notify(EventType::IntentDisputeCreated, id);
        self.claim_back(place);
        Ok(self.action_answer(place, id))
    }

    pub(in crate::engine) fn decide_dispute(
        &mut self,
        intent: &str,
        capture: &str,
        dispute: &str,
        decision: &str,
    ) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let capture = find_capture(&intent, capture)?;
        let found = Id::parse(Kind::Dispute, dispute).and_then(|id| {
            let index = intent.disputes.iter().position(|d| d.id == id && d.capture == capture)?;
            Some((index, intent.disputes.get(index)?))
        });
        let (index, decided) = found.ok_or_else(|| {
            let text = format!("This capture has no dispute {}.", shortened(dispute));
            Refusal::param(Code::UnknownDispute, "DisputeId", text).fact("given", shortened(dispute))
        })?;
        let (trigger, event, to) = match DisputeStatus::parse(decision) {
            Some(to @ DisputeStatus::Defended) => (Trigger::Defend, EventType::IntentDisputeDefended, to),
            Some(to @ DisputeStatus::DisputedWon) => (Trigger::WinDispute, EventType::IntentDisputeWon, to),
            Some(to @ DisputeStatus::DisputedLost) => {
                (Trigger::LoseDispute, EventType::IntentDisputeLost, to)
            }
            Some(DisputeStatus::Disputed) | None => {
                let text = format!(
                    "Decision \"{}\" is none of DEFENDED, DISPUTED_WON, DISPUTED_LOST.",
                    shortened(decision)
                );
                return Err(Refusal::param(Code::UnknownDecision, "Decision", text)
                    .fact("given", shortened(decision)));
            }
        };
        let was = decided.status();
        if DISPUTE.edge(Some(was), trigger, to).is_none() {
            let text = format!("The dispute is {}; it cannot become {}.", was.value(), to.value());
            return Err(Refusal::action(Code::DisputeDecided, "Status", text).fact("status", was.value()));
        }

        let id = decided.id;
        let from = intent.status(self.reading());
        let decision = Decision { status: to, number: self.number(), date: self.now };
        drop(intent);
        if let Some(dispute) = self.intent_mut(place).and_then(|intent| intent.disputes.get_mut(index)) {
            dispute.decisions.push(decision);
        }
        self.moved(&DISPUTE, Object::Id(id), Some(was), trigger, to);
        let answer = self.declared(place, from, trigger, id);
        self.notify(event, id);
        Ok(answer)
    }
}

/// The place of the capture that a path names.
fn find_capture(intent: &Intent, text: &str) -> Result<u32, Refusal> {
    Id::parse(Kind::Capture, text)
        .and_then(|id| intent.captures.iter().position(|capture| capture.id == id))
        .and_then(|place| u32::try_from(place).ok())
        .ok_or_else(|| {
            let sentence = format!("The Intent {} has no capture {}.", intent.id, shortened(text));
            Refusal::param(Code::UnknownCapture, "CaptureId", sentence).fact("given", shortened(text))
        })
}
