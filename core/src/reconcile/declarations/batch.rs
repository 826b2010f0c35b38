//! Many lookups at once.
//!
//! One lookup waits twice for memory, because the table is larger than any cache: for its slots, and for the declaration. Here each step is taken for all references before the next one, so that the waits overlap. WebAssembly cannot ask
//! for memory ahead of time; loads that do not depend on each other do the same.

use super::{Declarations, PAGE, Record, Standing};
use crate::hash;
use crate::settlement::TOGETHER;
use std::hint::black_box;

/// No declaration has this number.
const NONE: u32 = u32::MAX;

/// For each of up to [`TOGETHER`] references the declaration that it may mean.
#[derive(Clone, Copy, Debug)]
pub struct Meant([u32; TOGETHER]);

impl Meant {
    /// In the order of the references. `None` where nothing has the reference, or where several may have it.
    pub fn iter(&self) -> impl Iterator<Item = Option<u32>> {
        self.0.iter().map(|number| Some(*number).filter(|number| *number != NONE))
    }
}

impl Declarations {
    /// Puts what came last into the index. To be called when everything is taken in: [`Self::find`] finds only what is there.
    pub fn settle(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        black_box(waiting.iter().fold(0, |slots, (hash, _)| slots ^ self.index.begin(*hash)));
        for (hash, number) in waiting.drain(..) {
            self.index.insert(hash, number);
        }
        self.waiting = waiting;
    }

    /// Looks for the declaration that alone may have each reference. Whoever takes it compares the reference first: then it is the
    /// only one that carries it.
    pub fn find<'r>(&self, references: impl ExactSizeIterator<Item = &'r [u8]>) -> Meant {
        let mut numbers = [NONE; TOGETHER];
        let mut hashes = [0; TOGETHER];
        // What waits might have any of the references.
        let count = if self.waiting.is_empty() { references.len().min(TOGETHER) } else { 0 };
        if let (Some(hashes), Some(found)) = (hashes.get_mut(..count), numbers.get_mut(..count)) {
            for (hash, reference) in hashes.iter_mut().zip(references) {
                *hash = hash::of(reference);
            }
            // In a loop of its own: the shorter a loop, the more of its rounds a processor has under way.
            let slots = hashes.iter().fold(0, |slots, hash| slots ^ self.index.begin(*hash));
            // What was read is of no use; without a use for it it would not be read.
            black_box(slots);
            for (number, hash) in found.iter_mut().zip(hashes) {
                *number = self.index.sole(*hash).unwrap_or(NONE);
            }
            self.touch(found);
        }
        Meant(numbers)
    }

    /// Shows every declaration whose standing is `wanted`, in the order in which they came.
    pub fn visit(&self, wanted: impl Fn(u32, Standing) -> bool, mut look: impl FnMut(u32, &Record<'_>)) {
        let mut together = [NONE; TOGETHER];
        let mut count = 0usize;
        for (page, first) in self.standings.iter().zip((0u32..).step_by(PAGE)) {
            for (standing, number) in page.iter().zip(first..) {
                if !wanted(number, *standing) {
                    continue;
                }
                if let Some(place) = together.get_mut(count) {
                    *place = number;
                }
                count = count.wrapping_add(1);
                if count == TOGETHER {
                    self.show(&together, &mut look);
                    count = 0;
                }
            }
        }
        self.show(together.get(..count).unwrap_or_default(), &mut look);
    }

    fn show(&self, together: &[u32], look: &mut impl FnMut(u32, &Record<'_>)) {
        self.touch(together);
        for number in together {
            if let Some(record) = self.get(*number) {
                look(*number, &record);
            }
        }
    }

    fn touch(&self, numbers: &[u32]) {
        let touched = numbers.iter().fold(0, |touched, number| {
            let mentioned = self.standing(*number).is_some_and(Standing::is_mentioned);
            touched ^ self.entries.touch(*number) ^ u16::from(mentioned)
        });
        black_box(touched);
    }
}
