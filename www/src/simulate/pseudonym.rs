//! A story without anybody's names: labels, references and texts become `user-1`, `ref-1`, the same everywhere.

use echoscope_core::scenario::{Action, DeclaredIntent, Draft, Seller, Step};
use std::collections::BTreeMap;

/// The same story with other words; amounts, days and what happens stay as they are. Prose is left out.
pub fn pseudonymised(draft: &Draft) -> String {
    let mut names = Pseudonyms::default();
    let mut text = String::from("# A shared story\n\nShared from Echoscope with other names.\n\n```echo\n");
    for step in draft.scenario().steps() {
        names.learn(step);
        for line in step.text.lines() {
            text.push_str(&names.line(line));
            text.push('\n');
        }
    }
    text.push_str("```\n");
    text
}

#[derive(Default)]
struct Pseudonyms {
    labels: BTreeMap<String, String>,
    references: BTreeMap<String, String>,
}

impl Pseudonyms {
    fn learn(&mut self, step: &Step) {
        match &step.action {
            Action::User { user, .. } => self.label(user, "user"),
            Action::Intent(DeclaredIntent { intent, lines, .. }) => {
                self.label(intent, "order");
                for line in lines {
                    self.label(&line.line, "item");
                }
            }
            Action::AddLines { lines, .. } => {
                for line in lines {
                    self.label(&line.line, "item");
                    if let Seller::User(user) = &line.seller {
                        self.label(user, "user");
                    }
                }
            }
            Action::Capture { capture, .. } => self.label(capture, "c"),
            Action::Refund { refund, .. } => self.label(refund, "r"),
            Action::Dispute { dispute, .. } => self.label(dispute, "d"),
            Action::Split(split) => self.label(&split.split, "s"),
            Action::Settlement { settlement, .. } => self.label(settlement, "f"),
            _ => {}
        }
    }

    /// Names that the scenario makes of others (`order-1.capture`) follow those others by themselves.
    fn label(&mut self, label: &str, kind: &str) {
        if !label.contains('.') && !self.labels.contains_key(label) {
            let number =
                self.labels.values().filter(|known| known.starts_with(&format!("{kind}-"))).count() + 1;
            self.labels.insert(label.to_owned(), format!("{kind}-{number}"));
        }
    }

    fn line(&mut self, line: &str) -> String {
        let indent: String = line.chars().take_while(|letter| letter.is_whitespace()).collect();
        let words = words(line);
        let mut told = Vec::new();
        let mut before = String::new();
        let is_file_row = words.len() == 1 && words[0].starts_with('"');
        for word in words {
            let new = match before.as_str() {
                "reference" | "initial" => self.reference(&word),
                "file" => self.file_name(&word),
                "on" => self.place(&word),
                "description" => "\"…\"".to_owned(),
                _ if is_file_row => self.row(&word),
                _ => self.word(&word),
            };
            before = word;
            told.push(new);
        }
        format!("{indent}{}", told.join(" "))
    }

    /// A label, alone, before `=`, or before a point.
    fn word(&self, word: &str) -> String {
        let end = word.find(['=', '.']).unwrap_or(word.len());
        let (front, rest) = word.split_at(end);
        match self.labels.get(word).or_else(|| self.labels.get(front)) {
            Some(label) if self.labels.contains_key(word) => label.clone(),
            Some(label) => format!("{label}{rest}"),
            None => word.to_owned(),
        }
    }

    fn reference(&mut self, word: &str) -> String {
        let number = self.references.len() + 1;
        self.references
            .entry(word.trim_matches('"').to_owned())
            .or_insert_with(|| format!("ref-{number}"))
            .clone()
    }

    /// What the name ends in decides whether it is accepted, so that stays.
    fn file_name(&mut self, word: &str) -> String {
        let bare = word.trim_matches('"');
        match bare.rsplit_once('.') {
            Some((stem, end)) if end.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                format!("{}.{end}", self.reference(stem))
            }
            _ => self.reference(bare),
        }
    }

    /// After `on`: a reference, given or made from a label, or a day, or a row of the footer.
    fn place(&self, word: &str) -> String {
        if let Some(reference) = self.references.get(word.trim_matches('"')) {
            return reference.clone();
        }
        let made = ["-reversal-ref", "-ref"].into_iter().find_map(|end| Some((word.strip_suffix(end)?, end)));
        made.map_or_else(|| word.to_owned(), |(label, end)| format!("{}{end}", self.word(label)))
    }

    /// A row of a file as it was written: the references in it are those of the story.
    fn row(&self, row: &str) -> String {
        let inside = row.trim_matches('"');
        let cells = inside.split(',').map(|cell| self.references.get(cell).map_or(cell, String::as_str));
        format!("\"{}\"", cells.collect::<Vec<_>>().join(","))
    }
}

/// The words of a line; what stands in quotes is one.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut is_quoted, mut is_open) = (false, false);
    for letter in line.chars() {
        if letter == '"' {
            is_quoted = !is_quoted;
        }
        if letter.is_whitespace() && !is_quoted {
            is_open = false;
        } else if is_open {
            words.last_mut().expect("a word is open").push(letter);
        } else {
            words.push(letter.to_string());
            is_open = true;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::session::Session;
    use super::super::stories::STORIES;
    use super::*;

    #[test]
    fn every_story_plays_the_same_under_other_names() {
        for story in STORIES {
            let session = Session::open(story.text).unwrap();
            let text = pseudonymised(session.draft());
            let other =
                Session::open(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", story.name));
            assert_eq!(other.len(), session.len(), "{}", story.name);
            for (one, two) in session.played().iter().zip(other.played()) {
                assert_eq!(two.failure, None, "{}", story.name);
                let broken = two.checks.iter().find(|check| check.failure.is_some());
                assert_eq!(broken, None, "{}", story.name);
                assert_eq!(one.sent.len(), two.sent.len());
            }
            assert!(!text.contains("anna"), "{}: {text}", story.name);
        }
    }
}
