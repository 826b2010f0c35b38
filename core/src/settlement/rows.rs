//! A stretch of the file as rows of cells, for those who show it.

use super::check::RowKind;
use super::read::{Next, Reader, length};
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Number of its first line in the file, from 1.
    pub line: u64,
    pub kind: RowKind,
    /// Offset of its first byte in the file, and of the byte behind its last cell.
    pub start: u64,
    pub end: u64,
    pub cells: Vec<Cell>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cell {
    /// Offsets in the file, with the quotes of a quoted cell.
    pub start: u64,
    pub end: u64,
    /// Without the quotes.
    pub text: String,
    /// The text goes on: only its beginning is given.
    pub cut: bool,
}

/// Most characters of a cell that are given: no screen shows more.
const SHOWN: usize = 512;

/// Reads the rows of `bytes`, which begin with line `line` at byte `byte` of their file, and hands out those from line
/// `first` on, until `most` are read. A row that the bytes cut off counts as a row, so give more than are wanted.
pub fn rows(bytes: &[u8], (line, byte): (u64, u64), delimiter: u8, first: u64, most: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut reader = Reader::default();
    let mut chosen = delimiter == b',';
    let mut receive = |record: &super::read::Record<'_>| {
        if !std::mem::replace(&mut chosen, true) {
            return Next::Delimiter(delimiter);
        }
        let mut record = *record;
        record.line = record.line.saturating_add(line).saturating_sub(1);
        record.byte = record.byte.saturating_add(byte);
        if record.line >= first && rows.len() < most {
            let cells = (0..record.cells.len()).map(|index| {
                let range = record.range(index);
                let text = record.text(index);
                let shown: String = text.chars().take(SHOWN).collect();
                Cell { start: range.start, end: range.end, cut: shown.len() < text.len(), text: shown }
            });
            rows.push(Row {
                line: record.line,
                kind: RowKind::of(&record),
                start: record.byte,
                end: record.byte.saturating_add(length(record.raw.len())),
                cells: cells.collect(),
            });
        }
        Next::Continue
    };
    reader.feed(bytes, &mut receive);
    reader.finish(&mut receive);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "ExternalProviderReference,Amount\nA,1\n\"B\nb\",2\n,\nSettlementDate,01-02-2026\n";

    fn lines(rows: &[Row]) -> Vec<(u64, RowKind)> {
        rows.iter().map(|row| (row.line, row.kind)).collect()
    }

    #[test]
    fn every_row_says_what_it_is_and_where() {
        let all = rows(FILE.as_bytes(), (1, 0), b',', 1, 100);
        let kinds = [
            (1, RowKind::Header),
            (2, RowKind::Line),
            (3, RowKind::Line),
            (5, RowKind::Blank),
            (6, RowKind::Footer),
        ];
        assert_eq!(lines(&all), kinds);
        assert_eq!(all[2].cells[0].text, "B\nb");
        for row in &all {
            for cell in &row.cells {
                let range = usize::try_from(cell.start).unwrap()..usize::try_from(cell.end).unwrap();
                assert!(FILE[range].contains(&cell.text));
            }
        }
    }

    #[test]
    fn a_stretch_knows_its_place_in_the_file() {
        let start = FILE.find("A,1").unwrap();
        let stretch = rows(&FILE.as_bytes()[start..], (2, start as u64), b',', 3, 2);
        assert_eq!(stretch, rows(FILE.as_bytes(), (1, 0), b',', 3, 2));
    }

    #[test]
    fn another_delimiter_and_long_cells() {
        let row = &rows(b"a;b\n", (1, 0), b';', 1, 1)[0];
        assert_eq!(row.cells.len(), 2);
        let row = &rows(&vec![b'x'; 10_000_000], (1, 0), b',', 1, 1)[0];
        assert!(row.cells[0].cut && row.cells[0].text.len() == SHOWN);
    }
}
