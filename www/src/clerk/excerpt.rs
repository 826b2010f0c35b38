//! The line of the file that a finding is about, with the cell at fault apart.

use echoscope_core::settlement::report::Finding;
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// Shown before and after the mark; the rest of a long line is cut.
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
    /// `bytes` are a stretch of the file from byte `from` on.
    pub fn of(finding: &Finding, bytes: &[u8], from: u64) -> Option<Self> {
        let is_cell = finding.field.is_some() || finding.value.is_some();
        Self::at(finding.at.byte.checked_sub(from)?, is_cell, bytes)
    }

    fn at(byte: u64, is_cell: bool, bytes: &[u8]) -> Option<Self> {
        let at = usize::try_from(byte).ok()?;
        let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let (head, tail) = bytes.split_at_checked(at)?;
        let start = head.iter().rposition(is_break).map_or(0, |last| last + 1);
        let line_end = tail.iter().position(is_break).unwrap_or(tail.len());
        let (before, rest) = (&head[start..], &tail[..line_end]);
        if before.contains(&0) || rest.contains(&0) || (before.is_empty() && rest.is_empty()) {
            return None;
        }
        let marked = if is_cell { cell_length(rest) } else { rest.len() };
        let (mark, after) = rest.split_at(marked);
        Some(Self { before: last(before), mark: first(mark, MARK), after: first(after, AROUND) })
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
    let head = &bytes[..bytes.len().min(most.saturating_mul(4))];
    let text = String::from_utf8_lossy(head);
    let shown = visible(text.chars().take(most));
    if text.chars().nth(most).is_some() || head.len() < bytes.len() { shown + "…" } else { shown }
}

fn last(bytes: &[u8]) -> String {
    let tail = &bytes[bytes.len().saturating_sub(AROUND * 4)..];
    let text = String::from_utf8_lossy(tail);
    let count = text.chars().count();
    let shown = visible(text.chars().skip(count.saturating_sub(AROUND)));
    if count > AROUND || tail.len() < bytes.len() { format!("…{shown}") } else { shown }
}

/// Characters that cannot be seen, or that would turn the text around, are shown by their number.
pub fn visible(text: impl Iterator<Item = char>) -> String {
    let mut shown = String::new();
    for character in text {
        match character {
            '\t' => shown.push('⇥'),
            '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{ad}'
            | '\u{61c}' => {
                // Writing into a String cannot fail.
                let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(character));
            }
            '\u{a0}' => shown.push_str("⟨nbsp⟩"),
            c if c.is_control() => {
                let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(c));
            }
            c => shown.push(c),
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
        assert_eq!(visible("a\u{202e}b\t\u{a0}".chars()), "a⟨U+202E⟩b⇥⟨nbsp⟩");
    }
}
