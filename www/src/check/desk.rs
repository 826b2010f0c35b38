//! The desk on which one file lies at a time, wherever on the page it was dropped.

use super::intake::{self, Refusal};
use super::run::Checked;
use crate::place::{Place, go};
use crate::texts;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use web_sys::{DataTransfer, File};

#[derive(Clone, Debug)]
pub enum Outcome {
    Waiting,
    /// The name of the file that is being read.
    Reading(String),
    /// It never came to a check: what is wrong and what to do.
    Refused(Refusal),
    Checked(Arc<Checked>),
}

impl Outcome {
    pub fn checked(&self) -> Option<&Checked> {
        match self {
            Self::Checked(checked) => Some(checked),
            _ => None,
        }
    }

    pub fn announcement(&self) -> String {
        match self {
            Self::Waiting | Self::Refused(_) => String::new(),
            Self::Reading(name) => texts::reading(name),
            Self::Checked(checked) => {
                format!("{} {}", texts::verdict(&checked.report), texts::stage_reached(&checked.walk()))
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Desk {
    outcome: RwSignal<Outcome>,
    /// Whether a file is being dragged over the page.
    pub dragging: RwSignal<bool>,
    /// Counts the files laid down, so that the last one wins however long an earlier one takes to read.
    turn: StoredValue<u32>,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            outcome: RwSignal::new(Outcome::Waiting),
            dragging: RwSignal::new(false),
            turn: StoredValue::new(0),
        }
    }

    pub fn outcome(self) -> ReadSignal<Outcome> {
        self.outcome.read_only()
    }

    pub fn lay_bytes(self, name: &str, bytes: Vec<u8>) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.outcome.set(Outcome::Checked(Arc::new(Checked::new(name.to_owned(), bytes))));
    }

    pub fn lay_file(self, picked: Result<File, Refusal>) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let turn = self.turn.get_value();
        let file = match picked {
            Ok(file) => file,
            Err(problem) => return self.outcome.set(Outcome::Refused(problem)),
        };
        self.outcome.set(Outcome::Reading(file.name()));
        spawn_local(async move {
            let read = intake::read(&file).await;
            if turn != self.turn.get_value() {
                return;
            }
            match read {
                Ok(bytes) => self.lay_bytes(&file.name(), bytes),
                Err(problem) => self.outcome.set(Outcome::Refused(problem)),
            }
        });
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
