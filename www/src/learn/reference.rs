//! The pages that are drawn from the engine's own tables and catalogues.

use super::example::Example;
use super::readings::Entry;
use super::sources::linked;
use crate::lifecycles::Lifecycle;
use crate::prose::show;
use crate::stage::Legend;
use crate::texts;
use crate::walks::{self, Seat};
use echoscope_core::engine::Code;
use echoscope_core::machine::MachineView;
use echoscope_core::settlement::rules::Rule;
use leptos::prelude::*;

#[component]
pub fn MachinePage(machine: MachineView) -> impl IntoView {
    view! {
        <h1>{texts::machine(machine.name)}</h1>
        <p class="lead">{machine.about}</p>
        <Legend />
        <Lifecycle machine=machine />
    }
}

#[component]
pub fn RulePage(rule: &'static Rule) -> impl IntoView {
    view! {
        <p class="kind soft">{texts::LEARN_RULE}</p>
        <h1 class="code-title"><code>{rule.code}</code></h1>
        <p class="lead">{rule.title}</p>
        <div class="prose">
            <p>{rule.explanation}</p>
            <dl class="facts-list">
                <dt>{texts::LEARN_EFFECT}</dt>
                <dd>{rule.effect.meaning()}</dd>
                {rule.mangopay.map(|code| view! { <dt>{texts::LEARN_MANGOPAY}</dt> <dd><code>{code}</code></dd> })}
                <dt>{texts::LEARN_SOURCE}</dt>
                <dd>{linked(rule.source.to_owned())}</dd>
            </dl>
        </div>
        <Example rule=rule />
    }
}

#[component]
pub fn RefusalPage(code: Code) -> impl IntoView {
    view! {
        <p class="kind soft">{texts::LEARN_REFUSAL}</p>
        <h1 class="code-title"><code>{code.as_str()}</code></h1>
        <p class="lead">{code.about()}</p>
        <div class="prose">
            <p>{texts::LEARN_REFUSAL_MEANS}</p>
            <dl class="facts-list">
                <dt>{texts::LEARN_SOURCE}</dt>
                <dd>{linked(code.source().to_owned())}</dd>
            </dl>
        </div>
        {match walks::refused(code.as_str()) {
            Some(seat) => view! { <ToStory before=texts::LEARN_SEE_REFUSED seat=seat /> }.into_any(),
            None => view! { <p class="to-story soft">{texts::LEARN_NOT_REFUSED}</p> }.into_any(),
        }}
    }
}

#[component]
pub fn ReadingPage(entry: Entry) -> impl IntoView {
    let switches = entry.switches().into_iter().filter_map(walks::switched);
    let stories =
        switches.map(|seat| view! { <ToStory before=texts::LEARN_SEE_SWITCH seat=seat /> }).collect_view();
    view! {
        <p class="kind soft">{texts::LEARN_READING} " " {entry.numbers.join(", ")}</p>
        <h1>{entry.title}</h1>
        <div class="prose">{entry.text.into_iter().map(|block| show(block, linked)).collect_view()}</div>
        {stories}
        <p class="soft onward">{texts::LEARN_READING_MEANS}</p>
    }
}

/// The way to the story that shows it.
#[component]
fn ToStory(before: &'static str, seat: Seat) -> impl IntoView {
    view! {
        <p class="to-story">
            {before} " "
            <a href=seat.address()>{seat.title}</a>
        </p>
    }
}
