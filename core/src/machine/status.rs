//! The statuses of every lifecycle, with Mangopay's exact values.

use serde::{Deserialize, Serialize};

/// What every set of statuses offers.
pub trait Status: Copy + Eq + std::fmt::Debug + 'static {
    /// In the order in which a life usually passes through them.
    const ALL: &'static [Self];
    /// Mangopay's value, as in the JSON.
    fn value(self) -> &'static str;
    /// What the status means, for a reader of the page or the documentation.
    fn meaning(self) -> &'static str;

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.value() == text)
    }
}

macro_rules! statuses {
    ($(#[$about:meta])* $name:ident { $($variant:ident = $value:literal: $meaning:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(tsify::Tsify))]
        pub enum $name {
            $(#[doc = $meaning] #[serde(rename = $value)] $variant,)+
        }

        impl Status for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn value(self) -> &'static str {
                match self { $(Self::$variant => $value,)+ }
            }

            fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }
        }
    };
}

statuses! {
    /// Status of an Intent, derived from its facts (spec 4.1).
    IntentStatus {
        Authorized = "AUTHORIZED": "The provider holds the buyer's money. It can be captured or cancelled.",
        PartiallyCaptured = "PARTIALLY_CAPTURED": "A part is captured; the rest can still be.",
        Captured = "CAPTURED": "Everything is captured. Parts may since have been refunded or disputed.",
        Cancelled = "CANCELLED": "Everything was cancelled before capture. Nothing more can happen.",
        Refunded = "REFUNDED": "Everything that was captured has been refunded.",
        RefundReversed = "REFUND_REVERSED": "A refund failed at the provider; its money is with the platform again.",
        Disputed = "DISPUTED": "Everything that was captured is disputed.",
        Defended = "DEFENDED": "The platform is defending the dispute.",
        DisputedWon = "DISPUTED_WON": "The dispute was decided for the platform.",
        DisputedLost = "DISPUTED_LOST": "The dispute was decided for the buyer.",
    }
}

statuses! {
    /// Status of a Capture (spec 4.2).
    CaptureStatus {
        Captured = "CAPTURED": "Declared; no settlement file has confirmed it yet.",
        SettledNotPaid = "SETTLED_NOT_PAID": "A fully matched settlement file contains it; its money has not arrived.",
        Paid = "PAID": "The money has arrived on the escrow wallet.",
    }
}

statuses! {
    /// Status of a Refund (spec 4.3).
    RefundStatus {
        Refunded = "REFUNDED": "Given back to the buyer.",
        RefundReversed = "REFUND_REVERSED": "The provider could not deliver it; the money came back.",
    }
}

statuses! {
    /// Status of a Dispute (spec 4.4).
    DisputeStatus {
        Disputed = "DISPUTED": "The buyer's bank has taken the money back.",
        Defended = "DEFENDED": "The platform contests it.",
        DisputedWon = "DISPUTED_WON": "Decided for the platform; the money is available again.",
        DisputedLost = "DISPUTED_LOST": "Decided for the buyer; the money is gone.",
    }
}

statuses! {
    /// Status of a Split (spec 4.5).
    SplitStatus {
        Created = "CREATED": "Declared; the capture it shares out is not settled yet.",
        PendingFundsReception = "PENDING_FUNDS_RECEPTION": "The settlement matched; its money has not arrived.",
        Available = "AVAILABLE": "The money is there: it can be executed.",
        Pending = "PENDING": "The transfer is under way.",
        Completed = "COMPLETED": "The seller and the fees wallet have their money.",
        Rejected = "REJECTED": "The transfer did not go through; it can be executed again.",
        Failed = "FAILED": "The transfer cannot go through as it stands; the split can be updated.",
        Reversed = "REVERSED": "Taken back before any money moved.",
        RefundSplitPending = "REFUND_SPLIT_PENDING": "Refunded money is on its way back from the seller.",
        RefundSplitRejected = "REFUND_SPLIT_REJECTED": "The seller's wallet could not give the money back.",
        RefundSplitCompleted = "REFUND_SPLIT_COMPLETED": "The seller has given the refunded money back.",
    }
}

statuses! {
    /// Status of a Settlement (spec 4.6).
    SettlementStatus {
        PendingUpload = "PENDING_UPLOAD": "It exists and waits for its file.",
        Uploaded = "UPLOADED": "The file has arrived and is being read.",
        Created = "CREATED": "The file is well formed; its lines are being matched.",
        Unmatched = "UNMATCHED": "No line matches a declaration.",
        PartiallyMatched = "PARTIALLY_MATCHED": "Some lines match, or the footer total does not. Nothing is settled.",
        PendingFundsReception = "PENDING_FUNDS_RECEPTION": "Every line matches; the money has not arrived.",
        InsufficientFunds = "INSUFFICIENT_FUNDS": "The money that arrived does not cover it.",
        Reconciled = "RECONCILED": "Lines, totals and money agree.",
        Failed = "FAILED": "The file was rejected; send a new settlement.",
        Cancelled = "CANCELLED": "Stopped before it had any effect.",
    }
}

statuses! {
    /// Life of the credit that a settlement with a negative total leaves on its pool (spec 6.6).
    CreditStatus {
        Carried = "CARRIED": "Kept for the next settlement of the same provider and currency.",
        Used = "USED": "A later settlement has used all of it.",
    }
}
