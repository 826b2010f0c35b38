//! The one door for change: a command goes in, an outcome comes out.

mod command;
mod event;
mod file;
mod given;
mod refusal;

pub use command::{
    ActionRequest, Command, Given, GivenAddress, GivenBuyer, GivenDate, GivenExternalData, GivenLineItem,
    GivenPart, GivenSeller, IntentRequest, SplitRequest, TransferFault,
};
pub use event::{Account, Event, EventType, Object, Webhook};
pub use file::FileBytes;
pub use refusal::{Code, ErrorType, Fact, Refusal, Step};
