//! Identifiers: UUID version 7 with Mangopay's prefixes, made from a seed and counters instead of a clock and dice.
//!
//! The 74 free bits of a UUIDv7 carry a running number, so that ids sort by creation even within one second, and the
//! object's place in its table, veiled with seeded noise. Looking an object up by its id therefore needs no map: the id
//! says where to look, and the object found there confirms it.

use crate::date::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The kinds of object that carry such an id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    Intent,
    LineItem,
    Capture,
    Cancel,
    Refund,
    Dispute,
    Split,
    Settlement,
}

impl Kind {
    pub const ALL: [Self; 8] = [
        Self::Intent,
        Self::LineItem,
        Self::Capture,
        Self::Cancel,
        Self::Refund,
        Self::Dispute,
        Self::Split,
        Self::Settlement,
    ];

    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Intent => "int_",
            Self::LineItem => "int_li_",
            Self::Capture => "int_capture_",
            Self::Cancel => "int_cancel_",
            Self::Refund => "int_refund_",
            Self::Dispute => "int_dispute_",
            Self::Split => "int_split_",
            Self::Settlement => "int_stlmnt_",
        }
    }
}

/// An identifier: its kind and its 128 bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(type = "string"))]
pub struct Id {
    pub kind: Kind,
    bits: Bits,
}

/// 128 bits without the alignment of a `u128`: a million ids are in memory.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Bits(u64, u64);

const UUID_CHARS: usize = 36;
const PREFIX_CHARS_MAX: usize = 12;

const fn is_hyphen(place: usize) -> bool {
    matches!(place, 8 | 13 | 18 | 23)
}

const VERSION: u64 = 0x7000;
const VARIANT: u64 = 0x8000_0000_0000_0000;

impl Id {
    /// `number` runs over all objects, `place` is the position in the table of this kind.
    pub fn new(kind: Kind, now: Timestamp, number: u64, place: u32, seed: u64) -> Self {
        let milliseconds = u64::try_from(now).unwrap_or(0).saturating_mul(1000) & 0xffff_ffff_ffff;
        let high = milliseconds << 16 | VERSION | (number >> 30 & 0xfff);
        let veiled = u64::from(place ^ noise(seed, number));
        let low = VARIANT | (number & 0x3fff_ffff) << 32 | veiled;
        Self { kind, bits: Bits(high, low) }
    }

    /// The running number: the order of creation.
    pub fn number(self) -> u64 {
        (self.bits.0 & 0xfff) << 30 | (self.bits.1 >> 32 & 0x3fff_ffff)
    }

    /// When the object was made.
    pub fn created(self) -> Timestamp {
        Timestamp::try_from((self.bits.0 >> 16) / 1000).unwrap_or(0)
    }

    /// The position in its table, if the id was made with this seed.
    pub fn place(self, seed: u64) -> u32 {
        u32::try_from(self.bits.1 & 0xffff_ffff).unwrap_or(0) ^ noise(seed, self.number())
    }

    /// Reads `int_capture_0197…`; the text must be exactly what [`fmt::Display`] writes.
    pub fn parse(kind: Kind, text: &str) -> Option<Self> {
        let digits = text.strip_prefix(kind.prefix())?.as_bytes();
        if digits.len() != UUID_CHARS {
            return None;
        }
        let mut bits = 0u128;
        for (place, &byte) in digits.iter().enumerate() {
            if is_hyphen(place) {
                if byte != b'-' {
                    return None;
                }
                continue;
            }
            let digit = match byte {
                b'0'..=b'9' => byte.wrapping_sub(b'0'),
                b'a'..=b'f' => byte.wrapping_sub(b'a').wrapping_add(10),
                _ => return None,
            };
            bits = bits << 4 | u128::from(digit);
        }
        let high = u64::try_from(bits >> 64).ok()?;
        let low = u64::try_from(bits & u128::from(u64::MAX)).ok()?;
        Some(Self { kind, bits: Bits(high, low) })
    }
}

/// The lower 32 bits in eight hexadecimal digits, all made in the same steps.
const fn digits(bits: u64) -> [u8; 8] {
    const SIXES: u64 = 0x0606_0606_0606_0606;
    const ONES: u64 = 0x0101_0101_0101_0101;
    const ZEROS: u64 = 0x3030_3030_3030_3030;
    /// As far as `a` is behind the digit that would follow `9`.
    const TO_LETTERS: u64 = 0x27;
    let pairs = (bits << 16 | bits & 0xffff) & 0xffff_0000_ffff;
    let bytes = (pairs << 8 | pairs) & 0x00ff_00ff_00ff_00ff;
    let halves = (bytes << 4 | bytes) & 0x0f0f_0f0f_0f0f_0f0f;
    let letters = (halves.wrapping_add(SIXES) >> 4) & ONES;
    halves.wrapping_add(ZEROS).wrapping_add(letters.wrapping_mul(TO_LETTERS)).to_be_bytes()
}

/// The text of an id. Ids are written more often than anything else, so it takes no memory of its own.
struct Text {
    letters: [u8; PREFIX_CHARS_MAX + UUID_CHARS],
    length: usize,
}

impl Text {
    fn of(id: Id) -> Self {
        let mut letters = [b'-'; PREFIX_CHARS_MAX + UUID_CHARS];
        let prefix = id.kind.prefix().as_bytes();
        for (letter, of_prefix) in letters.iter_mut().zip(prefix) {
            *letter = *of_prefix;
        }
        let Bits(first, second) = id.bits;
        let [one, two, three, four] = [first >> 32, first, second >> 32, second].map(digits);
        let mut uuid = [b'-'; UUID_CHARS];
        uuid[..8].copy_from_slice(&one);
        uuid[9..13].copy_from_slice(&two[..4]);
        uuid[14..18].copy_from_slice(&two[4..]);
        uuid[19..23].copy_from_slice(&three[..4]);
        uuid[24..28].copy_from_slice(&three[4..]);
        uuid[28..].copy_from_slice(&four);
        let end = prefix.len().saturating_add(UUID_CHARS);
        if let Some(place) = letters.get_mut(prefix.len()..end) {
            place.copy_from_slice(&uuid);
        }
        Self { letters, length: end }
    }

    fn as_str(&self) -> &str {
        self.letters.get(..self.length).and_then(|letters| str::from_utf8(letters).ok()).unwrap_or_default()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Text::of(*self).as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(Text::of(*self).as_str())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Kind::ALL
            .into_iter()
            .find_map(|kind| Self::parse(kind, &text))
            .ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no id of Echo")))
    }
}

/// The text of an id of Mangopay's core objects: `user_m_` or `wlt_m_` and a ULID.
pub fn ulid(prefix: &str, now: Timestamp, number: u64, seed: u64) -> String {
    const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let milliseconds = u128::try_from(now).unwrap_or(0).saturating_mul(1000) & 0xffff_ffff_ffff;
    let bits = milliseconds << 80 | u128::from(number) << 32 | u128::from(noise(seed, number));
    let mut text = String::with_capacity(prefix.len().saturating_add(26));
    text.push_str(prefix);
    for place in (0..26u32).rev() {
        let digit = usize::try_from(bits >> place.saturating_mul(5) & 31).unwrap_or(0);
        text.push(CROCKFORD.get(digit).copied().map_or('0', char::from));
    }
    text
}

/// Well-mixed bits from a seed and a number (the finalizer of SplitMix64).
fn noise(seed: u64, number: u64) -> u32 {
    let mut bits = seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from(bits >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r019_ids_carry_their_prefix_and_read_back() {
        for kind in Kind::ALL {
            let id = Id::new(kind, 1_752_057_192, 123_456, 789, 42);
            let text = id.to_string();
            assert!(text.starts_with(kind.prefix()) && kind.prefix().len() <= PREFIX_CHARS_MAX);
            assert_eq!(text.len(), kind.prefix().len() + 36);
            assert_eq!(Id::parse(kind, &text), Some(id));
            assert_eq!((id.number(), id.place(42)), (123_456, 789));
            let uuid = &text[kind.prefix().len()..];
            assert_eq!(&uuid[14..15], "7", "version");
            assert!(matches!(&uuid[19..20], "8" | "9" | "a" | "b"), "variant");
        }
        assert_eq!(Id::parse(Kind::Intent, "int_li_x"), None);
        assert_eq!(Id::parse(Kind::Intent, ""), None);
    }

    #[test]
    fn r020_ids_sort_by_creation() {
        let mut last = String::new();
        for number in (0..5000).chain((1 << 30) - 2..(1 << 30) + 2) {
            let text =
                Id::new(Kind::Intent, 1_752_057_192 + i64::try_from(number / 100).unwrap(), number, 0, 7)
                    .to_string();
            assert!(text > last);
            last = text;
        }
    }

    #[test]
    fn ulids_have_26_digits_and_sort() {
        let first = ulid("user_m_", 1_752_057_192, 1, 7);
        assert_eq!(first.len(), 7 + 26);
        assert!(first < ulid("user_m_", 1_752_057_192, 2, 7));
    }
}
