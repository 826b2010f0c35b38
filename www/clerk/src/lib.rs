//! The clerk works beside the page's main thread: it reads the file, checks it, finds rows, mends. The page asks it in messages.
//!
//! It is a program of its own, so that the page does not wait for what it does not show: readers and rules are compiled for speed here,
//! and come while somebody looks for a file. The file itself stays with the browser: the clerk reads it in pieces, and keeps the findings
//! and a mark for every few hundred rows.

mod matched;
mod matching;
mod mending;
mod message;
mod office;
mod payout;
mod reading;
mod sheet;

pub use matched::{Action, Matched, MatchedFile, UnmatchedLine};
pub use message::{
    Answer, Change, Facts, Filter, Fixes, Form, Made, Mark, Payout, PayoutFault, Progress, Request, Review,
    Seen, SeenRow, Wanted, Which,
};
pub use office::work;
