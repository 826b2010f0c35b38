//! The one door for change: a command goes in, an outcome comes out.

mod agenda;
mod command;
mod declare;
mod declared;
mod entry;
mod event;
mod file;
mod fingerprint;
mod given;
mod intake;
mod log;
mod parties;
mod read;
mod refusal;
mod settle;
mod share;
mod ways;
mod world;

pub use command::{
    ActionRequest, Command, Given, GivenAddress, GivenBuyer, GivenDate, GivenExternalData, GivenLineItem,
    GivenPart, GivenSeller, IntentRequest, SplitRequest, TransferFault,
};
pub use declared::read_log;
pub use event::{Account, Event, EventType, Object, Webhook};
pub use file::FileBytes;
pub use log::{Engine, Entry, ImportError, Log};
pub use refusal::{Code, ErrorType, Fact, Refusal, Step};
pub use settle::{FooterError, LineError, MatchedLine, Settlement};
pub use world::{Answer, Config, Outcome, World};
