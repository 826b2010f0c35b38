//! A match in the forms that people read. Counts are exact in every form; where details are left out, it says so.

mod csv;
mod markdown;
mod text;

pub use csv::csv;
pub use markdown::markdown;
pub use text::text;

use super::{DeclaredAction, FileMatch, MatchReport};
use crate::money::{Currency, major};
use crate::settlement::excerpt::visible;
use crate::text::counted;

/// An amount for a reader: in major units where the currency is known.
fn amount(minor: i128, currency: Option<Currency>) -> String {
    currency.map_or_else(|| minor.to_string(), |currency| format!("{} {currency}", major(minor, currency)))
}

fn action(declared: &DeclaredAction) -> String {
    let amount = amount(i128::from(declared.amount), declared.currency);
    let date = declared.date.map(|date| format!(", {date}")).unwrap_or_default();
    format!("{} \"{}\" ({amount}{date})", declared.kind.name(), visible(declared.reference.chars()))
}

/// What had to be assumed, in sentences.
fn assumptions(file: &FileMatch) -> Vec<String> {
    let assumed = file.assumed;
    [
        (assumed.provider, "the declaration is of the file's provider"),
        (assumed.currency, "the declaration is in the line's currency"),
        (assumed.initial_reference, "the initial reference belongs to the Intent"),
        (assumed.not_settled_before, "no earlier settlement contains it"),
    ]
    .into_iter()
    .filter(|(lines, _)| *lines > 0)
    .map(|(lines, what)| {
        format!(
            "For {} it is assumed that {what}: the declarations do not tell.",
            counted(lines, "matched line")
        )
    })
    .collect()
}

/// What is counted and not listed.
fn left_out(file: &FileMatch, limit: usize) -> Vec<String> {
    let shortened = file.reasons.iter().filter(|reason| reason.listed < reason.count);
    shortened
        .map(|reason| {
            let more = counted(reason.count.saturating_sub(reason.listed), "line");
            format!("{more} more of {} (the limit is {limit} a reason).", reason.reason.name())
        })
        .collect()
}

/// What is declared and not mentioned, in one sentence each.
fn open(report: &MatchReport) -> Vec<String> {
    let open = &report.open;
    let mut sentences = Vec::new();
    if open.count > 0 {
        let sums: Vec<String> = open
            .sums
            .iter()
            .map(|sum| format!("{} ({})", counted(sum.count, sum.kind.name()), amount(sum.sum, sum.currency)))
            .collect();
        let verb = if open.count == 1 { "is" } else { "are" };
        sentences.push(format!("Declared, and in none of these files, {verb} {}.", sums.join(", ")));
    }
    if open.later > 0 {
        sentences.push(format!(
            "{} dated after the last day of the files.",
            counted(open.later, "declared action")
        ));
    }
    if open.elsewhere > 0 {
        sentences
            .push(format!("{} of another provider or currency.", counted(open.elsewhere, "declared action")));
    }
    sentences
}
