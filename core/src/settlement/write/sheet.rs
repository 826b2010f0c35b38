//! A file as rows of cells. Cells hold their bytes as they will be written, quotes included.

use crate::settlement::layout::{Column, FooterRow};

pub type Row = Vec<String>;

#[derive(Clone, Debug)]
pub struct Sheet {
    pub header: Row,
    pub lines: Vec<Row>,
    pub separator: Row,
    pub footer: Vec<Row>,
    pub end: &'static str,
}

impl Sheet {
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        [&self.header].into_iter().chain(&self.lines).chain([&self.separator]).chain(&self.footer)
    }

    pub fn bytes(&self) -> Vec<u8> {
        let rows: Vec<String> = self.rows().map(|row| row.join(",") + self.end).collect();
        rows.concat().into_bytes()
    }

    /// The cell of a column on a line.
    pub fn cell(&mut self, line: usize, column: Column) -> Option<&mut String> {
        let place = self.header.iter().position(|name| name == column.name())?;
        self.lines.get_mut(line)?.get_mut(place)
    }

    pub fn footer_row(&mut self, row: FooterRow) -> Option<&mut Row> {
        self.footer.iter_mut().find(|cells| cells.first().is_some_and(|name| name == row.name()))
    }

    pub fn footer_value(&mut self, row: FooterRow) -> Option<&mut String> {
        self.footer_row(row)?.get_mut(1)
    }
}
