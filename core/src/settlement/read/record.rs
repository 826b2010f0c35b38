//! One record of the file: its bytes, where it stands, and where its cells begin and end.

use crate::settlement::report::Position;
use std::borrow::Cow;
use std::ops::Range;

/// Where one cell stands inside the record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    /// The cell is a well-formed quoted cell; its text is between the quotes.
    pub quoted: bool,
}

/// What is wrong with the way a record is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flaw {
    /// A quote opens a cell and none closes it before the cell would have to end.
    UnterminatedQuote,
    /// Text follows the closing quote of a cell.
    TextAfterQuote,
    /// A quote stands inside a cell that does not begin with one.
    QuoteInside,
    /// A quoted cell holds a line break.
    LineBreak,
    /// The record is longer than [`super::MAX_RECORD`] and was cut.
    TooLong,
}

/// How the record ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineEnd {
    Lf,
    CrLf,
    /// A carriage return alone.
    Cr,
    /// The end of the file.
    None,
}

impl LineEnd {
    /// The bytes to end another row with, in the manner of this one.
    pub const fn text(self) -> &'static str {
        match self {
            Self::CrLf => "\r\n",
            Self::Lf | Self::Cr | Self::None => "\n",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Record<'a> {
    /// The bytes of the record without its line end.
    pub raw: &'a [u8],
    pub cells: &'a [Span],
    /// Flaws with the offset inside the record at which they show.
    pub flaws: &'a [(Flaw, usize)],
    pub line: u64,
    /// Offset of the first byte of the record in the file.
    pub byte: u64,
    pub end: LineEnd,
    /// Nothing but visible ASCII characters and blanks.
    pub is_plain: bool,
}

impl<'a> Record<'a> {
    /// The text of a cell with its quotes removed; empty where the record has no such cell.
    pub fn cell(&self, index: usize) -> Cow<'a, [u8]> {
        let Some(span) = self.cells.get(index) else { return Cow::Borrowed(&[]) };
        let raw = self.raw.get(span.start..span.end).unwrap_or_default();
        if !span.quoted {
            return Cow::Borrowed(raw);
        }
        let inner = raw.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or_default();
        if inner.contains(&b'"') { Cow::Owned(halve_quotes(inner)) } else { Cow::Borrowed(inner) }
    }

    /// The cell as a person reads it.
    pub fn text(&self, index: usize) -> String {
        self.str(index).into_owned()
    }

    /// The same, copied only where it has to be.
    pub fn str(&self, index: usize) -> Cow<'a, str> {
        match self.cell(index) {
            // Almost every cell is text already.
            Cow::Borrowed(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => String::from_utf8_lossy(bytes),
            },
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        }
    }

    /// No cell holds anything but blanks.
    pub fn is_blank(&self) -> bool {
        (0..self.cells.len()).all(|index| self.cell(index).trim_ascii().is_empty())
    }

    /// The bytes of a cell in the file, its quotes included.
    pub fn range(&self, index: usize) -> Range<u64> {
        let end = self.raw.len();
        let (start, end) = self.cells.get(index).map_or((end, end), |span| (span.start, span.end));
        self.byte.saturating_add(super::length(start))..self.byte.saturating_add(super::length(end))
    }

    /// Where the next record begins.
    pub fn next_byte(&self) -> u64 {
        let end = match self.end {
            LineEnd::Lf | LineEnd::Cr => 1,
            LineEnd::CrLf => 2,
            LineEnd::None => 0,
        };
        self.byte.saturating_add(super::length(self.raw.len())).saturating_add(end)
    }

    /// The position of the first byte of a cell; of the end of the record where there is no such cell.
    pub fn position(&self, index: usize) -> Position {
        self.position_at(self.cells.get(index).map_or(self.raw.len(), |span| span.start))
    }

    pub fn position_at(&self, offset: usize) -> Position {
        if self.is_plain {
            // Every byte is a column, and none of them a line break.
            let offset = super::length(offset.min(self.raw.len()));
            let (column, byte) = (offset.saturating_add(1), self.byte.saturating_add(offset));
            return Position { line: self.line, column, byte };
        }
        let before = self.raw.get(..offset).unwrap_or(self.raw);
        Position { line: self.line, column: 1, byte: self.byte }.after(before)
    }
}

impl Position {
    /// The place behind `bytes`, where they begin at this one.
    #[must_use]
    pub fn after(self, bytes: &[u8]) -> Self {
        let last_break = bytes.iter().rposition(|&byte| byte == b'\n' || byte == b'\r');
        let (column, on_line) = match last_break {
            Some(at) => (1, bytes.get(at.saturating_add(1)..).unwrap_or_default()),
            None => (self.column, bytes),
        };
        let characters = String::from_utf8_lossy(on_line).chars().count();
        Self {
            line: self.line.saturating_add(super::breaks(bytes)),
            column: column.saturating_add(super::length(characters)),
            byte: self.byte.saturating_add(super::length(bytes.len())),
        }
    }
}

/// Nothing but visible ASCII characters and blanks. Written without an early exit, so that it runs many bytes
/// at a time.
pub fn is_plain(bytes: &[u8]) -> bool {
    bytes.iter().fold(true, |plain, byte| plain & (byte.wrapping_sub(b' ') < 0x5F))
}

fn halve_quotes(inner: &[u8]) -> Vec<u8> {
    let mut previous_was_quote = false;
    inner
        .iter()
        .copied()
        .filter(|&byte| {
            previous_was_quote = byte == b'"' && !previous_was_quote;
            !(byte == b'"' && previous_was_quote)
        })
        .collect()
}
