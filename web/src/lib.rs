//! The engine for JavaScript: decode, call core, encode. No logic.
//!
//! What Echo answers in Mangopay's shape is encoded as core's own views, which derive their TypeScript shape.
//! Each type of the settlement report has a twin here instead. A twin is made by taking
//! core's value apart field by field, so that a field added in core and forgotten here does not compile.

mod amount;
mod echo;
mod exact;
mod machine;
mod matching;
mod memory;
mod payout;
mod playing;
mod reading;
mod repair;
mod rule;
mod scenario;
mod settlement;

pub use echo::Echo;
pub use machine::machines;
pub use matching::SettlementMatch;
pub use payout::convert_payout;
pub use playing::{continue_scenario, play_scenario, scenario_offers};
pub use repair::{fix_settlement, write_settlement};
pub use rule::rules;
pub use scenario::run_scenario;
pub use settlement::SettlementCheck;
