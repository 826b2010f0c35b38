//! What a row is, for those who show the file.

use super::{HEADER_ROWS, footer, header};
use crate::settlement::read::Record;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RowKind {
    Header,
    Line,
    Blank,
    Footer,
}

impl RowKind {
    /// By the row itself and its place, as the checker takes it.
    pub fn of(record: &Record<'_>) -> Self {
        if record.is_blank() {
            Self::Blank
        } else if footer::is_footer_row(record) {
            Self::Footer
        } else if record.line <= HEADER_ROWS && header::names_columns(record) {
            Self::Header
        } else {
            Self::Line
        }
    }
}
