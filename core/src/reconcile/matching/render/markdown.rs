//! For a ticket or a mail: status and sums of each file, and its unmatched lines as a table.

use super::{action, amount, assumptions, left_out, open};
use crate::machine::Status;
use crate::reconcile::matching::{FileMatch, MatchReport};
use crate::settlement::render::escaped;
use std::fmt::Write;

pub fn markdown(report: &MatchReport) -> String {
    let mut out = String::new();
    for file in &report.files {
        one(&mut out, file, report.details);
    }
    for sentence in open(report) {
        let _ = writeln!(out, "{}\n", escaped(&sentence));
    }
    for source in &report.sources {
        for finding in &source.findings {
            let (name, at) = (escaped(&source.name), finding.at);
            let _ = writeln!(
                out,
                "- {name}, line {}, column {}: {}",
                at.line,
                at.column,
                escaped(&finding.message)
            );
        }
    }
    out
}

fn one(out: &mut String, file: &FileMatch, limit: usize) {
    let _ = writeln!(
        out,
        "# Match of {}\n\n**{}**: {}\n",
        escaped(&file.name),
        file.status.value(),
        file.message
    );
    out.push_str("Foretold by Echoscope, which is independent of Mangopay.\n\n| matched | lines | amount |\n| --- | ---: | ---: |\n");
    for total in file.matched_by_status.iter().filter(|total| total.lines > 0) {
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            total.status.value(),
            total.lines,
            amount(total.sum, file.currency)
        );
    }
    out.push('\n');
    for error in &file.footer_errors {
        let _ = writeln!(out, "- {} (`{}`)", escaped(&error.description), error.code);
    }
    if !file.unmatched_lines.is_empty() {
        out.push_str(
            "| line | reference | why it does not match | what to do |\n| ---: | --- | --- | --- |\n",
        );
        for line in &file.unmatched_lines {
            let near = line.nearest.first().map(|near| format!(" Nearest: {}.", action(&near.declared)));
            let _ = writeln!(
                out,
                "| {} | {} | {} (`{}`) | {}{} |",
                line.line,
                escaped(&line.reference),
                escaped(&line.description),
                line.reason.name(),
                escaped(line.remedy.as_deref().unwrap_or_default()),
                escaped(&near.unwrap_or_default()),
            );
        }
    }
    out.push('\n');
    for sentence in left_out(file, limit).iter().chain(&assumptions(file)) {
        let _ = writeln!(out, "{sentence}\n");
    }
}
