//! The fast lane: records without quotes, cut by searching for line ends and delimiters many bytes at a time.

use super::lex::Cut;
use super::record::{LineEnd, Span};
use memchr::{memchr, memchr_iter};

/// Where the next bytes stand that the fast lane does not read, within one stretch of input.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outlook {
    quote: usize,
    carriage_return: usize,
}

impl Outlook {
    /// Looks ahead again where the last sighting lies behind `at`.
    pub fn look(&mut self, input: &[u8], at: usize) {
        let next = |byte| {
            memchr(byte, input.get(at..).unwrap_or_default())
                .map_or(usize::MAX, |found| at.saturating_add(found))
        };
        if self.quote < at {
            self.quote = next(b'"');
        }
        if self.carriage_return < at {
            self.carriage_return = next(b'\r');
        }
    }

    pub fn at_start_of(input: &[u8]) -> Self {
        let next = |byte| memchr(byte, input).unwrap_or(usize::MAX);
        Self { quote: next(b'"'), carriage_return: next(b'\r') }
    }
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
    let rest = input.get(at..)?;
    let line_feed = memchr(b'\n', rest)?;
    let stop = at.saturating_add(line_feed);
    if line_feed > longest || outlook.quote < stop || outlook.carriage_return.saturating_add(1) < stop {
        return None;
    }
    let (content, end) = if outlook.carriage_return < stop {
        (line_feed.saturating_sub(1), LineEnd::CrLf)
    } else {
        (line_feed, LineEnd::Lf)
    };
    cells.clear();
    let mut start = 0;
    for comma in memchr_iter(delimiter, rest.get(..content)?) {
        cells.push(Span { start, end: comma, quoted: false });
        start = comma.saturating_add(1);
    }
    cells.push(Span { start, end: content, quoted: false });
    Some(Cut::Record { content, next: line_feed.saturating_add(1), end })
}
