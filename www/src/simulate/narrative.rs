//! The story as text: the prose of the present section, and its steps.

use super::play::Play;
use super::session::Played;
use crate::icon::Icon;
use crate::prose::{blocks, show};
use crate::texts::simulate as texts;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Of a section with more steps those on the page of the reader are shown, and the page before and after it.
const PAGE: usize = 40;

#[component]
pub fn Narrative(play: Play) -> impl IntoView {
    let session = play.session();
    let section = Memo::new(move |_| {
        play.rested(|moment| {
            let played = moment.session.played().get(moment.position.saturating_sub(1));
            played.map_or(0, |played| played.section)
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
    // Of a thousand steps only those around the reader are shown, and a move through the story changes two of them: each has a
    // signal of its own.
    let shown = StoredValue::new(BTreeMap::<usize, RwSignal<Standing>>::new());
    let around = Memo::new(move |_| {
        let here = section.get();
        let position = play.rested(|moment| moment.position);
        session.with(|session| {
            let steps = session.played();
            let (first, end) = (
                steps.partition_point(|played| played.section < here),
                steps.partition_point(|played| played.section <= here),
            );
            let page = position.clamp(first, end) / PAGE * PAGE;
            (page.saturating_sub(PAGE).max(first)..(page + 2 * PAGE).min(end), first..end)
        })
    });
    let steps = move || {
        let (around, _) = around.get();
        shown.update_value(BTreeMap::clear);
        session.with(|session| {
            let steps = around.map(|place| (place, session.played().get(place).cloned()));
            steps.collect::<Vec<_>>()
        })
    };
    let step = move |place: usize, played: Option<Played>| {
        let standing = RwSignal::new(Standing::of(place, play.position().get_untracked()));
        shown.update_value(|shown| {
            shown.insert(place, standing);
        });
        played.map(|played| step(play, place, &played, standing))
    };
    let left_out = |words: String| view! { <p class="narrative-foot soft">{words}</p> };
    let before = move || {
        let (around, all) = around.get();
        let count = around.start - all.start;
        (count > 0).then(|| left_out(texts::steps_before(count)))
    };
    let after = move || {
        let (around, all) = around.get();
        let count = all.end - around.end;
        (count > 0).then(|| left_out(texts::steps_after(count)))
    };
    let list = NodeRef::<leptos::html::Ol>::new();
    Effect::new(move |before: Option<usize>| {
        let position = play.position().get();
        let before = before.unwrap_or(position);
        let between = position.min(before)..=position.max(before);
        let between = between.start().saturating_sub(1)..*between.end();
        shown.with_value(|shown| {
            for (place, standing) in shown.range(between) {
                // A section that was left may be gone.
                let _ = standing.try_set(Standing::of(*place, position));
            }
        });
        position
    });
    Effect::new(move |_| {
        play.rest.track();
        if let Some(list) = list.get() {
            keep_in_sight(&list);
        }
    });
    view! {
        <section class="narrative" aria-labelledby="story-title">
            <h2 id="story-title">{move || session.with(|session| session.draft().scenario().title.clone())}</h2>
            <div class="prose">{words}</div>
            {before}
            <ol class="steps" node_ref=list aria-label=texts::STEPS>
                {move || steps().into_iter().map(|(place, played)| step(place, played)).collect_view()}
            </ol>
            {after}
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

/// Where a step stands to the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Standing {
    Past,
    Present,
    Ahead,
}

impl Standing {
    fn of(place: usize, position: usize) -> Self {
        match position.checked_sub(place + 1) {
            None => Self::Ahead,
            Some(0) => Self::Present,
            Some(_) => Self::Past,
        }
    }
}

/// Scrolls the story, and only the story, to the present step.
fn keep_in_sight(list: &web_sys::HtmlElement) {
    let find = |selector| list.closest(selector).ok().flatten();
    let present = list.query_selector("[aria-current]").ok().flatten();
    let (Some(frame), Some(present)) = (find(".narrative"), present) else { return };
    let (frame_at, at) = (frame.get_bounding_client_rect(), present.get_bounding_client_rect());
    if at.top() < frame_at.top() || at.bottom() > frame_at.bottom() {
        let by = at.top() - frame_at.top() - frame_at.height() / 3.0;
        #[allow(clippy::cast_possible_truncation, reason = "whole pixels are enough")]
        frame.set_scroll_top(frame.scroll_top() + by as i32);
    }
}

fn step(play: Play, place: usize, played: &Played, standing: RwSignal<Standing>) -> impl IntoView + use<> {
    let is_past = move || standing.get() != Standing::Ahead;
    let is_present = move || standing.get() == Standing::Present;
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
    let has_checks = !played.checks.is_empty();
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
            {has_checks.then(|| view! { <ul class="checks" hidden=move || !is_past()>{checks}</ul> })}
        </li>
    }
}
