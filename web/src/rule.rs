//! The catalogue of the rules for settlement files as JavaScript sees it.

use crate::exact::encode;
use echoscope_core::settlement::rules::{self, Effect, Fixes};
use echoscope_core::settlement::write::faults;
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
    /// Whether a finding comes with a fix: a safe one changes how a value is written, never what it says.
    #[tsify(type = "\"safe\" | \"unsafe\" | \"depends\" | \"none\"")]
    pub fixes: &'static str,
    /// Rows that break the rule, and what they should be. Absent for the rule that is about how the check is set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Example>,
    /// What the rule rests on: rules of the specification (R…), ambiguities (A…), or experience.
    pub source: &'static str,
    /// Mangopay's own code for it, where that is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mangopay_code: Option<&'static str>,
}

/// Characters that cannot be seen are written as ⟨U+00A0⟩, bytes that are no text as ⟨0xE9⟩.
#[derive(Debug, Serialize, Tsify)]
pub struct Example {
    pub bad: Vec<String>,
    pub good: Vec<String>,
}

impl From<&'static rules::Rule> for Rule {
    fn from(rule: &'static rules::Rule) -> Self {
        let rules::Rule {
            code,
            severity,
            effect,
            title,
            explanation,
            fixes,
            source,
            mangopay,
            validation: _,
        } = *rule;
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
            fixes: match fixes {
                Fixes::None => "none",
                Fixes::Safe => "safe",
                Fixes::Unsafe => "unsafe",
                Fixes::Depends => "depends",
            },
            example: faults::example(rule).map(|faults::Example { bad, good, .. }| Example { bad, good }),
            source,
            mangopay_code: mangopay,
        }
    }
}
