//! The facts themselves.

use crate::catalog::Provider;
use crate::date::Timestamp;
use crate::id::Id;
use crate::machine::{CaptureStatus, DisputeStatus, RefundStatus, SplitStatus};
use crate::money::{Currency, Minor};
use std::sync::Arc;

/// A share of one line item: `line` is its place in the Intent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    pub line: u32,
    pub amount: Minor,
}

pub fn parts_total(parts: &[Part]) -> i128 {
    parts.iter().fold(0i128, |sum, part| sum.saturating_add(i128::from(part.amount)))
}

/// Adds a fact to an Intent's list. Most lists never have a second one: the first takes no room for more.
pub fn append<T>(list: &mut Vec<T>, fact: T) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(fact);
}

/// What another provider knows about an event (spec 2.4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExternalData {
    pub processing_date: Timestamp,
    pub reference: Arc<str>,
    pub merchant_reference: Option<Arc<str>>,
    pub provider: Provider,
    pub payment_method: Option<&'static str>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Buyer {
    pub id: Arc<str>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Address {
    pub line1: Option<Box<str>>,
    pub line2: Option<Box<str>>,
    pub city: Option<Box<str>>,
    pub region: Option<Box<str>>,
    pub postal_code: Option<Box<str>>,
    pub country: Option<Box<str>>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineItem {
    pub id: Id,
    pub seller: Arc<str>,
    pub wallet: Arc<str>,
    pub fees: Minor,
    pub transfer_date: Option<Timestamp>,
    pub sku: Box<str>,
    pub name: Option<Box<str>>,
    pub description: Option<Box<str>>,
    pub category: Option<Box<str>>,
    pub quantity: Minor,
    pub unit_amount: Minor,
    pub tax_amount: Option<Minor>,
    pub discount_amount: Option<Minor>,
    pub shipping_address: Option<Box<Address>>,
    pub origin_wallet: Option<Arc<str>>,
    /// `unit_amount` × `quantity` − `discount_amount`.
    pub total: Minor,
}

/// Where a capture stands in the settlement that contains it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settled {
    pub settlement: Id,
    /// The place of its line among the settlement's matched lines.
    pub line: u32,
    pub paid: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Capture {
    pub id: Id,
    pub parts: Box<[Part]>,
    /// `None` where the Intent's data is inherited (simultaneous capture).
    pub external: Option<Box<ExternalData>>,
    pub tag: Option<Box<str>>,
    pub created: Timestamp,
    /// When its status last changed.
    pub moved: Timestamp,
    pub settled: Option<Settled>,
}

impl Capture {
    pub fn status(&self) -> CaptureStatus {
        match self.settled {
            None => CaptureStatus::Captured,
            Some(settled) if settled.paid => CaptureStatus::Paid,
            Some(_) => CaptureStatus::SettledNotPaid,
        }
    }

    pub fn amount(&self) -> i128 {
        parts_total(&self.parts)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cancel {
    pub id: Id,
    pub parts: Box<[Part]>,
    pub external: Option<Box<ExternalData>>,
    pub tag: Option<Box<str>>,
    pub created: Timestamp,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refund {
    pub id: Id,
    pub parts: Box<[Part]>,
    pub external: Box<ExternalData>,
    pub tag: Option<Box<str>>,
    pub created: Timestamp,
    pub reversed: Option<Reversal>,
    /// The settlements that contain its REFUNDED and its REFUND_REVERSED line.
    pub refunded_in: Option<Id>,
    pub reversed_in: Option<Id>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reversal {
    /// Its place in the order of everything declared.
    pub number: u64,
    pub external: Box<ExternalData>,
    pub date: Timestamp,
}

impl Refund {
    pub fn status(&self) -> RefundStatus {
        if self.reversed.is_some() { RefundStatus::RefundReversed } else { RefundStatus::Refunded }
    }

    pub fn amount(&self) -> i128 {
        parts_total(&self.parts)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decision {
    pub status: DisputeStatus,
    /// Its place in the order of everything declared.
    pub number: u64,
    pub date: Timestamp,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dispute {
    pub id: Id,
    /// The place of the disputed capture in the Intent.
    pub capture: u32,
    pub parts: Box<[Part]>,
    pub external: Box<ExternalData>,
    pub tag: Option<Box<str>>,
    pub created: Timestamp,
    /// At most two: defended, then won or lost.
    pub decisions: Vec<Decision>,
    /// The settlements that contain its lines, by the status of the line.
    pub reconciled_in: Vec<(DisputeStatus, Id)>,
}

impl Dispute {
    pub fn status(&self) -> DisputeStatus {
        self.decisions.last().map_or(DisputeStatus::Disputed, |decision| decision.status)
    }

    /// Whether its amount is with the buyer (or in question): all but won ones.
    pub fn is_live(&self) -> bool {
        self.status() != DisputeStatus::DisputedWon
    }

    pub fn amount(&self) -> i128 {
        parts_total(&self.parts)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Split {
    pub id: Id,
    /// The place of its line item in the Intent.
    pub line: u32,
    pub amount: Minor,
    pub fees: Minor,
    pub transfer_date: Option<Timestamp>,
    pub description: Option<Box<str>>,
    pub origin_wallet: Option<Arc<str>>,
    pub tag: Option<Box<str>>,
    pub created: Timestamp,
    pub moved: Timestamp,
    pub status: SplitStatus,
    /// What refunds and disputes claimed back after completion, and how much of it the seller has returned.
    pub claimed: Minor,
    pub returned: Minor,
}

impl Split {
    /// Whether its transfer to the seller went through, whatever came after.
    pub fn was_completed(&self) -> bool {
        matches!(
            self.status,
            SplitStatus::Completed
                | SplitStatus::RefundSplitPending
                | SplitStatus::RefundSplitRejected
                | SplitStatus::RefundSplitCompleted
        )
    }

    /// What it takes, or will take, of its line.
    pub fn weight(&self) -> Minor {
        if self.status == SplitStatus::Reversed { 0 } else { self.amount.saturating_sub(self.claimed) }
    }
}

/// A payment authorized by another provider, with everything declared against it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Intent {
    pub id: Id,
    pub amount: Minor,
    pub platform_fees: Minor,
    pub currency: Currency,
    pub external: ExternalData,
    pub buyer: Option<Buyer>,
    pub tag: Option<Box<str>>,
    pub lines: Vec<LineItem>,
    pub captures: Vec<Capture>,
    pub cancels: Vec<Cancel>,
    pub refunds: Vec<Refund>,
    pub disputes: Vec<Dispute>,
    pub splits: Vec<Split>,
    /// The settlements that contain it, in the order of matching.
    pub settlements: Vec<Id>,
    pub created: Timestamp,
    /// Time of the last declaration.
    pub declared: Timestamp,
}

impl Intent {
    pub fn line_place(&self, id: Id) -> Option<u32> {
        self.lines.iter().position(|line| line.id == id).and_then(|place| u32::try_from(place).ok())
    }

    pub fn line(&self, place: u32) -> Option<&LineItem> {
        self.lines.get(usize::try_from(place).ok()?)
    }

    /// What matches a PAYMENT line: the capture's own data, or the Intent's.
    pub fn capture_external<'a>(&'a self, capture: &'a Capture) -> &'a ExternalData {
        capture.external.as_deref().unwrap_or(&self.external)
    }
}
