//! How the engine reads Echo where the public documents leave a choice. See `docs/ambiguities.md`.

use crate::date::Timestamp;
use serde::{Deserialize, Serialize};

macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $first:ident, $second:ident $(, $third:ident)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(tsify::Tsify))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { #[default] $first, $second $(, $third)? }
    };
}

choice!(
    /// A3: what reversing a partial refund does to the Intent.
    PartialReversal { MarksIntent, LeavesIntent }
);
choice!(
    /// A15: whether a `PlatformFeesAmount` of 0 limits the Splits' fees.
    SplitFees { LimitWhenStated, AlwaysLimit }
);
choice!(
    /// A9: whether deducted fees are negative, or positive and subtracted.
    FeeSign { Signed, Legacy }
);
choice!(
    /// A39: what a refund may take.
    RefundLimit { Captured, Available }
);

/// A31: which generation of the settlement file is accepted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
pub enum FileDialect {
    #[default]
    #[serde(rename = "auto")]
    Auto,
    #[serde(rename = "2025")]
    V1,
    #[serde(rename = "2026")]
    V2,
}

/// One value for every switch. The default is the reading that the specification names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(default, deny_unknown_fields)]
pub struct Reading {
    pub partial_reversal: PartialReversal,
    pub split_fees: SplitFees,
    pub fee_sign: FeeSign,
    pub refund_limit: RefundLimit,
    pub dialect: FileDialect,
    /// A12: whether a Settlement that can be paid may overtake an older one that cannot.
    pub skip_unaffordable: bool,
    /// A23: whether a Settlement may be cancelled before its file was read.
    pub early_cancel: bool,
    /// B6: whether a Split may be reversed in `CREATED`.
    pub early_reverse: bool,
    /// B23: whether a transfer date in the past is accepted.
    pub past_transfer_date: bool,
    /// B8: whether files that did not match fully are matched again after later declarations.
    pub rematch: bool,
    /// B26: seconds from an upload to the end of reading the file.
    pub parse_seconds: Timestamp,
    /// B26: seconds from there to the end of matching.
    pub match_seconds: Timestamp,
    /// B13: seconds that a transfer takes.
    pub transfer_seconds: Timestamp,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            partial_reversal: PartialReversal::default(),
            split_fees: SplitFees::default(),
            fee_sign: FeeSign::default(),
            refund_limit: RefundLimit::default(),
            dialect: FileDialect::default(),
            skip_unaffordable: false,
            early_cancel: true,
            early_reverse: true,
            past_transfer_date: true,
            rematch: false,
            parse_seconds: 0,
            match_seconds: 0,
            transfer_seconds: 0,
        }
    }
}

impl Reading {
    /// Refuses what Mangopay's documents forbid, also where its own SDK tests do it.
    pub fn strict() -> Self {
        Self {
            split_fees: SplitFees::AlwaysLimit,
            refund_limit: RefundLimit::Available,
            dialect: FileDialect::V2,
            early_cancel: false,
            early_reverse: false,
            past_transfer_date: false,
            ..Self::default()
        }
    }
}
