//! Scenarios: a small text form of a log of commands, with prose between the steps and expectations after them.
//!
//! One file is a test, a preset of the page and a page of documentation. `docs/scenarios.md` describes the form.

mod attempt;
mod commands;
mod declaration;
mod draft;
mod error;
mod expectation;
mod forms;
mod line;
mod names;
mod overview;
mod parse;
mod play;
mod read;
mod retold;
mod session;
mod settlement_file;
mod step;
#[cfg(test)]
mod tests;
mod upload;
mod verify;
mod words;

pub use attempt::Sent;
pub use draft::Draft;
pub use error::ScenarioError;
pub use forms::{FORMS, Form};
pub use overview::{Mark, OVERVIEW};
pub use parse::parse;
pub use play::{Failure, Player, play};
pub use retold::{Retold, retell};
pub use session::{Check, Played, Session, Trouble};
pub use step::{
    Action, Contents, DeclaredIntent, DeclaredLine, DeclaredSplit, Expectation, Kind, Label, MARKS, Outcome,
    Part, Scenario, Section, Seller, SplitChange, Step, Value, WrittenFile, WrittenLine,
};
