//! Shortcuts: which key calls what, and the list of them.

use super::command::Command;
use crate::check::Desk;
use crate::texts::shell as texts;
use leptos::ev;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Keys of one letter work only where nobody is writing, and those of the findings only beside the findings: whoever speaks
/// to the computer must not set them off by chance.
pub fn listen_for_keys(desk: Desk, palette: RwSignal<bool>, show_keys: RwSignal<bool>) {
    window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let control = event.ctrl_key() || event.meta_key();
        if control && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            palette.update(|open| *open = !*open);
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let within =
            |selector| target.as_ref().is_some_and(|target| matches!(target.closest(selector), Ok(Some(_))));
        if within("input:not([type=radio]):not([type=checkbox]), textarea, select, dialog, [contenteditable]")
        {
            return;
        }
        if let Some(command) = command(&event, control, within(".workbench"))
            && command.is_possible(desk)
        {
            event.prevent_default();
            command.run(desk, show_keys);
        }
    });
}

fn command(event: &KeyboardEvent, control: bool, beside_findings: bool) -> Option<Command> {
    let checking = crate::place::Place::parse(&window().location().hash().unwrap_or_default())
        == crate::place::Place::Check;
    match (event.key().as_str(), control) {
        ("?", false) => Some(Command::ShowKeys),
        ("Escape", false) => Some(Command::Stop),
        ("n", false) if beside_findings => Some(Command::NextFinding),
        ("p", false) if beside_findings => Some(Command::PreviousFinding),
        ("z", true) if checking => Some(Command::Undo),
        ("Z" | "y", true) if checking => Some(Command::Redo),
        _ => None,
    }
}

/// The list of shortcuts.
#[component]
pub fn Keys(open: RwSignal<bool>) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    follow(dialog, open);
    let of_commands =
        Command::all().into_iter().filter_map(|command| Some((command.keys()?, command.name())));
    let others = texts::OTHER_KEYS.into_iter().map(|(keys, name)| (keys, name.to_owned()));
    let rows = others.chain(of_commands).map(|(keys, name)| {
        let keys = keys.split(' ').map(|key| view! { <kbd>{key}</kbd> " " });
        view! {
            <div>
                <dt>{keys.collect_view()}</dt>
                <dd>{name}</dd>
            </div>
        }
    });
    view! {
        <dialog class="sheet" node_ref=dialog aria-labelledby="keys-title" on:close=move |_| open.set(false)>
            <h2 id="keys-title">{texts::KEYS_TITLE}</h2>
            <dl class="key-list">{rows.collect_view()}</dl>
            <p class="row">
                <button class="button" type="button" on:click=move |_| open.set(false)>{crate::texts::check::CLOSE}</button>
            </p>
        </dialog>
    }
}

/// Opens and closes a dialog with a signal. The browser keeps the focus inside and gives it back.
pub fn follow(dialog: NodeRef<Dialog>, open: RwSignal<bool>) {
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Refused only where the dialog has left the page; then nobody waits for it.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
}
