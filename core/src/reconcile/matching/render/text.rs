//! For a terminal: what is wrong with a file, each line that does not match, what it may have meant, and the status at the end.

use super::{action, amount, assumptions, left_out, open};
use crate::machine::Status;
use crate::reconcile::matching::{FileMatch, MatchReport};
use crate::settlement::excerpt::visible;
use crate::settlement::report::{Finding, Severity};
use crate::text::counted;
use std::fmt::Write;

/// How many of the actions that no line mentions are named.
const OPEN_NAMED: usize = 10;

pub fn text(report: &MatchReport) -> String {
    let mut out = String::new();
    for source in &report.sources {
        let name = visible(source.name.chars());
        for finding in &source.findings {
            out.push_str(&found(&name, finding));
        }
        let (read, kept) = (counted(source.read, "declaration"), source.kept);
        let _ = writeln!(out, "{name}: {read} read, of which lines can match {kept}.\n");
    }
    for file in &report.files {
        out.push_str(&lines(file, report.details));
        out.push('\n');
    }
    for sentence in open(report) {
        let _ = writeln!(out, "{sentence}");
    }
    for declared in report.open.listed.iter().take(OPEN_NAMED) {
        let _ = writeln!(out, "  {}", action(declared));
    }
    let named = u64::try_from(report.open.listed.len().min(OPEN_NAMED)).unwrap_or(u64::MAX);
    if report.open.count > named && named > 0 {
        let _ = writeln!(out, "  and {} more", report.open.count.saturating_sub(named));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn found(name: &str, finding: &Finding) -> String {
    let (line, column, severity) = (finding.at.line, finding.at.column, finding.severity.name());
    let message = visible(finding.message.chars());
    let mut out = format!("{name}:{line}:{column}: {severity}: {message} [{}]\n", finding.code);
    if let Some(remedy) = &finding.remedy {
        let _ = writeln!(out, "  {}", visible(remedy.chars()));
    }
    out
}

fn lines(file: &FileMatch, limit: usize) -> String {
    let name = visible(file.name.chars());
    let mut out = String::new();
    for finding in file.check.findings.iter().filter(|finding| finding.severity == Severity::Error) {
        out.push_str(&found(&name, finding));
    }
    for line in &file.unmatched_lines {
        let (number, reason) = (line.line, line.reason.name());
        let reference = visible(line.reference.chars());
        let sum = line
            .amount
            .map(|minor| format!(", {}", amount(i128::from(minor), line.currency)))
            .unwrap_or_default();
        let description = visible(line.description.chars());
        let _ = writeln!(out, "{name}:{number}: \"{reference}\"{sum}: {description} [{reason}]");
        for near in &line.nearest {
            let _ = writeln!(out, "  near: {}: {}", action(&near.declared), near.likeness.meaning());
        }
        if let Some(remedy) = &line.remedy {
            let _ = writeln!(out, "  {}", visible(remedy.chars()));
        }
    }
    for error in &file.footer_errors {
        let _ = writeln!(out, "{name}: {}: {} [{}]", error.row, error.description, error.code);
    }
    for sentence in left_out(file, limit).iter().chain(&assumptions(file)) {
        let _ = writeln!(out, "{name}: {sentence}");
    }
    let _ = writeln!(out, "{name}: {}. {}", file.status.value(), file.message);
    out
}
