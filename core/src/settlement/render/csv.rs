//! One row for each listed finding, then one for each rule of which some are left out. Each names the file, so that the
//! rows of several files make one table.

use super::shortened;
use crate::settlement::fix::cell;
use crate::settlement::report::Report;
use crate::text::counted;
use std::fmt::Write;

pub fn csv(report: &Report, file_name: &str) -> String {
    let name = harmless(file_name);
    let mut out =
        "File,Line,Column,Byte,Severity,Code,MangopayCode,Field,Value,Message,Remedy,Fix\n".to_owned();
    for finding in &report.findings {
        let text = |value: Option<&str>| harmless(value.unwrap_or_default());
        let _ = writeln!(
            out,
            "{name},{},{},{},{},{},{},{},{},{},{},{}",
            finding.at.line,
            finding.at.column,
            finding.at.byte,
            finding.severity.name(),
            finding.code,
            finding.mangopay_code.unwrap_or_default(),
            text(finding.field.as_deref()),
            text(finding.value.as_deref()),
            text(Some(&finding.message)),
            text(finding.remedy.as_deref()),
            finding.fix.as_ref().map_or("", |fix| fix.kind.name()),
        );
    }
    for count in shortened(report) {
        let left = counted(count.count.saturating_sub(count.listed), "finding");
        let message = format!("{left} more of this rule, beyond the limit of {}.", report.findings_per_rule);
        let _ = writeln!(out, "{name},,,,{},{},,,,{},,", count.severity.name(), count.code, cell(&message));
    }
    out
}

/// A cell that no spreadsheet runs as a formula.
pub(crate) fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { cell(&format!("'{text}")) } else { cell(text) }
}
