//! The story as text: the prose of the present section, and its steps.

use super::play::Play;
use super::session::Played;
use crate::icon::Icon;
use crate::prose::{blocks, show};
use crate::texts::simulate as texts;
use leptos::prelude::*;

#[component]
pub fn Narrative(play: Play) -> impl IntoView {
    let session = play.session();
    let section = Memo::new(move |_| {
        let position = play.position().get();
        session.with(|session| {
            session.played().get(position.saturating_sub(1)).map_or(0, |played| played.section)
        })
    });
    let words = move || {
        session.with(|session| {
            let scenario = session.draft().scenario();
            let prose = scenario.sections.get(section.get()).map(|section| section.prose.clone());
            let shown = prose.filter(|prose| !prose.is_empty()).unwrap_or_else(|| scenario.summary.clone());
            blocks(&shown).into_iter().map(|block| show(block, IntoAny::into_any)).collect_view()
        })
    };
    let steps = move || {
        session.with(|session| {
            let here = section.get();
            let steps = session.played().iter().enumerate().filter(|(_, played)| played.section == here);
            steps.map(|(place, played)| step(play, place, played)).collect_view()
        })
    };
    view! {
        <section class="narrative" aria-labelledby="story-title">
            <h2 id="story-title">{move || session.with(|session| session.draft().scenario().title.clone())}</h2>
            <div class="prose">{words}</div>
            <ol class="steps" aria-label=texts::STEPS>{steps}</ol>
            <p class="narrative-foot soft">{texts::ARROWS}</p>
        </section>
    }
}

/// A step without the marks of the overview, which stand beside it.
fn unmarked(text: &str) -> String {
    let (head, rest) = text.split_once('\n').map_or((text, None), |(head, rest)| (head, Some(rest)));
    let head = head.split(" @").next().unwrap_or(head).trim_end();
    rest.map_or_else(|| head.to_owned(), |rest| format!("{head}\n{rest}"))
}

fn step(play: Play, place: usize, played: &Played) -> impl IntoView + use<> {
    let position = play.position();
    let is_past = move || position.get() > place;
    let is_present = move || position.get() == place + 1;
    let refused = played.refusal().map(|refusal| refusal.code.as_str());
    let checks = played.checks.iter().map(|check| {
        let (text, failure) = (check.text.clone(), check.failure.clone());
        let icon = if failure.is_some() { Icon::Bad } else { Icon::Good };
        view! {
            <li class="check" class:broken=failure.is_some()>
                {icon.draw()} <code>{text.trim_start_matches("expect ").to_owned()}</code>
                {failure.clone().map(|failure| view! { <span class="soft">{failure}</span> })}
            </li>
        }
    });
    let checks = checks.collect_view();
    view! {
        <li class="step" class:past=is_past>
            <button
                type="button"
                aria-current=move || is_present().then_some("step")
                on:click=move |_| play.go(place + 1)
            >
                <code>{unmarked(&played.step.text)}</code>
                {(!played.step.marks.is_empty())
                    .then(|| view! { <span class="step-marks">{played.step.marks.join(" ")}</span> })}
            </button>
            {refused
                .map(|code| {
                    view! {
                        <p class="step-refused">
                            {Icon::Bad.draw()} {texts::REFUSED} " "
                            <a href=format!("#/learn/refusal/{code}")>{code}</a>
                        </p>
                    }
                })}
            {played.failure.clone().map(|failure| view! { <p class="step-refused">{failure}</p> })}
            <ul class="checks" hidden=move || !is_past()>{checks}</ul>
        </li>
    }
}
