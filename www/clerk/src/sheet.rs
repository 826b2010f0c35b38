//! A checked file: its findings, and marks from which any row is found again.

use super::message::{Mark, Seen, SeenRow};
use super::reading;
use echoscope_core::settlement::excerpt::Excerpt;
use echoscope_core::settlement::report::{Finding, Report};
use echoscope_core::settlement::{CheckOptions, Checker, Row, RowKind, rows};
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;
use web_sys::Blob;

pub struct Sheet {
    pub name: String,
    pub blob: Blob,
    pub report: Report,
    pub rows: u64,
    pub columns: Vec<String>,
    delimiter: u8,
    /// Line and byte at which a record begins, one for every [`BETWEEN_MARKS`] bytes.
    marks: Vec<(u64, u64)>,
    /// The stretch that was read last: neighbours are often asked for together.
    last: RefCell<Option<Rc<Stretch>>>,
}

struct Stretch {
    start: u64,
    end: u64,
    bytes: Vec<u8>,
}

const BETWEEN_MARKS: usize = 1 << 16;
/// Most bytes that are read for a screenful of rows. Rows behind a longer one wait for the next mark.
const LONGEST_STRETCH: u64 = 1 << 24;

impl Sheet {
    /// Checks the file. `watch` hears how many bytes and lines are done, and may break off.
    pub async fn check(
        name: &str,
        blob: Blob,
        options: &CheckOptions,
        mut watch: impl FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<Option<Self>, String> {
        let mut checker = Checker::new(*options, ());
        let mut marks = vec![(1, 0)];
        let mut stopped = false;
        let mut read = 0;
        reading::read(&blob, |piece| {
            for part in piece.chunks(BETWEEN_MARKS) {
                checker.feed(part);
                if let Some(place) = checker.reader().place().filter(|place| marks.last() != Some(place)) {
                    marks.push(place);
                }
            }
            read += piece.len() as u64;
            let lines = marks.last().map_or(0, |(line, _)| *line);
            stopped = watch(read, lines).is_break();
            !stopped
        })
        .await?;
        if stopped {
            return Ok(None);
        }
        let delimiter = checker.reader().delimiter();
        let report = checker.finish().0;
        let mut sheet = Self {
            name: name.to_owned(),
            blob,
            report,
            rows: 0,
            columns: Vec::new(),
            delimiter,
            marks,
            last: RefCell::new(None),
        };
        let end = sheet.marks.len().saturating_sub(1);
        let last_mark = sheet.marks.get(end).map_or(1, |(line, _)| *line);
        let tail = sheet.read_rows(last_mark, usize::MAX).await?;
        sheet.rows = tail.last().map_or(last_mark.saturating_sub(1), |row| row.line);
        let top = sheet.read_rows(1, 10).await?;
        let header = top.into_iter().find(|row| row.kind == RowKind::Header);
        sheet.columns = header.into_iter().flat_map(|row| row.cells).map(|cell| cell.text).collect();
        Ok(Some(sheet))
    }

    /// The rows from line `from` on, with the findings on them.
    pub async fn rows(&self, from: u64, most: usize) -> Result<Vec<SeenRow>, String> {
        let rows = self.read_rows(from, most).await?;
        Ok(rows.into_iter().map(|row| SeenRow { marks: self.marks_on(&row), row }).collect())
    }

    pub async fn see(&self, index: usize) -> Result<Option<Seen>, String> {
        let Some(finding) = self.report.findings.get(index) else { return Ok(None) };
        let at = finding.at.byte;
        // A record may begin lines before its fault: it is the last one that begins at or before it.
        let mark = self.marks.partition_point(|(_, byte)| *byte <= at).saturating_sub(1);
        let (line, _) = self.marks.get(mark).copied().unwrap_or((1, 0));
        let stretch = self.stretch(mark, mark + 1).await?;
        let all = rows(&stretch.bytes, (line, stretch.start), self.delimiter, 1, usize::MAX);
        let row = all.iter().rev().find(|row| row.start <= at);
        Ok(Some(Seen {
            index,
            row: row.map_or(finding.at.line, |row| row.line),
            cell: row.and_then(|row| cell_of(row, finding)),
            excerpt: Excerpt::of(finding, &stretch.bytes, stretch.start),
            finding: finding.clone(),
        }))
    }

    async fn read_rows(&self, from: u64, most: usize) -> Result<Vec<Row>, String> {
        let first = self.marks.partition_point(|(line, _)| *line <= from).saturating_sub(1);
        let until = from.saturating_add(u64::try_from(most).unwrap_or(u64::MAX));
        let behind = self.marks.partition_point(|(line, _)| *line <= until);
        let (line, _) = self.marks.get(first).copied().unwrap_or((1, 0));
        let stretch = self.stretch(first, behind).await?;
        Ok(rows(&stretch.bytes, (line, stretch.start), self.delimiter, from, most))
    }

    /// The bytes from one mark up to another, or to the end of the file.
    async fn stretch(&self, first: usize, behind: usize) -> Result<Rc<Stretch>, String> {
        let start = self.marks.get(first).map_or(0, |(_, byte)| *byte);
        let size = reading::size(&self.blob);
        let end = self.marks.get(behind).map_or(size, |(_, byte)| *byte);
        let end = end.min(start.saturating_add(LONGEST_STRETCH));
        if let Some(last) = self.last.borrow().as_ref().filter(|last| last.start == start && last.end == end)
        {
            return Ok(Rc::clone(last));
        }
        let bytes = reading::stretch(&self.blob, start, end).await?;
        let stretch = Rc::new(Stretch { start, end, bytes });
        self.last.replace(Some(Rc::clone(&stretch)));
        Ok(stretch)
    }

    fn marks_on(&self, row: &Row) -> Vec<Mark> {
        let findings = &self.report.findings;
        let first = findings.partition_point(|finding| finding.at.byte < row.start);
        let on_row =
            findings.iter().enumerate().skip(first).take_while(|(_, finding)| finding.at.byte <= row.end);
        on_row
            .map(|(index, finding)| Mark { cell: cell_of(row, finding), index, finding: finding.clone() })
            .collect()
    }
}

/// The cell that a finding is about; `None` where it is about the row as a whole.
fn cell_of(row: &Row, finding: &Finding) -> Option<usize> {
    let at = finding.at.byte;
    let is_cell = finding.field.is_some() || finding.value.is_some() || at > row.start;
    row.cells.iter().position(|cell| (cell.start..=cell.end).contains(&at)).filter(|_| is_cell)
}
