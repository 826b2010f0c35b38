//! What is declared and never changes: 64 bytes each, a line of a processor's cache, so that one entry is one wait for memory.
//!
//! The number of a declaration tells where its entry stands. A reference of up to 48 bytes, as long as a prefix and a UUID,
//! stands in the entry itself, beside what it is compared together with; longer ones stand elsewhere, and so do Intents, which
//! not every source tells. Everything is kept in pages, so that growing copies nothing.

use super::{Declaration, IntentKey, PAGE, place};
use crate::catalog::Provider;
use crate::date::{Date, SECONDS_PER_DAY};
use crate::money::{Currency, Minor};

#[derive(Clone, Debug, Default)]
pub struct Entries {
    pages: Vec<Vec<Cell>>,
    /// Page by page beside the entries, each as far as its last entry that has an Intent.
    intents: Vec<Vec<IntentKey>>,
    long: Vec<Vec<u8>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry<'e> {
    /// Empty where the source does not tell it: then no line matches it.
    pub reference: &'e [u8],
    /// Of a reversal: the number of its refund.
    pub amount: Minor,
    pub currency: Option<Currency>,
    pub provider: Option<Provider>,
    pub intent: Option<IntentKey>,
    /// Since 1970; [`NO_DAY`] where none is known.
    day: u16,
}

/// An entry as it is kept.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Cell {
    amount: Minor,
    /// The reference; where a longer one stands among the long ones.
    text: [u8; SHORT],
    length: u16,
    day: u16,
    provider: u8,
    currency: Option<Currency>,
    has_intent: bool,
}

const SHORT: usize = 48;
const LONG_PAGE: usize = 1 << 20;
const NO_DAY: u16 = u16::MAX;
const UNKNOWN: u8 = u8::MAX;

impl Entry<'_> {
    pub fn of<'d>(declaration: &Declaration<'d>, amount: Minor) -> Entry<'d> {
        let Declaration { reference, currency, provider, intent, date, .. } = *declaration;
        let day = date.map(|date| date.midnight().div_euclid(SECONDS_PER_DAY));
        let day = day.and_then(|day| u16::try_from(day).ok()).unwrap_or(NO_DAY);
        Entry { reference: reference.as_bytes(), amount, currency, provider, intent, day }
    }

    /// A line's amount, whatever its sign. Of a reversal, its refund has the amount.
    pub const fn has_amount(&self, amount: Minor) -> bool {
        self.amount >= 0 && self.amount.unsigned_abs() == amount.unsigned_abs()
    }

    pub fn date(&self) -> Option<Date> {
        let day = Some(self.day).filter(|day| *day != NO_DAY)?;
        Date::from_timestamp(i64::from(day).saturating_mul(SECONDS_PER_DAY))
    }
}

impl Entries {
    /// Takes in the entry of the next declaration. `None` when there is no room left, or the reference is longer than any.
    pub fn add(&mut self, entry: &Entry<'_>) -> Option<()> {
        let length = u16::try_from(entry.reference.len()).ok()?;
        let mut text = [0; SHORT];
        if let Some(short) = text.get_mut(..entry.reference.len()) {
            short.copy_from_slice(entry.reference);
        } else {
            let at = self.add_long(entry.reference)?;
            text.iter_mut().zip(at.to_le_bytes()).for_each(|(place, byte)| *place = byte);
        }
        let cell = Cell {
            amount: entry.amount,
            text,
            length,
            day: entry.day,
            provider: entry.provider.map_or(UNKNOWN, Provider::number),
            currency: entry.currency,
            has_intent: entry.intent.is_some(),
        };
        if self.pages.last().is_none_or(|page| page.len() >= PAGE) {
            // The first page grows with what comes: all declarations of a small platform fit into it.
            self.pages.push(Vec::with_capacity(if self.pages.is_empty() { 1 << 6 } else { PAGE }));
        }
        let pages = self.pages.len();
        let page = self.pages.last_mut()?;
        if let Some(intent) = entry.intent {
            self.intents.resize(pages, Vec::new());
            let intents = self.intents.last_mut()?;
            intents.reserve_exact(page.capacity().saturating_sub(intents.len()));
            // Whatever stands at the places of entries without an Intent is never looked at.
            intents.resize(page.len(), intent);
            intents.push(intent);
        }
        page.push(cell);
        Some(())
    }

    #[inline]
    pub fn get(&self, number: u32) -> Option<Entry<'_>> {
        let cell = self.cell(number)?;
        let reference = match cell.text.get(..usize::from(cell.length)) {
            Some(short) => short,
            None => self.long(cell)?,
        };
        Some(Entry {
            reference,
            amount: cell.amount,
            currency: cell.currency,
            provider: Provider::numbered(cell.provider),
            intent: if cell.has_intent { self.intent(number) } else { None },
            day: cell.day,
        })
    }

    /// Reads a little of an entry, so that it is at hand when it is looked at.
    #[inline]
    pub fn touch(&self, number: u32) -> u16 {
        self.cell(number).map_or(0, |cell| cell.length)
    }

    #[inline]
    fn cell(&self, number: u32) -> Option<&Cell> {
        let (page, place) = place(number)?;
        self.pages.get(page)?.get(place)
    }

    fn intent(&self, number: u32) -> Option<IntentKey> {
        let (page, place) = place(number)?;
        self.intents.get(page)?.get(place).copied()
    }

    /// Returns the page in the higher half and the place there in the lower one.
    fn add_long(&mut self, reference: &[u8]) -> Option<u64> {
        if self.long.last().is_none_or(|page| page.len().saturating_add(reference.len()) > LONG_PAGE) {
            self.long.push(Vec::with_capacity(if self.long.is_empty() { 1 << 12 } else { LONG_PAGE }));
        }
        let page = u32::try_from(self.long.len().checked_sub(1)?).ok()?;
        let text = self.long.last_mut()?;
        let place = u32::try_from(text.len()).ok()?;
        text.extend_from_slice(reference);
        Some(u64::from(page) << 32 | u64::from(place))
    }

    fn long(&self, cell: &Cell) -> Option<&[u8]> {
        let at = u64::from_le_bytes(*cell.text.first_chunk()?);
        let page = self.long.get(usize::try_from(at >> 32).ok()?)?;
        let start = usize::try_from(at & u64::from(u32::MAX)).ok()?;
        page.get(start..start.saturating_add(usize::from(cell.length)))
    }

    /// Bytes held.
    pub fn size(&self) -> usize {
        fn bytes<T>(pages: &[Vec<T>]) -> usize {
            let room = pages.iter().map(Vec::capacity).fold(0, usize::saturating_add);
            room.saturating_mul(size_of::<T>())
        }
        bytes(&self.pages).saturating_add(bytes(&self.intents)).saturating_add(bytes(&self.long))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_fills_a_line_of_the_cache() {
        assert_eq!((size_of::<Cell>(), align_of::<Cell>()), (64, 64));
    }

    #[test]
    fn entries_read_back_over_many_pages() {
        let mut entries = Entries::default();
        let references: Vec<String> =
            (0..40_000).map(|number| "x".repeat(number % 3000 / 20) + &number.to_string()).collect();
        let told: Vec<Entry<'_>> = references
            .iter()
            .zip(0u16..)
            .map(|(reference, number)| Entry {
                reference: reference.as_bytes(),
                amount: Minor::from(number) - 9,
                currency: Currency::ALL.get(usize::from(number % 17)).copied(),
                provider: Provider::all().nth(usize::from(number % 30)),
                intent: IntentKey::of(["", "int_1", "order-7"][usize::from(number % 3)])
                    .filter(|_| !(100..20_000).contains(&number)),
                day: if number % 5 == 0 { NO_DAY } else { number },
            })
            .collect();
        for entry in &told {
            entries.add(entry).unwrap();
        }
        assert!(entries.pages.len() > 2 && entries.long.len() > 2);
        for (number, entry) in (0..).zip(&told) {
            assert_eq!(entries.get(number).as_ref(), Some(entry));
        }
        assert_eq!(entries.get(40_000), None);
        let long = vec![b'x'; 1 << 16];
        assert!(entries.add(&Entry { reference: &long, ..told[0] }).is_none());
    }
}
