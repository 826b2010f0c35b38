//! The fast lane: records without quotes, cut eight bytes at a time.

use super::lex::Cut;
use super::record::{LineEnd, Span};
use memchr::memchr2;

/// Cuts the record that begins with these bytes, if it is one for this lane: it ends with LF or CRLF among them, has no quote,
/// and no carriage return but the one at its end.
pub fn record(rest: &[u8], longest: usize, delimiter: u8, cells: &mut Vec<Span>) -> Option<Cut> {
    let line_feed = cut(rest, delimiter, cells)?;
    if line_feed > longest {
        return None;
    }
    let next = line_feed.saturating_add(1);
    match memchr2(b'"', b'\r', rest.get(..line_feed)?) {
        None => Some(Cut::Record { content: line_feed, next, end: LineEnd::Lf }),
        Some(content) if content.saturating_add(1) == line_feed && rest.get(content) == Some(&b'\r') => {
            cells.last_mut()?.end = content;
            Some(Cut::Record { content, next, end: LineEnd::CrLf })
        }
        Some(_) => None,
    }
}

/// The cells up to the first line feed, and its place.
fn cut(rest: &[u8], delimiter: u8, cells: &mut Vec<Span>) -> Option<usize> {
    cells.clear();
    let mut start = 0;
    let (delimiters, line_feeds) = (repeat(delimiter), repeat(b'\n'));
    let (words, tail) = rest.as_chunks::<8>();
    let mut base = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let ends = equal(word, line_feeds);
        let mut found = equal(word, delimiters) | ends;
        while found != 0 {
            let lowest = found & found.wrapping_neg();
            let end = base | (found.trailing_zeros() >> 3) as usize;
            cells.push(Span { start, end, quoted: false });
            if lowest & ends != 0 {
                return Some(end);
            }
            start = end.wrapping_add(1);
            found ^= lowest;
        }
        base = base.wrapping_add(8);
    }
    for (offset, &byte) in tail.iter().enumerate() {
        if byte == delimiter || byte == b'\n' {
            let end = base.wrapping_add(offset);
            cells.push(Span { start, end, quoted: false });
            if byte == b'\n' {
                return Some(end);
            }
            start = end.wrapping_add(1);
        }
    }
    None
}

const fn repeat(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The high bit of every byte of `word` that equals the repeated one.
const fn equal(word: u64, repeated: u64) -> u64 {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    let difference = word ^ repeated;
    !((difference & LOW).wrapping_add(LOW) | difference | LOW)
}
