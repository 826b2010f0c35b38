//! Amounts in minor units on their way to JavaScript: exact, or a bigint.

use echoscope_core::money::Minor;
use serde::{Serialize, Serializer};
use tsify::Tsify;

/// An amount in the currency's smallest unit. A number while numbers are exact, beyond that a bigint.
#[derive(Clone, Copy, Debug, Tsify)]
#[tsify(type = "number | bigint")]
pub struct Amount(pub i128);

/// The largest integer up to which every JavaScript number is exact: 2^53 - 1.
const MAX_SAFE: i64 = 9_007_199_254_740_991;

impl From<Minor> for Amount {
    fn from(minor: Minor) -> Self {
        Self(minor.into())
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(self.0) {
            Ok(exact) if (-MAX_SAFE..=MAX_SAFE).contains(&exact) => serializer.serialize_i64(exact),
            // The border turns 128-bit integers, and only those, into bigints.
            _ => serializer.serialize_i128(self.0),
        }
    }
}
