use super::desk::Desk;
use super::intake;
use crate::icon::Icon;
use crate::texts;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The label makes the whole zone a button for the mouse; the input inside is what the keyboard reaches.
#[component]
pub fn DropZone(desk: Desk) -> impl IntoView {
    let input = NodeRef::<leptos::html::Input>::new();
    let take = move |_| {
        let Some(input) = input.get() else { return };
        if let Some(files) = input.files().filter(|files| files.length() > 0) {
            desk.lay_files(intake::all(Some(files)));
            // So that the same file can be chosen again after it was edited.
            input.set_value("");
        }
    };
    view! {
        <label id="drop-zone" for="file-input" class:dragging=move || desk.dragging.get()>
            <span class="drop-picture">{Icon::File.draw()}</span>
            <span class="drop-words">
                <strong>{move || if desk.dragging.get() { texts::DROP_NOW } else { texts::DROP_HERE }}</strong>
                <span class="soft">{texts::DROP_STAYS} " " {texts::DROP_ALSO}</span>
            </span>
            <input
                id="file-input"
                class="unseen"
                type="file"
                accept=".csv,.json,.txt,text/csv,text/plain,application/json"
                multiple
                aria-label=texts::CHOOSE_FILE_LONG
                node_ref=input
                on:change=take
            />
            <span class="button main" aria-hidden="true">{texts::CHOOSE_FILE}</span>
        </label>
    }
}

/// Opens the browser's own dialog for files.
pub fn choose_file() {
    // The place with the file button may have to be drawn first.
    request_animation_frame(|| {
        if let Some(button) = document().get_element_by_id("file-input") {
            button.unchecked_into::<HtmlElement>().click();
        }
    });
}
