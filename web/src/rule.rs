//! The catalogue of the rules for settlement files as JavaScript sees it.

use crate::exact::encode;
use echoscope_core::settlement::rules::{self, Effect};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// Every rule, in the order in which a reader meets them in a file.
#[wasm_bindgen(unchecked_return_type = "Rule[]")]
pub fn rules() -> JsValue {
    encode(&rules::all().map(Rule::from).collect::<Vec<_>>())
}

/// One thing that is checked in a settlement file.
#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// Stable name, e.g. `amount-malformed`.
    pub code: &'static str,
    #[tsify(type = "\"error\" | \"warning\" | \"info\"")]
    pub severity: &'static str,
    /// What a finding of this rule does to the file.
    #[tsify(type = "\"rejects-file\" | \"blocks-line\" | \"blocks-settlement\" | \"leaves-out\" | \"none\"")]
    pub effect: &'static str,
    /// The rule in one sentence.
    pub title: &'static str,
    /// Why it is so, and what to do.
    pub explanation: &'static str,
    /// What the rule rests on: rules of the specification (R…), ambiguities (A…), or experience.
    pub source: &'static str,
    /// Mangopay's own code for it, where that is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mangopay_code: Option<&'static str>,
}

impl From<&'static rules::Rule> for Rule {
    fn from(rule: &'static rules::Rule) -> Self {
        let rules::Rule { code, severity, effect, title, explanation, source, mangopay, validation: _ } =
            *rule;
        Self {
            code,
            severity: severity.name(),
            effect: match effect {
                Effect::RejectsFile => "rejects-file",
                Effect::BlocksLine => "blocks-line",
                Effect::BlocksSettlement => "blocks-settlement",
                Effect::LeavesOut => "leaves-out",
                Effect::None => "none",
            },
            title,
            explanation,
            source,
            mangopay_code: mangopay,
        }
    }
}
