//! From the hash of a reference to the declarations that may have it.
//!
//! Open addressing over slots of eight bytes: half a hash, and the number of a declaration. Whoever asks compares the
//! reference of what it finds, so that a collision costs a comparison and no more. Equal hashes keep the order in which
//! they came, also when the table grows: the oldest declaration is found first.

#[derive(Clone, Debug, Default)]
pub struct Index {
    slots: Vec<u64>,
    len: usize,
}

const EMPTY: u64 = 0;
const SLOTS_MIN: usize = 64;

impl Index {
    pub fn insert(&mut self, hash: u64, entry: u32) {
        // Three quarters full is full: beyond, the runs of occupied slots become long.
        if self.len.saturating_add(1).saturating_mul(4) > self.slots.len().saturating_mul(3) {
            self.grow();
        }
        let number = u64::from(entry).saturating_add(1) & u64::from(u32::MAX);
        self.place((hash & HIGH) | number);
        self.len = self.len.saturating_add(1);
    }

    /// Declarations whose hash begins like this one, oldest first.
    pub fn candidates(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.home(hash);
        std::iter::from_fn(move || {
            let slot = self.slots.get(at).copied().filter(|slot| *slot != EMPTY)?;
            at = self.after(at);
            Some(slot)
        })
        .filter(move |slot| slot & HIGH == hash & HIGH)
        .filter_map(|slot| u32::try_from((slot & !HIGH).checked_sub(1)?).ok())
    }

    /// Where the search for a hash begins. Whoever looks at it has the slots at hand when it searches.
    pub fn begin(&self, hash: u64) -> u64 {
        self.slots.get(self.home(hash)).copied().unwrap_or(EMPTY)
    }

    /// The one declaration whose hash begins like this one; `None` where there is none, or more than one.
    pub fn sole(&self, hash: u64) -> Option<u32> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = self.home(hash);
        let mut sole = EMPTY;
        while let Some(&slot) = self.slots.get(at & mask) {
            if slot == EMPTY {
                break;
            }
            if (slot ^ hash) & HIGH == 0 {
                if sole != EMPTY {
                    return None;
                }
                sole = slot;
            }
            at = at.wrapping_add(1);
        }
        #[allow(clippy::cast_possible_truncation, reason = "the lower half")]
        let number = sole as u32;
        number.checked_sub(1)
    }

    /// Bytes held.
    pub fn size(&self) -> usize {
        self.slots.capacity().saturating_mul(size_of::<u64>())
    }

    /// Where the search for a hash begins: its first bits, so that growing needs nothing but the slots.
    #[inline]
    fn home(&self, hash: u64) -> usize {
        let bits = self.slots.len().trailing_zeros();
        if bits == 0 {
            return 0;
        }
        usize::try_from(hash >> 64u32.saturating_sub(bits)).unwrap_or(0)
    }

    fn after(&self, at: usize) -> usize {
        let next = at.saturating_add(1);
        if next < self.slots.len() { next } else { 0 }
    }

    fn place(&mut self, slot: u64) {
        let mut at = self.home(slot);
        while self.slots.get(at).is_some_and(|known| *known != EMPTY) {
            at = self.after(at);
        }
        if let Some(free) = self.slots.get_mut(at) {
            *free = slot;
        }
    }

    fn grow(&mut self) {
        let double = self.slots.len().saturating_mul(2).max(SLOTS_MIN);
        let old = std::mem::replace(&mut self.slots, vec![EMPTY; double]);
        // From a free slot on, so that no run of occupied ones is torn apart and equal hashes keep their order.
        let start = old.iter().position(|slot| *slot == EMPTY).unwrap_or(0);
        let (before, behind) = old.split_at(start);
        for slot in behind.iter().chain(before).filter(|slot| **slot != EMPTY) {
            self.place(*slot);
        }
    }
}

const HIGH: u64 = 0xFFFF_FFFF_0000_0000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_hashes_keep_their_order_while_the_table_grows() {
        let mut index = Index::default();
        // Many entries on few hashes at both ends of the table, so that runs wrap around its end.
        let hash = |entry: u32| [u64::MAX, 7 << 40, u64::MAX - (1 << 33), 1 << 63][entry as usize % 4];
        for entry in 0..1000 {
            index.insert(hash(entry), entry);
        }
        for first in 0..4 {
            let found: Vec<u32> = index.candidates(hash(first)).collect();
            assert_eq!(found, (first..1000).step_by(4).collect::<Vec<_>>());
        }
        assert_eq!(index.candidates(1 << 40).count(), 0);
        // The lower half of a hash is not kept.
        index.insert((9 << 40) + 1, 1000);
        assert_eq!([9 << 40, hash(0), 1 << 40].map(|hash| index.sole(hash)), [Some(1000), None, None]);
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        assert_eq!(Index::default().candidates(5).count(), 0);
    }
}
