//! The pages that are drawn from the engine's own tables and catalogues.

use super::readings::Entry;
use super::sources::linked;
use crate::prose::show;
use crate::stage::{Legend, Moves, Stage};
use crate::texts;
use echoscope_core::engine::Code;
use echoscope_core::machine::MachineView;
use echoscope_core::settlement::rules::Rule;
use leptos::prelude::*;

#[component]
pub fn MachinePage(machine: MachineView) -> impl IntoView {
    let focus = RwSignal::new(None);
    view! {
        <h1>{texts::machine(machine.name)}</h1>
        <p class="lead">{machine.about}</p>
        <Legend />
        <section class="lifecycle card">
            <Stage machine=machine.clone() walk=Signal::stored(None) focus=focus />
            <Moves machine=machine focus=focus />
        </section>
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
    }
}

#[component]
pub fn ReadingPage(entry: Entry) -> impl IntoView {
    view! {
        <p class="kind soft">{texts::LEARN_READING} " " {entry.numbers.join(", ")}</p>
        <h1>{entry.title}</h1>
        <div class="prose">{entry.text.into_iter().map(|block| show(block, linked)).collect_view()}</div>
        <p class="soft onward">{texts::LEARN_READING_MEANS}</p>
    }
}
