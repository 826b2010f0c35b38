//! What happened: the consequences of a command, in order.

use super::refusal::Step;
use crate::date::Timestamp;
use crate::id::Id;
use crate::money::Minor;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One consequence of a command.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// An object moved along an edge of its lifecycle.
    Moved {
        #[cfg_attr(feature = "ts", tsify(type = "string"))]
        object: Object,
        #[serde(skip_serializing_if = "Option::is_none")]
        from: Option<&'static str>,
        #[serde(flatten)]
        step: Step,
    },
    /// Money changed its place.
    Paid { from: Account, to: Account, amount: Minor },
    /// A webhook is due.
    Webhook {
        #[serde(flatten)]
        webhook: Webhook,
    },
}

/// What an event is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Object {
    Id(Id),
    /// The carried credit of a pool, by the pool's name.
    Credit(String),
}

impl Object {
    pub fn text(&self) -> String {
        match self {
            Self::Id(id) => id.to_string(),
            Self::Credit(pool) => pool.clone(),
        }
    }
}

/// Where money can be.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// Outside: the provider, or a buyer.
    Outside,
    Wallet(Arc<str>),
}

/// A notification that Mangopay would send.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct Webhook {
    pub event_type: EventType,
    pub resource_id: Id,
    pub date: Timestamp,
}

macro_rules! event_types {
    ($($variant:ident = $value:literal,)+) => {
        /// Every event type of Echo.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(tsify::Tsify))]
        pub enum EventType { $(#[serde(rename = $value)] $variant,)+ }

        impl EventType {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            pub const fn value(self) -> &'static str {
                match self { $(Self::$variant => $value,)+ }
            }
        }
    };
}

event_types! {
    IntentAuthorized = "INTENT_AUTHORIZED",
    IntentCaptured = "INTENT_CAPTURED",
    IntentRefunded = "INTENT_REFUNDED",
    IntentRefundReversed = "INTENT_REFUND_REVERSED",
    IntentDisputeCreated = "INTENT_DISPUTE_CREATED",
    IntentDisputeDefended = "INTENT_DISPUTE_DEFENDED",
    IntentDisputeWon = "INTENT_DISPUTE_WON",
    IntentDisputeLost = "INTENT_DISPUTE_LOST",
    IntentSettledNotPaid = "INTENT_SETTLED_NOT_PAID",
    IntentPaid = "INTENT_PAID",
    SplitCreated = "SPLIT_CREATED",
    SplitPendingFundsReception = "SPLIT_PENDING_FUNDS_RECEPTION",
    SplitAvailable = "SPLIT_AVAILABLE",
    SplitRejected = "SPLIT_REJECTED",
    SplitReversed = "SPLIT_REVERSED",
    SettlementPendingUpload = "SETTLEMENT_PENDING_UPLOAD",
    SettlementUploaded = "SETTLEMENT_UPLOADED",
    SettlementCreated = "SETTLEMENT_CREATED",
    SettlementUnmatched = "SETTLEMENT_UNMATCHED",
    SettlementPartiallyMatched = "SETTLEMENT_PARTIALLY_MATCHED",
    SettlementPendingFundsReception = "SETTLEMENT_PENDING_FUNDS_RECEPTION",
    SettlementInsufficientFunds = "SETTLEMENT_INSUFFICIENT_FUNDS",
    SettlementReconciled = "SETTLEMENT_RECONCILED",
    SettlementFailed = "SETTLEMENT_FAILED",
    SettlementCancelled = "SETTLEMENT_CANCELLED",
}
