//! What the page asks of the clerk, and what the clerk answers.

use super::matched::Matched;
use echoscope_core::settlement::Row;
use echoscope_core::settlement::excerpt::Excerpt;
use echoscope_core::settlement::report::{Finding, Report, Severity};
use serde::{Deserialize, Serialize};

/// Requests that change the sheet carry a turn: a later turn ends the work of an earlier one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Check the file that comes with this message.
    Check {
        turn: u32,
        name: String,
    },
    /// Make a settlement file of the payout report that was checked last.
    Convert {
        turn: u32,
        wishes: Wanted,
    },
    /// Give up the work of every turn before this one.
    Stop {
        turn: u32,
    },
    Change {
        turn: u32,
        change: Change,
    },
    Rows {
        from: u64,
        most: usize,
    },
    Findings {
        filter: Filter,
        from: usize,
        most: usize,
    },
    /// The next finding after one, or the one before it.
    Step {
        filter: Filter,
        after: Option<usize>,
        back: bool,
    },
    /// What the doubtful fixes would change.
    Reviews,
    /// Match the files that come with this message: settlement files and declarations, told apart by what is in them.
    Match {
        turn: u32,
        names: Vec<String>,
    },
    Corrected,
    Document(Form),
}

/// What a payout report cannot say by itself: the column of the payments' references, and which payout. Empty where the usual is wanted.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wanted {
    pub reference: String,
    pub payout: String,
}

/// A provider's own payout report, and what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Payout {
    pub name: String,
    /// Which report it is.
    pub format: String,
    pub columns: Vec<String>,
    /// Why no file was made of it; empty until that was tried.
    pub faults: Vec<PayoutFault>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PayoutFault {
    /// Of the report, from 1; 0 where the fault is of the whole.
    pub line: u64,
    pub column: Option<String>,
    pub value: Option<String>,
    pub message: String,
    pub remedy: String,
}

/// The file that was made of a report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Made {
    pub name: String,
    pub format: String,
    pub lines: usize,
    /// Rows that are no transactions of Echo, by what the report calls them.
    pub left_out: Vec<(String, usize)>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Change {
    Mend(Which),
    /// Replaces the bytes of one cell.
    Write {
        start: u64,
        end: u64,
        text: String,
    },
    Undo,
    Redo,
}

/// Which findings to mend; numbers are places in the report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Which {
    AllSafe,
    These(Vec<usize>),
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Filter {
    pub code: Option<String>,
    pub severity: Option<Severity>,
}

impl Filter {
    pub fn wants(&self, finding: &Finding) -> bool {
        self.code.as_deref().is_none_or(|code| code == finding.code)
            && self.severity.is_none_or(|severity| severity == finding.severity)
    }
}

/// The forms of a report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Form {
    Json,
    Csv,
    Sarif,
    Markdown,
}

impl Form {
    pub const ALL: [Self; 4] = [Self::Csv, Self::Markdown, Self::Json, Self::Sarif];

    pub const fn ending(self) -> &'static str {
        match self {
            Self::Json => "report.json",
            Self::Csv => "report.csv",
            Self::Sarif => "sarif.json",
            Self::Markdown => "report.md",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Answer {
    Ready,
    Progress(Progress),
    Checked(Box<Facts>),
    Matched(Box<Matched>),
    /// It was a settlement file alone: there is nothing to match it with.
    Lone,
    /// The file is no settlement file but a payout report.
    Payout(Payout),
    /// The settlement file comes with this message.
    Made(Made),
    Unreadable(String),
    /// A later turn has ended this work, or there is nothing to answer with.
    Nothing,
    Rows(Vec<SeenRow>),
    Findings(Vec<Seen>),
    Reviews {
        shown: Vec<Review>,
        more: usize,
    },
    /// The file comes with this message.
    File {
        name: String,
    },
    /// The clerk has a fault of its own.
    Broken(String),
}

#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Progress {
    pub turn: u32,
    pub read: u64,
    pub of: u64,
    pub rows: u64,
    pub seconds: f64,
}

/// A checked file, without what grows with its size.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facts {
    pub name: String,
    pub size: u64,
    /// Lines of the file, with header, empty rows and footer.
    pub rows: u64,
    /// Its findings are asked for as they are looked at.
    pub report: Report,
    /// The first findings of each rule.
    pub first: Vec<Seen>,
    pub columns: Vec<String>,
    pub fixes: Fixes,
    pub can_undo: bool,
    pub can_redo: bool,
    /// What the last change did, where it was a repair.
    pub mended: Option<u64>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fixes {
    pub safe: usize,
    pub doubtful: usize,
}

/// A finding with its place in the report and in the grid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seen {
    pub index: usize,
    pub finding: Finding,
    pub row: u64,
    pub cell: Option<usize>,
    pub excerpt: Option<Excerpt>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SeenRow {
    pub row: Row,
    pub marks: Vec<Mark>,
}

/// A finding on a row; without a cell it concerns the row as a whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mark {
    pub cell: Option<usize>,
    pub index: usize,
    pub finding: Finding,
}

/// One doubtful fix: the lines that it changes, before and after.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Review {
    pub index: usize,
    pub finding: Finding,
    pub before: String,
    pub after: String,
}
