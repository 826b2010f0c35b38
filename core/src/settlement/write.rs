//! A correct settlement file from what it should say.

use super::fix::cell;
use super::layout::{Column, FooterRow};
use super::report::Dialect;
use super::totals::{FeeConvention, Fees, Tally};
use crate::catalog::{LineStatus, Provider};
use crate::date::Date;
use crate::money::{Currency, Minor};

/// What a file is to say. Amounts have the sign of the 2026 format, whatever the dialect it is written in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub dialect: Dialect,
    pub provider: Provider,
    pub currency: Currency,
    pub settlement_date: Date,
    /// What the provider keeps for its work: not negative.
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
}

/// Writes the file: LF line ends, no byte order mark, fees in the footer only.
pub fn write(draft: &Draft) -> String {
    let mut tally = Tally::default();
    let mut rows = vec![Column::ALL.map(|column| column.name().to_owned())];
    for line in &draft.lines {
        tally.add(line.status, line.amount);
        tally.add_fees(Fees::Empty);
        rows.push(Column::ALL.map(|column| value(draft, line, column)));
    }
    rows.push(Default::default());
    let convention = FeeConvention::of(draft.dialect);
    let fees = match convention {
        FeeConvention::Added => draft.fees_deducted.saturating_neg(),
        FeeConvention::Subtracted => draft.fees_deducted,
    };
    let total = match draft.dialect {
        Dialect::V1 => FooterRow::TotalLegacy,
        Dialect::V2 => FooterRow::TotalNet,
    };
    let net = tally.totals(convention, Some(fees), None).net_expected.unwrap_or_default();
    for (row, value) in [
        (FooterRow::SettlementDate, draft.settlement_date.to_string()),
        (FooterRow::ProviderName, draft.provider.value().to_owned()),
        (FooterRow::TotalFees, fees.to_string()),
        (total, net.to_string()),
        (FooterRow::Currency, draft.currency.code().to_owned()),
    ] {
        let mut cells: [String; Column::ALL.len()] = Default::default();
        let [name, stated, ..] = &mut cells;
        row.name().clone_into(name);
        *stated = value;
        rows.push(cells);
    }
    rows.iter().map(|cells| cells.join(",") + "\n").collect()
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
        Column::Fees => String::new(),
    }
}
