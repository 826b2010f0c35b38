//! The corpus: every file beside what is to be found in it.
//!
//! `name.csv` has its expectation in `name.expected`: the verdict, then one finding a line. With UPDATE_CORPUS=1
//! in the environment the expectations are written anew; read the difference before you commit it.

mod samples;

use echoscope_core::settlement::fix::FixKind;
use echoscope_core::settlement::read::{Next, Reader, Record, Span};
use echoscope_core::settlement::{CheckOptions, Checker, Dialect, Report, Verdict, check, rules};
use samples::{corpus, corpus_root};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::{env, fs};

fn expectation(report: &Report) -> String {
    let verdict = match report.verdict {
        Verdict::Created => "CREATED",
        Verdict::Failed => "FAILED",
    };
    let dialect = match report.dialect {
        Dialect::V1 => "2025",
        Dialect::V2 => "2026",
    };
    let mut text = format!("{verdict}, format {dialect}, {} lines\n", report.lines);
    for finding in &report.findings {
        let fix = finding.fix.as_ref().map_or("", |fix| match fix.kind {
            FixKind::Safe => " (safe fix)",
            FixKind::Unsafe => " (unsafe fix)",
        });
        let severity = format!("{:?}", finding.severity).to_lowercase();
        writeln!(
            text,
            "{}:{} {severity} {}{fix}: {}",
            finding.at.line, finding.at.column, finding.code, finding.message
        )
        .unwrap();
    }
    text
}

#[test]
fn every_file_gives_what_is_expected_of_it() {
    let update = env::var_os("UPDATE_CORPUS").is_some();
    let mut wrong = String::new();
    for (name, bytes) in corpus() {
        let found = expectation(&check(&bytes, &CheckOptions::default()));
        let path = corpus_root().join(&name).with_extension("expected");
        if update {
            fs::write(path, found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            writeln!(wrong, "== {name}\n-- expected\n{expected}-- found\n{found}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Rules whose files would be too large to keep: tested where they are at home.
const WITHOUT_FILES: [&str; 2] = ["record-too-long", "duplicates-limit"];

#[test]
fn every_rule_has_two_files_that_break_it() {
    let mut files = BTreeMap::new();
    for (_, bytes) in corpus() {
        for count in check(&bytes, &CheckOptions::default()).counts {
            *files.entry(count.code).or_insert(0) += 1;
        }
    }
    let poor: Vec<_> = rules::all()
        .map(|rule| rule.code)
        .filter(|code| !WITHOUT_FILES.contains(code) && files.get(code).is_none_or(|count| *count < 2))
        .collect();
    assert!(poor.is_empty(), "rules with fewer than two files: {poor:?}");
    assert!(corpus().len() >= 150, "{} files", corpus().len());
}

/// A record as the checker receives it: bytes, cells, number of flaws, line and byte.
type Seen = (Vec<u8>, Vec<Span>, usize, u64, u64);

/// What is found depends on nothing else than these.
fn records<'c>(chunks: impl IntoIterator<Item = &'c [u8]>) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut receive = |record: &Record<'_>| {
        let flaws = record.flaws.len();
        seen.push((record.raw.to_vec(), record.cells.to_vec(), flaws, record.line, record.byte));
        Next::Continue
    };
    let mut reader = Reader::default();
    for chunk in chunks {
        reader.feed(chunk, &mut receive);
    }
    reader.finish(&mut receive);
    seen
}

#[test]
fn a_cut_at_any_byte_changes_no_record() {
    for (name, bytes) in corpus() {
        let whole = records([bytes.as_slice()]);
        for cut in 0..=bytes.len() {
            let (head, tail) = bytes.split_at(cut);
            assert_eq!(records([head, tail]), whole, "{name} cut at {cut}");
        }
    }
}

#[test]
fn chunks_of_any_size_change_no_finding() {
    for (name, bytes) in corpus() {
        let whole = check(&bytes, &CheckOptions::default());
        for size in [1, 2, 3, 5, 64, 500] {
            let mut checker = Checker::new(CheckOptions::default(), ());
            bytes.chunks(size).for_each(|chunk| checker.feed(chunk));
            assert_eq!(checker.finish().0, whole, "{name} in chunks of {size}");
        }
    }
}
