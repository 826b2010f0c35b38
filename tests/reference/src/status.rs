//! The status of an Intent (B1), found in two ways: by living through its deeds again, and from what stands now.
//! The model answers with the first and insists, in `invariant`, that the second says the same.

use crate::count::sum;
use crate::model::Model;
use crate::reading::PartialReversal;
use crate::record::{Amount, Deed, DisputeStatus, IntentStatus};

/// What the deeds so far have come to.
#[derive(Default)]
struct Story {
    total: Amount,
    cancelled: Amount,
    captured: Amount,
    /// Refunds that stand, with their amounts.
    refunds: Vec<(usize, Amount)>,
    /// Disputes that stand, with their amounts and where they are.
    disputes: Vec<(usize, Amount, DisputeStatus)>,
    /// A reversal or a won dispute that nothing has superseded.
    mark: Option<IntentStatus>,
}

impl Story {
    fn end(&self) -> IntentStatus {
        let refunded: Amount = self.refunds.iter().map(|&(_, amount)| amount).sum();
        let disputed: Amount = self.disputes.iter().map(|&(_, amount, _)| amount).sum();
        let any = |wanted| self.disputes.iter().any(|&(_, _, status)| status == wanted);
        if self.captured == 0 {
            if self.cancelled == self.total { IntentStatus::Cancelled } else { IntentStatus::Authorized }
        } else if refunded == self.captured {
            IntentStatus::Refunded
        } else if disputed == self.captured {
            if any(DisputeStatus::Disputed) {
                IntentStatus::Disputed
            } else if any(DisputeStatus::Defended) {
                IntentStatus::Defended
            } else {
                IntentStatus::DisputedLost
            }
        } else if let Some(mark) = self.mark {
            mark
        } else if self.captured + self.cancelled == self.total {
            IntentStatus::Captured
        } else {
            IntentStatus::PartiallyCaptured
        }
    }
}

/// What the last deed that has a say in it says: this is the mark, or there is none any more.
enum Word {
    Mark(IntentStatus),
    Supersedes,
}

impl Model {
    /// By living through the deeds.
    pub fn status(&self, intent: usize) -> IntentStatus {
        let mut story = Story::default();
        for deed in &self.intents[intent].deeds {
            self.live_through(*deed, &mut story);
        }
        story.end()
    }

    fn live_through(&self, deed: Deed, story: &mut Story) {
        match deed {
            Deed::AddedLines { amount } => {
                story.total += amount;
                story.mark = None;
            }
            Deed::Captured { amount } => {
                story.captured += amount;
                story.mark = None;
            }
            Deed::Cancelled { amount } => story.cancelled += amount,
            Deed::Refunded { refund } => {
                story.refunds.push((refund, sum(&self.refunds[refund].parts)));
                story.mark = None;
            }
            Deed::Reversed { refund } => {
                story.refunds.retain(|&(standing, _)| standing != refund);
                let whole = sum(&self.refunds[refund].parts) == story.captured;
                if whole || self.reading.partial_reversal == PartialReversal::MarksIntent {
                    story.mark = Some(IntentStatus::RefundReversed);
                }
            }
            Deed::Disputed { dispute } => {
                let amount = sum(&self.disputes[dispute].parts);
                story.disputes.push((dispute, amount, DisputeStatus::Disputed));
                story.mark = None;
            }
            Deed::Decided { dispute, decision: DisputeStatus::Won } => {
                story.disputes.retain(|&(standing, _, _)| standing != dispute);
                if sum(&self.disputes[dispute].parts) == story.captured {
                    story.mark = Some(IntentStatus::DisputedWon);
                }
            }
            Deed::Decided { dispute, decision } => {
                for standing in &mut story.disputes {
                    if standing.0 == dispute {
                        standing.2 = decision;
                    }
                }
            }
        }
    }

    /// From the counters, and from the last deed that is a mark or supersedes one.
    pub fn status_from_counters(&self, intent: usize) -> IntentStatus {
        let lines = self.lines_of(intent);
        let over_lines = |counter: fn(&Self, usize) -> Amount| -> Amount {
            lines.iter().map(|&line| counter(self, line)).sum()
        };
        let (total, cancelled) = (self.amount(intent), over_lines(Self::cancelled));
        let captured = over_lines(Self::captured);
        if captured == 0 && cancelled == total {
            return IntentStatus::Cancelled;
        }
        if captured == 0 {
            return IntentStatus::Authorized;
        }
        if over_lines(Self::refunded) == captured {
            return IntentStatus::Refunded;
        }
        if over_lines(Self::disputed) == captured {
            let of_intent =
                |status| self.disputes.iter().any(|it| it.intent == intent && it.status == status);
            return match () {
                () if of_intent(DisputeStatus::Disputed) => IntentStatus::Disputed,
                () if of_intent(DisputeStatus::Defended) => IntentStatus::Defended,
                () => IntentStatus::DisputedLost,
            };
        }
        let word = self.intents[intent].deeds.iter().rev().find_map(|deed| self.last_word(*deed, captured));
        match word {
            Some(Word::Mark(mark)) => mark,
            _ if captured + cancelled == total => IntentStatus::Captured,
            _ => IntentStatus::PartiallyCaptured,
        }
    }

    /// What a deed says about marks, if anything.
    fn last_word(&self, deed: Deed, captured: Amount) -> Option<Word> {
        match deed {
            Deed::AddedLines { .. }
            | Deed::Captured { .. }
            | Deed::Refunded { .. }
            | Deed::Disputed { .. } => Some(Word::Supersedes),
            Deed::Reversed { refund } => {
                let whole = sum(&self.refunds[refund].parts) == captured;
                let marks = whole || self.reading.partial_reversal == PartialReversal::MarksIntent;
                marks.then_some(Word::Mark(IntentStatus::RefundReversed))
            }
            Deed::Decided { dispute, decision: DisputeStatus::Won } => {
                let whole = sum(&self.disputes[dispute].parts) == captured;
                whole.then_some(Word::Mark(IntentStatus::DisputedWon))
            }
            Deed::Decided { .. } | Deed::Cancelled { .. } => None,
        }
    }

    /// The verbs of `NextActions` (B21); `None` where the field is absent.
    pub fn next_actions(&self, intent: usize) -> Option<&'static str> {
        match self.status(intent) {
            IntentStatus::Authorized => Some("CAPTURE, CANCEL"),
            IntentStatus::PartiallyCaptured => Some("CAPTURE, REFUND, DISPUTE"),
            IntentStatus::Captured | IntentStatus::RefundReversed | IntentStatus::DisputedWon => {
                Some("REFUND, DISPUTE")
            }
            IntentStatus::Refunded => Some("REVERSE_REFUND"),
            IntentStatus::Disputed => Some("DEFEND, WIN_DISPUTE, LOSE_DISPUTE"),
            IntentStatus::Defended => Some("WIN_DISPUTE, LOSE_DISPUTE"),
            IntentStatus::Cancelled | IntentStatus::DisputedLost => None,
        }
    }
}
