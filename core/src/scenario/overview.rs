//! Mangopay's overview diagram (spec 1.1): who does what, from 1A to 7B.

use super::step::{Action, Step};
use serde::Serialize;

/// One arrow of the diagram.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Mark {
    pub name: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub what: &'static str,
}

const fn mark(name: &'static str, from: &'static str, to: &'static str, what: &'static str) -> Mark {
    Mark { name, from, to, what }
}

pub const OVERVIEW: &[Mark] = &[
    mark("1A", "Platform", "Provider", "asks for the authorization"),
    mark("1B", "Platform", "Echo", "declares the Intent"),
    mark("2A", "Platform", "Provider", "asks for the capture"),
    mark("2B", "Platform", "Echo", "declares the capture"),
    mark("3", "Platform", "Echo", "declares how sellers are paid"),
    mark("4A", "Platform", "Provider", "refunds, or a dispute arrives"),
    mark("4B", "Platform", "Echo", "declares the refund or dispute"),
    mark("5A", "Provider", "Platform", "reports what it will pay out"),
    mark("5B", "Platform", "Echo", "uploads the settlement file"),
    mark("5C", "Echo", "Echo", "matches the file with the Intents"),
    mark("6A", "Provider", "Virtual account", "sends the money"),
    mark("6B", "Escrow wallet", "Echo", "tells that money has arrived"),
    mark("7A", "Platform", "Echo", "executes the Split"),
    mark("7B", "Echo", "Wallets", "moves the money to seller and fees"),
];

impl Step {
    /// Its places in the diagram: those it was given, else those of its kind of action.
    pub fn places(&self) -> &[&'static str] {
        if self.marks.is_empty() { self.action.places() } else { &self.marks }
    }
}

impl Action {
    const fn places(&self) -> &'static [&'static str] {
        match self {
            Self::Intent(_) | Self::AddLines { .. } => &["1A", "1B"],
            Self::Capture { .. } | Self::Cancel { .. } => &["2A", "2B"],
            Self::Split(_) | Self::UpdateSplit(_) | Self::ReverseSplit { .. } => &["3"],
            Self::Refund { .. } | Self::ReverseRefund { .. } | Self::Dispute { .. } | Self::Decide { .. } => {
                &["4A", "4B"]
            }
            Self::Settlement { .. } | Self::NewAddress { .. } | Self::CancelSettlement { .. } => &["5A"],
            Self::Upload { .. } => &["5B", "5C"],
            Self::Funds { .. } => &["6A", "6B"],
            Self::Execute { .. } => &["7A", "7B"],
            Self::User { .. }
            | Self::FundWallet { .. }
            | Self::ClockTo(_)
            | Self::ClockBy(_)
            | Self::Fault(_)
            | Self::Reading { .. }
            | Self::Expect(_) => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::step::MARKS;
    use super::*;

    #[test]
    fn the_diagram_has_every_mark_in_its_order() {
        let names: Vec<_> = OVERVIEW.iter().map(|mark| mark.name).collect();
        assert_eq!(names, MARKS);
    }
}
