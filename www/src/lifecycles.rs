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
            {all_machines().into_iter().map(|machine| view! { <Lifecycle machine=machine /> }).collect_view()}
        </div>
    }
}

#[component]
fn Lifecycle(machine: MachineView) -> impl IntoView {
    let focus = RwSignal::new(None);
    let name = machine.name;
    let title = format!("lifecycle-{name}");
    let about = machine.about;
    let label = title.clone();
    view! {
        <section class="lifecycle card" aria-labelledby=label data-lifecycle=name>
            <header>
                <h2 id=title>{texts::machine(name)}</h2>
                <p class="soft">{about}</p>
            </header>
            <Stage machine=machine.clone() walk=Signal::stored(None) focus=focus />
            <Moves machine=machine focus=focus />
        </section>
    }
}
