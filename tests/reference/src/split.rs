//! Splits: what they may take, what they cost, and how they rise from `CREATED` to `AVAILABLE`.

use crate::model::{Model, Refused, at_least, known, list_length};
use crate::reading::SplitFees;
use crate::record::{Amount, IntentStatus, Line, Moment, Object, Split, SplitStatus};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewSplit {
    pub line: usize,
    pub amount: Amount,
    pub fee: Option<Amount>,
    pub transfer_date: Option<Moment>,
    pub origin: Option<String>,
}

/// What an update sends; what it leaves out stays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SplitChange {
    pub line: usize,
    pub amount: Option<Amount>,
    pub fee: Option<Amount>,
    pub transfer_date: Option<Moment>,
    pub origin: Option<String>,
}

impl Model {
    /// All Splits of one request are judged together.
    pub fn create_splits(&mut self, intent: usize, wanted: &[NewSplit]) -> Result<(), Refused> {
        known(intent < self.intents.len())?;
        list_length(wanted.len())?;
        let mut splits = Vec::new();
        for split in wanted {
            splits.push(self.judge_split(intent, split)?);
        }
        if matches!(self.status(intent), IntentStatus::Authorized | IntentStatus::Cancelled) {
            return Err(Refused::WrongStatus);
        }
        if wanted.iter().map(|split| split.amount).sum::<Amount>() > self.available(intent) {
            return Err(Refused::ExceedsLimit);
        }

        // Tried out on a copy: a later Split of the request sees the earlier ones, and a refusal changes nothing.
        let mut after = self.clone();
        for (mut split, wanted) in splits.into_iter().zip(wanted) {
            split.fee = wanted.fee.unwrap_or_else(|| after.default_fee(split.line, split.amount));
            if after.committed(split.line) + split.amount > after.kept(split.line) {
                return Err(Refused::ExceedsLimit);
            }
            if split.fee > split.amount {
                return Err(Refused::FeeLimit);
            }
            after.splits.push(split);
            after.tell("SPLIT_CREATED", Object::Split(after.splits.len() - 1));
        }
        after.judge_fees(intent)?;
        *self = after;
        self.end_command();
        Ok(())
    }

    /// The Split as it will be remembered; its fee is worked out by the caller.
    fn judge_split(&self, intent: usize, wanted: &NewSplit) -> Result<Split, Refused> {
        let line = wanted.line;
        known(line < self.lines.len() && self.lines[line].intent == intent)?;
        at_least(1, wanted.amount)?;
        at_least(0, wanted.fee.unwrap_or(0))?;
        if let Some(date) = wanted.transfer_date {
            self.judge_transfer_date(date)?;
        }
        let currency = &self.intents[intent].currency;
        let origin = wanted.origin.as_ref().map(|id| self.judge_wallet(id, currency)).transpose()?;
        if self.is_hybrid(intent) && origin.or(self.lines[line].origin).is_none() {
            return Err(Refused::Missing);
        }
        Ok(Split {
            intent,
            line,
            amount: wanted.amount,
            fee: 0,
            transfer_date: wanted.transfer_date.or(self.lines[line].transfer_date),
            origin,
            status: SplitStatus::Created,
            claimed: 0,
            returned: 0,
            ends: None,
        })
    }

    /// A16: in proportion and rounded down; the Split that completes the line takes what is left of the line's fee.
    fn default_fee(&self, line: usize, amount: Amount) -> Amount {
        let others =
            || self.splits.iter().filter(|split| split.line == line && split.status != SplitStatus::Reversed);
        let amount_of_others: Amount = others().map(|split| split.amount).sum();
        let fees_of_others: Amount = others().map(|split| split.fee).sum();
        let Line { total, fee: line_fee, .. } = self.lines[line];
        let fee = if amount_of_others + amount == total {
            (line_fee - fees_of_others).max(0)
        } else {
            line_fee * amount / total
        };
        fee.min(amount)
    }

    /// A15, over all Splits of the Intent that are not `REVERSED`.
    fn judge_fees(&self, intent: usize) -> Result<(), Refused> {
        let limit = self.intents[intent].platform_fees;
        if limit == 0 && self.reading.split_fees == SplitFees::LimitWhenStated {
            return Ok(());
        }
        let live = |split: &&Split| split.intent == intent && split.status != SplitStatus::Reversed;
        let fees: Amount = self.splits.iter().filter(live).map(|split| split.fee).sum();
        if fees > limit { Err(Refused::FeeLimit) } else { Ok(()) }
    }

    pub fn update_split(&mut self, intent: usize, split: usize, change: &SplitChange) -> Result<(), Refused> {
        self.judge_named(intent, split)?;
        let old = self.splits[split].clone();
        // A Split cannot move to another line.
        known(change.line == old.line)?;
        at_least(1, change.amount.unwrap_or(1))?;
        at_least(0, change.fee.unwrap_or(0))?;
        if let Some(date) = change.transfer_date {
            self.judge_transfer_date(date)?;
        }
        let currency = &self.intents[intent].currency;
        let origin = change.origin.as_ref().map(|id| self.judge_wallet(id, currency)).transpose()?;
        if !matches!(
            old.status,
            SplitStatus::Created
                | SplitStatus::PendingFundsReception
                | SplitStatus::Available
                | SplitStatus::Failed
        ) {
            return Err(Refused::WrongStatus);
        }

        // Judged as it would stand afterwards, also where the request leaves the amount or the fee alone.
        let amount = change.amount.unwrap_or(old.amount);
        let fee = change.fee.unwrap_or(old.fee);
        let others = self.committed(old.line) - old.amount;
        if others + amount > self.kept(old.line) || amount > self.available(intent) {
            return Err(Refused::ExceedsLimit);
        }
        if fee > amount {
            return Err(Refused::FeeLimit);
        }
        let mut after = self.clone();
        after.splits[split].amount = amount;
        after.splits[split].fee = fee;
        after.judge_fees(intent)?;
        let within = match old.status {
            SplitStatus::PendingFundsReception => after.is_matched(split),
            SplitStatus::Available | SplitStatus::Failed => after.is_paid(split),
            _ => true,
        };
        if amount > old.amount && !within {
            return Err(Refused::ExceedsLimit);
        }
        after.splits[split].transfer_date = change.transfer_date.or(old.transfer_date);
        after.splits[split].origin = origin.or(old.origin);
        if old.status == SplitStatus::Failed {
            // A37: the data was wrong and now is right. No webhook: `SPLIT_AVAILABLE` tells that a Settlement was paid.
            after.splits[split].status = SplitStatus::Available;
        }
        *self = after;
        self.end_command();
        Ok(())
    }

    pub fn reverse_split(&mut self, intent: usize, split: usize) -> Result<(), Refused> {
        self.judge_named(intent, split)?;
        match self.splits[split].status {
            SplitStatus::Available | SplitStatus::Rejected => {}
            SplitStatus::Created if self.reading.early_reverse => {}
            _ => return Err(Refused::WrongStatus),
        }
        self.splits[split].status = SplitStatus::Reversed;
        self.tell("SPLIT_REVERSED", Object::Split(split));
        self.end_command();
        Ok(())
    }

    pub(crate) fn judge_named(&self, intent: usize, split: usize) -> Result<(), Refused> {
        known(split < self.splits.len() && self.splits[split].intent == intent)
    }

    /// B5: it and all older live Splits of the line together are within what was matched.
    fn is_matched(&self, split: usize) -> bool {
        self.with_older(split) <= self.matched(self.splits[split].line)
    }

    fn is_paid(&self, split: usize) -> bool {
        self.with_older(split) <= self.paid(self.splits[split].line)
    }

    fn with_older(&self, split: usize) -> Amount {
        let line = self.splits[split].line;
        let counted = self.splits[..=split].iter();
        let counted = counted.filter(|it| it.line == line && it.status != SplitStatus::Reversed);
        counted.map(|it| it.amount - it.claimed).sum()
    }

    /// B5: Splits rise as far as their captures have come. They never fall. Intent by Intent, oldest first.
    pub(crate) fn raise_splits(&mut self) {
        let mut order: Vec<usize> = (0..self.splits.len()).collect();
        order.sort_by_key(|&split| (self.splits[split].intent, split));
        for split in order {
            if self.splits[split].status == SplitStatus::Created && self.is_matched(split) {
                self.splits[split].status = SplitStatus::PendingFundsReception;
                self.tell("SPLIT_PENDING_FUNDS_RECEPTION", Object::Split(split));
            }
            if self.splits[split].status == SplitStatus::PendingFundsReception && self.is_paid(split) {
                self.splits[split].status = SplitStatus::Available;
                self.tell("SPLIT_AVAILABLE", Object::Split(split));
            }
        }
    }
}
