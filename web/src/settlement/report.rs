//! The report of a check as JavaScript sees it.

use crate::amount::Amount;
use echoscope_core::date::Date;
use echoscope_core::money::Currency;
use echoscope_core::settlement::fix;
use echoscope_core::settlement::report;
use echoscope_core::settlement::totals::{self, FeeConvention};
use serde::Serialize;
use tsify::Tsify;

/// What Mangopay would make of a settlement file, as far as its public documents say. The findings stand beside it.
#[derive(Debug, Serialize, Tsify)]
pub struct ReportHead {
    pub verdict: Verdict,
    pub dialect: Dialect,
    /// Transaction lines, without header, separator and footer.
    pub lines: u64,
    /// What the amounts are in: the footer's currency, or else that of the first line that has one.
    pub currency: Option<&'static str>,
    pub footer: Footer,
    pub totals: Totals,
    /// How often each rule was broken, exactly.
    pub counts: Vec<RuleCount>,
}

/// `CREATED`: well formed, matching would begin. `FAILED`: rejected as a whole.
#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "UPPERCASE")]
pub enum Verdict {
    Created,
    Failed,
}

/// Which generation of the format the file is written in.
#[derive(Debug, Serialize, Tsify)]
pub enum Dialect {
    #[serde(rename = "2025")]
    V1,
    #[serde(rename = "2026")]
    V2,
}

/// One thing that is wrong, doubtful or worth knowing, and where it stands.
#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Stable name of the rule, e.g. `amount-malformed`.
    pub code: &'static str,
    pub severity: Severity,
    /// Counts from 1.
    pub line: u64,
    /// Counts from 1, in characters as an editor shows them.
    pub column: u64,
    /// Offset of the first byte, from 0.
    pub byte: u64,
    /// Name of the column or footer row; undefined where the finding is about the file or a whole line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The text that is at fault, shortened where it is long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// One sentence with the values in it.
    pub message: String,
    /// What to do about it, in one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// Mangopay's own code for this fault, where that is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mangopay_code: Option<&'static str>,
    /// What would put it right, where that can be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// A repair: edits of the file, or the whole file written anew.
#[derive(Debug, Serialize, Tsify)]
pub struct Fix {
    /// `safe` changes how a value is written, never what it says. `unsafe` touches money, drops something or guesses.
    #[tsify(type = "\"safe\" | \"unsafe\"")]
    pub kind: &'static str,
    pub edits: Vec<Edit>,
    /// The fault is in every row: nothing less than writing the file anew mends it.
    pub whole: bool,
}

/// Replaces the bytes from `start` up to `end` by `text`.
#[derive(Debug, Serialize, Tsify)]
pub struct Edit {
    pub start: u64,
    pub end: u64,
    pub text: String,
}

/// How often a rule was broken, and how many of those stand in the findings.
#[derive(Debug, Serialize, Tsify)]
pub struct RuleCount {
    pub code: &'static str,
    pub severity: Severity,
    pub count: u64,
    pub listed: u64,
}

/// `error`: Mangopay would refuse the file or leave the line unmatched. `warning`: legal, but probably not what
/// was meant. `info`: worth knowing.
#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
    Info,
}

/// The footer as far as it could be read.
#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Footer {
    /// As `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_provider_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_fees: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_net: Option<Amount>,
    /// The ISO 4217 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<&'static str>,
}

/// What the lines add up to, beside what the footer says.
#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// How fees enter the net total: added with their sign (2026) or subtracted (2025).
    #[tsify(type = "\"added\" | \"subtracted\"")]
    pub convention: FeeConvention,
    pub by_status: Vec<StatusTotal>,
    /// Sum of the signed amounts that count.
    pub counted: Amount,
    /// Lines whose amount, status or sign is wrong, so that no sum holds them.
    pub lines_left_out: u64,
    /// Undefined where no line gives any fees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_from_lines: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fees_footer: Option<Amount>,
    /// Counted amounts and footer fees together, before a negative sum becomes zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<Amount>,
    /// What the footer should say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_expected: Option<Amount>,
    /// What the footer says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_stated: Option<Amount>,
    /// The stated total does not fit `convention`, and fits the other one.
    pub fits_other_convention: bool,
}

/// The lines of one status: how many, and the sum of their signed amounts.
#[derive(Debug, Serialize, Tsify)]
pub struct StatusTotal {
    /// As the file writes it, e.g. `SETTLED`.
    pub status: &'static str,
    pub lines: u64,
    pub sum: Amount,
    /// Whether the sum is a term of the net total.
    pub counts: bool,
}

/// The report without its findings, and the findings.
pub fn parts(report: report::Report) -> (ReportHead, Vec<report::Finding>) {
    let report::Report {
        verdict,
        dialect,
        lines,
        currency,
        footer,
        totals,
        findings,
        counts,
        findings_per_rule: _,
    } = report;
    let head = ReportHead {
        verdict: match verdict {
            report::Verdict::Created => Verdict::Created,
            report::Verdict::Failed => Verdict::Failed,
        },
        dialect: match dialect {
            report::Dialect::V1 => Dialect::V1,
            report::Dialect::V2 => Dialect::V2,
        },
        lines,
        currency: currency.map(Currency::code),
        footer: footer.into(),
        totals: totals.into(),
        counts: counts.into_iter().map(RuleCount::from).collect(),
    };
    (head, findings)
}

impl From<report::Finding> for Finding {
    fn from(finding: report::Finding) -> Self {
        let report::Finding { code, severity, at, field, value, message, remedy, mangopay_code, fix } =
            finding;
        let report::Position { line, column, byte } = at;
        Self {
            code,
            severity: severity.into(),
            line,
            column,
            byte,
            field,
            value,
            message,
            remedy,
            mangopay_code,
            fix: fix.map(Fix::from),
        }
    }
}

impl From<fix::Fix> for Fix {
    fn from(fix: fix::Fix) -> Self {
        let fix::Fix { kind, edits, whole } = fix;
        let edits = edits.into_iter().map(|fix::Edit { start, end, text }| Edit { start, end, text });
        Self { kind: kind.name(), edits: edits.collect(), whole: whole.is_some() }
    }
}

impl From<report::RuleCount> for RuleCount {
    fn from(rule: report::RuleCount) -> Self {
        let report::RuleCount { code, severity, count, listed } = rule;
        Self { code, severity: severity.into(), count, listed }
    }
}

impl From<report::Severity> for Severity {
    fn from(severity: report::Severity) -> Self {
        match severity {
            report::Severity::Error => Self::Error,
            report::Severity::Warning => Self::Warning,
            report::Severity::Info => Self::Info,
        }
    }
}

impl From<report::Footer> for Footer {
    fn from(footer: report::Footer) -> Self {
        let report::Footer { settlement_date, external_provider_name, total_fees, total_net, currency } =
            footer;
        Self {
            settlement_date: settlement_date
                .map(|Date { year, month, day }| format!("{year:04}-{month:02}-{day:02}")),
            external_provider_name,
            total_fees: total_fees.map(Amount::from),
            total_net: total_net.map(Amount::from),
            currency: currency.map(Currency::code),
        }
    }
}

impl From<totals::Totals> for Totals {
    fn from(totals: totals::Totals) -> Self {
        let totals::Totals {
            convention,
            by_status,
            counted,
            lines_left_out,
            fees_from_lines,
            fees_footer,
            raw,
            net_expected,
            net_stated,
            fits_other_convention,
        } = totals;
        Self {
            convention,
            by_status: by_status.into_iter().map(StatusTotal::from).collect(),
            counted: Amount(counted),
            lines_left_out,
            fees_from_lines: fees_from_lines.map(Amount),
            fees_footer: fees_footer.map(Amount::from),
            raw: raw.map(Amount),
            net_expected: net_expected.map(Amount),
            net_stated: net_stated.map(Amount::from),
            fits_other_convention,
        }
    }
}

impl From<totals::StatusTotal> for StatusTotal {
    fn from(total: totals::StatusTotal) -> Self {
        let totals::StatusTotal { status, lines, sum, counts } = total;
        Self { status: status.value(), lines, sum: Amount(sum), counts }
    }
}
