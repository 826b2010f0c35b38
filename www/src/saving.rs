//! Gives the reader a file to keep. It is made here and goes to their disk; no server sees it.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

pub fn save(name: &str, blob: &Blob) {
    // Without a link there is nothing to save with, and nothing that could be told better than by the browser.
    let _ = try_save(name, blob);
}

pub fn save_text(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    if let Ok(blob) = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options) {
        save(name, &blob);
    }
}

fn try_save(name: &str, blob: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link = document().create_element("a").ok()?.dyn_into::<HtmlAnchorElement>().ok()?;
    link.set_href(&address);
    link.set_download(name);
    document().body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    // The browser takes the file a moment later.
    set_timeout(move || drop(Url::revoke_object_url(&address)), std::time::Duration::from_mins(1));
    Some(())
}
