//! The fast lane of the checker: ordinary lines, in which there is nothing to find.
//!
//! A line is taken here only if every rule is certain to have nothing to say about it: visible ASCII characters, a value in
//! every cell that needs one, words that are known exactly, amounts of at most fifteen digits. Anything else, right or
//! wrong, is left to [`LineCheck::check`], which says what there is to say. So a doubt costs time and never a finding.
//! The tests check every file in both ways and compare all that can be seen.
mod look;
mod sums;
mod words;

use super::container::Container;
use super::header::Header;
use super::line::{Baskets, LineCheck, OrdinaryLine};
use super::{LineSink, TOGETHER};
use crate::settlement::read::index::{Index, WINDOW};
use crate::settlement::read::{Ahead, LineEnd, Taken, length};
use crate::settlement::report::Position;
use crate::settlement::rules;
use look::{Allowed, Columns, Known, Said, View};
use sums::Sums;

/// Takes ordinary lines out of what lies ahead.
#[derive(Debug)]
pub struct Ordinary {
    /// Where lines end with a line feed, and where with two bytes.
    columns: [Option<Columns>; 2],
    known: Known,
    index: Index,
    /// Where in the file the indexed window begins; `None` before the first one.
    window: Option<u64>,
    /// How far the next window reaches: little at first, where quotes have misled the last one.
    reach: usize,
    /// The first cell of the window that was not looked at: a line begins with it.
    next_cell: usize,
}

const REACH_MIN: usize = 1 << 11;

impl Default for Ordinary {
    fn default() -> Self {
        Self {
            columns: [None; 2],
            known: Known::default(),
            index: Index::default(),
            window: None,
            reach: WINDOW,
            next_cell: 0,
        }
    }
}

impl Ordinary {
    /// The lines below this header follow.
    pub fn begin(&mut self, header: &Header) {
        self.columns = [1, 2].map(|line_end| Columns::of(header, line_end));
        self.window = None;
    }

    /// Takes the ordinary lines that stand ahead, up to the first other record.
    pub fn take<S: LineSink>(
        &mut self,
        ahead: &Ahead<'_>,
        container: &mut Container,
        lines: &mut LineCheck,
        baskets: &mut Baskets<'_>,
        sink: &mut S,
    ) -> Taken {
        let [lf, crlf] = &self.columns;
        let columns = match container.line_end_of_file() {
            Some(LineEnd::Lf) => lf,
            Some(LineEnd::CrLf) => crlf,
            _ => &None,
        };
        let (Some(columns), Some(currency)) = (*columns, lines.currency()) else { return Taken::default() };
        let signed_debits = baskets.if_2025.is_full(&rules::AMOUNT_SIGNED_IN_2025);
        let unsigned_debits = baskets.if_2026.is_full(&rules::AMOUNT_SIGN);
        let allowed = Allowed::new(currency, signed_debits, unsigned_debits);
        let mut run = Run { columns, allowed, taken: Taken::default(), last: 0, sums: Sums::default() };
        let mut together = if S::WANTS_LINES { Vec::with_capacity(TOGETHER) } else { Vec::new() };
        loop {
            let here = ahead.byte.saturating_add(length(run.taken.bytes));
            let at = ahead.at.saturating_add(run.taken.bytes);
            if !self.is_at(here, at) {
                let is_at_end = self.index.line_end(self.next_line()).is_none();
                self.reach = if is_at_end { self.reach.saturating_mul(2).min(WINDOW) } else { REACH_MIN };
                let rest = ahead.input.get(at..).unwrap_or_default();
                self.index.read(rest, self.reach, run.columns.line_end == 2);
                self.window = Some(here);
                self.next_cell = 0;
            }
            let before = run.taken.bytes;
            let more = self.take_from_window(&mut run, ahead, lines, &mut together, sink);
            run.sums.flush(run.columns.fees.is_some(), lines, baskets);
            if !more || run.taken.bytes == before {
                break;
            }
        }
        if S::WANTS_LINES && !together.is_empty() {
            sink.lines(&together);
        }
        if run.taken.lines > 0 {
            let start = ahead.at.saturating_add(run.last);
            let stop = ahead.at.saturating_add(run.taken.bytes).saturating_sub(run.columns.line_end);
            let position = Position {
                line: ahead.line.saturating_add(run.taken.lines).saturating_sub(1),
                column: 1,
                byte: ahead.byte.saturating_add(length(run.last)),
            };
            container.pass(ahead.input.get(start..stop).unwrap_or_default(), position);
        }
        run.taken
    }

    /// Whether the index tells where the line ends that begins at this byte of the file and place in the input. Moves to that
    /// line.
    fn is_at(&mut self, byte: u64, at: usize) -> bool {
        let offset = self.window.and_then(|window| byte.checked_sub(window));
        let Some(offset) = offset.and_then(|offset| u16::try_from(offset).ok()) else { return false };
        // The window may have begun in an earlier chunk.
        if usize::from(offset) > at {
            return false;
        }
        // Before it stands the end of a record: where the index has the end of a cell there, both see a line end.
        let behind = self.index.cells().get(self.next_cell..).unwrap_or_default();
        let Ok(cell) = behind.binary_search(&offset) else { return false };
        self.next_cell = cell.saturating_add(self.next_cell);
        self.index.line_end(usize::from(offset)).is_some()
    }

    /// Where in the window the next line begins.
    fn next_line(&self) -> usize {
        self.index.cells().get(self.next_cell).copied().map_or(WINDOW, usize::from)
    }

    /// Returns whether all lines of the window were taken, so that there may be more behind it.
    fn take_from_window<'w, S: LineSink>(
        &mut self,
        run: &mut Run,
        ahead: &Ahead<'w>,
        lines: &mut LineCheck,
        together: &mut Vec<OrdinaryLine<'w>>,
        sink: &mut S,
    ) -> bool {
        // The window in the input. Values are read in words of eight bytes, which may lie beyond its end.
        let here = ahead.at.wrapping_add(run.taken.bytes);
        let mut start = self.next_line();
        let begin = here.wrapping_sub(start);
        let Some(bytes) = ahead.input.get(begin..) else { return false };
        let skipped = ahead.at.wrapping_sub(begin);
        let Self { index, known, next_cell, .. } = self;
        let cells = index.cells();
        loop {
            let Some(next) = index.line_end(start) else { break true };
            // The line has as many cells as there are columns: where the last of them ends, the next line begins.
            let row_end = next_cell.wrapping_add(run.columns.width);
            let is_whole = cells.get(row_end).is_some_and(|cell| usize::from(*cell) == next);
            let Some(row) = index.row(*next_cell).filter(|_| is_whole) else { break false };
            let stop = next.wrapping_sub(run.columns.line_end);
            if run.columns.line_end == 2 && bytes.get(stop) != Some(&b'\r') {
                break false;
            }
            let view = View { bytes, row, columns: &run.columns };
            let said = if index.is_plain(start, stop) {
                view.look::<false>(&run.allowed, known)
            } else if index.quotes_only(start, stop).is_some_and(|quotes| view.is_quoted_well(quotes)) {
                view.look::<true>(&run.allowed, known)
            } else {
                None
            };
            let Some(said) = said else { break false };
            let number = ahead.line.wrapping_add(run.taken.lines);
            if lines.seen.add(said.provider_reference, said.status, said.amount, number).is_some() {
                break false;
            }
            let byte = ahead.byte.wrapping_add(length(run.taken.bytes));
            if lines.latest.is_none_or(|(latest, _)| latest < said.date) {
                let offset = length(said.date_at.wrapping_sub(start));
                let (column, byte) = (offset.wrapping_add(1), byte.wrapping_add(offset));
                lines.latest = Some((said.date, Position { line: number, column, byte }));
            }
            run.sums.add(&said);
            if S::WANTS_LINES {
                together.push(run.line(&said, number, byte));
                if together.len() == TOGETHER {
                    sink.lines(together);
                    together.clear();
                }
            }
            run.last = run.taken.bytes;
            run.taken.bytes = next.wrapping_sub(skipped);
            run.taken.lines = run.taken.lines.wrapping_add(1);
            *next_cell = row_end;
            start = next;
        }
    }
}

/// What holds for all lines that are taken in one go.
struct Run {
    columns: Columns,
    /// Once no more findings are worded of negative amounts in a file of 2025, and of positive ones in a file of 2026, lines that
    /// would be found wrong only if the file were of the other generation are counted here.
    allowed: Allowed,
    taken: Taken,
    /// Where the last line that was taken begins, behind the place at which the run began.
    last: usize,
    sums: Sums,
}

impl Run {
    #[inline]
    fn line<'w>(&self, said: &Said<'w>, line: u64, byte: u64) -> OrdinaryLine<'w> {
        OrdinaryLine {
            line,
            byte,
            provider_reference: said.provider_reference,
            initial_reference: said.initial_reference,
            amount: said.amount,
            fees: said.fees,
            date: said.date,
            status: said.status,
            currency: self.allowed.currency,
        }
    }
}
