//! How to check, and in which form to tell what came out.

use echoscope_core::settlement::{CheckOptions, DialectChoice};
use serde::Deserialize;
use tsify::Tsify;

/// How to check.
#[derive(Clone, Copy, Debug, Default, Deserialize, Tsify)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct CheckSettings {
    /// Which generation of the format to check by; `auto` goes by the file itself.
    #[tsify(optional)]
    pub dialect: ChosenDialect,
    /// How many findings of each rule are worded and listed; 1000 where it is left out. All of them are counted.
    pub findings_per_rule: Option<u32>,
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

/// A form for people and tools: JSON by the published schema, Markdown for a comment or a ticket, SARIF for code
/// scanning, CSV for a spreadsheet.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
#[tsify(type_prefix = "Document")]
pub enum Format {
    Json,
    Markdown,
    Sarif,
    Csv,
}

impl From<CheckSettings> for CheckOptions {
    fn from(settings: CheckSettings) -> Self {
        let default = Self::default();
        let findings_per_rule = settings.findings_per_rule.and_then(|limit| usize::try_from(limit).ok());
        Self {
            dialect: dialect(settings.dialect),
            findings_per_rule: findings_per_rule.unwrap_or(default.findings_per_rule),
            ..default
        }
    }
}

pub fn dialect(chosen: ChosenDialect) -> DialectChoice {
    match chosen {
        ChosenDialect::Auto => DialectChoice::Auto,
        ChosenDialect::V1 => DialectChoice::V1,
        ChosenDialect::V2 => DialectChoice::V2,
    }
}
