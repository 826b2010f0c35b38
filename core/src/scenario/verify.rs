//! Whether an expectation holds: compared with what the API would answer, not with what the engine keeps inside.

use super::commands::{Dictionary, Unmade, wallet_id};
use super::step::{Expectation, Kind, Value};
use crate::engine::World;
use crate::funds::PoolKey;
use crate::id::{self, Id};
use crate::machine::Status;
use crate::money::Minor;
use crate::view::{IntentView, LineView, SettlementView, SplitView, ValidationsView};

pub struct Difference {
    pub expected: String,
    pub got: String,
}

/// What an object answers: its status, its next actions if it has some, and a value for each word.
struct Seen {
    status: &'static str,
    next: &'static str,
    values: Vec<(Value, i128)>,
}

pub fn differences(
    expectation: &Expectation,
    world: &World,
    dictionary: &Dictionary,
) -> Result<Vec<Difference>, Unmade> {
    match expectation {
        Expectation::Status { kind, name, status, values, next } => {
            let seen = seen(*kind, name, world, dictionary)?;
            let mut all = Vec::new();
            differ(&mut all, "status", status, seen.status);
            if let Some(next) = next {
                differ(&mut all, "next", next, seen.next);
            }
            compare(&mut all, values, &seen.values);
            Ok(all)
        }
        Expectation::Line { line, values } => {
            let mut all = Vec::new();
            compare(&mut all, values, &line_values(line, world, dictionary)?);
            Ok(all)
        }
        Expectation::Error { settlement, code, on } => {
            let validations = ValidationsView::of(settlement_of(settlement, world, dictionary)?);
            let footer =
                validations.footer_errors.iter().map(|error| (error.code.clone(), error.footer_name.clone()));
            let lines = validations.lines_errors.iter().flat_map(|error| {
                let reference = &error.external_provider_reference;
                error.details.iter().map(move |detail| (detail.code.clone(), reference.clone()))
            });
            let found: Vec<_> = footer.chain(lines).collect();
            let fits = |(c, place): &(String, String)| c == code && on.as_ref().is_none_or(|on| on == place);
            if found.iter().any(fits) {
                return Ok(Vec::new());
            }
            let wanted = on.as_ref().map_or_else(|| code.clone(), |on| format!("{code} on {on}"));
            let names: Vec<_> = found.iter().map(|(code, place)| format!("{code} on {place}")).collect();
            let got = if names.is_empty() { "no error".to_owned() } else { names.join(" and ") };
            Ok(vec![Difference { expected: wanted, got }])
        }
        Expectation::Wallet { wallet, balance } => {
            let mut all = Vec::new();
            let held = world.wallets().balance(&wallet_id(wallet));
            differ(&mut all, "balance", &balance.to_string(), &held.to_string());
            Ok(all)
        }
        Expectation::Pool { provider, currency, values } => {
            let key = PoolKey { provider: *provider, currency: *currency };
            let seen = world.pool(key).map_or([0; 3], |pool| {
                [pool.unallocated, pool.carried(), world.wallets().balance(&pool.escrow_wallet)]
            });
            let names = [Value::Unallocated, Value::Credit, Value::Escrow];
            let mut all = Vec::new();
            compare(&mut all, values, &names.into_iter().zip(seen).collect::<Vec<_>>());
            Ok(all)
        }
    }
}

fn differ(all: &mut Vec<Difference>, what: &str, expected: &str, got: &str) {
    if expected != got {
        all.push(Difference { expected: format!("{what} {expected}"), got: format!("{what} {got}") });
    }
}

fn compare(all: &mut Vec<Difference>, expected: &[(Value, Minor)], seen: &[(Value, i128)]) {
    for (value, expected) in expected {
        let got = seen.iter().find(|(name, _)| name == value).map_or(0, |(_, got)| *got);
        differ(all, value.word(), &expected.to_string(), &got.to_string());
    }
}

fn seen(kind: Kind, name: &str, world: &World, dictionary: &Dictionary) -> Result<Seen, Unmade> {
    let wide = i128::from;
    if kind == Kind::Settlement {
        let view = SettlementView::of(settlement_of(name, world, dictionary)?);
        let values = vec![
            (Value::Declared, wide(view.declared_intent_amount)),
            (Value::Fees, wide(view.external_processor_fees_amount)),
            (Value::Actual, wide(view.actual_settlement_amount)),
            (Value::Missing, wide(view.funds_missing_amount)),
        ];
        return Ok(Seen { status: view.status.value(), next: "", values });
    }
    let known = dictionary.known(name)?;
    let unmade = || Unmade(name.to_owned());
    let intent_name = &known.intent;
    let view = intent_view(intent_name, world, dictionary)?;
    if kind == Kind::Intent {
        let values = vec![
            (Value::Amount, wide(view.amount)),
            (Value::Fees, wide(view.platform_fees_amount)),
            (Value::Available, wide(view.available_amount_to_split)),
            (Value::Unfunded, wide(view.unfunded_amount)),
        ];
        return Ok(Seen { status: view.status.value(), next: view.next_actions.unwrap_or(""), values });
    }
    let actions = match kind {
        Kind::Capture => &view.captures,
        Kind::Refund => &view.refunds,
        Kind::Dispute => &view.disputes,
        _ => &view.splits,
    };
    let action = actions.iter().find(|action| action.id.to_string() == known.id).ok_or_else(unmade)?;
    let mut values = vec![(Value::Amount, wide(action.amount))];
    if kind == Kind::Split {
        let intent = world.intent(view.id).ok_or_else(unmade)?;
        let split = SplitView::of(intent, action.id).ok_or_else(unmade)?;
        values.push((Value::Fees, wide(split.fees_amount)));
    }
    Ok(Seen { status: action.status, next: "", values })
}

fn intent_view(name: &str, world: &World, dictionary: &Dictionary) -> Result<IntentView, Unmade> {
    let id = Id::parse(id::Kind::Intent, &dictionary.id(name)?);
    let intent = id.and_then(|id| world.intent(id)).ok_or_else(|| Unmade(name.to_owned()))?;
    Ok(IntentView::of(world, intent))
}

fn settlement_of<'a>(
    name: &str,
    world: &'a World,
    dictionary: &Dictionary,
) -> Result<&'a crate::engine::Settlement, Unmade> {
    let id = Id::parse(id::Kind::Settlement, &dictionary.id(name)?);
    let found = id.and_then(|id| world.settlement(id)).ok_or_else(|| Unmade(name.to_owned()))?;
    Ok(found)
}

fn line_values(name: &str, world: &World, dictionary: &Dictionary) -> Result<Vec<(Value, i128)>, Unmade> {
    let known = dictionary.known(name)?;
    let view = intent_view(&known.intent, world, dictionary)?;
    let lines = view.line_items.iter();
    let line: &LineView = lines
        .into_iter()
        .find(|line| line.id.to_string() == known.id)
        .ok_or_else(|| Unmade(name.to_owned()))?;
    let amounts = [
        (Value::Captured, line.captured_amount),
        (Value::Cancelled, line.cancelled_amount),
        (Value::Refunded, line.refunded_amount),
        (Value::Disputed, line.disputed_amount),
        (Value::Split, line.split_amount),
        (Value::Total, line.total_line_item_amount),
        (Value::Unfunded, line.unfunded_seller_amount),
    ];
    Ok(amounts.into_iter().map(|(value, amount)| (value, i128::from(amount))).collect())
}
