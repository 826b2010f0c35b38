//! Commands in few words. Ids are taken from the Intent that a command is about.
#![expect(clippy::unnecessary_wraps, reason = "every field of a request may be missing")]

use crate::{CURRENCY, PROVIDER, SELLER_WALLET};
use echoscope_core::engine::{
    ActionRequest, Command, Given, GivenExternalData, GivenLineItem, GivenPart, GivenSeller, IntentRequest,
    SplitRequest,
};
use echoscope_core::id::Id;
use echoscope_core::intent::Intent;

/// Some time in the past of every test.
const PROCESSED: i64 = 1_767_000_000;

/// An Intent with one line for each total; sent again with the same reference, it adds the lines.
pub fn create_intent(reference: &str, totals: &[i64]) -> Command {
    create_intent_with_fees(reference, &totals.iter().map(|&total| (total, 0)).collect::<Vec<_>>())
}

pub fn create_intent_with_fees(reference: &str, lines: &[(i64, i64)]) -> Command {
    let line_items = lines.iter().map(|&(total, fees)| GivenLineItem {
        seller: Some(GivenSeller {
            wallet_id: text(SELLER_WALLET),
            fees_amount: amount(fees),
            ..GivenSeller::default()
        }),
        sku: text("sku"),
        quantity: amount(1),
        unit_amount: amount(total),
        ..GivenLineItem::default()
    });
    let request = IntentRequest {
        amount: amount(lines.iter().map(|(total, _)| total).sum()),
        currency: text(CURRENCY),
        external_data: external(reference),
        line_items: Some(line_items.collect()),
        ..IntentRequest::default()
    };
    Command::CreateIntent { request }
}

/// A simultaneous capture: it inherits the Intent's reference.
pub fn capture_all(intent: &Intent) -> Command {
    Command::Capture { intent: intent.id.to_string(), request: ActionRequest::default() }
}

/// `parts` are places of lines and amounts.
pub fn capture(intent: &Intent, reference: &str, parts: &[(usize, i64)]) -> Command {
    Command::Capture { intent: intent.id.to_string(), request: partly(intent, reference, parts) }
}

pub fn cancel_all(intent: &Intent) -> Command {
    Command::Cancel { intent: intent.id.to_string(), request: ActionRequest::default() }
}

pub fn cancel(intent: &Intent, reference: &str, parts: &[(usize, i64)]) -> Command {
    Command::Cancel { intent: intent.id.to_string(), request: partly(intent, reference, parts) }
}

pub fn refund_all(intent: &Intent, reference: &str) -> Command {
    Command::Refund { intent: intent.id.to_string(), request: fully(reference) }
}

pub fn refund(intent: &Intent, reference: &str, parts: &[(usize, i64)]) -> Command {
    Command::Refund { intent: intent.id.to_string(), request: partly(intent, reference, parts) }
}

pub fn reverse_refund(intent: &Intent, refund: usize, reference: &str) -> Command {
    let refund = nth(intent.refunds.iter().map(|refund| refund.id), refund);
    Command::ReverseRefund { intent: intent.id.to_string(), refund, request: fully(reference) }
}

pub fn dispute_all(intent: &Intent, capture: usize, reference: &str) -> Command {
    let capture = nth(intent.captures.iter().map(|capture| capture.id), capture);
    Command::Dispute { intent: intent.id.to_string(), capture, request: fully(reference) }
}

pub fn dispute(intent: &Intent, capture: usize, reference: &str, parts: &[(usize, i64)]) -> Command {
    let capture = nth(intent.captures.iter().map(|capture| capture.id), capture);
    Command::Dispute { intent: intent.id.to_string(), capture, request: partly(intent, reference, parts) }
}

/// `decision` is `DEFENDED`, `DISPUTED_WON` or `DISPUTED_LOST`.
pub fn decide(intent: &Intent, dispute: usize, decision: &str) -> Command {
    let disputed = intent.disputes.get(dispute);
    let place = disputed.and_then(|dispute| usize::try_from(dispute.capture).ok()).unwrap_or(usize::MAX);
    Command::DecideDispute {
        intent: intent.id.to_string(),
        capture: nth(intent.captures.iter().map(|capture| capture.id), place),
        dispute: nth(intent.disputes.iter().map(|dispute| dispute.id), dispute),
        decision: decision.to_owned(),
    }
}

pub fn split(intent: &Intent, line: usize, share: i64, fees: i64) -> Command {
    let request = SplitRequest {
        line_item_id: Some(nth(intent.lines.iter().map(|line| line.id), line)),
        split_amount: amount(share),
        fees_amount: amount(fees),
        ..SplitRequest::default()
    };
    Command::CreateSplits { intent: intent.id.to_string(), splits: vec![request] }
}

pub fn update_split(intent: &Intent, split: usize, share: i64) -> Command {
    let request = SplitRequest { split_amount: amount(share), ..SplitRequest::default() };
    Command::UpdateSplit { intent: intent.id.to_string(), split: split_id(intent, split), request }
}

pub fn execute_split(intent: &Intent, split: usize) -> Command {
    Command::ExecuteSplit { intent: intent.id.to_string(), split: split_id(intent, split) }
}

pub fn reverse_split(intent: &Intent, split: usize) -> Command {
    Command::ReverseSplit { intent: intent.id.to_string(), split: split_id(intent, split) }
}

pub fn create_settlement() -> Command {
    Command::CreateSettlement { file_name: text("settlement.csv") }
}

pub fn upload(settlement: &str, file: &str) -> Command {
    Command::Upload { settlement: settlement.to_owned(), file: file.into() }
}

pub fn new_address(settlement: &str) -> Command {
    Command::UpdateSettlement { settlement: settlement.to_owned(), file_name: text("again.csv") }
}

pub fn cancel_settlement(settlement: &str) -> Command {
    Command::CancelSettlement { settlement: settlement.to_owned() }
}

pub fn receive(sum: i64) -> Command {
    let (provider, currency) = (PROVIDER.to_owned(), CURRENCY.to_owned());
    Command::ReceiveFunds { provider, currency, amount: Given::Whole(sum) }
}

pub fn fund_seller(sum: i64) -> Command {
    Command::FundWallet { wallet: SELLER_WALLET.to_owned(), amount: Given::Whole(sum) }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn amount(amount: i64) -> Option<Given> {
    Some(Given::Whole(amount))
}

fn external(reference: &str) -> Option<Box<GivenExternalData>> {
    Some(Box::new(GivenExternalData {
        external_processing_date: amount(PROCESSED),
        external_provider_reference: text(reference),
        external_provider_name: text(PROVIDER),
        ..GivenExternalData::default()
    }))
}

fn fully(reference: &str) -> ActionRequest {
    ActionRequest { external_data: external(reference), ..ActionRequest::default() }
}

fn partly(intent: &Intent, reference: &str, parts: &[(usize, i64)]) -> ActionRequest {
    let named = parts.iter().map(|&(line, share)| GivenPart {
        id: Some(nth(intent.lines.iter().map(|line| line.id), line)),
        amount: amount(share),
    });
    ActionRequest {
        amount: amount(parts.iter().map(|(_, share)| share).sum()),
        line_items: Some(named.collect()),
        ..fully(reference)
    }
}

fn split_id(intent: &Intent, split: usize) -> String {
    nth(intent.splits.iter().map(|split| split.id), split)
}

/// The id at this place, or one that does not exist: asking for what is not there is a command, too.
fn nth(mut ids: impl Iterator<Item = Id>, place: usize) -> String {
    ids.nth(place).map_or_else(|| "none".to_owned(), |id| id.to_string())
}
