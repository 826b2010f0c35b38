//! Which declarations carry a given reference of the provider.

use crate::catalog::Provider;
use crate::hash;
use crate::persistent::{HashedMap, List};
use crate::reconcile::index::Index;
use serde::Serialize;
use std::sync::Arc;

/// What kind of declaration a reference belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Declared {
    Intent,
    Capture,
    Refund,
    Reversal,
    Dispute,
}

impl Declared {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Intent => "Intent",
            Self::Capture => "capture",
            Self::Refund => "refund",
            Self::Reversal => "reversal",
            Self::Dispute => "dispute",
        }
    }
}

/// A declaration: its Intent's place, and its own place in the Intent's list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    pub intent: u32,
    pub action: u32,
}

/// From (kind, provider, reference) to the declarations that have it. A capture that has no reference of its own is found
/// by its Intent's.
///
/// Keyed by a hash: whoever asks compares the reference of what it finds, so that a collision costs a comparison and
/// no more. Nothing iterates over a table: the order of hashes never reaches a result.
///
/// A table by hashes is the one structure here of which old versions are dear: every new entry falls somewhere else, and a tree
/// that shares its parts copies that one. So one table is shared by all copies, and whoever has it alone writes into it; what
/// comes while others look at it stands beside it. And no old versions are kept: a copy can be taken back instead.
#[derive(Clone, Default, Debug)]
pub struct References {
    /// Everything, in the order in which it came.
    added: List<(u64, Place)>,
    /// Finds so many of the first in `added`; what else stands in it is another copy's.
    table: Arc<Index>,
    in_table: usize,
    /// The others.
    beside: HashedMap<Places>,
}

/// So many may stand beside the table, and more in a large world, before there is a new one.
const BESIDE_MAX: usize = 1 << 10;
const BESIDE_SHARE: usize = 4;

/// Where they are found is decided by who else was looking.
impl PartialEq for References {
    fn eq(&self, other: &Self) -> bool {
        self.added == other.added
    }
}

impl Eq for References {}

/// Almost always one.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Places {
    One([Place; 1]),
    #[expect(clippy::box_collection, reason = "the rare case must not double the size of the usual one")]
    Many(Box<Vec<Place>>),
}

impl Places {
    fn add(&mut self, place: Place) {
        match self {
            Self::One([first]) => *self = Self::Many(Box::new(vec![*first, place])),
            Self::Many(list) => list.push(place),
        }
    }

    fn all(&self) -> &[Place] {
        match self {
            Self::One(one) => one,
            Self::Many(list) => list,
        }
    }
}

impl References {
    pub fn add(&mut self, declared: Declared, provider: Provider, reference: &str, place: Place) {
        let key = key(declared, provider, reference);
        self.added.push((key, place));
        if let Some(table) = Arc::get_mut(&mut self.table)
            && table.len() == self.in_table
        {
            complete(table, &self.added);
        } else if self.added.len().saturating_sub(self.in_table) > self.beside_max() {
            let mut table = Index::default();
            complete(&mut table, &self.added);
            self.table = Arc::new(table);
        } else {
            if let Some((known, false)) = self.beside.or_insert(key, Places::One([place])) {
                known.add(place);
            }
            return;
        }
        if self.in_table.saturating_add(1) < self.added.len() {
            self.beside = HashedMap::default();
        }
        self.in_table = self.added.len();
    }

    fn beside_max(&self) -> usize {
        BESIDE_MAX.max(self.in_table / BESIDE_SHARE)
    }

    /// How many were added so far.
    pub fn len(&self) -> usize {
        self.added.len()
    }

    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
    }

    /// Forgets all but the first so many.
    pub fn take_back_to(&mut self, len: usize) {
        if len <= self.in_table {
            self.added.truncate(len);
            self.in_table = self.added.len();
            self.beside = HashedMap::default();
        }
        while self.added.len() > len {
            let Some((key, _)) = self.added.pop() else { return };
            let others_remain = match self.beside.get_mut(key) {
                Some(Places::Many(list)) => {
                    list.pop();
                    !list.is_empty()
                }
                _ => false,
            };
            if !others_remain {
                self.beside.remove(key);
            }
        }
    }

    /// Candidates in the order in which they were declared.
    pub fn candidates(
        &self,
        declared: Declared,
        provider: Provider,
        reference: &str,
    ) -> impl Iterator<Item = Place> + '_ {
        let key = key(declared, provider, reference);
        let found = (self.table.candidates(key))
            .filter_map(|number| usize::try_from(number).ok().filter(|number| *number < self.in_table))
            .filter_map(move |number| self.added.get(number).filter(|(known, _)| *known == key));
        let beside = self.beside.get(key).map(Places::all).unwrap_or_default();
        found.map(|(_, place)| *place).chain(beside.iter().copied())
    }
}

/// Puts into the table what was added since.
fn complete(table: &mut Index, added: &List<(u64, Place)>) {
    let first = table.len();
    for (number, (key, _)) in added.iter().enumerate().skip(first) {
        table.insert(*key, u32::try_from(number).unwrap_or(u32::MAX));
    }
}

fn key(declared: Declared, provider: Provider, reference: &str) -> u64 {
    let kind = u64::from(declared as u8) << u8::BITS | u64::from(provider.number());
    hash::seeded(reference.as_bytes(), kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_back_leaves_what_came_first() {
        let provider = Provider::parse("STRIPE").unwrap();
        let place = |intent| Place { intent, action: 0 };
        let mut references = References::default();
        for (intent, reference) in (0..).zip(["a", "b", "a", "a"]) {
            references.add(Declared::Intent, provider, reference, place(intent));
        }
        let found = |references: &References, reference| {
            references.candidates(Declared::Intent, provider, reference).collect::<Vec<_>>()
        };
        assert_eq!(found(&references, "a"), [place(0), place(2), place(3)]);
        references.take_back_to(3);
        assert_eq!(found(&references, "a"), [place(0), place(2)]);
        references.take_back_to(1);
        assert_eq!((found(&references, "a"), found(&references, "b")), (vec![place(0)], vec![]));
        references.take_back_to(0);
        assert!(references.is_empty() && found(&references, "a").is_empty());
    }
    /// Copies, what is added to them, and what is taken back: whoever looks where, all find what they added.
    #[test]
    fn copies_find_what_was_added_to_them() {
        let provider = Provider::parse("STRIPE").unwrap();
        let mut copies: Vec<(References, Vec<u32>)> = vec![(References::default(), Vec::new())];
        let mut dice = 1u64;
        for step in 0..30_000u32 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let roll = (dice >> 33) as usize;
            let chosen = roll % copies.len();
            match roll / 8 % 1_000 {
                0 if copies.len() < 5 => copies.push(copies[chosen].clone()),
                1..=4 if copies.len() > 1 => drop(copies.remove(chosen)),
                5 => {
                    let (references, added) = &mut copies[chosen];
                    let kept = added.len() - added.len().min(roll / 8_000 % 3_000);
                    references.take_back_to(kept);
                    added.truncate(kept);
                }
                _ => {
                    let (references, added) = &mut copies[chosen];
                    let place = Place { intent: step, action: 0 };
                    references.add(Declared::Intent, provider, &(step % 997).to_string(), place);
                    added.push(step);
                }
            }
            if step % 1_500 == 0 {
                for (references, added) in &copies {
                    assert_eq!(references.len(), added.len());
                    for reference in 0..997 {
                        let found = references.candidates(Declared::Intent, provider, &reference.to_string());
                        let expected = added.iter().copied().filter(|step| step % 997 == reference);
                        assert!(found.map(|place| place.intent).eq(expected), "{reference} at {step}");
                    }
                }
            }
        }
        assert!(copies.iter().any(|(references, _)| references.in_table > 0));
    }
}
