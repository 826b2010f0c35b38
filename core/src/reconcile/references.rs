//! Which declarations carry a given reference of the provider.

use crate::catalog::Provider;
use crate::hash;
use crate::persistent::{HashedMap, List};
use serde::Serialize;

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
/// no more. Nothing iterates over it: hash order never reaches a result.
///
/// A hash map is the one structure here of which old versions are dear: every new entry falls somewhere else, and copies
/// that part. So no old versions are kept; the map can be taken back instead.
#[derive(Clone, Default, Debug)]
pub struct References {
    by_hash: HashedMap<Places>,
    /// The keys in the order in which they came.
    added: List<u64>,
}

/// Where each was found is known from the Intents.
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
}

impl References {
    pub fn add(&mut self, declared: Declared, provider: Provider, reference: &str, place: Place) {
        let key = key(declared, provider, reference);
        self.added.push(key);
        if let Some((known, false)) = self.by_hash.or_insert(key, Places::One([place])) {
            known.add(place);
        }
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
        while self.added.len() > len {
            let Some(key) = self.added.pop() else { return };
            let others_remain = match self.by_hash.get_mut(key) {
                Some(Places::Many(list)) => {
                    list.pop();
                    !list.is_empty()
                }
                _ => false,
            };
            if !others_remain {
                self.by_hash.remove(key);
            }
        }
    }

    /// Candidates in the order in which they were declared.
    pub fn candidates(&self, declared: Declared, provider: Provider, reference: &str) -> &[Place] {
        match self.by_hash.get(key(declared, provider, reference)) {
            Some(Places::One(one)) => one,
            Some(Places::Many(list)) => list,
            None => &[],
        }
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
            references.candidates(Declared::Intent, provider, reference).to_vec()
        };
        assert_eq!(found(&references, "a"), [place(0), place(2), place(3)]);
        references.take_back_to(3);
        assert_eq!(found(&references, "a"), [place(0), place(2)]);
        references.take_back_to(1);
        assert_eq!((found(&references, "a"), found(&references, "b")), (vec![place(0)], vec![]));
        references.take_back_to(0);
        assert!(references.is_empty() && found(&references, "a").is_empty());
    }
}
