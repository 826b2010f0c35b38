//! The status of an Intent as a function of its facts (B1, B2), and what may come next (B21).

use super::Intent;
use crate::machine::{DisputeStatus, IntentStatus};
use crate::reading::{PartialReversal, Reading};

impl Intent {
    /// The first rule of B1 that applies decides.
    pub fn status(&self, reading: &Reading) -> IntentStatus {
        let all = self.totals();
        if all.captured == 0 {
            let nothing_left = all.cancelled == all.total;
            return if nothing_left { IntentStatus::Cancelled } else { IntentStatus::Authorized };
        }
        if all.refunded == all.captured {
            return IntentStatus::Refunded;
        }
        if all.disputed == all.captured {
            return self.least_advanced_dispute();
        }
        if let Some(mark) = self.standing_mark(reading, all.captured) {
            return mark;
        }
        if all.capturable() == 0 { IntentStatus::Captured } else { IntentStatus::PartiallyCaptured }
    }

    /// Rule 3: everything is disputed, by one dispute or by several.
    fn least_advanced_dispute(&self) -> IntentStatus {
        let any = |status| self.disputes.iter().any(|dispute| dispute.status() == status);
        if any(DisputeStatus::Disputed) {
            IntentStatus::Disputed
        } else if any(DisputeStatus::Defended) {
            IntentStatus::Defended
        } else {
            IntentStatus::DisputedLost
        }
    }

    /// Rule 4: the latest reversal or won dispute, unless a later declaration superseded it.
    fn standing_mark(&self, reading: &Reading, captured: i128) -> Option<IntentStatus> {
        let reversals = self.refunds.iter().filter_map(|refund| {
            let reversal = refund.reversed.as_ref()?;
            let marks = match reading.partial_reversal {
                PartialReversal::MarksIntent => true,
                PartialReversal::LeavesIntent => refund.amount() == captured,
            };
            marks.then_some((reversal.number, IntentStatus::RefundReversed))
        });
        let victories = self.disputes.iter().filter_map(|dispute| {
            let last = dispute.decisions.last()?;
            let marks = last.status == DisputeStatus::DisputedWon && dispute.amount() == captured;
            marks.then_some((last.number, IntentStatus::DisputedWon))
        });
        let (number, mark) = reversals.chain(victories).max_by_key(|(number, _)| *number)?;
        let superseding = (self.captures.iter().map(|capture| capture.id))
            .chain(self.refunds.iter().map(|refund| refund.id))
            .chain(self.disputes.iter().map(|dispute| dispute.id))
            .chain(self.lines.iter().map(|line| line.id))
            .map(crate::id::Id::number)
            .max();
        (superseding < Some(number)).then_some(mark)
    }
}

/// `NextActions`; `None` where nothing can follow.
pub const fn next_actions(status: IntentStatus) -> Option<&'static str> {
    match status {
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
