//! Files for the reader: the story as text, the large picture as SVG or PNG.

use crate::saving::{save, save_text};
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Of `playhouse.js`.
    #[wasm_bindgen(catch, js_name = pictureOf)]
    async fn picture_of(selector: &str, kind: &str) -> Result<JsValue, JsValue>;
}

pub fn save_story(text: &str) {
    save_text("story.md", "text/markdown", text);
}

/// `svg` or `png`. Before anything stands on the stage there is nothing to save.
pub fn save_picture(kind: &'static str) {
    spawn_local(async move {
        if let Ok(blob) = picture_of(".scene-panel:not(.away) svg", kind).await {
            save(&format!("lifecycle.{kind}"), blob.unchecked_ref());
        }
    });
}
