//! Findings as they are collected: counted without limit, kept up to a limit for each rule.

use super::fix::{Edit, Fix, FixKind, Whole, cell};
use super::report::{Finding, Position, RuleCount};
use super::rules::{Effect, Rule};
use crate::sort;
use std::ops::Range;

/// What a rule has to say about one place.
#[derive(Clone, Debug, Default)]
pub struct Note {
    pub field: Option<String>,
    pub value: Option<String>,
    pub message: String,
    pub remedy: Option<String>,
    pub fix: Option<Fix>,
    /// What the value should be, until its place in the file is known.
    meant: Option<(FixKind, String)>,
}

impl Note {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }

    #[must_use]
    pub fn field(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }

    #[must_use]
    pub fn value(self, value: &str) -> Self {
        Self { value: Some(shorten(value)), ..self }
    }

    #[must_use]
    pub fn remedy(self, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..self }
    }

    /// Says what the value was probably meant to be.
    #[must_use]
    pub fn meaning(self, kind: FixKind, text: impl Into<String>) -> Self {
        Self { meant: Some((kind, text.into())), ..self }
    }

    /// Offers to write what was meant into the cell at `range`.
    #[must_use]
    pub fn placed(mut self, range: Range<u64>) -> Self {
        match self.meant.take() {
            Some((kind, text)) => self.replace(kind, range, cell(&text)),
            None => self,
        }
    }

    /// Offers to replace a range of the file.
    #[must_use]
    pub fn replace(self, kind: FixKind, range: Range<u64>, text: impl Into<String>) -> Self {
        let edit = Edit { start: range.start, end: range.end, text: text.into() };
        Self { fix: Some(Fix { kind, edits: vec![edit], whole: None }), ..self }
    }

    /// Offers to write the file anew.
    #[must_use]
    pub fn rewrite(self, kind: FixKind, whole: Whole) -> Self {
        Self { fix: Some(Fix { kind, edits: Vec::new(), whole: Some(whole) }), ..self }
    }
}

#[derive(Debug)]
pub struct Findings {
    limit: usize,
    /// A file breaks few rules: a list is searched faster than a map.
    counts: Vec<(&'static Rule, u64)>,
    kept: Vec<Finding>,
}

impl Findings {
    /// Keeps at most `limit` findings of each rule.
    pub fn new(limit: usize) -> Self {
        Self { limit, counts: Vec::new(), kept: Vec::new() }
    }

    /// Counts a finding, and words it only where it is kept.
    pub fn add(&mut self, rule: &'static Rule, word: impl FnOnce() -> (Position, Note)) {
        // Little stands here, because this is compiled anew for every place that finds something.
        if self.is_kept(rule) {
            self.keep(rule, word());
        }
    }

    /// Counts a finding and says whether it is to be kept.
    fn is_kept(&mut self, rule: &'static Rule) -> bool {
        let count = self.count(rule);
        usize::try_from(count).is_ok_and(|count| count <= self.limit)
    }

    #[inline(never)]
    fn keep(&mut self, rule: &'static Rule, (at, note): (Position, Note)) {
        self.kept.push(Finding {
            code: rule.code,
            severity: rule.severity,
            at,
            field: note.field,
            value: note.value,
            message: note.message,
            remedy: note.remedy,
            mangopay_code: rule.mangopay,
            fix: note.fix,
        });
    }

    /// No further finding of this rule will be kept.
    pub fn is_full(&self, rule: &'static Rule) -> bool {
        let count =
            self.counts.iter().find(|(known, _)| std::ptr::eq(*known, rule)).map_or(0, |(_, count)| *count);
        usize::try_from(count).map_or(true, |count| count >= self.limit)
    }

    /// Counts findings that are not to be kept.
    pub fn add_unworded(&mut self, rule: &'static Rule, number: u64) {
        if number == 0 {
            return;
        }
        match self.counts.iter_mut().find(|(known, _)| std::ptr::eq(*known, rule)) {
            Some((_, count)) => *count = count.saturating_add(number),
            None => self.counts.push((rule, number)),
        }
    }

    fn count(&mut self, rule: &'static Rule) -> u64 {
        if let Some((_, count)) = self.counts.iter_mut().find(|(known, _)| std::ptr::eq(*known, rule)) {
            *count = count.saturating_add(1);
            return *count;
        }
        self.counts.push((rule, 1));
        1
    }

    /// Takes over the findings of another collection whose rules are not in this one.
    pub fn absorb(&mut self, other: Self) {
        self.counts.extend(other.counts);
        self.kept.extend(other.kept);
    }

    pub fn reject_file(&self) -> bool {
        self.counts.iter().any(|(rule, _)| rule.effect == Effect::RejectsFile)
    }

    /// No rule was broken.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The kept findings in the order of the file, and the exact count of every rule.
    pub fn into_parts(mut self) -> (Vec<Finding>, Vec<RuleCount>) {
        sort::by_key(&mut self.kept, |finding| (finding.at.byte, finding.code));
        sort::by_key(&mut self.counts, |(rule, _)| rule.code);
        let limit = u64::try_from(self.limit).unwrap_or(u64::MAX);
        let counts = self
            .counts
            .into_iter()
            .map(|(rule, count)| RuleCount {
                code: rule.code,
                severity: rule.severity,
                count,
                listed: count.min(limit),
            })
            .collect();
        (self.kept, counts)
    }
}

/// Longest value that a finding shows whole, in characters.
const SHOWN: usize = 60;

fn shorten(value: &str) -> String {
    let visible = |c: char| if c.is_control() { '\u{FFFD}' } else { c };
    if value.chars().count() <= SHOWN {
        return value.chars().map(visible).collect();
    }
    value.chars().take(SHOWN).map(visible).chain(['…']).collect()
}
