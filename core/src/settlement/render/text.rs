//! For a terminal: each finding under its line, with a caret under the cell, and the verdict at the end.

use super::shortened;
use crate::settlement::excerpt::{Excerpt, visible};
use crate::settlement::report::{Finding, Report, Severity, Verdict};
use crate::text::counted;
use std::fmt::Write;
use std::ops::Range;

/// `part` gives a stretch of the file again, or less where the file ends: findings outlive the bytes they were found in.
pub fn text(report: &Report, file_name: &str, part: &mut dyn FnMut(Range<u64>) -> Vec<u8>) -> String {
    let name = visible(file_name.chars());
    let mut out = String::new();
    for finding in &report.findings {
        out.push_str(&block(finding, &name, part));
    }
    for count in shortened(report) {
        let more = counted(count.count.saturating_sub(count.listed), "finding");
        let _ = writeln!(
            out,
            "{name}: {more} more of {} (the limit is {} a rule).\n",
            count.code, report.findings_per_rule
        );
    }
    let verdict = match report.verdict {
        Verdict::Created => "CREATED (well formed, matching would begin)",
        Verdict::Failed => "FAILED (rejected as a whole)",
    };
    let number = |severity| -> u64 {
        let of_severity = report.counts.iter().filter(|count| count.severity == severity);
        of_severity.map(|count| count.count).fold(0, u64::saturating_add)
    };
    let _ = writeln!(
        out,
        "{name}: {verdict}, format of {}, {}, {}, {}, {}.",
        report.dialect.year(),
        counted(report.lines, "line"),
        counted(number(Severity::Error), "error"),
        counted(number(Severity::Warning), "warning"),
        counted(number(Severity::Info), "info"),
    );
    out
}

fn block(finding: &Finding, name: &str, part: &mut dyn FnMut(Range<u64>) -> Vec<u8>) -> String {
    let (line, column) = (finding.at.line, finding.at.column);
    let message = visible(finding.message.chars());
    let mut out =
        format!("{name}:{line}:{column}: {}: {message} [{}]\n", finding.severity.name(), finding.code);
    let reach = Excerpt::reach(finding);
    let from = reach.start;
    if let Some(excerpt) = Excerpt::of(finding, &part(reach), from) {
        for row in excerpt.underlined().lines() {
            let _ = writeln!(out, "  {row}");
        }
    }
    if let Some(remedy) = &finding.remedy {
        let _ = writeln!(out, "  {}", visible(remedy.chars()));
    }
    out.push('\n');
    out
}
