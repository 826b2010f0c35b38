//! Short values as numbers: compared and read eight bytes at a time.
#![allow(clippy::inline_always, reason = "called for every cell; a call costs as much as what is done in it")]

use crate::money::Minor;

/// A text of at most sixteen bytes, as two numbers. Bytes of texts are never zero here, so that equal words are equal texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    low: u64,
    high: u64,
}

const EMPTY: Word = Word { low: 0, high: 0 };

impl Word {
    pub fn of(text: &[u8]) -> Self {
        let mut bytes = [0; 24];
        bytes.iter_mut().zip(text).for_each(|(place, byte)| *place = *byte);
        Self::at(&bytes, 0, text.len()).unwrap_or(EMPTY)
    }

    /// The text of this length at a place in `bytes`; `None` where it is longer than sixteen bytes or stands too close to the end.
    #[inline(always)]
    pub fn at(bytes: &[u8], start: usize, length: usize) -> Option<Self> {
        let near = bytes.get(start..)?.first_chunk::<16>()?;
        let (halves, _) = near.as_chunks::<8>();
        let [low, high] = halves else { return None };
        let (low, high) = (u64::from_le_bytes(*low), u64::from_le_bytes(*high));
        match length {
            0 => Some(EMPTY),
            1..=8 => Some(Self { low: low & first(length), high: 0 }),
            9..=16 => Some(Self { low, high: high & first(length.wrapping_sub(8)) }),
            _ => None,
        }
    }
}

/// The bits of the first bytes, of which there is at least one.
#[inline(always)]
const fn first(bytes: usize) -> u64 {
    u64::MAX >> (64usize.wrapping_sub(bytes.wrapping_mul(8)) & 63)
}

/// An amount of at most fifteen digits without leading zeros; `None` leaves open whether it is one.
#[inline(always)]
pub fn amount(bytes: &[u8], start: usize, length: usize) -> Option<Minor> {
    let word = bytes.get(start..)?.first_chunk::<8>()?;
    let is_negative = word.first() == Some(&b'-');
    let (start, length) =
        if is_negative { (start.wrapping_add(1), length.wrapping_sub(1)) } else { (start, length) };
    let digits = bytes.get(start..)?;
    let word = digits.first_chunk::<8>()?;
    if word.first() == Some(&b'0') && length > 1 {
        return None;
    }
    let word = u64::from_le_bytes(*word);
    let value = match length {
        1..=8 => eight_digits(leading(word, length))?,
        9..=15 => {
            let lowest = length.wrapping_sub(8);
            let low = u64::from_le_bytes(*digits.get(lowest..)?.first_chunk::<8>()?);
            let high = eight_digits(leading(word, lowest))?;
            high.wrapping_mul(100_000_000).wrapping_add(eight_digits(low)?)
        }
        _ => return None,
    };
    let value = value.cast_signed();
    Some(if is_negative { value.wrapping_neg() } else { value })
}

/// The first one to eight characters, with zeros before them.
#[inline(always)]
const fn leading(word: u64, length: usize) -> u64 {
    const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);
    if length == 8 {
        return word;
    }
    let bits = length.wrapping_mul(8);
    word << (64usize.wrapping_sub(bits) & 63) | ZEROS >> (bits & 63)
}

/// The number that eight characters write, if all of them are digits.
#[inline(always)]
const fn eight_digits(word: u64) -> Option<u64> {
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let above = word.wrapping_add(u64::from_le_bytes([0x46; 8]));
    let below = word.wrapping_sub(u64::from_le_bytes([b'0'; 8]));
    if (above | below) & HIGH != 0 {
        return None;
    }
    // Neighbours are joined: eight digits, four pairs, two fours, one number.
    let pairs = below.wrapping_mul(10).wrapping_add(below >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_FFFF_0000_FFFF;
    Some(fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xFFFF_FFFF)
}

/// The last few texts of at most 32 bytes that were found to be right.
#[derive(Debug)]
pub struct Remembered {
    words: [Word; PLACES],
    /// Of texts of more than sixteen bytes the first and the last sixteen, and the length: together, all of it.
    long: [(Word, Word, usize); PLACES],
}

/// Enough that the few words of one file seldom want the same place.
const PLACES: usize = 64;

impl Default for Remembered {
    fn default() -> Self {
        Self { words: [EMPTY; PLACES], long: [(EMPTY, EMPTY, 0); PLACES] }
    }
}

impl Remembered {
    /// The text of this length at a place in `bytes` was remembered.
    #[inline(always)]
    pub fn knows(&self, bytes: &[u8], start: usize, length: usize) -> bool {
        match Word::at(bytes, start, length) {
            Some(word) => self.words.get(place(word)) == Some(&word),
            None => Self::long(bytes, start, length)
                .is_some_and(|text| self.long.get(place(text.0)) == Some(&text)),
        }
    }

    pub fn remember(&mut self, bytes: &[u8], start: usize, length: usize) {
        if let Some(word) = Word::at(bytes, start, length) {
            if let Some(place) = self.words.get_mut(place(word)) {
                *place = word;
            }
        } else if let Some(text) = Self::long(bytes, start, length)
            && let Some(place) = self.long.get_mut(place(text.0))
        {
            *place = text;
        }
    }

    fn long(bytes: &[u8], start: usize, length: usize) -> Option<(Word, Word, usize)> {
        let more = length.checked_sub(16).filter(|more| *more <= 16)?;
        Some((Word::at(bytes, start, 16)?, Word::at(bytes, start.checked_add(more)?, 16)?, length))
    }
}

#[inline(always)]
fn place(word: Word) -> usize {
    let mixed = (word.low ^ word.high).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> 58).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settlement::value;

    fn read(text: &str) -> Option<Minor> {
        let padded = format!("{text},12345678901234567890");
        amount(padded.as_bytes(), 0, text.len())
    }

    #[test]
    fn an_amount_is_read_as_the_exact_lane_reads_it_or_not_at_all() {
        for digits in 1..=15 {
            for lead in ["1", "9", "10", "123456789012345"] {
                let text = format!("{lead:9<digits$}");
                let text = text.get(..digits).unwrap();
                for text in [text.to_owned(), format!("-{text}")] {
                    assert_eq!(read(&text), value::amount(text.as_bytes()), "{text}");
                    assert!(read(&text).is_some(), "{text}");
                }
            }
        }
        assert_eq!((read("0"), read("-0")), (Some(0), Some(0)));
        for text in
            ["", "-", "--1", "+1", "01", "-01", "1.5", "1 000", "1e5", "\u{2212}5", "1234567890123456"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        // Every byte at every place of up to ten digits.
        for length in 1..=10 {
            for (at, byte) in (0..length).flat_map(|at| (1u8..=255).map(move |byte| (at, byte))) {
                let mut text = vec![b'1'; length];
                text[at] = byte;
                let padded = [text.as_slice(), b",2345678901234567890"].concat();
                if let Some(read) = amount(&padded, 0, length) {
                    assert_eq!(Some(read), value::amount(&text), "{}", text.escape_ascii());
                } else {
                    let is_left = value::amount(&text).is_none() || text.first() == Some(&b'0');
                    assert!(is_left || text == b"-", "{}", text.escape_ascii());
                }
            }
        }
    }

    #[test]
    fn words_are_equal_where_their_texts_are() {
        let texts = [
            "",
            "E",
            "EUR",
            "EURO",
            "PAYMENT",
            "DISPUTED",
            "DISPUTED_WON",
            "DISPUTED_LOST",
            "REFUND_REVERSED",
        ];
        for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (*a, *b))) {
            let padded = format!(">{a},the rest of the line");
            assert_eq!(
                Word::at(padded.as_bytes(), 1, a.len()) == Some(Word::of(b.as_bytes())),
                a == b,
                "{a} {b}"
            );
        }
        assert_eq!(Word::at(b"SEPA_DIRECT_DEBIT,12345678", 0, 17), None);
        assert_eq!(Word::at(b"EUR", 0, 3), None);
    }

    #[test]
    fn a_remembered_text_is_known() {
        let texts =
            ["VISA", "AMERICAN_EXPRESS", "SEPA_DIRECT_DEBIT", "SEPA_CREDIT_TRANSFER", "AAAAAAAAAAAAAAAAAA"];
        for known in texts {
            let padded = |text: &str| format!("{text},the rest of the line");
            let mut remembered = Remembered::default();
            remembered.remember(padded(known).as_bytes(), 0, known.len());
            for other in texts.into_iter().chain([
                "VIS",
                "SEPA_DIRECT_DEBIU",
                "SEPA_DIRECU_DEBIT",
                "AAAAAAAAAAAAAAAAA",
            ]) {
                let knows = remembered.knows(padded(other).as_bytes(), 0, other.len());
                assert_eq!(knows, other == known, "{known} {other}");
            }
        }
        let long = "A".repeat(40);
        let mut remembered = Remembered::default();
        remembered.remember(long.as_bytes(), 0, 33);
        assert!(!remembered.knows(long.as_bytes(), 0, 33));
    }
}
