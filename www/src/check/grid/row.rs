use super::held::MOST_COLUMNS;
use super::{View, kind_name};
use crate::check::desk::Spot;
use crate::clerk::{Mark, SeenRow, visible};
use crate::texts::check as texts;
use echoscope_core::settlement::{RowKind, Severity};
use leptos::html::{Div, ElementType};
use leptos::prelude::*;
use web_sys::HtmlElement;

/// Most characters of a cell that the grid shows; the bar above it shows more.
const SHOWN: usize = 80;

#[component]
pub fn GridRow(view: View, seen: SeenRow) -> impl IntoView {
    let row = seen.row;
    let line = row.line;
    let spot = view.desk.spot;
    let at = Memo::new(move |_| spot.get().filter(|spot| spot.line == line).map(|spot| spot.cell));
    let whole = worst(seen.marks.iter().filter(|mark| mark.cell.is_none()));
    let worst_of_row = worst(seen.marks.iter());
    let kind = match row.kind {
        RowKind::Header => "header",
        RowKind::Line => "line",
        RowKind::Blank => "blank",
        RowKind::Footer => "footer",
    };
    let more = row.cells.len().saturating_sub(MOST_COLUMNS);
    let cells = row.cells.into_iter().take(MOST_COLUMNS).enumerate().map(|(place, cell)| {
        let mark = worst(seen.marks.iter().filter(|mark| mark.cell == Some(place)));
        let shown = visible(cell.text.chars().take(SHOWN));
        let cut = cell.cut || cell.text.chars().nth(SHOWN).is_some();
        view! {
            <span
                role="gridcell"
                class="cell"
                class:current=move || at.get() == Some(place)
                aria-selected=move || (at.get() == Some(place)).to_string()
                id=cell_id(Spot { line, cell: place })
                data-line=line
                data-cell=place
                data-mark=mark.map(|mark| mark.finding.severity.name())
                title=mark.map(|mark| mark.finding.message.clone())
            >
                {shown}
                {cut.then_some("…")}
                {mark.map(|mark| view! { <span class="unseen">{texts::fault(&mark.finding.message)}</span> })}
            </span>
        }
    });
    view! {
        <div
            class="grid-row"
            role="row"
            aria-rowindex=line.saturating_add(1).to_string()
            data-kind=kind
            data-row-mark=whole.map(|mark| mark.finding.severity.name())
        >
            <span class="gutter" role="rowheader" data-line=line title=worst_of_row.map(|mark| mark.finding.message.clone())>
                <span class="kind">{kind_name(row.kind)}</span>
                <span class="number" data-worst=worst_of_row.map(|mark| mark.finding.severity.name())>{line}</span>
                {whole.map(|mark| view! { <span class="unseen">{texts::fault(&mark.finding.message)}</span> })}
            </span>
            {cells.collect_view()}
            {(more > 0).then(|| view! { <span class="cell soft" role="gridcell">{texts::more_cells(more)}</span> })}
        </div>
    }
}

fn worst<'m>(marks: impl Iterator<Item = &'m Mark>) -> Option<&'m Mark> {
    marks.min_by_key(|mark| match mark.finding.severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    })
}

pub fn cell_id(spot: Spot) -> String {
    format!("cell-{}-{}", spot.line, spot.cell)
}

/// Only the grid moves, never the page around it.
pub fn scroll_sideways(frame: &<Div as ElementType>::Output, cell: &HtmlElement) {
    const GUTTER: i32 = 120;
    let (left, right) = (cell.offset_left(), cell.offset_left() + cell.offset_width());
    if left - GUTTER < frame.scroll_left() {
        frame.set_scroll_left(left - GUTTER);
    } else if right > frame.scroll_left() + frame.client_width() {
        frame.set_scroll_left(right - frame.client_width() + 8);
    }
}
