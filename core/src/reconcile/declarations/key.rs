//! Which Intent a declaration belongs to, in sixteen bytes.

use crate::hash;

/// The id of an Intent: exact for `int_<uuid>`, which is what Mangopay gives, and for other texts of up to 14 bytes; a hash
/// of 120 bits for longer ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct IntentKey([u64; 2]);

const PREFIX: &str = "int_";
/// In the first byte, where a UUID of version 7 has the highest digits of its time: the year 10 000 is far below them.
const SHORT: u64 = 0xFE << 56;
const HASHED: u64 = 0xFF << 56;

impl IntentKey {
    /// `None` for an empty id.
    pub fn of(id: &str) -> Option<Self> {
        if id.is_empty() {
            return None;
        }
        if let Some(number) = id.strip_prefix(PREFIX).and_then(uuid)
            && number >> 121 != 0x7F
        {
            return Some(Self::from_number(number));
        }
        let bytes = id.as_bytes();
        if bytes.len() <= 14 {
            let packed = bytes.iter().fold(0u128, |packed, byte| packed << 8 | u128::from(*byte));
            let length = u128::try_from(bytes.len()).unwrap_or(0) << 112;
            return Some(Self::from_number(u128::from(SHORT) << 64 | length | packed));
        }
        let half = |seed| hash::seeded(bytes, seed);
        Some(Self([HASHED | half(1) >> 8, half(2)]))
    }

    /// The id as Mangopay writes it, where it can be told from the key.
    pub fn id(self) -> Option<String> {
        let Self([high, low]) = self;
        let number = u128::from(high) << 64 | u128::from(low);
        match high & HASHED {
            HASHED => None,
            SHORT => {
                let length = usize::try_from(number >> 112 & 0xFF).ok()?;
                let bytes = number.to_be_bytes();
                let text = bytes.get(bytes.len().checked_sub(length)?..)?;
                String::from_utf8(text.to_vec()).ok()
            }
            _ => {
                let hex = format!("{number:032x}");
                let part = |from, to| hex.get(from..to).unwrap_or_default();
                let (a, b, c) = (part(0, 8), part(8, 12), part(12, 16));
                Some(format!("{PREFIX}{a}-{b}-{c}-{}-{}", part(16, 20), part(20, 32)))
            }
        }
    }

    fn from_number(number: u128) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "the upper and the lower half")]
        let halves = [(number >> 64) as u64, number as u64];
        Self(halves)
    }
}

/// 8-4-4-4-12 digits in lower case, the one way to write it: two texts never have one key.
fn uuid(text: &str) -> Option<u128> {
    const HYPHENS: [usize; 4] = [8, 13, 18, 23];
    let text: &[u8; 36] = text.as_bytes().try_into().ok()?;
    text.iter().enumerate().try_fold(0u128, |number, (place, byte)| match byte {
        b'-' if HYPHENS.contains(&place) => Some(number),
        _ if HYPHENS.contains(&place) => None,
        b'0'..=b'9' => Some(number << 4 | u128::from(byte.wrapping_sub(b'0'))),
        b'a'..=b'f' => Some(number << 4 | u128::from(byte.wrapping_sub(b'a').wrapping_add(10))),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_intents_go_in_and_out() {
        for id in ["int_0197f0e2-8f2b-7cc1-a1b2-0123456789ab", "order-12345", "x", "int_1", "fourteen-bytes"]
        {
            assert_eq!(IntentKey::of(id).unwrap().id().as_deref(), Some(id));
        }
        assert_eq!(IntentKey::of(""), None);
    }

    #[test]
    fn different_ids_have_different_keys() {
        let long = "a platform's own number of an order";
        let ids = [
            "int_0197f0e2-8f2b-7cc1-a1b2-0123456789ab",
            "INT_0197f0e2-8f2b-7cc1-a1b2-0123456789ab",
            "int_0197F0E2-8f2b-7cc1-a1b2-0123456789ab",
            "int_ff97f0e2-8f2b-7cc1-a1b2-0123456789ab",
            "int_fe97f0e2-8f2b-7cc1-a1b2-0123456789ab",
            "a",
            "\0a",
            long,
            &long[1..],
        ];
        for (place, id) in ids.iter().enumerate() {
            assert!(ids[..place].iter().all(|other| IntentKey::of(other) != IntentKey::of(id)), "{id}");
        }
    }
}
