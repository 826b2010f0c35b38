//! Which story is played.

use super::play::Play;
use super::stories::STORIES;
use crate::texts::simulate as texts;
use leptos::prelude::*;

const BLANK: &str = "";
/// A story that has gone its own way is none of the list.
const OWN: &str = "own";

#[component]
pub fn Picker(play: Play) -> impl IntoView {
    let choose = move |name: String| {
        if let Some(story) = super::Story::find(&name) {
            // The address is the choice, so that it can be bookmarked and gone back from.
            let _ = window().location().set_hash(&format!("#/simulate/{}", story.name));
            play.open_story(story, None);
        } else if name == BLANK {
            play.open_blank();
        }
    };
    let options = STORIES.iter().map(|story| {
        let name = story.name;
        view! { <option value=name selected=move || play.story.get() == Some(name)>{story.title()}</option> }
    });
    view! {
        <div class="picker">
            <label>
                <span>{texts::STORY}</span>
                <select
                    prop:value=move || play.story.get().unwrap_or(OWN)
                    on:change=move |event| choose(event_target_value(&event))
                >
                    <option value=OWN disabled hidden=move || play.story.get().is_some()>
                        {texts::STORY_OWN}
                    </option>
                    {options.collect_view()}
                </select>
            </label>
            <button class="button" type="button" on:click=move |_| choose(BLANK.to_owned())>
                {texts::STORY_BLANK}
            </button>
        </div>
    }
}
