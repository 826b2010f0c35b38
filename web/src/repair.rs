//! Repairing and writing settlement files as JavaScript sees it.

use crate::exact::{decode, decode_or_default, json_of};
use crate::settlement::{CheckSettings, Finding};
use echoscope_core::catalog::{LineStatus, Provider};
use echoscope_core::date::Date;
use echoscope_core::money::{Currency, Minor};
use echoscope_core::settlement::fix::{self, Round};
use echoscope_core::settlement::report::Dialect;
use echoscope_core::settlement::write::{Draft, DraftLine, write_sound};
use js_sys::RangeError;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/report.js")]
extern "C" {
    fn repair(bytes: Vec<u8>, rounds: &str) -> JsValue;
}

#[wasm_bindgen(typescript_custom_section)]
const REPAIR: &str = r#"
/** A repaired file, and what was done to it. */
export interface Repair {
    bytes: Uint8Array;
    /** A repair may bring another fault to light; each round mends what the one before it showed. */
    rounds: RepairRound[];
}
"#;

/// One pass of a repair.
#[derive(Debug, Serialize, Tsify)]
pub struct RepairRound {
    /// What was mended, in the order of the file as this round found it.
    pub fixed: Vec<Finding>,
    /// What changed, line by line.
    pub diff: String,
}

/// Applies every safe fix: those that change how a value is written, never what it says.
#[wasm_bindgen(js_name = fixSettlement, unchecked_return_type = "Repair")]
pub fn fix_settlement(
    file: &[u8],
    #[wasm_bindgen(unchecked_optional_param_type = "CheckSettings")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let settings: CheckSettings = decode_or_default(options, "options")?;
    let fix::Repair { bytes, rounds } = fix::repair_safely(file, &settings.options()?);
    let rounds: Vec<_> = rounds
        .into_iter()
        .map(|Round { fixed, diff }| RepairRound {
            fixed: fixed.into_iter().map(Finding::from).collect(),
            diff,
        })
        .collect();
    Ok(repair(bytes, &json_of(&rounds)))
}

/// What a settlement file is to say. Amounts have the sign of the 2026 format, whatever the format it is written in.
#[derive(Debug, Deserialize, Tsify)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SettlementDraft {
    /// The generation of the format; 2026 where it is left out.
    #[serde(default)]
    #[tsify(optional, type = "\"2025\" | \"2026\"")]
    pub dialect: Option<String>,
    pub provider: String,
    pub currency: String,
    /// As `YYYY-MM-DD`.
    pub settlement_date: String,
    /// What the provider keeps for its work: not negative.
    #[serde(default, deserialize_with = "amount")]
    #[tsify(optional, type = "number | bigint")]
    pub fees_deducted: Minor,
    pub lines: Vec<SettlementDraftLine>,
}

#[derive(Debug, Deserialize, Tsify)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SettlementDraftLine {
    pub provider_reference: String,
    #[serde(default)]
    pub payment_method: Option<String>,
    #[tsify(type = "LineStatus")]
    pub status: LineStatus,
    /// As `YYYY-MM-DD`.
    pub date: String,
    #[serde(deserialize_with = "amount")]
    #[tsify(type = "number | bigint")]
    pub amount: Minor,
    /// Of a refund or dispute: the transaction it belongs to.
    #[serde(default)]
    #[tsify(optional)]
    pub initial_reference: String,
    /// What the provider keeps for this transaction; negative where it gives something back.
    #[serde(default, deserialize_with = "amount_if_any")]
    #[tsify(optional, type = "number | bigint")]
    pub fees: Option<Minor>,
}

/// Writes a correct settlement file: totals and footer follow from the lines.
#[wasm_bindgen(js_name = writeSettlement)]
pub fn write_settlement(
    #[wasm_bindgen(unchecked_param_type = "SettlementDraft")] draft: &JsValue,
) -> Result<String, JsValue> {
    let draft: SettlementDraft = decode(draft, "draft")?;
    let lines = draft.lines.into_iter().enumerate().map(|(place, line)| {
        Ok(DraftLine {
            date: date(&line.date, &format!("lines[{place}].date"))?,
            provider_reference: line.provider_reference,
            payment_method: line.payment_method,
            status: line.status,
            amount: line.amount,
            initial_reference: line.initial_reference,
            fees: line.fees,
        })
    });
    let draft = Draft {
        dialect: match draft.dialect.as_deref() {
            None | Some("2026") => Dialect::V2,
            Some("2025") => Dialect::V1,
            Some(other) => return Err(wrong(&format!("`dialect` is \"2025\" or \"2026\", not {other:?}"))),
        },
        provider: Provider::parse(&draft.provider)
            .ok_or_else(|| wrong(&format!("Echo supports no `provider` {:?}", draft.provider)))?,
        currency: Currency::from_code(&draft.currency)
            .ok_or_else(|| wrong(&format!("Mangopay supports no `currency` {:?}", draft.currency)))?,
        settlement_date: date(&draft.settlement_date, "settlementDate")?,
        fees_deducted: draft.fees_deducted,
        lines: lines.collect::<Result<_, JsValue>>()?,
    };
    write_sound(&draft).map_err(|unsound| wrong(&format!("`{}`: {}", unsound.field, unsound.why)))
}

/// An amount: a number, or its digits as text, as documents write what is beyond 2^53.
fn amount<'de, D: Deserializer<'de>>(given: D) -> Result<Minor, D::Error> {
    struct Amount;
    impl Visitor<'_> for Amount {
        type Value = Minor;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a whole number of the smallest unit")
        }

        fn visit_i64<E: Error>(self, number: i64) -> Result<Minor, E> {
            Ok(number)
        }

        fn visit_u64<E: Error>(self, number: u64) -> Result<Minor, E> {
            Minor::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Minor, E> {
            text.parse().map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
        }
    }
    given.deserialize_any(Amount)
}

fn amount_if_any<'de, D: Deserializer<'de>>(given: D) -> Result<Option<Minor>, D::Error> {
    #[derive(Deserialize)]
    struct Given(#[serde(deserialize_with = "amount")] Minor);
    Ok(Option::<Given>::deserialize(given)?.map(|Given(amount)| amount))
}

fn date(text: &str, field: &str) -> Result<Date, JsValue> {
    Date::parse_iso(text)
        .ok_or_else(|| wrong(&format!("`{field}` is a day such as 2026-01-31, not {text:?}")))
}

fn wrong(why: &str) -> JsValue {
    RangeError::new(&format!("`draft` cannot be written: {why}")).into()
}
