//! What happened: the consequences of a command, in order.

use super::refusal::Step;
use crate::date::Timestamp;
use crate::id::Id;
use crate::money::Minor;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use std::sync::Arc;

/// One consequence of a command.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), serde(tag = "event", rename_all = "snake_case"))]
pub enum Event {
    /// An object moved along an edge of its lifecycle.
    Moved {
        #[cfg_attr(feature = "ts", tsify(type = "string"))]
        object: Object,
        #[cfg_attr(feature = "ts", serde(skip_serializing_if = "Option::is_none"))]
        from: Option<&'static str>,
        #[cfg_attr(feature = "ts", serde(flatten))]
        step: Step,
    },
    /// Money changed its place.
    Paid { from: Account, to: Account, amount: Minor },
    /// A webhook is due.
    Webhook {
        #[cfg_attr(feature = "ts", serde(flatten))]
        webhook: Webhook,
    },
}

/// As its TypeScript type says it. Derived, what lies flat in an event would go through a map of its own, and every command has
/// two or three events.
impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Event", 6)?;
        match self {
            Self::Moved { object, from, step } => {
                fields.serialize_field("event", "moved")?;
                fields.serialize_field("object", object)?;
                if let Some(from) = from {
                    fields.serialize_field("from", from)?;
                }
                fields.serialize_field("machine", step.machine)?;
                fields.serialize_field("trigger", &step.trigger)?;
                fields.serialize_field("to", step.to)?;
            }
            Self::Paid { from, to, amount } => {
                fields.serialize_field("event", "paid")?;
                fields.serialize_field("from", from)?;
                fields.serialize_field("to", to)?;
                fields.serialize_field("amount", amount)?;
            }
            Self::Webhook { webhook } => {
                fields.serialize_field("event", "webhook")?;
                fields.serialize_field("EventType", &webhook.event_type)?;
                fields.serialize_field("ResourceId", &webhook.resource_id)?;
                fields.serialize_field("Date", &webhook.date)?;
            }
        }
        fields.end()
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Kind;
    use crate::json;
    use crate::machine::Trigger;

    #[test]
    fn events_lie_flat_in_json() {
        let id = Id::new(Kind::Split, 1_767_225_600, 7, 0, 0);
        let step = Step { machine: "split", trigger: Trigger::Create, to: "CREATED" };
        let wallet = Account::Wallet(Arc::from("w"));
        let webhook = Webhook { event_type: EventType::SplitCreated, resource_id: id, date: 5 };
        for (event, text) in [
            (
                Event::Moved { object: Object::Id(id), from: None, step },
                format!(r#"{{"event":"moved","object":"{id}","machine":"split","trigger":"create","to":"CREATED"}}"#),
            ),
            (
                Event::Moved { object: Object::Credit("STRIPE EUR".to_owned()), from: Some("NONE"), step },
                r#"{"event":"moved","object":"STRIPE EUR","from":"NONE","machine":"split","trigger":"create","to":"CREATED"}"#
                    .to_owned(),
            ),
            (
                Event::Paid { from: Account::Outside, to: wallet, amount: -3 },
                r#"{"event":"paid","from":"outside","to":{"wallet":"w"},"amount":-3}"#.to_owned(),
            ),
            (
                Event::Webhook { webhook },
                format!(r#"{{"event":"webhook","EventType":"SPLIT_CREATED","ResourceId":"{id}","Date":5}}"#),
            ),
        ] {
            assert_eq!(json::written(&event), text);
        }
    }
}
