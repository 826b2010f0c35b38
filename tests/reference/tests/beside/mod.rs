//! What the tests beside the engine are made of.

pub mod dice;
pub mod file;
pub mod plan;
pub mod step;
