//! The place to play with Echo: a story, its stage, its money, and everything that can be asked next.

mod ask;
mod bar;
mod element;
mod history;
mod import;
mod inspect;
mod keep;
mod link;
mod money;
mod narrative;
mod overview;
mod picker;
mod picture;
mod play;
mod prospect;
mod provider;
mod pseudonym;
mod refusal;
mod scene;
mod sentence;
mod shelf;
mod stories;
#[cfg(test)]
pub mod told;
mod ways;

use crate::texts::simulate as texts;
use crate::{place, playhouse};
use ask::Asking;
use bar::Bar;
use echoscope_core::scenario as session;
use inspect::Inspect;
use keep::Keep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use money::Money;
use narrative::Narrative;
use overview::Overview;
use picker::Picker;
use play::{Play, Refused};
use prospect::prospects;
use provider::ProviderDesk;
use refusal::RefusalCard;
use scene::Scene;
use sentence::Sentence;
use session::Trouble;
use shelf::Work;
use std::sync::Arc;
use stories::Story;
use ways::Ways;

/// What an address asks for: a story, how far to play it, and whether to see the last step move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Asked {
    story: Story,
    position: Option<usize>,
    moving: bool,
}

/// `#/simulate/shortage/7`, or `#/simulate/shortage/7/moving`.
fn asked(address: &str) -> Option<Asked> {
    let mut words = address.strip_prefix("#/simulate/")?.split('/');
    let story = Story::find(words.next()?)?;
    let position = words.next().and_then(|step| step.parse().ok());
    Some(Asked { story, position, moving: words.next() == Some("moving") })
}

/// Before a story moves that somebody came to see, they should have seen where it stands.
const LOOK_FIRST: std::time::Duration = std::time::Duration::from_millis(900);

fn open_at(play: Play, Asked { story, position, moving }: Asked) {
    let before = position.filter(|_| moving).and_then(|position| position.checked_sub(1));
    let Some(before) = before else { return play.open_story(story, position) };
    play.open_story(story, Some(before));
    set_timeout(
        move || {
            let stands = play.story.get_untracked() == Some(story.name);
            if stands && play.position().get_untracked() == before {
                play.step();
            }
        },
        LOOK_FIRST,
    );
}

/// Fills the element that the page keeps for this place.
pub fn open() {
    // Before Leptos is there.
    wasm_bindgen_futures::spawn_local(async {
        let work = shelf::work().await;
        let element = document().get_element_by_id(playhouse::ID);
        if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            leptos::mount::mount_to(element, move || view! { <Simulate work=work /> }).forget();
        }
    });
}

/// Opens the story that came with the address; says so where it was cut off on its way.
fn open_link(play: Play, packed: String) {
    spawn_local(async move {
        let text = link::unpacked(&packed).await;
        if text.is_none_or(|text| play.open_text(&text).is_err()) {
            let trouble = Trouble::Unmade(texts::LINK_BROKEN.to_owned());
            play.refused.set(Some(Refused { text: String::new(), trouble }));
        }
    });
}

#[component]
fn Simulate(work: Option<Work>) -> impl IntoView {
    let play = Play::new();
    let address = place::address();
    // What was in work when the page was left goes on.
    let is_resumed = work.is_some_and(|work| play.resume(&work));
    if !is_resumed {
        play.open_story(stories::STORIES[0], None);
    }
    Effect::new(move |before: Option<()>| {
        let address = address.get();
        if before.is_none() && is_resumed {
            return;
        }
        if place::Place::parse(&address) != place::Place::Simulate {
            play.running.set(false);
        }
        if let Some(asked) = asked(&address) {
            open_at(play, asked);
        } else if let Some(packed) = address.strip_prefix(link::PREFIX) {
            open_link(play, packed.to_owned());
        }
    });
    let prospects =
        Memo::new(move |_| play.rest.with(|rest| Arc::new(prospects(&rest.moment, rest.subject.as_ref()))));
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
                    <Inspect play=play />
                </div>
                <div class="workshop-side">
                    <Asking play=play prospects=prospects />
                    <Sentence play=play prospects=prospects />
                    <ProviderDesk play=play />
                    <Ways play=play />
                    <Keep play=play />
                </div>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_a_story_a_step_and_its_move() {
        let asked_for =
            |address| asked(address).map(|asked| (asked.story.name, asked.position, asked.moving));
        assert_eq!(asked_for("#/simulate/shortage"), Some(("shortage", None, false)));
        assert_eq!(asked_for("#/simulate/shortage/7"), Some(("shortage", Some(7), false)));
        assert_eq!(asked_for("#/simulate/shortage/7/moving"), Some(("shortage", Some(7), true)));
        assert_eq!(asked_for("#/simulate/nothing/7"), None);
    }
}
