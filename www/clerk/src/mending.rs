//! From fixes to another file. What no edit touches stays a part of the original that nobody has read.

use super::message::{Fixes, Review, Which};
use super::reading;
use super::sheet::Sheet;
use echoscope_core::settlement::CheckOptions;
use echoscope_core::settlement::fix::{self, Edit, Fix, FixKind, Whole};
use echoscope_core::settlement::report::Finding;
use js_sys::{Array, Uint8Array};
use std::ops::ControlFlow;
use web_sys::Blob;

/// Findings of a rule that one round of repair looks at.
const A_ROUND: usize = 100_000;
/// A fix uncovers at most a handful of others. More rounds are for files with very many faults.
const MOST_ROUNDS: usize = 64;
/// Larger files are not written anew as a whole: that needs twice their size in memory.
const LARGEST_REWRITE: u64 = 256 << 20;
/// Edits that are closer than this are made in one stretch.
const CLOSE: u64 = 1 << 16;
const REVIEWS: usize = 200;

pub const TOO_LARGE_TO_REWRITE: &str =
    "The file is too large to be written anew here. Export it again as CSV in UTF-8, with commas.";

/// The mended file and how many faults were mended; `None` where `watch` broke off.
pub async fn mend(
    sheet: &Sheet,
    which: &Which,
    mut watch: impl FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Option<(Blob, u64)>, String> {
    match which {
        Which::These(places) => {
            let chosen = places.iter().filter_map(|&place| sheet.report.findings.get(place).cloned());
            one_round(&sheet.blob, chosen.collect()).await.map(Some)
        }
        Which::AllSafe => {
            let options = CheckOptions { findings_per_rule: A_ROUND, ..CheckOptions::default() };
            let mut blob = sheet.blob.clone();
            let mut mended = 0;
            for _ in 0..MOST_ROUNDS {
                let Some(round) = Sheet::check(&sheet.name, blob.clone(), &options, &mut watch).await? else {
                    return Ok(None);
                };
                let chosen: Vec<_> = round
                    .report
                    .findings
                    .into_iter()
                    .filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.kind == FixKind::Safe))
                    .collect();
                if chosen.is_empty() {
                    break;
                }
                let (next, fixed) = one_round(&blob, chosen).await?;
                if fixed == 0 {
                    break;
                }
                blob = next;
                mended += fixed;
            }
            Ok(Some((blob, mended)))
        }
    }
}

async fn one_round(blob: &Blob, chosen: Vec<Finding>) -> Result<(Blob, u64), String> {
    let whole = chosen.iter().find_map(|finding| finding.fix.as_ref()?.whole);
    if let Some(whole) = whole {
        return Ok((rewrite(blob, whole).await?, 1));
    }
    let (fixed, edits) = fix::compatible(chosen);
    Ok((edit(blob, &edits).await?, fixed.len() as u64))
}

async fn rewrite(blob: &Blob, whole: Whole) -> Result<Blob, String> {
    let size = reading::size(blob);
    if size > LARGEST_REWRITE {
        return Err(TOO_LARGE_TO_REWRITE.to_owned());
    }
    let bytes = reading::stretch(blob, 0, size).await?;
    let parts = Array::of1(&Uint8Array::from(fix::rewrite(&bytes, whole).as_slice()));
    Blob::new_with_u8_array_sequence(&parts).map_err(|_| String::new())
}

/// The file with edits made; they are in order and do not overlap.
pub async fn edit(blob: &Blob, edits: &[Edit]) -> Result<Blob, String> {
    let parts = Array::new();
    let mut done = 0;
    let mut rest = edits;
    while let Some(first) = rest.first() {
        let mut end = first.end;
        let mut together = 1;
        while let Some(next) = rest.get(together).filter(|next| next.start <= end.saturating_add(CLOSE)) {
            end = end.max(next.end);
            together += 1;
        }
        let (cluster, others) = rest.split_at(together);
        parts.push(reading::slice(blob, done, first.start)?.as_ref());
        let before = reading::stretch(blob, first.start, end).await?;
        let after = fix::apply(&before, &moved(cluster, first.start)).unwrap_or(before);
        parts.push(&Uint8Array::from(after.as_slice()));
        done = end;
        rest = others;
    }
    parts.push(reading::slice(blob, done, reading::size(blob))?.as_ref());
    Blob::new_with_blob_sequence(&parts).map_err(|_| String::new())
}

fn moved(edits: &[Edit], start: u64) -> Vec<Edit> {
    let back = |offset: u64| offset.saturating_sub(start);
    edits
        .iter()
        .map(|edit| Edit { start: back(edit.start), end: back(edit.end), text: edit.text.clone() })
        .collect()
}

pub fn count(findings: &[Finding]) -> Fixes {
    let of = |kind| {
        findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.kind == kind)).count()
    };
    Fixes { safe: of(FixKind::Safe), doubtful: of(FixKind::Unsafe) }
}

/// What each doubtful fix would change, and how many more there are.
pub async fn reviews(sheet: &Sheet) -> Result<(Vec<Review>, usize), String> {
    let doubtful = |fix: &&Fix| fix.kind == FixKind::Unsafe;
    let findings = sheet.report.findings.iter().enumerate();
    let all: Vec<_> =
        findings.filter_map(|(index, f)| Some((index, f, f.fix.as_ref().filter(doubtful)?))).collect();
    let more = all.len().saturating_sub(REVIEWS);
    let mut shown = Vec::new();
    for (index, finding, fix) in all.into_iter().take(REVIEWS) {
        let (before, after) = match fix.whole {
            Some(whole) => (String::new(), whole.change().to_owned()),
            None => lines_around(&sheet.blob, &fix.edits).await?,
        };
        shown.push(Review { index, finding: finding.clone(), before, after });
    }
    Ok((shown, more))
}

/// How far around an edit its line is looked for, and shown.
const AROUND: u64 = 2048;

async fn lines_around(blob: &Blob, edits: &[Edit]) -> Result<(String, String), String> {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return Ok(Default::default()) };
    let from = first.start.saturating_sub(AROUND);
    let to = last.end.saturating_add(AROUND).min(reading::size(blob));
    let bytes = reading::stretch(blob, from, to).await?;
    let place =
        |offset: u64| usize::try_from(offset.saturating_sub(from)).unwrap_or(usize::MAX).min(bytes.len());
    let is_break = |byte: &u8| *byte == b'\n';
    let start = bytes[..place(first.start)].iter().rposition(is_break).map_or(0, |at| at + 1);
    let end =
        bytes[place(last.end)..].iter().position(is_break).map_or(bytes.len(), |at| place(last.end) + at);
    let before = &bytes[start..end.max(start)];
    let after = fix::apply(before, &moved(edits, from + start as u64)).unwrap_or_default();
    Ok((String::from_utf8_lossy(before).into_owned(), String::from_utf8_lossy(&after).into_owned()))
}
