//! Everything that can be seen of the two, side by side.

use super::engine::{Beside, Names};
use super::unsettled::shortage_is_stale;
use echoscope_core::catalog::Provider;
use echoscope_core::funds::PoolKey;
use echoscope_core::id::Id;
use echoscope_core::machine::Status;
use echoscope_core::money::Currency;
use echoscope_core::view::{ActionInIntent, IntentView, SettlementView, SplitView, ValidationsView};
use echoscope_reference::{
    Amount, CaptureStatus, DisputeStatus, IntentStatus, Model, Object, Part, RefundStatus, SettlementStatus,
    SplitStatus,
};
use std::fmt::Debug;

/// The first difference, in words.
pub type Difference = String;

/// Compares what the model and the engine show of themselves.
pub fn compare(model: &Model, beside: &Beside) -> Result<(), Difference> {
    for intent in 0..model.intents.len() {
        compare_intent(model, beside, intent)?;
    }
    for settlement in 0..model.settlements.len() {
        compare_settlement(model, beside, settlement)?;
    }
    compare_money(model, beside)?;
    beside.engine.world().check()
}

#[expect(clippy::needless_pass_by_value, reason = "the places that call it read better")]
fn same<T: PartialEq + Debug>(what: impl Fn() -> String, model: T, engine: T) -> Result<(), Difference> {
    if model == engine { Ok(()) } else { Err(format!("{}: model {model:?}, engine {engine:?}", what())) }
}

fn compare_intent(model: &Model, beside: &Beside, intent: usize) -> Result<(), Difference> {
    let world = beside.engine.world();
    let names = &beside.names;
    let it = world.intent(names.intents[intent]).ok_or("the engine lost an Intent")?;
    let view = IntentView::of(world, it);
    let what = |field: &'static str| move || format!("intent {intent} {field}");
    same(what("Status"), intent_status(model.status(intent)), view.status.value())?;
    same(what("Amount"), model.amount(intent), view.amount.into())?;
    same(what("AvailableAmountToSplit"), model.available(intent), view.available_amount_to_split.into())?;
    let stale = shortage_is_stale(model);
    if !stale {
        same(what("UnfundedAmount"), model.unfunded(intent), view.unfunded_amount.into())?;
    }
    same(what("PlatformFeesAmount"), model.intents[intent].platform_fees, view.platform_fees_amount.into())?;
    same(what("NextActions"), model.next_actions(intent), view.next_actions)?;
    let settlements: Vec<Id> =
        model.intents[intent].settlements.iter().map(|&it| names.settlements[it]).collect();
    same(what("SettlementIds"), settlements, view.settlement_ids)?;

    let lines = model.lines_of(intent);
    same(what("LineItems"), lines.len(), view.line_items.len())?;
    for (&line, shown) in lines.iter().zip(&view.line_items) {
        let ours = [
            model.lines[line].total,
            model.captured(line),
            model.cancelled(line),
            model.refunded(line),
            model.disputed(line),
            model.split_amount(line),
            if stale { 0 } else { model.unfunded_of_line(line) },
            model.lines[line].fee,
        ];
        let theirs = [
            shown.total_line_item_amount,
            shown.captured_amount,
            shown.cancelled_amount,
            shown.refunded_amount,
            shown.disputed_amount,
            shown.split_amount,
            if stale { 0 } else { shown.unfunded_seller_amount },
            shown.seller.fees_amount,
        ];
        let what =
            || format!("line {line} [total, captured, cancelled, refunded, disputed, split, unfunded, fee]");
        same(what, ours, theirs.map(Amount::from))?;
        same(|| format!("line {line} id"), names.lines[line], shown.id)?;
        let wallet = &model.wallets[model.lines[line].wallet];
        same(
            || format!("line {line} wallet"),
            (&wallet.id, &wallet.owner),
            (&shown.seller.wallet_id, &shown.seller.author_id),
        )?;
    }

    let of_intent = |owner: usize| owner == intent;
    let captures =
        model.captures.iter().enumerate().filter(|(_, it)| of_intent(it.intent)).map(|(place, it)| {
            (names.captures[place], capture_status(it.status), named_parts(names, &it.parts))
        });
    same(what("Captures"), captures.collect::<Vec<_>>(), shown(&view.captures))?;
    let refunds =
        model.refunds.iter().enumerate().filter(|(_, it)| of_intent(it.intent)).map(|(place, it)| {
            (names.refunds[place], refund_status(it.status), named_parts(names, &it.parts))
        });
    same(what("Refunds"), refunds.collect::<Vec<_>>(), shown(&view.refunds))?;
    let disputes =
        model.disputes.iter().enumerate().filter(|(_, it)| of_intent(it.intent)).map(|(place, it)| {
            (names.disputes[place], dispute_status(it.status), named_parts(names, &it.parts))
        });
    same(what("Disputes"), disputes.collect::<Vec<_>>(), shown(&view.disputes))?;

    let splits: Vec<usize> =
        (0..model.splits.len()).filter(|&it| of_intent(model.splits[it].intent)).collect();
    same(what("Splits"), splits.len(), view.splits.len())?;
    for split in splits {
        let ours = &model.splits[split];
        let theirs = SplitView::of(it, names.splits[split]).ok_or("the engine lost a Split")?;
        let what = |field: &'static str| move || format!("split {split} {field}");
        same(what("Status"), split_status(ours.status), theirs.status.value())?;
        same(what("SplitAmount"), ours.amount, theirs.split_amount.into())?;
        same(what("FeesAmount"), ours.fee, theirs.fees_amount.into())?;
        same(what("TransferDate"), ours.transfer_date, theirs.transfer_date)?;
        same(what("LineItemId"), names.lines[ours.line], theirs.line_item_id)?;
        let origin = ours.origin.map(|wallet| model.wallets[wallet].id.clone());
        same(what("SplitOriginWalletId"), origin, theirs.split_origin_wallet_id)?;
    }
    Ok(())
}

type Shown = (Id, &'static str, Vec<(Id, Amount)>);

fn shown(actions: &[ActionInIntent]) -> Vec<Shown> {
    let parts =
        |it: &ActionInIntent| it.line_items.iter().map(|part| (part.id, part.amount.into())).collect();
    actions.iter().map(|it| (it.id, it.status, parts(it))).collect()
}

fn named_parts(names: &Names, parts: &[Part]) -> Vec<(Id, Amount)> {
    parts.iter().map(|part| (names.lines[part.line], part.amount)).collect()
}

fn compare_settlement(model: &Model, beside: &Beside, settlement: usize) -> Result<(), Difference> {
    let world = beside.engine.world();
    let it = world.settlement(beside.names.settlements[settlement]).ok_or("the engine lost a Settlement")?;
    let view = SettlementView::of(it);
    let ours = &model.settlements[settlement];
    let what = |field: &'static str| move || format!("settlement {settlement} {field}");
    same(what("Status"), settlement_status(ours.status), view.status.value())?;
    if ours.status != SettlementStatus::Failed {
        same(what("DeclaredIntentAmount"), ours.declared, view.declared_intent_amount.into())?;
        same(what("ExternalProcessorFeesAmount"), ours.fees, view.external_processor_fees_amount.into())?;
        same(what("ActualSettlementAmount"), ours.actual, view.actual_settlement_amount.into())?;
        if !shortage_is_stale(model) {
            same(what("FundsMissingAmount"), ours.missing, view.funds_missing_amount.into())?;
        }
        let errors = ValidationsView::of(it);
        let mut lines: Vec<u64> = errors.lines_errors.iter().map(|error| error.line).collect();
        lines.dedup();
        same(what("lines with errors"), model.line_errors(settlement), lines.len())?;
        if lines.is_empty() {
            same(what("FooterErrors"), ours.footer_errors, errors.footer_errors.len())?;
        }
    }
    Ok(())
}

fn compare_money(model: &Model, beside: &Beside) -> Result<(), Difference> {
    let world = beside.engine.world();
    for wallet in &model.wallets {
        same(|| format!("wallet {}", wallet.id), wallet.balance, world.wallets().balance(&wallet.id))?;
    }
    for pool in &model.pools {
        let provider = Provider::parse(&pool.provider).ok_or("the engine does not know a provider")?;
        let currency = Currency::from_code(&pool.currency).ok_or("the engine does not know a currency")?;
        let what = || format!("pool {} {} [unallocated, credit, escrow]", pool.provider, pool.currency);
        let theirs = world.pool(PoolKey { provider, currency });
        let theirs = theirs
            .map_or([0; 3], |it| [it.unallocated, it.carried(), world.wallets().balance(&it.escrow_wallet)]);
        same(what, [pool.unallocated, pool.credit, pool.escrow], theirs)?;
    }
    same(|| "everything received".into(), model.total_received(), world.wallets().received())?;
    let all: Amount = world.wallets().iter().map(|(_, wallet)| wallet.balance).sum();
    same(|| "everything there is".into(), model.total_received(), all)
}

/// Compares the webhooks that came since so many were there.
pub fn compare_events(model: &Model, beside: &Beside, since: usize) -> Result<(), Difference> {
    let names = &beside.names;
    let ours: Vec<(&str, Id)> = model.events[since..]
        .iter()
        .map(|event| {
            let id = match event.object {
                Object::Intent(it) => names.intents[it],
                Object::Capture(it) => names.captures[it],
                Object::Refund(it) => names.refunds[it],
                Object::Dispute(it) => names.disputes[it],
                Object::Split(it) => names.splits[it],
                Object::Settlement(it) => names.settlements[it],
            };
            (event.name, id)
        })
        .collect();
    let theirs = beside.engine.world().webhooks().skip(since);
    let theirs: Vec<(&str, Id)> = theirs.map(|it| (it.event_type.value(), it.resource_id)).collect();
    same(|| "webhooks".into(), ours, theirs)
}

fn intent_status(status: IntentStatus) -> &'static str {
    match status {
        IntentStatus::Authorized => "AUTHORIZED",
        IntentStatus::PartiallyCaptured => "PARTIALLY_CAPTURED",
        IntentStatus::Captured => "CAPTURED",
        IntentStatus::Cancelled => "CANCELLED",
        IntentStatus::Refunded => "REFUNDED",
        IntentStatus::RefundReversed => "REFUND_REVERSED",
        IntentStatus::Disputed => "DISPUTED",
        IntentStatus::Defended => "DEFENDED",
        IntentStatus::DisputedWon => "DISPUTED_WON",
        IntentStatus::DisputedLost => "DISPUTED_LOST",
    }
}

fn capture_status(status: CaptureStatus) -> &'static str {
    match status {
        CaptureStatus::Captured => "CAPTURED",
        CaptureStatus::SettledNotPaid => "SETTLED_NOT_PAID",
        CaptureStatus::Paid => "PAID",
    }
}

fn refund_status(status: RefundStatus) -> &'static str {
    match status {
        RefundStatus::Refunded => "REFUNDED",
        RefundStatus::RefundReversed => "REFUND_REVERSED",
    }
}

fn dispute_status(status: DisputeStatus) -> &'static str {
    match status {
        DisputeStatus::Disputed => "DISPUTED",
        DisputeStatus::Defended => "DEFENDED",
        DisputeStatus::Won => "DISPUTED_WON",
        DisputeStatus::Lost => "DISPUTED_LOST",
    }
}

fn split_status(status: SplitStatus) -> &'static str {
    match status {
        SplitStatus::Created => "CREATED",
        SplitStatus::PendingFundsReception => "PENDING_FUNDS_RECEPTION",
        SplitStatus::Available => "AVAILABLE",
        SplitStatus::Pending => "PENDING",
        SplitStatus::Completed => "COMPLETED",
        SplitStatus::Rejected => "REJECTED",
        SplitStatus::Failed => "FAILED",
        SplitStatus::Reversed => "REVERSED",
        SplitStatus::RefundSplitPending => "REFUND_SPLIT_PENDING",
        SplitStatus::RefundSplitRejected => "REFUND_SPLIT_REJECTED",
        SplitStatus::RefundSplitCompleted => "REFUND_SPLIT_COMPLETED",
    }
}

fn settlement_status(status: SettlementStatus) -> &'static str {
    match status {
        SettlementStatus::PendingUpload => "PENDING_UPLOAD",
        SettlementStatus::Uploaded => "UPLOADED",
        SettlementStatus::Created => "CREATED",
        SettlementStatus::Unmatched => "UNMATCHED",
        SettlementStatus::PartiallyMatched => "PARTIALLY_MATCHED",
        SettlementStatus::PendingFundsReception => "PENDING_FUNDS_RECEPTION",
        SettlementStatus::InsufficientFunds => "INSUFFICIENT_FUNDS",
        SettlementStatus::Reconciled => "RECONCILED",
        SettlementStatus::Failed => "FAILED",
        SettlementStatus::Cancelled => "CANCELLED",
    }
}
