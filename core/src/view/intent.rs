//! The Intent (spec 2.2 to 2.5).

use super::minor;
use crate::date::Timestamp;
use crate::engine::World;
use crate::id::Id;
use crate::intent::{Counters, ExternalData, Intent, LineItem, Part, next_actions};
use crate::machine::{IntentStatus, Status};
use crate::money::{Currency, Minor};
use serde::Serialize;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct IntentView {
    pub id: Id,
    pub amount: Minor,
    pub available_amount_to_split: Minor,
    pub unfunded_amount: Minor,
    pub currency: Currency,
    pub platform_fees_amount: Minor,
    pub status: IntentStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_actions: Option<&'static str>,
    pub external_data: ExternalDataView,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buyer: Option<BuyerView>,
    pub line_items: Vec<LineView>,
    pub captures: Vec<ActionInIntent>,
    pub refunds: Vec<ActionInIntent>,
    pub disputes: Vec<ActionInIntent>,
    pub splits: Vec<ActionInIntent>,
    pub settlement_ids: Vec<Id>,
    /// The latest of them: what the official SDKs read. Empty where there is none.
    pub settlement_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    pub creation_date: Timestamp,
    pub execution_date: Timestamp,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct ExternalDataView {
    pub external_processing_date: Timestamp,
    pub external_provider_reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_merchant_reference: Option<String>,
    pub external_provider_name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_provider_payment_method: Option<&'static str>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct BuyerView {
    pub id: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct SellerView {
    pub author_id: String,
    pub wallet_id: String,
    pub fees_amount: Minor,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_date: Option<Timestamp>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct AddressView {
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

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct LineView {
    pub id: Id,
    pub seller: SellerView,
    pub sku: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub quantity: Minor,
    pub unit_amount: Minor,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_amount: Option<Minor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount_amount: Option<Minor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<AddressView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_origin_wallet_id: Option<String>,
    pub captured_amount: Minor,
    pub refunded_amount: Minor,
    pub disputed_amount: Minor,
    pub split_amount: Minor,
    /// Mangopay's newest spelling, and the one its SDKs read.
    pub cancelled_amount: Minor,
    pub canceled_amount: Minor,
    pub total_line_item_amount: Minor,
    pub unfunded_seller_amount: Minor,
}

/// A capture, refund, dispute or split as it stands inside an Intent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct ActionInIntent {
    pub id: Id,
    pub amount: Minor,
    pub status: &'static str,
    pub line_items: Vec<PartView>,
    pub creation_date: Timestamp,
    pub execution_date: Timestamp,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct PartView {
    pub id: Id,
    pub amount: Minor,
}

impl IntentView {
    pub fn of(world: &World, intent: &Intent) -> Self {
        let status = intent.status(&world.config().reading);
        let counters = intent.counters();
        let unfunded = world.unfunded(intent);
        let lines = intent.lines.iter().zip(&counters).zip(&unfunded);
        let action = |id, amount, status, parts: &[Part], created, moved| ActionInIntent {
            id,
            amount: minor(amount),
            status,
            line_items: part_views(intent, parts),
            creation_date: created,
            execution_date: moved,
        };
        Self {
            id: intent.id,
            amount: intent.amount,
            available_amount_to_split: minor(intent.totals().available_to_split()),
            unfunded_amount: minor(unfunded.iter().fold(0, |sum, share| sum.saturating_add(*share))),
            currency: intent.currency,
            platform_fees_amount: intent.platform_fees,
            status,
            next_actions: next_actions(status),
            external_data: ExternalDataView::of(&intent.external),
            buyer: intent.buyer.as_ref().map(|buyer| BuyerView { id: buyer.id.to_string() }),
            line_items: lines
                .map(|((line, counters), unfunded)| LineView::of(line, counters, *unfunded))
                .collect(),
            captures: (intent.captures.iter())
                .map(|c| action(c.id, c.amount(), c.status().value(), &c.parts, c.created, c.moved))
                .collect(),
            refunds: (intent.refunds.iter())
                .map(|r| action(r.id, r.amount(), r.status().value(), &r.parts, r.created, r.created))
                .collect(),
            disputes: (intent.disputes.iter())
                .map(|d| action(d.id, d.amount(), d.status().value(), &d.parts, d.created, d.created))
                .collect(),
            splits: (intent.splits.iter())
                .map(|s| {
                    let part = [Part { line: s.line, amount: s.amount }];
                    action(s.id, i128::from(s.amount), s.status.value(), &part, s.created, s.moved)
                })
                .collect(),
            settlement_ids: intent.settlements.clone(),
            settlement_id: intent.settlements.last().map(ToString::to_string).unwrap_or_default(),
            tag: intent.tag.as_deref().map(str::to_owned),
            creation_date: intent.created,
            execution_date: intent.declared,
        }
    }
}

impl ExternalDataView {
    pub fn of(data: &ExternalData) -> Self {
        Self {
            external_processing_date: data.processing_date,
            external_provider_reference: data.reference.to_string(),
            external_merchant_reference: data.merchant_reference.as_deref().map(str::to_owned),
            external_provider_name: data.provider.name(),
            external_provider_payment_method: data.payment_method,
        }
    }
}

impl LineView {
    fn of(line: &LineItem, counters: &Counters, unfunded: i128) -> Self {
        let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        Self {
            id: line.id,
            seller: SellerView {
                author_id: line.seller.to_string(),
                wallet_id: line.wallet.to_string(),
                fees_amount: line.fees,
                transfer_date: line.transfer_date,
            },
            sku: line.sku.to_string(),
            name: text(&line.name),
            description: text(&line.description),
            quantity: line.quantity,
            unit_amount: line.unit_amount,
            tax_amount: line.tax_amount,
            discount_amount: line.discount_amount,
            category: text(&line.category),
            shipping_address: line.shipping_address.as_ref().map(|address| AddressView {
                address_line1: text(&address.line1),
                address_line2: text(&address.line2),
                city: text(&address.city),
                region: text(&address.region),
                postal_code: text(&address.postal_code),
                country: text(&address.country),
            }),
            split_origin_wallet_id: line.origin_wallet.as_deref().map(str::to_owned),
            captured_amount: minor(counters.captured),
            refunded_amount: minor(counters.refunded),
            disputed_amount: minor(counters.disputed),
            split_amount: minor(counters.split),
            cancelled_amount: minor(counters.cancelled),
            canceled_amount: minor(counters.cancelled),
            total_line_item_amount: line.total,
            unfunded_seller_amount: minor(unfunded),
        }
    }
}

pub(super) fn part_views(intent: &Intent, parts: &[Part]) -> Vec<PartView> {
    let view = |part: &Part| Some(PartView { id: intent.line(part.line)?.id, amount: part.amount });
    parts.iter().filter_map(view).collect()
}
