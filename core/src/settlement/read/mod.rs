//! Bytes to records, with positions. Chunks go in, records come out; memory does not grow with the file.
//!
//! Lanes, one result: `plain` cuts the records without a quote, almost all of them, with a fast search;
//! `lex` cuts the others byte by byte and says what is wrong with their quotes. Where a record ends depends on
//! nothing but the bytes from its beginning, so neither the lane nor the chunks can change what is read.
//! Whoever receives the records may run ahead and take lines by itself (`Receiver::ahead`), with the help of an `index`.

pub mod index;
mod lex;
mod plain;
mod record;

pub use record::{Flaw, LineEnd, Record, Span, is_plain};

/// Longest record that is read whole. A settlement line has some two hundred bytes.
pub const MAX_RECORD: usize = 1 << 16;

/// Room for the line end of the longest record: what lies beyond decides that a record is too long.
const WINDOW: usize = MAX_RECORD + 2;

/// Which lanes a reader uses.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lanes {
    #[default]
    Both,
    /// Every record through the exact lane: for holding the two lanes together in tests.
    ExactOnly,
}

/// Cuts a stream of bytes into records.
#[derive(Debug)]
pub struct Reader {
    lanes: Lanes,
    delimiter: u8,
    /// Bytes of the record that the last chunk left unfinished.
    carry: Vec<u8>,
    cells: Vec<Span>,
    flaws: Vec<(Flaw, usize)>,
    line: u64,
    byte: u64,
    started: bool,
    /// The rest of a record that was too long is being skipped.
    skipping: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new(Lanes::Both)
    }
}

/// What the receiver of a record wants next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    Continue,
    /// Read this record again, and all that follow, with another delimiter.
    Delimiter(u8),
}

/// Takes what is read.
pub trait Receiver {
    fn record(&mut self, record: &Record<'_>) -> Next;

    /// May take whole lines by itself, as many as it likes, before the next record is cut.
    fn ahead(&mut self, _: &Ahead<'_>) -> Taken {
        Taken::default()
    }
}

impl<F: FnMut(&Record<'_>) -> Next> Receiver for F {
    fn record(&mut self, record: &Record<'_>) -> Next {
        self(record)
    }
}

/// What lies ahead. Commas separate its cells.
#[derive(Clone, Copy, Debug)]
pub struct Ahead<'a> {
    pub input: &'a [u8],
    /// Where in the input the next record begins.
    pub at: usize,
    /// Where it begins in the file.
    pub line: u64,
    pub byte: u64,
}

/// Lines that were taken, none of which holds a line break but its end.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Taken {
    pub lines: u64,
    pub bytes: usize,
}

impl Reader {
    pub fn new(lanes: Lanes) -> Self {
        Self {
            lanes,
            delimiter: b',',
            carry: Vec::new(),
            cells: Vec::new(),
            flaws: Vec::new(),
            line: 1,
            byte: 0,
            started: false,
            skipping: false,
        }
    }

    /// Where the next record begins, its line and its byte: from there on the file can be read by itself. `None`
    /// within a record that is too long.
    pub fn place(&self) -> Option<(u64, u64)> {
        (!self.skipping).then_some((self.line, self.byte))
    }

    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Reads what can be decided with the bytes given so far.
    pub fn feed(&mut self, chunk: &[u8], receiver: &mut impl Receiver) {
        self.take(chunk, false, receiver);
    }

    /// No more bytes follow.
    pub fn finish(&mut self, receiver: &mut impl Receiver) {
        self.take(&[], true, receiver);
    }

    /// Reads from the chunk itself where nothing was carried over, and from a joined copy otherwise.
    fn take(&mut self, chunk: &[u8], last: bool, receiver: &mut impl Receiver) {
        if self.carry.is_empty() {
            let read = self.read(chunk, last, receiver);
            self.carry.extend_from_slice(chunk.get(read..).unwrap_or_default());
            return;
        }
        // The carried record is finished with as few copied bytes as possible.
        let mut rest = chunk;
        while !self.carry.is_empty() && (last || !rest.is_empty()) {
            let (piece, after) = rest.split_at(JOIN.min(rest.len()));
            let mut joined = std::mem::take(&mut self.carry);
            joined.extend_from_slice(piece);
            let finished = last && after.is_empty();
            let read = self.read(&joined, finished, receiver);
            if finished {
                return;
            }
            let left = joined.len().saturating_sub(read);
            if let Some(done) = piece.len().checked_sub(left) {
                // What is left stands in the chunk as well.
                rest = rest.get(done..).unwrap_or_default();
                joined.clear();
            } else {
                rest = after;
                joined.drain(..read);
            }
            self.carry = joined;
        }
        if !rest.is_empty() {
            let read = self.read(rest, last, receiver);
            self.carry.extend_from_slice(rest.get(read..).unwrap_or_default());
        }
    }

    /// Reads all records that `input` decides, and returns how many of its bytes are done with.
    fn read(&mut self, input: &[u8], last: bool, receiver: &mut impl Receiver) -> usize {
        let mut at = 0;
        if !self.started {
            if !last && input.len() < BOM.len() && BOM.starts_with(input) {
                return 0;
            }
            self.started = true;
            if input.starts_with(&BOM) {
                at = BOM.len();
                self.byte = length(at);
            }
        }
        while let Some(rest) = input.get(at..).filter(|rest| !rest.is_empty()) {
            if self.skipping {
                let skipped = self.skip(rest, last);
                at = at.saturating_add(skipped);
                if self.skipping {
                    break;
                }
                continue;
            }
            let taken = self.run_ahead(input, at, receiver);
            self.line = self.line.saturating_add(taken.lines);
            self.byte = self.byte.saturating_add(length(taken.bytes));
            at = at.saturating_add(taken.bytes);
            let rest = rest.get(taken.bytes..).unwrap_or_default();
            if rest.is_empty() {
                break;
            }
            let Some((content, next, end)) = self.cut(rest, last) else { break };
            let raw = rest.get(..content).unwrap_or_default();
            let record = Record {
                raw,
                is_plain: record::is_plain(raw),
                cells: &self.cells,
                flaws: &self.flaws,
                line: self.line,
                byte: self.byte,
                end,
            };
            if let Next::Delimiter(delimiter) = receiver.record(&record) {
                self.delimiter = delimiter;
                self.skipping = false;
                continue;
            }
            // A plain record holds no line break but its end.
            let lines = if record.is_plain {
                u64::from(end != LineEnd::None)
            } else {
                breaks(rest.get(..next).unwrap_or_default())
            };
            self.line = self.line.saturating_add(lines);
            self.byte = self.byte.saturating_add(length(next));
            at = at.saturating_add(next);
        }
        at
    }

    fn run_ahead(&self, input: &[u8], at: usize, receiver: &mut impl Receiver) -> Taken {
        if self.lanes == Lanes::ExactOnly || self.delimiter != b',' {
            return Taken::default();
        }
        receiver.ahead(&Ahead { input, at, line: self.line, byte: self.byte })
    }

    /// The record that comes first: its length, where the next one begins, and its end.
    fn cut(&mut self, rest: &[u8], last: bool) -> Option<(usize, usize, LineEnd)> {
        if self.lanes == Lanes::Both
            && let Some(lex::Cut::Record { content, next, end }) =
                plain::record(rest, MAX_RECORD, self.delimiter, &mut self.cells)
        {
            self.flaws.clear();
            return Some((content, next, end));
        }
        let window = rest.get(..WINDOW).unwrap_or(rest);
        let is_whole = window.len() == rest.len();
        let cut = lex::record(window, self.delimiter, last && is_whole, &mut self.cells, &mut self.flaws);
        match cut {
            lex::Cut::Record { content, next, end } => Some((content, next, end)),
            lex::Cut::More if is_whole => None,
            lex::Cut::More => {
                let head = rest.get(..MAX_RECORD).unwrap_or(rest);
                lex::record(head, self.delimiter, true, &mut self.cells, &mut self.flaws);
                self.flaws.push((Flaw::TooLong, MAX_RECORD));
                self.skipping = true;
                Some((head.len(), head.len(), LineEnd::None))
            }
        }
    }

    /// Skips to the beginning of the next line and returns how many bytes that takes.
    fn skip(&mut self, rest: &[u8], last: bool) -> usize {
        let (skipped, found) = match memchr::memchr2(b'\n', b'\r', rest) {
            None => (rest.len(), false),
            Some(at) => {
                let after = at.saturating_add(1);
                match (rest.get(at), rest.get(after)) {
                    (Some(b'\r'), None) if !last => (at, false),
                    (Some(b'\r'), Some(b'\n')) => (after.saturating_add(1), true),
                    _ => (after, true),
                }
            }
        };
        self.skipping = !found;
        self.line = self.line.saturating_add(u64::from(found));
        self.byte = self.byte.saturating_add(length(skipped));
        skipped
    }
}

/// How many bytes of a chunk are joined to a carried record at once. More than a usual line.
const JOIN: usize = 4096;

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

pub(super) fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}
