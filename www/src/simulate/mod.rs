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
use ask::Asking;
use bar::Bar;
use inspect::Inspect;
use leptos::prelude::*;
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

#[component]
pub fn Simulate(#[prop(into)] address: Signal<String>) -> impl IntoView {
    let play = Play::new();
    Effect::new(move |_| {
        if let Some((story, position)) = asked(&address.read()) {
            play.open_story(story, position);
        } else {
            play.open_story(stories::STORIES[0], None);
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
                    <Scene play=play prospects=prospects />
                    <RefusalCard play=play prospects=prospects />
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
