//! All lifecycles, drawn from the engine's tables.

use crate::stage::{Legend, Moves, Stage};
use crate::texts;
use echoscope_core::machine::{MachineView, all_machines};
use leptos::prelude::*;

#[component]
pub fn Lifecycles() -> impl IntoView {
    view! {
        <h1>{texts::LIFECYCLES_TITLE}</h1>
        <p class="lead">{texts::LIFECYCLES_LEAD}</p>
        <Legend />
        <div class="lifecycles">
            {all_machines().into_iter().map(|machine| view! { <Lifecycle machine=machine titled=true /> }).collect_view()}
        </div>
    }
}

/// One lifecycle: the picture, what its states mean, and every move. Untitled where the page around it is about nothing else.
#[component]
pub fn Lifecycle(machine: MachineView, #[prop(optional)] titled: bool) -> impl IntoView {
    let focus = RwSignal::new(None);
    let (name, about) = (machine.name, machine.about);
    let head = titled.then(|| {
        view! {
            <header>
                <h2>{texts::machine(name)}</h2>
                <p class="soft">{about}</p>
            </header>
        }
    });
    view! {
        <section class="lifecycle card" aria-label=texts::machine(name) data-lifecycle=name>
            {head}
            <Stage machine=machine.clone() walk=Signal::stored(None) focus=focus />
            <Moves machine=machine focus=focus />
        </section>
    }
}
