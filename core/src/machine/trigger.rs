//! What can move an object along an edge.

use serde::{Deserialize, Serialize};

macro_rules! triggers {
    ($($variant:ident = $label:literal,)+) => {
        /// The cause of a change of status, in the words of the domain.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(tsify::Tsify))]
        #[serde(rename_all = "snake_case")]
        pub enum Trigger { $($variant,)+ }

        impl Trigger {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// A short label for an arrow.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }
    };
}

triggers! {
    Create = "create",
    AddLineItems = "add line items",
    CaptureAll = "capture all that is left",
    CapturePart = "capture a part",
    CancelAll = "cancel all that is left",
    CancelPart = "cancel a part",
    RefundAll = "refund all that was captured",
    RefundPart = "refund a part",
    ReverseRefund = "reverse a refund",
    DisputeAll = "dispute all that was captured",
    DisputePart = "dispute a part",
    Defend = "defend",
    WinDispute = "win the dispute",
    LoseDispute = "lose the dispute",
    SettlementMatched = "settlement fully matched",
    SettlementPaid = "settlement reconciled",
    Execute = "execute",
    TransferSucceeded = "transfer succeeded",
    TransferRejected = "transfer rejected",
    TransferFailed = "transfer failed",
    Reverse = "reverse",
    Update = "update",
    RefundAfterSplit = "refund after the split",
    Upload = "file uploaded",
    FileAccepted = "file well formed",
    FileRejected = "file rejected",
    AllLinesMatched = "every line matched",
    SomeLinesMatched = "some lines matched",
    NoLineMatched = "no line matched",
    MoneyCovers = "money covers it",
    MoneyShort = "money falls short",
    NewUploadAddress = "new upload address",
    Cancel = "cancel",
    CreditUsed = "used by a later settlement",
}
