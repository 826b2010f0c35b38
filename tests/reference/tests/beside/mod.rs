//! What the tests beside the engine are made of.

pub mod before_upload;
pub mod compare;
pub mod dice;
pub mod engine;
pub mod file;
pub mod keys;
mod model_alone;
pub mod plan;
pub mod refusal;
mod share;
pub mod step;
