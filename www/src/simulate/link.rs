//! A story inside an address: compressed, with a version in front, so that old links keep working.

use leptos::prelude::window;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Of `playhouse.js`.
    #[wasm_bindgen(catch, js_name = packStory)]
    async fn pack_story(text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = unpackStory)]
    async fn unpack_story(packed: &str) -> Result<JsValue, JsValue>;
}

/// The first version: the story as UTF-8, raw deflate, base64.
const VERSION: &str = "1.";
/// What stands in front of it in the address.
pub const PREFIX: &str = "#/simulate/link/";

/// The address of a story; `None` where the browser cannot compress.
pub async fn packed(story: &str) -> Option<String> {
    let packed = pack_story(story).await.ok()?.as_string()?;
    let here = window().location().href().ok()?;
    let page = here.split('#').next()?;
    Some(format!("{page}{PREFIX}{VERSION}{packed}"))
}

/// The story of what follows the prefix; `None` where it is none of ours, or was cut off.
pub async fn unpacked(packed: &str) -> Option<String> {
    unpack_story(packed.strip_prefix(VERSION)?).await.ok()?.as_string()
}
