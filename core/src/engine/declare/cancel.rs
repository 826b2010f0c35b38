//! E6: cancelling all or a part of what was authorized.

use super::parts::{all_that_is_left, amount, check_limits, of_line, partial};
use crate::engine::command::ActionRequest;
use crate::engine::read::{external_filled, tag};
use crate::engine::refusal::{Code, Refusal};
use crate::engine::world::{Answer, World};
use crate::id::Kind;
use crate::intent::{Cancel, Counters, append};
use crate::machine::Trigger;

impl World {
    pub(in crate::engine) fn cancel(
        &mut self,
        intent: &str,
        request: &ActionRequest,
    ) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let amount = amount(&intent, request)?;
        let external = request.external_data.as_deref();
        let external = external.map(|given| external_filled(given, &intent.external, true)).transpose()?;
        let partial = partial(&intent, request, amount)?;
        let tag = tag(request.tag.as_ref())?;

        let triggers = [Trigger::CancelAll, Trigger::CancelPart];
        let from = self.require_intent_status(&intent, &triggers, |_| {
            let text = "Intent cannot be cancelled because it is not in AUTHORIZED status.";
            Refusal::action(Code::WrongIntentStatus, "Status", text)
        })?;
        let lines = intent.counters();
        let parts = match partial {
            None => all_that_is_left(&lines, Counters::capturable),
            Some(partial) => {
                partial.check_sums()?;
                let left = |line| of_line(&lines, line, Counters::capturable);
                check_limits(&intent, &partial.parts, left, |id, amount, left| {
                    let text = format!(
                        "Cancel not possible: {amount} is more than the {left} left of line item {id}."
                    );
                    Refusal::param(Code::OverCancel, "Amount", text)
                })?;
                partial.parts
            }
        };

        let id = self.id(Kind::Cancel);
        let cancel = Cancel { id, parts, external: external.map(Box::new), tag, created: self.now };
        drop(intent);
        if let Some(intent) = self.intent_mut(place) {
            append(&mut intent.cancels, cancel);
        }
        let all = self.intent_at(place).is_some_and(|intent| intent.totals().capturable() == 0);
        let trigger = if all { Trigger::CancelAll } else { Trigger::CancelPart };
        Ok(self.declared(place, from, trigger, id))
    }
}
