//! The file as a grid. However long it is, only the rows in sight exist; the clerk reads them as they are needed.

// A view is a bundle of handles, copied when a part is made.
#![allow(clippy::large_types_passed_by_value)]

mod bar;
mod held;
mod keys;
mod row;
mod scale;

use super::desk::{Desk, Spot};
use crate::texts::check as texts;
use bar::CellBar;
use echoscope_core::settlement::RowKind;
use held::Held;
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use row::GridRow;
use scale::{ROW, Scale};
use web_sys::{Element, HtmlElement, WheelEvent};

/// The height of the row of column names.
const HEAD: f64 = 34.0;

/// What the parts of the grid share.
#[derive(Clone, Copy)]
pub struct View {
    pub desk: Desk,
    pub rows: Memo<u64>,
    pub held: Held,
    frame: NodeRef<Div>,
    /// The first row in sight, from 0; a fraction where it is partly hidden.
    top: RwSignal<f64>,
    scrolled: RwSignal<f64>,
    height: RwSignal<f64>,
    /// A cell that is still to be brought into sight sideways: its row may not be there yet.
    sideways: RwSignal<Option<Spot>>,
}

#[component]
pub fn Grid(desk: Desk) -> impl IntoView {
    let view = View::new(desk);
    let columns = Memo::new(move |_| desk.facts().map(|facts| facts.columns.clone()).unwrap_or_default());
    let widths = move || view.held.widths.with(|widths| layout(widths));
    let head = move || {
        let width = view.held.widths.with(Vec::len);
        let name = |place: usize| columns.with(|columns| columns.get(place).cloned()).unwrap_or_default();
        (0..width).map(|place| view! { <span role="columnheader">{crate::clerk::visible(name(place).chars())}</span> }).collect_view()
    };
    let active = move || desk.spot.get().map(row::cell_id);
    view! {
        <section class="file-grid card" aria-labelledby="grid-title">
            <header>
                <h2 id="grid-title">{texts::GRID_TITLE}</h2>
                <p class="soft">{move || texts::rows(view.rows.get())}</p>
            </header>
            <CellBar view=view />
            <div
                class="grid"
                id="grid"
                role="grid"
                tabindex="0"
                aria-labelledby="grid-title"
                aria-describedby="grid-keys"
                aria-rowcount=move || view.rows.get().saturating_add(1).to_string()
                aria-colcount=move || view.held.widths.with(Vec::len).saturating_add(1).to_string()
                aria-activedescendant=active
                node_ref=view.frame
                style:--columns=widths
                on:scroll=move |_| view.scrolled()
                on:wheel=move |event| view.wheel(&event)
                on:keydown=move |event| keys::press(view, &event)
                on:click=move |event| view.point(&event)
                on:dblclick=move |_| bar::focus_input()
            >
                <div class="grid-row head" role="row" aria-rowindex="1">
                    <span class="gutter" role="columnheader">{texts::LINE}</span>
                    {head}
                </div>
                <div class="grid-all" role="presentation" style:height=move || format!("{}px", view.scale().height())>
                    <div class="grid-some" role="rowgroup" style:transform=move || view.shift()>
                        <For each=move || view.held.rows.get() key=|held| (held.edition, held.seen.row.line) let:held>
                            <GridRow view=view seen=held.seen />
                        </For>
                    </div>
                </div>
            </div>
            <p class="soft keys" id="grid-keys">{texts::GRID_KEYS}</p>
        </section>
    }
}

impl View {
    fn new(desk: Desk) -> Self {
        let view = Self {
            desk,
            rows: Memo::new(move |_| desk.facts().map_or(0, |facts| facts.rows)),
            held: Held::new(desk),
            frame: NodeRef::new(),
            top: RwSignal::new(0.0),
            scrolled: RwSignal::new(0.0),
            height: RwSignal::new(400.0),
            sideways: RwSignal::new(None),
        };
        view.frame.on_load(move |_| view.measure());
        let resized = window_event_listener(ev::resize, move |_| view.measure());
        on_cleanup(move || resized.remove());
        // Another file, or the same one mended: what is held is out of date.
        Effect::new(move |before: Option<String>| {
            let facts = desk.facts();
            let name = facts.map(|facts| facts.name.clone()).unwrap_or_default();
            view.held.renew();
            if before.is_some_and(|before| before != name) {
                view.go_to_row(0.0);
            }
            name
        });
        Effect::new(move |_| {
            let (first, count) = (view.top.get(), view.in_sight());
            view.held.want(first, count, view.rows.get());
        });
        Effect::new(move |_| {
            if let Some(spot) = desk.spot.get() {
                view.reveal(spot);
            }
        });
        Effect::new(move |_| {
            view.held.rows.track();
            if let Some(spot) = view.sideways.get() {
                view.reveal_sideways(spot);
            }
        });
        view
    }

    pub fn in_sight(self) -> f64 {
        ((self.height.get() - HEAD) / ROW).max(1.0)
    }

    fn scale(self) -> Scale {
        #[allow(clippy::cast_precision_loss, reason = "no file has 2^53 rows")]
        Scale::new(self.rows.get() as f64, self.height.get() - HEAD)
    }

    fn measure(self) {
        if let Some(frame) = self.frame.get_untracked() {
            self.height.set(f64::from(frame.client_height()));
        }
    }

    fn scrolled(self) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let scrolled = f64::from(frame.scroll_top());
        // Where we have scrolled ourselves, the row is known better than the scroll bar can say it.
        if (scrolled - self.scrolled.get_untracked()).abs() > 1.0 {
            self.scrolled.set(scrolled);
            self.top.set(untrack(|| self.scale()).row_at(scrolled));
        }
    }

    /// In a very long file one step of a wheel would leap over many rows.
    fn wheel(self, event: &WheelEvent) {
        let scale = untrack(|| self.scale());
        if !scale.is_tight() || event.delta_y() == 0.0 || event.ctrl_key() {
            return;
        }
        event.prevent_default();
        let rows = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL {
            event.delta_y() / ROW
        } else {
            event.delta_y()
        };
        self.go_to_row(self.top.get_untracked() + rows);
    }

    pub fn go_to_row(self, row: f64) {
        let scale = untrack(|| self.scale());
        let row = scale.clamp(row);
        let scrolled = scale.scroll_of(row);
        self.scrolled.set(scrolled);
        self.top.set(row);
        if let Some(frame) = self.frame.get_untracked() {
            #[allow(clippy::cast_possible_truncation, reason = "no grid is taller than `scale::TALLEST`")]
            frame.set_scroll_top(scrolled.round() as i32);
        }
    }

    /// Brings a cell into sight.
    #[allow(clippy::cast_precision_loss, reason = "no file has 2^53 rows")]
    fn reveal(self, spot: Spot) {
        let (row, top, count) =
            (spot.line.saturating_sub(1) as f64, self.top.get_untracked(), untrack(|| self.in_sight()));
        if row < top {
            self.go_to_row(if top - row <= 2.0 { row } else { row - (count / 3.0).floor() });
        } else if row > top + count - 1.0 {
            self.go_to_row(if row - top - count <= 2.0 {
                row - count + 1.0
            } else {
                row - (count / 3.0).floor()
            });
        }
        self.sideways.set(Some(spot));
    }

    fn reveal_sideways(self, spot: Spot) {
        // What is held is drawn in the next frame at the latest.
        request_animation_frame(move || {
            let Some(frame) = self.frame.get_untracked() else { return };
            let Some(cell) = document().get_element_by_id(&row::cell_id(spot)) else { return };
            row::scroll_sideways(&frame, cell.unchecked_ref::<HtmlElement>());
            self.sideways.set(None);
        });
    }

    /// Where the rows that exist lie among all rows.
    fn shift(self) -> String {
        let first =
            self.held.rows.with(|rows| rows.first().map_or(1, |held| held.seen.row.line)).saturating_sub(1);
        #[allow(clippy::cast_precision_loss, reason = "no file has 2^53 rows")]
        let offset = self.scrolled.get() + (first as f64 - self.top.get()) * ROW;
        format!("translateY({offset}px)")
    }

    fn point(self, event: &ev::MouseEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let cell = target.and_then(|target| target.closest("[data-line]").ok().flatten());
        let number = |name| cell.as_ref().and_then(|cell| cell.get_attribute(name));
        let line = number("data-line").and_then(|line| line.parse().ok());
        let place = number("data-cell").and_then(|cell| cell.parse().ok()).unwrap_or(0);
        if let Some(line) = line {
            self.desk.spot.set(Some(Spot { line, cell: place }));
        }
    }
}

/// Widths of the columns as CSS writes them.
fn layout(widths: &[usize]) -> String {
    let columns: Vec<String> = widths.iter().map(|width| format!("{width}ch")).collect();
    columns.join(" ")
}

/// What a row is called beside its number.
pub fn kind_name(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Header => texts::ROW_HEADER,
        RowKind::Blank => texts::ROW_BLANK,
        RowKind::Footer => texts::ROW_FOOTER,
        RowKind::Line => "",
    }
}
