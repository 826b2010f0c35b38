//! The one place where the page calls the checker.

use echoscope_core::machine::SettlementStatus;
use echoscope_core::settlement::report::{Report, Verdict};
use echoscope_core::settlement::{CheckOptions, check};
use std::fmt;

pub struct Checked {
    pub name: String,
    pub bytes: Vec<u8>,
    pub report: Report,
}

impl Checked {
    pub fn new(name: String, bytes: Vec<u8>) -> Self {
        let report = check(&bytes, &CheckOptions::default());
        Self { name, bytes, report }
    }

    /// Where the Settlement of this file stands before matching begins.
    pub fn reached(&self) -> SettlementStatus {
        match self.report.verdict {
            Verdict::Created => SettlementStatus::Created,
            Verdict::Failed => SettlementStatus::Failed,
        }
    }
}

/// Without the bytes: they may be a hundred megabytes.
impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checked")
            .field("name", &self.name)
            .field("report", &self.report)
            .finish_non_exhaustive()
    }
}
