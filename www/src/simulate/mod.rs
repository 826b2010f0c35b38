//! The place to play with Echo: a story, its stage, its money, and everything that can be asked next.

mod ask;
mod bar;
mod history;
mod inspect;
mod money;
mod narrative;
mod overview;
mod picker;
mod play;
mod prospect;
mod provider;
mod refusal;
mod scene;
mod sentence;
mod session;
mod stories;
mod ways;

use crate::texts::simulate as texts;
use crate::{place, playhouse};
use ask::Asking;
use bar::Bar;
use inspect::Inspect;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use money::Money;
use narrative::Narrative;
use overview::Overview;
use picker::Picker;
use play::Play;
use prospect::prospects;
use provider::ProviderDesk;
use refusal::RefusalCard;
use scene::Scene;
use sentence::Sentence;
use std::sync::Arc;
use stories::Story;
use ways::Ways;

/// What `#/simulate/shortage/7` asks for: a story, and how far to play it.
fn asked(address: &str) -> Option<(Story, Option<usize>)> {
    let mut words = address.strip_prefix("#/simulate/")?.split('/');
    let story = Story::find(words.next()?)?;
    Some((story, words.next().and_then(|step| step.parse().ok())))
}

/// Fills the element that the page keeps for this place.
pub fn open() {
    let element = document().get_element_by_id(playhouse::ID);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        leptos::mount::mount_to(element, Simulate).forget();
    }
}

#[component]
fn Simulate() -> impl IntoView {
    let play = Play::new();
    let address = place::address();
    play.open_story(stories::STORIES[0], None);
    Effect::new(move |_| {
        if let Some((story, position)) = asked(&address.read()) {
            play.open_story(story, position);
        }
    });
    let prospects = Memo::new(move |_| {
        play.moment.with(|moment| Arc::new(prospects(moment, play.subject.get().as_ref())))
    });
    view! {
        <div class="simulate">
            <header class="simulate-head">
                <div>
                    <h1>{texts::TITLE}</h1>
                    <p class="lead">{texts::LEAD}</p>
                </div>
                <Picker play=play />
            </header>
            <Bar play=play />
            <div class="workshop">
                <div class="workshop-story"><Narrative play=play /></div>
                <div class="workshop-stage">
                    <RefusalCard play=play prospects=prospects />
                    <Scene play=play prospects=prospects />
                    <Money play=play />
                    <Overview play=play />
                </div>
                <div class="workshop-side">
                    <Asking play=play prospects=prospects />
                    <Sentence play=play prospects=prospects />
                    <ProviderDesk play=play />
                    <Inspect play=play />
                    <Ways play=play />
                </div>
            </div>
        </div>
    }
}
