//! One transaction line: every value by its own rule, then what the values say together.

use super::LineSink;
use super::exam::{Exam, spelling};
use super::header::Header;
use super::seen::Seen;
use crate::catalog::{LineStatus, LineType, is_payment_method};
use crate::date::Date;
use crate::money::{Currency, Minor};
use crate::settlement::findings::{Findings, Note};
use crate::settlement::fix::FixKind;
use crate::settlement::layout::Column;
use crate::settlement::nearest::nearest;
use crate::settlement::read::{Flaw, Record};
use crate::settlement::report::{Dialect, Position};
use crate::settlement::rules;
use crate::settlement::totals::{Fees, Tally};

/// A line as it was read. Amounts stand as written: what their sign means depends on the dialect.
#[derive(Clone, Copy, Debug)]
pub struct LineFacts<'a> {
    pub line: u64,
    /// Offset of its first byte in the file.
    pub byte: u64,
    pub provider_reference: &'a [u8],
    pub line_type: Option<LineType>,
    pub status: Option<LineStatus>,
    pub date: Option<Date>,
    pub amount: Option<Minor>,
    pub currency: Option<Currency>,
    pub initial_reference: &'a [u8],
    pub fees: Option<Minor>,
    /// Codes of the rules that keep this line from matching, whatever the dialect.
    pub faults: &'a [&'static str],
    /// The same, where the file is of the 2025 dialect, and of the 2026 one.
    pub sign_fault_2025: Option<&'static str>,
    pub sign_fault_2026: Option<&'static str>,
}

/// A line in which there is nothing to find, as the fast lane reads it: all of its values are known to be right.
#[derive(Clone, Copy, Debug)]
pub struct OrdinaryLine<'a> {
    pub line: u64,
    pub byte: u64,
    pub provider_reference: &'a [u8],
    pub initial_reference: &'a [u8],
    pub amount: Minor,
    pub fees: Option<Minor>,
    pub date: Date,
    pub status: LineStatus,
    pub currency: Currency,
}

impl<'a> OrdinaryLine<'a> {
    pub fn facts(&self) -> LineFacts<'a> {
        LineFacts {
            line: self.line,
            byte: self.byte,
            provider_reference: self.provider_reference,
            line_type: Some(self.status.line_type()),
            status: Some(self.status),
            date: Some(self.date),
            amount: Some(self.amount),
            currency: Some(self.currency),
            initial_reference: self.initial_reference,
            fees: self.fees,
            faults: &[],
            sign_fault_2025: None,
            sign_fault_2026: self.is_unsigned_debit().then_some(rules::AMOUNT_SIGN.code),
        }
    }

    /// As the 2025 format writes it; in a file of 2026 that would be wrong.
    pub const fn is_unsigned_debit(&self) -> bool {
        !self.status.is_credit() && self.amount > 0
    }
}

/// Where findings go.
pub struct Baskets<'f> {
    pub all: &'f mut Findings,
    pub if_2025: &'f mut Findings,
    pub if_2026: &'f mut Findings,
}

#[derive(Debug)]
pub struct LineCheck {
    pub(super) count: u64,
    currency: Option<(Currency, u64)>,
    pub(super) tally_2025: Tally,
    pub(super) tally_2026: Tally,
    /// The latest date of all lines, and where it stands.
    pub(super) latest: Option<(Date, Position)>,
    pub(super) seen: Seen,
    faults: Vec<&'static str>,
}

impl LineCheck {
    pub fn new(seen_limit: usize) -> Self {
        Self {
            count: 0,
            currency: None,
            tally_2025: Tally::default(),
            tally_2026: Tally::default(),
            latest: None,
            seen: Seen::new(seen_limit),
            faults: Vec::new(),
        }
    }

    pub fn check(
        &mut self,
        record: &Record<'_>,
        header: &Header,
        baskets: &mut Baskets<'_>,
        sink: &mut impl LineSink,
    ) {
        self.count = self.count.saturating_add(1);
        let mut faults = std::mem::take(&mut self.faults);
        faults.clear();
        let mut exam = Exam { record, header, findings: baskets.all, faults: &mut faults };
        let mut facts = LineFacts {
            line: record.line,
            byte: record.byte,
            provider_reference: &[],
            line_type: None,
            status: None,
            date: None,
            amount: None,
            currency: None,
            initial_reference: &[],
            fees: None,
            faults: &[],
            sign_fault_2025: None,
            sign_fault_2026: None,
        };
        if !is_readable(&mut exam) {
            self.leave_out();
            facts.faults = &faults;
            sink.line(&facts);
            self.faults = faults;
            return;
        }
        let provider_reference = exam.reference(Column::ProviderReference);
        method(&mut exam);
        facts.line_type = exam.word(Column::Type, &rules::TYPE_UNKNOWN, LineType::parse, || {
            LineType::ALL.map(LineType::value).to_vec()
        });
        facts.status = exam.word(Column::Status, &rules::STATUS_UNKNOWN, LineStatus::parse, || {
            LineStatus::ALL.map(LineStatus::value).to_vec()
        });
        facts.date = exam.date();
        facts.amount = exam.amount(Column::Amount, &rules::AMOUNT_MALFORMED);
        facts.currency = exam.word(Column::Currency, &rules::CURRENCY_UNKNOWN, Currency::from_code, || {
            Currency::ALL.map(Currency::code).to_vec()
        });
        let initial_reference = exam.reference(Column::InitialReference);
        facts.fees = exam.amount(Column::Fees, &rules::FEES_MALFORMED);

        pair(&mut exam, facts.line_type, facts.status);
        self.one_currency(&mut exam, facts.currency);
        initial(&mut exam, facts.line_type, &initial_reference);
        if facts.amount == Some(0) {
            exam.add(&rules::AMOUNT_ZERO, Column::Amount, |_| Note::new("Amount is zero."));
        }
        if let (Some(status), Some(amount)) = (facts.status, facts.amount) {
            self.duplicate(&mut exam, &provider_reference, status, amount);
        }
        if let Some(date) = facts.date.filter(|date| self.latest.is_none_or(|(latest, _)| latest < *date)) {
            let at = record.position(header.place(Column::Date).unwrap_or(usize::MAX));
            self.latest = Some((date, at));
        }
        facts.provider_reference = &provider_reference;
        facts.initial_reference = &initial_reference;
        facts.faults = &faults;
        self.sign(&mut facts, record, header, baskets);
        if header.place(Column::Fees).is_some() {
            let cell = record.cell(header.place(Column::Fees).unwrap_or(usize::MAX));
            let fees = match facts.fees {
                Some(fees) => Fees::Given(fees),
                None if cell.trim_ascii().is_empty() => Fees::Empty,
                None => Fees::Unreadable,
            };
            self.tally_2025.add_fees(fees);
            self.tally_2026.add_fees(fees);
        }
        sink.line(&facts);
        self.faults = faults;
    }

    /// Counts a line of which nothing can be read.
    pub fn count_unread(&mut self) {
        self.count = self.count.saturating_add(1);
        self.leave_out();
    }

    fn leave_out(&mut self) {
        for tally in [&mut self.tally_2025, &mut self.tally_2026] {
            tally.leave_out();
            tally.add_fees(Fees::Unreadable);
        }
    }

    /// The rows counted so far were no lines after all.
    pub fn forget_unread(&mut self) {
        self.count = 0;
        self.tally_2025 = Tally::default();
        self.tally_2026 = Tally::default();
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    pub fn currency(&self) -> Option<Currency> {
        self.currency.map(|(currency, _)| currency)
    }

    pub fn tally(&self, dialect: Dialect) -> &Tally {
        match dialect {
            Dialect::V1 => &self.tally_2025,
            Dialect::V2 => &self.tally_2026,
        }
    }

    pub fn conclude(&self, findings: &mut Findings) {
        if let Some(limit) = self.seen.limit_reached() {
            findings.add(&rules::DUPLICATES_LIMIT, || {
                let message = format!("Duplicates were looked for among the first {limit} lines.");
                (Position { line: 1, column: 1, byte: 0 }, Note::new(message))
            });
        }
    }

    pub fn conclude_dates(&self, settled: Option<Date>, findings: &mut Findings) {
        let (Some(settled), Some((latest, at))) = (settled, self.latest) else { return };
        if latest > settled {
            findings.add(&rules::DATE_AFTER_SETTLEMENT, || {
                let message = format!(
                    "This line is dated {latest}, after the settlement of {settled}; no line is later."
                );
                (at, Note::new(message).field(Column::Date.name()).remedy("Check both dates."))
            });
        }
    }

    fn one_currency(&mut self, exam: &mut Exam<'_, '_>, currency: Option<Currency>) {
        let Some(currency) = currency else { return };
        let (first, line) = *self.currency.get_or_insert((currency, exam.record.line));
        if first != currency {
            exam.add(&rules::CURRENCY_MIXED, Column::Currency, |_| {
                let message = format!("This line is in {currency}, line {line} in {first}.");
                Note::new(message).remedy("Make one file for each currency.")
            });
        }
    }

    fn duplicate(&mut self, exam: &mut Exam<'_, '_>, reference: &[u8], status: LineStatus, amount: Minor) {
        if reference.is_empty() {
            return;
        }
        let Some((earlier, line)) = self.seen.add(reference, status, amount, exam.record.line) else {
            return;
        };
        let (rule, message) = if earlier == amount {
            (&rules::LINE_DUPLICATE, format!("Line {line} already has this reference, status and amount."))
        } else {
            let message = format!("Line {line} has this reference and status with the amount {earlier}.");
            (&rules::REFERENCE_REPEATED, message)
        };
        let row = exam.record.byte..exam.record.next_byte();
        exam.add(rule, Column::ProviderReference, |_| {
            let note = Note::new(message).remedy("Keep one of the lines.");
            if earlier == amount { note.replace(FixKind::Unsafe, row, "") } else { note }
        });
    }

    /// Signs and sums, for both dialects.
    fn sign(
        &mut self,
        facts: &mut LineFacts<'_>,
        record: &Record<'_>,
        header: &Header,
        baskets: &mut Baskets<'_>,
    ) {
        let (Some(status), Some(amount)) = (facts.status, facts.amount) else {
            self.tally_2025.leave_out();
            self.tally_2026.leave_out();
            return;
        };
        let place = header.place(Column::Amount).unwrap_or(usize::MAX);
        let opposed = i128::from(amount).saturating_neg();
        let note = |message: String| {
            let note = Note::new(message).field(Column::Amount.name()).value(&record.text(place));
            let note = note.remedy(format!("Write {opposed}.")).meaning(FixKind::Unsafe, opposed.to_string());
            (record.position(place), note.placed(record.range(place)))
        };
        let expected = if status.is_credit() { "positive" } else { "negative" };
        let word = status.value();

        let right = amount == 0 || (amount > 0) == status.is_credit();
        if right {
            self.tally_2026.add(status, amount);
        } else {
            self.tally_2026.leave_out();
            facts.sign_fault_2026 = Some(rules::AMOUNT_SIGN.code);
            baskets.if_2026.add(&rules::AMOUNT_SIGN, || {
                note(format!("Amount {amount} must be {expected}, for the status is {word}."))
            });
        }

        if amount >= 0 {
            self.tally_2025.add(status, signed_of_2025(status, amount));
        } else if status.is_credit() {
            self.tally_2025.leave_out();
            facts.sign_fault_2025 = Some(rules::AMOUNT_SIGN.code);
            baskets.if_2025.add(&rules::AMOUNT_SIGN, || {
                note(format!("Amount {amount} must be positive, for the status is {word}."))
            });
        } else {
            self.tally_2025.add(status, amount);
            baskets.if_2025.add(&rules::AMOUNT_SIGNED_IN_2025, || {
                note(format!("Amount {amount} has a sign, which the 2025 format does not use."))
            });
        }
    }
}

/// An amount of the 2025 dialect as the 2026 one writes it. One that is negative already is left as it is.
pub fn signed_of_2025(status: LineStatus, amount: Minor) -> Minor {
    if status.is_credit() || amount < 0 { amount } else { amount.saturating_neg() }
}

/// Whether the cells stand under their columns.
fn is_readable(exam: &mut Exam<'_, '_>) -> bool {
    for (flaw, rule) in
        [(Flaw::UnterminatedQuote, &rules::QUOTE_UNTERMINATED), (Flaw::TooLong, &rules::RECORD_TOO_LONG)]
    {
        if exam.record.flaws.iter().any(|(found, _)| *found == flaw) {
            exam.faults.push(rule.code);
            return false;
        }
    }
    let (cells, width) = (exam.record.cells.len(), exam.header.width());
    if cells < width {
        let record = exam.record;
        exam.findings.add(&rules::ROW_SHORT, || row_short(record, width));
        return true;
    }
    if cells == width {
        return true;
    }
    let record = exam.record;
    if let Some(place) = (width..cells).find(|index| !record.cell(*index).trim_ascii().is_empty()) {
        exam.faults.push(rules::ROW_LONG.code);
        exam.findings.add(&rules::ROW_LONG, || {
            let message = format!("This line has {cells} values, the header {width} columns.");
            let remedy =
                "Look for a comma inside a value, such as a decimal comma, and remove it or quote the value.";
            (record.position(place), Note::new(message).remedy(remedy))
        });
        return false;
    }
    exam.findings.add(&rules::ROW_LONG_BLANK, || row_long_blank(record, width));
    true
}

pub fn row_long_blank(record: &Record<'_>, width: usize) -> (Position, Note) {
    let from = record.range(width.saturating_sub(1)).end;
    let note = Note::new(format!("This row has {} cells, the header {width}.", record.cells.len()));
    (record.position(width), note.replace(FixKind::Safe, from..record.range(usize::MAX).end, ""))
}

pub fn row_short(record: &Record<'_>, width: usize) -> (Position, Note) {
    let message = format!("This row has {} cells, the header {width}.", record.cells.len());
    let note = Note::new(message);
    if record.flaws.iter().any(|(flaw, _)| *flaw == Flaw::UnterminatedQuote) {
        // Commas behind an open quote would be part of its cell.
        return (record.position(usize::MAX), note);
    }
    let missing = ",".repeat(width.saturating_sub(record.cells.len()));
    (record.position(usize::MAX), note.replace(FixKind::Safe, record.range(usize::MAX), missing))
}

fn method(exam: &mut Exam<'_, '_>) {
    let Some(cell) = exam.exact(Column::PaymentMethod) else { return };
    if !std::str::from_utf8(&cell).is_ok_and(is_payment_method) {
        exam.add(&rules::METHOD_UNKNOWN, Column::PaymentMethod, |text| {
            let note = Note::new(format!("ExternalPaymentMethod \"{text}\" is not on Mangopay's list."));
            match nearest(text, crate::catalog::PAYMENT_METHODS.iter().copied()) {
                Some(near) => note
                    .remedy(format!("Did you mean {near}? Otherwise leave the cell empty."))
                    .meaning(spelling(text, near), near),
                None => note.remedy("Leave the cell empty.").meaning(FixKind::Unsafe, ""),
            }
        });
    }
}

fn pair(exam: &mut Exam<'_, '_>, line_type: Option<LineType>, status: Option<LineStatus>) {
    let (Some(line_type), Some(status)) = (line_type, status) else { return };
    if status.line_type() != line_type {
        exam.add(&rules::TYPE_STATUS_PAIR, Column::Status, |_| {
            let message = format!("A {} cannot be {}.", line_type.value(), status.value());
            let remedy = format!("{} belongs to {}.", status.value(), status.line_type().value());
            Note::new(message).remedy(remedy)
        });
    }
}

fn initial(exam: &mut Exam<'_, '_>, line_type: Option<LineType>, reference: &[u8]) {
    let empty = exam.cell(Column::InitialReference).trim_ascii().is_empty();
    match line_type {
        Some(LineType::Refund | LineType::Dispute) if empty => {
            let word = line_type.map_or("", LineType::value);
            exam.add(&rules::INITIAL_REFERENCE_MISSING, Column::InitialReference, |_| {
                let message = format!("ExternalInitialReference is empty on a {word}.");
                Note::new(message).remedy("Write the provider's reference of the original transaction.")
            });
        }
        Some(LineType::Payment) if !reference.is_empty() => {
            exam.add(&rules::INITIAL_REFERENCE_ON_PAYMENT, Column::InitialReference, |_| {
                Note::new("ExternalInitialReference is filled on a PAYMENT.")
                    .remedy("Leave the cell empty.")
                    .meaning(FixKind::Unsafe, "")
            });
        }
        _ => {}
    }
}
