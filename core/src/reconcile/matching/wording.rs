//! What is said of a line that matches nothing, and of the file.

use super::report::{DeclaredAction, Reason, UnmatchedLine};
use crate::machine::SettlementStatus;
use crate::reconcile::declarations::{Declarations, IntentKey, Record};
use crate::settlement::LineFacts;
use crate::settlement::rules::{self, Rule};

pub fn unmatched(facts: &LineFacts<'_>, reason: Reason) -> UnmatchedLine {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    UnmatchedLine {
        line: facts.line,
        byte: facts.byte,
        reference: text(facts.provider_reference),
        initial_reference: text(facts.initial_reference),
        status: facts.status,
        amount: facts.amount,
        currency: facts.currency,
        date: facts.date,
        reason,
        code: "",
        description: String::new(),
        remedy: None,
        declared: None,
        difference: None,
        faults: Vec::new(),
        nearest: Vec::new(),
    }
}

pub fn malformed(facts: &LineFacts<'_>, faults: Vec<&'static str>) -> UnmatchedLine {
    let first: Option<&'static Rule> = faults.iter().find_map(|code| rules::find(code));
    UnmatchedLine {
        code: first.map_or("", |rule| rule.validation),
        description: first.map_or("", |rule| rule.title).to_owned(),
        remedy: Some("Correct the line; the check of the file says how.".to_owned()),
        faults,
        ..unmatched(facts, Reason::Malformed)
    }
}

pub fn message(status: SettlementStatus, matched: u64, lines: u64, footer: bool) -> String {
    let of = |number: u64| format!("{number} {}", if number == 1 { "line" } else { "lines" });
    let missing = lines.saturating_sub(matched);
    match status {
        SettlementStatus::Failed => format!(
            "The file would be rejected as a whole. Once repaired, {matched} of {} would match.",
            of(lines)
        ),
        SettlementStatus::Unmatched => format!("None of {} matches a declaration.", of(lines)),
        SettlementStatus::PendingFundsReception => {
            format!("Every line matches ({}), and the totals agree.", of(lines))
        }
        _ if missing == 0 => "Every line matches, but the footer contradicts the lines.".to_owned(),
        _ => {
            let verb = if missing == 1 { "does" } else { "do" };
            let footer = if footer { ", and the footer contradicts the lines" } else { "" };
            format!("{matched} of {} match; {missing} {verb} not{footer}.", of(lines))
        }
    }
}

impl DeclaredAction {
    pub(super) fn of(declarations: &Declarations, record: &Record<'_>) -> Self {
        Self {
            kind: record.standing.kind(),
            reference: String::from_utf8_lossy(record.entry.reference).into_owned(),
            amount: declarations.amount(record),
            currency: record.entry.currency,
            provider: record.entry.provider,
            date: record.entry.date(),
            intent_id: record.entry.intent.and_then(IntentKey::id),
        }
    }
}
