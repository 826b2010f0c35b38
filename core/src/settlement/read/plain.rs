//! The fast lane: records without quotes, cut eight bytes at a time.

use super::lex::Cut;
use super::record::{LineEnd, Span};
use memchr::memchr;

/// Where the next bytes stand that the fast lane does not read, within one stretch of input.
#[derive(Clone, Copy, Debug)]
pub struct Outlook {
    quote: usize,
    carriage_return: usize,
}

impl Outlook {
    pub fn at_start_of(input: &[u8]) -> Self {
        Self { quote: next(input, 0, b'"'), carriage_return: next(input, 0, b'\r') }
    }

    /// Looks ahead again where the last sighting lies behind `at`.
    fn look(&mut self, input: &[u8], at: usize) {
        if self.quote < at {
            self.quote = next(input, at, b'"');
        }
        if self.carriage_return < at {
            self.carriage_return = next(input, at, b'\r');
        }
    }
}

fn next(input: &[u8], at: usize, byte: u8) -> usize {
    let ahead = input.get(at..).unwrap_or_default();
    memchr(byte, ahead).map_or(usize::MAX, |found| at.saturating_add(found))
}

/// Cuts the record that begins at `at`, if it is one for this lane: it ends with LF or CRLF inside `input`, has
/// no quote, and no carriage return but the one at its end. Offsets in the answer count from `at`.
pub fn record(
    input: &[u8],
    at: usize,
    longest: usize,
    delimiter: u8,
    outlook: &mut Outlook,
    cells: &mut Vec<Span>,
) -> Option<Cut> {
    outlook.look(input, at);
    let line_feed = cut(input.get(at..)?, delimiter, cells)?;
    let stop = at.saturating_add(line_feed);
    if line_feed > longest || outlook.quote < stop || outlook.carriage_return.saturating_add(1) < stop {
        return None;
    }
    let next = line_feed.saturating_add(1);
    if outlook.carriage_return >= stop {
        return Some(Cut::Record { content: line_feed, next, end: LineEnd::Lf });
    }
    let content = line_feed.saturating_sub(1);
    cells.last_mut()?.end = content;
    Some(Cut::Record { content, next, end: LineEnd::CrLf })
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
