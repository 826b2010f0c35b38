//! What must always hold. Everything is counted anew from the facts, without the engine's own sums.

use super::{Echo, always};
use echoscope_core::catalog::LineStatus;
use echoscope_core::engine::{Account, Event, Settlement, World};
use echoscope_core::intent::{Intent, Part};
use echoscope_core::machine::{
    CaptureStatus, DisputeStatus, IntentStatus, RefundStatus, SettlementStatus, SplitStatus,
};
use echoscope_model::tables::{Taken, all_edges};
use stateright::Property;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

pub const REFUSED: &str = "a refused command changes nothing";
const EDGES: &str = "every move is an edge of its table";
const FINAL: &str = "final states are never left";
const OLDEST: &str = "money reaches the oldest Settlement first";
const PAID_OUT: &str = "a Split is completed only with its money";
const ACCOUNTS: &str = "balances change only by announced payments";
const UNTOUCHED: &str = "a file that does not match in full changes no Intent";
const ANNOUNCED: &str = "every new status of a Settlement is announced once";

static TABLE: LazyLock<BTreeSet<Taken>> = LazyLock::new(all_edges);

pub fn all() -> Vec<Property<Echo>> {
    vec![
        always(REFUSED, |_, scene| scene.keeps(REFUSED)),
        always(EDGES, |_, scene| scene.keeps(EDGES)),
        always(FINAL, |_, scene| scene.keeps(FINAL)),
        always(OLDEST, |_, scene| scene.keeps(OLDEST)),
        always(PAID_OUT, |_, scene| scene.keeps(PAID_OUT)),
        always(ACCOUNTS, |_, scene| scene.keeps(ACCOUNTS)),
        always(UNTOUCHED, |_, scene| scene.keeps(UNTOUCHED)),
        always(ANNOUNCED, |_, scene| scene.keeps(ANNOUNCED)),
        always("the engine's own check finds nothing", |_, scene| scene.engine.world().check().is_ok()),
        always("no money is made or lost", |_, scene| {
            let wallets = scene.engine.world().wallets();
            wallets.iter().map(|(_, wallet)| wallet.balance).sum::<i128>() == wallets.received()
        }),
        always("a capture is paid exactly when its Settlement is reconciled", |_, scene| {
            captures_follow_settlements(scene.engine.world())
        }),
        always("nothing is in two Settlements", |_, scene| nothing_is_settled_twice(scene.engine.world())),
        always("money is missing exactly where it falls short", |_, scene| {
            let mut settlements = scene.engine.world().settlements();
            settlements.all(|s| (s.missing > 0) == (s.status == SettlementStatus::InsufficientFunds))
        }),
        always("the status of an Intent follows from its facts", |_, scene| {
            let world = scene.engine.world();
            world.intents().all(|intent| status_follows(world, intent))
        }),
        always("no line is captured, given back or shared out beyond what it has", |_, scene| {
            scene.engine.world().intents().all(|intent| amounts_are_within(intent))
        }),
        always("an available Split has its money settled", |_, scene| {
            scene.engine.world().intents().all(|intent| available_splits_are_paid(intent))
        }),
    ]
}

/// The rules about steps that this step broke.
pub fn broken_by(before: &World, after: &World, events: &[Event]) -> Vec<&'static str> {
    let rules = [
        (EDGES, events.iter().filter_map(Taken::of).all(|edge| TABLE.contains(&edge))),
        (FINAL, final_states_stand(before, after)),
        (OLDEST, oldest_first(before, after)),
        (PAID_OUT, splits_were_paid(before, after, events)),
        (ACCOUNTS, accounts_agree(before, after, events)),
        (UNTOUCHED, unmatched_files_touch_nothing(before, after)),
        (ANNOUNCED, settlements_are_announced(events)),
    ];
    rules.into_iter().filter(|(_, holds)| !holds).map(|(rule, _)| rule).collect()
}

fn waits(settlement: &Settlement) -> bool {
    matches!(settlement.status, SettlementStatus::PendingFundsReception | SettlementStatus::InsufficientFunds)
}

fn matched_in_full(settlement: &Settlement) -> bool {
    waits(settlement) || settlement.status == SettlementStatus::Reconciled
}

fn final_states_stand(before: &World, after: &World) -> bool {
    use SettlementStatus::{Cancelled, Failed, Reconciled};
    let settlements = before
        .settlements()
        .zip(after.settlements())
        .all(|(old, new)| !matches!(old.status, Cancelled | Failed | Reconciled) || old.status == new.status);
    let intents = before.intents().zip(after.intents()).all(|(old, new)| {
        let captures = old.captures.iter().zip(&new.captures);
        let refunds = old.refunds.iter().zip(&new.refunds);
        let disputes = old.disputes.iter().zip(&new.disputes);
        let splits = old.splits.iter().zip(&new.splits);
        let reading = &before.config().reading;
        captures.clone().all(|(a, b)| a.status() != CaptureStatus::Paid || a.status() == b.status())
            && refunds
                .clone()
                .all(|(a, b)| a.status() != RefundStatus::RefundReversed || a.status() == b.status())
            && disputes.clone().all(|(a, b)| {
                let last = matches!(a.status(), DisputeStatus::DisputedWon | DisputeStatus::DisputedLost);
                !last || a.status() == b.status()
            })
            && splits.clone().all(|(a, b)| a.status != SplitStatus::Reversed || a == b)
            && (old.status(reading) != IntentStatus::Cancelled || old == new)
    });
    settlements && intents
}

/// Nothing that is older, of the same pool and still waiting was passed over.
fn oldest_first(before: &World, after: &World) -> bool {
    let pairs: Vec<_> = before.settlements().zip(after.settlements()).collect();
    pairs.iter().enumerate().all(|(place, (old, new))| {
        let reconciled =
            old.status != SettlementStatus::Reconciled && new.status == SettlementStatus::Reconciled;
        !reconciled || pairs[..place].iter().all(|(_, older)| !waits(older) || older.pool != new.pool)
    })
}

fn splits_were_paid(before: &World, after: &World, events: &[Event]) -> bool {
    let completed = |world: &World| {
        let splits = world.intents().flat_map(|intent| &intent.splits);
        splits
            .filter(|split| split.was_completed())
            .map(|split| i128::from(split.amount) - i128::from(split.returned))
            .sum::<i128>()
    };
    let between_wallets = |event: &Event| match event {
        Event::Paid { from: Account::Wallet(from), amount, .. } => {
            let out = after.pools().any(|pool| pool.escrow_wallet == *from);
            i128::from(*amount) * if out { 1 } else { -1 }
        }
        _ => 0,
    };
    completed(after) - completed(before) == events.iter().map(between_wallets).sum::<i128>()
}

fn accounts_agree(before: &World, after: &World, events: &[Event]) -> bool {
    let balances = |world: &World| -> BTreeMap<String, i128> {
        world.wallets().iter().map(|(id, wallet)| (id.to_string(), wallet.balance)).collect()
    };
    let mut expected = balances(before);
    for event in events {
        let Event::Paid { from, to, amount } = event else { continue };
        for (account, sign) in [(from, -1), (to, 1)] {
            if let Account::Wallet(id) = account {
                *expected.entry(id.to_string()).or_default() += sign * i128::from(*amount);
            }
        }
    }
    expected == balances(after)
}

fn unmatched_files_touch_nothing(before: &World, after: &World) -> bool {
    let uploaded =
        before.settlements().zip(after.settlements()).find(|(old, new)| old.uploads != new.uploads);
    uploaded.is_none_or(|(_, new)| matched_in_full(new) || before.intents().eq(after.intents()))
}

fn settlements_are_announced(events: &[Event]) -> bool {
    let moves = events.iter().filter_map(Taken::of).filter(|edge| edge.machine == "settlement");
    let due = moves.filter(|edge| edge.from != Some(edge.to)).map(|edge| format!("SETTLEMENT_{}", edge.to));
    let sent = events.iter().filter_map(|event| match event {
        Event::Webhook { webhook } => Some(webhook.event_type.value()),
        _ => None,
    });
    due.eq(sent.filter(|name| name.starts_with("SETTLEMENT_")))
}

fn captures_follow_settlements(world: &World) -> bool {
    world.intents().flat_map(|intent| &intent.captures).all(|capture| match capture.settled {
        None => true,
        Some(settled) => world.settlement(settled.settlement).is_some_and(|settlement| {
            matched_in_full(settlement) && settled.paid == (settlement.status == SettlementStatus::Reconciled)
        }),
    })
}

fn nothing_is_settled_twice(world: &World) -> bool {
    let full = world.settlements().filter(|settlement| matched_in_full(settlement));
    let lines = full.flat_map(|settlement| settlement.matched.iter());
    let mut seen: Vec<(LineStatus, _)> = Vec::new();
    for line in lines {
        if seen.contains(&(line.status, line.place)) {
            return false;
        }
        seen.push((line.status, line.place));
    }
    true
}

fn sum(parts: impl IntoIterator<Item = Part>) -> i64 {
    parts.into_iter().map(|part| part.amount).sum()
}

/// All lines together; the Intents of the model have one line.
struct Amounts {
    captured: i64,
    cancelled: i64,
    refunded: i64,
    disputed: i64,
    shared: i64,
}

impl Amounts {
    fn of(intent: &Intent) -> Self {
        let refunds = intent.refunds.iter().filter(|refund| refund.reversed.is_none());
        let disputes =
            intent.disputes.iter().filter(|dispute| dispute.status() != DisputeStatus::DisputedWon);
        let splits = intent.splits.iter().filter(|split| split.status != SplitStatus::Reversed);
        Self {
            captured: sum(intent.captures.iter().flat_map(|capture| capture.parts.to_vec())),
            cancelled: sum(intent.cancels.iter().flat_map(|cancel| cancel.parts.to_vec())),
            refunded: sum(refunds.flat_map(|refund| refund.parts.to_vec())),
            disputed: sum(disputes.flat_map(|dispute| dispute.parts.to_vec())),
            shared: splits
                .filter(|split| split.was_completed())
                .map(|split| split.amount - split.claimed)
                .sum(),
        }
    }
}

fn status_follows(world: &World, intent: &Intent) -> bool {
    let of = Amounts::of(intent);
    let gone = of.captured == 0 && of.cancelled == intent.amount;
    match intent.status(&world.config().reading) {
        IntentStatus::Authorized => of.captured == 0 && !gone,
        IntentStatus::Cancelled => gone,
        IntentStatus::Refunded => of.captured > 0 && of.refunded == of.captured,
        IntentStatus::Disputed | IntentStatus::Defended | IntentStatus::DisputedLost => {
            of.captured > 0 && of.disputed == of.captured
        }
        IntentStatus::Captured => of.captured + of.cancelled == intent.amount && of.captured > 0,
        IntentStatus::PartiallyCaptured => of.captured > 0 && of.captured + of.cancelled < intent.amount,
        IntentStatus::RefundReversed => intent.refunds.iter().any(|refund| refund.reversed.is_some()),
        IntentStatus::DisputedWon => {
            intent.disputes.iter().any(|dispute| dispute.status() == DisputeStatus::DisputedWon)
        }
    }
}

fn amounts_are_within(intent: &Intent) -> bool {
    let of = Amounts::of(intent);
    of.captured + of.cancelled <= intent.amount
        && of.refunded + of.disputed <= of.captured
        && (0..=of.captured - of.refunded - of.disputed).contains(&of.shared)
}

fn available_splits_are_paid(intent: &Intent) -> bool {
    let paid = intent.captures.iter().filter(|capture| capture.status() == CaptureStatus::Paid);
    let paid = sum(paid.flat_map(|capture| capture.parts.to_vec()));
    let needed = intent.splits.iter().filter(|split| {
        matches!(split.status, SplitStatus::Available | SplitStatus::Pending | SplitStatus::Completed)
    });
    needed.map(|split| split.amount).sum::<i64>() <= paid
}
