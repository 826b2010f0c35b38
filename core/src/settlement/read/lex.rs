//! The exact lane: one record cut byte by byte, with everything that is wrong with its quotes.
//!
//! What is hard here is not reading CSV but saying what is wrong with it. Lenient readers swallow the rest of
//! a file in silence when one quote is missing. So a quoted cell that runs over a line end counts as closed
//! only when its closing quote is followed by a delimiter or a line end. Otherwise the quote that opened it is
//! the fault, the record ends at the end of its own line, and the next line is read as usual.

use super::MAX_RECORD;
use super::record::{Flaw, LineEnd, Span};

/// What [`record`] found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cut {
    /// The record ends before the byte at `content`; the next one begins at `next`.
    Record { content: usize, next: usize, end: LineEnd },
    /// More bytes are needed to decide.
    More,
}

/// Cuts the first record of `input`. `last` says that no bytes follow `input`.
pub fn record(
    input: &[u8],
    delimiter: u8,
    last: bool,
    cells: &mut Vec<Span>,
    flaws: &mut Vec<(Flaw, usize)>,
) -> Cut {
    cells.clear();
    flaws.clear();
    let mut start = 0;
    loop {
        let cell = if input.get(start) == Some(&b'"') {
            match quoted(input, start, delimiter, last) {
                Quoted::Closed { end, broken } => {
                    if broken {
                        flaws.push((Flaw::LineBreak, start));
                    }
                    Span { start, end, quoted: true }
                }
                Quoted::TextAfter { at } => {
                    flaws.push((Flaw::TextAfterQuote, at));
                    Span { start, end: unquoted_end(input, at, delimiter), quoted: false }
                }
                Quoted::Unterminated => {
                    flaws.push((Flaw::UnterminatedQuote, start));
                    // Everything up to the line end belongs to the cell: its delimiters may be meant as text.
                    Span { start, end: line_end(input, start), quoted: false }
                }
                Quoted::More => return Cut::More,
            }
        } else {
            let end = unquoted_end(input, start, delimiter);
            let text = input.get(start..end).unwrap_or_default();
            if let Some(at) = text.iter().position(|&byte| byte == b'"') {
                flaws.push((Flaw::QuoteInside, start.saturating_add(at)));
            }
            Span { start, end, quoted: false }
        };
        cells.push(cell);
        let after = cell.end.saturating_add(1);
        match (input.get(cell.end), input.get(after)) {
            (Some(&byte), _) if byte == delimiter => start = after,
            (Some(b'\n'), _) => return Cut::Record { content: cell.end, next: after, end: LineEnd::Lf },
            (Some(_), Some(b'\n')) => {
                return Cut::Record { content: cell.end, next: after.saturating_add(1), end: LineEnd::CrLf };
            }
            (Some(_), None) if !last => return Cut::More,
            (Some(_), _) => return Cut::Record { content: cell.end, next: after, end: LineEnd::Cr },
            (None, _) if last => {
                return Cut::Record { content: cell.end, next: cell.end, end: LineEnd::None };
            }
            (None, _) => return Cut::More,
        }
    }
}

enum Quoted {
    /// `end` is just behind the closing quote.
    Closed {
        end: usize,
        broken: bool,
    },
    TextAfter {
        at: usize,
    },
    Unterminated,
    More,
}

/// Follows a quoted cell from its opening quote.
fn quoted(input: &[u8], start: usize, delimiter: u8, last: bool) -> Quoted {
    let mut at = start.saturating_add(1);
    let mut broken = false;
    loop {
        match input.get(at) {
            // A limit that depends on nothing but the bytes of the record: chunks cannot change the answer.
            _ if at > MAX_RECORD => return Quoted::Unterminated,
            None if last => return Quoted::Unterminated,
            None => return Quoted::More,
            Some(b'"') => {
                let after = at.saturating_add(1);
                match input.get(after) {
                    Some(b'"') => at = after,
                    Some(b'\n' | b'\r') => return Quoted::Closed { end: after, broken },
                    Some(&byte) if byte == delimiter => return Quoted::Closed { end: after, broken },
                    None if last => return Quoted::Closed { end: after, broken },
                    None => return Quoted::More,
                    // The quote that seems to close this cell opens another one further down.
                    Some(_) if broken => return Quoted::Unterminated,
                    Some(_) => return Quoted::TextAfter { at: after },
                }
            }
            Some(b'\n' | b'\r') => broken = true,
            Some(_) => {}
        }
        at = at.saturating_add(1);
    }
}

fn unquoted_end(input: &[u8], start: usize, delimiter: u8) -> usize {
    position(input, start, |byte| byte == delimiter || byte == b'\n' || byte == b'\r')
}

fn line_end(input: &[u8], start: usize) -> usize {
    position(input, start, |byte| byte == b'\n' || byte == b'\r')
}

fn position(input: &[u8], start: usize, stop: impl Fn(u8) -> bool) -> usize {
    let rest = input.get(start..).unwrap_or_default();
    start.saturating_add(rest.iter().position(|&byte| stop(byte)).unwrap_or(rest.len()))
}
