//! The four Echo reports of the moment, as tables and as files.

use crate::saving::save_text;
use crate::simulate::play::Play;
use crate::texts::inspect as texts;
use echoscope_core::rest::ReportType;
use leptos::prelude::*;

#[component]
pub fn Reports(play: Play) -> impl IntoView {
    let chosen = RwSignal::new(ReportType::Intent);
    let table = Memo::new(move |_| play.rested(|moment| chosen.get().table(moment.world())));
    let choices = ReportType::ALL.map(|this| {
        view! {
            <label>
                <input
                    type="radio"
                    name="report"
                    prop:checked=move || chosen.get() == this
                    on:change=move |_| chosen.set(this)
                />
                {this.value()}
            </label>
        }
    });
    let save = move |_| {
        let name = format!("{}.csv", chosen.get_untracked().value().to_lowercase());
        save_text(&name, "text/csv", &table.get_untracked().csv());
    };
    view! {
        <p class="soft">{texts::REPORTS_LEAD}</p>
        <div class="inspect-head">
            <fieldset class="segments sheets">
                <legend class="unseen">{texts::REPORTS}</legend>
                {choices}
            </fieldset>
            <button type="button" class="button small" on:click=save>{texts::SAVE_CSV}</button>
        </div>
        {move || {
            let table = table.get();
            let head = table.columns.iter().map(|column| view! { <th scope="col">{*column}</th> }).collect_view();
            let rows = table.rows.iter().map(|row| {
                let cells = row.iter().map(|text| view! { <td class:number=is_number(text)>{text.clone()}</td> });
                view! { <tr>{cells.collect_view()}</tr> }
            });
            let is_empty = table.rows.is_empty();
            let rows = rows.collect_view();
            view! {
                <div class="report-table" tabindex="0" role="region" aria-label=chosen.get().value()>
                    <table>
                        <thead><tr>{head}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {is_empty.then(|| view! { <p class="soft">{texts::NO_ROWS}</p> })}
            }
        }}
    }
}

fn is_number(text: &str) -> bool {
    text.strip_prefix('-').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty()
}
