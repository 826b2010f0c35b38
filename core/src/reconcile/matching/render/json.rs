//! JSON by the schema in `docs/match.schema.json`: for each file the report of its check and what became of matching, in one
//! object. Several files make a list. Integers beyond 2^53 are strings.

use crate::catalog::Provider;
use crate::machine::SettlementStatus;
use crate::money::Currency;
use crate::reconcile::declarations::read::Source;
use crate::reconcile::matching::{
    Assumed, FileMatch, Footing, MatchReport, OpenActions, ReasonCount, UnmatchedLine,
};
use crate::settlement::exact;
use crate::settlement::report::{Dialect, Finding, Footer, RuleCount, Verdict};
use crate::settlement::totals::{StatusTotal, Totals};
use serde::Serialize;

/// Version of the form: it changes when a field changes its name or meaning.
const SCHEMA: &str = "echoscope-match-report/1";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'r> {
    schema: &'static str,
    name: &'r str,
    status: SettlementStatus,
    message: &'r str,
    verdict: Verdict,
    dialect: Dialect,
    provider: Option<Provider>,
    currency: Option<Currency>,
    lines: u64,
    matched: u64,
    unmatched_count: u64,
    unmatched: &'r [UnmatchedLine],
    reasons: &'r [ReasonCount],
    matched_by_status: &'r [StatusTotal],
    #[serde(serialize_with = "exact::integer")]
    declared_amount: i128,
    footer_errors: &'r [Footing],
    assumed: Assumed,
    footer: &'r Footer,
    totals: &'r Totals,
    findings: &'r [Finding],
    counts: &'r [RuleCount],
    findings_per_rule: usize,
    declarations: u64,
    sources: &'r [Source],
    open: &'r OpenActions,
    details: usize,
}

pub fn json(report: &MatchReport) -> String {
    let documents: Vec<_> = report.files.iter().map(|file| document(report, file)).collect();
    // Plain data with string keys: there is nothing in it that serialisation could refuse.
    match documents.as_slice() {
        [one] => serde_json::to_string_pretty(one),
        several => serde_json::to_string_pretty(several),
    }
    .unwrap_or_default()
}

fn document<'r>(report: &'r MatchReport, file: &'r FileMatch) -> Document<'r> {
    let check = &file.check;
    Document {
        schema: SCHEMA,
        name: &file.name,
        status: file.status,
        message: &file.message,
        verdict: check.verdict,
        dialect: check.dialect,
        provider: file.provider,
        currency: file.currency.or(check.currency),
        lines: file.lines,
        matched: file.matched,
        unmatched_count: file.unmatched,
        unmatched: &file.unmatched_lines,
        reasons: &file.reasons,
        matched_by_status: &file.matched_by_status,
        declared_amount: file.declared_amount,
        footer_errors: &file.footer_errors,
        assumed: file.assumed,
        footer: &check.footer,
        totals: &check.totals,
        findings: &check.findings,
        counts: &check.counts,
        findings_per_rule: check.findings_per_rule,
        declarations: report.declarations,
        sources: &report.sources,
        open: &report.open,
        details: report.details,
    }
}
