//! Values on their way to and from JavaScript, as JSON. One rule for integers: a number while numbers are exact,
//! beyond 2^53 a bigint (`exact.js`). What is absent is left out.

use js_sys::{JsString, TypeError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/exact.js")]
extern "C" {
    fn read(text: &str) -> JsValue;

    #[wasm_bindgen(catch)]
    fn write(value: &JsValue) -> Result<String, JsValue>;

    /// An outcome whose events are read when they are looked at.
    pub fn outcome(answer: Option<String>, events: &str) -> JsValue;
}

pub fn encode(value: &impl Serialize) -> JsValue {
    read(&json(value))
}

/// Plain data with text as keys: there is nothing in it that serialisation could refuse.
pub fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// Misuse of the API is told with the name of the argument.
pub fn decode<T: DeserializeOwned>(value: &JsValue, argument: &str) -> Result<T, JsValue> {
    let text = write(value).map_err(|error| unreadable(argument, &message(&error)))?;
    serde_json::from_str(&text).map_err(|error| unreadable(argument, &without_place(&error.to_string())))
}

/// The same for what may be left out.
pub fn decode_or_default<T: DeserializeOwned + Default>(
    value: &JsValue,
    argument: &str,
) -> Result<T, JsValue> {
    if value.is_null() || value.is_undefined() { Ok(T::default()) } else { decode(value, argument) }
}

/// A text stays as it is: it needs no JSON.
pub fn text(value: &JsValue, argument: &str) -> Result<String, JsValue> {
    value.as_string().ok_or_else(|| unreadable(argument, &format!("it is {}, not a string", kind(value))))
}

pub fn optional_text(value: &JsValue, argument: &str) -> Result<Option<String>, JsValue> {
    if value.is_null() || value.is_undefined() { Ok(None) } else { text(value, argument).map(Some) }
}

fn unreadable(argument: &str, why: &str) -> JsValue {
    TypeError::new(&format!("`{argument}` cannot be read: {why}")).into()
}

fn kind(value: &JsValue) -> String {
    if value.is_null() { "null".to_owned() } else { String::from(JsString::from(value.js_typeof())) }
}

fn message(error: &JsValue) -> String {
    js_sys::Error::from(error.clone()).message().into()
}

/// The place of a fault in the JSON says nothing to somebody who passed an object.
fn without_place(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}
