//! A map whose keys are hashes already. Nobody can walk over it: the order of hashes must not reach a result.
//!
//! A tree in which every four bits of a hash choose the way on. Entries stand in its leaves, a few in each.

use std::sync::Arc;

const BITS: u32 = 4;
const WIDTH: usize = 1 << BITS;
/// A leaf that would get more entries becomes a branch.
const LEAF: usize = 16;

#[derive(Debug)]
pub struct HashedMap<V> {
    root: Arc<Node<V>>,
}

#[derive(Clone, Debug)]
enum Node<V> {
    /// As many parts as four bits tell apart.
    Branch(Vec<Arc<Node<V>>>),
    Leaf(Vec<(u64, V)>),
}

/// Which part of a branch is on the way to a key, once so many bits of it were read.
const fn part(key: u64, bits: u32) -> usize {
    #[allow(clippy::cast_possible_truncation, reason = "four bits")]
    let part = key.wrapping_shr(bits) as usize % WIDTH;
    part
}

impl<V: Clone> HashedMap<V> {
    pub fn get(&self, key: u64) -> Option<&V> {
        let (mut node, mut bits) = (&self.root, 0);
        loop {
            match &**node {
                Node::Branch(parts) => node = parts.get(part(key, bits))?,
                Node::Leaf(entries) => {
                    return entries.iter().find(|(known, _)| *known == key).map(|(_, value)| value);
                }
            }
            bits = bits.wrapping_add(BITS);
        }
    }

    /// The value of the key, which becomes this one where there is none; and whether it did.
    pub fn or_insert(&mut self, key: u64, value: V) -> Option<(&mut V, bool)> {
        let (mut node, mut bits) = (&mut self.root, 0);
        loop {
            let here = Arc::make_mut(node);
            if let Node::Leaf(entries) = here
                && entries.len() >= LEAF
                && bits < u64::BITS
                && !entries.iter().any(|(known, _)| *known == key)
            {
                *here = Node::split(std::mem::take(entries), bits);
            }
            match here {
                Node::Branch(parts) => node = parts.get_mut(part(key, bits))?,
                Node::Leaf(entries) => {
                    let known = entries.iter().position(|(known, _)| *known == key);
                    if known.is_none() {
                        entries.push((key, value));
                    }
                    let entry = match known {
                        Some(place) => entries.get_mut(place),
                        None => entries.last_mut(),
                    };
                    return entry.map(|(_, value)| (value, known.is_none()));
                }
            }
            bits = bits.wrapping_add(BITS);
        }
    }

    /// The leaf in which the key stands if it is known, free to be changed.
    fn leaf_mut(&mut self, key: u64) -> Option<&mut Vec<(u64, V)>> {
        let (mut node, mut bits) = (&mut self.root, 0);
        loop {
            match Arc::make_mut(node) {
                Node::Branch(parts) => node = parts.get_mut(part(key, bits))?,
                Node::Leaf(entries) => return Some(entries),
            }
            bits = bits.wrapping_add(BITS);
        }
    }

    pub fn get_mut(&mut self, key: u64) -> Option<&mut V> {
        self.leaf_mut(key)?.iter_mut().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    pub fn remove(&mut self, key: u64) -> Option<V> {
        let entries = self.leaf_mut(key)?;
        let place = entries.iter().position(|(known, _)| *known == key)?;
        Some(entries.swap_remove(place).1)
    }
}

impl<V: Clone> Node<V> {
    /// The branch that takes the place of a leaf, once so many bits were read on the way to it.
    fn split(entries: Vec<(u64, V)>, bits: u32) -> Self {
        let mut parts: [Vec<(u64, V)>; WIDTH] = Default::default();
        for entry in entries {
            if let Some(part) = parts.get_mut(part(entry.0, bits)) {
                part.push(entry);
            }
        }
        Self::Branch(parts.into_iter().map(|entries| Arc::new(Self::Leaf(entries))).collect())
    }
}

impl<V> Clone for HashedMap<V> {
    fn clone(&self) -> Self {
        Self { root: Arc::clone(&self.root) }
    }
}

impl<V> Default for HashedMap<V> {
    fn default() -> Self {
        Self { root: Arc::new(Node::Leaf(Vec::new())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn it_finds_what_was_put_in() {
        // Hashes of all kinds: scattered, all in one part, equal but for their last bits.
        for scatter in [0x9E37_79B9_7F4A_7C15u64, 1, 1 << 4, 1 << 52] {
            let (mut map, mut plain) = (HashedMap::default(), BTreeMap::new());
            for number in 0..4_000u64 {
                let key = (number % 3_000).wrapping_mul(scatter);
                let known = plain.contains_key(&key);
                let (value, new) = map.or_insert(key, number).unwrap();
                assert_eq!(new, !known);
                *value += 1;
                *plain.entry(key).or_insert(number) += 1;
            }
            let before = map.clone();
            for number in 0..3_500u64 {
                let key = number.wrapping_mul(scatter);
                assert_eq!(map.get(key), plain.get(&key));
                assert_eq!(map.get_mut(key), plain.get_mut(&key));
                if number % 3 == 0 {
                    assert_eq!(map.remove(key), plain.get(&key).copied());
                    assert_eq!(map.get(key), None);
                }
            }
            assert!(
                plain.iter().all(|(key, value)| before.get(*key) == Some(value)),
                "the copy lost something"
            );
        }
    }
}
