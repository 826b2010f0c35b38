//! How the engine reads Echo where the public documents leave a choice. See `docs/ambiguities.md`.

use crate::date::Timestamp;
use crate::json;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const YES: &[&str] = &["true", "false"];
const NO: &[&str] = &["false", "true"];
const SECONDS: &[&str] = &["0", "60"];

/// Every switch with its values, the default first; of delays, in seconds, two for example.
pub const SWITCHES: &[(&str, &[&str])] = &[
    ("partial_reversal", &["marks_intent", "leaves_intent"]),
    ("split_fees", &["limit_when_stated", "always_limit"]),
    ("fee_sign", &["signed", "legacy"]),
    ("refund_limit", &["captured", "available"]),
    ("dialect", &["auto", "2025", "2026"]),
    ("skip_unaffordable", NO),
    ("early_cancel", YES),
    ("early_reverse", YES),
    ("past_transfer_date", YES),
    ("rematch", NO),
    ("parse_seconds", SECONDS),
    ("match_seconds", SECONDS),
    ("transfer_seconds", SECONDS),
];

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

    /// Sets one of the [`SWITCHES`], both as they are written there; false where there is no such switch or value.
    pub fn choose(&mut self, switch: &str, value: &str) -> bool {
        fn put<T: DeserializeOwned>(place: &mut T, value: &str) -> bool {
            serde_json::from_str(&json::written(&value)).map(|value| *place = value).is_ok()
        }
        fn flip(place: &mut bool, value: &str) -> bool {
            value.parse().map(|value| *place = value).is_ok()
        }
        fn delay(place: &mut Timestamp, value: &str) -> bool {
            let seconds = value.parse().ok().filter(|seconds| *seconds >= 0);
            seconds.map(|seconds| *place = seconds).is_some()
        }
        match switch {
            "partial_reversal" => put(&mut self.partial_reversal, value),
            "split_fees" => put(&mut self.split_fees, value),
            "fee_sign" => put(&mut self.fee_sign, value),
            "refund_limit" => put(&mut self.refund_limit, value),
            "dialect" => put(&mut self.dialect, value),
            "skip_unaffordable" => flip(&mut self.skip_unaffordable, value),
            "early_cancel" => flip(&mut self.early_cancel, value),
            "early_reverse" => flip(&mut self.early_reverse, value),
            "past_transfer_date" => flip(&mut self.past_transfer_date, value),
            "rematch" => flip(&mut self.rematch, value),
            "parse_seconds" => delay(&mut self.parse_seconds, value),
            "match_seconds" => delay(&mut self.match_seconds, value),
            "transfer_seconds" => delay(&mut self.transfer_seconds, value),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_switch_is_listed_with_its_default_and_can_be_chosen() {
        let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(Reading::default()) else {
            panic!("a reading is an object")
        };
        assert!(fields.keys().eq(SWITCHES.iter().map(|(switch, _)| switch)));
        for (switch, values) in SWITCHES {
            for (place, value) in values.iter().enumerate() {
                let mut reading = Reading::default();
                assert!(reading.choose(switch, value), "{switch} {value}");
                assert_eq!(reading == Reading::default(), place == 0, "{switch} {value}");
            }
            assert!(!Reading::default().choose(switch, "perhaps"));
        }
        assert!(!Reading::default().choose("early_bird", "true"));
        assert!(!Reading::default().choose("parse_seconds", "-1"));
    }
}
