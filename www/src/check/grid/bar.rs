//! The bar above the grid: the present cell in full, what is wrong with it, and the ways to mend it.

use super::View;
use crate::check::desk::Desk;
use crate::check::fixing::FixButton;
use crate::clerk::{Change, Mark, visible};
use crate::texts::check as texts;
use echoscope_core::settlement::{Cell, Row, RowKind};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

const INPUT: &str = "cell-input";

pub fn focus_input() {
    focus(INPUT);
}

fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        // Where the element cannot take the focus, it stays where it is.
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

#[derive(Clone, PartialEq, Eq)]
struct Present {
    line: u64,
    column: String,
    cell: Option<Cell>,
    marks: Vec<Mark>,
}

#[component]
pub fn CellBar(view: View) -> impl IntoView {
    let desk = view.desk;
    let present = Memo::new(move |_| {
        let spot = desk.spot.get()?;
        view.held.rows.with(|rows| {
            let seen = &rows.iter().find(|held| held.seen.row.line == spot.line)?.seen;
            let of_cell = |mark: &&Mark| mark.cell.is_none_or(|cell| cell == spot.cell);
            Some(Present {
                line: spot.line,
                column: name(desk, &seen.row, spot.cell),
                cell: seen.row.cells.get(spot.cell).cloned(),
                marks: seen.marks.iter().filter(of_cell).cloned().collect(),
            })
        })
    });
    move || match present.get() {
        None => view! { <div class="cell-bar soft"><p>{texts::NO_CELL}</p></div> }.into_any(),
        Some(Present { line, column, cell, marks }) => {
            let marks = marks.into_iter().map(|mark| {
                let finding = mark.finding;
                let fix = finding.fix.clone().map(|fix| view! { <FixButton desk=desk index=mark.index fix=fix /> });
                view! {
                    <li data-mark=finding.severity.name()>
                        <span>
                            {visible(finding.message.chars())} " "
                            {finding.remedy.map(|remedy| view! { <span class="soft">{visible(remedy.chars())}</span> })}
                        </span>
                        {fix}
                    </li>
                }
            });
            view! {
                <div class="cell-bar">
                    <Edit view=view line=line column=column cell=cell />
                    <ul class="cell-faults">{marks.collect_view()}</ul>
                </div>
            }
            .into_any()
        }
    }
}

/// What the value of a cell is called: by its row in the footer, by its column elsewhere.
fn name(desk: Desk, row: &Row, cell: usize) -> String {
    if row.kind == RowKind::Footer {
        return row.cells.first().map(|first| first.text.clone()).unwrap_or_default();
    }
    desk.facts().and_then(|facts| facts.columns.get(cell).cloned()).unwrap_or_default()
}

#[component]
fn Edit(view: View, line: u64, column: String, cell: Option<Cell>) -> impl IntoView {
    let place = texts::cell_place(line, &crate::clerk::visible(column.chars()));
    // What is not given in full must not be written back cut.
    let Some(cell) = cell.filter(|cell| !cell.cut && !cell.text.contains(['\n', '\r', '\u{FFFD}'])) else {
        return view! { <p class="soft">{place} " " {texts::NOT_EDITABLE}</p> }.into_any();
    };
    let written = RwSignal::new(cell.text.clone());
    let original = cell.text.clone();
    let again = cell.text.clone();
    let changed = Memo::new(move |_| written.with(|written| *written != original));
    let write = move || {
        if changed.get_untracked() {
            view.desk.change(Change::Write {
                start: cell.start,
                end: cell.end,
                text: written.get_untracked(),
            });
        }
        focus("grid");
    };
    let restore = again.clone();
    view! {
        <div class="cell-edit">
            <label for=INPUT>{place}</label>
            <input
                id=INPUT
                type="text"
                dir="ltr"
                spellcheck="false"
                autocomplete="off"
                prop:value=again
                on:input=move |event| written.set(event_target_value(&event))
                on:keydown=move |event| {
                    match event.key().as_str() {
                        "Enter" => write(),
                        "Escape" => {
                            event.stop_propagation();
                            written.set(restore.clone());
                            event_target::<web_sys::HtmlInputElement>(&event).set_value(&restore);
                            focus("grid");
                        }
                        _ => {}
                    }
                }
            />
            <button class="button small" type="button" id="write-cell" disabled=move || !changed.get() on:click=move |_| write()>
                {texts::WRITE}
            </button>
        </div>
    }
    .into_any()
}
