//! The rows that the page holds: those in sight and some around them.

use crate::check::desk::Desk;
use crate::clerk::SeenRow;
use leptos::prelude::*;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldRow {
    /// The same row of a mended file is another one.
    pub edition: u32,
    pub seen: SeenRow,
}

#[derive(Clone, Copy)]
pub struct Held {
    desk: Desk,
    pub rows: RwSignal<Vec<HeldRow>>,
    /// In characters; they grow with what has been seen, and only with another file they shrink.
    pub widths: RwSignal<Vec<usize>>,
    edition: RwSignal<u32>,
    range: StoredValue<(u64, u64)>,
    asking: StoredValue<bool>,
    wanted: StoredValue<Option<(u64, u64)>>,
}

/// Rows held above and below those in sight.
const AROUND: u64 = 16;
/// Rows that are drawn in one go.
const AT_ONCE: usize = 12;
const NARROWEST: usize = 7;
const WIDEST: usize = 32;

impl Held {
    pub fn new(desk: Desk) -> Self {
        Self {
            desk,
            rows: RwSignal::default(),
            widths: RwSignal::default(),
            edition: RwSignal::new(0),
            range: StoredValue::new((0, 0)),
            asking: StoredValue::new(false),
            wanted: StoredValue::new(None),
        }
    }

    pub fn renew(self) {
        self.range.set_value((0, 0));
        self.edition.update(|edition| *edition += 1);
    }

    /// Sees to it that `count` rows from `first` on are held, of `all`.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows are counted from 0")]
    pub fn want(self, first: f64, count: f64, all: u64) {
        // Another edition is wanted even where the rows in sight are the same.
        self.edition.track();
        let from = first as u64 + 1;
        let to = (from + count as u64 + 1).min(all);
        let (held_from, held_to) = self.range.get_value();
        if all == 0 || (held_from <= from && to <= held_to && held_to > 0) {
            return;
        }
        self.wanted.set_value(Some((from.saturating_sub(AROUND).max(1), to.saturating_add(AROUND).min(all))));
        if !self.asking.get_value() {
            self.ask();
        }
    }

    /// One question at a time; what is wanted when the answer comes is asked next.
    fn ask(self) {
        let Some((from, to)) = self.wanted.try_update_value(Option::take).flatten() else { return };
        self.asking.set_value(true);
        let edition = self.edition.get_untracked();
        let most = usize::try_from(to.saturating_sub(from) + 1).unwrap_or(usize::MAX);
        self.desk.rows(from, most, move |rows| {
            // The place may have been left meanwhile.
            if self.asking.try_set_value(false).is_some() {
                return;
            }
            if edition == self.edition.get_untracked() {
                self.range.set_value((from, to));
                self.widen(&rows);
                self.hold(rows.into_iter().map(|seen| HeldRow { edition, seen }).collect());
            }
            self.ask();
        });
    }

    /// Where nothing was held, the first rows come first, and some more whenever those before them have been drawn.
    fn hold(self, mut rows: Vec<HeldRow>) {
        if !self.rows.with_untracked(Vec::is_empty) {
            return self.rows.set(rows);
        }
        let others = rows.split_off(rows.len().min(AT_ONCE));
        self.rows.set(rows);
        self.follow(others, (self.range.get_value(), self.edition.get_untracked()));
    }

    fn follow(self, mut rows: Vec<HeldRow>, of: ((u64, u64), u32)) {
        if rows.is_empty() {
            return;
        }
        let next = move || {
            let now = self.range.try_get_value().zip(self.edition.try_get_untracked());
            if now == Some(of) {
                let others = rows.split_off(rows.len().min(AT_ONCE));
                self.rows.update(|held| held.extend(rows));
                self.follow(others, of);
            }
        };
        request_animation_frame(move || set_timeout(next, std::time::Duration::ZERO));
    }

    fn widen(self, rows: &[SeenRow]) {
        let before = self.widths.get_untracked();
        let mut widths = before.clone();
        for cells in rows.iter().map(|seen| &seen.row.cells) {
            for (place, cell) in cells.iter().enumerate().take(MOST_COLUMNS) {
                let width = (cell.text.chars().count() + 3).clamp(NARROWEST, WIDEST);
                match widths.get_mut(place) {
                    Some(known) => *known = width.max(*known),
                    None => widths.push(width),
                }
            }
        }
        if widths != before {
            self.widths.set(widths);
        }
    }
}

/// More cells of a row are not shown: such a file is no settlement file.
pub const MOST_COLUMNS: usize = 64;
