//! The engine of Echoscope, a local stand-in for Mangopay Echo.
//!
//! Bytes and commands go in, facts and answers come out. This crate has no I/O, no clock, no randomness, no
//! JavaScript and no global state: time and identifiers come in through its configuration, so that the same
//! log of commands gives the same bytes on every platform.
//!
//! The rooms are floors, counted from the ground; a room uses the floors under it, never one above:
//! [`money`], [`date`], [`catalog`] → [`machine`] → [`settlement`] and the declarations → reconciliation,
//! funds → the engine → scenarios and REST.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::arithmetic_side_effects,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]
#![forbid(unsafe_code)]

pub mod catalog;
pub mod country;
pub mod date;
pub mod engine;
pub mod funds;
pub mod hash;
pub mod id;
pub mod intent;
pub mod json;
pub mod machine;
pub mod mirakl;
pub mod money;
pub mod offer;
pub mod payout;
pub mod persistent;
pub mod reading;
pub mod reconcile;
pub mod rest;
pub mod scenario;
pub mod settlement;
mod sort;
pub mod text;
pub mod view;
