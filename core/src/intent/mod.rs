//! The declarations: an Intent and everything declared against it, as facts.
//!
//! Facts are only ever added (a refund is reversed, a dispute decided, a split moves on: each is a fact with its
//! number). Status, counters and next actions are computed from them, here and nowhere else.

mod amounts;
mod facts;
mod status;

pub use amounts::{Counters, split_fees};
pub use facts::{
    Address, Buyer, Cancel, Capture, Decision, Dispute, ExternalData, Intent, LineItem, Part, Refund,
    Reversal, Settled, Split, append, parts_total,
};
pub use status::next_actions;
