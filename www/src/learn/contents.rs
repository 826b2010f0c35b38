//! The list of all pages, beside every page.

use super::lesson::LESSONS;
use super::readings;
use super::topic::Topic;
use crate::texts;
use echoscope_core::engine::Code;
use echoscope_core::machine::all_machines;
use echoscope_core::settlement::rules;
use leptos::prelude::*;

pub struct Chapter {
    pub title: &'static str,
    pub topics: Vec<Topic>,
    /// Short enough to stand open.
    pub is_short: bool,
}

pub fn chapters() -> Vec<Chapter> {
    vec![
        Chapter {
            title: texts::LEARN_LESSONS,
            topics: LESSONS.iter().map(Topic::Lesson).collect(),
            is_short: true,
        },
        Chapter {
            title: texts::LEARN_LIFECYCLES,
            topics: all_machines().into_iter().map(Topic::Machine).collect(),
            is_short: true,
        },
        Chapter {
            title: texts::LEARN_RULES,
            topics: rules::all().map(Topic::Rule).collect(),
            is_short: false,
        },
        Chapter {
            title: texts::LEARN_REFUSALS,
            topics: Code::ALL.iter().copied().map(Topic::Refusal).collect(),
            is_short: false,
        },
        Chapter {
            title: texts::LEARN_READINGS,
            topics: readings::all().iter().cloned().map(Topic::Reading).collect(),
            is_short: false,
        },
    ]
}

#[component]
pub fn Contents(#[prop(into)] present: Signal<Option<Topic>>) -> impl IntoView {
    let sought = RwSignal::new(String::new());
    let parts = chapters()
        .into_iter()
        .map(|chapter| view! { <Part chapter=chapter present=present sought=sought /> });
    let parts = parts.collect_view();
    view! {
        <nav class="contents" aria-label=texts::LEARN_CONTENTS>
            <label class="seek">
                <span class="unseen">{texts::LEARN_SEEK}</span>
                <input
                    type="search"
                    placeholder=texts::LEARN_SEEK
                    autocomplete="off"
                    spellcheck="false"
                    on:input:target=move |event| sought.set(event.target().value().trim().to_lowercase())
                />
            </label>
            {parts}
        </nav>
    }
}

#[component]
fn Part(chapter: Chapter, present: Signal<Option<Topic>>, sought: RwSignal<String>) -> impl IntoView {
    let Chapter { title, topics, is_short } = chapter;
    let topics = StoredValue::new(topics);
    let holds_present = move || {
        present.with(|present| {
            present.as_ref().is_some_and(|topic| topics.with_value(|all| all.contains(topic)))
        })
    };
    let found = move || {
        let sought = sought.get();
        let fits = |topic: &&Topic| sought.is_empty() || searched(topic).contains(&sought);
        topics.with_value(|topics| topics.iter().filter(fits).cloned().collect::<Vec<_>>())
    };
    let is_open = move || is_short || holds_present() || !sought.read().is_empty();
    move || {
        let found = found();
        let entries = found.iter().map(|topic| {
            let this = topic.clone();
            let current = move || present.with(|present| (present.as_ref() == Some(&this)).then_some("page"));
            view! {
                <li>
                    <a href=topic.address() aria-current=current>{name(topic)}</a>
                </li>
            }
        });
        (!found.is_empty()).then(|| {
            view! {
                <details open=is_open>
                    <summary>{title} " " <span class="soft">{found.len()}</span></summary>
                    <ul>{entries.collect_view()}</ul>
                </details>
            }
        })
    }
}

fn name(topic: &Topic) -> AnyView {
    match topic {
        Topic::Rule(_) | Topic::Refusal(_) => view! { <code>{topic.title()}</code> }.into_any(),
        Topic::Reading(entry) => {
            view! { <span class="number">{entry.numbers.join(", ")}</span> " " {topic.title()} }.into_any()
        }
        _ => topic.title().into_any(),
    }
}

/// Everything by which a page may be looked for, in lower case.
fn searched(topic: &Topic) -> String {
    let more = match topic {
        Topic::Rule(rule) => format!("{} {}", rule.title, rule.mangopay.unwrap_or_default()),
        Topic::Refusal(code) => code.about().to_owned(),
        Topic::Reading(entry) => entry.numbers.join(" "),
        Topic::Machine(machine) => {
            machine.states.iter().map(|state| state.value).collect::<Vec<_>>().join(" ")
        }
        Topic::Lesson(_) => String::new(),
    };
    format!("{} {more}", topic.title()).to_lowercase()
}
