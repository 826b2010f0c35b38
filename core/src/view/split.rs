//! The Split (spec 2.6).

use crate::date::Timestamp;
use crate::id::Id;
use crate::intent::Intent;
use crate::machine::SplitStatus;
use crate::money::Minor;
use serde::Serialize;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct SplitView {
    pub id: Id,
    pub line_item_id: Id,
    pub seller_id: String,
    pub wallet_id: String,
    pub split_amount: Minor,
    pub fees_amount: Minor,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_date: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub status: SplitStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_origin_wallet_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

impl SplitView {
    /// `None` if the Intent has no such Split.
    pub fn of(intent: &Intent, id: Id) -> Option<Self> {
        let split = intent.splits.iter().find(|split| split.id == id)?;
        let line = intent.line(split.line)?;
        Some(Self {
            id: split.id,
            line_item_id: line.id,
            seller_id: line.seller.to_string(),
            wallet_id: line.wallet.to_string(),
            split_amount: split.amount,
            fees_amount: split.fees,
            transfer_date: split.transfer_date,
            description: split.description.as_deref().map(str::to_owned),
            status: split.status,
            split_origin_wallet_id: split.origin_wallet.as_deref().map(str::to_owned),
            tag: split.tag.as_deref().map(str::to_owned),
        })
    }
}
