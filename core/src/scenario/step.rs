//! A scenario as a value: prose, and steps in which every name is known to stand for something.

use crate::catalog::{LineStatus, Provider};
use crate::date::{Date, Timestamp};
use crate::engine::{Code, EventType, TransferFault};
use crate::machine::DisputeStatus;
use crate::money::{Currency, Minor};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scenario {
    pub title: String,
    /// The first paragraph: what the scenario shows.
    pub summary: String,
    pub sections: Vec<Section>,
}

impl Scenario {
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.sections.iter().flat_map(|section| &section.steps)
    }
}

/// Prose as Markdown, and the block of steps that follows it (none after the last one, perhaps).
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Section {
    pub prose: String,
    pub steps: Vec<Step>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// The line of the file on which the step begins, from 1.
    pub line: usize,
    /// The step as it was written, with the lines that belong to it.
    pub text: String,
    /// Its places in Mangopay's overview diagram.
    pub marks: Vec<&'static str>,
    pub action: Action,
    pub outcome: Outcome,
}

/// The places of the overview diagram (spec 1.1).
pub const MARKS: &[&str] =
    &["1A", "1B", "2A", "2B", "3", "4A", "4B", "5A", "5B", "5C", "6A", "6B", "7A", "7B"];

/// What the step must come to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    Accepted,
    Refused(Code),
    /// Accepted, with exactly these webhooks in this order.
    Webhooks(Vec<EventType>),
}

/// A name of the scenario. It stands for the id that the engine gives.
pub type Label = String;

/// A line item and how much of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    pub line: Label,
    pub amount: Minor,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// How an ambiguity is read (see [`crate::reading`]), before anything happens.
    Reading {
        switch: &'static str,
        value: String,
    },
    User {
        user: Label,
        wallets: Vec<Currency>,
    },
    Intent(DeclaredIntent),
    AddLines {
        intent: Label,
        amount: Minor,
        fees: Option<Minor>,
        lines: Vec<DeclaredLine>,
    },
    Capture {
        capture: Label,
        intent: Label,
        reference: Option<String>,
        parts: Vec<Part>,
    },
    Cancel {
        intent: Label,
        parts: Vec<Part>,
    },
    Refund {
        refund: Label,
        intent: Label,
        reference: String,
        parts: Vec<Part>,
    },
    ReverseRefund {
        refund: Label,
        reference: String,
        parts: Vec<Part>,
    },
    Dispute {
        dispute: Label,
        capture: Label,
        reference: String,
        parts: Vec<Part>,
    },
    Decide {
        dispute: Label,
        decision: DisputeStatus,
    },
    Split(DeclaredSplit),
    UpdateSplit(SplitChange),
    Execute {
        split: Label,
    },
    ReverseSplit {
        split: Label,
    },
    Settlement {
        settlement: Label,
        file_name: String,
    },
    Upload {
        settlement: Label,
        contents: Contents,
    },
    NewAddress {
        settlement: Label,
        file_name: String,
    },
    CancelSettlement {
        settlement: Label,
    },
    Funds {
        provider: Provider,
        currency: Currency,
        amount: Minor,
    },
    FundWallet {
        wallet: Label,
        amount: Minor,
    },
    ClockTo(Timestamp),
    ClockBy(Timestamp),
    Fault(TransferFault),
    Expect(Expectation),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclaredIntent {
    pub intent: Label,
    pub amount: Minor,
    pub currency: Currency,
    pub provider: Provider,
    pub reference: String,
    pub buyer: Option<Label>,
    pub fees: Option<Minor>,
    pub method: Option<String>,
    pub lines: Vec<DeclaredLine>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclaredLine {
    pub line: Label,
    pub seller: Seller,
    pub quantity: Minor,
    pub unit: Minor,
    pub discount: Option<Minor>,
    pub tax: Option<Minor>,
    pub fees: Option<Minor>,
    pub transfer: Option<Date>,
    pub origin: Option<Label>,
}

/// Who sells a line: named as a user, as a wallet, or the platform itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Seller {
    User(Label),
    Wallet(Label),
    Client,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclaredSplit {
    pub split: Label,
    pub intent: Label,
    pub line: Label,
    pub amount: Minor,
    pub fees: Option<Minor>,
    pub on: Option<Date>,
    pub origin: Option<Label>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SplitChange {
    pub split: Label,
    pub amount: Option<Minor>,
    pub fees: Option<Minor>,
    pub on: Option<Date>,
    pub description: Option<String>,
}

/// What a settlement file holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Contents {
    /// Written by the scenario from its declarations.
    Written(WrittenFile),
    /// Verbatim.
    Raw(String),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenFile {
    pub provider: Provider,
    pub currency: Currency,
    pub date: Date,
    pub fees: Option<String>,
    pub net: Option<String>,
    pub lines: Vec<WrittenLine>,
}

/// One line of a written file. What is `Some` stands in the file instead of the right value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenLine {
    pub status: LineStatus,
    /// The capture, refund or dispute that the line reports.
    pub about: Label,
    pub amount: Option<String>,
    pub reference: Option<String>,
    pub fees: Option<String>,
    pub currency: Option<String>,
    pub date: Option<String>,
    pub initial: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expectation {
    /// An object has this status and these values.
    Status {
        kind: Kind,
        name: Label,
        status: &'static str,
        values: Vec<(Value, Minor)>,
        next: Option<String>,
    },
    Line {
        line: Label,
        values: Vec<(Value, Minor)>,
    },
    /// A check of the file found this.
    Error {
        settlement: Label,
        code: String,
        on: Option<String>,
    },
    Wallet {
        wallet: Label,
        balance: Minor,
    },
    Pool {
        provider: Provider,
        currency: Currency,
        values: Vec<(Value, Minor)>,
    },
}

/// A number that can be looked up, by the word that asks for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    Amount,
    Fees,
    Available,
    Unfunded,
    Declared,
    Actual,
    Missing,
    Captured,
    Cancelled,
    Refunded,
    Disputed,
    Split,
    Total,
    Unallocated,
    Credit,
    Escrow,
}

impl Value {
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("amount", Self::Amount),
        ("fees", Self::Fees),
        ("available", Self::Available),
        ("unfunded", Self::Unfunded),
        ("declared", Self::Declared),
        ("actual", Self::Actual),
        ("missing", Self::Missing),
        ("captured", Self::Captured),
        ("cancelled", Self::Cancelled),
        ("refunded", Self::Refunded),
        ("disputed", Self::Disputed),
        ("split", Self::Split),
        ("total", Self::Total),
        ("unallocated", Self::Unallocated),
        ("credit", Self::Credit),
        ("escrow", Self::Escrow),
    ];

    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }
}

/// What a name can stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    User,
    Wallet,
    Intent,
    Line,
    Capture,
    Refund,
    Dispute,
    Split,
    Settlement,
}

impl Kind {
    pub const fn noun(self) -> &'static str {
        match self {
            Self::User => "a user",
            Self::Wallet => "a wallet",
            Self::Intent => "an Intent",
            Self::Line => "a line item",
            Self::Capture => "a capture",
            Self::Refund => "a refund",
            Self::Dispute => "a dispute",
            Self::Split => "a Split",
            Self::Settlement => "a Settlement",
        }
    }

    /// The values that `expect NAME STATUS` can ask of it.
    pub const fn values(self) -> &'static [Value] {
        match self {
            Self::Intent => &[Value::Amount, Value::Fees, Value::Available, Value::Unfunded],
            Self::Capture | Self::Refund | Self::Dispute => &[Value::Amount],
            Self::Split => &[Value::Amount, Value::Fees],
            Self::Settlement => &[Value::Declared, Value::Fees, Value::Actual, Value::Missing],
            Self::User | Self::Wallet | Self::Line => &[],
        }
    }
}
