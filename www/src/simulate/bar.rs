//! The player: back, play, on, and a scale to scrub.

use super::play::{Play, SPEEDS};
use crate::icon::Icon;
use crate::place::Place;
use crate::texts::simulate as texts;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

#[component]
pub fn Bar(play: Play) -> impl IntoView {
    let position = play.position();
    let at_start = move || position.get() == 0;
    let at_end = move || position.get() >= play.len();
    let caption = move || play.moment.with(|moment| caption(moment));
    listen_for_arrows(play);
    view! {
        <div class="bar card" role="group" aria-label=texts::PLAYER>
            <div class="bar-buttons">
                <IconButton icon=Icon::First label=texts::TO_START disabled=Signal::derive(at_start) press=move || play.go(0) />
                <IconButton icon=Icon::Back label=texts::BACK disabled=Signal::derive(at_start) press=move || play.back() />
                <button
                    type="button"
                    class="button main round"
                    aria-label=move || if play.running.get() { texts::PAUSE } else { texts::PLAY }
                    title=move || if play.running.get() { texts::PAUSE } else { texts::PLAY }
                    on:click=move |_| play.toggle()
                >
                    {move || if play.running.get() { Icon::Pause.draw() } else { Icon::Play.draw() }}
                </button>
                <IconButton icon=Icon::On label=texts::ON disabled=Signal::derive(at_end) press=move || play.step() />
                <IconButton
                    icon=Icon::Last
                    label=texts::TO_END
                    disabled=Signal::derive(at_end)
                    press=move || play.go(play.len())
                />
            </div>
            <div class="bar-scale">
                <input
                    type="range"
                    min="0"
                    max=move || play.len()
                    prop:value=move || position.get().to_string()
                    aria-label=texts::TIMELINE
                    aria-valuetext=caption
                    on:input=move |event| {
                        play.running.set(false);
                        if let Ok(to) = event_target_value(&event).parse() {
                            play.scrub(to);
                        }
                    }
                />
                <p class="bar-caption"><code>{caption}</code></p>
            </div>
            <p class="bar-count soft">{move || texts::step_of(position.get(), play.len())}</p>
            <fieldset class="segments speeds">
                <legend class="unseen">{texts::SPEED}</legend>
                {SPEEDS
                    .map(|speed| {
                        view! {
                            <label title=texts::speed(speed)>
                                <input
                                    type="radio"
                                    name="speed"
                                    aria-label=texts::speed(speed)
                                    prop:checked=move || play.speed.get() == speed
                                    on:change=move |_| play.speed.set(speed)
                                />
                                {format!("{speed}×")}
                            </label>
                        }
                    })}
            </fieldset>
        </div>
    }
}

/// What the last step was, in one line.
fn caption(moment: &super::play::Moment) -> String {
    let last = moment.position.checked_sub(1).and_then(|last| moment.session.played().get(last));
    last.map_or_else(
        || texts::BEGINNING.to_owned(),
        |played| {
            played
                .step
                .text
                .lines()
                .next()
                .unwrap_or_default()
                .split(" @")
                .next()
                .unwrap_or_default()
                .to_owned()
        },
    )
}

#[component]
fn IconButton(
    icon: Icon,
    label: &'static str,
    disabled: Signal<bool>,
    press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button quiet round"
            aria-label=label
            title=label
            // Not `disabled`: the button would lose the focus in the middle of a walk.
            aria-disabled=move || disabled.get().to_string()
            on:click=move |_| press()
        >
            {icon.draw()}
        </button>
    }
}

/// Left and right step through the story wherever nothing else wants the keys.
fn listen_for_arrows(play: Play) {
    let handle = window_event_listener(ev::keydown, move |event| {
        // The place stays as it was left while another is shown.
        let address = window().location().hash().unwrap_or_default();
        if Place::parse(&address) != Place::Simulate {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let is_taken = target.is_some_and(|target| {
            target
                .closest("input, select, textarea, dialog, .stage, .money-picture, pre")
                .ok()
                .flatten()
                .is_some()
        });
        if is_taken || event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowRight" if event.repeat() => play.scrub(play.position().get_untracked() + 1),
            "ArrowLeft" if event.repeat() => play.scrub(play.position().get_untracked().saturating_sub(1)),
            "ArrowRight" => play.step(),
            "ArrowLeft" => play.back(),
            _ => return,
        }
        play.running.set(false);
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}
