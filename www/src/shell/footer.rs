use crate::icon::Icon;
use crate::texts;
use leptos::prelude::*;

#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="shell-footer">
            <p class="stays">{Icon::Lock.draw()} {texts::STAYS_HERE}</p>
            <p>{texts::INDEPENDENT}</p>
            <p class="version">{texts::version()}</p>
        </footer>
    }
}
