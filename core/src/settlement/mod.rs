//! The settlement file: reading it, checking it, and what it adds up to.
//!
//! `read` cuts bytes into records, `check` walks the records and reports by the catalogue in `rules`, `totals`
//! holds the published formula, `fix` repairs, `render` turns a
//! report into what people and tools read, and `write` makes a correct file. [`check`] and [`file::parse`] are the two doors for a
//! file that is at hand as a whole; [`Checker`] takes it in pieces, in constant memory.

mod check;
pub(crate) mod exact;
pub mod excerpt;
pub mod file;
pub(crate) mod findings;
pub mod fix;
pub mod layout;
pub(crate) mod nearest;
mod outlook;
pub mod read;
pub mod render;
pub mod report;
mod rows;
pub mod rules;
pub mod totals;
pub(crate) mod value;
pub mod write;

pub use check::{Checker, LineFacts, LineSink, OrdinaryLine, RowKind, TOGETHER, signed_of_2025};
pub use outlook::Outlook;
pub use report::{Dialect, Finding, Report, Severity, Verdict};
pub use rows::{Cell, Row, rows};

use crate::reading::{FeeSign, FileDialect, Reading};
use totals::FeeConvention;

/// Which generation of the format to check by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub enum DialectChoice {
    /// By the footer's name for the total, and the columns.
    #[default]
    Auto,
    #[serde(rename = "2025")]
    V1,
    #[serde(rename = "2026")]
    V2,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CheckOptions {
    pub dialect: DialectChoice,
    /// How fees enter the net total; `None` follows the dialect.
    pub fees: Option<FeeConvention>,
    /// How many findings of each rule are worded and listed. All of them are counted.
    pub findings_per_rule: usize,
    /// Among how many lines, from the first, duplicates are looked for.
    pub duplicate_lines: usize,
}

impl From<&Reading> for CheckOptions {
    /// How a file is checked under a reading of Echo.
    fn from(reading: &Reading) -> Self {
        let dialect = match reading.dialect {
            FileDialect::Auto => DialectChoice::Auto,
            FileDialect::V1 => DialectChoice::V1,
            FileDialect::V2 => DialectChoice::V2,
        };
        let fees = (reading.fee_sign == FeeSign::Legacy).then_some(FeeConvention::Subtracted);
        Self { dialect, fees, ..Self::default() }
    }
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self { dialect: DialectChoice::Auto, fees: None, findings_per_rule: 1000, duplicate_lines: 1 << 16 }
    }
}

/// Checks a whole file.
pub fn check(bytes: &[u8], options: &CheckOptions) -> Report {
    let mut checker = Checker::new(*options, ());
    checker.feed(bytes);
    checker.finish().0
}
