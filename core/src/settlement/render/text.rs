//! For a terminal: each finding under its line, with a caret under the cell, and the verdict at the end.

use super::shortened;
use crate::settlement::excerpt::{Excerpt, visible};
use crate::settlement::report::{Finding, Report, Severity, Verdict};
use crate::text::counted;
use std::fmt::Write;

/// `bytes` is the file that the report is about.
pub fn text(report: &Report, bytes: &[u8], file_name: &str) -> String {
    let name = visible(file_name.chars());
    let mut out = String::new();
    for finding in &report.findings {
        out.push_str(&block(finding, bytes, &name));
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
        counted(number(Severity::Info), "note"),
    );
    out
}

fn block(finding: &Finding, bytes: &[u8], name: &str) -> String {
    let (line, column) = (finding.at.line, finding.at.column);
    let message = visible(finding.message.chars());
    let mut out =
        format!("{name}:{line}:{column}: {}: {message} [{}]\n", finding.severity.name(), finding.code);
    for row in Excerpt::of(finding, bytes)
        .iter()
        .flat_map(|excerpt| excerpt.underlined().lines().map(str::to_owned).collect::<Vec<_>>())
    {
        let _ = writeln!(out, "  {row}");
    }
    if let Some(remedy) = &finding.remedy {
        let _ = writeln!(out, "  {}", visible(remedy.chars()));
    }
    out.push('\n');
    out
}
