//! The place to learn Echo: lessons with live lifecycles, and a page for every lifecycle, rule, refusal and reading.

mod contents;
mod example;
mod lesson;
mod readings;
mod reference;
mod sources;
mod topic;

#[cfg(test)]
pub use lesson::{last_move, ways};
pub use topic::Topic;

use crate::texts;
use contents::Contents;
use leptos::prelude::*;
use lesson::LessonPage;
use reference::{MachinePage, ReadingPage, RefusalPage, RulePage};

#[component]
pub fn Learn(#[prop(into)] address: Signal<String>) -> impl IntoView {
    let topic = Memo::new(move |_| Topic::at(&address.read()));
    view! {
        <div class="learn">
            <Contents present=topic />
            <article>
                {move || match topic.get() {
                    Some(Topic::Lesson(lesson)) => view! { <LessonPage lesson=lesson /> }.into_any(),
                    Some(Topic::Machine(machine)) => view! { <MachinePage machine=machine /> }.into_any(),
                    Some(Topic::Rule(rule)) => view! { <RulePage rule=rule /> }.into_any(),
                    Some(Topic::Refusal(code)) => view! { <RefusalPage code=code /> }.into_any(),
                    Some(Topic::Reading(entry)) => view! { <ReadingPage entry=entry /> }.into_any(),
                    None => {
                        view! {
                            <h1>{texts::NOWHERE_TITLE}</h1>
                            <p class="lead">{texts::NOWHERE_LEAD}</p>
                        }
                            .into_any()
                    }
                }}
            </article>
        </div>
    }
}
