//! A number for a text, the same on every machine: for tables that find a text by it and then compare the text itself.
//!
//! Hashers made for maps of the standard library take machine words, of which WebAssembly has only short ones: half of their 64
//! bits would be missing there.

/// 64 bits that differ in all places even between texts that are almost equal.
pub fn of(text: &[u8]) -> u64 {
    seeded(text, 0)
}

/// Another such number for every seed.
pub fn seeded(text: &[u8], seed: u64) -> u64 {
    const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
    const SECOND: u64 = 0xC2B2_AE3D_27D4_EB4F;
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
    // Two chains, so that a processor can work on both at once.
    let (mut even, mut odd) = (length ^ seed ^ FIRST, length.rotate_left(32) ^ seed ^ SECOND);
    let (pairs, rest) = text.as_chunks::<16>();
    for pair in pairs {
        let (low, high) = halves(pair);
        even = mix(even ^ low, FIRST);
        odd = mix(odd ^ high, SECOND);
    }
    if !rest.is_empty() {
        // The last sixteen bytes, whether or not some of them were in a pair; of a shorter text, all there is.
        let mut padded = [0; 16];
        let last = text.last_chunk::<16>().unwrap_or_else(|| {
            padded.iter_mut().zip(text).for_each(|(place, byte)| *place = *byte);
            &padded
        });
        let (low, high) = halves(last);
        even = mix(even ^ low, FIRST);
        odd = mix(odd ^ high, SECOND);
    }
    let both = mix(even ^ odd.rotate_left(23), FIRST);
    mix(both, SECOND)
}

const fn mix(bits: u64, factor: u64) -> u64 {
    let product = bits.wrapping_mul(factor);
    product ^ product >> 32
}

fn halves(pair: &[u8; 16]) -> (u64, u64) {
    let bits = u128::from_le_bytes(*pair);
    #[allow(clippy::cast_possible_truncation, reason = "the lower and the upper half")]
    (bits as u64, (bits >> 64) as u64)
}

/// Whether two texts are equal, eight bytes at a time: what WebAssembly brings for it goes byte by byte.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let ((ones, one_rest), (others, other_rest)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    let differ = ones
        .iter()
        .zip(others)
        .fold(0, |differ, (one, other)| differ | (u64::from_ne_bytes(*one) ^ u64::from_ne_bytes(*other)));
    let differ_in_rest =
        one_rest.iter().zip(other_rest).fold(0, |differ, (one, other)| differ | (one ^ other));
    differ == 0 && differ_in_rest == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn texts_that_are_almost_equal_differ_in_both_halves() {
        let mut texts: Vec<Vec<u8>> = (0..60).map(|length| vec![0; length]).collect();
        for number in 0..20_000u32 {
            texts.push(format!("pay-{number}").into_bytes());
            texts.push(format!("auth-stripe-{number:08x}-0000-4000-8000-0123456789ab").into_bytes());
        }
        for length in [7, 16, 33] {
            for bit in 0..length * 8 {
                let mut text = vec![b'a'; length];
                text[bit / 8] ^= 1 << (bit % 8);
                texts.push(text);
            }
        }
        let texts: BTreeSet<Vec<u8>> = texts.into_iter().collect();
        let hashes: BTreeSet<u64> = texts.iter().map(|text| of(text)).collect();
        assert_eq!(hashes.len(), texts.len());
        for half in [|hash: &u64| hash >> 32, |hash: &u64| hash & 0xFFFF_FFFF] {
            // Of forty thousand among four billion, none or a pair are equal.
            let halves = hashes.iter().map(half).collect::<BTreeSet<_>>().len();
            assert!(halves + 4 > hashes.len(), "{halves} of {}", hashes.len());
        }
    }

    #[test]
    fn the_same_text_has_the_same_number_everywhere() {
        // Worked out by another program, in numbers of any length.
        assert_eq!(of(b""), 0x76CA_E2C9_3C70_2FCA);
        assert_eq!(of(b"auth-stripe-0001"), 0xB01C_2D1F_1B96_4499);
        assert_ne!(of(b"pay-1"), seeded(b"pay-1", 1));
    }

    #[test]
    fn texts_are_the_same_where_every_byte_is() {
        for length in 0..40 {
            let text = vec![b'a'; length];
            assert!(same(&text, &text.clone()));
            assert!(!same(&text, &vec![b'a'; length + 1]));
            for at in 0..length {
                let mut other = text.clone();
                other[at] ^= 0x40;
                assert!(!same(&text, &other), "{at} of {length}");
            }
        }
    }
}
