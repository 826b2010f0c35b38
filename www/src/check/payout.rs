//! A payout report was dropped: the offer to make a settlement file of it, and why that cannot be done as it stands.

use super::desk::{Desk, Outcome};
use crate::clerk::{Made, Payout, PayoutFault, Wanted, visible};
use crate::icon::Icon;
use crate::texts::payout as texts;
use leptos::prelude::*;

/// Stays while the report is tried again, so that what was typed does.
#[component]
pub fn PayoutDesk(desk: Desk) -> impl IntoView {
    let report = Memo::new(move |_| {
        desk.outcome().with(|outcome| match outcome {
            Outcome::Report(report) => Some(report.clone()),
            _ => None,
        })
    });
    let name = Memo::new(move |_| report.with(|report| report.as_ref().map(|report| report.name.clone())));
    move || {
        name.get()
            .and_then(|_| report.get_untracked())
            .map(|first| view! { <Offer desk=desk first=first report=report /> })
    }
}

#[component]
fn Offer(desk: Desk, first: Payout, report: Memo<Option<Payout>>) -> impl IntoView {
    let wanted = RwSignal::new(Wanted::default());
    let Payout { name, format, columns, .. } = first;
    let file = name.clone();
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.convert(&file, wanted.get_untracked());
    };
    let choices =
        columns.into_iter().map(|column| view! { <option value=column.clone()>{column.clone()}</option> });
    let faults = move || report.get().map(|report| report.faults).unwrap_or_default();
    view! {
        <form class="payout card" on:submit=make aria-labelledby="payout-title">
            <header class="verdict info">
                {Icon::Info.draw()}
                <div>
                    <h2 id="payout-title">{texts::title(&format)}</h2>
                    <p>
                        <span class="file-name" dir="auto">{name}</span>
                        <span>{texts::LEAD}</span>
                    </p>
                </div>
            </header>
            <div class="payout-fields">
                <label class="field">
                    <span>{texts::REFERENCE}</span>
                    <select on:change:target=move |event| wanted.update(|wanted| wanted.reference = event.target().value())>
                        <option value="">{texts::REFERENCE_USUAL}</option>
                        {choices.collect_view()}
                    </select>
                </label>
                <label class="field">
                    <span>{texts::PAYOUT}</span>
                    <input
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        on:input:target=move |event| wanted.update(|wanted| wanted.payout = event.target().value())
                    />
                </label>
                <button class="button main" type="submit" id="convert">{texts::MAKE}</button>
            </div>
            <div role="alert">
                {move || {
                    let faults = faults();
                    (!faults.is_empty()).then(|| view! {
                        <h3>{texts::NOT_MADE}</h3>
                        <ol class="payout-faults">{faults.into_iter().map(fault).collect_view()}</ol>
                    })
                }}
            </div>
        </form>
    }
}

fn fault(fault: PayoutFault) -> impl IntoView {
    let PayoutFault { line, column, value, message, remedy } = fault;
    view! {
        <li>
            <p class="message">
                {(line > 0).then(|| view! { <span class="soft">{texts::line(line)} " "</span> })}
                {column.map(|column| view! { <code>{visible(column.chars())}</code> " " })}
                {value.filter(|value| !value.is_empty()).map(|value| view! { <code class="value" dir="ltr">{visible(value.chars())}</code> " " })}
                {visible(message.chars())}
            </p>
            <p class="remedy">{visible(remedy.chars())}</p>
        </li>
    }
}

/// Of what the file on the desk was made, and what was left out.
#[component]
pub fn MadeOf(desk: Desk) -> impl IntoView {
    move || {
        desk.made.get().map(|made| {
            let Made { format, lines, left_out, .. } = made;
            let kinds = left_out.into_iter().map(|(kind, count)| {
                view! { <li><code>{visible(kind.chars())}</code> " " {crate::texts::times(count as u64)}</li> }
            });
            let kinds: Vec<_> = kinds.collect();
            view! {
                <div class="made card">
                    <p>{texts::made(&format, lines)}</p>
                    {(!kinds.is_empty()).then(|| view! {
                        <p class="soft">{texts::LEFT_OUT}</p>
                        <ul>{kinds}</ul>
                    })}
                </div>
            }
        })
    }
}
