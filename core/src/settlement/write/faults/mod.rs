//! Files that are broken on purpose, for testing what reads them: one fault for each rule, by the rule's name.
//!
//! The same seed breaks the same file in the same place. The examples of the documentation are made here, too.

mod bytes;
mod layout;
mod values;

use super::dice::Dice;
use super::sheet::Sheet;
use super::{Draft, DraftLine, sheet};
use crate::catalog::{LineStatus, Provider};
use crate::date::Date;
use crate::money::Currency;
use crate::settlement::report::Dialect;
use crate::settlement::rules::Rule;

/// A way to break a rule.
#[derive(Debug)]
pub struct Fault {
    pub rule: &'static Rule,
    change: Change,
}

#[derive(Clone, Copy, Debug)]
enum Change {
    /// `None` where the file has nothing to break in this way.
    Rows(fn(&mut Sheet, &mut Dice) -> Option<()>),
    Bytes(fn(&mut Vec<u8>, &mut Dice) -> Option<()>),
    /// The rule is about files of the 2025 format.
    In2025(fn(&mut Sheet, &mut Dice) -> Option<()>),
}

/// Every fault, in the order of the catalogue. `duplicates-limit` has none: it is about how the check is set.
pub fn all() -> impl Iterator<Item = &'static Fault> {
    bytes::FAULTS.iter().chain(layout::FAULTS).chain(values::FAULTS)
}

/// The fault that breaks the rule of this code.
pub fn find(code: &str) -> Option<&'static Fault> {
    all().find(|fault| fault.rule.code == code)
}

/// The fault found nothing to break: no refund, say, in a file of payments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NothingToBreak {
    pub code: &'static str,
}

/// The file of a draft with these faults in it, the same for the same seed.
pub fn write_broken(draft: &Draft, faults: &[&'static Fault], seed: u64) -> Result<Vec<u8>, NothingToBreak> {
    let of_2025 = faults.iter().any(|fault| matches!(fault.change, Change::In2025(_)));
    let dialect = if of_2025 { Dialect::V1 } else { draft.dialect };
    let mut rows = sheet(&Draft { dialect, ..draft.clone() });
    let mut dice = Dice::new(seed);
    let nothing = |fault: &Fault| NothingToBreak { code: fault.rule.code };
    for fault in faults {
        if let Change::Rows(change) | Change::In2025(change) = fault.change {
            change(&mut rows, &mut dice).ok_or_else(|| nothing(fault))?;
        }
    }
    let mut bytes = rows.bytes();
    for fault in faults {
        if let Change::Bytes(change) = fault.change {
            change(&mut bytes, &mut dice).ok_or_else(|| nothing(fault))?;
        }
    }
    Ok(bytes)
}

/// What breaks a rule, and what it should have been.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// Whole files, for a check.
    pub bad_file: Vec<u8>,
    pub good_file: Vec<u8>,
    /// The rows that differ, for a reader; at most a few.
    pub bad: Vec<String>,
    pub good: Vec<String>,
}

/// The example of a rule. `None` for the rule that is about how the check is set.
pub fn example(rule: &Rule) -> Option<Example> {
    let fault = find(rule.code)?;
    let draft = sample()?;
    let good_file = match fault.change {
        Change::In2025(_) => sheet(&Draft { dialect: Dialect::V1, ..draft.clone() }).bytes(),
        Change::Rows(_) | Change::Bytes(_) => sheet(&draft).bytes(),
    };
    let bad_file = write_broken(&draft, &[fault], 0).ok()?;
    let (good, bad) = differing(&good_file, &bad_file);
    Some(Example { bad_file, good_file, bad, good })
}

/// A payment, its refund and a dispute, with fees: something for every rule.
fn sample() -> Option<Draft> {
    let line = |reference: &str, status, amount, initial: &str, fees| DraftLine {
        provider_reference: reference.to_owned(),
        payment_method: Some("VISA".to_owned()),
        status,
        date: Date { year: 2026, month: 3, day: 19 },
        amount,
        initial_reference: initial.to_owned(),
        fees: Some(fees),
    };
    Some(Draft {
        dialect: Dialect::V2,
        provider: Provider::parse("STRIPE")?,
        currency: Currency::Eur,
        settlement_date: Date { year: 2026, month: 3, day: 20 },
        fees_deducted: 0,
        lines: vec![
            line("pay-1", LineStatus::Settled, 100_000, "", 100),
            line("ref-1", LineStatus::Refunded, -25_000, "pay-1", 100),
            line("dis-1", LineStatus::Disputed, -25_000, "pay-0", 300),
        ],
    })
}

/// Rows in which two files differ, from the first to the last. Where one file has no such row, its neighbours are shown.
fn differing(good: &[u8], bad: &[u8]) -> (Vec<String>, Vec<String>) {
    let rows = |bytes: &[u8]| -> Vec<String> {
        let rows = bytes.split_inclusive(|byte| *byte == b'\n');
        rows.map(visible).collect()
    };
    let (good, bad) = (rows(good), rows(bad));
    let before = good.iter().zip(&bad).take_while(|(a, b)| a == b).count();
    let shorter = good.len().min(bad.len()).saturating_sub(before);
    let behind = good.iter().rev().zip(bad.iter().rev()).take(shorter).take_while(|(a, b)| a == b).count();
    let around = usize::from(shorter == behind);
    let shown = |rows: &[String]| -> Vec<String> {
        let start = before.saturating_sub(around);
        let end = rows.len().saturating_sub(behind).saturating_add(around).min(rows.len());
        let rows = rows.get(start..end).unwrap_or_default();
        let more = (rows.len() > ROWS).then(|| "…".to_owned());
        rows.iter().take(ROWS).cloned().chain(more).collect()
    };
    (shown(&good), shown(&bad))
}

/// Most rows that an example shows.
const ROWS: usize = 4;
/// Longest row that an example shows whole.
const SHOWN: usize = 200;

/// A row for a reader: what cannot be seen by its number, LF as the end of the row left out.
fn visible(row: &[u8]) -> String {
    use std::fmt::Write;
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    let mut out = String::new();
    for chunk in row.utf8_chunks() {
        for character in chunk.valid().chars() {
            let is_hidden = character.is_control()
                || matches!(character, '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{feff}');
            // Writing into a string cannot fail.
            let _ = if is_hidden {
                write!(out, "⟨U+{:04X}⟩", u32::from(character))
            } else {
                write!(out, "{character}")
            };
        }
        for byte in chunk.invalid() {
            let _ = write!(out, "⟨0x{byte:02X}⟩");
        }
    }
    if out.chars().count() > SHOWN { out.chars().take(SHOWN).chain(['…']).collect() } else { out }
}

impl Fault {
    const fn rows(rule: &'static Rule, change: fn(&mut Sheet, &mut Dice) -> Option<()>) -> Self {
        Self { rule, change: Change::Rows(change) }
    }

    const fn bytes(rule: &'static Rule, change: fn(&mut Vec<u8>, &mut Dice) -> Option<()>) -> Self {
        Self { rule, change: Change::Bytes(change) }
    }

    const fn in_2025(rule: &'static Rule, change: fn(&mut Sheet, &mut Dice) -> Option<()>) -> Self {
        Self { rule, change: Change::In2025(change) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settlement::{CheckOptions, check, rules};
    use std::collections::BTreeSet;

    fn codes(bytes: &[u8]) -> BTreeSet<&'static str> {
        check(bytes, &CheckOptions::default()).counts.iter().map(|count| count.code).collect()
    }

    #[test]
    fn every_rule_but_one_can_be_broken_on_demand() {
        let missing: Vec<_> =
            rules::all().map(|rule| rule.code).filter(|code| find(code).is_none()).collect();
        assert_eq!(missing, ["duplicates-limit"]);
        let mut seen = BTreeSet::new();
        assert!(all().all(|fault| seen.insert(fault.rule.code)), "a rule has two faults");
    }

    #[test]
    fn each_fault_yields_its_finding_whatever_the_seed() {
        for fault in all() {
            for seed in 0..40 {
                let bytes = write_broken(&sample().unwrap(), &[fault], seed).unwrap();
                let found = codes(&bytes);
                let shown = String::from_utf8_lossy(&bytes);
                assert!(
                    found.contains(fault.rule.code),
                    "{} (seed {seed}) gives {found:?}\n{shown}",
                    fault.rule.code
                );
            }
        }
    }

    #[test]
    fn the_good_side_of_an_example_does_not_break_the_rule_and_the_bad_side_does() {
        for rule in rules::all().filter(|rule| rule.code != "duplicates-limit") {
            let example = example(rule).unwrap();
            // What is told of every file of 2025 is told of the good one, too.
            if rule.code != "format-2025" {
                assert!(!codes(&example.good_file).contains(rule.code), "{}", rule.code);
            }
            assert!(codes(&example.bad_file).contains(rule.code), "{}", rule.code);
            assert!(example.bad != example.good, "{}: nothing to see", rule.code);
        }
    }

    #[test]
    fn the_same_seed_breaks_the_same_place_and_others_break_others() {
        let fault = [find("date-malformed").unwrap()];
        let broken = |seed| write_broken(&sample().unwrap(), &fault, seed).unwrap();
        assert_eq!(broken(3), broken(3));
        assert!((0..40).map(broken).collect::<BTreeSet<_>>().len() > 3);
    }

    #[test]
    fn a_fault_that_finds_nothing_to_break_says_so() {
        let mut draft = sample().unwrap();
        draft.lines.truncate(1);
        let fault = find("initial-reference-missing").unwrap();
        assert_eq!(
            write_broken(&draft, &[fault], 0),
            Err(NothingToBreak { code: "initial-reference-missing" })
        );
    }
}
