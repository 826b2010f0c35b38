//! What can be done with the file as a whole.

use super::desk::Desk;
use super::review::Review;
use crate::clerk::{Change, Facts, Form, Which};
use crate::texts::check as texts;
use leptos::prelude::*;

#[component]
pub fn Actions(desk: Desk) -> impl IntoView {
    let reviewing = RwSignal::new(false);
    let fact = move |ask: fn(&Facts) -> bool| move || desk.facts().is_some_and(|facts| ask(&facts));
    let fixes = move || desk.facts().map(|facts| facts.fixes).unwrap_or_default();
    let busy = move || desk.work().with(Option::is_some);
    let reports = Form::ALL.map(|form| {
        view! {
            <button class="button small" type="button" data-report=form.ending() on:click=move |_| desk.save_report(form)>
                {texts::form(form)}
            </button>
        }
    });
    view! {
        <div class="actions" role="group" aria-label=texts::ACTIONS>
            <button
                class="button main"
                type="button"
                id="fix-all-safe"
                hidden=move || fixes().safe == 0
                disabled=busy
                on:click=move |_| desk.change(Change::Mend(Which::AllSafe))
            >
                {move || texts::fix_all_safe(fixes().safe)}
            </button>
            <button
                class="button"
                type="button"
                id="review-doubtful"
                hidden=move || fixes().doubtful == 0
                disabled=busy
                on:click=move |_| reviewing.set(true)
            >
                {move || texts::review_doubtful(fixes().doubtful)}
            </button>
            <button
                class="button"
                type="button"
                id="undo"
                hidden=move || !fact(|facts| facts.can_undo || facts.can_redo)()
                disabled=move || busy() || !fact(|facts| facts.can_undo)()
                on:click=move |_| desk.change(Change::Undo)
            >
                {texts::UNDO}
            </button>
            <button
                class="button"
                type="button"
                id="redo"
                hidden=move || !fact(|facts| facts.can_redo)()
                disabled=busy
                on:click=move |_| desk.change(Change::Redo)
            >
                {texts::REDO}
            </button>
            <span class="apart"></span>
            <button
                class="button"
                class:main=move || fixes().safe == 0 && fact(|facts| facts.can_undo)()
                type="button"
                id="save-corrected"
                hidden=move || !fact(|facts| facts.can_undo)()
                on:click=move |_| desk.save_corrected()
            >
                {texts::SAVE_CORRECTED}
            </button>
            <details class="menu">
                <summary class="button">{texts::SAVE_REPORT}</summary>
                <div class="menu-list card">{reports}</div>
            </details>
        </div>
        {move || desk.trouble.get().map(|trouble| view! { <p class="trouble" role="alert">{trouble}</p> })}
        {move || desk.facts().and_then(|facts| facts.mended).map(|mended| view! { <p class="mended soft">{texts::mended(mended)}</p> })}
        <Review desk=desk open=reviewing />
    }
}
