//! How much of each line was captured, cancelled, refunded, disputed and split.

use super::{Intent, Part};
use crate::machine::{SplitStatus, Status};
use crate::money::Minor;
use serde::Serialize;

/// The running totals of one line, or of all lines together.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Counters {
    pub total: i128,
    pub captured: i128,
    pub cancelled: i128,
    /// Refunded and not reversed.
    pub refunded: i128,
    /// Disputed and not won.
    pub disputed: i128,
    /// Completed splits, less what was claimed back.
    pub split: i128,
    /// Splits that are not reversed, completed or not, less what was claimed back.
    pub committed: i128,
    /// Captured, and in a settlement that matched.
    pub matched: i128,
    /// Captured, and its money has arrived.
    pub paid: i128,
}

impl Counters {
    /// What can still be captured or cancelled.
    pub fn capturable(&self) -> i128 {
        self.total.saturating_sub(self.captured).saturating_sub(self.cancelled)
    }

    /// Captured and neither refunded nor disputed: what can be refunded, disputed or shared out.
    pub fn kept(&self) -> i128 {
        self.captured.saturating_sub(self.refunded).saturating_sub(self.disputed)
    }

    /// `AvailableAmountToSplit` (spec 2.2.1).
    pub fn available_to_split(&self) -> i128 {
        self.kept().saturating_sub(self.split)
    }

    fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.total, other.total),
            (&mut self.captured, other.captured),
            (&mut self.cancelled, other.cancelled),
            (&mut self.refunded, other.refunded),
            (&mut self.disputed, other.disputed),
            (&mut self.split, other.split),
            (&mut self.committed, other.committed),
            (&mut self.matched, other.matched),
            (&mut self.paid, other.paid),
        ];
        for (sum, term) in pairs {
            *sum = sum.saturating_add(term);
        }
    }
}

impl Intent {
    /// The totals of every line, in the order of the lines.
    pub fn counters(&self) -> Vec<Counters> {
        let mut lines: Vec<Counters> = self
            .lines
            .iter()
            .map(|line| Counters { total: i128::from(line.total), ..Counters::default() })
            .collect();
        let mut add = |parts: &[Part], field: fn(&mut Counters) -> &mut i128| {
            for part in parts {
                let place = usize::try_from(part.line).unwrap_or(usize::MAX);
                if let Some(counters) = lines.get_mut(place) {
                    let sum = field(counters);
                    *sum = sum.saturating_add(i128::from(part.amount));
                }
            }
        };
        let paid_at_once = self.external.provider.is_mangopay();
        for capture in &self.captures {
            add(&capture.parts, |c| &mut c.captured);
            if capture.settled.is_some() || paid_at_once {
                add(&capture.parts, |c| &mut c.matched);
            }
            if capture.settled.is_some_and(|settled| settled.paid) || paid_at_once {
                add(&capture.parts, |c| &mut c.paid);
            }
        }
        for cancel in &self.cancels {
            add(&cancel.parts, |c| &mut c.cancelled);
        }
        for refund in self.refunds.iter().filter(|refund| refund.reversed.is_none()) {
            add(&refund.parts, |c| &mut c.refunded);
        }
        for dispute in self.disputes.iter().filter(|dispute| dispute.is_live()) {
            add(&dispute.parts, |c| &mut c.disputed);
        }
        for split in &self.splits {
            let weight = [Part { line: split.line, amount: split.weight() }];
            add(&weight, |c| &mut c.committed);
            if split.was_completed() {
                add(&weight, |c| &mut c.split);
            }
        }
        lines
    }

    /// The totals over all lines.
    pub fn totals(&self) -> Counters {
        let mut all = Counters::default();
        for line in self.counters() {
            all.add(&line);
        }
        all
    }

    /// What a dispute of this capture may still take of each of its lines (B3, B4).
    pub fn disputable(&self, capture: u32) -> Vec<Part> {
        let Some(disputed) = usize::try_from(capture).ok().and_then(|place| self.captures.get(place)) else {
            return Vec::new();
        };
        let lines = self.counters();
        let live = self.disputes.iter().filter(|dispute| dispute.capture == capture && dispute.is_live());
        let mut left: Vec<Part> = disputed.parts.to_vec();
        for dispute in live {
            for taken in &dispute.parts {
                if let Some(part) = left.iter_mut().find(|part| part.line == taken.line) {
                    part.amount = part.amount.saturating_sub(taken.amount);
                }
            }
        }
        for part in &mut left {
            let kept =
                usize::try_from(part.line).ok().and_then(|place| lines.get(place)).map_or(0, Counters::kept);
            part.amount = part.amount.min(Minor::try_from(kept).unwrap_or(Minor::MAX));
        }
        left.retain(|part| part.amount > 0);
        left
    }

    /// The fees of all splits that were not reversed.
    pub fn split_fees(&self) -> i128 {
        self.splits
            .iter()
            .filter(|split| split.status != SplitStatus::Reversed)
            .fold(0, |sum, split| sum.saturating_add(i128::from(split.fees)))
    }

    /// Checks what must hold after every command (R190). The text names the first broken rule.
    pub fn check(&self) -> Result<(), String> {
        for (place, line) in self.counters().iter().enumerate() {
            let rules = [
                ("captured + cancelled ≤ total", line.capturable() >= 0),
                ("refunded + disputed ≤ captured", line.kept() >= 0),
                ("split ≤ captured − refunded − disputed", line.available_to_split() >= 0),
                ("nothing negative", line.split >= 0 && line.refunded >= 0 && line.disputed >= 0),
            ];
            if let Some((rule, _)) = rules.into_iter().find(|(_, holds)| !holds) {
                return Err(format!("{} line {place}: {rule} is broken: {line:?}", self.id));
            }
        }
        for split in &self.splits {
            if split.claimed > split.amount || split.returned > split.claimed || split.fees > split.amount {
                return Err(format!("{} {}: its amounts disagree", split.id, split.status.value()));
            }
        }
        Ok(())
    }
}
