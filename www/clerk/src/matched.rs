//! What a match has found, as the page shows it.

use echoscope_core::catalog::LineStatus;
use echoscope_core::machine::SettlementStatus;
use echoscope_core::money::Currency;
use echoscope_core::reconcile::matching::{self, MatchReport};
use echoscope_core::settlement::report::Severity;
use echoscope_core::settlement::totals::StatusTotal;
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Matched {
    pub files: Vec<MatchedFile>,
    pub declarations: u64,
    /// The files of declarations, and what was found wrong in them.
    pub sources: Vec<Source>,
    pub open: Open,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Source {
    pub name: String,
    pub kept: u64,
    pub faults: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MatchedFile {
    pub name: String,
    pub status: SettlementStatus,
    pub message: String,
    pub currency: Option<Currency>,
    pub lines: u64,
    pub matched: u64,
    pub unmatched: u64,
    pub sums: Vec<StatusTotal>,
    pub faults: u64,
    pub footer: Vec<String>,
    pub reasons: Vec<Reason>,
    pub unmatched_lines: Vec<UnmatchedLine>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reason {
    pub name: String,
    pub meaning: String,
    pub count: u64,
    pub listed: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UnmatchedLine {
    pub reason: String,
    pub line: u64,
    pub reference: String,
    pub status: Option<LineStatus>,
    pub amount: Option<i64>,
    pub currency: Option<Currency>,
    pub description: String,
    pub remedy: Option<String>,
    /// What the line may have meant, and how it is like it.
    pub nearest: Vec<(Action, String)>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Action {
    pub kind: String,
    pub reference: String,
    pub amount: i64,
    pub currency: Option<Currency>,
    pub date: Option<String>,
}

/// Declared, and mentioned by no line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Open {
    pub count: u64,
    pub sums: Vec<OpenSum>,
    pub listed: Vec<Action>,
    pub later: u64,
    pub elsewhere: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OpenSum {
    pub kind: String,
    pub currency: Option<Currency>,
    pub count: u64,
    /// An integer too large for some readers of JSON.
    pub sum: String,
}

impl From<MatchReport> for Matched {
    fn from(report: MatchReport) -> Self {
        let open = report.open;
        Self {
            files: report.files.into_iter().map(MatchedFile::from).collect(),
            declarations: report.declarations,
            sources: report
                .sources
                .into_iter()
                .map(|source| Source {
                    faults: source.findings.iter().map(|finding| finding.message.clone()).collect(),
                    name: source.name,
                    kept: source.kept,
                })
                .collect(),
            open: Open {
                count: open.count,
                sums: open
                    .sums
                    .into_iter()
                    .map(|sum| OpenSum {
                        kind: sum.kind.name().to_owned(),
                        currency: sum.currency,
                        count: sum.count,
                        sum: sum.sum.to_string(),
                    })
                    .collect(),
                listed: open.listed.into_iter().map(Action::from).collect(),
                later: open.later,
                elsewhere: open.elsewhere,
            },
        }
    }
}

impl From<matching::FileMatch> for MatchedFile {
    fn from(file: matching::FileMatch) -> Self {
        let errors = file.check.counts.iter().filter(|count| count.severity == Severity::Error);
        Self {
            faults: errors.map(|count| count.count).sum(),
            name: file.name,
            status: file.status,
            message: file.message,
            currency: file.currency,
            lines: file.lines,
            matched: file.matched,
            unmatched: file.unmatched,
            sums: file.matched_by_status.into_iter().filter(|total| total.lines > 0).collect(),
            footer: file.footer_errors.into_iter().map(|error| error.description).collect(),
            reasons: file
                .reasons
                .into_iter()
                .map(|count| Reason {
                    name: count.reason.name().to_owned(),
                    meaning: count.reason.meaning().to_owned(),
                    count: count.count,
                    listed: count.listed,
                })
                .collect(),
            unmatched_lines: file.unmatched_lines.into_iter().map(UnmatchedLine::from).collect(),
        }
    }
}

impl From<matching::UnmatchedLine> for UnmatchedLine {
    fn from(line: matching::UnmatchedLine) -> Self {
        let nearest = line.nearest.into_iter();
        Self {
            reason: line.reason.name().to_owned(),
            line: line.line,
            reference: line.reference,
            status: line.status,
            amount: line.amount,
            currency: line.currency,
            description: line.description,
            remedy: line.remedy,
            nearest: nearest.map(|near| (near.declared.into(), near.likeness.meaning().to_owned())).collect(),
        }
    }
}

impl From<matching::DeclaredAction> for Action {
    fn from(action: matching::DeclaredAction) -> Self {
        Self {
            kind: action.kind.name().to_owned(),
            reference: action.reference,
            amount: action.amount,
            currency: action.currency,
            date: action.date.map(|date| date.to_string()),
        }
    }
}
