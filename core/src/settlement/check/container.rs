//! Bytes, quotes and line ends of each record.

use crate::settlement::findings::{Findings, Note};
use crate::settlement::fix::{FixKind, Whole, quoted};
use crate::settlement::read::{Flaw, LineEnd, Record};
use crate::settlement::report::Position;
use crate::settlement::rules;

#[derive(Debug)]
pub struct Container {
    first: bool,
    utf16: bool,
    /// The last record, for the findings that stand at the end of the file.
    last_start: Position,
    last: Vec<u8>,
    first_end: Option<LineEnd>,
    mixed_reported: bool,
}

impl Default for Container {
    fn default() -> Self {
        Self {
            first: true,
            utf16: false,
            last_start: Position { line: 1, column: 1, byte: 0 },
            last: Vec::new(),
            first_end: None,
            mixed_reported: false,
        }
    }
}

impl Container {
    /// Returns whether the record is worth reading.
    pub fn check(&mut self, record: &Record<'_>, findings: &mut Findings) -> bool {
        if self.first && is_utf16(record.raw) {
            self.utf16 = true;
            findings.add(&rules::UTF16, || {
                (
                    record.position(0),
                    Note::new("The file is written in UTF-16, two bytes for every character.")
                        .remedy("Save it as \"CSV UTF-8\".")
                        .rewrite(FixKind::Safe, Whole::FromUtf16),
                )
            });
        }
        self.first = false;
        self.last_start = Position { line: record.line, column: 1, byte: record.byte };
        self.last.clear();
        self.last.extend_from_slice(record.raw);
        if self.utf16 {
            return false;
        }
        self.line_end(record, findings);
        if !record.is_plain
            && let Err(error) = std::str::from_utf8(record.raw)
        {
            findings.add(&rules::NOT_UTF8, || {
                let byte = record.raw.get(error.valid_up_to()).copied().unwrap_or_default();
                let message = format!("The byte 0x{byte:02X} is not part of any UTF-8 character.");
                (
                    record.position_at(error.valid_up_to()),
                    Note::new(message)
                        .remedy("Save the file as \"CSV UTF-8\".")
                        .rewrite(FixKind::Unsafe, Whole::FromWindows1252),
                )
            });
        }
        for &(flaw, at) in record.flaws {
            let (rule, message, remedy) = match flaw {
                Flaw::UnterminatedQuote => (
                    &rules::QUOTE_UNTERMINATED,
                    "A quote opens this cell and none closes it. The cell was read up to the end of its line.",
                    "Remove the quote, or close the cell with another one.",
                ),
                Flaw::TextAfterQuote => (
                    &rules::QUOTE_TEXT_AFTER,
                    "Text follows the quote that closes this cell.",
                    "Put the whole cell between quotes, and double the quotes inside it.",
                ),
                Flaw::QuoteInside => (
                    &rules::QUOTE_INSIDE,
                    "A quote stands inside a cell that is not quoted.",
                    "Remove it, or quote the cell and double the quote.",
                ),
                Flaw::LineBreak => (
                    &rules::LINE_BREAK_IN_CELL,
                    "This cell holds a line break.",
                    "Write the value on one line.",
                ),
                Flaw::TooLong => (
                    &rules::RECORD_TOO_LONG,
                    "This row is longer than 65536 bytes. The rest of it was skipped.",
                    "Check that the file is a CSV file and has line ends.",
                ),
            };
            findings.add(rule, || {
                let note = Note::new(message).remedy(remedy);
                (record.position_at(at), offer(note, flaw, at, record))
            });
        }
        true
    }

    /// How the first rows end that end with a line feed.
    pub fn line_end_of_file(&self) -> Option<LineEnd> {
        self.first_end
    }

    /// Notes the last of several rows with which nothing is wrong.
    pub fn pass(&mut self, row: &[u8], start: Position) {
        self.last_start = start;
        self.last.clear();
        self.last.extend_from_slice(row);
    }

    fn line_end(&mut self, record: &Record<'_>, findings: &mut Findings) {
        match record.end {
            LineEnd::Cr => findings.add(&rules::CARRIAGE_RETURN_ALONE, || {
                let note = Note::new("This row ends with a carriage return alone.");
                let at = record.position_at(record.raw.len());
                let end = at.byte..record.next_byte();
                (at, note.remedy("End rows with LF or CRLF.").replace(FixKind::Safe, end, "\n"))
            }),
            LineEnd::Lf | LineEnd::CrLf => {
                let first = *self.first_end.get_or_insert(record.end);
                if first != record.end && !self.mixed_reported {
                    self.mixed_reported = true;
                    let (now, before) =
                        if record.end == LineEnd::Lf { ("LF", "CRLF") } else { ("CRLF", "LF") };
                    findings.add(&rules::LINE_ENDS_MIXED, || {
                        let message = format!("This row ends with {now}, the rows before it with {before}.");
                        (record.position_at(record.raw.len()), Note::new(message))
                    });
                }
            }
            LineEnd::None => {}
        }
    }

    pub fn conclude(&self, findings: &mut Findings) {
        if self.is_empty() {
            findings.add(&rules::FILE_EMPTY, || {
                (self.end(), Note::new("The file is empty.").remedy("Export the settlement again."))
            });
        }
    }

    pub fn is_empty(&self) -> bool {
        self.first
    }

    /// The end of the last record.
    pub fn end(&self) -> Position {
        self.last_start.after(&self.last)
    }
}

/// The repair of a flaw: the whole cell is written anew.
fn offer(note: Note, flaw: Flaw, at: usize, record: &Record<'_>) -> Note {
    let Some(index) = record.cells.iter().position(|cell| (cell.start..=cell.end).contains(&at)) else {
        return note;
    };
    let text = record.text(index);
    match flaw {
        Flaw::QuoteInside => note.replace(FixKind::Safe, record.range(index), quoted(&text)),
        Flaw::TextAfterQuote => note.replace(FixKind::Unsafe, record.range(index), quoted(&text)),
        Flaw::UnterminatedQuote => {
            note.replace(FixKind::Unsafe, record.range(index), text.replacen('"', "", 1))
        }
        Flaw::LineBreak | Flaw::TooLong => note,
    }
}

/// A byte order mark of UTF-16, or ASCII with a zero in every second byte.
fn is_utf16(start: &[u8]) -> bool {
    match start {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [a, b, c, d, ..] => {
            (*a == 0 && *c == 0 && *b != 0 && *d != 0) || (*b == 0 && *d == 0 && *a != 0 && *c != 0)
        }
        _ => false,
    }
}
