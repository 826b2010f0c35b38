//! What the provider does: it reports in a file, and it pays.

use super::{Desk, Offer};
use crate::catalog::LineStatus;
use crate::date::{Date, Timestamp};
use crate::engine::Settlement;
use crate::funds::PoolKey;
use crate::machine::{SETTLEMENT, SettlementStatus, Trigger};
use crate::view::{MoneyView, PoolMoney, Unreported, unreported};
use std::fmt::Write;

/// A mistake in a file, for seeing what becomes of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileFault {
    None,
    /// A cent too much on the first line; the total agrees with the lines.
    WrongAmount,
    /// The first line names a reference that nobody declared.
    UnknownReference,
    /// The first line stands there twice.
    LineTwice,
    /// The total is a cent off.
    WrongTotal,
    /// The last line is left out.
    LineForgotten,
    /// The first line has a date that is none.
    MalformedDate,
}

impl FileFault {
    pub const ALL: [Self; 7] = [
        Self::None,
        Self::WrongAmount,
        Self::UnknownReference,
        Self::LineTwice,
        Self::WrongTotal,
        Self::LineForgotten,
        Self::MalformedDate,
    ];
}

pub fn offers(desk: &Desk) -> Vec<Offer> {
    let offer = |trigger, about: &str, text| Offer {
        machine: "settlement",
        trigger,
        about: about.to_owned(),
        intent: String::new(),
        text,
    };
    let mut offers = vec![offer(Trigger::Create, "", format!("settlement {}", desk.fresh("f")))];
    for settlement in desk.world.settlements() {
        let Some(label) = desk.name(settlement.id) else { continue };
        for pool in pools_for(desk, settlement) {
            let text = file_step(desk, &label, pool, 0, FileFault::None);
            offers.push(offer(Trigger::Upload, &label, text));
        }
        offers.push(offer(Trigger::NewUploadAddress, &label, format!("new address {label}")));
        offers.push(offer(Trigger::Cancel, &label, format!("cancel settlement {label}")));
        let pool = settlement.pool.and_then(|key| money_of(desk, key));
        if let (true, Some(pool)) = (is_waiting(settlement), pool) {
            let due = due(settlement, &pool);
            offers.push(offer(Trigger::MoneyCovers, &label, funds(pool.key, due)));
            offers.push(offer(Trigger::MoneyShort, &label, funds(pool.key, due / 2)));
        }
    }
    offers
}

/// The step that uploads a right file of everything that is declared and not reported, spoilt on demand.
pub fn file_step(desk: &Desk, settlement: &str, pool: PoolKey, fees: i64, fault: FileFault) -> String {
    let mut lines = unreported(desk.world, pool);
    if fault == FileFault::LineForgotten {
        lines.pop();
    }
    if fault == FileFault::LineTwice {
        let first = lines.first().copied();
        lines.extend(first);
    }
    let PoolKey { provider, currency } = pool;
    // Writing to a text cannot fail.
    let mut text =
        format!("upload {settlement} {} {} {}", provider.value(), currency.code(), day(desk.world.now()));
    if fees != 0 {
        let _ = write!(text, " fees {}", fees.saturating_abs().saturating_neg());
    }
    if fault == FileFault::WrongTotal {
        let counted = lines.iter().filter(|line| line.status.counts());
        let net = counted.fold(i128::from(fees.saturating_abs()).saturating_neg(), |sum, line| {
            sum.saturating_add(line.amount)
        });
        let _ = write!(text, " net {}", net.max(0).saturating_add(1));
    }
    for (place, line) in lines.iter().enumerate() {
        let Some(name) = desk.name(line.id) else { continue };
        let _ = write!(text, "\n  {} {name}", word(line.status));
        if place == 0 {
            text.push_str(&spoilt(line, fault));
        }
    }
    text
}

fn spoilt(line: &Unreported, fault: FileFault) -> String {
    match fault {
        FileFault::WrongAmount => format!(" amount {}", line.amount.saturating_add(1)),
        FileFault::UnknownReference => " reference nobody-knows-this".to_owned(),
        FileFault::MalformedDate => " date \"31/02/2026\"".to_owned(),
        _ => String::new(),
    }
}

const fn word(status: LineStatus) -> &'static str {
    match status {
        LineStatus::Settled => "settled",
        LineStatus::Refunded => "refunded",
        LineStatus::RefundReversed => "reversed",
        LineStatus::Disputed => "disputed",
        LineStatus::Defended => "defended",
        LineStatus::DisputedWon => "won",
        LineStatus::DisputedLost => "lost",
    }
}

fn is_waiting(settlement: &Settlement) -> bool {
    SETTLEMENT.allows(settlement.status, Trigger::MoneyCovers)
}

/// What it still needs: the rest of what is missing, else all of it less what is there.
fn due(settlement: &Settlement, pool: &PoolMoney) -> i128 {
    if settlement.status == SettlementStatus::InsufficientFunds {
        return settlement.missing;
    }
    let there = pool.unallocated.saturating_add(pool.credit);
    i128::from(settlement.actual).saturating_sub(there).max(1)
}

fn funds(key: PoolKey, amount: i128) -> String {
    format!("funds {} {} {}", key.provider.value(), key.currency.code(), amount.max(1))
}

/// The pool a Settlement belongs to; before its file is read, every pool with something to report.
fn pools_for(desk: &Desk, settlement: &Settlement) -> Vec<PoolKey> {
    match settlement.pool {
        Some(key) => vec![key],
        None => desk.pools(),
    }
}

fn money_of(desk: &Desk, key: PoolKey) -> Option<PoolMoney> {
    MoneyView::of(desk.world).pools.into_iter().find(|pool| pool.key == key)
}

/// The day of a moment as a scenario writes it.
fn day(now: Timestamp) -> String {
    let Some(Date { year, month, day }) = Date::from_timestamp(now) else { return String::new() };
    format!("{year:04}-{month:02}-{day:02}")
}
