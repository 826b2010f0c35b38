//! A provider's own payout report, made into a settlement file.
//!
//! Providers list what they pay out in formats of their own: major units with decimals, fees beside every row, timestamps,
//! kinds of rows that Echo does not know. This room reads two of them (Stripe's itemized payout reconciliation, Adyen's
//! settlement details) and drafts the settlement file that says the same. Every row ends up in the file, or in the list
//! of what was left out, or as a fault; and the file is only written when its total is what the report says was paid.

mod adyen;
mod amount;
mod stripe;
mod table;
#[cfg(test)]
mod tests;
mod transaction;

use crate::catalog::{LineStatus, Provider};
use crate::date::Date;
use crate::money::{Currency, Minor};
use crate::settlement::Dialect;
use crate::settlement::write::{Draft, DraftLine, write};
use amount::day;
use serde::Serialize;
use table::{Row, Table};

/// A report format that is read here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(type_prefix = "Payout"))]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Stripe's payout reconciliation report, itemized.
    StripeItemized,
    /// Adyen's settlement details report.
    AdyenSettlementDetails,
}

impl Format {
    pub const ALL: [Self; 2] = [Self::StripeItemized, Self::AdyenSettlementDetails];

    pub const fn name(self) -> &'static str {
        match self {
            Self::StripeItemized => "Stripe's itemized payout reconciliation",
            Self::AdyenSettlementDetails => "Adyen's settlement details",
        }
    }

    /// The columns without which the report cannot be read; they also tell the formats apart.
    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::StripeItemized => stripe::COLUMNS,
            Self::AdyenSettlementDetails => adyen::COLUMNS,
        }
    }

    const fn provider(self) -> &'static str {
        match self {
            Self::StripeItemized => "STRIPE",
            Self::AdyenSettlementDetails => "ADYEN",
        }
    }
}

/// What a report cannot say by itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wishes {
    /// The column that holds the reference under which payments were declared; each format has a usual one.
    pub reference: Option<String>,
    /// Which payout, when the report holds several: Stripe's payout id, Adyen's batch number.
    pub payout: Option<String>,
}

/// What became of a report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Converted {
    /// Which report it is; absent where that cannot be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", tsify(type = "PayoutFormat"))]
    pub format: Option<Format>,
    /// The settlement file; absent when there are faults.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Transactions in the file.
    pub lines: usize,
    #[cfg_attr(feature = "ts", tsify(type = "PayoutFault[]"))]
    pub faults: Vec<Fault>,
    /// Rows that are no transactions of Echo: the payout itself, for instance.
    pub left_out: Vec<LeftOut>,
}

/// Why no file was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(type_prefix = "Payout"))]
pub struct Fault {
    /// Of the report, from 1; 0 where the fault is of the whole.
    pub line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    pub message: String,
    pub remedy: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
pub struct LeftOut {
    pub line: u64,
    /// What the report calls it.
    pub kind: String,
}

/// What one row of a report means for the settlement.
enum Meaning {
    Line(DraftLine, Minor),
    /// A fee that belongs to no transaction.
    Fee(Minor),
    /// Takes back a part of the payment with this reference: the amount, and the fee that comes back with it.
    Correction(String, Minor, Minor),
    /// The transfer to the bank: how much, and when, if the row says so.
    Payout(Minor, Option<Date>),
    None,
}

/// Which report it is, from its header row: enough to tell it from a settlement file.
pub fn recognised(beginning: &[u8]) -> Option<Format> {
    let header = beginning.split(|byte| *byte == b'\n').next()?;
    recognise(&Table::read(header).ok()?).ok()
}

/// Reads the report and drafts the file.
pub fn convert(report: &[u8], wishes: &Wishes) -> Converted {
    let mut conversion = Conversion::default();
    let file = conversion.file(report, wishes);
    let Conversion { format, lines, faults, left_out } = conversion;
    Converted { format, file, lines, faults, left_out }
}

#[derive(Default)]
struct Conversion {
    format: Option<Format>,
    lines: usize,
    faults: Vec<Fault>,
    left_out: Vec<LeftOut>,
}

impl Conversion {
    fn file(&mut self, report: &[u8], wishes: &Wishes) -> Option<String> {
        let table = self.note(Table::read(report))?;
        let format = self.note(recognise(&table))?;
        self.format = Some(format);
        if let Some(column) = wishes.reference.as_deref().filter(|column| !table.has(column)) {
            let remedy = format!("Its columns are: {}.", table.columns().join(", "));
            self.faults.push(Fault::of_report(format!("The report has no column `{column}`."), remedy));
            return None;
        }
        let rows: Vec<_> = self.note(chosen_rows(&table, format, wishes))?;
        let currency = self.note(currency_of(&rows, format))?;
        let mut sums = Sums::default();
        for row in &rows {
            let read = match format {
                Format::StripeItemized => stripe::read(row, currency, wishes),
                Format::AdyenSettlementDetails => adyen::read(row, currency, wishes),
            };
            if let Some(meaning) = self.note(read) {
                let judged = sums.take(meaning, row);
                if self.note(judged) == Some(Place::LeftOut) {
                    let kind = row.get(kind_column(format)).to_owned();
                    self.left_out.push(LeftOut { line: row.line, kind });
                }
            }
        }
        self.lines = sums.lines.len();
        if !self.faults.is_empty() {
            return None;
        }
        let draft = self.note(sums.draft(format, currency))?;
        Some(write(&draft))
    }

    fn note<T>(&mut self, read: Result<T, Fault>) -> Option<T> {
        read.map_err(|fault| self.faults.push(fault)).ok()
    }
}

fn recognise(table: &Table) -> Result<Format, Fault> {
    let fits = |format: &Format| format.columns().iter().all(|column| table.has(column));
    if let Some(format) = Format::ALL.into_iter().find(fits) {
        return Ok(format);
    }
    // The nearest format is named with what it lacks: half a report is more likely than another kind of file.
    let lacking = |format: Format| {
        format.columns().iter().filter(|column| !table.has(column)).copied().collect::<Vec<_>>()
    };
    let (nearest, lacks) = Format::ALL
        .map(|format| (format, lacking(format)))
        .into_iter()
        .min_by_key(|(_, lacks)| lacks.len())
        .unwrap_or((Format::StripeItemized, Vec::new()));
    if lacks.len() < nearest.columns().len() {
        let message = format!("This looks like {}, but lacks: {}.", nearest.name(), lacks.join(", "));
        return Err(Fault::of_report(message, "Export the report again with these columns."));
    }
    let known = Format::ALL.map(Format::name).join(" and ");
    Err(Fault::of_report(
        "This is no payout report that Echoscope knows.",
        format!("It reads {known}, as CSV with commas and a header row."),
    ))
}

const fn kind_column(format: Format) -> &'static str {
    match format {
        Format::StripeItemized => stripe::KIND,
        Format::AdyenSettlementDetails => adyen::KIND,
    }
}

/// A settlement file is one payout: several are never mixed.
fn chosen_rows<'t>(table: &'t Table, format: Format, wishes: &Wishes) -> Result<Vec<Row<'t>>, Fault> {
    let column = match format {
        Format::StripeItemized => stripe::PAYOUT,
        Format::AdyenSettlementDetails => adyen::PAYOUT,
    };
    let mut payouts: Vec<&str> = Vec::new();
    for row in table.rows() {
        let payout = row.get(column);
        if !payout.is_empty() && !payouts.contains(&payout) {
            payouts.push(payout);
        }
    }
    let rows = table.rows();
    let rows: Vec<_> = match (&wishes.payout, payouts.as_slice()) {
        (Some(wanted), payouts) if !payouts.contains(&wanted.as_str()) => {
            return Err(Fault::of_report(
                format!("The report has no payout `{wanted}`."),
                format!("It holds: {}.", payouts.join(", ")),
            ));
        }
        (Some(wanted), _) => rows.filter(|row| row.get(column) == wanted).collect(),
        (None, [_, _, ..]) => {
            return Err(Fault::of_report(
                format!("The report holds {} payouts, and a settlement file is one.", payouts.len()),
                format!("Choose one of: {}.", payouts.join(", ")),
            ));
        }
        (None, _) => rows.collect(),
    };
    if rows.is_empty() {
        return Err(Fault::of_report(
            "The report has no rows.",
            "Export a period in which something was paid out.",
        ));
    }
    Ok(rows)
}

fn currency_of(rows: &[Row<'_>], format: Format) -> Result<Currency, Fault> {
    let column = match format {
        Format::StripeItemized => stripe::CURRENCY,
        Format::AdyenSettlementDetails => adyen::CURRENCY,
    };
    let mut found: Option<Currency> = None;
    for row in rows {
        let code = row.get(column);
        if code.is_empty() {
            continue;
        }
        let currency = Currency::from_code(&code.to_uppercase()).ok_or_else(|| {
            row.fault(
                column,
                "Mangopay does not support this currency.",
                "Leave these rows out of the report.",
            )
        })?;
        if found.is_some_and(|first| first != currency) {
            let message = "The report mixes currencies, and a settlement file has one.";
            return Err(row.fault(column, message, "Export one report for each currency."));
        }
        found = Some(currency);
    }
    found.ok_or_else(|| Fault::of_report("No row names a currency.", "Export the report again."))
}

impl Fault {
    fn of_report(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { line: 0, column: None, value: None, message: message.into(), remedy: remedy.into() }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    InFile,
    LeftOut,
}

/// What the rows add up to.
#[derive(Default)]
struct Sums {
    lines: Vec<DraftLine>,
    /// What the provider keeps, in all.
    fees: i128,
    paid: Option<(i128, Option<Date>)>,
    /// The day that the rows name for their payout.
    paid_on: Option<Date>,
}

impl Sums {
    fn take(&mut self, meaning: Meaning, row: &Row<'_>) -> Result<Place, Fault> {
        self.paid_on = self.paid_on.or_else(|| day(row, stripe::PAID_ON).ok());
        match meaning {
            Meaning::Line(line, fee) => {
                self.lines.push(line);
                self.fees = self.fees.saturating_add(i128::from(fee));
            }
            Meaning::Fee(fee) => self.fees = self.fees.saturating_add(i128::from(fee)),
            Meaning::Correction(reference, amount, fee) => {
                let payment = self
                    .lines
                    .iter_mut()
                    .find(|line| line.status == LineStatus::Settled && line.provider_reference == reference)
                    .ok_or_else(|| correction_alone(row, &reference))?;
                payment.amount = payment.amount.saturating_add(amount);
                self.fees = self.fees.saturating_add(i128::from(fee));
            }
            Meaning::Payout(amount, date) => {
                let (paid, known) = self.paid.unwrap_or_default();
                self.paid = Some((paid.saturating_add(i128::from(amount)), known.or(date)));
                return Ok(Place::LeftOut);
            }
            Meaning::None => return Ok(Place::LeftOut),
        }
        Ok(Place::InFile)
    }

    fn draft(self, format: Format, currency: Currency) -> Result<Draft, Fault> {
        let Self { lines, fees, paid, paid_on } = self;
        if lines.is_empty() {
            return Err(Fault::of_report(
                "No row of the report is a payment, a refund or a dispute.",
                "A settlement file needs at least one transaction.",
            ));
        }
        let counted: i128 =
            lines.iter().filter(|line| line.status.counts()).map(|line| i128::from(line.amount)).sum();
        let net = counted.saturating_sub(fees);
        if let Some((paid, _)) = paid
            && paid != net
        {
            let major = |amount| crate::money::major(amount, currency);
            return Err(Fault::of_report(
                format!(
                    "The rows add up to {} {currency}, but the payout was {} {currency}: {} {currency} are unexplained.",
                    major(net),
                    major(paid),
                    major(paid.saturating_sub(net))
                ),
                "Look for rows of other kinds, or a report that was cut off. No file was written, because Echo would wait for money that does not come.",
            ));
        }
        let of_payout = paid.and_then(|(_, date)| date).or(paid_on);
        let date = of_payout.or_else(|| lines.iter().map(|line| line.date).max());
        let provider = Provider::parse(format.provider());
        let (Some(settlement_date), Some(provider), Ok(fees_deducted)) =
            (date, provider, Minor::try_from(fees))
        else {
            return Err(Fault::of_report(
                "The fees of the report do not fit an amount.",
                "Look at its fee column.",
            ));
        };
        Ok(Draft { dialect: Dialect::V2, provider, currency, settlement_date, fees_deducted, lines })
    }
}

fn correction_alone(row: &Row<'_>, reference: &str) -> Fault {
    Fault {
        line: row.line,
        column: None,
        value: Some(reference.to_owned()),
        message: "This row takes back a part of a payment that is not in the report before it.".into(),
        remedy: "Export the report so that it holds the payment too.".into(),
    }
}
