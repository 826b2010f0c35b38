//! Bytes to records, with positions. Chunks go in, records come out; memory does not grow with the file.

mod lex;
mod record;

pub use record::{Flaw, LineEnd, Record, Span};

/// Longest record that is read whole. A settlement line has some two hundred bytes.
pub const MAX_RECORD: usize = 1 << 16;

/// Cuts a stream of bytes into records.
#[derive(Debug)]
pub struct Reader {
    delimiter: u8,
    /// Bytes of the record that the last chunk left unfinished.
    carry: Vec<u8>,
    cells: Vec<Span>,
    flaws: Vec<(Flaw, usize)>,
    line: u64,
    byte: u64,
    started: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            delimiter: b',',
            carry: Vec::new(),
            cells: Vec::new(),
            flaws: Vec::new(),
            line: 1,
            byte: 0,
            started: false,
        }
    }
}

/// What the receiver of a record wants next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    Continue,
    /// Read this record again, and all that follow, with another delimiter.
    Delimiter(u8),
}

impl Reader {
    /// Reads what can be decided with the bytes given so far.
    pub fn feed(&mut self, chunk: &[u8], receive: &mut impl FnMut(&Record<'_>) -> Next) {
        self.carry.extend_from_slice(chunk);
        self.drain(false, receive);
    }

    /// No more bytes follow.
    pub fn finish(&mut self, receive: &mut impl FnMut(&Record<'_>) -> Next) {
        self.drain(true, receive);
    }

    fn drain(&mut self, last: bool, receive: &mut impl FnMut(&Record<'_>) -> Next) {
        let input = std::mem::take(&mut self.carry);
        let mut at = 0;
        if !self.started {
            if !last && input.len() < BOM.len() && BOM.starts_with(&input) {
                self.carry = input;
                return;
            }
            self.started = true;
            if input.starts_with(&BOM) {
                at = BOM.len();
                self.byte = length(at);
            }
        }
        while let Some(rest) = input.get(at..).filter(|rest| !rest.is_empty()) {
            let cut = lex::record(rest, self.delimiter, last, &mut self.cells, &mut self.flaws);
            let lex::Cut::Record { content, next, end } = cut else { break };
            let record = Record {
                raw: rest.get(..content).unwrap_or_default(),
                cells: &self.cells,
                flaws: &self.flaws,
                line: self.line,
                byte: self.byte,
                end,
            };
            if let Next::Delimiter(delimiter) = receive(&record) {
                self.delimiter = delimiter;
                continue;
            }
            self.line = self.line.saturating_add(breaks(rest.get(..next).unwrap_or_default()));
            self.byte = self.byte.saturating_add(length(next));
            at = at.saturating_add(next);
        }
        self.carry = input;
        self.carry.drain(..at);
    }
}

const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Line ends in `bytes`: LF, CRLF, or CR alone.
fn breaks(bytes: &[u8]) -> u64 {
    let mut previous = 0;
    let count = bytes
        .iter()
        .filter(|&&byte| {
            let is_break = byte == b'\r' || (byte == b'\n' && previous != b'\r');
            previous = byte;
            is_break
        })
        .count();
    length(count)
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}
