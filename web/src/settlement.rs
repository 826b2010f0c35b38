//! The check of a settlement file as JavaScript sees it.

use crate::amount::Amount;
use echoscope_core::date::Date;
use echoscope_core::settlement::report;
use echoscope_core::settlement::{CheckOptions, check};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

/// Checks the bytes of a settlement file.
#[wasm_bindgen(js_name = checkSettlement)]
pub fn check_settlement(bytes: &[u8]) -> Result<Ts<Report>, JsError> {
    Ok(Report::from(check(bytes, &CheckOptions::default())).into_ts()?)
}

/// What Mangopay would make of a settlement file, as far as its public documents say.
#[derive(Debug, Serialize, Tsify)]
pub struct Report {
    pub verdict: Verdict,
    pub dialect: Dialect,
    /// Transaction lines, without header, separator and footer.
    pub lines: u64,
    pub footer: Footer,
    pub findings: Vec<Finding>,
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
pub struct Finding {
    /// Stable name of the rule, e.g. `amount-not-integer`.
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

impl From<report::Report> for Report {
    fn from(report: report::Report) -> Self {
        let report::Report { verdict, dialect, lines, footer, findings } = report;
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
            findings: findings.into_iter().map(Finding::from).collect(),
        }
    }
}

impl From<report::Finding> for Finding {
    fn from(finding: report::Finding) -> Self {
        let report::Finding { code, severity, at, field, value, message, remedy } = finding;
        let report::Position { line, column, byte } = at;
        let severity = match severity {
            report::Severity::Error => Severity::Error,
            report::Severity::Warning => Severity::Warning,
            report::Severity::Info => Severity::Info,
        };
        Self { code, severity, line, column, byte, field, value, message, remedy }
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
            total_fees: total_fees.map(Amount),
            total_net: total_net.map(Amount),
            currency: currency.map(|currency| currency.code()),
        }
    }
}
