//! The file as values: what the engine matches against the declarations.

use super::check::{Checker, LineFacts, LineSink};
use super::report::{Dialect, Finding, Footer, Verdict};
use super::totals::Totals;
use super::{CheckOptions, check};
use crate::catalog::{LineStatus, LineType};
use crate::date::Date;
use crate::money::{Currency, Minor};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParsedFile {
    pub verdict: Verdict,
    pub dialect: Dialect,
    pub lines: Vec<FileLine>,
    pub footer: Footer,
    pub findings: Vec<Finding>,
    pub totals: Totals,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileLine {
    /// Number of the line in the file, from 1.
    pub line: u64,
    pub provider_reference: String,
    pub line_type: Option<LineType>,
    pub status: Option<LineStatus>,
    pub date: Option<Date>,
    /// Signed as the 2026 dialect means it, whatever the dialect of the file.
    pub amount: Option<Minor>,
    pub currency: Option<Currency>,
    pub initial_reference: String,
    pub fees: Option<Minor>,
    /// Codes of the rules that keep this line from matching.
    pub faults: Vec<&'static str>,
}

/// Reads a whole file into values, with everything that is wrong with it.
pub fn parse(bytes: &[u8], options: &CheckOptions) -> ParsedFile {
    let mut checker = Checker::new(*options, Collector::default());
    checker.feed(bytes);
    let (report, collector) = checker.finish();
    let lines = collector.lines.into_iter().map(|raw| raw.settle(report.dialect)).collect();
    ParsedFile {
        verdict: report.verdict,
        dialect: report.dialect,
        lines,
        footer: report.footer,
        findings: report.findings,
        totals: report.totals,
    }
}

#[derive(Default)]
struct Collector {
    lines: Vec<RawLine>,
}

/// A line whose dialect is not known yet.
struct RawLine {
    line: FileLine,
    sign_fault_2025: Option<&'static str>,
    sign_fault_2026: Option<&'static str>,
}

impl LineSink for Collector {
    fn line(&mut self, facts: &LineFacts<'_>) {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        self.lines.push(RawLine {
            line: FileLine {
                line: facts.line,
                provider_reference: text(facts.provider_reference),
                line_type: facts.line_type,
                status: facts.status,
                date: facts.date,
                amount: facts.amount,
                currency: facts.currency,
                initial_reference: text(facts.initial_reference),
                fees: facts.fees,
                faults: facts.faults.to_vec(),
            },
            sign_fault_2025: facts.sign_fault_2025,
            sign_fault_2026: facts.sign_fault_2026,
        });
    }
}

impl RawLine {
    fn settle(self, dialect: Dialect) -> FileLine {
        let mut line = self.line;
        match dialect {
            Dialect::V1 => {
                line.faults.extend(self.sign_fault_2025);
                line.amount = line
                    .amount
                    .map(|amount| line.status.map_or(amount, |status| check::signed_of_2025(status, amount)));
            }
            Dialect::V2 => line.faults.extend(self.sign_fault_2026),
        }
        line
    }
}
