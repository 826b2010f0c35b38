use super::picture::Focus;
use crate::texts;
use crate::walks;
use echoscope_core::machine::{EdgeView, MachineView};
use leptos::prelude::*;

/// The same lifecycle as lists: what each state means, and every move with its source.
#[component]
pub fn Moves(machine: MachineView, focus: RwSignal<Option<Focus>>) -> impl IntoView {
    let states = machine.states.into_iter().map(|state| {
        let value = state.value;
        view! {
            <li class:pointed=move || focus.get() == Some(Focus::State(value))>
                <button
                    type="button"
                    class="state-name"
                    aria-pressed=move || (focus.get() == Some(Focus::State(value))).to_string()
                    on:pointerenter=move |_| focus.set(Some(Focus::State(value)))
                    on:pointerleave=move |_| focus.set(None)
                    on:focus=move |_| focus.set(Some(Focus::State(value)))
                    on:blur=move |_| focus.set(None)
                    on:click=move |_| focus.set(Some(Focus::State(value)))
                >
                    <code>{value}</code>
                    {state.is_initial.then(|| view! { <span class="badge">{texts::FIRST}</span> })}
                    {state.is_final.then(|| view! { <span class="badge">{texts::FINAL}</span> })}
                </button>
                <p>{state.meaning}</p>
            </li>
        }
    });
    let (name, count) = (machine.name, machine.edges.len());
    let rows = machine.edges.into_iter().map(move |edge| row(name, &edge, focus)).collect_view();
    view! {
        <div class="moves">
            <ul class="states" aria-label=texts::STATES>{states.collect_view()}</ul>
            <details>
                <summary>{texts::MOVES} " (" {count} ")"</summary>
                <div class="moves-table" tabindex="0" role="region" aria-label=texts::MOVES>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{texts::MOVE_FROM}</th>
                                <th scope="col">{texts::MOVE_BY}</th>
                                <th scope="col">{texts::MOVE_TO}</th>
                                <th scope="col">{texts::MOVE_SOURCE}</th>
                                <th scope="col">{texts::MOVE_SEEN}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </details>
        </div>
    }
}

fn row(machine: &str, edge: &EdgeView, focus: RwSignal<Option<Focus>>) -> impl IntoView + use<> {
    let (from, to) = (edge.from, edge.to);
    let seen = walks::moved(machine, from, to);
    view! {
        <tr
            on:pointerenter=move |_| focus.set(Some(Focus::Move(from, to)))
            on:pointerleave=move |_| focus.set(None)
        >
            <td>{from.map_or_else(|| texts::BORN.into_any(), |from| view! { <code>{from}</code> }.into_any())}</td>
            <td>{edge.trigger}</td>
            <td><code>{to}</code></td>
            <td class="soft">{texts::move_source(edge.mark, edge.source)}</td>
            <td>{seen.map(|seat| view! { <a href=seat.moving()>{seat.title}</a> })}</td>
        </tr>
    }
}
