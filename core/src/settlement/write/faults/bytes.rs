//! Faults of bytes, quotes and line ends.

use super::super::dice::Dice;
use super::Fault;
use crate::settlement::read::MAX_RECORD;
use crate::settlement::rules;

pub static FAULTS: &[Fault] = &[
    Fault::bytes(&rules::FILE_EMPTY, |bytes, _| {
        bytes.clear();
        Some(())
    }),
    Fault::bytes(&rules::UTF16, |bytes, dice| {
        let text = format!("\u{FEFF}{}", String::from_utf8_lossy(bytes));
        let little = dice.roll(2) == 0;
        *bytes = text
            .encode_utf16()
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect();
        Some(())
    }),
    Fault::bytes(&rules::NOT_UTF8, |bytes, dice| {
        let at = reference(bytes, dice)?;
        // An e with an accent, as Windows writes it.
        bytes.insert(at, 0xE9);
        Some(())
    }),
    Fault::bytes(&rules::DELIMITER_WRONG, |bytes, dice| {
        let delimiter = [b';', b'\t', b'|'].get(dice.roll(3)).copied()?;
        bytes.iter_mut().filter(|byte| **byte == b',').for_each(|byte| *byte = delimiter);
        Some(())
    }),
    Fault::rows(&rules::QUOTE_UNTERMINATED, |sheet, dice| {
        let cell = first_cell(sheet, dice)?;
        cell.insert(0, '"');
        Some(())
    }),
    Fault::rows(&rules::QUOTE_TEXT_AFTER, |sheet, dice| {
        let cell = first_cell(sheet, dice)?;
        *cell = format!("\"{}\"x", cell.trim_matches('"'));
        Some(())
    }),
    Fault::bytes(&rules::RECORD_TOO_LONG, |bytes, dice| {
        let at = reference(bytes, dice)?;
        bytes.splice(at..at, std::iter::repeat_n(b'x', MAX_RECORD));
        Some(())
    }),
    Fault::rows(&rules::QUOTE_INSIDE, |sheet, dice| {
        let cell = first_cell(sheet, dice)?;
        cell.push_str("\"5");
        Some(())
    }),
    Fault::rows(&rules::LINE_BREAK_IN_CELL, |sheet, dice| {
        let cell = first_cell(sheet, dice)?;
        *cell = format!("\"{}\n2\"", cell.trim_matches('"'));
        Some(())
    }),
    Fault::bytes(&rules::CARRIAGE_RETURN_ALONE, |bytes, dice| {
        let at = line_end(bytes, dice)?;
        bytes.get_mut(at).map(|end| *end = b'\r')
    }),
    Fault::bytes(&rules::LINE_ENDS_MIXED, |bytes, dice| {
        let at = line_end(bytes, dice)?;
        bytes.insert(at, b'\r');
        Some(())
    }),
];

fn first_cell<'s>(sheet: &'s mut super::Sheet, dice: &mut Dice) -> Option<&'s mut String> {
    let line = dice.roll(sheet.lines.len());
    sheet.lines.get_mut(line)?.first_mut()
}

/// Behind the first character of some line that is not the first row.
fn reference(bytes: &[u8], dice: &mut Dice) -> Option<usize> {
    let ends: Vec<usize> = memchr::memchr_iter(b'\n', bytes).collect();
    // Behind the lines come the separator and five rows of the footer.
    let lines = ends.len().checked_sub(7).filter(|lines| *lines > 0)?;
    ends.get(dice.roll(lines)).map(|end| end.saturating_add(2))
}

/// The end of some row between the first and the last.
fn line_end(bytes: &[u8], dice: &mut Dice) -> Option<usize> {
    let ends: Vec<usize> = memchr::memchr_iter(b'\n', bytes).collect();
    let inner = ends.len().checked_sub(2).filter(|inner| *inner > 0)?;
    ends.get(dice.roll(inner).saturating_add(1)).copied()
}
