//! The one door for change: a command goes in, an outcome comes out.

mod command;
mod file;
mod given;

pub use command::{
    ActionRequest, Command, Given, GivenAddress, GivenBuyer, GivenDate, GivenExternalData, GivenLineItem,
    GivenPart, GivenSeller, IntentRequest, SplitRequest, TransferFault,
};
pub use file::FileBytes;
