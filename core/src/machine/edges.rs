//! The seven tables.
//!
//! Section numbers are those of the functional specification; `A…` and `B…` are entries of `docs/ambiguities.md`.

use super::Source::{Chosen, Documented, Inferred};
use super::Trigger::{
    AddLineItems, AllLinesMatched, Cancel, CancelAll, CancelPart, CaptureAll, CapturePart, Create,
    CreditUsed, Defend, DisputeAll, DisputePart, Execute, FileAccepted, FileRejected, LoseDispute,
    MoneyCovers, MoneyShort, NewUploadAddress, NoLineMatched, RefundAfterSplit, RefundAll, RefundPart,
    Reverse, ReverseRefund, SettlementMatched, SettlementPaid, SomeLinesMatched, TransferFailed,
    TransferRejected, TransferSucceeded, Update, Upload, WinDispute,
};
use super::{
    CaptureStatus, CreditStatus, DisputeStatus, Edge, IntentStatus, Machine, RefundStatus, SettlementStatus,
    Source, SplitStatus, Trigger,
};

const fn born<S>(trigger: Trigger, to: S, source: Source) -> Edge<S> {
    Edge { from: None, trigger, to, source }
}

const fn edge<S>(from: S, trigger: Trigger, to: S, source: Source) -> Edge<S> {
    Edge { from: Some(from), trigger, to, source }
}

/// The Intent. Its status is derived from its facts; this table lists every move that derivation can make.
pub const INTENT: Machine<IntentStatus> = {
    use IntentStatus::{
        Authorized, Cancelled, Captured, Defended, Disputed, DisputedLost, DisputedWon, PartiallyCaptured,
        RefundReversed, Refunded,
    };
    Machine {
        name: "intent",
        about: "A payment authorized by another provider, from its declaration to its end.",
        edges: &[
            born(Create, Authorized, Documented("4.1")),
            // Before any capture.
            edge(Authorized, AddLineItems, Authorized, Documented("3.2")),
            edge(Authorized, CancelAll, Cancelled, Documented("4.1")),
            edge(Authorized, CancelPart, Authorized, Chosen("A1")),
            edge(Authorized, CaptureAll, Captured, Documented("4.1")),
            edge(Authorized, CapturePart, PartiallyCaptured, Documented("4.1")),
            // Partly captured.
            edge(PartiallyCaptured, AddLineItems, PartiallyCaptured, Inferred("3.2")),
            edge(PartiallyCaptured, CaptureAll, Captured, Documented("4.1")),
            edge(PartiallyCaptured, CapturePart, PartiallyCaptured, Documented("4.1")),
            edge(PartiallyCaptured, RefundAll, Refunded, Inferred("4.1")),
            edge(PartiallyCaptured, RefundPart, PartiallyCaptured, Inferred("4.1")),
            edge(PartiallyCaptured, ReverseRefund, RefundReversed, Chosen("A3")),
            edge(PartiallyCaptured, ReverseRefund, PartiallyCaptured, Chosen("A3")),
            edge(PartiallyCaptured, DisputeAll, Disputed, Inferred("4.1")),
            edge(PartiallyCaptured, DisputePart, PartiallyCaptured, Inferred("4.1")),
            edge(PartiallyCaptured, Defend, PartiallyCaptured, Chosen("A4")),
            edge(PartiallyCaptured, WinDispute, PartiallyCaptured, Chosen("A4")),
            edge(PartiallyCaptured, LoseDispute, PartiallyCaptured, Chosen("A4")),
            // Fully captured.
            edge(Captured, AddLineItems, PartiallyCaptured, Documented("3.2")),
            edge(Captured, RefundAll, Refunded, Documented("4.1")),
            edge(Captured, RefundPart, Captured, Inferred("4.1")),
            edge(Captured, ReverseRefund, RefundReversed, Chosen("A3")),
            edge(Captured, ReverseRefund, Captured, Chosen("A3")),
            edge(Captured, DisputeAll, Disputed, Documented("4.1")),
            edge(Captured, DisputePart, Captured, Inferred("4.1")),
            edge(Captured, Defend, Captured, Chosen("A4")),
            edge(Captured, WinDispute, Captured, Chosen("A4")),
            edge(Captured, LoseDispute, Captured, Chosen("A4")),
            // Everything captured was refunded.
            edge(Refunded, CaptureAll, Captured, Chosen("B1")),
            edge(Refunded, CapturePart, PartiallyCaptured, Chosen("B1")),
            edge(Refunded, ReverseRefund, RefundReversed, Documented("4.1")),
            edge(Refunded, ReverseRefund, Captured, Chosen("A3")),
            edge(Refunded, ReverseRefund, PartiallyCaptured, Chosen("A3")),
            // A refund came back.
            edge(RefundReversed, AddLineItems, PartiallyCaptured, Chosen("B1")),
            edge(RefundReversed, CaptureAll, Captured, Chosen("B1")),
            edge(RefundReversed, CapturePart, PartiallyCaptured, Chosen("B1")),
            edge(RefundReversed, RefundAll, Refunded, Documented("4.1")),
            edge(RefundReversed, RefundPart, Captured, Chosen("B1")),
            edge(RefundReversed, RefundPart, PartiallyCaptured, Chosen("B1")),
            edge(RefundReversed, ReverseRefund, RefundReversed, Chosen("A3")),
            edge(RefundReversed, DisputeAll, Disputed, Documented("4.1")),
            edge(RefundReversed, DisputePart, Captured, Chosen("B1")),
            edge(RefundReversed, DisputePart, PartiallyCaptured, Chosen("B1")),
            edge(RefundReversed, Defend, RefundReversed, Chosen("A4")),
            edge(RefundReversed, WinDispute, RefundReversed, Chosen("A4")),
            edge(RefundReversed, LoseDispute, RefundReversed, Chosen("A4")),
            // Everything captured is disputed, by one dispute or by several.
            edge(Disputed, CaptureAll, Captured, Chosen("B1")),
            edge(Disputed, CapturePart, PartiallyCaptured, Chosen("B1")),
            edge(Disputed, Defend, Defended, Documented("4.1")),
            edge(Disputed, Defend, Disputed, Chosen("B2")),
            edge(Disputed, WinDispute, DisputedWon, Documented("4.1")),
            edge(Disputed, WinDispute, Captured, Chosen("B2")),
            edge(Disputed, WinDispute, PartiallyCaptured, Chosen("B2")),
            edge(Disputed, LoseDispute, DisputedLost, Documented("4.1")),
            edge(Disputed, LoseDispute, Disputed, Chosen("B2")),
            edge(Disputed, LoseDispute, Defended, Chosen("B2")),
            edge(Defended, CaptureAll, Captured, Chosen("B1")),
            edge(Defended, CapturePart, PartiallyCaptured, Chosen("B1")),
            edge(Defended, WinDispute, DisputedWon, Inferred("4.1")),
            edge(Defended, WinDispute, Captured, Chosen("B2")),
            edge(Defended, WinDispute, PartiallyCaptured, Chosen("B2")),
            edge(Defended, LoseDispute, DisputedLost, Inferred("4.1")),
            edge(Defended, LoseDispute, Defended, Chosen("B2")),
            // The dispute is decided.
            edge(DisputedWon, AddLineItems, PartiallyCaptured, Chosen("B1")),
            edge(DisputedWon, CaptureAll, Captured, Chosen("B1")),
            edge(DisputedWon, CapturePart, PartiallyCaptured, Chosen("B1")),
            edge(DisputedWon, RefundAll, Refunded, Chosen("B1")),
            edge(DisputedWon, RefundPart, Captured, Chosen("B1")),
            edge(DisputedWon, RefundPart, PartiallyCaptured, Chosen("B1")),
            edge(DisputedWon, DisputeAll, Disputed, Chosen("B1")),
            edge(DisputedWon, DisputePart, Captured, Chosen("B1")),
            edge(DisputedWon, DisputePart, PartiallyCaptured, Chosen("B1")),
            edge(DisputedLost, CaptureAll, Captured, Chosen("B1")),
            edge(DisputedLost, CapturePart, PartiallyCaptured, Chosen("B1")),
        ],
    }
};

pub const CAPTURE: Machine<CaptureStatus> = {
    use CaptureStatus::{Captured, Paid, SettledNotPaid};
    Machine {
        name: "capture",
        about: "One capture of an Intent, followed until its money has arrived.",
        edges: &[
            born(Create, Captured, Documented("4.2")),
            edge(Captured, SettlementMatched, SettledNotPaid, Documented("4.2")),
            edge(SettledNotPaid, SettlementPaid, Paid, Documented("4.2")),
        ],
    }
};

pub const REFUND: Machine<RefundStatus> = {
    use RefundStatus::{RefundReversed, Refunded};
    Machine {
        name: "refund",
        about: "One refund of an Intent.",
        edges: &[
            born(Create, Refunded, Documented("4.3")),
            edge(Refunded, ReverseRefund, RefundReversed, Documented("4.3")),
        ],
    }
};

pub const DISPUTE: Machine<DisputeStatus> = {
    use DisputeStatus::{Defended, Disputed, DisputedLost, DisputedWon};
    Machine {
        name: "dispute",
        about: "One dispute of a capture.",
        edges: &[
            born(Create, Disputed, Documented("4.4")),
            edge(Disputed, Defend, Defended, Documented("4.4")),
            edge(Disputed, WinDispute, DisputedWon, Documented("4.4")),
            edge(Disputed, LoseDispute, DisputedLost, Documented("4.4")),
            edge(Defended, WinDispute, DisputedWon, Inferred("4.4")),
            edge(Defended, LoseDispute, DisputedLost, Inferred("4.4")),
        ],
    }
};

pub const SPLIT: Machine<SplitStatus> = {
    use SplitStatus::{
        Available, Completed, Created, Failed, Pending, PendingFundsReception, RefundSplitCompleted,
        RefundSplitPending, RefundSplitRejected, Rejected, Reversed,
    };
    Machine {
        name: "split",
        about: "An instruction to pay a seller from the escrow wallet, less the platform's fee.",
        edges: &[
            born(Create, Created, Documented("4.5")),
            edge(Created, Update, Created, Documented("4.5")),
            edge(Created, SettlementMatched, PendingFundsReception, Documented("4.5")),
            edge(Created, Reverse, Reversed, Chosen("B6")),
            edge(PendingFundsReception, Update, PendingFundsReception, Documented("4.5")),
            edge(PendingFundsReception, SettlementPaid, Available, Documented("4.5")),
            edge(Available, Update, Available, Documented("4.5")),
            edge(Available, Execute, Pending, Documented("4.5")),
            edge(Available, Reverse, Reversed, Documented("4.5")),
            edge(Pending, TransferSucceeded, Completed, Documented("4.5")),
            edge(Pending, TransferRejected, Rejected, Documented("4.5")),
            edge(Pending, TransferFailed, Failed, Chosen("A37")),
            edge(Rejected, Execute, Pending, Documented("4.5")),
            edge(Rejected, Reverse, Reversed, Documented("4.5")),
            edge(Failed, Update, Available, Chosen("A37")),
            edge(Completed, RefundAfterSplit, RefundSplitPending, Chosen("A38")),
            edge(RefundSplitPending, RefundAfterSplit, RefundSplitPending, Chosen("A38")),
            edge(RefundSplitPending, TransferSucceeded, RefundSplitCompleted, Chosen("A38")),
            edge(RefundSplitPending, TransferRejected, RefundSplitRejected, Chosen("A38")),
            edge(RefundSplitCompleted, RefundAfterSplit, RefundSplitPending, Chosen("A38")),
            edge(RefundSplitRejected, RefundAfterSplit, RefundSplitPending, Chosen("A38")),
            edge(RefundSplitRejected, Execute, RefundSplitPending, Chosen("A38")),
        ],
    }
};

pub const SETTLEMENT: Machine<SettlementStatus> = {
    use SettlementStatus::{
        Cancelled, Created, Failed, InsufficientFunds, PartiallyMatched, PendingFundsReception,
        PendingUpload, Reconciled, Unmatched, Uploaded,
    };
    Machine {
        name: "settlement",
        about: "One settlement file, from its upload to the money it announces.",
        edges: &[
            born(Create, PendingUpload, Documented("4.6")),
            edge(PendingUpload, Upload, Uploaded, Documented("4.6")),
            edge(PendingUpload, NewUploadAddress, PendingUpload, Chosen("A5")),
            edge(PendingUpload, Cancel, Cancelled, Chosen("A23")),
            edge(Uploaded, Upload, Uploaded, Chosen("B7")),
            edge(Uploaded, FileAccepted, Created, Documented("4.6")),
            edge(Uploaded, FileRejected, Failed, Documented("4.6")),
            edge(Uploaded, Cancel, Cancelled, Chosen("A23")),
            edge(Created, AllLinesMatched, PendingFundsReception, Documented("4.6")),
            edge(Created, SomeLinesMatched, PartiallyMatched, Documented("4.6")),
            edge(Created, NoLineMatched, Unmatched, Documented("4.6")),
            edge(Created, Cancel, Cancelled, Documented("4.6")),
            edge(Unmatched, NewUploadAddress, PendingUpload, Chosen("A6")),
            edge(Unmatched, SomeLinesMatched, PartiallyMatched, Documented("4.6")),
            edge(Unmatched, AllLinesMatched, PendingFundsReception, Chosen("B8")),
            edge(Unmatched, Cancel, Cancelled, Documented("4.6")),
            edge(PartiallyMatched, NewUploadAddress, PendingUpload, Chosen("A6")),
            edge(PartiallyMatched, AllLinesMatched, PendingFundsReception, Documented("4.6")),
            edge(PartiallyMatched, NoLineMatched, Unmatched, Chosen("B8")),
            edge(PartiallyMatched, Cancel, Cancelled, Documented("4.6")),
            edge(PendingFundsReception, MoneyCovers, Reconciled, Documented("4.6")),
            edge(PendingFundsReception, MoneyShort, InsufficientFunds, Documented("4.6")),
            edge(InsufficientFunds, MoneyShort, InsufficientFunds, Documented("4.6")),
            edge(InsufficientFunds, MoneyCovers, Reconciled, Documented("4.6")),
        ],
    }
};

pub const CREDIT: Machine<CreditStatus> = {
    use CreditStatus::{Carried, Used};
    Machine {
        name: "credit",
        about: "What a settlement with a negative total leaves for the next one.",
        edges: &[
            born(Create, Carried, Chosen("A24")),
            edge(Carried, CreditUsed, Carried, Chosen("A24")),
            edge(Carried, CreditUsed, Used, Chosen("A24")),
        ],
    }
};
