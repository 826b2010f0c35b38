//! The fast lane of the checker: ordinary lines, in which there is nothing to find.
//!
//! A line is taken here only if every rule is certain to have nothing to say about it: visible ASCII characters, a value in
//! every cell that needs one, words that are known exactly, amounts of at most fifteen digits. Anything else, right or
//! wrong, is left to [`LineCheck::check`], which says what there is to say. So a doubt costs time and never a finding.
//! The tests check every file in both ways and compare all that can be seen.
#![allow(clippy::inline_always, reason = "called for every cell; a call costs as much as what is done in it")]

use super::container::Container;
use super::exam::{REFERENCE_CHARS_MAX, is_scientific};
use super::header::Header;
use super::line::{Baskets, LineCheck, LineFacts, signed_of_2025};
use super::{LineSink, words};
use crate::catalog::{LineStatus, is_payment_method};
use crate::date::Date;
use crate::money::{Currency, Minor};
use crate::settlement::layout::{Column, FooterRow};
use crate::settlement::read::index::{Index, WINDOW};
use crate::settlement::read::{Ahead, LineEnd, Taken, is_plain, length};
use crate::settlement::report::Position;
use crate::settlement::rules;
use words::{Remembered, Word};

/// Takes ordinary lines out of what lies ahead.
#[derive(Debug)]
pub struct Ordinary {
    columns: Option<Columns>,
    index: Index,
    /// Where in the file the indexed window begins; `None` before the first one.
    window: Option<u64>,
    /// How far the next window reaches: little at first, where quotes have misled the last one.
    reach: usize,
    /// The first line of the window that was not looked at, and its first cell.
    next_line: usize,
    next_cell: usize,
    statuses: [Known; LineStatus::ALL.len()],
    methods: Remembered,
    date: Option<(Word, Date)>,
}

/// Where the columns stand. There is a place for each that every line must fill.
#[derive(Clone, Copy, Debug)]
struct Columns {
    width: usize,
    provider_reference: usize,
    payment_method: Option<usize>,
    line_type: usize,
    status: usize,
    date: usize,
    amount: usize,
    currency: usize,
    initial_reference: Option<usize>,
    fees: Option<usize>,
}

/// A status, and the words that say it.
#[derive(Clone, Copy, Debug)]
struct Known {
    status: LineStatus,
    word: Word,
    line_type: Word,
    is_payment: bool,
    is_credit: bool,
}

/// A line in which nothing was found.
#[derive(Clone, Copy)]
struct Line<'w> {
    provider_reference: &'w [u8],
    initial_reference: &'w [u8],
    status: LineStatus,
    is_credit: bool,
    date: Date,
    /// Where its date stands.
    date_at: usize,
    amount: Minor,
    fees: Option<Minor>,
}

const REACH_MIN: usize = 1 << 11;

/// How many lines are handed over together.
const TOGETHER: usize = 64;

impl Default for Ordinary {
    fn default() -> Self {
        let statuses = LineStatus::ALL.map(|status| Known {
            status,
            word: Word::of(status.value().as_bytes()),
            line_type: Word::of(status.line_type().value().as_bytes()),
            is_payment: status == LineStatus::Settled,
            is_credit: status.is_credit(),
        });
        Self {
            columns: None,
            index: Index::default(),
            window: None,
            reach: WINDOW,
            next_line: 0,
            next_cell: 0,
            statuses,
            methods: Remembered::default(),
            date: None,
        }
    }
}

impl Columns {
    /// `None` where a column is missing that every line must fill: then no line is ordinary.
    fn of(header: &Header) -> Option<Self> {
        Some(Self {
            width: header.width(),
            provider_reference: header.place(Column::ProviderReference)?,
            payment_method: header.place(Column::PaymentMethod),
            line_type: header.place(Column::Type)?,
            status: header.place(Column::Status)?,
            date: header.place(Column::Date)?,
            amount: header.place(Column::Amount)?,
            currency: header.place(Column::Currency)?,
            initial_reference: header.place(Column::InitialReference),
            fees: header.place(Column::Fees),
        })
    }
}

impl Ordinary {
    /// The lines below this header follow.
    pub fn begin(&mut self, header: &Header) {
        self.columns = Columns::of(header);
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
        let (Some(columns), Some(currency)) = (self.columns, lines.currency()) else {
            return Taken::default();
        };
        let end = match container.line_end_of_file() {
            Some(LineEnd::Lf) => 1,
            Some(LineEnd::CrLf) => 2,
            _ => return Taken::default(),
        };
        let mut run = Run {
            columns,
            end,
            currency,
            currency_word: Word::of(currency.code().as_bytes()),
            signed_debits: baskets.if_2025.is_full(&rules::AMOUNT_SIGNED_IN_2025),
            unsigned_debits: baskets.if_2026.is_full(&rules::AMOUNT_SIGN),
            taken: Taken::default(),
            last: 0,
            sums: Sums::default(),
        };
        let mut together = if S::WANTS_LINES { Vec::with_capacity(TOGETHER) } else { Vec::new() };
        loop {
            let here = ahead.byte.saturating_add(length(run.taken.bytes));
            let at = ahead.at.saturating_add(run.taken.bytes);
            if !self.is_at(here, at) {
                let is_at_end = self.next_line >= self.index.lines().len();
                self.reach = if is_at_end { self.reach.saturating_mul(2).min(WINDOW) } else { REACH_MIN };
                self.index.read(ahead.input.get(at..).unwrap_or_default(), self.reach);
                self.window = Some(here);
                (self.next_line, self.next_cell) = (0, 0);
            }
            let before = run.taken.bytes;
            let more = self.take_from_window(&mut run, ahead, lines, &mut together, sink);
            run.sums.flush(lines, baskets);
            if !more || run.taken.bytes == before {
                break;
            }
        }
        if S::WANTS_LINES && !together.is_empty() {
            sink.lines(&together);
        }
        if run.taken.lines > 0 {
            let start = ahead.at.saturating_add(run.last);
            let stop = ahead.at.saturating_add(run.taken.bytes).saturating_sub(run.end);
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
        let (lines, cells) = (self.index.lines(), self.index.cells());
        if offset > 0 {
            let behind = lines.get(self.next_line.saturating_sub(1)..).unwrap_or_default();
            let Ok(line) = behind.binary_search(&offset) else { return false };
            self.next_line = line.saturating_add(self.next_line.saturating_sub(1)).saturating_add(1);
            let behind = cells.get(self.next_cell..).unwrap_or_default();
            let Ok(cell) = behind.binary_search(&offset) else { return false };
            self.next_cell = cell.saturating_add(self.next_cell);
        }
        self.next_line < lines.len()
    }

    /// Returns whether all lines of the window were taken, so that there may be more behind it.
    fn take_from_window<'w, S: LineSink>(
        &mut self,
        run: &mut Run,
        ahead: &Ahead<'w>,
        lines: &mut LineCheck,
        together: &mut Vec<LineFacts<'w>>,
        sink: &mut S,
    ) -> bool {
        // The window in the input. Values are read in words of eight bytes, which may lie beyond its end.
        let here = ahead.at.wrapping_add(run.taken.bytes);
        let offset = match self.next_line.checked_sub(1) {
            Some(last) => self.index.lines().get(last).copied().unwrap_or(0),
            None => 0,
        };
        let begin = here.wrapping_sub(usize::from(offset));
        let Some(bytes) = ahead.input.get(begin..) else { return false };
        let skipped = ahead.at.wrapping_sub(begin);
        let (line_starts, cells) = (self.index.lines(), self.index.cells());
        let (mut next_line, mut next_cell) = (self.next_line, self.next_cell);
        let all_taken = loop {
            let Some(&next) = line_starts.get(next_line) else { break true };
            let row_end = next_cell.wrapping_add(run.columns.width);
            let Some(row) = cells.get(next_cell..=row_end) else { break false };
            let (Some(&start), Some(&behind)) = (row.first(), row.last()) else { break false };
            if behind != next {
                break false;
            }
            let (start, next) = (usize::from(start), usize::from(next));
            let stop = next.wrapping_sub(run.end);
            if run.end == 2 && bytes.get(stop) != Some(&b'\r') {
                break false;
            }
            let view = View { bytes, row, end: run.end };
            let line = if self.index.is_plain(start, stop) {
                look::<false>(&view, run, &self.statuses, &mut self.methods, &mut self.date)
            } else if bytes.get(start..stop).is_some_and(|raw| view.is_quoted_well(raw)) {
                look::<true>(&view, run, &self.statuses, &mut self.methods, &mut self.date)
            } else {
                None
            };
            let Some(line) = line else { break false };
            let number = ahead.line.wrapping_add(run.taken.lines);
            if lines.seen.add(line.provider_reference, line.status, line.amount, number).is_some() {
                break false;
            }
            let byte = ahead.byte.wrapping_add(length(run.taken.bytes));
            run.accept(&line, lines, number, byte, start);
            if S::WANTS_LINES {
                together.push(run.facts(&line, number, byte));
                if together.len() == TOGETHER {
                    sink.lines(together);
                    together.clear();
                }
            }
            run.last = run.taken.bytes;
            run.taken.bytes = next.wrapping_sub(skipped);
            run.taken.lines = run.taken.lines.wrapping_add(1);
            next_line = next_line.wrapping_add(1);
            next_cell = row_end;
        };
        (self.next_line, self.next_cell) = (next_line, next_cell);
        all_taken
    }
}

/// What holds for all lines that are taken in one go.
struct Run {
    columns: Columns,
    /// How many bytes end a line.
    end: usize,
    currency: Currency,
    currency_word: Word,
    /// No more findings are worded of negative amounts in a file of 2025, and of positive ones in a file of 2026: lines that
    /// would be found wrong only if the file were of the other generation are counted here.
    signed_debits: bool,
    unsigned_debits: bool,
    taken: Taken,
    /// Where the last line that was taken begins, behind the place at which the run began.
    last: usize,
    sums: Sums,
}

impl Run {
    #[inline(always)]
    fn accept(&mut self, line: &Line<'_>, lines: &mut LineCheck, number: u64, byte: u64, start: usize) {
        if lines.latest.is_none_or(|(latest, _)| latest < line.date) {
            let offset = length(line.date_at.wrapping_sub(start));
            let at =
                Position { line: number, column: offset.wrapping_add(1), byte: byte.wrapping_add(offset) };
            lines.latest = Some((line.date, at));
        }
        let sums = &mut self.sums;
        sums.lines = sums.lines.wrapping_add(1);
        let sum = if line.is_credit || line.amount < 0 { &mut sums.signed } else { &mut sums.unsigned };
        if let Some((lines, sum)) = sum.get_mut(line.status as usize) {
            *lines = lines.wrapping_add(1);
            *sum = sum.wrapping_add(line.amount);
        }
        match line.fees {
            Some(fees) => {
                sums.with_fees = sums.with_fees.wrapping_add(1);
                sums.fees = sums.fees.wrapping_add(fees);
            }
            None if self.columns.fees.is_some() => sums.without_fees = sums.without_fees.wrapping_add(1),
            None => {}
        }
    }

    #[inline(always)]
    fn facts<'w>(&self, line: &Line<'w>, number: u64, byte: u64) -> LineFacts<'w> {
        let is_unsigned_debit = !line.is_credit && line.amount > 0;
        LineFacts {
            line: number,
            byte,
            provider_reference: line.provider_reference,
            line_type: Some(line.status.line_type()),
            status: Some(line.status),
            date: Some(line.date),
            amount: Some(line.amount),
            currency: Some(self.currency),
            initial_reference: line.initial_reference,
            fees: line.fees,
            faults: &[],
            sign_fault_2025: None,
            sign_fault_2026: is_unsigned_debit.then_some(rules::AMOUNT_SIGN.code),
        }
    }
}

/// Sums of one window: a thousand amounts of fifteen digits fit into 64 bits.
#[derive(Default)]
struct Sums {
    lines: u64,
    /// For every status the lines and amounts that have their sign, as the 2026 format wants it.
    signed: [(u64, Minor); LineStatus::ALL.len()],
    /// Debits without their sign, as the 2025 format wants it.
    unsigned: [(u64, Minor); LineStatus::ALL.len()],
    with_fees: u64,
    fees: Minor,
    without_fees: u64,
}

impl Sums {
    fn flush(&mut self, lines: &mut LineCheck, baskets: &mut Baskets<'_>) {
        if self.lines == 0 {
            return;
        }
        lines.count = lines.count.saturating_add(self.lines);
        for ((status, (number, sum)), (unsigned, unsigned_sum)) in
            LineStatus::ALL.into_iter().zip(self.signed).zip(self.unsigned)
        {
            lines.tally_2026.add_lines(status, number, sum);
            lines.tally_2026.leave_out_lines(unsigned);
            lines.tally_2025.add_lines(status, number, sum);
            lines.tally_2025.add_lines(status, unsigned, signed_of_2025(status, unsigned_sum));
            if !status.is_credit() {
                baskets.if_2025.add_unworded(&rules::AMOUNT_SIGNED_IN_2025, number);
                baskets.if_2026.add_unworded(&rules::AMOUNT_SIGN, unsigned);
            }
        }
        for tally in [&mut lines.tally_2025, &mut lines.tally_2026] {
            tally.add_fees_of_lines(self.with_fees, self.fees, self.without_fees);
        }
        *self = Self::default();
    }
}

/// A line as the index sees it: where its cells begin, and where the next line does.
struct View<'w, 'i> {
    bytes: &'w [u8],
    row: &'i [u16],
    end: usize,
}

/// A value in the line.
#[derive(Clone, Copy)]
struct Value<'w> {
    text: &'w [u8],
    start: usize,
}

impl<'w> View<'w, '_> {
    #[inline(always)]
    fn value<const QUOTED: bool>(&self, place: usize) -> Option<Value<'w>> {
        let start = usize::from(*self.row.get(place)?);
        let behind = place.wrapping_add(1);
        let separator = if behind.wrapping_add(1) == self.row.len() { self.end } else { 1 };
        let end = usize::from(*self.row.get(behind)?).wrapping_sub(separator);
        let text = self.bytes.get(start..end)?;
        if QUOTED && let [b'"', inner @ .., b'"'] = text {
            return Some(Value { text: inner, start: start.wrapping_add(1) });
        }
        Some(Value { text, start })
    }

    #[inline(always)]
    fn word(&self, value: Value<'_>) -> Option<Word> {
        Word::at(self.bytes, value.start, value.text.len())
    }

    /// Quotes stand around whole cells and nowhere else, and every other character is visible.
    fn is_quoted_well(&self, raw: &[u8]) -> bool {
        let quotes = memchr::memchr_iter(b'"', raw).count();
        let cells = (0..self.row.len().wrapping_sub(1)).filter(|place| self.is_in_quotes(*place)).count();
        quotes == cells.wrapping_mul(2) && is_plain(raw)
    }

    fn is_in_quotes(&self, place: usize) -> bool {
        let cell = self.value::<false>(place).map(|value| value.text);
        matches!(cell, Some([b'"', .., b'"']))
    }
}

/// The values of a line, if none of them leaves a doubt.
#[inline(always)]
fn look<'w, const QUOTED: bool>(
    view: &View<'w, '_>,
    run: &Run,
    statuses: &[Known],
    methods: &mut Remembered,
    known_date: &mut Option<(Word, Date)>,
) -> Option<Line<'w>> {
    let columns = &run.columns;
    let status = view.value::<QUOTED>(columns.status)?;
    let status = view.word(status)?;
    let known = statuses.iter().find(|known| known.word == status)?;
    let line_type = view.value::<QUOTED>(columns.line_type)?;
    if view.word(line_type)? != known.line_type {
        return None;
    }
    let currency = view.value::<QUOTED>(columns.currency)?;
    if view.word(currency)? != run.currency_word {
        return None;
    }
    let date = view.value::<QUOTED>(columns.date)?;
    let date_word = view.word(date)?;
    let day = match known_date {
        Some((word, day)) if *word == date_word => *day,
        _ => {
            let day = Date::parse(date.text)?;
            *known_date = Some((date_word, day));
            day
        }
    };
    let amount = view.value::<QUOTED>(columns.amount)?;
    let amount = words::amount(view.bytes, amount.start, amount.text.len())?;
    let is_allowed = match (known.is_credit, amount > 0) {
        _ if amount == 0 => false,
        (true, is_positive) => is_positive,
        (false, false) => run.signed_debits,
        (false, true) => run.unsigned_debits,
    };
    if !is_allowed {
        return None;
    }
    let fees = match columns.fees {
        Some(place) => {
            let fees = view.value::<QUOTED>(place)?;
            if fees.text.is_empty() {
                None
            } else {
                Some(words::amount(view.bytes, fees.start, fees.text.len())?)
            }
        }
        None => None,
    };
    let provider_reference = view.value::<QUOTED>(columns.provider_reference)?.text;
    if !is_ordinary_reference(provider_reference) {
        return None;
    }
    let mut initial_reference: &[u8] = &[];
    if let Some(place) = columns.initial_reference {
        initial_reference = view.value::<QUOTED>(place)?.text;
        if !initial_reference.is_empty() && !is_ordinary_reference(initial_reference) {
            return None;
        }
    }
    if initial_reference.is_empty() != known.is_payment {
        return None;
    }
    if let Some(place) = columns.payment_method {
        let method = view.value::<QUOTED>(place)?;
        if !method.text.is_empty() {
            let (start, size) = (method.start, method.text.len());
            if !methods.knows(view.bytes, start, size) {
                if !std::str::from_utf8(method.text).is_ok_and(is_payment_method) {
                    return None;
                }
                methods.remember(view.bytes, start, size);
            }
        }
    }
    // A row of the footer has its name in the first cell.
    let first = view.value::<QUOTED>(0)?.text;
    if let Some(b'S' | b'E' | b'T') = first.first()
        && FooterRow::from_name(first).is_some()
    {
        return None;
    }
    Some(Line {
        provider_reference,
        initial_reference,
        status: known.status,
        is_credit: known.is_credit,
        date: day,
        date_at: if QUOTED { usize::from(*view.row.get(columns.date)?) } else { date.start },
        amount,
        fees,
    })
}

/// A reference that no rule has anything to say about.
#[inline(always)]
fn is_ordinary_reference(text: &[u8]) -> bool {
    let (Some(first), Some(last)) = (text.first(), text.last()) else { return false };
    !matches!(first, b' ' | b'=' | b'+' | b'-' | b'@')
        && *last != b' '
        && text.len() <= REFERENCE_CHARS_MAX
        && !is_scientific(text)
}
