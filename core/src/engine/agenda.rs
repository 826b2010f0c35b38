//! What is to happen by itself, and when: reading files, matching, transfers.
//!
//! Tasks run in the order of their time, then of their planning. With the delays at 0 they run right after the
//! command that planned them.

use super::world::World;
use crate::date::Timestamp;
use crate::id::Id;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Task {
    /// `upload` is the count of uploads: a file that was replaced meanwhile is not read.
    ReadFile {
        settlement: u32,
        upload: u32,
    },
    MatchFile {
        settlement: u32,
        upload: u32,
    },
    ExecuteSplit {
        intent: u32,
        split: Id,
    },
    FinishTransfer {
        intent: u32,
        split: Id,
    },
}

impl World {
    pub(super) fn plan(&mut self, due: Timestamp, task: Task) {
        let number = self.number();
        self.agenda.insert((due, number), task);
    }

    /// Lets everything happen that is due up to `until`, each at its own time, and leaves the clock there.
    pub(super) fn run_agenda(&mut self, until: Timestamp) {
        self.settle_consequences();
        while let Some((&key, &task)) = self.agenda.first() {
            let (due, _) = key;
            if due > until {
                break;
            }
            self.agenda.remove(&key);
            self.now = self.now.max(due);
            match task {
                Task::ReadFile { settlement, upload } => self.read_file(settlement, upload),
                Task::MatchFile { settlement, upload } => self.match_file(settlement, upload),
                Task::ExecuteSplit { intent, split } => self.execute_if_due(intent, split),
                Task::FinishTransfer { intent, split } => self.finish_transfer(intent, split),
            }
            self.settle_consequences();
        }
        self.now = self.now.max(until);
    }

    /// Matches again where the reading wants it, then raises the Splits of every Intent that changed.
    fn settle_consequences(&mut self) {
        if std::mem::take(&mut self.declared) && self.reading().rematch {
            self.match_again();
        }
        let touched = std::mem::take(&mut self.touched);
        for place in touched {
            self.raise_splits(place);
        }
        // Raising a Split touches its Intent again, but raises nothing further.
        self.touched.clear();
    }
}
