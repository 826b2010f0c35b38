//! A map in the order of its keys.
//!
//! A binary tree that keeps itself balanced by weight: of two subtrees side by side, none is more than three times as heavy as the other.
//! It also serves where nobody keeps copies: compiled for one more kind of entry it is smaller than the standard
//! library's.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt::{self, Debug};
use std::mem;
use std::sync::Arc;

/// How much heavier one side may be, and from where on a subtree's inner side is too heavy to move with it.
const HEAVIER: usize = 3;
const INNER_HEAVIER: usize = 2;

pub struct Map<K, V> {
    root: Tree<K, V>,
}

type Tree<K, V> = Option<Arc<Node<K, V>>>;

#[derive(Clone, Debug)]
struct Node<K, V> {
    key: K,
    value: V,
    /// How many entries there are from here on.
    len: usize,
    left: Tree<K, V>,
    right: Tree<K, V>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

impl Side {
    const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

fn len<K, V>(tree: &Tree<K, V>) -> usize {
    tree.as_ref().map_or(0, |node| node.len)
}

fn weight<K, V>(tree: &Tree<K, V>) -> usize {
    len(tree).saturating_add(1)
}

impl<K: Ord, V> Map<K, V> {
    pub fn len(&self) -> usize {
        len(&self.root)
    }

    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    pub fn get_key_value<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        let mut tree = &self.root;
        while let Some(node) = tree {
            tree = match key.cmp(node.key.borrow()) {
                Ordering::Less => &node.left,
                Ordering::Greater => &node.right,
                Ordering::Equal => return Some((&node.key, &node.value)),
            };
        }
        None
    }

    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.get_key_value(key).map(|(_, value)| value)
    }

    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.get(key).is_some()
    }

    /// The entry with the least key.
    pub fn first(&self) -> Option<(&K, &V)> {
        self.iter().next()
    }

    pub fn iter(&self) -> Iter<'_, K, V> {
        let mut iter = Iter { ahead: Vec::new(), behind: Vec::new(), left: self.len() };
        descend(&mut iter.ahead, &self.root, |node| &node.left);
        descend(&mut iter.behind, &self.root, |node| &node.right);
        iter
    }

    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.iter().map(|(key, _)| key)
    }

    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Ord + Clone, V: Clone> Map<K, V> {
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        // A path is not copied for nothing.
        if !self.contains_key(key) {
            return None;
        }
        let mut tree = &mut self.root;
        while let Some(node) = tree {
            let node = Arc::make_mut(node);
            tree = match key.cmp(node.key.borrow()) {
                Ordering::Less => &mut node.left,
                Ordering::Greater => &mut node.right,
                Ordering::Equal => return Some(&mut node.value),
            };
        }
        None
    }

    /// The value of the key, which becomes this one where there is none.
    pub fn or_insert(&mut self, key: K, value: V) -> &mut V {
        if !self.contains_key(&key) {
            self.insert(key.clone(), value.clone());
        }
        Node::at(&mut self.root, key, value)
    }

    /// Gives back the value that the key had before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        Node::insert(&mut self.root, key, value)
    }

    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        if self.contains_key(key) { Node::remove(&mut self.root, key) } else { None }
    }
}

impl<K: Ord + Clone, V: Clone> Node<K, V> {
    fn leaf(key: K, value: V) -> Arc<Self> {
        Arc::new(Self { key, value, len: 1, left: None, right: None })
    }

    /// The value of a key that is in the tree. Only if it were not, there would be a new leaf.
    fn at(tree: &mut Tree<K, V>, key: K, value: V) -> &mut V {
        match tree {
            None => &mut Arc::make_mut(tree.insert(Self::leaf(key, value))).value,
            Some(node) => {
                let node = Arc::make_mut(node);
                match key.cmp(&node.key) {
                    Ordering::Less => Self::at(&mut node.left, key, value),
                    Ordering::Greater => Self::at(&mut node.right, key, value),
                    Ordering::Equal => &mut node.value,
                }
            }
        }
    }

    fn insert(tree: &mut Tree<K, V>, key: K, value: V) -> Option<V> {
        let Some(node) = tree else {
            *tree = Some(Self::leaf(key, value));
            return None;
        };
        let node = Arc::make_mut(node);
        let side = match key.cmp(&node.key) {
            Ordering::Less => &mut node.left,
            Ordering::Greater => &mut node.right,
            Ordering::Equal => return Some(mem::replace(&mut node.value, value)),
        };
        let before = Self::insert(side, key, value);
        node.balance();
        before
    }

    fn remove<Q: Ord + ?Sized>(tree: &mut Tree<K, V>, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let node = Arc::make_mut(tree.as_mut()?);
        let removed = match key.cmp(node.key.borrow()) {
            Ordering::Less => Self::remove(&mut node.left, key),
            Ordering::Greater => Self::remove(&mut node.right, key),
            Ordering::Equal => {
                let Some((key, value)) = Self::remove_first(&mut node.right) else {
                    // Nothing on the right: what is on the left takes its place.
                    let left = node.left.take();
                    return mem::replace(tree, left).map(|node| Arc::unwrap_or_clone(node).value);
                };
                node.key = key;
                Some(mem::replace(&mut node.value, value))
            }
        };
        node.balance();
        removed
    }

    fn remove_first(tree: &mut Tree<K, V>) -> Option<(K, V)> {
        let node = Arc::make_mut(tree.as_mut()?);
        if let Some(first) = Self::remove_first(&mut node.left) {
            node.balance();
            return Some(first);
        }
        let right = node.right.take();
        let node = Arc::unwrap_or_clone(mem::replace(tree, right)?);
        Some((node.key, node.value))
    }

    fn count(&mut self) {
        self.len = weight(&self.left).saturating_add(len(&self.right));
    }

    fn side(&mut self, side: Side) -> &mut Tree<K, V> {
        match side {
            Side::Left => &mut self.left,
            Side::Right => &mut self.right,
        }
    }

    /// Counts anew after one side has changed, and turns where it has become too heavy.
    #[inline(never)]
    fn balance(&mut self) {
        let (left, right) = (weight(&self.left), weight(&self.right));
        let heavy = if left > right.saturating_mul(HEAVIER) {
            Side::Left
        } else if right > left.saturating_mul(HEAVIER) {
            Side::Right
        } else {
            return self.count();
        };
        if let Some(node) = self.side(heavy) {
            let (mut inner, mut outer) = (weight(&node.left), weight(&node.right));
            if heavy == Side::Left {
                mem::swap(&mut inner, &mut outer);
            }
            if inner >= outer.saturating_mul(INNER_HEAVIER) {
                Arc::make_mut(node).turn(heavy.other());
            }
        }
        self.turn(heavy);
    }

    /// The node on this side comes here, and what was here goes to its other side.
    #[inline(never)]
    fn turn(&mut self, side: Side) {
        let Some(mut risen) = self.side(side).take() else { return };
        let node = Arc::make_mut(&mut risen);
        *self.side(side) = node.side(side.other()).take();
        self.count();
        mem::swap(self, node);
        *self.side(side.other()) = Some(risen);
        self.count();
    }
}

#[derive(Debug)]
pub struct Iter<'a, K, V> {
    /// The nodes still to come, each before what is on its far side; once from the front and once from the back.
    ahead: Vec<&'a Node<K, V>>,
    behind: Vec<&'a Node<K, V>>,
    left: usize,
}

fn descend<'a, K, V>(
    path: &mut Vec<&'a Node<K, V>>,
    mut tree: &'a Tree<K, V>,
    near: impl Fn(&'a Node<K, V>) -> &'a Tree<K, V>,
) {
    while let Some(node) = tree {
        path.push(node);
        tree = near(node);
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let node = self.ahead.pop()?;
        descend(&mut self.ahead, &node.right, |node| &node.left);
        Some((&node.key, &node.value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let node = self.behind.pop()?;
        descend(&mut self.behind, &node.left, |node| &node.right);
        Some((&node.key, &node.value))
    }
}

impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}

impl<'a, K: Ord, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<K: Ord + Clone, V: Clone> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl<K, V> Clone for Map<K, V> {
    fn clone(&self) -> Self {
        Self { root: self.root.clone() }
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self { root: None }
    }
}

impl<K: Ord, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other)
    }
}

impl<K: Ord, V: Eq> Eq for Map<K, V> {}

impl<K: Ord + Debug, V: Debug> Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Checks counts and balance, and gives the height.
    fn height(tree: &Tree<u64, u64>) -> usize {
        let Some(node) = tree else { return 0 };
        let (left, right) = (weight(&node.left), weight(&node.right));
        assert_eq!(node.len + 1, left + right);
        assert!(left <= right * HEAVIER && right <= left * HEAVIER, "{left} beside {right}");
        1 + height(&node.left).max(height(&node.right))
    }

    fn check(map: &Map<u64, u64>, plain: &BTreeMap<u64, u64>) {
        assert!(map.iter().eq(plain) && map.iter().rev().eq(plain.iter().rev()));
        assert_eq!((map.len(), map.first()), (plain.len(), plain.first_key_value()));
        height(&map.root);
    }

    #[test]
    fn it_is_an_ordered_map() {
        let (mut map, mut plain) = (Map::default(), BTreeMap::new());
        let mut state = 1u64;
        for step in 0..20_000u64 {
            state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
            let key = state >> 33 & 511;
            match state >> 60 & 3 {
                0 | 1 => assert_eq!(map.insert(key, step), plain.insert(key, step)),
                2 => assert_eq!(map.remove(&key), plain.remove(&key)),
                _ => {
                    assert_eq!(map.get_mut(&key), plain.get_mut(&key));
                    *map.or_insert(key, step) += 1;
                    *plain.entry(key).or_insert(step) += 1;
                }
            }
            if step % 97 == 0 || step < 200 {
                check(&map, &plain);
            }
        }
        while let Some((&key, _)) = plain.first_key_value() {
            assert_eq!(map.remove(&key), plain.remove(&key));
            check(&map, &plain);
        }
        assert!(map.is_empty() && map.remove(&0).is_none());
    }

    #[test]
    fn keys_that_only_rise_do_not_make_it_a_list() {
        let mut map = Map::default();
        (0..100_000).for_each(|key| assert_eq!(map.insert(key, key), None));
        assert!(height(&map.root) <= 24);
        let mut iter = map.iter();
        for _ in 0..50_000 {
            assert!(iter.next().is_some() && iter.next_back().is_some());
        }
        assert!(iter.next().is_none() && iter.next_back().is_none());
    }

    #[test]
    fn a_copy_goes_its_own_way() {
        let mut map = Map::default();
        (0..1_000u64).for_each(|key| assert_eq!(map.insert(key, key), None));
        let before = map.clone();
        assert_eq!(before, map);
        assert_eq!((map.remove(&500), map.insert(7, 0)), (Some(500), Some(7)));
        *map.or_insert(3, 0) = 4;
        assert_ne!(before, map);
        assert!(before.iter().all(|(key, value)| key == value) && before.len() == 1_000);
    }
}
