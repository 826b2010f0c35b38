//! Mangopay's overview, 1A to 7B, with the place of the last step lit.

use super::play::Play;
use crate::texts::simulate as texts;
use echoscope_core::scenario::OVERVIEW;
use leptos::prelude::*;

#[component]
pub fn Overview(play: Play) -> impl IntoView {
    let lit = Memo::new(move |_| {
        play.rested(|moment| {
            let last = moment.position.checked_sub(1).and_then(|last| moment.session.played().get(last));
            last.map(|played| played.step.places().to_vec()).unwrap_or_default()
        })
    });
    let passed = Memo::new(move |_| {
        play.rested(|moment| {
            let past = moment.session.played().get(..moment.position).unwrap_or_default();
            let mut places: Vec<&'static str> = past
                .iter()
                .filter(|played| played.refusal().is_none())
                .flat_map(|played| played.step.places())
                .copied()
                .collect();
            places.sort_unstable();
            places.dedup();
            places
        })
    });
    let marks = OVERVIEW.iter().map(|mark| {
        let name = mark.name;
        view! {
            <li
                class:lit=move || lit.read().contains(&name)
                class:passed=move || passed.read().contains(&name)
                data-mark=name
                aria-current=move || lit.read().contains(&name).then_some("step")
            >
                <span class="overview-name">{name}</span>
                <span class="overview-who">{format!("{} → {}", mark.from, mark.to)}</span>
                <span class="overview-what">{mark.what}</span>
            </li>
        }
    });
    view! {
        <section class="overview card" aria-labelledby="overview-title">
            <h2 id="overview-title">{texts::OVERVIEW}</h2>
            <ol>{marks.collect_view()}</ol>
        </section>
    }
}
