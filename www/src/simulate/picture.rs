//! Files for the reader: the story as text, the large picture as SVG or PNG.

use crate::saving::save;
use js_sys::Array;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag};

#[wasm_bindgen]
extern "C" {
    /// Of `playhouse.js`.
    #[wasm_bindgen(catch, js_name = pictureOf)]
    async fn picture_of(selector: &str, kind: &str) -> Result<JsValue, JsValue>;
}

pub fn save_story(text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type("text/markdown");
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options) {
        save("story.md", &blob);
    }
}

/// `svg` or `png`. Before anything stands on the stage there is nothing to save.
pub fn save_picture(kind: &'static str) {
    spawn_local(async move {
        if let Ok(blob) = picture_of(".scene-large svg", kind).await {
            save(&format!("lifecycle.{kind}"), blob.unchecked_ref());
        }
    });
}
