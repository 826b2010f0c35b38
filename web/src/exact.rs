//! Values on their way to and from JavaScript, as JSON. One rule for integers: a number while numbers are exact,
//! beyond 2^53 a bigint (`exact.js`). What is absent is left out.

use echoscope_core::json;
use js_sys::{JsString, TypeError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// The longest text for which room is kept.
const ROOM_KEPT: usize = 1 << 16;

#[wasm_bindgen(module = "/src/exact.js")]
extern "C" {
    fn read(text: &str) -> JsValue;

    #[wasm_bindgen(catch)]
    fn write(value: &JsValue) -> Result<String, JsValue>;

    /// An outcome whose answer and events are read when they are looked at: two lines of text.
    pub fn outcome(told: &str) -> JsValue;
}

pub fn encode(value: &impl Serialize) -> JsValue {
    with_json(value, read)
}

pub fn json_of(value: &impl Serialize) -> String {
    with_json(value, str::to_owned)
}

thread_local! {
    /// One room for all texts: a text is read on the other side before the next is written.
    static ROOM: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Lends the JSON of `value` to `take`.
pub fn with_json<T>(value: &impl Serialize, take: impl FnOnce(&str) -> T) -> T {
    with_room(|room| {
        json::write(value, room);
        take(room)
    })
}

/// Lends the room, empty.
pub fn with_room<T>(take: impl FnOnce(&mut String) -> T) -> T {
    let mut room = ROOM.take();
    room.clear();
    let taken = take(&mut room);
    // What was exceptionally long is given back.
    room.shrink_to(ROOM_KEPT);
    ROOM.set(room);
    taken
}

/// Misuse of the API is told with the name of the argument.
pub fn decode<T: DeserializeOwned>(value: &JsValue, argument: &str) -> Result<T, JsValue> {
    let text = write(value).map_err(|error| unreadable(argument, &message(&error)))?;
    serde_json::from_str(&text).map_err(|error| unreadable(argument, &json::fault(&error)))
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
