//! The command palette: type a few letters, press Enter.

use super::command::Command;
use super::keys::follow;
use crate::check::Desk;
use crate::texts::shell as texts;
use leptos::html::{Dialog, Input};
use leptos::prelude::*;

#[component]
pub fn Palette(desk: Desk, open: RwSignal<bool>, show_keys: RwSignal<bool>) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let input = NodeRef::<Input>::new();
    let sought = RwSignal::new(String::new());
    let place = RwSignal::new(0);
    follow(dialog, open);
    Effect::new(move |_| {
        if open.get() {
            sought.set(String::new());
            place.set(0);
            if let Some(input) = input.get() {
                input.set_value("");
            }
        }
    });
    let found = Memo::new(move |_| {
        let sought = sought.read();
        let words: Vec<String> = sought.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let fits = |command: &Command| {
            let name = command.name().to_lowercase();
            words.iter().all(|word| name.contains(word.as_str()))
        };
        let possible = |command: &Command| open.get() && command.is_possible(desk);
        Command::all().into_iter().filter(possible).filter(fits).collect::<Vec<_>>()
    });
    let run = move |command: Command| {
        open.set(false);
        command.run(desk, show_keys);
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => place.update(|place| *place = if *place >= last { 0 } else { *place + 1 }),
            "ArrowUp" => place.update(|place| *place = if *place == 0 { last } else { *place - 1 }),
            "Enter" => {
                if let Some(command) = found.with_untracked(|found| found.get(place.get_untracked()).copied())
                {
                    run(command);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let options = move || {
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, command)| {
                let keys = command.keys().map(|keys| view! { <kbd>{keys}</kbd> });
                view! {
                    <li
                        role="option"
                        id=option_id(index)
                        aria-selected=move || (place.get() == index).to_string()
                        on:pointermove=move |_| place.set(index)
                        on:click=move |_| run(command)
                    >
                        <span>{command.name()}</span>
                        {keys}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <dialog class="sheet palette" node_ref=dialog aria-label=texts::PALETTE on:close=move |_| open.set(false)>
            <input
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-controls="palette-list"
                aria-autocomplete="list"
                aria-label=texts::PALETTE
                aria-activedescendant=move || option_id(place.get())
                placeholder=texts::PALETTE_HINT
                autocomplete="off"
                spellcheck="false"
                node_ref=input
                on:input=move |event| {
                    sought.set(event_target_value(&event));
                    place.set(0);
                }
                on:keydown=press
            />
            <ul id="palette-list" role="listbox" aria-label=texts::PALETTE>{options}</ul>
            <p class="soft" role="status">{move || found.with(Vec::is_empty).then_some(texts::PALETTE_EMPTY)}</p>
        </dialog>
    }
}

fn option_id(index: usize) -> String {
    format!("palette-{index}")
}
