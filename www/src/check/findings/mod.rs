//! The findings, rule by rule, the weightiest first.

mod filters;
mod group;
mod item;

use super::desk::Desk;
use crate::texts;
use echoscope_core::settlement::report::{RuleCount, Severity};
use echoscope_core::settlement::rules::{self, Effect};
use filters::Filters;
use group::Group;
use leptos::prelude::*;

#[component]
pub fn Findings(desk: Desk) -> impl IntoView {
    view! {
        <section class="findings" id="findings" tabindex="-1" aria-labelledby="findings-title">
            <h2 id="findings-title">{texts::FINDINGS_TITLE}</h2>
            {move || desk.facts().map(|facts| {
                if facts.report.counts.is_empty() {
                    return view! { <p class="nothing-found soft">{texts::NOTHING_FOUND}</p> }.into_any();
                }
                let mut counts = facts.report.counts.clone();
                counts.sort_by_key(weight);
                let few = counts.len() <= OPEN;
                let groups = counts.clone().into_iter().enumerate().map(|(place, count)| {
                    let first: Vec<_> = facts.first.iter().filter(|seen| seen.finding.code == count.code).cloned().collect();
                    view! { <Group desk=desk count=count first=first open=few || place == 0 /> }
                });
                view! {
                    <Filters desk=desk counts=counts />
                    {groups.collect_view()}
                }
                .into_any()
            })}
        </section>
    }
}

/// Up to so many groups are all open at first.
const OPEN: usize = 4;

fn weight(count: &RuleCount) -> u8 {
    match rules::find(count.code).map(|rule| rule.effect) {
        Some(Effect::RejectsFile) => 0,
        Some(Effect::BlocksSettlement) => 1,
        Some(Effect::BlocksLine) => 2,
        _ if count.severity == Severity::Error => 2,
        _ if count.severity == Severity::Warning => 3,
        _ => 4,
    }
}
