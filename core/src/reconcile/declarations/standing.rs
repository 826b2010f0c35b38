//! How far a declaration has come: what changes while files are matched, in four bytes.
//!
//! It is kept apart from what never changes. Whoever looks at all declarations looks at little memory, and most of it stays in the
//! processor's caches.

use crate::catalog::LineStatus;
use crate::reconcile::Declared;

/// A set of line statuses.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct StatusSet(u8);

impl StatusSet {
    pub const NONE: Self = Self(0);

    pub fn of(statuses: &[LineStatus]) -> Self {
        statuses.iter().fold(Self::default(), |set, status| set.with(*status))
    }

    #[must_use]
    pub const fn with(self, status: LineStatus) -> Self {
        Self(self.0 | 1 << status as u8)
    }

    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn has(self, status: LineStatus) -> bool {
        self.0 & 1 << status as u8 != 0
    }

    pub const fn has_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// The statuses of the lines that it can match.
    pub fits: StatusSet,
    /// Those that an earlier settlement contained.
    pub settled: StatusSet,
    /// Those that a line of the file at hand took.
    pub taken: StatusSet,
    /// The kind in the three highest bits.
    marks: u8,
}

/// A line of some file had its reference.
const MENTIONED: u8 = 1;
const INHERITS: u8 = 2;
const COMPLETE: u8 = 4;
/// Several lines of the file at hand want it, or one that has a choice.
const CONTESTED: u8 = 8;
/// A payment line took it that says nothing but its reference, status, amount and currency.
const PLAINLY_TAKEN: u8 = 16;
const KIND: u32 = 5;

impl Standing {
    pub fn new(kind: Declared, fits: StatusSet, settled: StatusSet) -> Self {
        Self { fits, settled, taken: StatusSet::default(), marks: (kind as u8) << KIND }
    }

    /// `inherits`: a capture with the Intent's own reference. `complete`: all references of its Intent are declared.
    #[must_use]
    pub const fn marked(self, inherits: bool, complete: bool) -> Self {
        let marks = if inherits { INHERITS } else { 0 } | if complete { COMPLETE } else { 0 };
        Self { marks: self.marks | marks, ..self }
    }

    pub const fn kind(&self) -> Declared {
        match self.marks >> KIND {
            0 => Declared::Intent,
            1 => Declared::Capture,
            2 => Declared::Refund,
            3 => Declared::Reversal,
            _ => Declared::Dispute,
        }
    }

    /// Neither an earlier settlement nor a line of the file at hand has it, and no two lines want it.
    pub const fn is_free_for(&self, status: LineStatus) -> bool {
        !self.settled.and(self.taken).has(status) && !self.is_contested()
    }

    pub const fn is_mentioned(&self) -> bool {
        self.marks & MENTIONED != 0
    }

    pub const fn mention(&mut self) {
        self.marks |= MENTIONED;
    }

    pub const fn is_contested(&self) -> bool {
        self.marks & CONTESTED != 0
    }

    pub const fn contest(&mut self) {
        self.marks |= CONTESTED;
    }

    pub const fn is_plainly_taken(&self) -> bool {
        self.marks & PLAINLY_TAKEN != 0
    }

    /// `plainly`: by a line that says nothing but its reference, status, amount and currency.
    pub const fn take(&mut self, status: LineStatus, plainly: bool) {
        self.taken = self.taken.with(status);
        self.marks |= if plainly { PLAINLY_TAKEN } else { 0 };
    }

    /// Free again, and with it what its lines wanted, unless they are asked once more.
    pub const fn release(&mut self, forget_contest: bool) {
        self.taken = StatusSet::NONE;
        self.marks &= !(PLAINLY_TAKEN | if forget_contest { CONTESTED } else { 0 });
    }

    pub const fn inherits(&self) -> bool {
        self.marks & INHERITS != 0
    }

    pub const fn references_complete(&self) -> bool {
        self.marks & COMPLETE != 0
    }
}
