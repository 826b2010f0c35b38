//! E7 and E8: refunds, and their reversal where the provider could not deliver them.

use super::not_in_status;
use super::parts::{all_that_is_left, amount, check_limits, of_line, partial};
use crate::engine::command::ActionRequest;
use crate::engine::event::{EventType, Object};
use crate::engine::read::{external, required, shortened, tag};
use crate::engine::refusal::{Code, Refusal};
use crate::engine::world::{Answer, World};
use crate::id::{Id, Kind};
use crate::intent::{Counters, Part, Refund, Reversal, append, parts_total};
use crate::machine::{REFUND, RefundStatus, Trigger};
use crate::reading::RefundLimit;
use crate::reconcile::{Declared, Place};
use crate::sort;

impl World {
    pub(in crate::engine) fn refund(
        &mut self,
        intent: &str,
        request: &ActionRequest,
    ) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let amount = amount(&intent, request)?;
        let given = required("ExternalData", request.external_data.as_ref())?;
        let external = external(given, Some(&intent.external))?;
        let partial = partial(&intent, request, amount)?;
        let tag = tag(request.tag.as_ref())?;

        let triggers = [Trigger::RefundAll, Trigger::RefundPart];
        let from =
            self.require_intent_status(&intent, &triggers, |status| not_in_status("A refund", status))?;
        let lines = intent.counters();
        let parts = match partial {
            None => all_that_is_left(&lines, Counters::kept),
            Some(partial) => {
                partial.check_sums()?;
                let left = |line| of_line(&lines, line, Counters::kept);
                check_limits(&intent, &partial.parts, left, |id, amount, left| {
                    let text = format!(
                        "Refund not possible: {amount} is more than the {left} of line item {id} that is captured and \
                         neither refunded nor disputed."
                    );
                    Refusal::param(Code::OverRefund, "Amount", text)
                })?;
                partial.parts
            }
        };
        let amount = parts_total(&parts);
        if amount == 0 {
            let text = "Everything that was captured is refunded or disputed already.";
            return Err(Refusal::action(Code::NothingLeft, "Amount", text));
        }
        let available = intent.totals().available_to_split();
        if self.reading().refund_limit == RefundLimit::Available && amount > available {
            let text = format!("The refund of {amount} is more than AvailableAmountToSplit, {available}.");
            return Err(Refusal::param(Code::OverRefund, "Amount", text).fact("left", available));
        }

        let id = self.id(Kind::Refund);
        let at = Place { intent: place, action: u32::try_from(intent.refunds.len()).unwrap_or(u32::MAX) };
        self.references.add(Declared::Refund, external.provider, &external.reference, at);
        let refund = Refund {
            id,
            parts,
            external: Box::new(external),
            tag,
            created: self.now,
            reversed: None,
            refunded_in: None,
            reversed_in: None,
        };
        drop(intent);
        if let Some(intent) = self.intent_mut(place) {
            append(&mut intent.refunds, refund);
        }
        self.moved(&REFUND, Object::Id(id), None, Trigger::Create, RefundStatus::Refunded);
        let all = self.intent_at(place).map(|intent| intent.totals());
        let all = all.is_some_and(|all| all.refunded == all.captured);
        let trigger = if all { Trigger::RefundAll } else { Trigger::RefundPart };
        self.declared(place, from, trigger, id);
        self.notify(EventType::IntentRefunded, id);
        self.claim_back(place);
        Ok(self.action_answer(place, id))
    }

    pub(in crate::engine) fn reverse_refund(
        &mut self,
        intent: &str,
        refund: &str,
        request: &ActionRequest,
    ) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let found = Id::parse(Kind::Refund, refund)
            .and_then(|id| intent.refunds.iter().position(|refund| refund.id == id));
        let (index, reversed) =
            found.and_then(|index| Some((index, intent.refunds.get(index)?))).ok_or_else(|| {
                let text = format!("The Intent {} has no refund {}.", intent.id, shortened(refund));
                Refusal::param(Code::UnknownRefund, "RefundId", text).fact("given", shortened(refund))
            })?;
        let amount = amount(&intent, request)?;
        let given = required("ExternalData", request.external_data.as_ref())?;
        let external = external(given, Some(&intent.external))?;
        let partial = partial(&intent, request, amount)?;
        // A reversal has no object of its own to keep a tag on.
        tag(request.tag.as_ref())?;

        if reversed.reversed.is_some() {
            let text = format!("The refund {} was reversed before.", reversed.id);
            return Err(Refusal::action(Code::AlreadyReversed, "Status", text));
        }
        if let Some(partial) = &partial {
            partial.check_sums()?;
            let sorted = |parts: &[Part]| {
                let mut parts = parts.to_vec();
                sort::by_key(&mut parts, |part| part.line);
                parts
            };
            if sorted(&partial.parts) != sorted(&reversed.parts) {
                let amount = reversed.amount();
                let text = format!(
                    "A reversal must name exactly what was refunded: {amount} over {} line items.",
                    reversed.parts.len()
                );
                return Err(Refusal::param(Code::ReversalDiffers, "Amount", text)
                    .fact("refunded", amount)
                    .fact("asked", partial.amount));
            }
        }

        let id = reversed.id;
        let from = intent.status(self.reading());
        let at = Place { intent: place, action: u32::try_from(index).unwrap_or(u32::MAX) };
        self.references.add(Declared::Reversal, external.provider, &external.reference, at);
        let reversal = Reversal { number: self.number(), external: Box::new(external), date: self.now };
        drop(intent);
        if let Some(refund) = self.intent_mut(place).and_then(|intent| intent.refunds.get_mut(index)) {
            refund.reversed = Some(reversal);
        }
        let trigger = Trigger::ReverseRefund;
        self.moved(
            &REFUND,
            Object::Id(id),
            Some(RefundStatus::Refunded),
            trigger,
            RefundStatus::RefundReversed,
        );
        let answer = self.declared(place, from, trigger, id);
        self.notify(EventType::IntentRefundReversed, id);
        Ok(answer)
    }

    /// The Intent as it now stands, with the action just declared.
    pub(super) fn action_answer(&self, place: u32, action: Id) -> Answer {
        self.intent_at(place).map_or(Answer::Done, |intent| Answer::Action { intent: intent.clone(), action })
    }
}
