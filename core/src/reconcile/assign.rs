//! Which line takes which declaration, where several lines want the same (B29).
//!
//! As many lines as possible find one, and where a line stands in the file decides nothing (R166): lines that compete are
//! served in the order of what they say, and one that was served moves on where another has no other choice.

use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};

/// For every line of `0..lines` the declaration that it takes.
///
/// `wishes` are the declarations that a line fits, best first; it is asked again for lines that compete, so that the
/// wishes of a large file need not be kept. `compare` orders lines by what they say; of equal ones the first in the file wins.
pub fn assign<D: Copy + Ord>(
    lines: usize,
    wishes: impl Fn(usize) -> Vec<D>,
    compare: impl Fn(usize, usize) -> Ordering,
) -> Vec<Option<D>> {
    let mut wanted_by_several: BTreeMap<D, bool> = BTreeMap::new();
    let mut taken: Vec<Option<D>> = Vec::with_capacity(lines);
    for line in 0..lines {
        let wishes = wishes(line);
        for &wish in &wishes {
            wanted_by_several.entry(wish).and_modify(|several| *several = true).or_insert(false);
        }
        taken.push(wishes.first().copied());
    }
    let competes = |line: &usize| {
        let is_wanted = |wish: &D| wanted_by_several.get(wish).is_some_and(|several| *several);
        match taken.get(*line) {
            // A second wish may be wanted by others even where the first is not.
            Some(Some(first)) => is_wanted(first) || wishes(*line).iter().any(is_wanted),
            _ => false,
        }
    };
    if !wanted_by_several.values().any(|several| *several) {
        return taken;
    }
    let mut competing: Vec<usize> = (0..lines).filter(competes).collect();
    competing.sort_by(|&one, &other| compare(one, other).then(one.cmp(&other)));
    for &line in &competing {
        if let Some(place) = taken.get_mut(line) {
            *place = None;
        }
    }
    let mut holders = BTreeMap::new();
    for line in competing {
        serve(line, &wishes, &mut taken, &mut holders);
    }
    taken
}

/// Looks for the shortest chain of lines, each moving on to another of its wishes, at whose end one is free.
fn serve<D: Copy + Ord>(
    line: usize,
    wishes: impl Fn(usize) -> Vec<D>,
    taken: &mut [Option<D>],
    holders: &mut BTreeMap<D, usize>,
) {
    // Who would take a declaration.
    let mut takers: BTreeMap<D, usize> = BTreeMap::new();
    let mut asking = VecDeque::from([line]);
    while let Some(asker) = asking.pop_front() {
        for wish in wishes(asker) {
            if takers.contains_key(&wish) {
                continue;
            }
            takers.insert(wish, asker);
            if let Some(&holder) = holders.get(&wish) {
                asking.push_back(holder);
                continue;
            }
            let mut free = Some(wish);
            while let Some(declaration) = free {
                let Some(&taker) = takers.get(&declaration) else { return };
                holders.insert(declaration, taker);
                free = taken.get_mut(taker).and_then(|place| place.replace(declaration));
            }
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines are named by what they say; declarations are numbers.
    fn assigned(lines: &[(&str, &[u32])]) -> Vec<Option<u32>> {
        assign(lines.len(), |line| lines[line].1.to_vec(), |one, other| lines[one].0.cmp(lines[other].0))
    }

    #[test]
    fn a_line_alone_takes_the_best() {
        assert_eq!(assigned(&[("a", &[2, 1]), ("b", &[])]), [Some(2), None]);
    }

    #[test]
    fn equal_lines_are_served_in_their_order() {
        assert_eq!(assigned(&[("a", &[1, 2]), ("a", &[1, 2]), ("a", &[1, 2])]), [Some(1), Some(2), None]);
    }

    #[test]
    fn a_line_with_a_choice_gives_way() {
        assert_eq!(assigned(&[("a", &[1, 2]), ("b", &[1])]), [Some(2), Some(1)]);
        assert_eq!(assigned(&[("b", &[1]), ("a", &[1, 2])]), [Some(1), Some(2)]);
        // A chain of three: each moves on by one.
        assert_eq!(
            assigned(&[("a", &[1, 2]), ("b", &[2, 3]), ("c", &[1]), ("d", &[2])]),
            [Some(2), Some(3), Some(1), None]
        );
    }

    #[test]
    fn who_goes_without_depends_on_what_is_said() {
        assert_eq!(assigned(&[("a", &[1]), ("b", &[1])]), [Some(1), None]);
        assert_eq!(assigned(&[("b", &[1]), ("a", &[1])]), [None, Some(1)]);
    }

    #[test]
    fn r166_the_order_of_lines_is_all_the_same() {
        // Every way in which three different lines can want three declarations, in every order of the lines.
        let wishes = |choice: u32| (0..3).filter(|bit| choice >> bit & 1 == 1).collect::<Vec<u32>>();
        for choices in 0..8u32.pow(3) {
            let lines = ["a", "b", "c"].map(|name| {
                let place = u32::from(name.as_bytes()[0] - b'a');
                (name, wishes(choices / 8u32.pow(place) % 8))
            });
            let outcome = |order: [usize; 3]| {
                let shown: Vec<(&str, &[u32])> =
                    order.iter().map(|&place| (lines[place].0, &*lines[place].1)).collect();
                let mut found: Vec<_> =
                    shown.iter().map(|(name, _)| *name).zip(assigned(&shown)).collect::<Vec<_>>();
                found.sort_unstable();
                found
            };
            let first = outcome([0, 1, 2]);
            for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
                assert_eq!(outcome(order), first, "{lines:?}");
            }
        }
    }
}
