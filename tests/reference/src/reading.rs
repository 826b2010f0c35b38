//! Which reading of an ambiguity is taken, where `docs/ambiguities.md` offers a choice.

/// A3: what the reversal of a partial refund does to the Intent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PartialReversal {
    MarksIntent,
    LeavesIntent,
}

/// A38, A39: may a refund reach into what was already split?
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RefundLimit {
    Captured,
    Available,
}

/// A15: is a `PlatformFeesAmount` of 0 a limit for the fees of Splits?
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SplitFees {
    LimitWhenStated,
    AlwaysLimit,
}

/// A9: how the fees of a file are to be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FeeSign {
    /// Added to the total: what was deducted is negative.
    Signed,
    /// Subtracted from the total: what was deducted is positive.
    Legacy,
}

/// A31: which generation of the file is accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// Either; a file of 2025 is recognised by itself.
    Auto,
    Only2025,
    Only2026,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Reading {
    pub partial_reversal: PartialReversal,
    pub refund_limit: RefundLimit,
    pub split_fees: SplitFees,
    /// B6: may a Split be reversed in `CREATED`?
    pub early_reverse: bool,
    /// B23: may a transfer date lie in the past?
    pub past_transfer_date: bool,
    pub fee_sign: FeeSign,
    pub dialect: Dialect,
    /// A23: may a Settlement be cancelled before its file was read?
    pub early_cancel: bool,
    /// B8: is a file matched again when a missing declaration comes later?
    pub rematch: bool,
    /// A12: may a younger Settlement be paid while an older one cannot be?
    pub skip_unaffordable: bool,
    /// B26: how long it takes to read a file, and to match it then.
    pub parse_seconds: i64,
    pub match_seconds: i64,
    /// B13: how long the transfer of a Split takes, and that of a claim.
    pub transfer_seconds: i64,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            partial_reversal: PartialReversal::MarksIntent,
            refund_limit: RefundLimit::Captured,
            split_fees: SplitFees::LimitWhenStated,
            early_reverse: true,
            past_transfer_date: true,
            fee_sign: FeeSign::Signed,
            dialect: Dialect::Auto,
            early_cancel: true,
            rematch: false,
            skip_unaffordable: false,
            parse_seconds: 0,
            match_seconds: 0,
            transfer_seconds: 0,
        }
    }
}
