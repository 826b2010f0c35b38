//! The footer rows, and the totals they state.

use super::line::{date_note, row_short};
use crate::catalog::{PROVIDERS, Provider};
use crate::date::Date;
use crate::money::{Currency, Minor, major};
use crate::settlement::findings::{Findings, Note};
use crate::settlement::layout::FooterRow;
use crate::settlement::nearest::nearest;
use crate::settlement::read::Record;
use crate::settlement::report::{Dialect, Footer, Position};
use crate::settlement::rules;
use crate::settlement::totals::{FeeConvention, Tally, Totals};
use crate::settlement::value;

/// A footer row that was found: its value as written, and where it stands.
#[derive(Clone, Debug)]
struct Entry {
    value: String,
    at: Position,
}

#[derive(Debug, Default)]
pub struct FooterCheck {
    rows: [Option<Entry>; FooterRow::ALL.len()],
    /// Names that are almost right, with the row that was probably meant.
    near: Vec<(FooterRow, String, Position)>,
    /// The first of the empty rows that have been read since the last footer row, and their number.
    blanks: Option<(Position, u64)>,
}

/// The first cell names a row of the footer.
pub fn is_footer_row(record: &Record<'_>) -> bool {
    FooterRow::from_name(&record.cell(0)).is_some()
}

impl FooterCheck {
    pub fn pending_blank(&mut self, record: &Record<'_>) {
        let (first, count) = self.blanks.unwrap_or((record.position(0), 0));
        self.blanks = Some((first, count.saturating_add(1)));
    }

    pub fn forget_blanks(&mut self) {
        self.blanks = None;
    }

    pub fn row(&mut self, record: &Record<'_>, width: usize, findings: &mut Findings) {
        self.report_blanks(findings);
        let name = record.text(0);
        let at = record.position(1.min(record.cells.len().saturating_sub(1)));
        if record.cells.len() < width {
            findings.add(&rules::ROW_SHORT, || row_short(record, width));
        }
        if let Some(extra) =
            (2..record.cells.len()).find(|index| !record.cell(*index).trim_ascii().is_empty())
        {
            findings.add(&rules::FOOTER_EXTRA_VALUE, || {
                let note = Note::new(format!("The row {name} has more than one value.")).field(&name);
                (record.position(extra), note.value(&record.text(extra)).remedy("Remove all but the first."))
            });
        }
        let Some(row) = FooterRow::from_name(name.as_bytes()) else {
            match nearest(&name, FooterRow::ALL.map(FooterRow::name))
                .and_then(|n| FooterRow::from_name(n.as_bytes()))
            {
                Some(meant) => self.near.push((meant, name, record.position(0))),
                None => findings.add(&rules::FOOTER_UNKNOWN, || {
                    let message =
                        format!("The footer row \"{name}\" is not part of the format, and is ignored.");
                    (record.position(0), Note::new(message).value(&name))
                }),
            }
            return;
        };
        let entry = Entry { value: record.text(1), at };
        if let Some(place) = self.rows.get_mut(slot(row)) {
            if place.is_some() {
                findings.add(&rules::FOOTER_DUPLICATE, || {
                    let note = Note::new(format!("The footer row {name} stands twice.")).field(&name);
                    (record.position(0), note.remedy("Remove one of them."))
                });
            } else {
                *place = Some(entry);
            }
        }
    }

    fn report_blanks(&mut self, findings: &mut Findings) {
        if let Some((at, count)) = self.blanks.take() {
            let rows = if count == 1 {
                "An empty row stands".to_owned()
            } else {
                format!("{count} empty rows stand")
            };
            findings.add(&rules::BLANK_ROW_AFTER_FOOTER, || {
                (
                    at,
                    Note::new(format!("{rows} here, inside or after the footer."))
                        .remedy("Remove what is empty."),
                )
            });
        }
    }

    fn entry(&self, row: FooterRow) -> Option<&Entry> {
        self.rows.get(slot(row)).and_then(Option::as_ref)
    }

    /// The dialect that the name of the total says.
    pub fn dialect(&self) -> Option<Dialect> {
        let named = |row| self.entry(row).is_some();
        match (named(FooterRow::TotalNet), named(FooterRow::TotalLegacy)) {
            (true, _) => Some(Dialect::V2),
            (false, true) => Some(Dialect::V1),
            (false, false) => None,
        }
    }

    pub fn date(&self) -> Option<Date> {
        Date::parse(self.entry(FooterRow::SettlementDate)?.value.as_bytes())
    }

    pub fn conclude(
        &mut self,
        dialect: Dialect,
        recognised: bool,
        lines_currency: Option<Currency>,
        end: Position,
        findings: &mut Findings,
    ) {
        self.report_blanks(findings);
        let total = total_row(dialect);
        for row in [FooterRow::SettlementDate, FooterRow::ProviderName, FooterRow::TotalFees, total] {
            match self.entry(row) {
                Some(entry) if entry.value.trim().is_empty() => findings.add(&rules::FOOTER_EMPTY, || {
                    let note = Note::new(format!("The footer row {} has no value.", row.name()));
                    (entry.at, note.field(row.name()).remedy("Fill in the value."))
                }),
                Some(_) => {}
                None => self.report_missing(row, end, findings),
            }
        }
        self.report_near_optional(total, findings);
        self.check_values(total, lines_currency, findings);
        if recognised && dialect == Dialect::V1 {
            let at = self.entry(FooterRow::TotalLegacy).map_or(end, |entry| entry.at);
            findings.add(&rules::FORMAT_2025, || {
                let message = "The file is in the 2025 format and was checked by its rules: amounts without sign, fees subtracted.";
                let remedy = "For a new file use TotalNetSettlementAmount and signed amounts.";
                (at, Note::new(message).remedy(remedy))
            });
        }
    }

    fn report_missing(&self, row: FooterRow, end: Position, findings: &mut Findings) {
        let name = row.name();
        let other = match row {
            FooterRow::TotalNet => {
                self.entry(FooterRow::TotalLegacy).map(|e| (FooterRow::TotalLegacy.name(), e.at))
            }
            FooterRow::TotalLegacy => {
                self.entry(FooterRow::TotalNet).map(|e| (FooterRow::TotalNet.name(), e.at))
            }
            _ => None,
        };
        let near =
            self.near.iter().find(|(meant, ..)| *meant == row).map(|(_, text, at)| (text.as_str(), *at));
        findings.add(&rules::FOOTER_MISSING, || {
            if let Some((written, at)) = near.or(other) {
                let message = format!("No footer row is named {name}; this one is named \"{written}\".");
                return (at, Note::new(message).field(name).value(written).remedy(format!("Write {name}.")));
            }
            let note = Note::new(format!("The mandatory footer row {name} is missing.")).field(name);
            (end, note.remedy(format!("Add a row {name} with its value.")))
        });
    }

    /// Near names of rows that are not needed, or are there under their right name as well.
    fn report_near_optional(&self, total: FooterRow, findings: &mut Findings) {
        for (meant, written, at) in &self.near {
            let needed = !matches!(meant, FooterRow::Currency | FooterRow::TotalNet | FooterRow::TotalLegacy)
                || *meant == total;
            if needed && self.entry(*meant).is_none() {
                continue;
            }
            findings.add(&rules::FOOTER_UNKNOWN, || {
                let message =
                    format!("The footer row \"{written}\" is not part of the format, and is ignored.");
                (*at, Note::new(message).value(written).remedy(format!("Did you mean {}?", meant.name())))
            });
        }
    }

    fn check_values(&self, total: FooterRow, lines_currency: Option<Currency>, findings: &mut Findings) {
        let mut report = |row: FooterRow, rule, entry: &Entry, note: Note| {
            findings.add(rule, || (entry.at, note.field(row.name()).value(&entry.value)));
        };
        if let Some(entry) = self.filled(FooterRow::SettlementDate)
            && Date::parse(entry.value.as_bytes()).is_none()
        {
            let note = date_note(FooterRow::SettlementDate.name(), &entry.value);
            report(FooterRow::SettlementDate, &rules::FOOTER_DATE_MALFORMED, entry, note);
        }
        if let Some(entry) = self.filled(FooterRow::ProviderName)
            && Provider::parse(&entry.value).is_none()
        {
            let note = Note::new(format!("\"{}\" is not a provider that Mangopay supports.", entry.value));
            let note = match nearest(&entry.value, PROVIDERS.iter().map(|(value, _)| *value)) {
                Some(near) => note.remedy(format!("Did you mean {near}?")),
                None => note.remedy("Write one of the supported providers, such as STRIPE or ADYEN."),
            };
            report(FooterRow::ProviderName, &rules::PROVIDER_UNSUPPORTED, entry, note);
        }
        for row in [FooterRow::TotalFees, total] {
            if let Some(entry) = self.filled(row)
                && value::amount(entry.value.as_bytes()).is_none()
            {
                let (why, meant) = value::why_no_amount(&entry.value);
                let note = Note::new(format!("{} \"{}\" {why}.", row.name(), entry.value));
                let note = match meant {
                    Some(meant) => {
                        note.remedy(format!("Write {meant}, if that is the amount in the smallest unit."))
                    }
                    None => note.remedy("Write a whole number of the smallest unit."),
                };
                report(row, &rules::FOOTER_AMOUNT_MALFORMED, entry, note);
            }
        }
        if let Some(entry) = self.filled(FooterRow::Currency) {
            match (Currency::from_code(&entry.value), lines_currency) {
                (None, _) => {
                    let note = Note::new(format!(
                        "SettlementCurrency \"{}\" is not a currency that Mangopay accepts.",
                        entry.value
                    ));
                    let note = match lines_currency {
                        Some(currency) => note.remedy(format!("The lines are in {currency}.")),
                        None => note.remedy("Write an ISO code such as EUR, in upper case."),
                    };
                    report(FooterRow::Currency, &rules::FOOTER_CURRENCY_UNKNOWN, entry, note);
                }
                (Some(stated), Some(lines)) if stated != lines => {
                    let note =
                        Note::new(format!("SettlementCurrency is {stated}, but the lines are in {lines}."));
                    let note = note.remedy(format!("Write {lines}, or leave the row out."));
                    report(FooterRow::Currency, &rules::FOOTER_CURRENCY_DIFFERENT, entry, note);
                }
                _ => {}
            }
        }
    }

    fn filled(&self, row: FooterRow) -> Option<&Entry> {
        self.entry(row).filter(|entry| !entry.value.trim().is_empty())
    }

    /// The footer as far as it can be read, and where net total and fees stand.
    pub fn read(&self, dialect: Dialect) -> (Footer, Option<Position>, Option<Position>) {
        let amount = |row| -> Option<Minor> { value::amount(self.entry(row)?.value.as_bytes()) };
        let total = total_row(dialect);
        let footer = Footer {
            settlement_date: self.date(),
            external_provider_name: self.filled(FooterRow::ProviderName).map(|entry| entry.value.clone()),
            total_fees: amount(FooterRow::TotalFees),
            total_net: amount(total),
            currency: self.entry(FooterRow::Currency).and_then(|entry| Currency::from_code(&entry.value)),
        };
        let at = |row| self.entry(row).map(|entry| entry.at);
        (footer, at(total), at(FooterRow::TotalFees))
    }
}

fn total_row(dialect: Dialect) -> FooterRow {
    match dialect {
        Dialect::V1 => FooterRow::TotalLegacy,
        Dialect::V2 => FooterRow::TotalNet,
    }
}

fn slot(row: FooterRow) -> usize {
    FooterRow::ALL.iter().position(|r| *r == row).unwrap_or(usize::MAX)
}

pub fn compare_totals(
    totals: &Totals,
    tally: &Tally,
    currency: Option<Currency>,
    net_at: Option<Position>,
    fees_at: Option<Position>,
    findings: &mut Findings,
) {
    let show = |amount: i128| match currency {
        Some(currency) => format!("{amount} ({} {currency})", major(amount, currency)),
        None => amount.to_string(),
    };
    if let (Some(lines), Some(stated), Some(at)) = (totals.fees_from_lines, totals.fees_footer, fees_at) {
        if tally.lines_without_fees() > 0 {
            findings.add(&rules::FEES_PARTLY_GIVEN, || {
                let message = format!(
                    "{} lines have no readable ExternalProviderFees, others do.",
                    tally.lines_without_fees()
                );
                (at, Note::new(message).field(FooterRow::TotalFees.name()))
            });
        }
        if lines != i128::from(stated) {
            findings.add(&rules::FEES_TOTAL_MISMATCH, || {
                let message = format!(
                    "TotalSettlementFeesAmount is {}, but the lines' fees add up to {}.",
                    show(i128::from(stated)),
                    show(lines)
                );
                let note = Note::new(message).field(FooterRow::TotalFees.name()).value(&stated.to_string());
                (at, note.remedy(format!("Write {lines}, or correct the lines.")))
            });
        }
    }
    let (Some(expected), Some(stated), Some(at)) = (totals.net_expected, totals.net_stated, net_at) else {
        return;
    };
    if totals.lines_left_out > 0 {
        findings.add(&rules::TOTALS_NOT_CHECKED, || {
            let message = format!(
                "The net total was not checked: {} lines have an amount, status or sign that is wrong.",
                totals.lines_left_out
            );
            (at, Note::new(message).field(FooterRow::TotalNet.name()))
        });
    } else if i128::from(stated) != expected {
        findings.add(&rules::NET_TOTAL_MISMATCH, || {
            let note =
                Note::new(net_message(totals, expected, stated, &show)).field(FooterRow::TotalNet.name());
            (at, note.value(&stated.to_string()).remedy(net_remedy(totals, expected)))
        });
    }
}

fn net_message(totals: &Totals, expected: i128, stated: Minor, show: &impl Fn(i128) -> String) -> String {
    let fees = totals.fees_footer.unwrap_or_default();
    let sign = match totals.convention {
        FeeConvention::Added => "plus",
        FeeConvention::Subtracted => "less",
    };
    let floored =
        if totals.raw.is_some_and(|raw| raw < 0) { ", and a negative total is written as 0" } else { "" };
    format!(
        "The net total is {}, but should be {}: lines of {} {sign} fees of {fees}{floored}.",
        show(i128::from(stated)),
        show(expected),
        totals.counted
    )
}

fn net_remedy(totals: &Totals, expected: i128) -> String {
    if totals.fits_other_convention {
        let (this, other) = match totals.convention {
            FeeConvention::Added => ("added with their sign", "subtracted"),
            FeeConvention::Subtracted => ("subtracted", "added with their sign"),
        };
        return format!(
            "The total fits if fees are {other}; here they are {this}. Change the sign of the fees, or write {expected}."
        );
    }
    format!("Write {expected}, or correct the lines or the fees.")
}
