//! E11 to E15: Splits. Creating, updating, executing and reversing them.
//!
//! `judge` reads and judges what is asked, `transfer` is what happens by itself: rising, paying out, claiming back.

mod judge;
mod transfer;

use super::command::SplitRequest;
use super::declare::of_line;
use super::event::{EventType, Object};
use super::read::{TEXT_CHARS_MAX, boxed, entries, optional_at_least, shortened, tag};
use super::refusal::{Code, Refusal};
use super::ways;
use super::world::{Answer, World};
use crate::id::{Id, Kind};
use crate::intent::{Counters, Intent, Split, append};
use crate::machine::{IntentStatus, SPLIT, SplitStatus, Status, Trigger};
use judge::{check_commitment, check_level, commit, default_fee, find_split, wrong_status};

impl World {
    pub(in crate::engine) fn create_splits(
        &mut self,
        intent: &str,
        given: &[SplitRequest],
    ) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let mut asked = Vec::with_capacity(given.len());
        for (index, request) in entries("Splits", given)?.iter().enumerate() {
            asked.push(self.read_split(index, request, &intent)?);
        }
        let status = intent.status(self.reading());
        if matches!(status, IntentStatus::Authorized | IntentStatus::Cancelled) {
            let text = format!("A Split needs a captured Intent; this one is {}.", status.value());
            return Err(Refusal::action(Code::WrongIntentStatus, "Status", text)
                .fact("status", status.value())
                .way(ways::to_intent(status, Trigger::CaptureAll)));
        }
        let available = intent.totals().available_to_split();
        let sum = asked.iter().fold(0i128, |sum, new| sum.saturating_add(i128::from(new.amount)));
        if sum > available {
            let text = format!("The Splits add up to {sum}, but AvailableAmountToSplit is {available}.");
            return Err(Refusal::param(Code::OverSplit, "SplitAmount", text)
                .fact("asked", sum)
                .fact("left", available));
        }

        // One after the other, so that each sees what the ones before it take.
        let mut splits = intent.splits.clone();
        let mut lines = intent.counters();
        for new in asked {
            check_commitment(&intent, &lines, new.line, new.amount)?;
            let fees = match new.fees {
                Some(fees) => fees,
                None => default_fee(&intent, &splits, &lines, new.line, new.amount),
            };
            commit(&mut lines, new.line, new.amount);
            append(
                &mut splits,
                Split {
                    id: Id::new(Kind::Split, 0, 0, 0, 0), // Numbered only once nothing can refuse the request.
                    line: new.line,
                    amount: new.amount,
                    fees,
                    transfer_date: new.transfer_date,
                    description: new.description,
                    origin_wallet: new.origin_wallet,
                    tag: new.tag,
                    created: self.now,
                    moved: self.now,
                    status: SplitStatus::Created,
                    claimed: 0,
                    returned: 0,
                },
            );
            self.check_fees(&intent, &splits, new.amount, fees)?;
        }

        let first = intent.splits.len();
        drop(intent);
        let mut ids = Vec::new();
        for split in splits.iter_mut().skip(first) {
            split.id = self.id(Kind::Split);
            ids.push(split.id);
            self.moved(&SPLIT, Object::Id(split.id), None, Trigger::Create, SplitStatus::Created);
            self.notify(EventType::SplitCreated, split.id);
        }
        if let Some(intent) = self.intent_mut(place) {
            intent.splits = splits;
        }
        let Some(intent) = self.intent_at(place).cloned() else { return Ok(Answer::Done) };
        Ok(Answer::Splits { intent, splits: ids })
    }

    pub(in crate::engine) fn update_split(
        &mut self,
        intent: &str,
        split: &str,
        request: &SplitRequest,
    ) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let (index, old) = find_split(&intent, split)?;
        if let Some(text) = &request.line_item_id {
            let line = Id::parse(Kind::LineItem, text).and_then(|id| intent.line_place(id));
            if line != Some(old.line) {
                let sentence = format!("The Split is for another line item than {}.", shortened(text));
                return Err(Refusal::param(Code::UnknownLineItem, "LineItemId", sentence));
            }
        }
        let amount = optional_at_least("SplitAmount", request.split_amount.as_ref(), 1)?;
        let fees = optional_at_least("FeesAmount", request.fees_amount.as_ref(), 0)?;
        let transfer_date = self.read_transfer_date("TransferDate", request.transfer_date.as_ref())?;
        let description = boxed("Description", request.description.as_ref(), TEXT_CHARS_MAX)?;
        let origin_wallet = self.read_origin(request.split_origin_wallet_id.as_deref(), &intent)?;
        let tag = tag(request.tag.as_ref())?;
        if !SPLIT.allows(old.status, Trigger::Update) {
            return Err(wrong_status("Update", "Split", Trigger::Update, &old));
        }

        let new = Split {
            amount: amount.unwrap_or(old.amount),
            fees: fees.unwrap_or(old.fees),
            transfer_date: transfer_date.or(old.transfer_date),
            description: description.or_else(|| old.description.clone()),
            origin_wallet: origin_wallet.or_else(|| old.origin_wallet.clone()),
            tag: tag.or_else(|| old.tag.clone()),
            ..old.clone()
        };
        let mut draft = Intent::clone(&intent);
        let available = intent.totals().available_to_split();
        if i128::from(new.amount) > available {
            let text =
                format!("The Split of {} is more than AvailableAmountToSplit, {available}.", new.amount);
            return Err(Refusal::param(Code::OverSplit, "SplitAmount", text).fact("left", available));
        }
        if let Some(split) = draft.splits.get_mut(index) {
            split.amount = 0;
            split.fees = 0;
        }
        check_commitment(&draft, &draft.counters(), new.line, new.amount)?;
        if let Some(split) = draft.splits.get_mut(index) {
            *split = new.clone();
        }
        self.check_fees(&intent, &draft.splits, new.amount, new.fees)?;
        if new.amount > old.amount {
            check_level(&draft, index, &new)?;
        }

        let to = if old.status == SplitStatus::Failed { SplitStatus::Available } else { old.status };
        drop(intent);
        let now = self.now;
        if let Some(split) = self.intent_mut(place).and_then(|intent| intent.splits.get_mut(index)) {
            *split = Split { status: to, moved: if to == old.status { old.moved } else { now }, ..new };
        }
        self.moved(&SPLIT, Object::Id(old.id), Some(old.status), Trigger::Update, to);
        if to == SplitStatus::Available {
            self.plan_execution(place, old.id);
        }
        Ok(self.split_answer(place, old.id))
    }

    pub(in crate::engine) fn execute_split(&mut self, intent: &str, split: &str) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let (_, split) = find_split(&intent, split)?;
        if !SPLIT.allows(split.status, Trigger::Execute) {
            return Err(wrong_status("Execute", "Split", Trigger::Execute, &split));
        }
        let left = of_line(&intent.counters(), split.line, Counters::available_to_split);
        if !split.was_completed() && left < i128::from(split.amount) {
            let text = format!(
                "The Split of {} is more than the {left} of its line item that is captured and neither refunded, \
                 disputed nor split.",
                split.amount
            );
            return Err(Refusal::param(Code::OverSplit, "Split", text).fact("left", left));
        }
        drop(intent);
        self.start_transfer(place, split.id, Trigger::Execute);
        Ok(self.split_answer(place, split.id))
    }

    pub(in crate::engine) fn reverse_split(&mut self, intent: &str, split: &str) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let (_, split) = find_split(&intent, split)?;
        let early = split.status == SplitStatus::Created && !self.reading().early_reverse;
        if early || !SPLIT.allows(split.status, Trigger::Reverse) {
            return Err(wrong_status("Reverse", "Status", Trigger::Reverse, &split));
        }
        drop(intent);
        self.move_split(place, split.id, Trigger::Reverse, SplitStatus::Reversed);
        self.notify(EventType::SplitReversed, split.id);
        Ok(self.split_answer(place, split.id))
    }
}
