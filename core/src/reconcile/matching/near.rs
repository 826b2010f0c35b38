//! What a line that matches nothing may have meant.
//!
//! Only listed lines are looked after, in one walk over the declarations at the end of the file: references are compared by
//! their letters and digits alone, and with what stands before or behind a separator taken off.

use super::report::{DeclaredAction, Nearest, Reason, UnmatchedLine};
use super::sieve::Sieve;
use super::tail::{TELLING, any_tail, tail};
use crate::catalog::LineStatus;
use crate::date::{Date, SECONDS_PER_DAY};
use crate::reconcile::Declared;
use crate::reconcile::declarations::{Declarations, Record, Standing, StatusSet};
use crate::sort;
use rustc_hash::FxHashMap;
use serde::Serialize;

/// In what a declaration is like the line. The likeliest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Likeness {
    /// The reference differs in upper and lower case only.
    Case,
    /// The reference differs in blanks or punctuation only.
    Punctuation,
    /// One reference is the other with something before or behind it.
    Affix,
    /// The same amount, at most a day apart.
    AmountAndDate,
    /// The same amount; a date is not declared.
    Amount,
}

impl Likeness {
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Case => "its reference differs in upper and lower case",
            Self::Punctuation => "its reference differs in blanks or punctuation",
            Self::Affix => "its reference has something more or less before or behind it",
            Self::AmountAndDate => "it has the same amount and date",
            Self::Amount => "it has the same amount",
        }
    }
}

/// Names the nearest declarations of each listed line, and says what to do about it.
pub fn explain(declarations: &Declarations, lines: &mut [UnmatchedLine], most: usize) {
    let mut found: Vec<Vec<(Likeness, u32)>> = vec![Vec::new(); lines.len()];
    let mut sought = Sought::of(lines);
    if !(sought.by_key.is_empty() && sought.by_amount.is_empty()) && most > 0 {
        let free = |number, own| is_free(declarations, number, own);
        declarations.visit(free, |number, record| {
            sought.compare(declarations, number, record, lines, &mut found, most);
        });
    }
    for (line, mut near) in lines.iter_mut().zip(found) {
        sort::by(&mut near, Ord::cmp);
        near.dedup_by_key(|(_, number)| *number);
        line.nearest = near
            .into_iter()
            .take(most)
            .filter_map(|(likeness, number)| {
                let declared = DeclaredAction::of(declarations, &declarations.get(number)?);
                Some(Nearest { likeness, declared })
            })
            .collect();
        if line.remedy.is_none() {
            line.remedy = remedy(line);
        }
    }
}

const fn wants_company(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::UnknownReference | Reason::NotDeclared | Reason::OtherType | Reason::OtherProvider
    )
}

/// Listed lines by what a declaration can have in common with them.
struct Sought {
    by_key: FxHashMap<String, Vec<usize>>,
    by_amount: FxHashMap<u64, Vec<usize>>,
    /// The tails of all keys: few declarations have one of them, and for the others no keys need be made.
    tails: Sieve,
    amounts: Sieve,
    keys: Keys,
}

impl Sought {
    fn of(lines: &[UnmatchedLine]) -> Self {
        let (mut by_key, mut by_amount) = (FxHashMap::default(), FxHashMap::default());
        let (mut tails, mut amounts) = (Vec::new(), Vec::new());
        let mut keys = Keys::default();
        for (place, line) in lines.iter().enumerate().filter(|(_, line)| wants_company(line.reason)) {
            for key in keys.of(&line.reference) {
                by_key.entry(key.to_owned()).or_insert_with(Vec::new).push(place);
                tails.extend(tail(key.as_bytes()));
            }
            if let Some(amount) = line.amount {
                by_amount.entry(amount.unsigned_abs()).or_insert_with(Vec::new).push(place);
                amounts.push(amount.unsigned_abs());
            }
        }
        Self { by_key, by_amount, tails: Sieve::of(&tails), amounts: Sieve::of(&amounts), keys }
    }

    fn compare(
        &mut self,
        declarations: &Declarations,
        number: u32,
        record: &Record<'_>,
        lines: &[UnmatchedLine],
        found: &mut [Vec<(Likeness, u32)>],
        most: usize,
    ) {
        let Self { by_key, by_amount, tails, amounts, keys } = self;
        let (kind, entry) = (record.standing.kind(), record.entry);
        let fits = |line: &UnmatchedLine| {
            let of_kind = line.status.is_some_and(|status| of_kind(kind, status));
            let currency =
                entry.currency.is_none() || line.currency.is_none() || entry.currency == line.currency;
            let is_free = line.status.is_some_and(|status| {
                let bearer = declarations.standing(declarations.bearer(number)).unwrap_or(&record.standing);
                !bearer.settled.has(status) && !bearer.taken.has(status)
            });
            of_kind && currency && is_free
        };
        let mut offer = |place: usize, likeness: Likeness| {
            let (Some(line), Some(list)) = (lines.get(place), found.get_mut(place)) else { return };
            // Amounts are often alike; references hardly ever. A few of each are enough to choose from.
            if fits(line) && list.iter().filter(|(known, _)| *known == likeness).count() < most {
                list.push((likeness, number));
            }
        };
        let reference = entry.reference;
        if any_tail(reference, |tail| tails.may_have(tail)) {
            let reference = String::from_utf8_lossy(reference);
            for key in keys.of(&reference) {
                for place in by_key.get(key).into_iter().flatten() {
                    let Some(line) = lines.get(*place) else { continue };
                    offer(*place, alike(&line.reference, &reference));
                }
            }
        }
        let amount = declarations.amount(record).unsigned_abs();
        if !amounts.may_have(amount) {
            return;
        }
        for place in by_amount.get(&amount).into_iter().flatten() {
            let Some(line) = lines.get(*place) else { continue };
            match (line.date, entry.date()) {
                (Some(a), Some(b)) if at_most_a_day_apart(a, b) => offer(*place, Likeness::AmountAndDate),
                (Some(_), Some(_)) => {}
                _ => offer(*place, Likeness::Amount),
            }
        }
    }
}

fn of_kind(kind: Declared, status: LineStatus) -> bool {
    statuses(kind).has(status)
}

/// The statuses of lines that are about declarations of this kind.
const fn statuses(kind: Declared) -> StatusSet {
    use LineStatus::{Defended, Disputed, DisputedLost, DisputedWon, RefundReversed, Refunded, Settled};
    let none = StatusSet::NONE;
    match kind {
        Declared::Intent => none,
        Declared::Capture => none.with(Settled),
        Declared::Refund => none.with(Refunded).with(RefundReversed),
        Declared::Reversal => none.with(RefundReversed),
        Declared::Dispute => none.with(Disputed).with(Defended).with(DisputedWon).with(DisputedLost),
    }
}

/// Whether a line of any status might still take the declaration. Almost all are taken when the walk begins.
#[inline]
fn is_free(declarations: &Declarations, number: u32, own: Standing) -> bool {
    let kind = own.kind();
    if kind != Declared::Reversal {
        return !own.settled.and(own.taken).has_all(statuses(kind));
    }
    let bearer = declarations.standing(declarations.bearer(number)).unwrap_or(&own);
    !bearer.settled.and(bearer.taken).has_all(statuses(kind))
}

/// Letters and digits of a reference, and of what remains of it without its first or its last part. Keeps its room from one
/// reference to the next.
#[derive(Default)]
struct Keys {
    plain: String,
    /// Where the letters and digits begin behind the first separators.
    starts: [usize; 3],
}

impl Keys {
    fn of(&mut self, reference: &str) -> impl Iterator<Item = &str> {
        self.plain.clear();
        let mut separators: usize = 0;
        let mut last = None;
        for c in reference.chars() {
            if c.is_ascii_alphanumeric() {
                self.plain.push(c.to_ascii_lowercase());
            } else if c.is_alphanumeric() {
                self.plain.extend(c.to_lowercase());
            } else {
                if let Some(start) = self.starts.get_mut(separators) {
                    *start = self.plain.len();
                }
                separators = separators.saturating_add(1);
                last = Some(self.plain.len());
            }
        }
        let behind = self.starts.iter().take(separators).filter_map(|start| self.plain.get(*start..));
        let before = last.and_then(|end| self.plain.get(..end));
        let mut previous = "";
        std::iter::once(self.plain.as_str()).chain(behind).chain(before).filter(move |key| {
            let tells = key.chars().nth(TELLING.saturating_sub(1)).is_some();
            tells && *key != std::mem::replace(&mut previous, key)
        })
    }
}

fn alike(a: &str, b: &str) -> Likeness {
    let plain = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (a_plain, b_plain) = (plain(a).to_lowercase(), plain(b).to_lowercase());
    if a.to_lowercase() == b.to_lowercase() {
        Likeness::Case
    } else if a_plain == b_plain {
        Likeness::Punctuation
    } else {
        Likeness::Affix
    }
}

fn at_most_a_day_apart(a: Date, b: Date) -> bool {
    a.midnight().abs_diff(b.midnight()) <= SECONDS_PER_DAY.unsigned_abs()
}

fn remedy(line: &UnmatchedLine) -> Option<String> {
    if let Some(near) = line.nearest.first() {
        let (kind, reference) = (near.declared.kind.name(), crate::text::shortened(&near.declared.reference));
        return Some(format!(
            "Did you mean the {kind} \"{reference}\"? {}.",
            capitalised(near.likeness.meaning())
        ));
    }
    let text = match line.reason {
        Reason::UnknownReference => match line.status {
            Some(LineStatus::Settled) => "Declare the payment and capture it, or compare the references.",
            _ => "Declare it, or compare the references.",
        },
        Reason::NotDeclared => match line.status {
            Some(LineStatus::Settled) => {
                "Capture the Intent under this reference, or use the reference of its capture."
            }
            Some(LineStatus::Refunded) => "Declare the refund with this reference.",
            Some(LineStatus::RefundReversed) => "Declare the refund and its reversal with this reference.",
            _ => "Declare the dispute with this reference.",
        },
        Reason::OtherType => "Check the type of the line, and under which reference the action is declared.",
        Reason::OtherProvider => "Check ExternalProviderName in the footer.",
        Reason::OtherCurrency => "Check the currency of the line and of the Intent.",
        Reason::OtherStatus => {
            "Declare what has happened since: the reversal, or the decision on the dispute."
        }
        Reason::InitialReference => "Write a reference of the Intent that the action belongs to.",
        Reason::AlreadySettled => "Leave the line out.",
        Reason::OtherAmount => "Correct the line, or what is declared: a capture is settled as a whole.",
        Reason::Duplicate => "Leave one of the two lines out.",
        Reason::Malformed => return None,
    };
    Some(text.to_owned())
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(reference: &str) -> Vec<String> {
        Keys::default().of(reference).map(str::to_owned).collect()
    }

    #[test]
    fn references_are_alike_across_case_blanks_and_affixes() {
        for (a, b, likeness) in [
            ("pi_3Abc99", "PI_3ABC99", Likeness::Case),
            ("pi_3Abc99", "pi 3abc99", Likeness::Punctuation),
            (" pi_3Abc99", "pi_3abc99", Likeness::Punctuation),
            ("stripe-pi_3Abc99", "pi_3Abc99", Likeness::Affix),
            ("pi_3Abc99-refund", "pi_3Abc99", Likeness::Affix),
        ] {
            assert!(keys(a).iter().any(|key| keys(b).contains(key)), "{a} {b}");
            assert_eq!(alike(a, b), likeness, "{a} {b}");
        }
        assert!(keys("a-1").is_empty());
        assert!(!keys("pay-100001").iter().any(|key| keys("pay-100002").contains(key)));
    }

    #[test]
    fn whatever_shares_a_key_may_be_sought() {
        let parts =
            ["pi", "3Abc99", "x", "RÉF77", "7é", "\u{212a}elvin", "-", "_", " ", "\u{a0}", "12345", ""];
        let texts: Vec<String> = (0..parts.len().pow(4))
            .map(|number| (0..4).map(|place| parts[number / parts.len().pow(place) % parts.len()]).collect())
            .collect();
        for sought in texts.iter().step_by(211) {
            let sought = keys(sought);
            let tails: Vec<u64> = sought.iter().filter_map(|key| tail(key.as_bytes())).collect();
            for text in &texts {
                let is_sought = keys(text).iter().any(|key| sought.contains(key));
                let passes = any_tail(text.as_bytes(), |tail| tails.contains(&tail));
                assert!(!is_sought || passes, "{text} {sought:?}");
            }
        }
    }
}
