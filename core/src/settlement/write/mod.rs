//! A correct settlement file from what it should say, and files that are broken on purpose.

mod dice;
pub mod faults;
mod sheet;
mod sound;

use super::fix::cell;
use super::layout::{Column, FooterRow};
use super::report::Dialect;
use super::totals::{FeeConvention, Fees, Tally};
use crate::catalog::{LineStatus, Provider};
use crate::date::Date;
use crate::money::{Currency, Minor};
use sheet::Sheet;
pub use sound::{Unsound, write_sound};

/// What a file is to say. Amounts have the sign of the 2026 format, whatever the dialect it is written in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub dialect: Dialect,
    pub provider: Provider,
    pub currency: Currency,
    pub settlement_date: Date,
    /// What the provider keeps for its work: not negative. Where lines give their own fees, the sum of those counts.
    pub fees_deducted: Minor,
    pub lines: Vec<DraftLine>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftLine {
    pub provider_reference: String,
    pub payment_method: Option<String>,
    /// Decides the type as well.
    pub status: LineStatus,
    pub date: Date,
    pub amount: Minor,
    /// Of a refund or dispute: the transaction it belongs to.
    pub initial_reference: String,
    /// What the provider keeps for this transaction; negative where it gives something back.
    pub fees: Option<Minor>,
}

/// Writes the file: LF line ends, no byte order mark.
pub fn write(draft: &Draft) -> String {
    String::from_utf8(sheet(draft).bytes()).unwrap_or_default()
}

fn sheet(draft: &Draft) -> Sheet {
    let convention = FeeConvention::of(draft.dialect);
    let mut tally = Tally::default();
    let mut lines = Vec::with_capacity(draft.lines.len());
    for line in &draft.lines {
        tally.add(line.status, line.amount);
        tally.add_fees(line.fees.map_or(Fees::Empty, |fees| Fees::Given(stated(fees, convention))));
        lines.push(Column::ALL.map(|column| value(draft, line, column)).to_vec());
    }
    let given = tally.totals(convention, None, None).fees_from_lines;
    let given =
        given.map(|fees| Minor::try_from(fees).unwrap_or(if fees < 0 { Minor::MIN } else { Minor::MAX }));
    let fees = given.unwrap_or(stated(draft.fees_deducted, convention));
    let net = tally.totals(convention, Some(fees), None).net_expected.unwrap_or_default();
    let footer = [
        (FooterRow::SettlementDate, draft.settlement_date.to_string()),
        (FooterRow::ProviderName, draft.provider.value().to_owned()),
        (FooterRow::TotalFees, fees.to_string()),
        (FooterRow::total(draft.dialect), net.to_string()),
        (FooterRow::Currency, draft.currency.code().to_owned()),
    ];
    Sheet {
        header: Column::ALL.map(|column| column.name().to_owned()).to_vec(),
        lines,
        separator: vec![String::new(); Column::ALL.len()],
        footer: footer
            .map(|(row, value)| {
                let mut cells = vec![row.name().to_owned(), value];
                cells.resize(Column::ALL.len(), String::new());
                cells
            })
            .to_vec(),
        end: "\n",
    }
}

/// Fees with the sign that the format gives them.
const fn stated(kept: Minor, convention: FeeConvention) -> Minor {
    match convention {
        FeeConvention::Added => kept.saturating_neg(),
        FeeConvention::Subtracted => kept,
    }
}

fn value(draft: &Draft, line: &DraftLine, column: Column) -> String {
    match column {
        Column::ProviderReference => cell(&line.provider_reference),
        Column::PaymentMethod => cell(line.payment_method.as_deref().unwrap_or_default()),
        Column::Type => line.status.line_type().value().to_owned(),
        Column::Status => line.status.value().to_owned(),
        Column::Date => line.date.to_string(),
        Column::Amount => match draft.dialect {
            Dialect::V1 => line.amount.unsigned_abs().to_string(),
            Dialect::V2 => line.amount.to_string(),
        },
        Column::Currency => draft.currency.code().to_owned(),
        Column::InitialReference => cell(&line.initial_reference),
        Column::Fees => {
            let fees = line.fees.map(|fees| stated(fees, FeeConvention::of(draft.dialect)).to_string());
            fees.unwrap_or_default()
        }
    }
}
