//! From the hash of a reference to the declarations that may have it.
//!
//! Open addressing over buckets of eight slots: half a hash each, and the number of a declaration. A bucket is a line of a
//! processor's cache, and all of it is looked at in the same steps: how many slots are taken follows no pattern, and a processor
//! that guesses wrong where they end loses more than looking at the rest costs. Whoever asks compares the reference of what it
//! finds, so that a collision costs a comparison and no more. Equal hashes keep the order in which they came, also when the table
//! grows: the oldest declaration is found first.

#[derive(Clone, Debug, Default)]
pub struct Index {
    buckets: Vec<Bucket>,
    len: usize,
}

/// Filled from the first slot on; when it is full, what belongs here stands in the next bucket that is not.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Bucket([u64; SLOTS]);

const SLOTS: usize = 8;
const EMPTY: u64 = 0;
const BUCKETS_MIN: usize = 8;
const HIGH: u64 = 0xFFFF_FFFF_0000_0000;

impl Bucket {
    fn is_full(&self) -> bool {
        self.0.last() != Some(&EMPTY)
    }
}

impl Index {
    pub fn insert(&mut self, hash: u64, entry: u32) {
        // Three quarters full is full: beyond, many buckets overflow.
        let room = self.buckets.len().saturating_mul(SLOTS);
        if self.len.saturating_add(1).saturating_mul(4) > room.saturating_mul(3) {
            self.grow();
        }
        let number = u64::from(entry).saturating_add(1) & u64::from(u32::MAX);
        self.place((hash & HIGH) | number);
        self.len = self.len.saturating_add(1);
    }

    /// How many were put in.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Declarations whose hash begins like this one, oldest first.
    pub fn candidates(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.home(hash);
        let mut goes_on = true;
        let buckets = std::iter::from_fn(move || {
            let bucket = self.buckets.get(at).filter(|_| goes_on)?;
            goes_on = bucket.is_full();
            at = self.after(at);
            Some(bucket)
        });
        buckets
            .flat_map(|Bucket(slots)| slots)
            .filter(move |slot| **slot != EMPTY && (**slot ^ hash) & HIGH == 0)
            .filter_map(|slot| u32::try_from((slot & !HIGH).checked_sub(1)?).ok())
    }

    /// Where the search for a hash begins. Whoever looks at it has the slots at hand when it searches.
    #[inline]
    pub fn begin(&self, hash: u64) -> u64 {
        self.buckets.get(self.home(hash)).and_then(|Bucket(slots)| slots.first()).copied().unwrap_or(EMPTY)
    }

    /// The one declaration whose hash begins like this one; `None` where there is none, or more than one.
    #[inline]
    pub fn sole(&self, hash: u64) -> Option<u32> {
        let mut at = self.home(hash);
        let (mut sole, mut alike) = (EMPTY, 0u32);
        while let Some(bucket) = self.buckets.get(at) {
            for slot in bucket.0 {
                let is_alike = (slot ^ hash) & HIGH == 0;
                sole = if is_alike { slot } else { sole };
                alike = alike.wrapping_add(u32::from(is_alike));
            }
            if !bucket.is_full() {
                break;
            }
            at = self.after(at);
        }
        #[allow(clippy::cast_possible_truncation, reason = "the lower half")]
        let number = sole as u32;
        if alike == 1 { number.checked_sub(1) } else { None }
    }

    /// Bytes held.
    pub fn size(&self) -> usize {
        self.buckets.capacity().saturating_mul(size_of::<Bucket>())
    }

    /// Where the search for a hash begins: its first bits, so that growing needs nothing but the slots.
    #[inline]
    fn home(&self, hash: u64) -> usize {
        let bits = self.buckets.len().trailing_zeros();
        usize::try_from(hash.checked_shr(64u32.wrapping_sub(bits)).unwrap_or(0)).unwrap_or(0)
    }

    #[inline]
    fn after(&self, at: usize) -> usize {
        let next = at.wrapping_add(1);
        if next < self.buckets.len() { next } else { 0 }
    }

    fn place(&mut self, slot: u64) {
        let mut at = self.home(slot);
        while self.buckets.get(at).is_some_and(Bucket::is_full) {
            at = self.after(at);
        }
        let bucket = self.buckets.get_mut(at);
        if let Some(free) = bucket.and_then(|bucket| bucket.0.iter_mut().find(|known| **known == EMPTY)) {
            *free = slot;
        }
    }

    fn grow(&mut self) {
        let double = self.buckets.len().saturating_mul(2).max(BUCKETS_MIN);
        let old = std::mem::replace(&mut self.buckets, vec![Bucket([EMPTY; SLOTS]); double]);
        // From behind a bucket with room, so that none that overflowed is torn from the next, and equal hashes keep their order.
        let start = old.iter().position(|bucket| !bucket.is_full()).map_or(0, |at| at.saturating_add(1));
        let (before, behind) = old.split_at(start);
        for slot in behind.iter().chain(before).flat_map(|bucket| bucket.0).filter(|slot| *slot != EMPTY) {
            self.place(slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_hashes_keep_their_order_while_the_table_grows() {
        let mut index = Index::default();
        // Many entries on few hashes at both ends of the table, so that what overflows comes around its end.
        let hash = |entry: u32| [u64::MAX, 7 << 40, u64::MAX - (1 << 33), 1 << 63][entry as usize % 4];
        for entry in 0..1000 {
            index.insert(hash(entry), entry);
            let found = index.candidates(hash(entry)).count();
            assert_eq!(found, entry as usize / 4 + 1);
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
    fn the_only_one_of_a_hash_is_found_behind_full_buckets() {
        let mut index = Index::default();
        for entry in 0..20 {
            index.insert((u64::from(entry) + 1) << 32, entry);
        }
        for entry in 0..20 {
            assert_eq!(index.sole((u64::from(entry) + 1) << 32), Some(entry));
        }
        assert_eq!(index.sole(30 << 32), None);
        // Free slots look like this hash: what cannot be told is left open.
        assert_eq!(index.sole(0), None);
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        assert_eq!(Index::default().candidates(5).count(), 0);
        assert_eq!(Index::default().sole(5), None);
    }
}
