//! Check: a file is dropped; what the engine says of it is shown, and mended.

mod actions;
mod desk;
mod drop_zone;
mod findings;
mod fixing;
mod grid;
mod intake;
mod matching;
mod payout;
mod progress;
mod review;
mod samples;
mod sum;
mod summary;
mod verdict;

pub use desk::{Desk, listen_for_drops};
pub use drop_zone::choose_file;
pub use intake::Refusal;
pub use samples::Sample;
pub use verdict::Problem;

use crate::locale;
use crate::stage::{Stage, Walk};
use crate::texts;
use actions::Actions;
use desk::Outcome;
use drop_zone::DropZone;
use echoscope_core::machine::{SETTLEMENT, SettlementStatus};
use echoscope_core::settlement::Verdict;
use findings::Findings;
use grid::Grid;
use leptos::prelude::*;
use matching::Matching;
use payout::{MadeOf, PayoutDesk};
use progress::ProgressBar;
use samples::Samples;
use sum::Sum;
use summary::Summary;
use verdict::VerdictBanner;

#[component]
pub fn Check() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let outcome = desk.outcome();
    let walk = Signal::derive(move || desk.facts().map(|facts| walk(facts.report.verdict)));
    let started = Memo::new(move |_| {
        outcome.with(|outcome| !matches!(outcome, Outcome::Waiting)) || desk.work().with(Option::is_some)
    });
    let built = RwSignal::new(0);
    let whole = Memo::new(move |_| built.get() >= 4);
    let checked = Memo::new(move |_| outcome.with(|outcome| outcome.facts().is_some()));
    // Before the first file, not before the first paint.
    set_timeout(move || desk.prepare(), std::time::Duration::from_millis(200));
    set_timeout(locale::prepare, std::time::Duration::from_millis(300));
    view! {
        <div class="check" class:started=move || started.get() class:checked=move || checked.get()>
            <div class="check-intro">
                <h1>{texts::CHECK_TITLE}</h1>
                <p class="lead">{texts::CHECK_LEAD}</p>
            </div>
            <div class="check-intake">
                <DropZone desk=desk />
                <Samples desk=desk />
            </div>
            <section class="check-results" aria-label=texts::RESULT aria-busy=move || desk.work().with(Option::is_some).to_string()>
                // The sentence that screen readers hear; the details below are for reading at leisure.
                <p class="unseen" role="status">{move || announcement(desk)}</p>
                <ProgressBar desk=desk />
                {move || {
                    outcome.with(|outcome| match outcome {
                        Outcome::Refused(problem) => Some(view! { <Problem problem=problem.clone() /> }),
                        _ => None,
                    })
                }}
                <PayoutDesk desk=desk />
                <MadeOf desk=desk />
                {move || {
                    checked.get().then(|| {
                        built.set(0);
                        build(built);
                        view! { <Results desk=desk built=built /> }
                    })
                }}
            </section>
            <section class="check-stage card" aria-labelledby="check-stage-title">
                <h2 id="check-stage-title">{texts::STAGE_TITLE}</h2>
                <p class="soft">
                    {move || match walk.get() {
                        Some(walk) => texts::stage_reached(&walk),
                        None => texts::STAGE_WAITING.to_owned(),
                    }}
                </p>
                <Stage machine=SETTLEMENT.view() walk=walk />
            </section>
            {move || whole.get().then(|| desk.facts()).flatten().map(|facts| view! { <Sum report=facts.report.clone() /> })}
        </div>
    }
}

/// The grid stays while the file changes under it; everything else is told anew.
#[component]
fn Results(desk: Desk, built: RwSignal<u8>) -> impl IntoView {
    let summary = Memo::new(move |_| built.get() >= 1);
    let (findings, grid) = (Memo::new(move |_| built.get() >= 2), Memo::new(move |_| built.get() >= 3));
    view! {
        {move || desk.facts().map(|facts| view! { <VerdictBanner facts=facts /> })}
        <Actions desk=desk />
        {move || desk.matched().map(|matched| view! { <Matching desk=desk matched=matched /> })}
        {move || summary.get().then(|| desk.facts()).flatten().map(|facts| view! { <Summary report=facts.report.clone() /> })}
        <div class="workbench" hidden=move || !findings.get()>
            {move || findings.get().then(|| view! { <Findings desk=desk /> })}
            {move || grid.get().then(|| view! { <Grid desk=desk /> })}
        </div>
    }
}

/// How much of a result stands: the verdict is on the screen before the next part is built, and each part before the one
/// after it. So no part keeps the page from answering.
fn build(built: RwSignal<u8>) {
    const PARTS: u8 = 4;
    request_animation_frame(move || {
        let next = move || {
            // The file may be gone by then.
            if built.try_update(|built| *built += 1).is_some() && built.get_untracked() < PARTS {
                build(built);
            }
        };
        set_timeout(next, std::time::Duration::ZERO);
    });
}

/// The way of the Settlement whose file this is, before matching begins.
fn walk(verdict: Verdict) -> Walk {
    Walk::of_settlement(match verdict {
        Verdict::Created => SettlementStatus::Created,
        Verdict::Failed => SettlementStatus::Failed,
    })
}

fn announcement(desk: Desk) -> String {
    if let Some(work) = desk.work().get() {
        return texts::reading(&work.name);
    }
    if let Some(trouble) = desk.trouble.get() {
        return trouble;
    }
    desk.facts().map_or_else(String::new, |facts| {
        let mended = facts.mended.map(texts::check::mended).unwrap_or_default();
        format!(
            "{mended} {} {}",
            texts::verdict(&facts.report),
            texts::stage_reached(&walk(facts.report.verdict))
        )
    })
}
