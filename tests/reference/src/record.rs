//! What is remembered. Every record is a fact; whatever can be added up from facts is not stored.
//!
//! Records are named by their place in the model's lists: the third capture ever declared is capture 2. Places are
//! given in order of declaration, so a smaller number is always older.

/// In the minor unit of its currency.
pub type Amount = i128;
/// Unix seconds.
pub type Moment = i64;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wallet {
    pub id: String,
    pub owner: String,
    pub currency: String,
    pub balance: Amount,
}

/// So much of a line item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    pub line: usize,
    pub amount: Amount,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Intent {
    pub provider: String,
    pub reference: String,
    pub currency: String,
    pub platform_fees: Amount,
    /// Everything declared about it, in order.
    pub deeds: Vec<Deed>,
    /// Settlements that matched one of its actions.
    pub settlements: Vec<usize>,
}

/// One declaration, as far as the status of the Intent depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    AddedLines { amount: Amount },
    Captured { amount: Amount },
    Cancelled { amount: Amount },
    Refunded { refund: usize },
    Reversed { refund: usize },
    Disputed { dispute: usize },
    Decided { dispute: usize, decision: DisputeStatus },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IntentStatus {
    Authorized,
    PartiallyCaptured,
    Captured,
    Cancelled,
    Refunded,
    RefundReversed,
    Disputed,
    Defended,
    DisputedWon,
    DisputedLost,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub intent: usize,
    pub total: Amount,
    pub fee: Amount,
    /// The wallet to credit.
    pub wallet: usize,
    pub transfer_date: Option<Moment>,
    /// The wallet to debit, for hybrid flows.
    pub origin: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CaptureStatus {
    Captured,
    SettledNotPaid,
    Paid,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Capture {
    pub intent: usize,
    /// Its own reference, else the Intent's (A18).
    pub reference: String,
    pub parts: Vec<Part>,
    pub status: CaptureStatus,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cancel {
    pub intent: usize,
    pub parts: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RefundStatus {
    Refunded,
    RefundReversed,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refund {
    pub intent: usize,
    pub reference: String,
    pub reversal: Option<Reversal>,
    pub parts: Vec<Part>,
    pub status: RefundStatus,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reversal {
    pub reference: String,
    /// How many reversals were declared before.
    pub number: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DisputeStatus {
    Disputed,
    Defended,
    Won,
    Lost,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dispute {
    pub intent: usize,
    pub capture: usize,
    pub reference: String,
    pub parts: Vec<Part>,
    pub status: DisputeStatus,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SplitStatus {
    Created,
    PendingFundsReception,
    Available,
    Pending,
    Completed,
    Rejected,
    Failed,
    Reversed,
    RefundSplitPending,
    RefundSplitRejected,
    RefundSplitCompleted,
}

impl SplitStatus {
    /// Its transfer went through, whatever was claimed back afterwards.
    pub fn was_transferred(self) -> bool {
        matches!(
            self,
            Self::Completed
                | Self::RefundSplitPending
                | Self::RefundSplitRejected
                | Self::RefundSplitCompleted
        )
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Split {
    pub intent: usize,
    pub line: usize,
    /// Fees included.
    pub amount: Amount,
    pub fee: Amount,
    pub transfer_date: Option<Moment>,
    /// Its own; without one, its line's is debited.
    pub origin: Option<usize>,
    pub status: SplitStatus,
    /// What was claimed back from the seller after the transfer (B14).
    pub claimed: Amount,
    /// What the seller's wallet has given back of it.
    pub returned: Amount,
    /// When the transfer that is under way will end (B13); of two at one moment the one that began first.
    pub ends: Option<(Moment, usize)>,
}

/// How the next transfer of a Split shall end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TransferFault {
    Rejected,
    Failed,
}

/// Type and status of a line of a settlement file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineKind {
    Settled,
    Refunded,
    RefundReversed,
    Disputed,
    Defended,
    DisputedWon,
    DisputedLost,
}

/// A declared action that a line of a file can match.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    Capture(usize),
    Refund(usize),
    Dispute(usize),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SettlementStatus {
    PendingUpload,
    Uploaded,
    Created,
    Unmatched,
    PartiallyMatched,
    PendingFundsReception,
    InsufficientFunds,
    Reconciled,
    Failed,
    Cancelled,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settlement {
    pub status: SettlementStatus,
    pub file: Option<crate::SettlementFile>,
    /// When the file will be read, then when it will be matched (B26); of two at one moment the one first planned.
    pub next_look: Option<(Moment, usize)>,
    /// For every line of the file the action that it matched.
    pub matches: Vec<Option<Action>>,
    pub footer_errors: usize,
    pub declared: Amount,
    pub fees: Amount,
    pub actual: Amount,
    pub missing: Amount,
}

/// The money of one provider in one currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pool {
    pub provider: String,
    pub currency: String,
    /// Everything that ever arrived.
    pub received: Amount,
    /// Arrived, and not yet used for a Settlement.
    pub unallocated: Amount,
    /// Spent by Splits before a Settlement could use it (B28).
    pub spent_waiting: Amount,
    /// Carried forward from negative totals (A24).
    pub credit: Amount,
    /// What is on the escrow wallet.
    pub escrow: Amount,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Object {
    Intent(usize),
    Capture(usize),
    Refund(usize),
    Dispute(usize),
    Split(usize),
    Settlement(usize),
}

/// A webhook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Event {
    pub name: &'static str,
    pub object: Object,
}
