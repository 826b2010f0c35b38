//! What edits change, as a person reviews it: each line that changes, before and after.

use super::Edit;
use std::fmt::Write;

/// A unified diff without context lines. Edits are in order and do not overlap.
pub fn diff(bytes: &[u8], edits: &[Edit]) -> String {
    let mut out = String::new();
    let (mut line, mut counted) = (1, 0);
    let mut rest = edits;
    while let Some(first) = rest.first() {
        let start = line_start(bytes, place(first.start));
        let mut end = line_end(bytes, place(first.end));
        let mut together = 1;
        while let Some(next) = rest.get(together).filter(|next| place(next.start) < end) {
            end = line_end(bytes, place(next.end).max(end.saturating_sub(1)));
            together = together.saturating_add(1);
        }
        let (cluster, others) = rest.split_at(together);
        line = bytes
            .get(counted..start)
            .unwrap_or_default()
            .iter()
            .fold(line, |line: u64, byte| if *byte == b'\n' { line.saturating_add(1) } else { line });
        counted = start;
        let before = bytes.get(start..end).unwrap_or_default();
        let moved: Vec<Edit> = cluster
            .iter()
            .map(|edit| Edit {
                start: edit.start.saturating_sub(crate::settlement::read::length(start)),
                end: edit.end.saturating_sub(crate::settlement::read::length(start)),
                text: edit.text.clone(),
            })
            .collect();
        let after = super::apply(before, &moved).unwrap_or_default();
        let _ = writeln!(out, "@@ line {line} @@");
        show(&mut out, '-', before);
        show(&mut out, '+', &after);
        rest = others;
    }
    out
}

fn show(out: &mut String, sign: char, bytes: &[u8]) {
    for line in String::from_utf8_lossy(bytes).lines() {
        let _ = writeln!(out, "{sign}{line}");
    }
}

fn line_start(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or(bytes);
    memchr::memrchr(b'\n', before).map_or(0, |found| found.saturating_add(1))
}

/// Just behind the line feed that ends the line of `at`.
fn line_end(bytes: &[u8], at: usize) -> usize {
    let after = bytes.get(at..).unwrap_or_default();
    memchr::memchr(b'\n', after).map_or(bytes.len(), |found| at.saturating_add(found).saturating_add(1))
}

fn place(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
