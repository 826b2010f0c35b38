//! For a terminal: each line that does not match, what it may have meant, and the status at the end.

use super::{action, amount, assumptions, left_out, open};
use crate::machine::Status;
use crate::reconcile::matching::{FileMatch, MatchReport};
use crate::settlement::excerpt::visible;
use std::fmt::Write;

pub fn text(report: &MatchReport) -> String {
    let mut out = String::new();
    for source in &report.sources {
        let name = visible(source.name.chars());
        for finding in &source.findings {
            let message = visible(finding.message.chars());
            let (line, column, severity) = (finding.at.line, finding.at.column, finding.severity.name());
            let _ = writeln!(out, "{name}:{line}:{column}: {severity}: {message} [{}]", finding.code);
        }
    }
    for file in &report.files {
        out.push_str(&lines(file, report.details));
    }
    for sentence in open(report) {
        let _ = writeln!(out, "{sentence}");
    }
    out
}

fn lines(file: &FileMatch, limit: usize) -> String {
    let name = visible(file.name.chars());
    let mut out = String::new();
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
