//! Many lookups at once.
//!
//! One lookup waits three times for memory, because the table is larger than any cache: for its slot, for the declaration, for
//! the text. Here each step is taken for all references before the next one, so that the waits overlap. WebAssembly cannot ask
//! for memory ahead of time; loads that do not depend on each other do the same.

use super::Declarations;
use crate::hash;
use crate::settlement::TOGETHER;
use std::hint::black_box;

impl Declarations {
    /// Finds for each reference the only declaration that carries it; `None` where there is none, or where there may be more
    /// than one.
    pub fn find_sole<'r>(
        &self,
        references: impl Iterator<Item = &'r [u8]> + Clone,
        found: &mut [Option<u32>; TOGETHER],
    ) {
        let mut hashes = [0; TOGETHER];
        let count = self.begin(references.clone(), &mut hashes);
        for (number, hash) in found.iter_mut().zip(hashes).take(count) {
            *number = self.index.sole(hash);
        }
        self.touch(found.iter().copied().zip(references.clone()));
        for (number, reference) in found.iter_mut().zip(references) {
            let record = number.and_then(|number| self.get(number));
            if record.is_some_and(|record| !same(record.entry.reference, reference)) {
                *number = None;
            }
        }
    }

    /// Has at hand what will be asked for next.
    pub fn approach<'r>(&self, references: impl Iterator<Item = &'r [u8]> + Clone) {
        let mut hashes = [0; TOGETHER];
        self.begin(references.clone(), &mut hashes);
        self.touch(hashes.iter().map(|hash| self.index.sole(*hash)).zip(references));
    }

    /// Hashes the references and looks at the slot of each. Returns how many there are.
    fn begin<'r>(&self, references: impl Iterator<Item = &'r [u8]>, hashes: &mut [u64; TOGETHER]) -> usize {
        let (mut count, mut slots) = (0usize, 0);
        for (hash, reference) in hashes.iter_mut().zip(references) {
            *hash = hash::of(reference);
            slots ^= self.index.begin(*hash);
            count = count.wrapping_add(1);
        }
        // What was read is of no use; without a use for it it would not be read.
        black_box(slots);
        count
    }

    /// Looks at the standings, then at the entries, which have references as long as these.
    fn touch<'r>(&self, sought: impl Iterator<Item = (Option<u32>, &'r [u8])>) {
        let mut entries = [None; TOGETHER];
        for (entry, (number, reference)) in entries.iter_mut().zip(sought) {
            let standing = number.and_then(|number| self.standing(number));
            *entry = standing.map(|standing| (standing.entry, reference.len()));
        }
        let touched = entries.into_iter().flatten();
        let ends = touched.fold(0, |ends, (entry, length)| ends ^ self.entries.touch(entry, length));
        black_box(ends);
    }
}

pub fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let ((ones, one_rest), (others, other_rest)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    let differ = ones
        .iter()
        .zip(others)
        .fold(0, |differ, (one, other)| differ | (u64::from_ne_bytes(*one) ^ u64::from_ne_bytes(*other)));
    let differ_in_rest =
        one_rest.iter().zip(other_rest).fold(0, |differ, (one, other)| differ | (one ^ other));
    differ == 0 && differ_in_rest == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_where_every_byte_is() {
        for length in 0..40 {
            let text = vec![b'a'; length];
            assert!(same(&text, &text.clone()));
            assert!(!same(&text, &vec![b'a'; length + 1]));
            for at in 0..length {
                let mut other = text.clone();
                other[at] ^= 0x40;
                assert!(!same(&text, &other), "{at} of {length}");
            }
        }
    }
}
