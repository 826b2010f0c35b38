//! E5: captures, full (simultaneous or separate) and partial.

use super::not_in_status;
use super::parts::{all_that_is_left, amount, check_limits, of_line, partial};
use crate::engine::command::ActionRequest;
use crate::engine::event::{EventType, Object};
use crate::engine::read::{external, external_filled, required, tag};
use crate::engine::refusal::{Code, Refusal};
use crate::engine::world::{Answer, World};
use crate::id::Kind;
use crate::intent::{Capture, Counters, append};
use crate::machine::{CAPTURE, CaptureStatus, Trigger};
use crate::reconcile::{Declared, Place};

impl World {
    pub(in crate::engine) fn capture(
        &mut self,
        intent: &str,
        request: &ActionRequest,
    ) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let amount = amount(&intent, request)?;
        let given = request.external_data.as_deref();
        let external = match (amount, given) {
            (Some(_), given) => Some(external(required("ExternalData", given)?, Some(&intent.external))?),
            (None, Some(given)) => Some(external_filled(given, &intent.external, false)?),
            (None, None) => None,
        };
        let partial = partial(&intent, request, amount)?;
        let tag = tag(request.tag.as_ref())?;

        let triggers = [Trigger::CaptureAll, Trigger::CapturePart];
        let from =
            self.require_intent_status(&intent, &triggers, |status| not_in_status("A capture", status))?;
        if partial.is_none() && !(intent.captures.is_empty() && intent.cancels.is_empty()) {
            let text = "A partial operation was found, please include instructions in the request body";
            return Err(Refusal::action(Code::PartialOperationFound, "Capture", text)
                .fact("captures", intent.captures.len())
                .fact("cancels", intent.cancels.len()));
        }
        let lines = intent.counters();
        let parts = match partial {
            None => all_that_is_left(&lines, Counters::capturable),
            Some(partial) => {
                partial.check_sums()?;
                let left = |line| of_line(&lines, line, Counters::capturable);
                check_limits(&intent, &partial.parts, left, |id, amount, _| {
                    let line = intent.line_place(id).unwrap_or_default();
                    let captured = of_line(&lines, line, |counters| counters.captured);
                    let total = of_line(&lines, line, |counters| counters.total);
                    let cancelled = of_line(&lines, line, |counters| counters.cancelled);
                    let text = format!(
                        "Capture not possible: current captured amount [{captured}] plus capture amount [{amount}] \
                         exceeds the Intent.LineItemId=[{id}] with amount [{total}]"
                    );
                    Refusal::param(Code::OverCapture, "Amount", text).fact("cancelled", cancelled)
                })?;
                partial.parts
            }
        };

        let id = self.id(Kind::Capture);
        // One without a reference of its own is found by its Intent's.
        if let Some(external) = &external {
            let at =
                Place { intent: place, action: u32::try_from(intent.captures.len()).unwrap_or(u32::MAX) };
            self.references.add(Declared::Capture, intent.external.provider, &external.reference, at);
        }
        let capture = Capture {
            id,
            parts,
            external: external.map(Box::new),
            tag,
            created: self.now,
            moved: self.now,
            settled: None,
        };
        drop(intent);
        if let Some(intent) = self.intent_mut(place) {
            append(&mut intent.captures, capture);
        }
        self.moved(&CAPTURE, Object::Id(id), None, Trigger::Create, CaptureStatus::Captured);
        let all = self.intent_at(place).is_some_and(|intent| intent.totals().capturable() == 0);
        let trigger = if all { Trigger::CaptureAll } else { Trigger::CapturePart };
        let answer = self.declared(place, from, trigger, id);
        self.notify(EventType::IntentCaptured, id);
        Ok(answer)
    }
}
