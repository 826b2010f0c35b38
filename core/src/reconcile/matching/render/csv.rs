//! One row for each listed line that does not match, then one for each reason of which some are left out.

use crate::catalog::LineStatus;
use crate::reconcile::matching::MatchReport;
use crate::settlement::render::harmless;
use std::fmt::Write;

pub fn csv(report: &MatchReport) -> String {
    let mut out = "File,Line,Reason,Code,Reference,Status,Amount,Currency,DeclaredAmount,Difference,Description,Remedy,Nearest\n".to_owned();
    for file in &report.files {
        let name = harmless(&file.name);
        for line in &file.unmatched_lines {
            let nearest: Vec<&str> =
                line.nearest.iter().map(|near| near.declared.reference.as_str()).collect();
            let number = |number: Option<i128>| number.map(|number| number.to_string()).unwrap_or_default();
            let _ = writeln!(
                out,
                "{name},{},{},{},{},{},{},{},{},{},{},{},{}",
                line.line,
                line.reason.name(),
                line.code,
                harmless(&line.reference),
                line.status.map_or("", LineStatus::value),
                number(line.amount.map(i128::from)),
                line.currency.map_or("", |currency| currency.code()),
                number(line.declared.as_ref().map(|declared| i128::from(declared.amount))),
                number(line.difference),
                harmless(&line.description),
                harmless(line.remedy.as_deref().unwrap_or_default()),
                harmless(&nearest.join(" ")),
            );
        }
        for sentence in super::left_out(file, report.details) {
            let _ = writeln!(out, "{name},,,,,,,,,,{},,", harmless(&sentence));
        }
    }
    out
}
