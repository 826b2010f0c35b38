//! A list that grows and shrinks at its end.
//!
//! A tree of nodes with up to 32 parts each: the place of an item, read five bits at a time, is the way to it.

use std::fmt::{self, Debug};
use std::sync::Arc;

const BITS: u32 = 5;
const WIDTH: usize = 1 << BITS;

pub struct List<T> {
    root: Arc<Node<T>>,
    /// How many bits of a place are read below the root's own.
    shift: u32,
    len: usize,
}

#[derive(Clone)]
enum Node<T> {
    Branch(Vec<Arc<Node<T>>>),
    Leaf(Vec<T>),
}

/// Which part of a node is on the way to a place.
const fn part(place: usize, shift: u32) -> usize {
    place.wrapping_shr(shift) % WIDTH
}

impl<T> List<T> {
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn get(&self, place: usize) -> Option<&T> {
        self.leaf(place).get(part(place, 0))
    }

    pub fn last(&self) -> Option<&T> {
        self.get(self.len.checked_sub(1)?)
    }

    /// The items that stand in one node with this place; none if the list ends before it.
    fn leaf(&self, place: usize) -> &[T] {
        if place >= self.len {
            return &[];
        }
        let (mut node, mut shift) = (&self.root, self.shift);
        loop {
            match &**node {
                Node::Leaf(items) => return items,
                Node::Branch(parts) => match parts.get(part(place, shift)) {
                    Some(next) => node = next,
                    None => return &[],
                },
            }
            shift = shift.saturating_sub(BITS);
        }
    }

    pub fn iter(&self) -> Iter<'_, T> {
        Iter { list: self, start: 0, end: self.len, first: &[], last: &[] }
    }
}

impl<T: Clone> List<T> {
    pub fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        if place >= self.len {
            return None;
        }
        let (mut node, mut shift) = (&mut self.root, self.shift);
        loop {
            match Arc::make_mut(node) {
                Node::Leaf(items) => return items.get_mut(part(place, 0)),
                Node::Branch(parts) => node = parts.get_mut(part(place, shift))?,
            }
            shift = shift.saturating_sub(BITS);
        }
    }

    pub fn push(&mut self, item: T) {
        let place = self.len;
        if place.wrapping_shr(self.shift) == WIDTH {
            // The tree is full: it becomes the first part of a higher one.
            let full = std::mem::replace(&mut self.root, Arc::new(Node::Branch(Vec::with_capacity(WIDTH))));
            self.shift = self.shift.saturating_add(BITS);
            if let Some(Node::Branch(parts)) = Arc::get_mut(&mut self.root) {
                parts.push(full);
            }
        }
        let (mut node, mut shift) = (&mut self.root, self.shift);
        loop {
            match Arc::make_mut(node) {
                Node::Leaf(items) => {
                    items.push(item);
                    break;
                }
                Node::Branch(parts) => {
                    let next = part(place, shift);
                    shift = shift.saturating_sub(BITS);
                    if parts.len() == next {
                        parts.push(Arc::new(Node::empty(shift)));
                    }
                    match parts.get_mut(next) {
                        Some(part) => node = part,
                        None => return,
                    }
                }
            }
        }
        self.len = place.saturating_add(1);
    }

    pub fn pop(&mut self) -> Option<T> {
        let last = self.last()?.clone();
        self.truncate(self.len.saturating_sub(1));
        Some(last)
    }

    /// Forgets all but the first so many.
    pub fn truncate(&mut self, len: usize) {
        if len >= self.len {
            return;
        }
        self.len = len;
        let Some(last) = len.checked_sub(1) else {
            *self = Self::default();
            return;
        };
        let (mut node, mut shift) = (&mut self.root, self.shift);
        loop {
            let kept = part(last, shift);
            match Arc::make_mut(node) {
                Node::Leaf(items) => return items.truncate(kept.saturating_add(1)),
                Node::Branch(parts) => {
                    parts.truncate(kept.saturating_add(1));
                    match parts.last_mut() {
                        Some(part) => node = part,
                        None => return,
                    }
                }
            }
            shift = shift.saturating_sub(BITS);
        }
    }
}

impl<T> Node<T> {
    fn empty(shift: u32) -> Self {
        if shift == 0 { Self::Leaf(Vec::new()) } else { Self::Branch(Vec::new()) }
    }
}

#[derive(Debug)]
pub struct Iter<'a, T> {
    list: &'a List<T>,
    start: usize,
    end: usize,
    /// The leaves in which `start` and the place before `end` are, once they were looked up.
    first: &'a [T],
    last: &'a [T],
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        if self.start >= self.end {
            return None;
        }
        let place = part(self.start, 0);
        if place == 0 || self.first.is_empty() {
            self.first = self.list.leaf(self.start);
        }
        self.start = self.start.saturating_add(1);
        self.first.get(place)
    }

    fn nth(&mut self, count: usize) -> Option<&'a T> {
        self.start = self.start.saturating_add(count).min(self.end);
        self.first = &[];
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.end.saturating_sub(self.start);
        (left, Some(left))
    }
}

impl<T> DoubleEndedIterator for Iter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.start >= self.end {
            return None;
        }
        self.end = self.end.saturating_sub(1);
        let place = part(self.end, 0);
        if place == WIDTH - 1 || self.last.is_empty() {
            self.last = self.list.leaf(self.end);
        }
        self.last.get(place)
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self { root: Arc::clone(&self.root), ..*self }
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { root: Arc::new(Node::empty(0)), shift: 0, len: 0 }
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.root, &other.root) || self.iter().eq(other)
    }
}

impl<T: Eq> Eq for List<T> {}

impl<T: Debug> Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_vector() {
        let mut list = List::default();
        let mut plain: Vec<usize> = Vec::new();
        for item in 0..40_000 {
            list.push(item);
            plain.push(item);
            if item % 1_000 == 0 || item < 70 {
                assert!(list.iter().eq(&plain) && list.iter().rev().eq(plain.iter().rev()));
                assert_eq!((list.last(), list.iter().len()), (plain.last(), plain.len()));
            }
        }
        for place in (0..40_000).step_by(777) {
            *list.get_mut(place).unwrap() += 1;
            plain[place] += 1;
            assert_eq!(list.get(place), plain.get(place));
            assert!(list.iter().skip(place).take(100).eq(plain.iter().skip(place).take(100)));
        }
        assert_eq!(list.get(40_000), None);
        assert_eq!(list.get_mut(40_000), None);
        for len in [39_999, 32_769, 32_768, 32_767, 1_025, 1_024, 1_023, 33, 32, 31, 1, 0, 0] {
            list.truncate(len);
            plain.truncate(len);
            assert_eq!(list.iter().collect::<Vec<_>>(), plain.iter().collect::<Vec<_>>());
            let (mut longer, mut plainly_longer) = (list.clone(), plain.clone());
            for item in 0..70 {
                longer.push(item);
                plainly_longer.push(item);
            }
            assert!(longer.iter().eq(&plainly_longer), "grown again from {len}");
        }
        assert_eq!((list.pop(), list.last()), (None, None));
    }

    #[test]
    fn both_ends_meet() {
        let mut list = List::default();
        (0..100).for_each(|item| list.push(item));
        let mut iter = list.iter();
        for item in 0..50 {
            assert_eq!((iter.next(), iter.next_back()), (Some(&item), Some(&(99 - item))));
        }
        assert_eq!((iter.next(), iter.next_back()), (None, None));
    }

    #[test]
    fn a_copy_goes_its_own_way() {
        let mut list = List::default();
        (0..5_000).for_each(|item| list.push(item));
        let before = list.clone();
        assert_eq!(before, list);
        *list.get_mut(4_321).unwrap() = 0;
        assert_eq!(list.pop(), Some(4_999));
        list.push(7);
        assert_ne!(before, list);
        assert!(before.iter().copied().eq(0..5_000));
        assert_eq!((list.get(4_321), list.last()), (Some(&0), Some(&7)));
    }
}
