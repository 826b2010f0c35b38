//! Settlement files against declarations, each read once, in pieces.

use super::matched::Matched;
use super::reading;
use echoscope_core::reconcile::declarations::Declarations;
use echoscope_core::reconcile::declarations::read::{DeclarationReader, ReadOptions, is_declarations};
use echoscope_core::reconcile::matching::{MatchOptions, Matcher};
use echoscope_core::settlement::Outlook;
use std::ops::ControlFlow;
use web_sys::Blob;

/// Unmatched lines of a reason, and open actions, that are listed.
const DETAILS: usize = 100;

#[derive(Default)]
pub struct Papers {
    pub settlements: Vec<(String, Blob)>,
    pub declared: Vec<(String, Blob)>,
}

impl Papers {
    pub fn size(&self) -> u64 {
        self.settlements.iter().chain(&self.declared).map(|(_, blob)| reading::size(blob)).sum()
    }
}

/// Tells settlement files from declarations, by what is in them.
pub async fn sort(papers: Vec<(String, Blob)>) -> Result<Papers, String> {
    let mut sorted = Papers::default();
    for (name, blob) in papers {
        let head = ends(&blob).await?.0;
        let pile = if is_declarations(&head) { &mut sorted.declared } else { &mut sorted.settlements };
        pile.push((name, blob));
    }
    Ok(sorted)
}

/// `None` where `watch` broke off.
pub async fn match_files(
    papers: Papers,
    mut watch: impl FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<Option<Matched>, String> {
    let mut done = 0;
    let mut stopped = false;
    let mut declarations = Declarations::default();
    for (name, blob) in papers.declared {
        let mut reader = DeclarationReader::new(declarations, &name, ReadOptions::default());
        reading::read(&blob, |piece| {
            reader.feed(piece);
            done += piece.len() as u64;
            stopped = watch(done, 0).is_break();
            !stopped
        })
        .await?;
        if stopped {
            return Ok(None);
        }
        declarations = reader.finish();
    }
    let mut matcher =
        Matcher::new(declarations, MatchOptions { details: DETAILS, ..MatchOptions::default() });
    for (name, blob) in papers.settlements {
        let options = MatchOptions::default();
        let (head, tail) = ends(&blob).await?;
        let mut outlook = Outlook::of_ends(&head, &tail, options.check.dialect);
        let before = done;
        loop {
            let mut file = matcher.file(&name, outlook);
            done = before;
            reading::read(&blob, |piece| {
                file.feed(piece);
                done += piece.len() as u64;
                stopped = watch(done, 0).is_break();
                !stopped
            })
            .await?;
            if stopped {
                return Ok(None);
            }
            match file.finish() {
                Ok(next) => {
                    matcher = next;
                    break;
                }
                // The second outlook is the report's own: it cannot be wrong again.
                Err(again) => (matcher, outlook) = (again.matcher, again.outlook),
            }
        }
    }
    Ok(Some(matcher.finish().into()))
}

/// Both ends of a file; of a short one, twice the whole.
async fn ends(blob: &Blob) -> Result<(Vec<u8>, Vec<u8>), String> {
    let (size, end) = (reading::size(blob), Outlook::END as u64);
    let head = reading::stretch(blob, 0, end.min(size)).await?;
    let tail = reading::stretch(blob, size.saturating_sub(end), size).await?;
    Ok((head, tail))
}
