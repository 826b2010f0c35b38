//! Which declarations carry a given reference of the provider.

use crate::catalog::Provider;
use imbl::GenericHashMap;
use imbl::shared_ptr::DefaultSharedPtr;
use rustc_hash::{FxBuildHasher, FxHasher};
use std::hash::{Hash, Hasher};

/// What kind of declaration a reference belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Declared {
    Intent,
    Capture,
    Refund,
    Reversal,
    Dispute,
}

/// A declaration: its Intent's place, and its own place in the Intent's list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    pub intent: u32,
    pub action: u32,
}

/// From (kind, provider, reference) to the declarations that have it.
///
/// Keyed by a hash: whoever asks compares the reference of what it finds, so that a collision costs a comparison and
/// no more. Nothing iterates over it: hash order never reaches a result.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct References {
    by_hash: GenericHashMap<u64, Places, FxBuildHasher, DefaultSharedPtr>,
}

/// Almost always one.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Places {
    One([Place; 1]),
    Many(Vec<Place>),
}

impl References {
    pub fn add(&mut self, declared: Declared, provider: Provider, reference: &str, place: Place) {
        self.by_hash
            .entry(key(declared, provider, reference))
            .and_modify(|places| match places {
                Places::One([first]) => *places = Places::Many(vec![*first, place]),
                Places::Many(list) => list.push(place),
            })
            .or_insert(Places::One([place]));
    }

    /// Candidates in the order in which they were declared.
    pub fn candidates(&self, declared: Declared, provider: Provider, reference: &str) -> &[Place] {
        match self.by_hash.get(&key(declared, provider, reference)) {
            Some(Places::One(one)) => one,
            Some(Places::Many(list)) => list,
            None => &[],
        }
    }
}

fn key(declared: Declared, provider: Provider, reference: &str) -> u64 {
    let mut hasher = FxHasher::default();
    (declared, provider, reference).hash(&mut hasher);
    hasher.finish()
}
