//! The Settlement: one file and how far its reconciliation has come.

use crate::catalog::{LineStatus, LineType, Provider};
use crate::date::Timestamp;
use crate::engine::file::FileBytes;
use crate::funds::PoolKey;
use crate::id::Id;
use crate::machine::SettlementStatus;
use crate::money::Minor;
pub use crate::reconcile::FooterError;
use crate::reconcile::Place;
use crate::settlement::file::ParsedFile;
use std::sync::Arc;

/// A line of the file with the declaration it matched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MatchedLine {
    /// Its line in the file.
    pub line: u64,
    pub status: LineStatus,
    pub amount: Minor,
    pub place: Place,
    /// What the PAYMENT lines after it add up to: a shortage takes the last ones first (A14).
    pub payments_after: i128,
}

/// `LinesErrors` of the validations, with our position.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineError {
    pub line: u64,
    pub reference: Box<str>,
    pub line_type: Option<LineType>,
    pub code: &'static str,
    pub description: Box<str>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settlement {
    pub id: Id,
    pub file_name: Box<str>,
    pub created: Timestamp,
    pub status: SettlementStatus,
    /// Upload addresses given out, and files received.
    pub addresses: u32,
    pub uploads: u32,
    pub file: Option<FileBytes>,
    pub parsed: Option<Arc<ParsedFile>>,
    pub date: Option<Timestamp>,
    pub provider: Option<Provider>,
    pub pool: Option<PoolKey>,
    pub declared: i128,
    pub fees: i128,
    pub actual: Minor,
    /// The total before it was floored at 0: what a negative one carries forward.
    pub raw: i128,
    pub missing: i128,
    pub matched: Arc<[MatchedLine]>,
    pub line_errors: Arc<[LineError]>,
    pub footer_errors: Arc<[FooterError]>,
}

impl Settlement {
    pub fn new(id: Id, file_name: Box<str>, created: Timestamp) -> Self {
        Self {
            id,
            file_name,
            created,
            status: SettlementStatus::PendingUpload,
            addresses: 1,
            uploads: 0,
            file: None,
            parsed: None,
            date: None,
            provider: None,
            pool: None,
            declared: 0,
            fees: 0,
            actual: 0,
            raw: 0,
            missing: 0,
            matched: Arc::new([]),
            line_errors: Arc::new([]),
            footer_errors: Arc::new([]),
        }
    }

    /// A new upload address: everything known of the old file is forgotten; the place in the queue is kept (A6).
    pub fn start_again(&mut self, file_name: Box<str>) {
        let fresh = Self::new(self.id, file_name, self.created);
        let (status, addresses, uploads) = (self.status, self.addresses.saturating_add(1), self.uploads);
        *self = Self { status, addresses, uploads, ..fresh };
    }

    /// The file's name with the time of creation appended, as Mangopay answers it.
    pub fn stamped_name(&self) -> String {
        let stem = self.file_name.get(..self.file_name.len().saturating_sub(4)).unwrap_or(&self.file_name);
        format!("{stem}_{}.csv", self.created)
    }

    /// What is missing of one of its captures while the money falls short (A14).
    pub fn unfunded_of(&self, matched_line: u32) -> i128 {
        if self.status != SettlementStatus::InsufficientFunds {
            return 0;
        }
        let line = usize::try_from(matched_line).ok().and_then(|place| self.matched.get(place));
        line.map_or(0, |line| {
            self.missing.saturating_sub(line.payments_after).clamp(0, i128::from(line.amount).max(0))
        })
    }

    /// Transaction lines that matched and that did not.
    pub fn line_counts(&self) -> (usize, usize) {
        let all = self.parsed.as_ref().map_or(0, |parsed| parsed.lines.len());
        (self.matched.len(), all.saturating_sub(self.matched.len()))
    }
}
