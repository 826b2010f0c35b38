use crate::place::focus_main;
use crate::texts;
use leptos::prelude::*;

/// A script moves the focus, because the part of the address behind `#` names the place.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! {
        <a
            class="button main skip"
            href="#main"
            on:click=|event| {
                event.prevent_default();
                focus_main();
            }
        >
            {texts::SKIP}
        </a>
    }
}
