use crate::check::{Problem, Refusal};
use crate::icon::Icon;
use crate::stage::{Stage, Walk};
use crate::texts;
use echoscope_core::machine::{SETTLEMENT, SettlementStatus};
use leptos::prelude::*;

/// The parts as the places use them.
#[component]
pub fn Parts() -> impl IntoView {
    let walk = Signal::stored(Some(Walk::of_settlement(SettlementStatus::Reconciled)));
    view! {
        <section>
            <h2>{texts::DESIGN_CONTROLS}</h2>
            <p class="row">
                <button class="button main" type="button">{texts::CHOOSE_FILE}</button>
                <button class="button" type="button">{texts::PANIC_RELOAD}</button>
                <button class="button quiet" type="button">{texts::SAMPLE_GOOD}</button>
            </p>
            <p class="row">
                <span class="badge good">{Icon::Good.draw()} {texts::DESIGN_GOOD}</span>
                <span class="badge bad">{Icon::Bad.draw()} {texts::DESIGN_BAD}</span>
                <span class="badge warn">{Icon::Warn.draw()} {texts::DESIGN_WARN}</span>
                <span class="badge info">{Icon::Info.draw()} {texts::DESIGN_INFO}</span>
            </p>
        </section>
        <section>
            <h2>{texts::STAGE_TITLE}</h2>
            <div class="card design-stage"><Stage machine=SETTLEMENT.view() walk=walk /></div>
        </section>
        <section>
            <h2>{texts::DESIGN_ERRORS}</h2>
            <Problem problem=Refusal::Folder />
            <Problem problem=Refusal::Nothing />
        </section>
    }
}
