//! Many lookups at once.
//!
//! One lookup waits three times for memory, because the table is larger than any cache: for its slot, for the declaration, for
//! the text. Here each step is taken for all references before the next one, so that the waits overlap. WebAssembly cannot ask
//! for memory ahead of time; loads that do not depend on each other do the same.

use super::Declarations;
use super::text::{TextAt, same};
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
        self.touch(found.iter().take(count).copied());
        for (number, reference) in found.iter_mut().zip(references) {
            let record = number.and_then(|number| self.get(number));
            if record.is_some_and(|record| !same(self.reference(record), reference)) {
                *number = None;
            }
        }
    }

    /// Has at hand what will be asked for next.
    pub fn approach<'r>(&self, references: impl Iterator<Item = &'r [u8]>) {
        let mut hashes = [0; TOGETHER];
        let count = self.begin(references, &mut hashes);
        self.touch(hashes.iter().take(count).map(|hash| self.index.sole(*hash)));
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

    fn touch(&self, numbers: impl Iterator<Item = Option<u32>>) {
        let mut texts = [TextAt::default(); TOGETHER];
        for (text, number) in texts.iter_mut().zip(numbers) {
            *text = number
                .and_then(|number| self.get(number))
                .map_or_else(TextAt::default, |record| record.reference);
        }
        let ends = texts.iter().map(|text| match self.text.get(*text) {
            [first, .., last] => first ^ last,
            _ => 0,
        });
        black_box(ends.fold(0, |all, end| all ^ end));
    }
}
