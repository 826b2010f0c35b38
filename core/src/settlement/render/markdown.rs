//! For a ticket or a mail: the verdict, the sums, and the findings as a table.

use super::shortened;
use crate::money::{Currency, major};
use crate::settlement::report::{Report, Severity, Verdict};
use crate::settlement::totals::{FeeConvention, Totals};
use crate::text::counted;
use std::fmt::Write;

pub fn markdown(report: &Report, file_name: &str) -> String {
    let mut out = format!("# Check of {}\n\n", escaped(file_name));
    let verdict = match report.verdict {
        Verdict::Created => "**CREATED**: the file is well formed, and matching would begin.",
        Verdict::Failed => "**FAILED**: the file would be rejected as a whole.",
    };
    let _ = writeln!(out, "{verdict}\n");
    let number = |severity| -> u64 {
        let of_severity = report.counts.iter().filter(|count| count.severity == severity);
        of_severity.map(|count| count.count).fold(0, u64::saturating_add)
    };
    let _ = writeln!(
        out,
        "{}, {}, {}, {}. Format of {}. Checked by Echoscope, which is independent of Mangopay.\n",
        counted(report.lines, "line"),
        counted(number(Severity::Error), "error"),
        counted(number(Severity::Warning), "warning"),
        counted(number(Severity::Info), "info"),
        report.dialect.year(),
    );
    totals(&mut out, &report.totals, report.currency);
    findings(&mut out, report);
    out
}

fn totals(out: &mut String, totals: &Totals, currency: Option<Currency>) {
    let show = |amount: i128| currency.map_or(amount.to_string(), |currency| major(amount, currency));
    let optional = |amount: Option<i128>| amount.map_or("not readable".to_owned(), show);
    let _ = writeln!(out, "## Totals\n\n| term | lines | amount |\n| --- | ---: | ---: |");
    for term in totals.by_status.iter().filter(|term| term.lines > 0) {
        let note = if term.counts { "" } else { " (not counted)" };
        let _ = writeln!(out, "| {}{note} | {} | {} |", term.status.value(), term.lines, show(term.sum));
    }
    let sign = match totals.convention {
        FeeConvention::Added => "added",
        FeeConvention::Subtracted => "subtracted",
    };
    let _ = writeln!(out, "| fees, {sign} | | {} |", optional(totals.fees_footer.map(i128::from)));
    let expected = match totals.lines_left_out {
        0 => optional(totals.net_expected),
        left_out => format!("not known: {} left out", counted(left_out, "line")),
    };
    let _ = writeln!(out, "| **net total should be** | | {expected} |");
    let _ = writeln!(out, "| **net total is** | | {} |", optional(totals.net_stated.map(i128::from)));
    if totals.lines_left_out > 0 {
        let _ = writeln!(
            out,
            "\nIn none of these sums, because amount, status or sign is wrong: {}.",
            counted(totals.lines_left_out, "line")
        );
    }
    out.push('\n');
}

fn findings(out: &mut String, report: &Report) {
    if report.findings.is_empty() {
        out.push_str("No findings.\n");
        return;
    }
    out.push_str(
        "## Findings\n\n| line | column | | finding | what to do |\n| ---: | ---: | --- | --- | --- |\n",
    );
    for finding in &report.findings {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} (`{}`) | {} |",
            finding.at.line,
            finding.at.column,
            finding.severity.name(),
            escaped(&finding.message),
            finding.code,
            escaped(finding.remedy.as_deref().unwrap_or_default()),
        );
    }
    for count in shortened(report) {
        let (listed, all) = (count.listed, count.count);
        let _ = writeln!(
            out,
            "\n`{}`: {listed} of {} listed; the limit is {} a rule.",
            count.code,
            counted(all, "finding"),
            report.findings_per_rule
        );
    }
}

/// Text of the file must not become markup.
pub(crate) fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if matches!(c, '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&') {
            out.push('\\');
        }
        out.push(if c == '\n' || c == '\r' { ' ' } else { c });
        out
    })
}
