//! Files that somebody has mangled: nothing panics, chunks change nothing, and safe repair comes to an end.

mod samples;

use echoscope_core::settlement::fix::{FixKind, repair, repair_safely};
use echoscope_core::settlement::{CheckOptions, Checker, Report, check};
use samples::GOOD;

fn report(bytes: &[u8]) -> Report {
    check(bytes, &CheckOptions::default())
}

/// A small generator of pseudo-random numbers, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Drops, doubles, moves and overwrites pieces of the text.
fn mangle(dice: &mut Dice) -> Vec<u8> {
    const PIECES: [&[u8]; 14] = [
        b",",
        b"\"",
        b"\r",
        b"\n",
        b"\r\n",
        b";",
        b" ",
        b"-",
        b"0",
        b"\0",
        b"\xFF",
        "\u{FEFF}".as_bytes(),
        b",,,,,,,,\n",
        b"TotalNetSettlementAmount,1\n",
    ];
    let mut bytes = GOOD.as_bytes().to_vec();
    for _ in 0..=dice.roll(5) {
        let at = dice.roll(bytes.len() + 1);
        let end = (at + dice.roll(3) * dice.roll(60)).min(bytes.len());
        match dice.roll(4) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let copy = bytes[at..end].to_vec();
                let to = dice.roll(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            2 => drop(bytes.splice(at..at, PIECES[dice.roll(PIECES.len())].iter().copied())),
            _ => drop(bytes.splice(at..end, PIECES[dice.roll(PIECES.len())].iter().copied())),
        }
    }
    bytes
}

#[test]
fn mangled_files_are_read_alike_in_any_chunks_and_repaired_to_an_end() {
    let mut dice = Dice(2026);
    for round in 0..1500 {
        let bytes = mangle(&mut dice);
        let shown = || format!("round {round}: {}", String::from_utf8_lossy(&bytes));
        let whole = report(&bytes);
        let mut checker = Checker::new(CheckOptions::default(), ());
        bytes.chunks(1 + dice.roll(90)).for_each(|chunk| checker.feed(chunk));
        assert_eq!(checker.finish().0, whole, "{}", shown());

        let safe = |fix: &echoscope_core::settlement::fix::Fix| fix.kind == FixKind::Safe;
        let repaired = repair_safely(&bytes, &CheckOptions::default());
        let left = report(&repaired.bytes).findings;
        let left: Vec<_> =
            left.into_iter().filter(|finding| finding.fix.as_ref().is_some_and(safe)).collect();
        assert!(left.is_empty(), "{}\nstill: {left:#?}", shown());

        repair(&bytes, &CheckOptions::default(), |_, _| true);
    }
}

#[test]
fn every_short_string_behind_a_header_is_checked() {
    let header = GOOD.lines().next().unwrap();
    let mut layer = vec![Vec::new()];
    for _ in 0..=5 {
        for text in &layer {
            report(&[header.as_bytes(), b"\n", text.as_slice()].concat());
            report(&[header.as_bytes(), text.as_slice()].concat());
        }
        layer = layer
            .iter()
            .flat_map(|text| b",\"\r\na".iter().map(|byte| [text.as_slice(), &[*byte]].concat()))
            .collect();
    }
}

#[test]
fn listed_findings_are_limited_and_counts_are_not() {
    let line = "pay-1,VISA,PAYMENT,SETTLED,2025-06-19,1,EUR,,0\n";
    let text = GOOD.replacen("pay-1", &(line.repeat(2500) + "pay-1"), 1);
    let report = report(text.as_bytes());
    let dates = report.counts.iter().find(|count| count.code == "date-malformed").unwrap();
    assert_eq!((dates.count, dates.listed), (2500, 1000));
    assert_eq!(report.findings.iter().filter(|finding| finding.code == "date-malformed").count(), 1000);
    let repaired = repair_safely(text.as_bytes(), &CheckOptions::default());
    assert!(!String::from_utf8(repaired.bytes).unwrap().contains("2025-06-19"), "repair knows no limit");
}

#[test]
fn duplicates_are_looked_for_up_to_the_limit_and_the_limit_is_said() {
    let options = CheckOptions { duplicate_lines: 2, ..CheckOptions::default() };
    let codes: Vec<_> =
        check(GOOD.as_bytes(), &options).findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["duplicates-limit"]);
}
