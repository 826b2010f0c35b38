//! Repair: findings to edits, edits to a corrected file.
//!
//! An edit replaces a range of bytes; outside its edits the corrected file is the original, byte for byte. A
//! *safe* fix changes how a value is written, never what it says. An *unsafe* one touches money, drops
//! something, or guesses: it is for a person to choose. Some faults hide others (a wrong delimiter, a fees total
//! that is a term of the net total), so a repair goes on in rounds until no chosen fix is left.

mod diff;
mod encoding;

use super::read::{Next, Reader, Record};
use super::report::Finding;
use super::{CheckOptions, check};
use crate::sort;
use serde::{Deserialize, Serialize};

pub use diff::diff;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FixKind {
    /// Changes how a value is written, never what it says.
    Safe,
    /// Touches money, drops something, or guesses.
    Unsafe,
}

impl FixKind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// Replaces the bytes from `start` up to `end` by `text`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Edit {
    pub start: u64,
    pub end: u64,
    pub text: String,
}

/// A fix that cannot be said in single edits, because it concerns every row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Whole {
    FromUtf16,
    FromWindows1252,
    /// From this delimiter to the comma.
    Delimiter(u8),
}

impl Whole {
    /// What changes, in one sentence.
    pub const fn change(self) -> &'static str {
        match self {
            Self::FromUtf16 => "The whole file is written in UTF-8 instead of UTF-16.",
            Self::FromWindows1252 => "The whole file is written in UTF-8 instead of Windows-1252.",
            Self::Delimiter(_) => "Cells are separated by commas in the whole file.",
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Fix {
    pub kind: FixKind,
    pub edits: Vec<Edit>,
    pub whole: Option<Whole>,
}

/// One pass of a repair.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Round {
    /// The findings that were fixed, in the order of the file as this round found it.
    pub fixed: Vec<Finding>,
    /// What changed, line by line.
    pub diff: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Repair {
    pub bytes: Vec<u8>,
    pub rounds: Vec<Round>,
}

/// A fix uncovers at most a handful of others; more rounds than this would mean that two fixes undo each other.
const MAX_ROUNDS: usize = 8;

/// Applies the fixes of all findings that `choose` wants, also those that other fixes uncover.
pub fn repair(bytes: &[u8], options: &CheckOptions, choose: impl Fn(&Finding, &Fix) -> bool) -> Repair {
    let options = CheckOptions { findings_per_rule: usize::MAX, ..*options };
    let mut repair = Repair { bytes: bytes.to_vec(), rounds: Vec::new() };
    while repair.rounds.len() < MAX_ROUNDS {
        let findings = check(&repair.bytes, &options).findings;
        let chosen: Vec<_> = findings
            .into_iter()
            .filter(|finding| finding.fix.as_ref().is_some_and(|fix| choose(finding, fix)))
            .collect();
        let Some(round) = one_round(&mut repair.bytes, chosen) else { break };
        repair.rounds.push(round);
    }
    repair
}

/// Applies every safe fix.
pub fn repair_safely(bytes: &[u8], options: &CheckOptions) -> Repair {
    repair(bytes, options, |_, fix| fix.kind == FixKind::Safe)
}

fn one_round(bytes: &mut Vec<u8>, chosen: Vec<Finding>) -> Option<Round> {
    let rewritten = chosen.iter().find_map(|finding| Some((finding, finding.fix.as_ref()?.whole?)));
    if let Some((finding, whole)) = rewritten {
        let round = Round { fixed: vec![finding.clone()], diff: format!("{}\n", whole.change()) };
        *bytes = rewrite(bytes, whole);
        return Some(round);
    }
    let (fixed, edits) = compatible(chosen);
    let corrected = apply(bytes, &edits)?;
    if edits.is_empty() || corrected == *bytes {
        return None;
    }
    let diff = diff(bytes, &edits);
    *bytes = corrected;
    Some(Round { fixed, diff })
}

/// Those of the findings, in the order of the file, whose fixes can be made at once, and their edits in order. Two
/// fixes of the same place wait for each other: the second is looked at again in the next round.
pub fn compatible(chosen: Vec<Finding>) -> (Vec<Finding>, Vec<Edit>) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut fixed = Vec::new();
    for finding in chosen {
        let own = finding.fix.as_ref().map(|fix| fix.edits.as_slice()).unwrap_or_default();
        if own.iter().any(|edit| edits.iter().rev().take(NEAR).any(|earlier| overlap(earlier, edit))) {
            continue;
        }
        edits.extend_from_slice(own);
        fixed.push(finding);
    }
    sort::by(&mut edits, Ord::cmp);
    (fixed, edits)
}

/// Findings come in the order of the file, so an overlapping edit is among the last few. [`apply`] makes sure.
const NEAR: usize = 64;

fn overlap(a: &Edit, b: &Edit) -> bool {
    a.start < b.end && b.start < a.end || a.start == b.start
}

/// The bytes with the edits made; `None` where edits overlap, are out of order, or reach beyond the end.
pub fn apply(bytes: &[u8], edits: &[Edit]) -> Option<Vec<u8>> {
    let mut corrected = Vec::with_capacity(bytes.len());
    let mut at = 0;
    for edit in edits {
        let (start, end) = (usize::try_from(edit.start).ok()?, usize::try_from(edit.end).ok()?);
        corrected.extend_from_slice(bytes.get(at..start)?);
        corrected.extend_from_slice(edit.text.as_bytes());
        at = end.max(start);
    }
    corrected.extend_from_slice(bytes.get(at..)?);
    Some(corrected)
}

/// The whole file written anew.
pub fn rewrite(bytes: &[u8], whole: Whole) -> Vec<u8> {
    match whole {
        Whole::FromUtf16 => encoding::from_utf16(bytes),
        Whole::FromWindows1252 => encoding::from_windows_1252(bytes),
        Whole::Delimiter(delimiter) => with_commas(bytes, delimiter),
    }
}

fn with_commas(bytes: &[u8], delimiter: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut reader = Reader::default();
    let mut chosen = false;
    let mut write = |record: &Record<'_>| {
        if !std::mem::replace(&mut chosen, true) {
            return Next::Delimiter(delimiter);
        }
        for index in 0..record.cells.len() {
            if index > 0 {
                out.push(b',');
            }
            out.extend_from_slice(cell(&record.text(index)).as_bytes());
        }
        if record.next_byte() > record.byte.saturating_add(super::read::length(record.raw.len())) {
            out.extend_from_slice(record.end.text().as_bytes());
        }
        Next::Continue
    };
    reader.feed(bytes, &mut write);
    reader.finish(&mut write);
    out
}

/// The text as a cell, quoted where it has to be.
pub fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) { quoted(text) } else { text.to_owned() }
}

pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
