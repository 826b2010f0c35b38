//! The settlement file that a provider would send for what was declared: everything of one provider and currency that no
//! settlement contains yet.

use super::Declared;
use super::declarations::{Declarations, IntentKey, Record};
use crate::catalog::{LineStatus, Provider};
use crate::date::Date;
use crate::money::{Currency, Minor};
use crate::settlement::Dialect;
use crate::settlement::write::{Draft, DraftLine};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the file is to be about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftWishes {
    pub dialect: Dialect,
    pub provider: Provider,
    pub currency: Currency,
    /// Days of the declarations, both included; `None` leaves that end open.
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// `None` takes the day of the latest line.
    pub settlement_date: Option<Date>,
    pub fees: FeeWishes,
}

/// What the provider keeps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeeWishes {
    /// In all, as a row of the footer alone.
    InAll(Minor),
    /// Of each payment so many ten-thousandths, rounded down, and a fixed amount; nothing of other lines.
    Each { basis_points: u32, fixed: Minor },
}

/// The draft, and what is not in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drafted {
    pub draft: Draft,
    pub left_out: LeftOut,
}

/// Declarations of the provider and the currency that are not in the file.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    /// Of another period, or without a day where a period was asked for.
    pub of_other_days: u64,
    /// Contained in an earlier settlement.
    pub settled: u64,
    /// Refunds and disputes without a reference, or of which no payment is known: their line could not be written.
    pub incomplete: u64,
}

/// Drafts the file. `None` where there is nothing to put into it.
pub fn draft(declarations: &Declarations, wishes: &DraftWishes) -> Option<Drafted> {
    let payments = payments(declarations);
    let mut left_out = LeftOut::default();
    let mut lines = Vec::new();
    for (_, record) in declarations.iter().filter(|(_, record)| is_wanted(record, wishes)) {
        let open =
            |status: &LineStatus| record.standing.fits.has(*status) && !record.standing.settled.has(*status);
        let open: Vec<LineStatus> = LineStatus::ALL.into_iter().filter(open).collect();
        let date = record.entry.date();
        let initial = match record.standing.kind() {
            Declared::Capture => Some(&[][..]),
            _ => {
                record.entry.intent.and_then(|intent| payments.get(&intent)).map(|(_, reference)| *reference)
            }
        };
        let reference = record.entry.reference;
        let period = (wishes.from.is_none() || date >= wishes.from)
            && (wishes.until.is_none() || date <= wishes.until);
        let has_day = date.is_some() || (wishes.from.is_none() && wishes.until.is_none());
        let counter = if open.is_empty() {
            &mut left_out.settled
        } else if !period || !has_day {
            &mut left_out.of_other_days
        } else if let Some(initial) = initial.filter(|_| !reference.is_empty()) {
            let amount = declarations.amount(&record);
            lines.extend(open.into_iter().map(|status| Open { reference, initial, status, amount, date }));
            continue;
        } else {
            &mut left_out.incomplete
        };
        *counter = counter.saturating_add(1);
    }
    let latest = lines.iter().filter_map(|line| line.date).max();
    let settlement_date = wishes.settlement_date.or(latest).or(Date::new(2026, 1, 1))?;
    let fees_deducted = match wishes.fees {
        FeeWishes::InAll(fees) => fees,
        FeeWishes::Each { .. } => 0,
    };
    if lines.is_empty() {
        return None;
    }
    let lines = lines.into_iter().map(|line| line.written(settlement_date, wishes.fees)).collect();
    let DraftWishes { dialect, provider, currency, .. } = *wishes;
    let draft = Draft { dialect, provider, currency, settlement_date, fees_deducted, lines };
    Some(Drafted { draft, left_out })
}

/// A reversal stands in the file as a line of its refund.
fn is_wanted(record: &Record<'_>, wishes: &DraftWishes) -> bool {
    let provider = record.entry.provider.is_none_or(|provider| provider == wishes.provider);
    let currency = record.entry.currency.is_none_or(|currency| currency == wishes.currency);
    provider
        && currency
        && matches!(record.standing.kind(), Declared::Capture | Declared::Refund | Declared::Dispute)
}

/// A line to be written.
struct Open<'d> {
    reference: &'d [u8],
    initial: &'d [u8],
    status: LineStatus,
    amount: Minor,
    date: Option<Date>,
}

impl Open<'_> {
    /// What is declared without a day happened, for all that is known, on that of the settlement.
    fn written(self, settlement_date: Date, fees: FeeWishes) -> DraftLine {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let Self { status, amount, .. } = self;
        DraftLine {
            provider_reference: text(self.reference),
            payment_method: None,
            status,
            date: self.date.unwrap_or(settlement_date),
            amount: if status.is_credit() { amount } else { amount.saturating_neg() },
            initial_reference: text(self.initial),
            fees: fees.of(status, amount),
        }
    }
}

impl FeeWishes {
    fn of(self, status: LineStatus, amount: Minor) -> Option<Minor> {
        let Self::Each { basis_points, fixed } = self else { return None };
        if status != LineStatus::Settled {
            return Some(0);
        }
        let share = i128::from(amount).saturating_mul(i128::from(basis_points)) / 10_000;
        Some(fixed.saturating_add(Minor::try_from(share).unwrap_or(Minor::MAX)))
    }
}

/// A reference of each Intent that a refund or dispute may name: of its first capture, else of the authorization.
fn payments(declarations: &Declarations) -> BTreeMap<IntentKey, (bool, &[u8])> {
    let mut payments = BTreeMap::new();
    for (_, record) in declarations.iter() {
        let kind = record.standing.kind();
        let is_capture = kind == Declared::Capture;
        let (Some(intent), true) = (record.entry.intent, is_capture || kind == Declared::Intent) else {
            continue;
        };
        let known = payments.entry(intent).or_insert((is_capture, record.entry.reference));
        if is_capture && !known.0 {
            *known = (true, record.entry.reference);
        }
    }
    payments
}
