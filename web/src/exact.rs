//! Values on their way to and from JavaScript by one rule: an integer is a number while numbers are exact, beyond
//! 2^53 a bigint; what is absent is left out.

use crate::amount::Amount;
use js_sys::TypeError;
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
use wasm_bindgen::JsValue;

/// The encoder refuses integers beyond 2^53, and only those; they are rare, so only they take the longer way.
pub fn encode(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let encoder = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    if let Ok(encoded) = value.serialize(&encoder) {
        return Ok(encoded);
    }
    let json = serde_json::to_value(value).map_err(|error| TypeError::new(&error.to_string()))?;
    Ok(Exact(&json).serialize(&encoder)?)
}

/// Misuse of the API is told with the name of the argument.
pub fn decode<T: DeserializeOwned>(value: JsValue, argument: &str) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| TypeError::new(&format!("`{argument}` cannot be read: {error}")).into())
}

struct Exact<'v>(&'v serde_json::Value);

impl Serialize for Exact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde_json::Value;
        match self.0 {
            Value::Number(number) => match number.as_i128() {
                Some(whole) => Amount(whole).serialize(serializer),
                None => number.serialize(serializer),
            },
            Value::Array(items) => serializer.collect_seq(items.iter().map(Exact)),
            Value::Object(fields) => {
                serializer.collect_map(fields.iter().map(|(name, value)| (name, Exact(value))))
            }
            Value::Null => serializer.serialize_none(),
            Value::Bool(_) | Value::String(_) => self.0.serialize(serializer),
        }
    }
}
