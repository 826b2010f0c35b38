//! One cell under examination: its value by the rule of its column, and a finding where it breaks the rule.

use super::header::Header;
use crate::date::Date;
use crate::money::Minor;
use crate::settlement::findings::{Findings, Note};
use crate::settlement::fix::FixKind;
use crate::settlement::layout::Column;
use crate::settlement::nearest::{is_same_word, nearest};
use crate::settlement::read::Record;
use crate::settlement::rules::{self, Effect, Rule};
use crate::settlement::value;
use std::borrow::Cow;

/// What a declaration may carry too (B20): a longer reference could match nothing.
pub const REFERENCE_CHARS_MAX: usize = 2000;

/// One line under examination: notes findings with their place and field.
pub struct Exam<'r, 'f> {
    pub record: &'r Record<'r>,
    pub header: &'r Header,
    pub findings: &'f mut Findings,
    pub faults: &'f mut Vec<&'static str>,
}

impl<'r> Exam<'r, '_> {
    pub fn cell(&self, column: Column) -> Cow<'r, [u8]> {
        self.header.place(column).map_or(Cow::Borrowed(&[]), |index| self.record.cell(index))
    }

    pub fn add(&mut self, rule: &'static Rule, column: Column, note: impl FnOnce(&str) -> Note) {
        if rule.effect != Effect::None {
            self.faults.push(rule.code);
        }
        let place = self.header.place(column).unwrap_or(usize::MAX);
        let record = self.record;
        self.findings.add(rule, || {
            let text = record.text(place);
            let note = note(&text).field(column.name()).value(&text);
            (record.position(place), note.placed(record.range(place)))
        });
    }

    /// The text of a cell whose value must be exact, after the faults that concern any value.
    pub fn exact(&mut self, column: Column) -> Option<Cow<'r, [u8]>> {
        let cell = self.cell(column);
        // Almost every value: visible characters from the first to the last.
        if self.record.is_plain
            && let ([first, ..], [.., last]) = (&*cell, &*cell)
            && *first != b' '
            && *last != b' '
        {
            return Some(cell);
        }
        if cell.trim_ascii().is_empty() {
            let has_column = self.header.place(column).is_some();
            if column.is_mandatory() && has_column {
                let name = column.name();
                self.add(&rules::VALUE_MISSING, column, |_| {
                    Note::new(format!("{name} is empty.")).remedy("Fill in the value.")
                });
            }
            return None;
        }
        if !self.record.is_plain
            && let Some(hidden) = hidden_character(&cell)
        {
            let name = column.name();
            // In a reference the character may, against all appearance, be part of it.
            let kind = if column.is_reference() { FixKind::Unsafe } else { FixKind::Safe };
            self.add(&rules::CHARACTER_INVISIBLE, column, |text| {
                let message =
                    format!("{name} holds the character U+{:04X}, which cannot be seen.", u32::from(hidden));
                Note::new(message).remedy("Remove the character.").meaning(kind, visible(text))
            });
            return None;
        }
        let trimmed = cell.trim_ascii();
        if trimmed.len() != cell.len() {
            let name = column.name();
            self.add(&rules::VALUE_PADDED, column, |text| {
                let message = format!("{name} has blanks around its value \"{}\".", text.trim());
                Note::new(message).remedy("Remove the blanks.").meaning(FixKind::Safe, text.trim_ascii())
            });
            return Some(Cow::Owned(trimmed.to_vec()));
        }
        Some(cell)
    }

    pub fn word<W: Copy>(
        &mut self,
        column: Column,
        rule: &'static Rule,
        parse: fn(&str) -> Option<W>,
        known: fn() -> Vec<&'static str>,
    ) -> Option<W> {
        let cell = self.exact(column)?;
        let text = std::str::from_utf8(&cell).unwrap_or("\u{FFFD}");
        let parsed = parse(text);
        if parsed.is_none() {
            let name = column.name();
            self.add(rule, column, |text| {
                let note = Note::new(format!("{name} \"{text}\" is not known."));
                let known = known();
                match nearest(text, known.iter().copied()) {
                    Some(near) => {
                        note.remedy(format!("Did you mean {near}?")).meaning(spelling(text, near), near)
                    }
                    None => note.remedy(format!("Write one of {}.", known.join(", "))),
                }
            });
        }
        parsed
    }

    pub fn reference(&mut self, column: Column) -> Cow<'r, [u8]> {
        let Some(cell) = self.exact(column) else { return Cow::Borrowed(&[]) };
        let name = column.name();
        // Bytes are at least as many as characters.
        if cell.len() > REFERENCE_CHARS_MAX
            && String::from_utf8_lossy(&cell).chars().count() > REFERENCE_CHARS_MAX
        {
            self.add(&rules::REFERENCE_TOO_LONG, column, |text| {
                let message = format!(
                    "{name} has {} characters; at most {REFERENCE_CHARS_MAX} are allowed.",
                    text.chars().count()
                );
                Note::new(message).remedy("Use the provider's own reference.")
            });
        }
        if let Some(b'=' | b'+' | b'-' | b'@') = cell.first() {
            self.add(&rules::FORMULA, column, |text| {
                let message = format!("{name} \"{text}\" would be run as a formula by a spreadsheet.");
                Note::new(message).remedy("Make sure that this is the provider's reference.")
            });
        } else if is_scientific(&cell) {
            self.add(&rules::REFERENCE_DAMAGED, column, |text| {
                let message =
                    format!("{name} \"{text}\" looks like a long number that a spreadsheet has shortened.");
                Note::new(message).remedy("Take the reference from the provider's own export.")
            });
        }
        cell
    }

    pub fn amount(&mut self, column: Column, rule: &'static Rule) -> Option<Minor> {
        let cell = self.exact(column)?;
        let parsed = value::amount(&cell);
        let name = column.name();
        if parsed.is_none() {
            self.add(rule, column, |text| {
                let (why, meant) = value::why_no_amount(text);
                let note = Note::new(format!("{name} \"{text}\" {why}."));
                match meant {
                    Some(meant) => {
                        let remedy = format!("Write {meant}, if that is the amount in the smallest unit.");
                        note.remedy(remedy).meaning(FixKind::Unsafe, meant)
                    }
                    None => {
                        note.remedy("Write a whole number of the smallest unit, such as 1260 for EUR 12.60.")
                    }
                }
            });
        } else if has_leading_zero(&cell) {
            self.add(&rules::AMOUNT_LEADING_ZERO, column, |text| {
                Note::new(format!("{name} \"{text}\" begins with zeros."))
                    .remedy("Write it without them.")
                    .meaning(FixKind::Safe, value::without_leading_zeros(text))
            });
        }
        parsed
    }

    pub fn date(&mut self) -> Option<Date> {
        let cell = self.exact(Column::Date)?;
        let parsed = Date::parse(&cell);
        if parsed.is_none() {
            self.add(&rules::DATE_MALFORMED, Column::Date, |text| date_note(Column::Date.name(), text));
        }
        parsed
    }
}

pub fn date_note(name: &str, text: &str) -> Note {
    let (why, meant) = value::why_no_date(text);
    let note = Note::new(format!("{name} \"{text}\" {why}."));
    match meant {
        Some(day) => note.remedy(format!("Write {day}.")).meaning(FixKind::Safe, day.to_string()),
        None => note.remedy("Write the day as DD-MM-YYYY."),
    }
}

/// Correcting case and blanks says the same; correcting letters is a guess.
pub fn spelling(written: &str, meant: &str) -> FixKind {
    if is_same_word(written, meant) { FixKind::Safe } else { FixKind::Unsafe }
}

fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_hidden(*c)).collect::<String>().trim().to_owned()
}

fn hidden_character(cell: &[u8]) -> Option<char> {
    if cell.iter().all(|byte| (0x20..0x7F).contains(byte)) {
        return None;
    }
    let text = std::str::from_utf8(cell).ok()?;
    text.chars().find(|c| is_hidden(*c))
}

fn is_hidden(c: char) -> bool {
    let is_mark = matches!(c, '\u{A0}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202F}' | '\u{2060}' | '\u{FEFF}');
    is_mark || (c.is_control() && !c.is_whitespace())
}

#[inline]
pub fn is_scientific(cell: &[u8]) -> bool {
    // Looked at first, because most references do not begin with a digit.
    if !cell.first().is_some_and(u8::is_ascii_digit) {
        return false;
    }
    let Some(at) = cell.iter().position(|byte| matches!(byte, b'E' | b'e')) else { return false };
    let (mantissa, exponent) = cell.split_at(at);
    let exponent = exponent.strip_prefix(b"E").or_else(|| exponent.strip_prefix(b"e")).unwrap_or_default();
    mantissa.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        && exponent
            .strip_prefix(b"+")
            .is_some_and(|digits| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
}

fn has_leading_zero(cell: &[u8]) -> bool {
    matches!(cell.strip_prefix(b"-").unwrap_or(cell), [b'0', _, ..])
}
