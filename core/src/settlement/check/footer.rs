//! The footer rows, and the totals they state.

use super::exam::{date_note, spelling};
use super::line::{row_long_blank, row_short};
use crate::catalog::{PROVIDERS, Provider};
use crate::date::Date;
use crate::money::{Currency, Minor};
use crate::settlement::findings::{Findings, Note};
use crate::settlement::fix::FixKind;
use crate::settlement::layout::FooterRow;
use crate::settlement::nearest::nearest;
use crate::settlement::read::Record;
use crate::settlement::report::{Dialect, Footer, Position};
use crate::settlement::rules;
use crate::settlement::value;
use std::ops::Range;

/// A footer row that was found: its value as written, and where it stands.
#[derive(Clone, Debug)]
struct Entry {
    value: String,
    place: Place,
}

/// A row whose name is almost that of a row of the format.
#[derive(Clone, Debug)]
struct Misnamed {
    meant: FooterRow,
    written: String,
    name: Place,
    entry: Entry,
}

/// Where a cell stands: for a reader, and for an edit.
#[derive(Clone, Debug)]
pub struct Place {
    pub at: Position,
    pub range: Range<u64>,
}

impl Place {
    fn of(record: &Record<'_>, index: usize) -> Self {
        Self { at: record.position(index), range: record.range(index) }
    }
}

#[derive(Debug, Default)]
pub struct FooterCheck {
    rows: [Option<Entry>; FooterRow::ALL.len()],
    /// Names that are almost right, with the row that was probably meant.
    near: Vec<Misnamed>,
    /// The first of the empty rows that have been read since the last footer row, and their number.
    blanks: Option<(Place, u64)>,
}

/// The first cell names a row of the footer.
pub fn is_footer_row(record: &Record<'_>) -> bool {
    FooterRow::from_name(&record.cell(0)).is_some()
}

impl FooterCheck {
    /// No row with the name of a footer row has been read.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(Option::is_none) && self.near.is_empty()
    }

    pub fn pending_blank(&mut self, record: &Record<'_>) {
        let here = || Place { at: record.position(0), range: record.byte..record.byte };
        let (mut place, count) = self.blanks.take().unwrap_or_else(|| (here(), 0));
        place.range.end = record.next_byte();
        self.blanks = Some((place, count.saturating_add(1)));
    }

    pub fn forget_blanks(&mut self) {
        self.blanks = None;
    }

    pub fn row(&mut self, record: &Record<'_>, width: usize, findings: &mut Findings) {
        self.report_blanks(findings);
        let name = record.text(0);
        if record.cells.len() < width {
            findings.add(&rules::ROW_SHORT, || row_short(record, width));
        }
        let beyond = width.max(2)..record.cells.len();
        if width > 0
            && !beyond.is_empty()
            && beyond.clone().all(|index| record.cell(index).trim_ascii().is_empty())
        {
            findings.add(&rules::ROW_LONG_BLANK, || row_long_blank(record, beyond.start));
        }
        if let Some(extra) =
            (2..record.cells.len()).find(|index| !record.cell(*index).trim_ascii().is_empty())
        {
            findings.add(&rules::FOOTER_EXTRA_VALUE, || {
                let note = Note::new(format!("The row {name} has more than one value.")).field(&name);
                (record.position(extra), note.value(&record.text(extra)).remedy("Remove all but the first."))
            });
        }
        let entry = Entry { value: record.text(1), place: Place::of(record, 1) };
        let Some(row) = FooterRow::from_name(name.as_bytes()) else {
            let near = nearest(&name, FooterRow::ALL.map(FooterRow::name));
            match near.and_then(|near| FooterRow::from_name(near.as_bytes())) {
                Some(meant) => {
                    self.near.push(Misnamed { meant, written: name, name: Place::of(record, 0), entry });
                }
                None => findings.add(&rules::FOOTER_UNKNOWN, || {
                    let message =
                        format!("The footer row \"{name}\" is not part of the format, and is ignored.");
                    (record.position(0), Note::new(message).value(&name))
                }),
            }
            return;
        };
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
        if let Some((place, count)) = self.blanks.take() {
            let rows = if count == 1 {
                "An empty row stands".to_owned()
            } else {
                format!("{count} empty rows stand")
            };
            findings.add(&rules::BLANK_ROW_AFTER_FOOTER, || {
                let note = Note::new(format!("{rows} here, inside or after the footer."))
                    .remedy("Remove what is empty.");
                (place.at, note.replace(FixKind::Safe, place.range, ""))
            });
        }
    }

    fn entry(&self, row: FooterRow) -> Option<&Entry> {
        self.rows.get(slot(row)).and_then(Option::as_ref)
    }

    /// The dialect that the name of the total says.
    pub fn dialect(&self) -> Option<Dialect> {
        let named = |row| self.entry(row).is_some() || self.near.iter().any(|near| near.meant == row);
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
        let total = FooterRow::total(dialect);
        self.adopt_misnamed(total, findings);
        for row in [FooterRow::SettlementDate, FooterRow::ProviderName, FooterRow::TotalFees, total] {
            match self.entry(row) {
                Some(entry) if entry.value.trim().is_empty() => findings.add(&rules::FOOTER_EMPTY, || {
                    let note = Note::new(format!("The footer row {} has no value.", row.name()));
                    (entry.place.at, note.field(row.name()).remedy("Fill in the value."))
                }),
                Some(_) => {}
                None => self.report_missing(row, end, findings),
            }
        }
        self.check_values(total, lines_currency, findings);
        if recognised && dialect == Dialect::V1 {
            let at = self.entry(FooterRow::TotalLegacy).map_or(end, |entry| entry.place.at);
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
            FooterRow::TotalNet => FooterRow::TotalLegacy,
            FooterRow::TotalLegacy => FooterRow::TotalNet,
            _ => row,
        };
        findings.add(&rules::FOOTER_MISSING, || {
            if let Some(entry) = self.entry(other) {
                let written = other.name();
                let message = format!(
                    "No footer row is named {name}; this one has the name {written} of the other format."
                );
                return (
                    entry.place.at,
                    Note::new(message).field(name).value(written).remedy(format!("Write {name}.")),
                );
            }
            let note = Note::new(format!("The mandatory footer row {name} is missing.")).field(name);
            (end, note.remedy(format!("Add a row {name} with its value.")))
        });
    }

    /// Rows with almost the right name count as missing, and their values are checked all the same.
    fn adopt_misnamed(&mut self, total: FooterRow, findings: &mut Findings) {
        for Misnamed { meant, written, name: place, entry } in std::mem::take(&mut self.near) {
            let name = meant.name();
            let is_needed = match meant {
                FooterRow::Currency => false,
                FooterRow::TotalNet | FooterRow::TotalLegacy => meant == total,
                _ => true,
            };
            if !is_needed || self.entry(meant).is_some() {
                findings.add(&rules::FOOTER_UNKNOWN, || {
                    let message =
                        format!("The footer row \"{written}\" is not part of the format, and is ignored.");
                    (place.at, Note::new(message).value(&written).remedy(format!("Did you mean {name}?")))
                });
                continue;
            }
            findings.add(&rules::FOOTER_MISSING, || {
                let message = format!("No footer row is named {name}; this one is named \"{written}\".");
                let note = Note::new(message).field(name).value(&written).remedy(format!("Write {name}."));
                (place.at, note.replace(FixKind::Safe, place.range, name))
            });
            if let Some(row) = self.rows.get_mut(slot(meant)) {
                *row = Some(entry);
            }
        }
    }

    fn check_values(&self, total: FooterRow, lines_currency: Option<Currency>, findings: &mut Findings) {
        let mut report = |row: FooterRow, rule, entry: &Entry, note: Note| {
            findings.add(rule, || {
                let note = note.field(row.name()).value(&entry.value);
                (entry.place.at, note.placed(entry.place.range.clone()))
            });
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
                Some(near) => {
                    note.remedy(format!("Did you mean {near}?")).meaning(spelling(&entry.value, near), near)
                }
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
                        let remedy = format!("Write {meant}, if that is the amount in the smallest unit.");
                        note.remedy(remedy).meaning(FixKind::Unsafe, meant)
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
                        Some(currency) => {
                            let kind = spelling(&entry.value, currency.code());
                            note.remedy(format!("The lines are in {currency}."))
                                .meaning(kind, currency.code())
                        }
                        None => note.remedy("Write an ISO code such as EUR, in upper case."),
                    };
                    report(FooterRow::Currency, &rules::FOOTER_CURRENCY_UNKNOWN, entry, note);
                }
                (Some(stated), Some(lines)) if stated != lines => {
                    let note =
                        Note::new(format!("SettlementCurrency is {stated}, but the lines are in {lines}."));
                    let note = note.remedy(format!("Write {lines}, or leave the row out."));
                    let note = note.meaning(FixKind::Unsafe, lines.code());
                    report(FooterRow::Currency, &rules::FOOTER_CURRENCY_DIFFERENT, entry, note);
                }
                _ => {}
            }
        }
    }

    fn filled(&self, row: FooterRow) -> Option<&Entry> {
        self.entry(row).filter(|entry| !entry.value.trim().is_empty())
    }

    /// The footer as far as it can be read.
    pub fn read(&self, dialect: Dialect) -> Footer {
        let amount = |row| -> Option<Minor> { value::amount(self.entry(row)?.value.as_bytes()) };
        Footer {
            settlement_date: self.date(),
            external_provider_name: self.filled(FooterRow::ProviderName).map(|entry| entry.value.clone()),
            total_fees: amount(FooterRow::TotalFees),
            total_net: amount(FooterRow::total(dialect)),
            currency: self.entry(FooterRow::Currency).and_then(|entry| Currency::from_code(&entry.value)),
        }
    }

    /// Where the value of a row stands.
    pub fn place(&self, row: FooterRow) -> Option<&Place> {
        self.entry(row).map(|entry| &entry.place)
    }
}

fn slot(row: FooterRow) -> usize {
    FooterRow::ALL.iter().position(|r| *r == row).unwrap_or(usize::MAX)
}
