//! Lines of a settlement file against declarations: what matches, and for what does not, why.

mod judge;
mod references;

pub use judge::{Candidate, Line, Mismatch, MismatchCode, judge};
pub use references::{Declared, Place, References};
