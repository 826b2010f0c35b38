//! What can be asked of the object on the stage: first what would be granted, then what would be refused, and why not.

use super::play::Play;
use super::prospect::{Prospect, Prospects, about};
use crate::icon::Icon;
use crate::texts::simulate as texts;
use leptos::prelude::*;

#[component]
pub fn Asking(play: Play, prospects: Prospects) -> impl IntoView {
    let mine = Memo::new(move |_| {
        play.rest.with(|rest| {
            let subject = rest.subject.as_ref();
            prospects
                .with(|all| subject.map_or_else(|| all.to_vec(), |subject| about(&rest.moment, all, subject)))
        })
    });
    let list = move |open: bool| {
        mine.get()
            .into_iter()
            .filter(|prospect| prospect.is_open() == open)
            .map(|prospect| view! { <Ask play=play prospect=prospect /> })
            .collect_view()
    };
    let count =
        move |open: bool| mine.with(|mine| mine.iter().filter(|prospect| prospect.is_open() == open).count());
    view! {
        <section class="asking card" aria-labelledby="asking-title">
            <h2 id="asking-title">{texts::ASK_TITLE}</h2>
            <p class="soft" hidden=move || count(true) != 0>{texts::ASK_NONE}</p>
            <ul class="asks">{move || list(true)}</ul>
            <details class="asks-refused" hidden=move || count(false) == 0>
                <summary>{move || texts::would_be_refused(count(false))}</summary>
                <ul class="asks">{move || list(false)}</ul>
            </details>
        </section>
    }
}

#[component]
fn Ask(play: Play, prospect: Prospect) -> impl IntoView {
    let text = prospect.offer.text.clone();
    let is_open = prospect.is_open();
    let label = texts::ask(&prospect.offer);
    let shown = text.lines().next().unwrap_or_default().to_owned();
    view! {
        <li>
            <button
                type="button"
                class="ask"
                class:refused=!is_open
                data-machine=prospect.offer.machine
                data-trigger=prospect.offer.trigger.label()
                on:click=move |_| play.act(&text)
            >
                <span class="ask-label">{(!is_open).then(|| Icon::Lock.draw())} {label}</span>
                <code>{shown}</code>
            </button>
        </li>
    }
}
