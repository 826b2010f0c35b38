//! The engine for JavaScript: decode, call core, encode. No logic.
//!
//! Each type that crosses the border has a twin here that carries its TypeScript shape. A twin is made by taking
//! core's value apart field by field, so that a field added in core and forgotten here does not compile.

mod amount;
mod machine;
mod settlement;

pub use machine::machines;
pub use settlement::check_settlement;
