//! The four Echo reports as rows (spec 9). The order of the fields is the order of the columns.

use super::minor;
use crate::date::Timestamp;
use crate::engine::World;
use crate::funds::PoolKey;
use crate::id::Id;
use crate::intent::{ExternalData, Intent};
use crate::machine::{IntentStatus, SettlementStatus, SplitStatus, Status};
use crate::money::{Currency, Minor};
use crate::sort;
use serde::Serialize;

/// `ECHO_INTENT`: one row an Intent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct IntentRow {
    pub id: Id,
    pub status: IntentStatus,
    pub amount: Minor,
    pub currency: Currency,
    pub fees_amount: Minor,
    pub fees_currency: Currency,
    #[serde(rename = "Type")]
    pub row_type: &'static str,
    pub payment_method: Option<&'static str>,
    pub buyer_id: Option<String>,
    pub seller_id: String,
}

/// `ECHO_INTENT_ACTION`: one row a capture, cancel, refund or dispute.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct ActionRow {
    pub intent_id: Id,
    pub id: Id,
    pub external_processing_date: Timestamp,
    pub external_provider_reference: String,
    pub external_merchant_reference: Option<String>,
    pub status: &'static str,
    pub amount: Minor,
    pub currency: Currency,
    pub fees_amount: Minor,
    pub fees_currency: Currency,
    #[serde(rename = "Type")]
    pub row_type: &'static str,
    pub payment_method: Option<&'static str>,
    pub buyer_id: Option<String>,
    pub seller_id: String,
}

/// `ECHO_SETTLEMENT`: one row a Settlement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct SettlementRow {
    pub id: Id,
    pub creation_date: Timestamp,
    pub file_name: String,
    pub settlement_currency: Option<Currency>,
    pub status: SettlementStatus,
    pub settled_transaction_count: usize,
    pub unsettled_transaction_count: usize,
    pub settled_amount: Minor,
    pub declared_amount: Minor,
    pub deficit_amount: Minor,
    pub external_provider_name: Option<&'static str>,
}

/// `ECHO_SPLIT`: one row a Split.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct SplitRow {
    pub id: Id,
    pub intent_id: Id,
    pub author_id: String,
    pub amount: Minor,
    pub currency: Currency,
    pub fees_amount: Minor,
    pub fees_currency: Currency,
    pub status: SplitStatus,
    pub description: Option<String>,
    pub credited_wallet_id: String,
    pub debited_wallet_id: Option<String>,
    pub scheduled: bool,
    pub creation_date: Timestamp,
    pub execution_date: Timestamp,
}

pub fn intent_rows(world: &World) -> impl Iterator<Item = IntentRow> + '_ {
    world.intents().map(|intent| IntentRow {
        id: intent.id,
        status: intent.status(&world.config().reading),
        amount: intent.amount,
        currency: intent.currency,
        fees_amount: intent.platform_fees,
        fees_currency: intent.currency,
        row_type: "PAYIN",
        payment_method: intent.external.payment_method,
        buyer_id: buyer_id(intent),
        seller_id: seller_ids(intent),
    })
}

pub fn action_rows(world: &World) -> impl Iterator<Item = ActionRow> + '_ {
    world.intents().flat_map(|intent| {
        let row = |id, external: &ExternalData, status, amount, row_type| ActionRow {
            intent_id: intent.id,
            id,
            external_processing_date: external.processing_date,
            external_provider_reference: external.reference.to_string(),
            external_merchant_reference: external.merchant_reference.as_deref().map(str::to_owned),
            status,
            amount: minor(amount),
            currency: intent.currency,
            fees_amount: intent.platform_fees,
            fees_currency: intent.currency,
            row_type,
            payment_method: external.payment_method,
            buyer_id: buyer_id(intent),
            seller_id: seller_ids(intent),
        };
        let mut rows = Vec::new();
        for capture in &intent.captures {
            let external = intent.capture_external(capture);
            rows.push(row(capture.id, external, capture.status().value(), capture.amount(), "PAYIN"));
        }
        for cancel in &intent.cancels {
            let external = cancel.external.as_deref().unwrap_or(&intent.external);
            let amount = crate::intent::parts_total(&cancel.parts);
            rows.push(row(cancel.id, external, IntentStatus::Cancelled.value(), amount, "PAYIN"));
        }
        for refund in &intent.refunds {
            rows.push(row(refund.id, &refund.external, refund.status().value(), refund.amount(), "REFUND"));
        }
        for dispute in &intent.disputes {
            rows.push(row(
                dispute.id,
                &dispute.external,
                dispute.status().value(),
                dispute.amount(),
                "DISPUTE",
            ));
        }
        sort::by_key(&mut rows, |row| row.id.number());
        rows
    })
}

pub fn settlement_rows(world: &World) -> impl Iterator<Item = SettlementRow> + '_ {
    world.settlements().map(|settlement| {
        let (settled, unsettled) = settlement.line_counts();
        let declared = settlement.declared;
        let reconciled = settlement.status == SettlementStatus::Reconciled;
        let settled_amount = if reconciled { declared } else { 0 };
        SettlementRow {
            id: settlement.id,
            creation_date: settlement.created,
            file_name: settlement.stamped_name(),
            settlement_currency: settlement.pool.map(|pool| pool.currency),
            status: settlement.status,
            settled_transaction_count: settled,
            unsettled_transaction_count: unsettled,
            settled_amount: minor(settled_amount),
            declared_amount: minor(declared),
            deficit_amount: minor(declared.saturating_sub(settled_amount)),
            external_provider_name: settlement.provider.map(crate::catalog::Provider::name),
        }
    })
}

pub fn split_rows(world: &World) -> impl Iterator<Item = SplitRow> + '_ {
    world.intents().flat_map(move |intent| {
        let key = PoolKey { provider: intent.external.provider, currency: intent.currency };
        let escrow = world.pool(key).map(|pool| pool.escrow_wallet.to_string());
        intent.splits.iter().filter_map(move |split| {
            let line = intent.line(split.line)?;
            let origin =
                split.origin_wallet.as_ref().or(line.origin_wallet.as_ref()).map(ToString::to_string);
            Some(SplitRow {
                id: split.id,
                intent_id: intent.id,
                author_id: line.seller.to_string(),
                amount: split.amount,
                currency: intent.currency,
                fees_amount: split.fees,
                fees_currency: intent.currency,
                status: split.status,
                description: split.description.as_deref().map(str::to_owned),
                credited_wallet_id: line.wallet.to_string(),
                debited_wallet_id: origin.or_else(|| escrow.clone()),
                scheduled: split.transfer_date.is_some(),
                creation_date: split.created,
                execution_date: split.moved,
            })
        })
    })
}

fn buyer_id(intent: &Intent) -> Option<String> {
    intent.buyer.as_ref().map(|buyer| buyer.id.to_string())
}

/// Every seller of the Intent once, in the order of the lines.
fn seller_ids(intent: &Intent) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for line in &intent.lines {
        if !ids.contains(&&*line.seller) {
            ids.push(&line.seller);
        }
    }
    ids.join(", ")
}
