//! Lines of a settlement file against declarations: what matches, and for what does not, why.
//!
//! The engine finds the declarations in its world (`references`); before an upload they come from what the platform has at
//! hand (`declarations`), and `matching` walks the file. Both ask [`judge`], so that both give the same answer.

mod assign;
pub mod declarations;
mod draft;
mod footer;
mod index;
mod judge;
pub mod matching;
mod references;

pub use assign::assign;
pub use draft::{DraftWishes, Drafted, FeeWishes, LeftOut, draft};
pub use footer::{FooterError, footer_errors};
pub use judge::{
    Candidate, Elsewhere, Line, Mismatch, MismatchCode, had, judge, not_found, refuse, unknown_reference,
};
pub use references::{Declared, Place, References};
