//! What can be done in the model, and how often.

use echoscope_core::engine::{Command, Engine};
use echoscope_model::commands::{
    cancel, cancel_all, cancel_settlement, capture, capture_all, decide, dispute_all, execute_split,
    new_address, receive, refund_all, reverse_refund, reverse_split, split, upload,
};
use echoscope_model::file::{file, payment, refunded};
use echoscope_model::{intent, settlement};

/// The first Intent is worth 2 and can be captured in parts, the second is worth 1.
pub const TOTALS: [i64; 2] = [2, 1];
pub const REFERENCES: [&str; 2] = ["first", "second"];
pub const SETTLEMENTS: usize = 2;

/// One step. Numbers are places of Intents or Settlements.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Move {
    Capture(usize),
    CapturePart(usize),
    Cancel(usize),
    CancelPart(usize),
    Refund(usize),
    ReverseRefund(usize),
    Dispute(usize),
    Decide(usize, &'static str),
    Split(usize),
    Execute(usize),
    ReverseSplit(usize),
    Upload(usize, Paper),
    CancelSettlement(usize),
    NewAddress(usize),
    Receive(i64),
}

/// The files that can be uploaded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Paper {
    /// The full capture of the first Intent, or of the second.
    First,
    Second,
    Both,
    /// The full refund of the first Intent, alone: its total is below zero.
    RefundOfFirst,
    /// The second Intent's capture, and a reference that nobody declared.
    HalfKnown,
    Unknown,
    NoFile,
}

impl Paper {
    fn text(self) -> String {
        let [first, second] = [0, 1].map(|place: usize| payment(REFERENCES[place], TOTALS[place]));
        let stranger = payment("stranger", 1);
        match self {
            Self::First => file(&[first]),
            Self::Second => file(&[second]),
            Self::Both => file(&[first, second]),
            Self::RefundOfFirst => file(&[refunded("refund-of-first", REFERENCES[0], TOTALS[0])]),
            Self::HalfKnown => file(&[second, stranger]),
            Self::Unknown => file(&[stranger]),
            Self::NoFile => "this is no settlement file".to_owned(),
        }
    }
}

/// What makes the space finite: everything that could be repeated for ever is counted.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// By Intent: whether parts are captured and cancelled, and how many of each action.
    pub parts: [bool; 2],
    pub refunds: [usize; 2],
    pub disputes: [usize; 2],
    pub splits: [usize; 2],
    pub cancels: bool,
    /// By Settlement: upload addresses given out.
    pub addresses: [u32; 2],
    pub papers: &'static [Paper],
    pub cancelled_settlements: bool,
    /// How much may arrive in all, and at a time.
    pub money: i64,
    pub arrival: i64,
}

/// Two Settlements, and every file.
pub const SETTLING: Bounds = Bounds {
    parts: [false; 2],
    refunds: [1, 0],
    disputes: [0; 2],
    splits: [0; 2],
    cancels: true,
    addresses: [2, 1],
    papers: &[
        Paper::First,
        Paper::Second,
        Paper::Both,
        Paper::RefundOfFirst,
        Paper::HalfKnown,
        Paper::Unknown,
        Paper::NoFile,
    ],
    cancelled_settlements: true,
    money: 3,
    arrival: 1,
};

/// Every action on an Intent, and the Splits.
pub const SHARING: Bounds = Bounds {
    parts: [true, false],
    refunds: [1, 0],
    disputes: [0, 1],
    splits: [1, 1],
    cancels: true,
    addresses: [1, 1],
    papers: &[Paper::First, Paper::Second, Paper::RefundOfFirst],
    cancelled_settlements: false,
    money: 3,
    arrival: 3,
};

impl Bounds {
    /// Every move within the bounds. Most are refused in most states: that is part of what is checked.
    pub fn moves(&self, engine: &Engine, moves: &mut Vec<Move>) {
        for (place, intent) in engine.world().intents().enumerate() {
            moves.push(Move::Capture(place));
            if self.parts[place] {
                moves.push(Move::CapturePart(place));
            }
            if self.cancels {
                moves.push(Move::Cancel(place));
                if self.parts[place] {
                    moves.push(Move::CancelPart(place));
                }
            }
            if intent.refunds.len() < self.refunds[place] {
                moves.push(Move::Refund(place));
            }
            if self.refunds[place] > 0 {
                moves.push(Move::ReverseRefund(place));
            }
            if intent.disputes.len() < self.disputes[place] {
                moves.push(Move::Dispute(place));
            }
            if self.disputes[place] > 0 {
                moves.extend(["DEFENDED", "DISPUTED_WON", "DISPUTED_LOST"].map(|d| Move::Decide(place, d)));
            }
            if intent.splits.len() < self.splits[place] {
                moves.push(Move::Split(place));
            }
            if self.splits[place] > 0 {
                moves.extend([Move::Execute(place), Move::ReverseSplit(place)]);
            }
        }
        for (place, settlement) in engine.world().settlements().enumerate() {
            moves.extend(self.papers.iter().map(|&paper| Move::Upload(place, paper)));
            if self.cancelled_settlements {
                moves.push(Move::CancelSettlement(place));
            }
            if settlement.addresses < self.addresses[place] {
                moves.push(Move::NewAddress(place));
            }
        }
        if engine.world().wallets().received() < i128::from(self.money) {
            moves.push(Move::Receive(self.arrival));
        }
    }
}

impl Move {
    pub fn command(self, engine: &Engine) -> Command {
        let of = |place| intent(engine, place);
        match self {
            Self::Capture(place) => capture_all(&of(place)),
            Self::CapturePart(place) => {
                let intent = of(place);
                capture(&intent, &format!("part-{}", intent.captures.len()), &[(0, 1)])
            }
            Self::Cancel(place) => cancel_all(&of(place)),
            Self::CancelPart(place) => cancel(&of(place), "cancel", &[(0, 1)]),
            Self::Refund(place) => refund_all(&of(place), &format!("refund-of-{}", REFERENCES[place])),
            Self::ReverseRefund(place) => reverse_refund(&of(place), 0, "reversal"),
            Self::Dispute(place) => dispute_all(&of(place), 0, "dispute"),
            Self::Decide(place, decision) => decide(&of(place), 0, decision),
            Self::Split(place) => split(&of(place), 0, 1, 0),
            Self::Execute(place) => execute_split(&of(place), last_split(engine, place)),
            Self::ReverseSplit(place) => reverse_split(&of(place), last_split(engine, place)),
            Self::Upload(place, paper) => upload(&settlement(engine, place), &paper.text()),
            Self::CancelSettlement(place) => cancel_settlement(&settlement(engine, place)),
            Self::NewAddress(place) => new_address(&settlement(engine, place)),
            Self::Receive(sum) => receive(sum),
        }
    }
}

fn last_split(engine: &Engine, place: usize) -> usize {
    intent(engine, place).splits.len().saturating_sub(1)
}
