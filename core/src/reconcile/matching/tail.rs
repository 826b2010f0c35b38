//! The last letters and digits of a reference, as a number: of millions of references few end like one that is sought.

use wide::{i8x16, u8x16};

/// How many letters and digits make a tail: the shortest rest of a reference that says anything.
pub const TELLING: usize = 5;

/// How many bytes are looked at together.
const ENDING: usize = 32;

/// Whether a key of the reference may have a tail like this. Without its first parts a reference has the same tail; without its
/// last part it has another. `true` also where only the keys can tell.
#[inline]
pub fn any_tail(reference: &[u8], is_sought: impl Fn(u64) -> bool) -> bool {
    if let Some([whole, without_last]) = reference.last_chunk().and_then(tails_of_ending) {
        return is_sought(whole) || is_sought(without_last);
    }
    let last = reference.iter().rposition(|byte| !byte.is_ascii_alphanumeric());
    let without_last = last.and_then(|last| reference.get(..=last));
    tail(reference).is_none_or(&is_sought)
        || without_last.is_some_and(|text| tail(text).is_none_or(is_sought))
}

/// The tails of a reference that ends like this, and of what stands before its last separator, if so few bytes tell both.
#[inline]
fn tails_of_ending(ending: &[u8; ENDING]) -> Option<[u64; 2]> {
    let (parts, _) = ending.as_chunks::<16>();
    let (mut telling, mut beyond_ascii) = (0, 0);
    for part in parts.iter().rev() {
        let bytes = u8x16::new(*part);
        let within = |bytes: u8x16, before: i8, behind: i8| {
            let bytes = bytes.cast_signed();
            (bytes.simd_gt(i8x16::splat(before)) & bytes.simd_lt(i8x16::splat(behind))).cast_unsigned()
        };
        // From '0' to '9', and in lower case from 'a' to 'z'.
        let (digits, letters) = (within(bytes, 0x2F, 0x3A), within(bytes | u8x16::splat(0x20), 0x60, 0x7B));
        telling = telling << 16 | (letters | digits).to_bitmask();
        beyond_ascii |= bytes.to_bitmask();
    }
    let last_other = (!telling).checked_ilog2().filter(|_| beyond_ascii == 0)?;
    let before = telling & (1u32 << last_other).wrapping_sub(1);
    Some([packed(ending, telling)?, packed(ending, before)?])
}

/// The last of these letters and digits; `None` where there are too few of them.
#[inline]
fn packed(ending: &[u8; ENDING], mut telling: u32) -> Option<u64> {
    let mut tail = 0;
    for _ in 0..TELLING {
        let last = telling.checked_ilog2()?;
        telling ^= 1 << last;
        tail = tail << 8 | u64::from(ending.get(last as usize)? | 0x20);
    }
    Some(tail)
}

/// The last few letters and digits, packed. `None` where there is more than ASCII among them.
pub fn tail(text: &[u8]) -> Option<u64> {
    let pack = |tail: u64, byte: &u8| tail << 8 | u64::from(byte.to_ascii_lowercase());
    // Most references end in something long and random.
    if let Some(last) = text.last_chunk::<TELLING>()
        && last.iter().all(u8::is_ascii_alphanumeric)
    {
        return Some(last.iter().rev().fold(0, pack));
    }
    let (mut tail, mut room) = (0, TELLING);
    for byte in text.iter().rev() {
        if room == 0 || !byte.is_ascii() {
            break;
        }
        if byte.is_ascii_alphanumeric() {
            tail = pack(tail, byte);
            room = room.wrapping_sub(1);
        }
    }
    let is_ascii = room == 0 || text.is_ascii();
    is_ascii.then_some(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_is_what_stands_last_without_case_and_punctuation() {
        let same = [&b"pay-AB-12c"[..], b"ab12c", b"other ab/1/2/c--", b"\xC3\xA9-Ab12C"];
        assert!(same.iter().all(|text| tail(text) == tail(b"ab12c") && tail(text).is_some()));
        assert_ne!(tail(b"pay-1"), tail(b"pay-2"));
        assert_ne!(tail(b"b12c"), tail(b"ab12c"));
        assert_eq!(tail("é12c".as_bytes()), None);
    }

    #[test]
    fn a_reference_has_the_tail_of_its_whole_and_that_without_its_last_part() {
        let is_sought = |text: &'static [u8]| move |number| Some(number) == tail(text);
        assert!(any_tail(b"pi-3abc99-refund", is_sought(b"3abc99")));
        assert!(any_tail(b"pi-3abc99-refund", is_sought(b"refund")));
        assert!(!any_tail(b"pi-3abc99-refund", is_sought(b"pi-3abc98")));
        assert!(any_tail("pi-é".as_bytes(), |_| false));
    }

    #[test]
    fn an_ending_tells_the_same_as_the_whole() {
        let parts = ["a", "B7", "-", "_", "é", "0123456789abcdef", "[Ref@", "refund"];
        let count = parts.len();
        let mut told = 0;
        for number in 0..count.pow(6) {
            let text: String = (0..6).map(|place| parts[number / count.pow(place) % count]).collect();
            let bytes = text.as_bytes();
            let Some(fast) = bytes.last_chunk().and_then(tails_of_ending) else { continue };
            let last = bytes.iter().rposition(|byte| !byte.is_ascii_alphanumeric()).unwrap();
            assert_eq!(fast.map(Some), [tail(bytes), tail(&bytes[..=last])], "{text}");
            told += 1;
        }
        assert!(told > 1000, "{told}");
        let usual = b"auth-stripe-0197f0e2-8f2b-4cc1-81b2-0123456789ab";
        assert!(usual.last_chunk().and_then(tails_of_ending).is_some());
    }
}
