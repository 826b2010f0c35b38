//! Keep and share: a link, a file, a picture, and the stories of earlier visits.

use super::import;
use super::play::Play;
use super::pseudonym::pseudonymised;
use super::shelf::{self, Kept, Trouble};
use super::{element, link, picture};
use crate::texts::simulate as texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Of `playhouse.js`.
    #[wasm_bindgen(catch, js_name = copyText)]
    async fn copy_text(text: &str) -> Result<JsValue, JsValue>;
}

#[component]
pub fn Keep(play: Play) -> impl IntoView {
    let with_names = RwSignal::new(false);
    let told = RwSignal::new(String::new());
    let copy = RwSignal::new(String::new());
    let story = move || play.session().with_untracked(|session| session.draft().to_string());
    let shared = move || {
        play.session().with_untracked(|session| {
            if with_names.get_untracked() {
                session.draft().to_string()
            } else {
                pseudonymised(session.draft())
            }
        })
    };
    let share = move |_| {
        let text = shared();
        spawn_local(async move {
            let Some(link) = link::packed(&text).await else {
                return told.set(texts::LINK_IMPOSSIBLE.to_owned());
            };
            let copied = copy_text(&link).await.is_ok();
            told.set(texts::linked(copied, link.len()));
            copy.set(link);
        });
    };
    let embed = move |_| {
        let position = play.position().get_untracked();
        let markup = play
            .story
            .get_untracked()
            .map_or_else(|| element::written(&shared(), position), |name| element::named(name, position));
        spawn_local(async move {
            told.set(texts::embedded(copy_text(&markup).await.is_ok()));
            copy.set(markup);
        });
    };
    let import = move |event: leptos::ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        input.set_value("");
        import::open(play, file, told);
    };
    import::listen_for_drops(play, told);
    view! {
        <section class="keep card" aria-labelledby="keep-title">
            <h2 id="keep-title">{texts::KEEP_TITLE}</h2>
            <div class="sends">
                <button type="button" class="button" on:click=share>{texts::KEEP_LINK}</button>
                <button type="button" class="button" on:click=embed>{texts::KEEP_ELEMENT}</button>
                <button type="button" class="button" on:click=move |_| picture::save_story(&story())>{texts::KEEP_STORY}</button>
                <button type="button" class="button" on:click=move |_| picture::save_picture("svg")>{texts::KEEP_SVG}</button>
                <button type="button" class="button" on:click=move |_| picture::save_picture("png")>{texts::KEEP_PNG}</button>
                <label class="button file-button">
                    {texts::KEEP_OPEN}
                    <input type="file" class="unseen" accept=".md,.json,text/markdown,text/plain,application/json" on:change=import />
                </label>
            </div>
            <label class="follow">
                <input
                    type="checkbox"
                    prop:checked=move || with_names.get()
                    on:change=move |event| with_names.set(event_target_checked(&event))
                />
                {texts::KEEP_NAMES}
            </label>
            <p role="status" class="soft">{move || told.get()}</p>
            {move || {
                let copy = copy.get();
                (!copy.is_empty()).then(|| view! {
                    <textarea class="keep-link" readonly rows="2" aria-label=texts::KEEP_COPY prop:value=copy></textarea>
                })
            }}
            <Shelf play=play />
        </section>
    }
}

/// Own stories of earlier visits. The one that is played is kept by itself whenever it has changed.
#[component]
fn Shelf(play: Play) -> impl IntoView {
    let stories = RwSignal::new(Vec::new());
    let trouble = RwSignal::new(None::<Trouble>);
    let look = move || spawn_local(look_at(stories, trouble));
    look();
    Effect::new(move |_| {
        let session = play.session().get();
        if play.story.get_untracked().is_none() && !session.is_empty() {
            let title = session.draft().scenario().title.clone();
            let kept = Kept { title, text: session.draft().to_string() };
            spawn_local(async move {
                let failed = shelf::keep(&kept).await.err();
                look_at(stories, trouble).await;
                if failed.is_some() {
                    trouble.set(failed);
                }
            });
        }
    });
    // Whoever loads the page again goes on where they were.
    Effect::new(move |_| {
        play.rest.track();
        play.forks.track();
        let work = play.work();
        spawn_local(async move { shelf::keep_on_table(&work).await });
    });
    let rows = move || stories.get().into_iter().map(|kept| row(play, kept, look)).collect_view();
    view! {
        <p class="keep-trouble" role="status">{move || trouble.get().map(Trouble::sentence)}</p>
        <h3 hidden=move || stories.with(Vec::is_empty)>{texts::SHELF_TITLE}</h3>
        <ul class="shelf">{rows}</ul>
    }
}

async fn look_at(stories: RwSignal<Vec<Kept>>, trouble: RwSignal<Option<Trouble>>) {
    match shelf::all().await {
        Ok(all) => {
            trouble.set(None);
            stories.set(all);
        }
        Err(closed) => trouble.set(Some(closed)),
    }
}

fn row(play: Play, kept: Kept, look: impl Fn() + Copy + 'static) -> impl IntoView {
    let Kept { title, text } = kept;
    let forgotten = title.clone();
    view! {
        <li>
            <button
                type="button"
                class="button quiet"
                // What was kept could be read when it was kept.
                on:click=move |_| drop(play.open_text(&text))
            >{title.clone()}</button>
            <button
                type="button"
                class="button quiet"
                aria-label=texts::forget(&title)
                on:click=move |_| {
                    let forgotten = forgotten.clone();
                    spawn_local(async move {
                        shelf::forget(&forgotten).await;
                        look();
                    });
                }
            >{texts::FORGET}</button>
        </li>
    }
}
