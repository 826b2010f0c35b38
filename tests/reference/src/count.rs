//! What can be added up from the facts. Nothing here is remembered from one question to the next.

use crate::model::Model;
use crate::record::{Amount, CaptureStatus, DisputeStatus, Part, RefundStatus, SplitStatus};

pub(crate) fn sum(parts: &[Part]) -> Amount {
    parts.iter().map(|part| part.amount).sum()
}

/// How much of one line is in these parts.
pub(crate) fn of_line(parts: &[Part], line: usize) -> Amount {
    parts.iter().filter(|part| part.line == line).map(|part| part.amount).sum()
}

impl Model {
    pub fn lines_of(&self, intent: usize) -> Vec<usize> {
        (0..self.lines.len()).filter(|&line| self.lines[line].intent == intent).collect()
    }

    /// The Intent's `Amount`.
    pub fn amount(&self, intent: usize) -> Amount {
        self.lines_of(intent).iter().map(|&line| self.lines[line].total).sum()
    }

    pub fn captured(&self, line: usize) -> Amount {
        self.captures.iter().map(|capture| of_line(&capture.parts, line)).sum()
    }

    pub fn cancelled(&self, line: usize) -> Amount {
        self.cancels.iter().map(|cancel| of_line(&cancel.parts, line)).sum()
    }

    /// Refunds that were not reversed.
    pub fn refunded(&self, line: usize) -> Amount {
        let standing = self.refunds.iter().filter(|refund| refund.status == RefundStatus::Refunded);
        standing.map(|refund| of_line(&refund.parts, line)).sum()
    }

    /// Disputes that were not won (A40).
    pub fn disputed(&self, line: usize) -> Amount {
        let standing = self.disputes.iter().filter(|dispute| dispute.status != DisputeStatus::Won);
        standing.map(|dispute| of_line(&dispute.parts, line)).sum()
    }

    /// The line's `SplitAmount`: what its Splits completed and was not claimed back.
    pub fn split_amount(&self, line: usize) -> Amount {
        let completed =
            self.splits.iter().filter(|split| split.line == line && split.status.was_transferred());
        completed.map(|split| split.amount - split.claimed).sum()
    }

    /// What the buyer has paid for the line and still pays for.
    pub fn kept(&self, line: usize) -> Amount {
        self.captured(line) - self.refunded(line) - self.disputed(line)
    }

    /// `AvailableAmountToSplit` (2.2.1, A13).
    pub fn available(&self, intent: usize) -> Amount {
        self.lines_of(intent).iter().map(|&line| self.kept(line) - self.split_amount(line)).sum()
    }

    /// Splits of a line that count against it (B22): all but `REVERSED`, less what was claimed back.
    pub(crate) fn committed(&self, line: usize) -> Amount {
        let live =
            self.splits.iter().filter(|split| split.line == line && split.status != SplitStatus::Reversed);
        live.map(|split| split.amount - split.claimed).sum()
    }

    /// What captures whose file has matched took of the line (B5). Mangopay's own pay-ins need no file (B24).
    pub(crate) fn matched(&self, line: usize) -> Amount {
        self.captured_where(line, |status| status != CaptureStatus::Captured)
    }

    /// What captures whose money has arrived took of the line (B5).
    pub(crate) fn paid(&self, line: usize) -> Amount {
        self.captured_where(line, |status| status == CaptureStatus::Paid)
    }

    fn captured_where(&self, line: usize, counts: impl Fn(CaptureStatus) -> bool) -> Amount {
        let own_pay_in = self.is_hybrid(self.lines[line].intent);
        let counted = self.captures.iter().filter(|capture| own_pay_in || counts(capture.status));
        counted.map(|capture| of_line(&capture.parts, line)).sum()
    }

    pub(crate) fn is_hybrid(&self, intent: usize) -> bool {
        self.intents[intent].provider == "MANGOPAY"
    }

    /// How much of a line can still be disputed against a capture (B3).
    pub fn disputable(&self, capture: usize, line: usize) -> Amount {
        let of_this_capture =
            self.disputes.iter().filter(|it| it.capture == capture && it.status != DisputeStatus::Won);
        let already: Amount = of_this_capture.map(|dispute| of_line(&dispute.parts, line)).sum();
        let left_of_capture = of_line(&self.captures[capture].parts, line) - already;
        left_of_capture.min(self.kept(line))
    }

    /// The Intent's `UnfundedAmount` (A14).
    pub fn unfunded(&self, intent: usize) -> Amount {
        self.lines_of(intent).iter().map(|&line| self.unfunded_of_line(line)).sum()
    }
}
