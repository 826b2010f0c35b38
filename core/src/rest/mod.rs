//! Mangopay's REST interface over the engine: requests in, answers out. No sockets here.

pub mod asked;
pub mod hooks;
pub mod lists;
pub mod people;
pub mod reports;
