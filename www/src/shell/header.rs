use super::theme_choice::ThemeChoice;
use crate::icon::Icon;
use crate::place::Place;
use crate::texts;
use leptos::prelude::*;

#[component]
pub fn Header(#[prop(into)] place: Signal<Place>, palette: RwSignal<bool>) -> impl IntoView {
    let links = Place::LINKED.map(|linked| {
        view! {
            <a href=linked.address() aria-current=move || (place.get() == linked).then_some("page")>
                {linked.name()}
            </a>
        }
    });
    view! {
        <header class="shell-header">
            <a class="brand" href=Place::Check.address()>{Icon::Brand.draw()} {texts::NAME}</a>
            <nav class="places" aria-label=texts::PLACES>{links}</nav>
            <div class="shell-end">
                <p class="mark">{texts::MARK} " " <span class="more">{texts::MARK_MORE}</span></p>
                <button
                    class="button small palette-button"
                    type="button"
                    id="open-palette"
                    title=texts::shell::PALETTE_OPEN
                    on:click=move |_| palette.set(true)
                >
                    {Icon::Command.draw()}
                    <span class="unseen">{texts::shell::PALETTE}</span>
                </button>
                <ThemeChoice />
            </div>
        </header>
    }
}
