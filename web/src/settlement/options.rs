//! How to check, and in which form to tell what came out.

use crate::reading::chosen;
use echoscope_core::reading::Reading;
use echoscope_core::settlement::{CheckOptions, DialectChoice};
use serde::Deserialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;

/// How to check.
#[derive(Clone, Debug, Default, Deserialize, Tsify)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct CheckSettings {
    /// Which generation of the format to check by; `auto` goes by the file itself.
    #[tsify(optional)]
    pub dialect: ChosenDialect,
    /// How Echo is read where its documents leave a choice: of the switches, `dialect` and `fee_sign` say something about files.
    #[tsify(type = "Partial<Reading>")]
    pub reading: Option<serde_json::Map<String, serde_json::Value>>,
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
/// scanning, CSV for a spreadsheet, workflow commands for GitHub Actions, and text for a terminal, each finding under its line.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
#[tsify(type_prefix = "Document")]
pub enum Format {
    Json,
    Markdown,
    Sarif,
    Csv,
    Github,
    Text,
}

impl CheckSettings {
    pub fn options(self) -> Result<CheckOptions, JsValue> {
        let read = CheckOptions::from(&chosen(Reading::default(), self.reading.as_ref())?);
        let limit = self.findings_per_rule.and_then(|limit| usize::try_from(limit).ok());
        Ok(CheckOptions {
            dialect: self.dialect.over(read.dialect),
            findings_per_rule: limit.unwrap_or(read.findings_per_rule),
            ..read
        })
    }
}

impl ChosenDialect {
    /// What is said of one call stands over what is said of the reading.
    fn over(self, read: DialectChoice) -> DialectChoice {
        match self {
            Self::Auto => read,
            Self::V1 => DialectChoice::V1,
            Self::V2 => DialectChoice::V2,
        }
    }
}
