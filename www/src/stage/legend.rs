use crate::texts;
use leptos::prelude::*;

/// What the kinds of lines mean.
#[component]
pub fn Legend() -> impl IntoView {
    let entries = ["documented", "inferred", "chosen"].map(|mark| {
        view! {
            <li class="arrow" data-mark=mark>
                <svg viewBox="0 0 40 12" width="40" height="12" aria-hidden="true">
                    <path class="line" d="M2 6H32"></path>
                    <path class="head" d="M38 6L31 2.6L31 9.4Z"></path>
                </svg>
                {texts::mark(mark)}
            </li>
        }
    });
    view! { <ul class="legend" aria-label=texts::LEGEND>{entries}</ul> }
}
