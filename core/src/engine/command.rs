//! Everything that can be asked of the engine.
//!
//! A command holds what the caller sent, as it was sent: fields may be missing, amounts may be text, identifiers may
//! be unknown. Judging it is the engine's work; nothing is lost on the way in. The JSON names are Mangopay's, so that
//! a request body is a command's body; `intake` reads them.
//!
//! The log keeps every command, and an enum is as large as its largest variant: what is large and often absent is boxed.

use crate::date::Timestamp;
use serde::{Deserialize, Serialize};

/// An amount as it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(type = "number | bigint | string"))]
#[serde(untagged)]
pub enum Given {
    Whole(i64),
    /// Anything that is not a whole number of at most 64 bits: kept as text for the refusal.
    Other(String),
}

/// A moment as it was sent: Unix seconds, or the older `DD-MM-YYYY`.
pub type GivenDate = Given;

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase", default)]
pub struct GivenExternalData {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_processing_date: Option<GivenDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_provider_reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_merchant_reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_provider_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_provider_payment_method: Option<String>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase", default)]
pub struct GivenSeller {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wallet_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_amount: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_date: Option<GivenDate>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase", default)]
pub struct GivenAddress {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line1: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase", default)]
pub struct GivenLineItem {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller: Option<GivenSeller>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_amount: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_amount: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount_amount: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<Box<GivenAddress>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_origin_wallet_id: Option<String>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase", default)]
pub struct GivenBuyer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase", default)]
pub struct IntentRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_fees_amount: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_data: Option<Box<GivenExternalData>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buyer: Option<GivenBuyer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_items: Option<Vec<GivenLineItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

/// A line item and how much of it.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase", default)]
pub struct GivenPart {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Given>,
}

/// The body of a capture, cancel, refund, reversal or dispute. With line items it is partial, without it is full.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase", default)]
pub struct ActionRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_fees_amount: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_data: Option<Box<GivenExternalData>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_items: Option<Vec<GivenPart>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase", default)]
pub struct SplitRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_item_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_amount: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_amount: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_date: Option<GivenDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_origin_wallet_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

/// How the next transfer of a Split shall end, for trying out what cannot be provoked otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TransferFault {
    /// Did not go through; may be executed again.
    Rejected,
    /// Cannot go through as it stands; update the Split.
    Failed,
}

/// As JSON an object in which `do` names the command; `entry` reads it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    // Who takes part. Without `id` the engine makes one.
    RegisterUser {
        id: Option<String>,
    },
    RegisterWallet {
        id: Option<String>,
        owner: String,
        currency: String,
    },

    // What the platform declares.
    CreateIntent {
        #[serde(flatten)]
        request: IntentRequest,
    },
    Capture {
        intent: String,
        #[serde(flatten)]
        request: ActionRequest,
    },
    Cancel {
        intent: String,
        #[serde(flatten)]
        request: ActionRequest,
    },
    Refund {
        intent: String,
        #[serde(flatten)]
        request: ActionRequest,
    },
    ReverseRefund {
        intent: String,
        refund: String,
        #[serde(flatten)]
        request: ActionRequest,
    },
    Dispute {
        intent: String,
        capture: String,
        #[serde(flatten)]
        request: ActionRequest,
    },
    DecideDispute {
        intent: String,
        capture: String,
        dispute: String,
        decision: String,
    },

    // How the sellers are to be paid.
    CreateSplits {
        intent: String,
        splits: Vec<SplitRequest>,
    },
    UpdateSplit {
        intent: String,
        split: String,
        #[serde(flatten)]
        request: SplitRequest,
    },
    ExecuteSplit {
        intent: String,
        split: String,
    },
    ReverseSplit {
        intent: String,
        split: String,
    },

    // Settlement files.
    CreateSettlement {
        #[serde(rename = "FileName")]
        file_name: Option<String>,
    },
    /// The bytes of the file. In JSON a string where they are UTF-8, else `{"base64": …}`.
    Upload {
        settlement: String,
        file: super::file::FileBytes,
    },
    UpdateSettlement {
        settlement: String,
        #[serde(rename = "FileName")]
        file_name: Option<String>,
    },
    CancelSettlement {
        settlement: String,
    },

    // The world around.
    /// Money arrives on the virtual account of a provider and currency.
    ReceiveFunds {
        provider: String,
        currency: String,
        amount: Given,
    },
    /// Money arrives on a user's wallet from outside (hybrid flows).
    FundWallet {
        wallet: String,
        amount: Given,
    },
    /// The clock moves forward to this moment.
    AdvanceClock {
        to: Timestamp,
    },
    /// The next transfer of a Split ends like this. Several queue up.
    InjectTransferFault {
        fault: TransferFault,
    },
}
