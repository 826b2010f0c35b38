//! A report as a table: rows with their lines, cells by the name of their column.

use super::Fault;
use csv::{ReaderBuilder, StringRecord, Trim};

pub struct Table {
    header: Vec<String>,
    rows: Vec<(u64, StringRecord)>,
}

#[derive(Clone, Copy)]
pub struct Row<'t> {
    /// In the report, from 1.
    pub line: u64,
    header: &'t [String],
    cells: &'t StringRecord,
}

impl Table {
    pub fn read(report: &[u8]) -> Result<Self, Fault> {
        let report = report.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(report);
        let mut reader =
            ReaderBuilder::new().flexible(true).has_headers(false).trim(Trim::All).from_reader(report);
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| unreadable(&error))?;
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((line, record));
        }
        if rows.is_empty() {
            return Err(Fault::of_report("The report is empty.", "Export it again."));
        }
        let (_, header) = rows.remove(0);
        Ok(Self { header: header.iter().map(str::to_owned).collect(), rows })
    }

    pub fn columns(&self) -> &[String] {
        &self.header
    }

    pub fn has(&self, column: &str) -> bool {
        self.header.iter().any(|name| name == column)
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { line: *line, header: &self.header, cells })
    }
}

impl<'t> Row<'t> {
    /// The cell under a column; empty where the report has no such column, or the row ends before it.
    pub fn get(&self, column: &str) -> &'t str {
        let place = self.header.iter().position(|name| name == column);
        place.and_then(|place| self.cells.get(place)).unwrap_or_default()
    }

    /// A fault of one cell.
    pub fn fault(&self, column: &str, message: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault {
            line: self.line,
            column: Some(column.to_owned()),
            value: Some(crate::text::shortened(self.get(column))),
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    pub fn needed(&self, column: &str) -> Result<&'t str, Fault> {
        match self.get(column) {
            "" => Err(self.fault(
                column,
                format!("`{column}` is empty."),
                "Export the report again with this column filled.",
            )),
            value => Ok(value),
        }
    }
}

fn unreadable(error: &csv::Error) -> Fault {
    Fault {
        line: error.position().map_or(0, csv::Position::line),
        column: None,
        value: None,
        message: format!("The report cannot be read as CSV: {error}."),
        remedy: "Export it again, as CSV in UTF-8.".into(),
    }
}
