//! What the platform declared, as far as a settlement file can name it, in about a hundred bytes each.
//!
//! It comes from what a platform has at hand (`read`), or from the engine. What a source does not tell is kept as unknown and
//! fits everything: the result of a match says how often that was needed.

mod batch;
mod index;
mod key;
pub mod read;
pub mod rules;
mod text;

pub use key::IntentKey;

use super::Declared;
use crate::catalog::{LineStatus, Provider};
use crate::date::{Date, SECONDS_PER_DAY};
use crate::hash;
use crate::machine::DisputeStatus;
use crate::money::{Currency, Minor};
use crate::settlement::rules::Rule;
use index::Index;
use read::{Form, Source};
use text::{Text, TextAt};

/// What is declared, and how far it has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// The authorization itself. No line is matched with it, but a refund may name it.
    Intent,
    /// `inherits`: it has the Intent's own reference.
    Capture {
        settled: bool,
        inherits: bool,
    },
    Refund {
        reversed: bool,
        settled: StatusSet,
    },
    /// The number of the refund it takes back.
    Reversal {
        of: u32,
    },
    Dispute {
        status: DisputeStatus,
        settled: StatusSet,
    },
}

/// A declaration on its way in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Declaration<'a> {
    pub action: Action,
    /// Empty where the source does not tell it: then no line matches it.
    pub reference: &'a str,
    pub amount: Minor,
    pub currency: Option<Currency>,
    pub provider: Option<Provider>,
    pub intent: Option<IntentKey>,
    pub date: Option<Date>,
    /// Every reference of its Intent's authorization and captures is declared too, so that another one is certainly wrong.
    pub references_complete: bool,
}

/// A set of line statuses.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct StatusSet(u8);

impl StatusSet {
    pub fn of(statuses: &[LineStatus]) -> Self {
        statuses.iter().fold(Self::default(), |set, status| set.with(*status))
    }

    #[must_use]
    pub const fn with(self, status: LineStatus) -> Self {
        Self(self.0 | 1 << status as u8)
    }

    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn has(self, status: LineStatus) -> bool {
        self.0 & 1 << status as u8 != 0
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A declaration as it is kept.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// Of a reversal: the number of its refund.
    amount: Minor,
    /// No key is all zero.
    intent: [u64; 2],
    reference: TextAt,
    /// Days since 1970, or [`NO_DAY`].
    day: u16,
    pub kind: Declared,
    pub provider: Option<Provider>,
    pub currency: Option<Currency>,
    /// The statuses of the lines that it can match.
    pub fits: StatusSet,
    /// Those that an earlier settlement contained.
    pub settled: StatusSet,
    /// Those that a line of the file at hand took.
    pub taken: StatusSet,
    marks: u8,
}

const NO_DAY: u16 = u16::MAX;
/// A line of some file had its reference.
const MENTIONED: u8 = 1;
const INHERITS: u8 = 2;
const COMPLETE: u8 = 4;
/// Several lines of the file at hand want it, or one that has a choice.
const CONTESTED: u8 = 8;
/// A payment line took it that says nothing but its reference, status, amount and currency.
const PLAINLY_TAKEN: u8 = 16;

/// Everything declared.
#[derive(Clone, Debug, Default)]
pub struct Declarations {
    text: Text,
    /// In pages, so that growing never needs the old and the new place at once.
    pages: Vec<Vec<Record>>,
    index: Index,
    len: u32,
    sources: Vec<Source>,
}

/// Everything that can be found in a file of declarations.
pub fn catalogue() -> &'static [&'static Rule] {
    rules::RULES
}

const PAGE: usize = 1 << 14;

impl Declarations {
    /// Takes a declaration in and returns its number. `None` when there is no room left: after four billion declarations, or
    /// four gigabytes of references.
    pub fn add(&mut self, declaration: &Declaration<'_>) -> Option<u32> {
        let number = self.len;
        self.len.checked_add(1).filter(|next| *next < u32::MAX)?;
        let reference = self.text.add(declaration.reference.as_bytes())?;
        if !declaration.reference.is_empty() {
            self.index.insert(hash::of(declaration.reference.as_bytes()), number);
        }
        let record = record(declaration, reference);
        if self.pages.last().is_none_or(|page| page.len() >= PAGE) {
            // The first page grows with what comes: all declarations of a small platform fit into it.
            let room = if self.pages.is_empty() { 0 } else { PAGE };
            self.pages.push(Vec::with_capacity(room));
        }
        self.pages.last_mut()?.push(record);
        self.len = self.len.saturating_add(1);
        Some(number)
    }

    pub fn len(&self) -> u32 {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Where they came from.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Bytes held.
    pub fn size(&self) -> usize {
        let records = self.pages.iter().map(Vec::capacity).fold(0, usize::saturating_add);
        let records = records.saturating_mul(size_of::<Record>());
        self.text.size().saturating_add(self.index.size()).saturating_add(records)
    }

    pub fn get(&self, number: u32) -> Option<&Record> {
        let place = usize::try_from(number).ok()?;
        self.pages.get(place / PAGE)?.get(place % PAGE)
    }

    pub fn get_mut(&mut self, number: u32) -> Option<&mut Record> {
        let place = usize::try_from(number).ok()?;
        self.pages.get_mut(place / PAGE)?.get_mut(place % PAGE)
    }

    pub fn reference(&self, record: &Record) -> &[u8] {
        self.text.get(record.reference)
    }

    /// Every declaration that carries this reference, in the order in which they came.
    pub fn with_reference(&self, reference: &[u8]) -> impl Iterator<Item = (u32, &Record)> {
        self.index
            .candidates(hash::of(reference))
            .filter_map(|number| Some((number, self.get(number)?)))
            .filter(move |(_, record)| text::same(self.reference(record), reference))
    }

    /// All of them, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Record)> {
        (0u32..).zip(self.pages.iter().flatten())
    }

    pub fn amount(&self, record: &Record) -> Minor {
        self.twin(record).map_or(record.amount, |refund| refund.amount)
    }

    /// The declaration whose statuses say what of this one is settled or taken: its refund's, of a reversal.
    pub fn bearer(&self, number: u32) -> u32 {
        let reversal = self.get(number).filter(|record| record.kind == Declared::Reversal);
        reversal.and_then(|record| u32::try_from(record.amount).ok()).unwrap_or(number)
    }

    fn twin(&self, record: &Record) -> Option<&Record> {
        if record.kind == Declared::Reversal { self.get(u32::try_from(record.amount).ok()?) } else { None }
    }

    /// Oldest first. What one source lists newest first is turned around; sources keep the order in which they came.
    pub fn sort_by_age(&self, numbers: &mut [u32]) {
        numbers.sort_unstable_by_key(|number| {
            let source = self.source_of(*number).filter(|source| source.newest_first);
            source.map_or(*number, |Source { numbers: (first, end), .. }| {
                first.saturating_add(end.saturating_sub(1).saturating_sub(*number))
            })
        });
    }

    /// Whether its source knows which refunds and disputes earlier settlements contained.
    pub fn tells_settlements(&self, number: u32) -> bool {
        self.source_of(number).is_none_or(|source| source.form == Some(Form::Log))
    }

    fn source_of(&self, number: u32) -> Option<&Source> {
        self.sources.iter().find(|source| (source.numbers.0..source.numbers.1).contains(&number))
    }

    /// What the file at hand took is settled from now on, or free again.
    pub fn conclude_file(&mut self, settles: bool) {
        for record in self.pages.iter_mut().flatten() {
            if settles {
                record.settled = record.settled.and(record.taken);
            }
            record.taken = StatusSet::default();
            record.marks &= !(CONTESTED | PLAINLY_TAKEN);
        }
    }

    /// Everything as before the file at hand, but for what its lines compete for.
    pub fn begin_again(&mut self) {
        for record in self.pages.iter_mut().flatten() {
            record.taken = StatusSet::default();
            record.marks &= !PLAINLY_TAKEN;
        }
    }

    pub(super) fn add_source(&mut self, source: Source) {
        self.sources.push(source);
    }
}

impl Record {
    pub fn intent(&self) -> Option<IntentKey> {
        IntentKey::kept(self.intent)
    }

    pub fn date(&self) -> Option<Date> {
        let day = Some(self.day).filter(|day| *day != NO_DAY)?;
        Date::from_timestamp(i64::from(day).saturating_mul(SECONDS_PER_DAY))
    }

    /// A line's amount, whatever its sign. Of a reversal, its refund has the amount.
    pub const fn has_amount(&self, amount: Minor) -> bool {
        self.amount >= 0 && self.amount.unsigned_abs() == amount.unsigned_abs()
    }

    pub fn has_intent(&self) -> bool {
        self.intent != [0; 2]
    }

    /// Neither an earlier settlement nor a line of the file at hand has it, and no two lines want it.
    pub const fn is_free_for(&self, status: LineStatus) -> bool {
        !self.settled.and(self.taken).has(status) && !self.is_contested()
    }

    pub const fn is_mentioned(&self) -> bool {
        self.marks & MENTIONED != 0
    }

    pub const fn mention(&mut self) {
        self.marks |= MENTIONED;
    }

    pub const fn is_contested(&self) -> bool {
        self.marks & CONTESTED != 0
    }

    pub const fn contest(&mut self) {
        self.marks |= CONTESTED;
    }

    pub const fn is_plainly_taken(&self) -> bool {
        self.marks & PLAINLY_TAKEN != 0
    }

    pub const fn take_plainly(&mut self) {
        self.marks |= PLAINLY_TAKEN;
    }

    /// A capture with the Intent's own reference.
    pub const fn inherits(&self) -> bool {
        self.marks & INHERITS != 0
    }

    pub const fn references_complete(&self) -> bool {
        self.marks & COMPLETE != 0
    }
}

fn record(declaration: &Declaration<'_>, reference: TextAt) -> Record {
    use LineStatus::{Defended, Disputed, DisputedLost, DisputedWon, RefundReversed, Refunded, Settled};
    let mut marks = if declaration.references_complete { COMPLETE } else { 0 };
    let mut amount = declaration.amount;
    let (kind, fits, settled) = match declaration.action {
        Action::Intent => (Declared::Intent, StatusSet::default(), StatusSet::default()),
        Action::Capture { settled, inherits } => {
            marks |= if inherits { INHERITS } else { 0 };
            let fits = StatusSet::of(&[Settled]);
            (Declared::Capture, fits, if settled { fits } else { StatusSet::default() })
        }
        Action::Refund { reversed, settled } => {
            let fits = StatusSet::of(&[Refunded]);
            (Declared::Refund, if reversed { fits.with(RefundReversed) } else { fits }, settled)
        }
        Action::Reversal { of } => {
            amount = Minor::from(of);
            (Declared::Reversal, StatusSet::of(&[RefundReversed]), StatusSet::default())
        }
        Action::Dispute { status, settled } => {
            let all = [Disputed, Defended, DisputedWon, DisputedLost];
            let fits = all.into_iter().filter(|line| super::judge::had(status, *line));
            (Declared::Dispute, fits.fold(StatusSet::default(), StatusSet::with), settled)
        }
    };
    let day = declaration.date.map(|date| date.midnight().div_euclid(SECONDS_PER_DAY));
    Record {
        amount,
        intent: IntentKey::keep(declaration.intent),
        reference,
        day: day.and_then(|day| u16::try_from(day).ok()).unwrap_or(NO_DAY),
        kind,
        provider: declaration.provider,
        currency: declaration.currency,
        fits,
        settled,
        taken: StatusSet::default(),
        marks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capture(reference: &str) -> Declaration<'_> {
        Declaration {
            action: Action::Capture { settled: false, inherits: true },
            reference,
            amount: 100,
            currency: Some(Currency::Eur),
            provider: None,
            intent: None,
            date: Date::new(2026, 1, 2),
            references_complete: false,
        }
    }

    #[test]
    fn a_declaration_costs_at_most_110_bytes() {
        assert_eq!(size_of::<Record>(), 40);
        let mut declarations = Declarations::default();
        // Besides, the last page of each kind is not full.
        let pages = (1 << 20) + PAGE * size_of::<Record>() + 4096;
        for number in 1..=300_000 {
            declarations.add(&capture(&format!("{number:0>48}")));
            let size = declarations.size();
            assert!(size <= 110 * number + pages, "{size} bytes for {number}");
        }
    }

    #[test]
    fn declarations_are_found_by_their_reference_oldest_first() {
        let mut declarations = Declarations::default();
        for number in 0..50_000u32 {
            declarations.add(&capture(&format!("pay-{}", number % 20_000)));
        }
        let found = |reference: &str| -> Vec<u32> {
            declarations.with_reference(reference.as_bytes()).map(|(number, _)| number).collect()
        };
        assert_eq!(found("pay-7"), [7, 20_007, 40_007]);
        assert_eq!(found("pay-19999"), [19_999, 39_999]);
        assert!(found("pay-20000").is_empty());
        assert_eq!(declarations.iter().count(), 50_000);
        assert_eq!(declarations.get(49_999).unwrap().date(), Date::new(2026, 1, 2));
    }
}
