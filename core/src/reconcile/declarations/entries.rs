//! What is declared and never changes, in about eighty bytes each: one entry behind the other, in pages of a mebibyte, so that
//! growing copies nothing.
//!
//! The reference stands beside what it is compared together with: one entry is one wait for memory.

use super::{Declaration, IntentKey};
use crate::catalog::Provider;
use crate::date::{Date, SECONDS_PER_DAY};
use crate::money::{Currency, Minor};

#[derive(Clone, Debug, Default)]
pub struct Entries {
    pages: Vec<Vec<u8>>,
}

/// Where an entry stands, in steps of two bytes: the page in the higher bits, the place there in the lower ones.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct EntryAt(u32);

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

const PAGE: usize = 1 << 20;
/// How many bits of a place tell where in its page an entry stands.
const PLACE_BITS: u32 = 19;
const HEAD: usize = 14;
const INTENT: usize = 16;
/// A reference is shorter than this; the bit says that an Intent is known.
const HAS_INTENT: u16 = 1 << 15;
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
    /// `None` when there is no room left, or the reference is longer than any.
    pub fn add(&mut self, entry: &Entry<'_>) -> Option<EntryAt> {
        let length = u16::try_from(entry.reference.len()).ok().filter(|length| *length < HAS_INTENT)?;
        let size = HEAD
            .checked_add(entry.reference.len())?
            .checked_add(if entry.intent.is_some() { INTENT } else { 0 })?
            .checked_next_multiple_of(2)?;
        let fits = self.pages.last().is_some_and(|page| page.len().saturating_add(size) <= PAGE);
        if !fits {
            // The first page grows with what comes, by doubling: so it ends at the size of a page.
            let room = if self.pages.is_empty() { 1 << 12 } else { PAGE };
            self.pages.push(Vec::with_capacity(room));
        }
        let page_number = u32::try_from(self.pages.len().checked_sub(1)?).ok()?;
        let page = self.pages.last_mut()?;
        let place = u32::try_from(page.len() / 2).ok()?;
        let at = page_number.checked_mul(1 << PLACE_BITS)?.checked_add(place)?;
        page.extend_from_slice(&entry.amount.to_le_bytes());
        page.extend_from_slice(&entry.day.to_le_bytes());
        page.extend_from_slice(&(length | if entry.intent.is_some() { HAS_INTENT } else { 0 }).to_le_bytes());
        page.push(entry.provider.map_or(UNKNOWN, Provider::number));
        page.push(entry.currency.map_or(UNKNOWN, |currency| currency as u8));
        page.extend_from_slice(entry.reference);
        if let Some(intent) = entry.intent {
            page.extend_from_slice(&intent.to_bytes());
        }
        if entry.reference.len() % 2 == 1 {
            page.push(0);
        }
        Some(EntryAt(at))
    }

    #[inline]
    pub fn get(&self, EntryAt(at): EntryAt) -> Option<Entry<'_>> {
        let (head, rest) = self.bytes(at)?.split_first_chunk::<HEAD>()?;
        let [a0, a1, a2, a3, a4, a5, a6, a7, d0, d1, l0, l1, provider, currency] = *head;
        let length = u16::from_le_bytes([l0, l1]);
        let (reference, behind) = rest.split_at_checked(usize::from(length & !HAS_INTENT))?;
        let intent = if length & HAS_INTENT == 0 { None } else { behind.first_chunk() };
        Some(Entry {
            reference,
            amount: Minor::from_le_bytes([a0, a1, a2, a3, a4, a5, a6, a7]),
            currency: Currency::ALL.get(usize::from(currency)).copied(),
            provider: Provider::numbered(provider),
            intent: intent.map(|bytes| IntentKey::from_bytes(*bytes)),
            day: u16::from_le_bytes([d0, d1]),
        })
    }

    /// Reads a little of both ends of an entry with a reference of this length, wherever it ends in truth.
    #[inline]
    pub fn touch(&self, EntryAt(at): EntryAt, length: usize) -> u8 {
        let bytes = self.bytes(at).and_then(|bytes| bytes.get(..=HEAD.wrapping_add(length)));
        match bytes {
            Some([first, .., last]) => first ^ last,
            _ => 0,
        }
    }

    #[inline]
    fn bytes(&self, at: u32) -> Option<&[u8]> {
        let page = usize::try_from(at >> PLACE_BITS).ok()?;
        let place = usize::try_from(at & ((1 << PLACE_BITS) - 1)).ok()?;
        self.pages.get(page)?.get(place.wrapping_mul(2)..)
    }

    /// Bytes held.
    pub fn size(&self) -> usize {
        self.pages.iter().map(Vec::capacity).fold(0, usize::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_read_back_over_many_pages() {
        let mut entries = Entries::default();
        let references: Vec<String> =
            (0..3000).map(|number| "x".repeat(number % 3000) + &number.to_string()).collect();
        let told: Vec<Entry<'_>> = references
            .iter()
            .zip(0u16..)
            .map(|(reference, number)| Entry {
                reference: reference.as_bytes(),
                amount: Minor::from(number) - 9,
                currency: Currency::ALL.get(usize::from(number % 17)).copied(),
                provider: Provider::all().nth(usize::from(number % 30)),
                intent: IntentKey::of(["", "int_1", "order-7"][usize::from(number % 3)]),
                day: if number % 5 == 0 { NO_DAY } else { number },
            })
            .collect();
        let places: Vec<EntryAt> = told.iter().map(|entry| entries.add(entry).unwrap()).collect();
        assert!(entries.pages.len() > 3);
        for (at, entry) in places.into_iter().zip(&told) {
            assert_eq!(entries.get(at).as_ref(), Some(entry));
        }
        let long = vec![b'x'; 1 << 15];
        assert!(entries.add(&Entry { reference: &long, ..told[0] }).is_none());
    }
}
