//! What a check of a settlement file answers.
//!
//! This is a contract with the page, the package and the command line: plain data in the user's words.
//! Lines and columns count from 1.

use super::exact;
use super::fix::Fix;
use super::rules::{self, Code};
use super::totals::Totals;
use crate::date::Date;
use crate::money::{Currency, Minor};
use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Mangopay would refuse the file or leave the line unmatched.
    Error,
    /// Legal, but probably not what was meant.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// What Mangopay would make of the file before matching (spec 5.7).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Verdict {
    /// Well formed: matching would begin.
    Created,
    /// Rejected as a whole.
    Failed,
}

/// Which generation of the format the file is written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Dialect {
    /// 2025: `TotalSettlementAmount`, amounts without sign, fees subtracted.
    #[serde(rename = "2025")]
    V1,
    /// 2026: `TotalNetSettlementAmount`, signed amounts, fees added.
    #[serde(rename = "2026")]
    V2,
}

impl Dialect {
    pub const fn year(self) -> u16 {
        match self {
            Self::V1 => 2025,
            Self::V2 => 2026,
        }
    }
}

/// One place in the file. Columns count Unicode characters (code points), and never the byte order mark.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Position {
    pub line: u64,
    pub column: u64,
    /// Offset of the first byte, from 0.
    pub byte: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Stable name of the rule, e.g. `amount-not-integer`.
    #[serde(deserialize_with = "rules::known")]
    pub code: Code,
    pub severity: Severity,
    #[serde(flatten)]
    pub at: Position,
    /// Name of the column or of the footer row; `None` where the finding is about the file or a whole line.
    pub field: Option<String>,
    /// The text that is at fault, shortened for display where it is long.
    pub value: Option<String>,
    /// One sentence with the values in it.
    pub message: String,
    /// What to do about it, in one sentence.
    pub remedy: Option<String>,
    /// Mangopay's own code for this fault, where that is public.
    #[serde(rename = "mangopayCode", deserialize_with = "rules::known_mangopay")]
    pub mangopay_code: Option<Code>,
    pub fix: Option<Fix>,
}

/// How often a rule was broken. Counts are exact; `listed` says how many of them [`Report::findings`] holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RuleCount {
    #[serde(deserialize_with = "rules::known")]
    pub code: Code,
    pub severity: Severity,
    pub count: u64,
    pub listed: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Report {
    pub verdict: Verdict,
    pub dialect: Dialect,
    /// Transaction lines, without header, separator and footer.
    pub lines: u64,
    /// The footer's, or else that of the first line that has one: what the amounts are in.
    pub currency: Option<Currency>,
    pub footer: Footer,
    pub totals: Totals,
    /// In the order of the file; at most [`super::CheckOptions::findings_per_rule`] of each rule.
    pub findings: Vec<Finding>,
    /// Every rule that was broken, and how often: exact, whatever the limit.
    pub counts: Vec<RuleCount>,
    /// How many findings of each rule are listed at most.
    #[serde(rename = "findingsPerRule")]
    pub findings_per_rule: usize,
}

/// The footer as far as it could be read.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Footer {
    pub settlement_date: Option<Date>,
    pub external_provider_name: Option<String>,
    #[serde(serialize_with = "exact::optional", deserialize_with = "exact::read_optional")]
    pub total_fees: Option<Minor>,
    #[serde(serialize_with = "exact::optional", deserialize_with = "exact::read_optional")]
    pub total_net: Option<Minor>,
    pub currency: Option<Currency>,
}
