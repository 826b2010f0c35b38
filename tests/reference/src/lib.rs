//! Echo once more, written from its specification alone.
//!
//! This crate knows nothing of `echoscope-core`, and nothing here was taken from it. It says in the plainest way we
//! could find what Mangopay's public documents, the official SDKs and our own list of ambiguities (`docs/ambiguities.md`)
//! say: lists that are searched from the front, sums that are added up again whenever somebody asks, amounts in 128
//! bits. It is slow and obvious. `tests/beside_the_engine.rs` gives the same commands to this model and to the real
//! engine; where the two differ, one of them has misread the documents.
//!
//! Where to find what:
//!
//! | file | subject |
//! | --- | --- |
//! | `reading` | the switches: which reading of an ambiguity is taken |
//! | `record` | what is remembered: plain lists of plain facts |
//! | `model` | the whole memory, who takes part, the clock |
//! | `declare` | intents, captures, cancels, refunds, reversals, disputes, decisions |
//! | `count` | what can be added up from the facts: counters, limits |
//! | `status` | the status of an Intent, found in two ways |
//! | `split` | Splits, their fees and their rise to `AVAILABLE` |
//! | `transfer` | the money that Splits move, and that is claimed back |
//! | `settle` | Settlements: upload, matching, cancel |
//! | `fund` | pools: whose turn it is, shortage, surplus, carried credit |
//! | `invariant` | what must hold after every command |
//!
//! Marks such as `B5` or `A14` are entries of `docs/ambiguities.md`; `R…` are the rules of the specification.
//! What neither of them settled became an entry of the ambiguities.

mod count;
mod declare;
mod fund;
mod invariant;
mod model;
mod reading;
mod record;
mod settle;
mod split;
mod status;
mod transfer;

pub use declare::{NewIntent, NewLine, Scope, Seller};
pub use model::{CURRENCIES, Model, PROVIDERS, Refused};
pub use reading::{Dialect, FeeSign, PartialReversal, Reading, RefundLimit, SplitFees};
pub use record::{
    Action, Amount, Cancel, Capture, CaptureStatus, Dispute, DisputeStatus, Event, Intent, IntentStatus,
    Line, LineKind, Moment, Object, Part, Pool, Refund, RefundStatus, Reversal, Settlement, SettlementStatus,
    Split, SplitStatus, TransferFault, Wallet,
};
pub use settle::{FileLine, SettlementFile};
pub use split::{NewSplit, SplitChange};
