//! The lanes of the checker against each other: whatever the file and however it is cut into chunks, the fast lane and the
//! exact one give the same report and the same lines.

mod samples;

use echoscope_core::settlement::read::Lanes;
use echoscope_core::settlement::{CheckOptions, Checker, LineFacts, LineSink, OrdinaryLine, Report};
use samples::made_up::{Dice, file};
use samples::{GOOD, corpus};

/// Everything that is said of a line, and how many of them came the fast way.
#[derive(Default)]
struct Recorder {
    facts: Vec<String>,
    fast: usize,
}

impl LineSink for Recorder {
    fn line(&mut self, facts: &LineFacts<'_>) {
        self.facts.push(format!("{facts:?}"));
    }

    fn lines(&mut self, lines: &[OrdinaryLine<'_>]) {
        self.fast += lines.len();
        for line in lines {
            self.line(&line.facts());
        }
    }
}

fn run<'c>(
    lanes: Lanes,
    options: CheckOptions,
    chunks: impl IntoIterator<Item = &'c [u8]>,
) -> (Report, Recorder) {
    let mut checker = Checker::with_lanes(options, Recorder::default(), lanes);
    chunks.into_iter().for_each(|chunk| checker.feed(chunk));
    checker.finish()
}

/// Returns how many lines the fast lane took.
fn hold_together(bytes: &[u8], options: CheckOptions, chunk: usize) -> usize {
    let (exact_report, exact) = run(Lanes::ExactOnly, options, [bytes]);
    assert_eq!(exact.fast, 0);
    let silent = {
        let mut checker = Checker::new(options, ());
        checker.feed(bytes);
        checker.finish().0
    };
    assert_eq!(silent, exact_report, "without a sink: {}", String::from_utf8_lossy(bytes));
    let mut fast = 0;
    for chunk in [bytes.len().max(1), chunk] {
        let (report, lines) = run(Lanes::Both, options, bytes.chunks(chunk));
        assert_eq!(report, exact_report, "in chunks of {chunk}: {}", String::from_utf8_lossy(bytes));
        assert_eq!(lines.facts, exact.facts, "in chunks of {chunk}: {}", String::from_utf8_lossy(bytes));
        fast = fast.max(lines.fast);
    }
    fast
}

#[test]
fn every_file_of_the_corpus_is_checked_alike_in_all_lanes() {
    for (_, bytes) in corpus() {
        for findings_per_rule in [0, 1, 1000] {
            let options = CheckOptions { findings_per_rule, ..CheckOptions::default() };
            hold_together(&bytes, options, 97);
        }
    }
}

#[test]
fn made_up_files_are_checked_alike_in_all_lanes() {
    let mut dice = Dice::new(4);
    let (mut all, mut fast) = (0, 0);
    for round in 0..1200 {
        let lines = dice.roll(60);
        let bytes = file(&mut dice, lines, [2, 10, 100][round % 3]);
        let options = CheckOptions {
            findings_per_rule: [0, 2, 1000][dice.roll(3)],
            duplicate_lines: [0, 5, 1 << 16][dice.roll(3)],
            ..CheckOptions::default()
        };
        fast += hold_together(&bytes, options, 1 + dice.roll(300));
        all += lines;
    }
    assert!(fast * 3 > all, "only {fast} of {all} lines were ordinary");
}

#[test]
fn long_files_are_checked_alike_in_all_lanes() {
    let mut dice = Dice::new(5);
    for _ in 0..12 {
        let bytes = file(&mut dice, 3000, 40);
        let options = CheckOptions { findings_per_rule: 20, ..CheckOptions::default() };
        let chunk = [4096, 32768, 65536, 100_000][dice.roll(4)] + dice.roll(3);
        hold_together(&bytes, options, chunk);
    }
}

/// One byte of a file of ordinary lines is replaced by every byte there is.
#[test]
fn any_wrong_byte_is_seen_alike_in_all_lanes() {
    let line = "\"pay-1\",VISA,PAYMENT,SETTLED,19-06-2025,100000,EUR,,-100\n";
    let other = "ref-1,,REFUND,REFUNDED,20-06-2025,-25000,EUR,pay-1,\n";
    let (header, footer) =
        (GOOD.split_inclusive('\n').next().unwrap(), ",,,,,,,,\nSettlementDate,19-06-2025,,,,,,,\n");
    let first = line.replace("pay-1", "pay-0");
    let options = CheckOptions { findings_per_rule: 0, ..CheckOptions::default() };
    for (at, byte) in (0..line.len() + other.len()).flat_map(|at| (0..=255).map(move |byte| (at, byte))) {
        let mut lines = [line, other].concat().into_bytes();
        lines[at] = byte;
        let bytes =
            [header.as_bytes(), first.as_bytes(), &lines, line.as_bytes(), footer.as_bytes()].concat();
        hold_together(&bytes, options, 64);
    }
}
