//! A text that somebody will want elsewhere, and the button that takes it there.

use crate::texts::inspect as texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Of `playhouse.js`.
    #[wasm_bindgen(catch, js_name = copyText)]
    async fn copy_text(text: &str) -> Result<JsValue, JsValue>;
}

/// How long a button says what it did.
const TOLD: Duration = Duration::from_secs(2);

/// `what` tells screen readers which text it is.
#[component]
pub fn Copy(text: String, what: String) -> impl IntoView {
    let told = RwSignal::new(texts::COPY);
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let is_done = copy_text(&text).await.is_ok();
            // The step may have been left by then.
            let _ = told.try_set(if is_done { texts::COPIED } else { texts::COPY_FAILED });
            set_timeout(
                move || {
                    let _ = told.try_set(texts::COPY);
                },
                TOLD,
            );
        });
    };
    view! {
        <button type="button" class="button small copy" on:click=copy>
            <span aria-live="polite">{move || told.get()}</span>
            <span class="unseen">" " {what}</span>
        </button>
    }
}

/// A block of text with its name, scrolling in itself, with the button.
#[component]
pub fn Copied(name: String, text: String, #[prop(optional)] shown: Option<String>) -> impl IntoView {
    let shown = shown.unwrap_or_else(|| text.clone());
    view! {
        <figure class="copied">
            <figcaption>
                <span>{name.clone()}</span>
                <Copy text=text what=name.clone() />
            </figcaption>
            <pre class="json" tabindex="0" role="group" aria-label=name>{shown}</pre>
        </figure>
    }
}
