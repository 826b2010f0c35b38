//! What the platform declared, as far as a settlement file can name it, in about a hundred bytes each.
//!
//! It comes from what a platform has at hand (`read`), or from the engine. What a source does not tell is kept as unknown and
//! fits everything: the result of a match says how often that was needed.

mod batch;
mod entries;
mod key;
pub mod read;
pub mod rules;
mod standing;

pub use batch::Meant;
pub use entries::Entry;
pub use key::IntentKey;
pub use standing::{Standing, StatusSet};

use super::Declared;
use super::index::Index;
use crate::catalog::{LineStatus, Provider};
use crate::date::Date;
use crate::hash::{self, same};
use crate::machine::DisputeStatus;
use crate::money::{Currency, Minor};
use crate::settlement::TOGETHER;
use crate::settlement::rules::Rule;
use entries::Entries;
use read::{Form, Source};

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

/// A declaration as it is kept: what never changes, and how far it has come.
#[derive(Clone, Copy, Debug)]
pub struct Record<'d> {
    pub entry: Entry<'d>,
    pub standing: Standing,
}

/// Everything declared.
#[derive(Clone, Debug, Default)]
pub struct Declarations {
    entries: Entries,
    /// In pages, so that growing never needs the old and the new place at once.
    standings: Vec<Vec<Standing>>,
    index: Index,
    /// What came last, with the hashes of its references: it goes into the index together.
    waiting: Vec<(u64, u32)>,
    len: u32,
    sources: Vec<Source>,
}

/// Everything that can be found in a file of declarations.
pub fn catalogue() -> &'static [&'static Rule] {
    rules::RULES
}

/// How many declarations stand in a page.
const PAGE: usize = 1 << 14;

/// The page of a declaration, and its place there.
#[inline]
fn place(number: u32) -> Option<(usize, usize)> {
    let number = usize::try_from(number).ok()?;
    Some((number / PAGE, number % PAGE))
}

impl Declarations {
    /// Takes a declaration in and returns its number. `None` when there is no room left: after four billion declarations, or
    /// four gigabytes of references.
    pub fn add(&mut self, declaration: &Declaration<'_>) -> Option<u32> {
        let number = self.len;
        self.len.checked_add(1).filter(|next| *next < u32::MAX)?;
        let (standing, amount) = standing(declaration);
        self.entries.add(&Entry::of(declaration, amount))?;
        if !declaration.reference.is_empty() {
            self.waiting.push((hash::of(declaration.reference.as_bytes()), number));
            if self.waiting.len() >= TOGETHER {
                self.settle();
            }
        }
        if self.standings.last().is_none_or(|page| page.len() >= PAGE) {
            // The first page grows with what comes: all declarations of a small platform fit into it.
            let room = if self.standings.is_empty() { 0 } else { PAGE };
            self.standings.push(Vec::with_capacity(room));
        }
        self.standings.last_mut()?.push(standing);
        self.len = self.len.saturating_add(1);
        Some(number)
    }

    /// A declaration that came once more: what is known of its state now is kept.
    fn learn(&mut self, number: u32, declaration: &Declaration<'_>) {
        let Some(known) = self.standing_mut(number) else { return };
        let fresh = standing(declaration).0;
        known.settled = known.settled.and(fresh.settled);
        known.fits = known.fits.and(fresh.fits);
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
        let standings = self.standings.iter().map(Vec::capacity).fold(0, usize::saturating_add);
        let standings = standings.saturating_mul(size_of::<Standing>());
        self.entries.size().saturating_add(self.index.size()).saturating_add(standings)
    }

    #[inline]
    pub fn get(&self, number: u32) -> Option<Record<'_>> {
        Some(Record { entry: self.entries.get(number)?, standing: *self.standing(number)? })
    }

    #[inline]
    pub fn standing(&self, number: u32) -> Option<&Standing> {
        let (page, place) = place(number)?;
        self.standings.get(page)?.get(place)
    }

    #[inline]
    pub fn standing_mut(&mut self, number: u32) -> Option<&mut Standing> {
        let (page, place) = place(number)?;
        self.standings.get_mut(page)?.get_mut(place)
    }

    /// Every declaration that carries this reference, in the order in which they came.
    pub fn with_reference(&self, reference: &[u8]) -> impl Iterator<Item = (u32, Record<'_>)> {
        let hash = hash::of(reference);
        let waiting = self.waiting.iter().filter(move |(other, _)| *other == hash).map(|(_, number)| *number);
        self.index
            .candidates(hash)
            .chain(waiting)
            .filter_map(|number| Some((number, self.get(number)?)))
            .filter(move |(_, record)| same(record.entry.reference, reference))
    }

    /// All of them, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (u32, Record<'_>)> {
        let standings = (0u32..).zip(self.standings.iter().flatten());
        standings.filter_map(|(number, standing)| {
            Some((number, Record { entry: self.entries.get(number)?, standing: *standing }))
        })
    }

    pub fn amount(&self, record: &Record<'_>) -> Minor {
        let refund = refund_of(record);
        refund.and_then(|number| self.entries.get(number)).map_or(record.entry.amount, |refund| refund.amount)
    }

    /// The declaration whose statuses say what of this one is settled or taken: its refund's, of a reversal.
    pub fn bearer(&self, number: u32) -> u32 {
        match self.standing(number).map(Standing::kind) {
            Some(Declared::Reversal) => self.get(number).as_ref().and_then(refund_of).unwrap_or(number),
            _ => number,
        }
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
        for standing in self.standings.iter_mut().flatten() {
            if settles {
                standing.settled = standing.settled.and(standing.taken);
            }
            standing.release(true);
        }
    }

    /// Everything as before the file at hand, but for what its lines compete for.
    pub fn begin_again(&mut self) {
        for standing in self.standings.iter_mut().flatten() {
            standing.release(false);
        }
    }

    pub(super) fn add_source(&mut self, source: Source) {
        self.sources.push(source);
    }
}

/// The refund that a reversal takes back: its number is kept as the reversal's amount.
fn refund_of(record: &Record<'_>) -> Option<u32> {
    let number = Some(record.entry.amount).filter(|_| record.standing.kind() == Declared::Reversal);
    number.and_then(|number| u32::try_from(number).ok())
}

/// How a declaration begins, and what is kept as its amount.
fn standing(declaration: &Declaration<'_>) -> (Standing, Minor) {
    use LineStatus::{Defended, Disputed, DisputedLost, DisputedWon, RefundReversed, Refunded, Settled};
    let none = StatusSet::NONE;
    let mut own_reference = true;
    let mut amount = declaration.amount;
    let (kind, fits, settled) = match declaration.action {
        Action::Intent => (Declared::Intent, none, none),
        Action::Capture { settled, inherits } => {
            own_reference = !inherits;
            let fits = StatusSet::of(&[Settled]);
            (Declared::Capture, fits, if settled { fits } else { none })
        }
        Action::Refund { reversed, settled } => {
            let fits = StatusSet::of(&[Refunded]);
            (Declared::Refund, if reversed { fits.with(RefundReversed) } else { fits }, settled)
        }
        Action::Reversal { of } => {
            amount = Minor::from(of);
            (Declared::Reversal, StatusSet::of(&[RefundReversed]), none)
        }
        Action::Dispute { status, settled } => {
            let all = [Disputed, Defended, DisputedWon, DisputedLost];
            let fits = all.into_iter().filter(|line| super::judge::had(status, *line));
            (Declared::Dispute, fits.fold(none, StatusSet::with), settled)
        }
    };
    let complete = declaration.references_complete;
    (Standing::new(kind, fits, settled).marked(!own_reference, complete), amount)
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
        assert_eq!(size_of::<Standing>(), 4);
        let mut declarations = Declarations::default();
        // Besides, the last page of each kind is not full.
        let pages = (1 << 20) + PAGE * size_of::<Standing>() + 4096;
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
        assert_eq!(declarations.get(49_999).unwrap().entry.date(), Date::new(2026, 1, 2));
    }
}
