//! The reading of Echo as JavaScript gives it: the switches that differ.

use echoscope_core::reading::Reading;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

/// The basis, with what was named changed.
pub fn chosen(basis: Reading, changes: Option<&Map<String, Value>>) -> Result<Reading, JsValue> {
    let Some(changes) = changes else { return Ok(basis) };
    let unreadable =
        |error: serde_json::Error| js_sys::TypeError::new(&format!("`reading` cannot be read: {error}"));
    let mut all = serde_json::to_value(&basis).map_err(unreadable)?;
    if let Some(all) = all.as_object_mut() {
        all.extend(changes.clone());
    }
    Ok(serde_json::from_value(all).map_err(unreadable)?)
}
