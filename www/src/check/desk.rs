//! The desk on which one file lies at a time, wherever on the page it was dropped.

use super::intake::{self, Refusal};
use crate::clerk::{
    Answer, Change, Clerk, Facts, Filter, Form, Made, Matched, Payout, Progress, Request, Seen, SeenRow,
    Wanted,
};
use crate::place::{Place, go};
use crate::texts;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;
use std::sync::Arc;
use web_sys::{Blob, DataTransfer, File};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    Waiting,
    /// It never came to a check: what is wrong and what to do.
    Refused(Refusal),
    /// A payout report, which can be made into a settlement file.
    Report(Payout),
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
    matched: RwSignal<Option<Arc<Matched>>>,
    /// The settlement files that were matched, so that any of them can be looked at.
    papers: StoredValue<Vec<File>, LocalStorage>,
    /// Of which report the file on the desk was made.
    pub made: RwSignal<Option<Made>>,
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
            matched: RwSignal::new(None),
            papers: StoredValue::new_local(Vec::new()),
            made: RwSignal::new(None),
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

    /// One file is checked. Several, or declarations beside the file on the desk, are matched.
    pub fn lay_files(self, picked: Result<Vec<File>, Refusal>) {
        let files = match picked {
            Ok(files) => files,
            Err(problem) => {
                self.stop();
                return self.outcome.set(Outcome::Refused(problem));
            }
        };
        match files.as_slice() {
            [file] if self.facts_untracked().is_none() => self.lay(file.name(), file),
            _ => self.match_files(files),
        }
    }

    fn match_files(self, files: Vec<File>) {
        let turn = self.begin(&texts::check::names(&files.iter().map(File::name).collect::<Vec<_>>()));
        let names = files.iter().map(File::name).collect();
        let load: js_sys::Array = files.iter().collect();
        self.ask(&Request::Match { turn, names }, &load, move |answer, _| {
            if turn != self.turn.get_value() {
                return;
            }
            self.work.set(None);
            match answer {
                Answer::Matched(matched) => self.show_match(*matched, files),
                Answer::Payout(report) => {
                    self.matched.set(None);
                    self.outcome.set(Outcome::Report(report));
                }
                // A settlement file alone is checked, whatever lies on the desk.
                Answer::Lone => {
                    if let Some(file) = files.first() {
                        self.lay(file.name(), file);
                    }
                }
                Answer::Unreadable(reason) => self.trouble.set(Some(texts::check::not_changed(&reason))),
                _ => {}
            }
        });
    }

    /// The first settlement file is laid on the desk as well, unless the one that lies there was meant.
    fn show_match(self, matched: Matched, files: Vec<File>) {
        let first = matched
            .files
            .first()
            .and_then(|first| files.iter().find(|file| file.name() == first.name).cloned());
        let matched = Arc::new(matched);
        self.papers.set_value(files);
        match first {
            Some(file) => self.lay(file.name(), &file),
            None => self.stop(),
        }
        self.matched.set(Some(matched));
    }

    pub fn matched(self) -> Option<Arc<Matched>> {
        self.matched.get()
    }

    /// Lays one of the matched files on the desk, and goes to a line of it.
    pub fn open_paper(self, name: &str, line: Option<u64>) {
        let there = self.facts_untracked().is_some_and(|facts| facts.name == name);
        let matched = self.matched.get_untracked();
        let paper =
            self.papers.with_value(|papers| papers.iter().find(|paper| paper.name() == name).cloned());
        if let Some(paper) = paper.filter(|_| !there) {
            self.lay(paper.name(), &paper);
            self.matched.set(matched);
        }
        if let Some(line) = line.filter(|_| there) {
            self.spot.set(Some(Spot { line, cell: 0 }));
        }
    }

    fn facts_untracked(self) -> Option<Arc<Facts>> {
        self.outcome.with_untracked(|outcome| outcome.facts().cloned())
    }

    fn lay(self, name: String, blob: &Blob) {
        let turn = self.begin(&name);
        self.matched.set(None);
        self.made.set(None);
        self.ask(&Request::Check { turn, name: name.clone() }, blob.as_ref(), move |answer, _| {
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
                Answer::Payout(report) => self.outcome.set(Outcome::Report(report)),
                Answer::Unreadable(reason) => {
                    self.outcome.set(Outcome::Refused(Refusal::Unreadable { name, reason }));
                }
                _ => {}
            }
        });
    }

    /// Makes a settlement file of the report that lies here, and lays it in the report's place.
    pub fn convert(self, name: &str, wishes: Wanted) {
        let turn = self.begin(name);
        self.ask(&Request::Convert { turn, wishes }, &JsValue::UNDEFINED, move |answer, blob| {
            if turn != self.turn.get_value() {
                return;
            }
            self.work.set(None);
            match (answer, blob) {
                (Answer::Made(made), Some(blob)) => {
                    self.lay(made.name.clone(), &blob);
                    self.made.set(Some(made));
                }
                (Answer::Payout(report), _) => self.outcome.set(Outcome::Report(report)),
                (Answer::Unreadable(reason), _) => self.trouble.set(Some(texts::check::not_changed(&reason))),
                _ => {}
            }
        });
    }

    pub fn change(self, change: Change) {
        let Some(facts) = self.facts_untracked() else { return };
        let turn = self.begin(&facts.name);
        self.ask(&Request::Change { turn, change }, &JsValue::UNDEFINED, move |answer, _| {
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
        self.ask(&Request::Stop { turn }, &JsValue::UNDEFINED, |_, _| {});
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
        self.ask(&Request::Rows { from, most }, &JsValue::UNDEFINED, move |answer, _| {
            then(if let Answer::Rows(rows) = answer { rows } else { Vec::new() });
        });
    }

    pub fn findings(self, filter: Filter, from: usize, most: usize, then: impl FnOnce(Vec<Seen>) + 'static) {
        self.ask(&Request::Findings { filter, from, most }, &JsValue::UNDEFINED, move |answer, _| {
            then(if let Answer::Findings(seen) = answer { seen } else { Vec::new() });
        });
    }

    pub fn reviews(self, then: impl FnOnce(Vec<crate::clerk::Review>, usize) + 'static) {
        self.ask(&Request::Reviews, &JsValue::UNDEFINED, move |answer, _| {
            if let Answer::Reviews { shown, more } = answer {
                then(shown, more);
            }
        });
    }

    /// Goes to the next finding that the filter lets through, or to the one before.
    pub fn step(self, back: bool) {
        let (filter, after) = (self.filter.get_untracked(), self.chosen.get_untracked());
        self.ask(&Request::Step { filter, after, back }, &JsValue::UNDEFINED, move |answer, _| {
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
        self.ask(request, &JsValue::UNDEFINED, |answer, blob| {
            if let (Answer::File { name }, Some(blob)) = (answer, blob) {
                crate::saving::save(&name, &blob);
            }
        });
    }

    fn ask(self, request: &Request, load: &JsValue, then: impl FnOnce(Answer, Option<Blob>) + 'static) {
        self.clerk.with_value(|clerk| clerk.ask(request, load, then));
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
            let first = transfer.files().and_then(|files| files.get(0));
            if first.is_some_and(|file| Place::here().takes_as_story(&file.name())) {
                return;
            }
            desk.lay_files(intake::pick(&transfer));
            go(Place::Check);
        }
    });
}
