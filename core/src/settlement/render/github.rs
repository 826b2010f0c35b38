//! Workflow commands of GitHub Actions: each finding as an annotation at its line.

use super::shortened;
use crate::settlement::report::{Report, Severity};
use crate::text::counted;
use std::fmt::Write;

pub fn github(report: &Report, file_name: &str) -> String {
    let file = property(file_name);
    let mut out = String::new();
    for finding in &report.findings {
        let remedy = finding.remedy.as_deref().map(|remedy| format!(" {remedy}")).unwrap_or_default();
        let message = data(&format!("{}{remedy}", finding.message));
        let (level, title) = (level(finding.severity), property(finding.code));
        let (line, column) = (finding.at.line, finding.at.column);
        // Writing into a string cannot fail.
        let _ = writeln!(out, "::{level} file={file},line={line},col={column},title={title}::{message}");
    }
    for count in shortened(report) {
        let more = counted(count.count.saturating_sub(count.listed), "finding");
        let (level, code) = (level(count.severity), count.code);
        let _ = writeln!(
            out,
            "::{level} file={file},title={code}::{more} more of this rule, beyond the limit of {}.",
            report.findings_per_rule
        );
    }
    out
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// A file must not be able to begin a command of its own.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
