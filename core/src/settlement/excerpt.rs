//! The line of the file that a finding is about, with the cell at fault apart.

use super::report::Finding;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::ops::Range;

/// Characters shown before and after the mark, and of the mark; the rest of a long line is cut.
const AROUND: usize = 48;
const MARK: usize = 96;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Excerpt {
    pub before: String,
    pub mark: String,
    pub after: String,
}

impl Excerpt {
    /// `None` where there is no text to show: past the end of the file, or in a file that is not text.
    /// `bytes` are a stretch of the file, from byte `from` on, that holds at least what `reach` asks for.
    pub fn of(finding: &Finding, bytes: &[u8], from: u64) -> Option<Self> {
        let is_cell = finding.field.is_some() || finding.value.is_some();
        Self::at(finding.at.byte.checked_sub(from)?, is_cell, bytes)
    }

    /// The bytes of the file that can be seen in an excerpt, and one character more at either end: it says whether
    /// something is left out. A character has at most four bytes.
    pub fn reach(finding: &Finding) -> Range<u64> {
        const BEFORE: u64 = 4 * (AROUND as u64 + 1);
        const AFTER: u64 = 4 * (MARK + AROUND + 2) as u64;
        let at = finding.at.byte;
        at.saturating_sub(BEFORE)..at.saturating_add(AFTER)
    }

    fn at(byte: u64, is_cell: bool, bytes: &[u8]) -> Option<Self> {
        let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let (head, tail) = bytes.split_at_checked(usize::try_from(byte).ok()?)?;
        let before = head.rsplit(is_break).next().unwrap_or_default();
        let rest = tail.split(is_break).next().unwrap_or_default();
        if before.contains(&0) || rest.contains(&0) || (before.is_empty() && rest.is_empty()) {
            return None;
        }
        let marked = if is_cell { cell_length(rest) } else { rest.len() };
        let (mark, after) = rest.split_at_checked(marked)?;
        Some(Self { before: last(before), mark: first(mark, MARK), after: first(after, AROUND) })
    }

    /// The line, and below it a caret under every character of the mark.
    pub fn underlined(&self) -> String {
        let Self { before, mark, after } = self;
        let (indent, width) = (before.chars().count(), mark.chars().count().max(1));
        format!("{before}{mark}{after}\n{}{}", " ".repeat(indent), "^".repeat(width))
    }
}

/// Up to the comma that ends the cell; a quoted cell ends behind its closing quote.
fn cell_length(rest: &[u8]) -> usize {
    let mut quoted = false;
    rest.iter()
        .position(|&byte| {
            quoted ^= byte == b'"';
            byte == b',' && !quoted
        })
        .unwrap_or(rest.len())
}

fn first(bytes: &[u8], most: usize) -> String {
    // A character has at most four bytes, so a longer text need not be decoded in full.
    let head = bytes.get(..most.saturating_mul(4)).unwrap_or(bytes);
    let text = String::from_utf8_lossy(head);
    let shown = visible(text.chars().take(most));
    if text.chars().nth(most).is_some() || head.len() < bytes.len() { shown + "…" } else { shown }
}

fn last(bytes: &[u8]) -> String {
    let tail = bytes.get(bytes.len().saturating_sub(AROUND.saturating_mul(4))..).unwrap_or(bytes);
    let text = String::from_utf8_lossy(tail);
    let count = text.chars().count();
    let shown = visible(text.chars().skip(count.saturating_sub(AROUND)));
    if count > AROUND || tail.len() < bytes.len() { format!("…{shown}") } else { shown }
}

/// Characters that cannot be seen, or that would steer a terminal or turn the text around, are shown by their number.
pub fn visible(text: impl Iterator<Item = char>) -> String {
    let mut shown = String::new();
    for character in text {
        match character {
            '\t' => shown.push('⇥'),
            '\u{a0}' => shown.push_str("⟨nbsp⟩"),
            '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{61c}' => {
                // Writing into a string cannot fail.
                let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(character));
            }
            character if character.is_control() => {
                let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(character));
            }
            character => shown.push(character),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(file: &str, byte: u64, is_cell: bool) -> Option<[String; 3]> {
        Excerpt::at(byte, is_cell, file.as_bytes()).map(|e| [e.before, e.mark, e.after])
    }

    #[test]
    fn the_cell_is_marked_within_its_line() {
        let file = "a,b\r\none,two,three\nx";
        assert_eq!(excerpt(file, 9, true).unwrap(), ["one,", "two", ",three"]);
        assert_eq!(excerpt(file, 5, false).unwrap(), ["", "one,two,three", ""]);
        assert_eq!(excerpt("a,\"b,c\",d", 2, true).unwrap(), ["a,", "\"b,c\"", ",d"]);
        let underlined = Excerpt::at(9, true, file.as_bytes()).unwrap().underlined();
        assert_eq!(underlined, "one,two,three\n    ^^^");
        assert_eq!(Excerpt::at(3, true, b"a,b").unwrap().underlined(), "a,b\n   ^");
    }

    /// A finding of this kind is about a cell.
    fn of_a_cell() -> Finding {
        let options = crate::settlement::CheckOptions::default();
        let found = crate::settlement::check(b"Amount\n1.5\n", &options).findings;
        found.into_iter().find(|finding| finding.value.is_some()).unwrap()
    }

    #[test]
    fn what_it_reaches_for_is_enough() {
        let long = "é😀,\"a".repeat(300) + "\n" + &"x,".repeat(500);
        for at in (0..long.len()).filter(|at| long.is_char_boundary(*at)) {
            let finding = crate::settlement::report::Finding {
                at: crate::settlement::report::Position { line: 1, column: 1, byte: at as u64 },
                ..of_a_cell()
            };
            let Range { start, end } = Excerpt::reach(&finding);
            let (start, end) =
                (usize::try_from(start).unwrap(), usize::try_from(end).unwrap().min(long.len()));
            let part = &long.as_bytes()[start..end];
            let whole = Excerpt::of(&finding, long.as_bytes(), 0);
            assert_eq!(Excerpt::of(&finding, part, start as u64), whole, "at byte {at}");
        }
    }

    #[test]
    fn a_place_outside_the_text_shows_nothing() {
        assert_eq!(excerpt("abc", 99, false), None);
        assert_eq!(excerpt("", 0, false), None);
        assert_eq!(excerpt("a\0b", 0, false), None);
    }

    #[test]
    fn long_cells_are_cut_and_hidden_characters_named() {
        let [_, mark, _] = excerpt(&"x".repeat(10_000), 0, false).unwrap();
        assert_eq!(mark.chars().count(), MARK + 1);
        let [before, ..] = excerpt(&format!("{},y", "é".repeat(5_000)), 10_001, true).unwrap();
        assert_eq!(before.chars().count(), AROUND + 1);
        assert_eq!(visible("a\u{202e}b\t\u{a0}\u{1b}".chars()), "a⟨U+202E⟩b⇥⟨nbsp⟩⟨U+001B⟩");
    }
}
