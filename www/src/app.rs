//! The shell around the place that the address names.

use crate::check::{Check, Desk, listen_for_drops};
use crate::design::Design;
use crate::learn::Learn;
use crate::lifecycles::Lifecycles;
use crate::place::{Place, follow_address};
use crate::playhouse::Playhouse;
use crate::shell::{Footer, Header, SkipLink};
use crate::texts;
use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    let address = follow_address();
    let place = Memo::new(move |_| Place::parse(&address.read()));
    let desk = Desk::new();
    provide_context(desk);
    listen_for_drops(desk);

    view! {
        <div id="page">
            <SkipLink />
            <Header place=place />
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
            <Footer />
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
