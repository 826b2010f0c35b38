//! Integers on their way out: a number while JavaScript holds it exactly, and a string beyond.

use serde::Serializer;

const EXACT_IN_JAVASCRIPT: u128 = 1 << 53;

pub fn integer<S: Serializer>(value: &(impl Into<i128> + Copy), serializer: S) -> Result<S::Ok, S::Error> {
    let value: i128 = (*value).into();
    match i64::try_from(value) {
        Ok(small) if value.unsigned_abs() <= EXACT_IN_JAVASCRIPT => serializer.serialize_i64(small),
        _ => serializer.serialize_str(&value.to_string()),
    }
}

#[allow(clippy::ref_option, reason = "the signature that serde calls")]
pub fn optional<S: Serializer>(
    value: &Option<impl Into<i128> + Copy>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => integer(value, serializer),
        None => serializer.serialize_none(),
    }
}
