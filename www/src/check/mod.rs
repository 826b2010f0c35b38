//! Check: a file is dropped, the engine's report is shown.

mod desk;
mod drop_zone;
mod excerpt;
mod findings;
mod intake;
mod run;
mod samples;
mod sum;
mod summary;
mod verdict;

pub use desk::{Desk, listen_for_drops};
pub use findings::Findings;
pub use intake::Refusal;
pub use run::Checked;
pub use samples::Sample;
pub use verdict::Problem;

use crate::stage::{Stage, Walk};
use crate::texts;
use desk::Outcome;
use drop_zone::DropZone;
use echoscope_core::machine::SETTLEMENT;
use leptos::prelude::*;
use samples::Samples;
use std::sync::Arc;
use sum::Sum;
use summary::Summary;
use verdict::VerdictBanner;

#[component]
pub fn Check() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let outcome = desk.outcome();
    let walk = Signal::derive(move || outcome.with(|outcome| outcome.checked().map(Checked::walk)));
    let started = Memo::new(move |_| outcome.with(|outcome| !matches!(outcome, Outcome::Waiting)));
    view! {
        <div class="check" class:started=move || started.get()>
            <div class="check-intro">
                <h1>{texts::CHECK_TITLE}</h1>
                <p class="lead">{texts::CHECK_LEAD}</p>
            </div>
            <div class="check-intake">
                <DropZone desk=desk />
                <Samples desk=desk />
            </div>
            <section class="check-results" aria-label=texts::RESULT>
                // The sentence that screen readers hear; the details below are for reading at leisure.
                <p class="unseen" role="status">{move || outcome.with(Outcome::announcement)}</p>
                {move || match outcome.get() {
                    Outcome::Waiting => ().into_any(),
                    Outcome::Reading(name) => view! { <p class="reading">{texts::reading(&name)}</p> }.into_any(),
                    Outcome::Refused(problem) => view! { <Problem problem=problem /> }.into_any(),
                    Outcome::Checked(checked) => view! { <Results checked=checked /> }.into_any(),
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
        </div>
    }
}

#[component]
fn Results(checked: Arc<Checked>) -> impl IntoView {
    view! {
        <VerdictBanner checked=checked.clone() />
        <Summary report=checked.report.clone() />
        <Findings checked=checked.clone() />
        <Sum report=checked.report.clone() />
    }
}

impl Checked {
    /// The way of the Settlement whose file this is.
    pub fn walk(&self) -> Walk {
        Walk::of_settlement(self.reached())
    }
}
