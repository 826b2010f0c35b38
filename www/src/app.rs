//! The shell around the place that the address names.

use crate::check::{Check, Desk, listen_for_drops};
use crate::design::Design;
use crate::learn::Learn;
use crate::lifecycles::Lifecycles;
use crate::place::{Place, follow_address};
use crate::playhouse::Playhouse;
use crate::shell::{Footer, Header, Keys, Palette, SkipLink, listen_for_keys};
use crate::texts;
use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    let address = follow_address();
    let place = Memo::new(move |_| Place::parse(&address.read()));
    let desk = Desk::new();
    provide_context(desk);
    listen_for_drops(desk);
    let (palette, show_keys) = (RwSignal::new(false), RwSignal::new(false));
    listen_for_keys(desk, palette, show_keys);

    view! {
        <div id="page">
            <SkipLink />
            <Header place=place palette=palette />
            <main id="main" tabindex="-1">
                {move || match place.get() {
                    Place::Check => view! { <Check /> }.into_any(),
                    Place::Simulate => ().into_any(),
                    Place::Learn => view! { <Learn address=address /> }.into_any(),
                    Place::Lifecycles => view! { <Lifecycles /> }.into_any(),
                    Place::Design => view! { <Design /> }.into_any(),
                    Place::Nowhere => view! { <Nowhere /> }.into_any(),
                }}
                <Playhouse place=place />
            </main>
            <Footer show_keys=show_keys />
            <Palette desk=desk open=palette show_keys=show_keys />
            <Keys open=show_keys />
        </div>
    }
}

#[component]
fn Nowhere() -> impl IntoView {
    view! {
        <h1>{texts::NOWHERE_TITLE}</h1>
        <p class="lead">{texts::NOWHERE_LEAD}</p>
        <p class="after-lead">
            <a class="button main" href=Place::Check.address()>{texts::NOWHERE_BACK}</a>
        </p>
    }
}
