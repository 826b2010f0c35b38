//! The grid by keyboard: arrows and pages move the cell, Enter edits it, N and P step through the findings.

use super::View;
use super::bar;
use crate::check::desk::Spot;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

pub fn press(view: View, event: &KeyboardEvent) {
    if event.alt_key() || event.meta_key() {
        return;
    }
    let rows = view.rows.get_untracked();
    let spot = view.desk.spot.get_untracked();
    let Spot { line, cell } = spot.unwrap_or(Spot { line: 1, cell: 0 });
    let control = event.ctrl_key();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen has few rows")]
    let page = (untrack(|| view.in_sight()) as u64).saturating_sub(1).max(1);
    let last_cell = view.held.widths.with_untracked(Vec::len).saturating_sub(1);
    let to =
        |line: u64, cell: usize| Some(Spot { line: line.clamp(1, rows.max(1)), cell: cell.min(last_cell) });
    let next = match event.key().as_str() {
        "ArrowDown" | "ArrowUp" | "ArrowLeft" | "ArrowRight" if spot.is_none() => to(line, cell),
        "ArrowDown" => to(line.saturating_add(1), cell),
        "ArrowUp" => to(line.saturating_sub(1), cell),
        "ArrowRight" => to(line, cell.saturating_add(1)),
        "ArrowLeft" => to(line, cell.saturating_sub(1)),
        "PageDown" => to(line.saturating_add(page), cell),
        "PageUp" => to(line.saturating_sub(page), cell),
        "Home" if control => to(1, 0),
        "End" if control => to(rows, last_cell),
        "Home" => to(line, 0),
        "End" => to(line, last_cell),
        "Enter" | "F2" if spot.is_some() => {
            event.prevent_default();
            return bar::focus_input();
        }
        _ => return,
    };
    event.prevent_default();
    view.desk.spot.set(next);
}
