//! The desk on which one file lies at a time, wherever on the page it was dropped.

use super::intake::{self, Refusal};
use crate::clerk::{Answer, Change, Clerk, Facts, Filter, Form, Progress, Request, Seen, SeenRow};
use crate::place::{Place, go};
use crate::texts;
use leptos::ev;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::{Blob, DataTransfer, File};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    Waiting,
    /// It never came to a check: what is wrong and what to do.
    Refused(Refusal),
    Checked(Arc<Facts>),
}

impl Outcome {
    pub fn facts(&self) -> Option<&Arc<Facts>> {
        match self {
            Self::Checked(facts) => Some(facts),
            _ => None,
        }
    }
}

/// What the clerk is doing.
#[derive(Clone, PartialEq, Debug)]
pub struct Work {
    pub name: String,
    pub progress: Option<Progress>,
}

/// A cell of the grid: the line of its row, and its place in the row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spot {
    pub line: u64,
    pub cell: usize,
}

#[derive(Clone, Copy, Debug)]
pub struct Desk {
    outcome: RwSignal<Outcome>,
    work: RwSignal<Option<Work>>,
    /// Why the last change was not made.
    pub trouble: RwSignal<Option<String>>,
    /// Whether a file is being dragged over the page.
    pub dragging: RwSignal<bool>,
    pub filter: RwSignal<Filter>,
    pub spot: RwSignal<Option<Spot>>,
    /// The finding that was chosen last, for the next one and the one before.
    chosen: RwSignal<Option<usize>>,
    /// Counts what was begun, so that the last one wins however long an earlier one takes.
    turn: StoredValue<u32>,
    clerk: StoredValue<Clerk, LocalStorage>,
}

impl Desk {
    pub fn new() -> Self {
        let work = RwSignal::new(None::<Work>);
        let trouble = RwSignal::new(None);
        let turn = StoredValue::new(0);
        let clerk = Clerk::new(move |answer| match answer {
            Answer::Progress(progress) if progress.turn == turn.get_value() => {
                work.update(|work| {
                    if let Some(work) = work {
                        work.progress = Some(progress);
                    }
                });
            }
            Answer::Broken(message) => {
                work.set(None);
                crate::panic::show(&message);
            }
            _ => {}
        });
        Self {
            outcome: RwSignal::new(Outcome::Waiting),
            work,
            trouble,
            dragging: RwSignal::new(false),
            filter: RwSignal::default(),
            spot: RwSignal::new(None),
            chosen: RwSignal::new(None),
            turn,
            clerk: StoredValue::new_local(clerk),
        }
    }

    pub fn outcome(self) -> ReadSignal<Outcome> {
        self.outcome.read_only()
    }

    pub fn work(self) -> ReadSignal<Option<Work>> {
        self.work.read_only()
    }

    pub fn facts(self) -> Option<Arc<Facts>> {
        self.outcome.with(|outcome| outcome.facts().cloned())
    }

    /// Has the clerk come before the first file does.
    pub fn prepare(self) {
        self.clerk.with_value(Clerk::call);
    }

    pub fn lay_bytes(self, name: &str, bytes: &[u8]) {
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        if let Ok(blob) = Blob::new_with_u8_array_sequence(&parts) {
            self.lay(name.to_owned(), &blob);
        }
    }

    pub fn lay_file(self, picked: Result<File, Refusal>) {
        match picked {
            Ok(file) => self.lay(file.name(), &file),
            Err(problem) => {
                self.stop();
                self.outcome.set(Outcome::Refused(problem));
            }
        }
    }

    fn lay(self, name: String, blob: &Blob) {
        let turn = self.begin(&name);
        self.ask(&Request::Check { turn, name: name.clone() }, Some(blob), move |answer, _| {
            if turn != self.turn.get_value() {
                return;
            }
            self.work.set(None);
            match answer {
                Answer::Checked(facts) => {
                    self.filter.set(Filter::default());
                    self.chosen.set(None);
                    self.spot.set(None);
                    self.outcome.set(Outcome::Checked(Arc::new(*facts)));
                }
                Answer::Unreadable(reason) => {
                    self.outcome.set(Outcome::Refused(Refusal::Unreadable { name, reason }));
                }
                _ => {}
            }
        });
    }

    pub fn change(self, change: Change) {
        let Some(facts) = self.outcome.with_untracked(|outcome| outcome.facts().cloned()) else { return };
        let turn = self.begin(&facts.name);
        self.ask(&Request::Change { turn, change }, None, move |answer, _| {
            if turn != self.turn.get_value() {
                return;
            }
            self.work.set(None);
            match answer {
                Answer::Checked(facts) => self.outcome.set(Outcome::Checked(Arc::new(*facts))),
                Answer::Unreadable(reason) => self.trouble.set(Some(texts::check::not_changed(&reason))),
                _ => {}
            }
        });
    }

    /// Gives up what the clerk is doing; what lay on the desk before stays.
    pub fn stop(self) {
        let turn = self.next_turn();
        self.work.set(None);
        self.ask(&Request::Stop { turn }, None, |_, _| {});
    }

    fn begin(self, name: &str) -> u32 {
        self.trouble.set(None);
        self.work.set(Some(Work { name: name.to_owned(), progress: None }));
        self.next_turn()
    }

    fn next_turn(self) -> u32 {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.turn.get_value()
    }

    pub fn rows(self, from: u64, most: usize, then: impl FnOnce(Vec<SeenRow>) + 'static) {
        self.ask(&Request::Rows { from, most }, None, move |answer, _| {
            then(if let Answer::Rows(rows) = answer { rows } else { Vec::new() });
        });
    }

    pub fn findings(self, filter: Filter, from: usize, most: usize, then: impl FnOnce(Vec<Seen>) + 'static) {
        self.ask(&Request::Findings { filter, from, most }, None, move |answer, _| {
            then(if let Answer::Findings(seen) = answer { seen } else { Vec::new() });
        });
    }

    pub fn reviews(self, then: impl FnOnce(Vec<crate::clerk::Review>, usize) + 'static) {
        self.ask(&Request::Reviews, None, move |answer, _| {
            if let Answer::Reviews { shown, more } = answer {
                then(shown, more);
            }
        });
    }

    /// Goes to the next finding that the filter lets through, or to the one before.
    pub fn step(self, back: bool) {
        let (filter, after) = (self.filter.get_untracked(), self.chosen.get_untracked());
        self.ask(&Request::Step { filter, after, back }, None, move |answer, _| {
            if let Answer::Findings(seen) = answer
                && let Some(seen) = seen.first()
            {
                self.choose(seen);
            }
        });
    }

    pub fn choose(self, seen: &Seen) {
        self.chosen.set(Some(seen.index));
        self.spot.set(Some(Spot { line: seen.row, cell: seen.cell.unwrap_or(0) }));
    }

    pub fn save_corrected(self) {
        self.save(&Request::Corrected);
    }

    pub fn save_report(self, form: Form) {
        self.save(&Request::Document(form));
    }

    fn save(self, request: &Request) {
        self.ask(request, None, |answer, blob| {
            if let (Answer::File { name }, Some(blob)) = (answer, blob) {
                crate::saving::save(&name, &blob);
            }
        });
    }

    fn ask(self, request: &Request, blob: Option<&Blob>, then: impl FnOnce(Answer, Option<Blob>) + 'static) {
        self.clerk.with_value(|clerk| clerk.ask(request, blob, then));
    }
}

/// The whole page takes files: a file that misses the drop zone must not make the browser leave the page.
pub fn listen_for_drops(desk: Desk) {
    let carries_files = |transfer: Option<DataTransfer>| {
        transfer.is_some_and(|transfer| transfer.types().iter().any(|kind| kind == "Files"))
    };
    window_event_listener(ev::dragover, move |event| {
        if carries_files(event.data_transfer()) {
            event.prevent_default();
            desk.dragging.set(true);
        }
    });
    window_event_listener(ev::dragleave, move |event| {
        // Without a related target the pointer has left the window.
        if event.related_target().is_none() {
            desk.dragging.set(false);
        }
    });
    window_event_listener(ev::drop, move |event| {
        desk.dragging.set(false);
        let Some(transfer) = event.data_transfer() else { return };
        if carries_files(Some(transfer.clone())) {
            event.prevent_default();
            desk.lay_file(intake::pick(&transfer));
            go(Place::Check);
        }
    });
}
