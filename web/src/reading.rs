//! The reading of Echo as JavaScript gives it: the switches that differ.

use echoscope_core::json::{self, fault};
use echoscope_core::reading::Reading;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

/// The basis, with what was named changed.
pub fn chosen(basis: Reading, changes: Option<&Map<String, Value>>) -> Result<Reading, JsValue> {
    let Some(changes) = changes else { return Ok(basis) };
    let mut all = json::tree(&basis).unwrap_or_default();
    if let Some(all) = all.as_object_mut() {
        all.extend(changes.clone());
    }
    // Read from text like everything else, so that one reader is enough.
    let read = serde_json::from_str(&json::written(&all));
    read.map_err(|error| {
        js_sys::TypeError::new(&format!("`reading` cannot be read: {}", fault(&error))).into()
    })
}
