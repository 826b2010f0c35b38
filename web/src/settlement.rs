//! The check of a settlement file as JavaScript sees it.

use crate::amount::Amount;
use crate::exact::decode;
use echoscope_core::date::Date;
use echoscope_core::money::Currency;
use echoscope_core::settlement::totals::{self, FeeConvention};
use echoscope_core::settlement::{CheckOptions, DialectChoice, check, render, report};
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

/// Checks the bytes of a settlement file.
#[wasm_bindgen(js_name = checkSettlement)]
pub fn check_settlement(
    bytes: &[u8],
    #[wasm_bindgen(unchecked_optional_param_type = "CheckSettings")] options: JsValue,
) -> Result<Ts<Report>, JsValue> {
    let report = Report::from(check(bytes, &settings(options)?.into()));
    report.into_ts().map_err(|error| JsError::from(error).into())
}

/// The same as a document: JSON by the published schema, or Markdown for a comment or a ticket.
#[wasm_bindgen(js_name = settlementDocument)]
pub fn settlement_document(
    bytes: &[u8],
    #[wasm_bindgen(js_name = fileName)] file_name: &str,
    #[wasm_bindgen(unchecked_param_type = "\"json\" | \"markdown\"")] format: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckSettings")] options: JsValue,
) -> Result<String, JsValue> {
    let format = decode(format, "format")?;
    let report = check(bytes, &settings(options)?.into());
    Ok(match format {
        Format::Json => render::json(&report),
        Format::Markdown => render::markdown(&report, file_name),
    })
}

fn settings(options: JsValue) -> Result<CheckSettings, JsValue> {
    Ok(decode::<Option<CheckSettings>>(options, "options")?.unwrap_or_default())
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    Json,
    Markdown,
}

/// How to check.
#[derive(Clone, Copy, Debug, Default, Deserialize, Tsify)]
#[serde(default, deny_unknown_fields)]
pub struct CheckSettings {
    /// Which generation of the format to check by; `auto` goes by the file itself.
    #[tsify(optional)]
    pub dialect: ChosenDialect,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, Tsify)]
pub enum ChosenDialect {
    #[default]
    #[serde(rename = "auto")]
    Auto,
    #[serde(rename = "2025")]
    V1,
    #[serde(rename = "2026")]
    V2,
}

impl From<CheckSettings> for CheckOptions {
    fn from(CheckSettings { dialect }: CheckSettings) -> Self {
        let dialect = match dialect {
            ChosenDialect::Auto => DialectChoice::Auto,
            ChosenDialect::V1 => DialectChoice::V1,
            ChosenDialect::V2 => DialectChoice::V2,
        };
        Self { dialect, ..Self::default() }
    }
}

/// What Mangopay would make of a settlement file, as far as its public documents say.
#[derive(Debug, Serialize, Tsify)]
pub struct Report {
    pub verdict: Verdict,
    pub dialect: Dialect,
    /// Transaction lines, without header, separator and footer.
    pub lines: u64,
    pub footer: Footer,
    pub totals: Totals,
    /// In the order of the file; of a rule that is broken very often, the first ones.
    pub findings: Vec<Finding>,
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
    pub field: Option<String>,
    /// The text that is at fault, shortened where it is long.
    pub value: Option<String>,
    /// One sentence with the values in it.
    pub message: String,
    /// What to do about it, in one sentence.
    pub remedy: Option<String>,
    /// Mangopay's own code for this fault, where that is public.
    pub mangopay_code: Option<&'static str>,
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
    pub settlement_date: Option<String>,
    pub external_provider_name: Option<String>,
    pub total_fees: Option<Amount>,
    pub total_net: Option<Amount>,
    /// The ISO 4217 code.
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
    pub fees_from_lines: Option<Amount>,
    pub fees_footer: Option<Amount>,
    /// Counted amounts and footer fees together, before a negative sum becomes zero.
    pub raw: Option<Amount>,
    /// What the footer should say.
    pub net_expected: Option<Amount>,
    /// What the footer says.
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

impl From<report::Report> for Report {
    fn from(report: report::Report) -> Self {
        let report::Report {
            verdict,
            dialect,
            lines,
            footer,
            totals,
            findings,
            counts,
            findings_per_rule: _,
        } = report;
        Self {
            verdict: match verdict {
                report::Verdict::Created => Verdict::Created,
                report::Verdict::Failed => Verdict::Failed,
            },
            dialect: match dialect {
                report::Dialect::V1 => Dialect::V1,
                report::Dialect::V2 => Dialect::V2,
            },
            lines,
            footer: footer.into(),
            totals: totals.into(),
            findings: findings.into_iter().map(Finding::from).collect(),
            counts: counts.into_iter().map(RuleCount::from).collect(),
        }
    }
}

impl From<report::Finding> for Finding {
    fn from(finding: report::Finding) -> Self {
        let report::Finding { code, severity, at, field, value, message, remedy, mangopay_code, fix: _ } =
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
        }
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
