//! What an ordinary line says: its values, read and compared as words of eight bytes.
#![allow(clippy::inline_always, reason = "called for every cell; a call costs as much as what is done in it")]

use super::words::{self, Long, Short, WordSet};
use crate::catalog::{LineStatus, PAYMENT_METHOD_ALIASES, PAYMENT_METHODS};
use crate::date::Date;
use crate::money::{Currency, Minor};
use crate::settlement::check::exam::{REFERENCE_CHARS_MAX, is_scientific};
use crate::settlement::check::header::Header;
use crate::settlement::layout::{Column, FooterRow};
use crate::settlement::read::index::{ROW, Row};

/// Where the columns stand. There is a place for each that every line must fill.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    pub width: usize,
    /// How many bytes end a line.
    pub line_end: usize,
    first: Place,
    provider_reference: Place,
    payment_method: Option<Place>,
    line_type: Place,
    status: Place,
    date: Place,
    amount: Place,
    currency: Place,
    initial_reference: Option<Place>,
    pub fees: Option<Place>,
}

/// Where a cell stands in the row, and how many bytes are between it and what follows.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    cell: usize,
    gap: usize,
}

impl Columns {
    /// `None` where a column is missing that every line must fill, or where
    /// there are more than an index shows at once: then no line is ordinary.
    pub fn of(header: &Header, line_end: usize) -> Option<Self> {
        let width = header.width();
        let at = |cell| Place::of(cell, width, line_end);
        let place = |column| header.place(column).map(at);
        (width < ROW).then_some(())?;
        Some(Self {
            width,
            line_end,
            first: at(0),
            provider_reference: place(Column::ProviderReference)?,
            payment_method: place(Column::PaymentMethod),
            line_type: place(Column::Type)?,
            status: place(Column::Status)?,
            date: place(Column::Date)?,
            amount: place(Column::Amount)?,
            currency: place(Column::Currency)?,
            initial_reference: place(Column::InitialReference),
            fees: place(Column::Fees),
        })
    }
}

impl Place {
    const fn of(cell: usize, width: usize, line_end: usize) -> Self {
        Self { cell, gap: if cell.wrapping_add(1) == width { line_end } else { 1 } }
    }
}

/// The words that lines may hold, and the dates that were read.
#[derive(Debug)]
pub struct Known {
    statuses: [KnownStatus; LineStatus::ALL.len()],
    methods: WordSet,
    dates: Vec<Option<KnownDate>>,
}

/// A status, and the words that say it.
#[derive(Clone, Copy, Debug)]
struct KnownStatus {
    status: LineStatus,
    word: Long,
    line_type: Short,
    is_payment: bool,
    is_credit: bool,
}

#[derive(Clone, Copy, Debug)]
struct KnownDate {
    /// The first and the last eight of its ten characters.
    halves: (u64, u64),
    date: Date,
}

/// One place for every day of a month, and more.
const DATES: usize = 64;

impl Default for Known {
    fn default() -> Self {
        let statuses = LineStatus::ALL.map(|status| KnownStatus {
            status,
            word: Long::of(status.value().as_bytes()),
            line_type: Short::of(status.line_type().value().as_bytes()),
            is_payment: status == LineStatus::Settled,
            is_credit: status.is_credit(),
        });
        let aliases = PAYMENT_METHOD_ALIASES.iter().map(|(newer, _)| *newer);
        let methods = WordSet::of(PAYMENT_METHODS.iter().copied().chain(aliases));
        Self { statuses, methods, dates: vec![None; DATES] }
    }
}

impl Known {
    /// Most lines of a file share a few days: only their first line is read as a date.
    #[inline(always)]
    fn date(&mut self, bytes: &[u8], value: Value) -> Option<Date> {
        if value.length != 10 {
            return None;
        }
        let text = bytes.get(value.start..)?.first_chunk::<10>()?;
        let halves = (u64::from_le_bytes(*text.first_chunk()?), u64::from_le_bytes(*text.last_chunk()?));
        let place = usize::from(text.first()?.wrapping_shl(4) ^ text.get(1)?) % DATES;
        let known = self.dates.get_mut(place)?;
        if let Some(known) = known.filter(|known| known.halves == halves) {
            return Some(known.date);
        }
        let date = Date::parse(text)?;
        *known = Some(KnownDate { halves, date });
        Some(date)
    }
}

/// What is allowed in this file, at this place.
#[derive(Clone, Copy, Debug)]
pub struct Allowed {
    pub currency: Currency,
    currency_word: Short,
    pub signed_debits: bool,
    pub unsigned_debits: bool,
}

impl Allowed {
    pub fn new(currency: Currency, signed_debits: bool, unsigned_debits: bool) -> Self {
        let currency_word = Short::of(currency.code().as_bytes());
        Self { currency, currency_word, signed_debits, unsigned_debits }
    }
}

/// A line as the index sees it: where its cells begin, and where the next line does.
pub struct View<'w, 'i> {
    pub bytes: &'w [u8],
    pub row: &'i Row,
    pub columns: &'i Columns,
}

/// Where a value stands, without the quotes around it.
#[derive(Clone, Copy)]
struct Value {
    start: usize,
    length: usize,
}

/// What an ordinary line says.
#[derive(Clone, Copy)]
pub struct Said<'w> {
    pub provider_reference: &'w [u8],
    pub initial_reference: &'w [u8],
    pub status: LineStatus,
    pub is_credit: bool,
    pub date: Date,
    /// Where the cell of its date begins.
    pub date_at: usize,
    pub amount: Minor,
    pub fees: Option<Minor>,
}

impl<'w> View<'w, '_> {
    #[inline(always)]
    fn start(&self, cell: usize) -> usize {
        self.row.get(cell % ROW).copied().map_or(0, usize::from)
    }

    #[inline(always)]
    fn value<const QUOTED: bool>(&self, place: Place) -> Value {
        let start = self.start(place.cell);
        let length = self.start(place.cell.wrapping_add(1)).wrapping_sub(place.gap).wrapping_sub(start);
        let value = Value { start, length };
        if QUOTED && let Some([b'"', inner @ .., b'"']) = self.text(value) {
            return Value { start: start.wrapping_add(1), length: inner.len() };
        }
        value
    }

    #[inline(always)]
    fn text(&self, value: Value) -> Option<&'w [u8]> {
        self.bytes.get(value.start..)?.get(..value.length)
    }

    #[inline(always)]
    fn reference<const QUOTED: bool>(&self, place: Place) -> Option<&'w [u8]> {
        self.text(self.value::<QUOTED>(place))
    }

    /// So many quotes stand around whole cells and nowhere else.
    pub fn is_quoted_well(&self, quotes: u32) -> bool {
        let cells = (0..self.columns.width).filter(|cell| self.is_in_quotes(*cell)).count();
        u32::try_from(cells.wrapping_mul(2)) == Ok(quotes)
    }

    fn is_in_quotes(&self, cell: usize) -> bool {
        let place = Place::of(cell, self.columns.width, self.columns.line_end);
        let text = self.text(self.value::<false>(place));
        matches!(text, Some([b'"', .., b'"']))
    }

    /// The values of the line, if none of them leaves a doubt.
    #[inline(always)]
    pub fn look<const QUOTED: bool>(&self, allowed: &Allowed, known: &mut Known) -> Option<Said<'w>> {
        let (bytes, columns) = (self.bytes, self.columns);
        let status = self.value::<QUOTED>(columns.status);
        let status = Long::at(bytes, status.start, status.length)?;
        let status = *known.statuses.iter().find(|known| known.word == status)?;
        let line_type = self.value::<QUOTED>(columns.line_type);
        let currency = self.value::<QUOTED>(columns.currency);
        if !status.line_type.stands_at(bytes, line_type.start, line_type.length)
            || !allowed.currency_word.stands_at(bytes, currency.start, currency.length)
        {
            return None;
        }
        let date = self.value::<QUOTED>(columns.date);
        let day = known.date(bytes, date)?;
        let amount = self.value::<QUOTED>(columns.amount);
        let amount = words::amount(bytes, amount.start, amount.length)?;
        let is_allowed = match (status.is_credit, amount > 0) {
            _ if amount == 0 => false,
            (true, is_positive) => is_positive,
            (false, false) => allowed.signed_debits,
            (false, true) => allowed.unsigned_debits,
        };
        if !is_allowed {
            return None;
        }
        let mut fees = None;
        if let Some(place) = columns.fees {
            let value = self.value::<QUOTED>(place);
            if value.length != 0 {
                fees = Some(words::amount(bytes, value.start, value.length)?);
            }
        }
        let provider_reference = self.reference::<QUOTED>(columns.provider_reference)?;
        if !is_ordinary_reference(provider_reference) {
            return None;
        }
        let mut initial_reference: &[u8] = &[];
        if let Some(place) = columns.initial_reference {
            initial_reference = self.reference::<QUOTED>(place)?;
            if !initial_reference.is_empty() && !is_ordinary_reference(initial_reference) {
                return None;
            }
        }
        if initial_reference.is_empty() != status.is_payment {
            return None;
        }
        if let Some(place) = columns.payment_method {
            let method = self.value::<QUOTED>(place);
            if method.length != 0 && !known.methods.has(bytes, method.start, method.length) {
                return None;
            }
        }
        // A row of the footer has its name in the first cell.
        let first = self.value::<QUOTED>(columns.first);
        if let Some(b'S' | b'E' | b'T') = bytes.get(first.start)
            && self.text(first).and_then(FooterRow::from_name).is_some()
        {
            return None;
        }
        Some(Said {
            provider_reference,
            initial_reference,
            status: status.status,
            is_credit: status.is_credit,
            date: day,
            date_at: if QUOTED { self.start(columns.date.cell) } else { date.start },
            amount,
            fees,
        })
    }
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
