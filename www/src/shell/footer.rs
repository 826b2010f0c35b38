use crate::icon::Icon;
use crate::texts;
use leptos::prelude::*;

#[component]
pub fn Footer(show_keys: RwSignal<bool>) -> impl IntoView {
    view! {
        <footer class="shell-footer">
            <p class="stays">{Icon::Lock.draw()} {texts::STAYS_HERE}</p>
            <p>{texts::INDEPENDENT}</p>
            <button class="button quiet small" type="button" id="show-keys" on:click=move |_| show_keys.set(true)>
                {texts::shell::KEYS_TITLE} " " <kbd>"?"</kbd>
            </button>
            <p class="version">{texts::version()}</p>
        </footer>
    }
}
