//! The door to the place to play: its module is loaded on the first visit, and stays as it was left.

use crate::place::Place;
use crate::texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Of the element that the place to play fills.
pub const ID: &str = "playhouse";

#[wasm_bindgen]
extern "C" {
    /// Of `playhouse.js`.
    #[wasm_bindgen(catch, js_name = openPlayhouse)]
    async fn open_playhouse() -> Result<JsValue, JsValue>;
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Door {
    Closed,
    Opening,
    Open,
    Stuck,
}

#[component]
pub fn Playhouse(#[prop(into)] place: Signal<Place>) -> impl IntoView {
    let door = RwSignal::new(Door::Closed);
    let is_here = move || place.get() == Place::Simulate;
    let open = move || {
        door.set(Door::Opening);
        spawn_local(async move {
            door.set(if open_playhouse().await.is_ok() { Door::Open } else { Door::Stuck });
        });
    };
    Effect::new(move |_| {
        if is_here() && door.get_untracked() == Door::Closed {
            open();
        }
    });
    view! {
        <div hidden=move || !is_here()>
            {move || match door.get() {
                Door::Opening => view! { <p class="playhouse-opens soft" role="status">{texts::PLAYHOUSE_OPENS}</p> }.into_any(),
                Door::Stuck => {
                    view! {
                        <div class="outside" role="alert">
                            <p>{texts::PLAYHOUSE_STUCK}</p>
                            <button type="button" class="button" on:click=move |_| open()>{texts::TRY_AGAIN}</button>
                        </div>
                    }
                        .into_any()
                }
                Door::Closed | Door::Open => ().into_any(),
            }}
            <div id=ID></div>
        </div>
    }
}
