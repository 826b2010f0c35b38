//! The words for faults in the order of header, lines, empty row and footer.

use crate::settlement::findings::Note;
use crate::settlement::fix::FixKind;
use crate::settlement::read::Record;
use crate::settlement::report::Position;

type Found = (Position, Note);

pub fn blank_before_header(record: &Record<'_>) -> Found {
    let note = Note::new("An empty row stands before the header.").remedy("Remove the row.");
    (record.position(0), note.replace(FixKind::Safe, record.byte..record.next_byte(), ""))
}

pub fn text_before_header(at: Position, header: &Record<'_>) -> Found {
    let note = Note::new(format!("The header stands on line {}; this row stands before it.", header.line));
    let note = note.remedy("Remove everything above the header.");
    (at, note.replace(FixKind::Unsafe, at.byte..header.byte, ""))
}

pub fn header_missing(at: Position, first_row: &str) -> Found {
    let note = Note::new("The first row does not name the columns.").value(first_row);
    (at, note.remedy("Begin the file with the header row."))
}

pub fn separator_without_commas(record: &Record<'_>, commas: &str) -> Found {
    let note = Note::new("The separating row is empty: it has no commas.");
    let note = note.remedy("Write as many commas as the header has.");
    (record.position(0), note.replace(FixKind::Safe, record.byte..record.byte, commas))
}

pub fn separator_missing(footer_row: &Record<'_>, commas: &str) -> Found {
    let note = Note::new("No empty row stands before the footer.");
    let note = note.remedy("Insert a row of commas before this one.");
    let row = format!("{commas}{}", footer_row.end.text());
    (footer_row.position(0), note.replace(FixKind::Safe, footer_row.byte..footer_row.byte, row))
}

pub fn footer_absent(end: Position) -> Found {
    let note = Note::new("The file ends without an empty row and a footer.");
    (end, note.remedy("Add a row of commas and the footer rows."))
}

/// `second` is where the second empty row begins.
pub fn separator_repeated(footer_row: &Record<'_>, rows: u64, second: u64) -> Found {
    let note = Note::new(format!("{rows} empty rows stand before the footer; there must be exactly one."));
    let note = note.remedy("Remove all but one.");
    (footer_row.position(0), note.replace(FixKind::Safe, second..footer_row.byte, ""))
}

/// `first` is where the first of the empty rows above the line begins.
pub fn blank_between_lines(line: &Record<'_>, first: u64) -> Found {
    let note = Note::new("An empty row stands above this transaction line.").remedy("Remove the empty row.");
    (line.position(0), note.replace(FixKind::Safe, first..line.byte, ""))
}

pub fn line_after_footer(line: &Record<'_>) -> Found {
    let note = Note::new("A transaction line stands after the footer has begun.");
    (line.position(0), note.remedy("Move it above the empty row."))
}

pub fn lines_missing(end: Position) -> Found {
    (end, Note::new("The file has no transaction line.").remedy("Add at least one line below the header."))
}
