//! The entries of `docs/ambiguities.md`: where Echo's documents are silent, and what this project reads into them.

use crate::prose::{Block, Span, blocks};
use echoscope_core::reading::SWITCHES;
use std::sync::LazyLock;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// `A38`, or several that are answered together.
    pub numbers: Vec<String>,
    pub title: String,
    pub text: Vec<Block>,
}

impl Entry {
    /// The switches of the engine that it names.
    pub fn switches(&self) -> Vec<&'static str> {
        let words = self.text.iter().flat_map(Block::spans).flatten();
        let codes: Vec<&str> = words
            .filter_map(|span| match span {
                Span::Code(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let switches = SWITCHES.iter().map(|(name, _)| *name);
        switches.filter(|name| codes.contains(name)).collect()
    }
}

static ENTRIES: LazyLock<Vec<Entry>> =
    LazyLock::new(|| entries(include_str!("../../../docs/ambiguities.md")));

pub fn all() -> &'static [Entry] {
    &ENTRIES
}

pub fn find(number: &str) -> Option<Entry> {
    ENTRIES.iter().find(|entry| entry.numbers.iter().any(|other| other == number)).cloned()
}

/// An entry begins with a paragraph whose first words are strong and numbered, and ends where the next begins.
fn entries(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut is_open = false;
    for block in blocks(text) {
        if let Some(entry) = opening(&block) {
            entries.push(entry);
            is_open = true;
        } else if matches!(block, Block::Heading(..)) {
            is_open = false;
        } else if is_open && let Some(entry) = entries.last_mut() {
            entry.text.push(block);
        }
    }
    entries
}

fn opening(block: &Block) -> Option<Entry> {
    let Block::Paragraph(spans) = block else { return None };
    let (Span::Strong(head), rest) = spans.split_first()? else { return None };
    let head = plain(head);
    let (numbers, title) = head.split_once(" — ")?;
    let numbers: Vec<_> = numbers.split(", ").map(str::to_owned).collect();
    let is_numbered = |number: &String| {
        number.starts_with(['A', 'B']) && number.len() > 1 && number[1..].bytes().all(|b| b.is_ascii_digit())
    };
    numbers.iter().all(is_numbered).then(|| Entry {
        numbers,
        title: title.trim_end_matches('.').to_owned(),
        text: vec![Block::Paragraph(sentence(rest.to_vec()))],
    })
}

/// The words after the title may go on with its sentence: `A11 — A Split created after settlement** is answered …`.
fn sentence(mut spans: Vec<Span>) -> Vec<Span> {
    if let Some(Span::Plain(first)) = spans.first_mut() {
        *first = first.trim_start().to_owned();
    }
    spans
}

fn plain(spans: &[Span]) -> String {
    let texts = spans.iter().map(|span| match span {
        Span::Plain(text) | Span::Code(text) => text.clone(),
        Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { text: inner, .. } => plain(inner),
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_numbered_entry_of_the_document_is_found() {
        let document = include_str!("../../../docs/ambiguities.md");
        let written =
            document.lines().filter(|line| line.starts_with("**A") || line.starts_with("**B")).count();
        assert_eq!(all().len(), written);
        assert_eq!(find("A12").map(|entry| entry.switches()), Some(vec!["skip_unaffordable"]));
        assert_eq!(find("A39").map(|entry| entry.numbers), Some(vec!["A38".to_owned(), "A39".to_owned()]));
    }
}
