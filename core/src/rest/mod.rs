//! Mangopay's REST interface over the engine: requests in, answers out. No sockets here.
//!
//! A [`Sandbox`] answers every [`Request`] with a [`Response`]. Time comes in with each request as milliseconds of a clock
//! on the wall; the same requests at the same moments give the same answers, byte for byte. What must outlive the
//! process is therefore the list of requests whose answer says that something changed.
//!
//! [`route`] has the table of paths and [`call`] leads from a route to the file that answers it. [`written`] goes the other way: from a
//! command to the request that a platform sends for it, and `code` writes that request in the languages of the official SDKs.

mod accounts;
mod asked;
mod body;
mod call;
mod clock;
mod code;
mod control;
mod error;
mod hooks;
mod intents;
mod kept;
mod lists;
mod multipart;
mod openapi;
mod people;
mod record;
mod reports;
mod request;
mod route;
mod sandbox;
mod settlements;
mod spelling;
mod splits;
mod watch;
mod wire;
mod written;

pub use code::Language;
pub use hooks::notification;
pub use openapi::description;
pub use reports::{ReportTable, ReportType};
pub use request::{JSON, Request, Response};
pub use sandbox::{Beginning, Sandbox, Wall};
pub use watch::Parcel;
pub use written::{Content, Door, Exchange, Written};
