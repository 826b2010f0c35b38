//! Integers on their way out and back: a number while JavaScript holds it exactly, and a string beyond.

use serde::{Deserialize, Deserializer, Serializer, de};

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

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(i64),
    Text(String),
}

impl Written {
    fn value<T: TryFrom<i128>, E: de::Error>(self) -> Result<T, E> {
        let wide = match self {
            Self::Number(number) => i128::from(number),
            Self::Text(text) => text.parse().map_err(|_| E::custom(format!("{text:?} is no integer")))?,
        };
        T::try_from(wide).map_err(|_| E::custom(format!("{wide} is too large")))
    }
}

pub fn read<'de, T: TryFrom<i128>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Written::deserialize(deserializer)?.value()
}

pub fn read_optional<'de, T: TryFrom<i128>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Option::<Written>::deserialize(deserializer)?.map(Written::value).transpose()
}
