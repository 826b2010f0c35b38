//! The references that were read so far, up to a limit: for finding lines that stand twice.

use crate::catalog::LineStatus;
use crate::hash::{self, same};
use crate::money::Minor;

/// Which lines have a reference and a status. Holds no more than its limit, and takes the room for that with the first line: so a
/// large file needs no more memory than a small one.
#[derive(Debug)]
pub struct Seen {
    limit: usize,
    limit_reached: bool,
    /// Open addressing: half a hash, and the number of an entry plus one; 0 where there is none.
    slots: Vec<u64>,
    entries: Vec<Entry>,
    references: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    amount: Minor,
    line: u64,
    start: u32,
    length: u16,
    status: LineStatus,
}

/// For how many lines there is room from the beginning, at most: as many as are looked at unless asked otherwise.
const FIRST: usize = 1 << 16;
/// How long a reference is, more or less.
const USUAL: usize = 48;
const HASH: u64 = 0xFFFF_FFFF_0000_0000;

impl Seen {
    pub fn new(limit: usize) -> Self {
        Self { limit, limit_reached: false, slots: Vec::new(), entries: Vec::new(), references: Vec::new() }
    }

    /// The limit, if lines came that were not looked up.
    pub fn limit_reached(&self) -> Option<usize> {
        self.limit_reached.then_some(self.limit)
    }

    /// Notes a line, unless one with its reference and status is known: then, that one's amount and number.
    #[inline]
    pub fn add(
        &mut self,
        reference: &[u8],
        status: LineStatus,
        amount: Minor,
        line: u64,
    ) -> Option<(Minor, u64)> {
        if self.entries.len() < self.limit {
            return self.look_up(reference, status, amount, line);
        }
        self.limit_reached = true;
        None
    }

    fn look_up(
        &mut self,
        reference: &[u8],
        status: LineStatus,
        amount: Minor,
        line: u64,
    ) -> Option<(Minor, u64)> {
        // A longer one is no reference: it was found to be too long.
        let (Ok(start), Ok(length)) = (u32::try_from(self.references.len()), u16::try_from(reference.len()))
        else {
            return None;
        };
        if self.entries.len() >= self.slots.len() / 2 {
            self.grow();
        }
        let hash = hash::seeded(reference, status as u64);
        let mut at = self.home(hash);
        while let Some(slot) = self.slots.get(at).copied().filter(|slot| *slot != 0) {
            if slot & HASH == hash & HASH
                && let Some(entry) = self.entry(slot)
                && entry.status == status
                && same(self.reference(entry), reference)
            {
                return Some((entry.amount, entry.line));
            }
            at = self.after(at);
        }
        self.references.extend_from_slice(reference);
        self.entries.push(Entry { amount, line, start, length, status });
        let number = u64::try_from(self.entries.len()).unwrap_or(0);
        if let Some(free) = self.slots.get_mut(at) {
            *free = hash & HASH | number & !HASH;
        }
        None
    }

    fn entry(&self, slot: u64) -> Option<&Entry> {
        self.entries.get(usize::try_from((slot & !HASH).checked_sub(1)?).ok()?)
    }

    fn reference(&self, entry: &Entry) -> &[u8] {
        let start = usize::try_from(entry.start).unwrap_or(usize::MAX);
        self.references.get(start..start.saturating_add(usize::from(entry.length))).unwrap_or_default()
    }

    /// Where the search for a hash begins: its first bits, so that growing needs nothing but the slots.
    fn home(&self, hash: u64) -> usize {
        let shift = 64u32.saturating_sub(self.slots.len().trailing_zeros());
        usize::try_from(hash.checked_shr(shift).unwrap_or(0)).unwrap_or(0)
    }

    fn after(&self, at: usize) -> usize {
        let next = at.wrapping_add(1);
        if next < self.slots.len() { next } else { 0 }
    }

    fn grow(&mut self) {
        // Beyond the first room in large steps: what is there already is moved each time.
        let room = if self.slots.is_empty() { FIRST } else { self.entries.len().saturating_mul(8) };
        let room = room.min(self.limit);
        let slots = room.saturating_mul(2).max(2).checked_next_power_of_two().unwrap_or(FIRST);
        let old = std::mem::replace(&mut self.slots, vec![0; slots]);
        self.entries.reserve_exact(room.saturating_sub(self.entries.len()));
        if old.is_empty() {
            self.references.reserve_exact(room.saturating_mul(USUAL));
        }
        for slot in old.into_iter().filter(|slot| *slot != 0) {
            let mut at = self.home(slot);
            while self.slots.get(at).is_some_and(|taken| *taken != 0) {
                at = self.after(at);
            }
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_and_status_is_known_from_its_second_line_on() {
        let mut seen = Seen::new(5000);
        let reference = |number: u64| format!("reference-{}", number % 2000);
        for line in 0..5000 {
            let status = if line % 7 == 0 { LineStatus::Refunded } else { LineStatus::Settled };
            let first = (0..line)
                .find(|earlier| earlier % 2000 == line % 2000 && (earlier % 7 == 0) == (line % 7 == 0));
            let known = seen.add(reference(line).as_bytes(), status, 10, line);
            assert_eq!(known.map(|(_, line)| line), first, "{line}");
        }
        assert_eq!(seen.limit_reached(), None);
    }

    #[test]
    fn beyond_the_limit_nothing_is_looked_up() {
        let mut seen = Seen::new(2);
        for (line, reference, limit) in [(1, "a", None), (2, "b", None), (3, "c", Some(2)), (4, "a", Some(2))]
        {
            assert_eq!(seen.add(reference.as_bytes(), LineStatus::Settled, 1, line), None);
            assert_eq!(seen.limit_reached(), limit, "{line}");
        }
        assert_eq!(Seen::new(0).add(b"a", LineStatus::Settled, 1, 1), None);
    }
}
