//! A report in the forms that people and tools read.
//!
//! Counts are exact in every form; where findings are left out, the form says so.

mod csv;
mod github;
mod json;
mod markdown;
mod sarif;
mod text;

pub use csv::csv;
pub use github::github;
pub use json::json;
pub use markdown::markdown;
pub use sarif::sarif;
pub use text::text;

pub(crate) use csv::harmless;
pub(crate) use markdown::escaped;

use super::report::{Report, RuleCount};

/// The rules of which not every finding is listed.
fn shortened(report: &Report) -> impl Iterator<Item = &RuleCount> {
    report.counts.iter().filter(|count| count.listed < count.count)
}
