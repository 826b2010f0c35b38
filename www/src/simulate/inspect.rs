//! The machinery behind a step: the object as JSON, the request and its answer, the webhooks, the reports, the story as a file.

mod copying;
mod http;
mod json;
mod object;
mod reports;
mod webhooks;

use super::play::Play;
use crate::texts::inspect as texts;
use http::Http;
use json::Listing;
use leptos::prelude::*;
use reports::Reports;
use webhooks::Webhooks;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sheet {
    Object,
    Http,
    Webhooks,
    Reports,
    Story,
}

const SHEETS: [(Sheet, &str); 5] = [
    (Sheet::Object, texts::OBJECT),
    (Sheet::Http, texts::HTTP),
    (Sheet::Webhooks, texts::WEBHOOKS),
    (Sheet::Reports, texts::REPORTS),
    (Sheet::Story, texts::STORY),
];

#[component]
pub fn Inspect(play: Play) -> impl IntoView {
    let sheet = RwSignal::new(Sheet::Object);
    let tabs = SHEETS.map(|(this, name)| {
        view! {
            <label>
                <input
                    type="radio"
                    name="sheet"
                    prop:checked=move || sheet.get() == this
                    on:change=move |_| sheet.set(this)
                />
                {name}
            </label>
        }
    });
    view! {
        <section class="inspect card" aria-labelledby="inspect-title">
            <header class="inspect-head">
                <h2 id="inspect-title">{texts::TITLE}</h2>
                <fieldset class="segments sheets">
                    <legend class="unseen">{texts::TITLE}</legend>
                    {tabs}
                </fieldset>
            </header>
            {move || match sheet.get() {
                Sheet::Object => {
                    let shown = move || {
                        play.rest.with(|rest| object::listing_of(&rest.moment, rest.subject.as_ref()))
                    };
                    view! { <Lines listing=Signal::derive(shown) /> }.into_any()
                }
                Sheet::Http => view! { <Http play=play /> }.into_any(),
                Sheet::Webhooks => view! { <Webhooks play=play /> }.into_any(),
                Sheet::Reports => view! { <Reports play=play /> }.into_any(),
                Sheet::Story => {
                    let shown =
                        move || play.rested(|moment| Listing::text(&moment.session.draft().to_string()));
                    view! { <Lines listing=Signal::derive(shown) /> }.into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Lines(listing: Signal<Listing>) -> impl IntoView {
    move || {
        let lines = listing.get().lines;
        if lines.is_empty() {
            return view! { <p class="soft">{texts::NOTHING}</p> }.into_any();
        }
        let lines = lines.into_iter().map(|(text, is_new)| {
            view! { <span class="json-line" class:changed=is_new>{text} "\n"</span> }
        });
        view! { <pre class="json" tabindex="0" role="group" aria-label=texts::TITLE>{lines.collect_view()}</pre> }
            .into_any()
    }
}
