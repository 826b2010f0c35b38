//! Short values as numbers: compared and read eight bytes at a time.
#![allow(clippy::inline_always, reason = "called for every cell; a call costs as much as what is done in it")]

use crate::money::Minor;
use wide::{i8x16, u8x16};

/// A text of at most eight bytes that cells are compared with.
#[derive(Clone, Copy, Debug)]
pub struct Short {
    word: u64,
    mask: u64,
    length: usize,
}

impl Short {
    /// Of a longer text the beginning, which no cell is found to be.
    pub fn of(text: &[u8]) -> Self {
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(text).for_each(|(place, byte)| *place = *byte);
        let fits = (1..=bytes.len()).contains(&text.len());
        let length = if fits { text.len() } else { usize::MAX };
        Self { word: u64::from_le_bytes(bytes), mask: first(text.len().clamp(1, bytes.len())), length }
    }

    /// Whether the text of this length at a place in `bytes` is this one; `false` also where it stands too close to the end.
    #[inline(always)]
    pub fn stands_at(&self, bytes: &[u8], start: usize, length: usize) -> bool {
        let near = bytes.get(start..).and_then(<[u8]>::first_chunk::<8>);
        length == self.length && near.is_some_and(|near| u64::from_le_bytes(*near) & self.mask == self.word)
    }
}

/// A text of at most sixteen bytes, as two numbers. Bytes of texts are never zero here, so that equal words are equal texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Long {
    low: u64,
    high: u64,
}

const EMPTY: Long = Long { low: 0, high: 0 };

impl Long {
    pub fn of(text: &[u8]) -> Self {
        let mut bytes = [0; 24];
        bytes.iter_mut().zip(text).for_each(|(place, byte)| *place = *byte);
        Self::at(&bytes, 0, text.len()).unwrap_or(EMPTY)
    }

    /// The text of this length at a place in `bytes`; `None` where it is longer than sixteen bytes or stands too close to the end.
    #[inline(always)]
    pub fn at(bytes: &[u8], start: usize, length: usize) -> Option<Self> {
        let near = bytes.get(start..)?.first_chunk::<16>()?;
        let (low, high) = (u64::from_le_bytes(*near.first_chunk()?), u64::from_le_bytes(*near.last_chunk()?));
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

/// A set of texts of at most 32 bytes, each in a slot of its own. Texts of all lengths are compared in the same steps and with one
/// text at most: neither the lengths of words nor their slots follow a pattern, and a processor that guesses wrong loses more
/// than the comparison costs.
#[derive(Debug)]
pub struct WordSet {
    /// Chosen so that no two of the texts have the same slot.
    factor: u64,
    /// Empty texts where there is none.
    slots: Vec<[u8x16; 2]>,
}

/// Many more than there are words, so that a factor is found soon.
const SLOTS: usize = 1024;
const FACTORS: u64 = 10_000;

const FROM_0: i8x16 = i8x16::new([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
const FROM_16: i8x16 = i8x16::new([16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);

impl WordSet {
    /// A longer text is not in it.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut words: Vec<[u8x16; 2]> = Vec::new();
        for text in texts {
            let mut bytes = [0; 64];
            bytes.iter_mut().zip(text.as_bytes()).for_each(|(place, byte)| *place = *byte);
            words.extend(halves(&bytes, 0, text.len()).filter(|word| !words.contains(word)));
        }
        let suits = |factor: &u64| {
            let mut taken = [false; SLOTS];
            let mut places = words.iter().map(|word| slot(*word, *factor));
            places.all(|at| taken.get_mut(at).is_some_and(|taken| !std::mem::replace(taken, true)))
        };
        let factors = (1..FACTORS).map(|number| number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        // Without one that suits, a word whose slot is taken is not in the set: whatever has it goes the exact way.
        let factor = { factors }.find(suits).unwrap_or(1);
        let mut slots = vec![[u8x16::ZERO; 2]; SLOTS];
        for word in &words {
            if let Some(free) = slots.get_mut(slot(*word, factor)) {
                *free = *word;
            }
        }
        Self { factor, slots }
    }

    /// Whether the text of this length at a place in `bytes` is in the set; `false` also where it stands too close to the end.
    #[inline(always)]
    pub fn has(&self, bytes: &[u8], start: usize, length: usize) -> bool {
        let Some([low, high]) = halves(bytes, start, length) else { return false };
        let Some([known_low, known_high]) = self.slots.get(slot([low, high], self.factor)) else {
            return false;
        };
        length != 0 && (low.simd_eq(*known_low) & high.simd_eq(*known_high)).all()
    }
}

/// The text and nothing but zeros behind it.
#[inline(always)]
fn halves(bytes: &[u8], start: usize, length: usize) -> Option<[u8x16; 2]> {
    let near = bytes.get(start..)?.first_chunk::<32>()?;
    let length = i8::try_from(length).ok().filter(|length| *length <= 32)?;
    let length = i8x16::splat(length);
    let (low, high) = (u8x16::new(*near.first_chunk()?), u8x16::new(*near.last_chunk()?));
    let within = |from: i8x16| length.simd_gt(from).cast_unsigned();
    Some([low & within(FROM_0), high & within(FROM_16)])
}

#[inline(always)]
fn slot([low, _]: [u8x16; 2], factor: u64) -> usize {
    let low = u128::from_le_bytes(low.to_array());
    #[allow(clippy::cast_possible_truncation, reason = "the lower and the upper half")]
    let mixed = (low as u64 ^ (low >> 64) as u64).wrapping_mul(factor);
    usize::try_from(mixed >> 54).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::PAYMENT_METHODS;
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
            let (bytes, word) = (padded.as_bytes(), b.as_bytes());
            assert_eq!(Long::at(bytes, 1, a.len()) == Some(Long::of(word)), a == b, "{a} {b}");
            let is_short = (1..=8).contains(&b.len());
            assert_eq!(Short::of(word).stands_at(bytes, 1, a.len()), is_short && a == b, "{a} {b}");
        }
        assert_eq!(Long::at(b"SEPA_DIRECT_DEBIT,12345678", 0, 17), None);
        assert_eq!(Long::at(b"EUR", 0, 3), None);
        assert!(!Short::of(b"EUR").stands_at(b"EUR", 0, 3));
    }

    #[test]
    fn a_set_has_its_words_and_no_others() {
        let longest = "A".repeat(32);
        let words = ["VISA", "AMERICAN_EXPRESS", "SEPA_DIRECT_DEBIT", "SEPA_CREDIT_TRANSFER", &longest];
        let set = WordSet::of(words.into_iter().chain(PAYMENT_METHODS.iter().copied()));
        let has = |text: &str| {
            let padded = format!(">{text},and so on to the end of the line and beyond");
            set.has(padded.as_bytes(), 1, text.len())
        };
        for word in words.iter().chain(PAYMENT_METHODS) {
            assert!(has(word), "{word}");
            for at in 0..word.len() {
                assert!(!has(&format!("{}#{}", &word[..at], &word[at + 1..])), "{word} at {at}");
            }
            assert!(!has(&format!("{word}_")), "{word}");
        }
        let aliases = crate::catalog::PAYMENT_METHOD_ALIASES.iter().map(|(newer, _)| *newer);
        let all: Vec<&str> = PAYMENT_METHODS.iter().copied().chain(aliases).collect();
        let usual = WordSet::of(all.iter().copied());
        assert_eq!(usual.slots.iter().filter(|word| **word != [u8x16::ZERO; 2]).count(), all.len());
        assert!(!has("") && !has(&"A".repeat(33)) && !has(&"A".repeat(200)));
        assert!(!set.has(b"VISA", 0, 4));
    }
}
