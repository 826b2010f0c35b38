//! How much of each line was captured, cancelled, refunded, disputed and split.

use super::{Intent, Part, Split};
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
}

/// One of the sums of [`Counters`].
type Sum = fn(&mut Counters) -> &mut i128;

impl Counters {
    fn add(&mut self, sum: Sum, amount: Minor) {
        let sum = sum(self);
        *sum = sum.saturating_add(i128::from(amount));
    }
}

/// The fees of all Splits that were not reversed.
pub fn split_fees(splits: &[Split]) -> i128 {
    let live = splits.iter().filter(|split| split.status != SplitStatus::Reversed);
    live.fold(0, |sum, split| sum.saturating_add(i128::from(split.fees)))
}

impl Intent {
    /// The totals of every line, in the order of the lines.
    pub fn counters(&self) -> Vec<Counters> {
        let mut lines = vec![Counters::default(); self.lines.len()];
        self.count(|part, sum| {
            if let Some(line) = usize::try_from(part.line).ok().and_then(|place| lines.get_mut(place)) {
                line.add(sum, part.amount);
            }
        });
        lines
    }

    /// The totals over all lines.
    pub fn totals(&self) -> Counters {
        let mut all = Counters::default();
        self.count(|part, sum| all.add(sum, part.amount));
        all
    }

    /// Tells every part of every fact, and the sum it belongs to.
    fn count(&self, mut tell: impl FnMut(Part, Sum)) {
        for (line, item) in (0u32..).zip(&self.lines) {
            tell(Part { line, amount: item.total }, |c| &mut c.total);
        }
        let mut tell_all = |parts: &[Part], sum: Sum| parts.iter().for_each(|part| tell(*part, sum));
        let paid_at_once = self.external.provider.is_mangopay();
        for capture in &self.captures {
            tell_all(&capture.parts, |c| &mut c.captured);
            if capture.settled.is_some() || paid_at_once {
                tell_all(&capture.parts, |c| &mut c.matched);
            }
            if capture.settled.is_some_and(|settled| settled.paid) || paid_at_once {
                tell_all(&capture.parts, |c| &mut c.paid);
            }
        }
        for cancel in &self.cancels {
            tell_all(&cancel.parts, |c| &mut c.cancelled);
        }
        for refund in self.refunds.iter().filter(|refund| refund.reversed.is_none()) {
            tell_all(&refund.parts, |c| &mut c.refunded);
        }
        for dispute in self.disputes.iter().filter(|dispute| dispute.is_live()) {
            tell_all(&dispute.parts, |c| &mut c.disputed);
        }
        for split in &self.splits {
            let weight = [Part { line: split.line, amount: split.weight() }];
            tell_all(&weight, |c| &mut c.committed);
            if split.was_completed() {
                tell_all(&weight, |c| &mut c.split);
            }
        }
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
