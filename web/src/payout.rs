//! A provider's own payout report as JavaScript sees it: bytes in, a settlement file out.

use crate::exact::{decode_or_default, encode};
use echoscope_core::payout::{Wishes, convert};
use serde::Deserialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// What a report cannot say by itself.
#[derive(Debug, Default, Deserialize, Tsify)]
#[serde(default, deny_unknown_fields)]
pub struct PayoutWishes {
    /// The column that holds the reference under which payments were declared; each format has a usual one.
    pub reference: Option<String>,
    /// Which payout, when the report holds several: Stripe's payout id, Adyen's batch number.
    pub payout: Option<String>,
}

#[wasm_bindgen(js_name = convertPayout, unchecked_return_type = "Converted")]
pub fn convert_payout(
    report: &[u8],
    #[wasm_bindgen(unchecked_optional_param_type = "PayoutWishes")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let PayoutWishes { reference, payout } = decode_or_default(options, "options")?;
    Ok(encode(&convert(report, &Wishes { reference, payout })))
}
