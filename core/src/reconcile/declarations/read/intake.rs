//! What every form of declarations has in common: counting, finding fault, leaving out what was there before.

use super::super::{Action, Declaration, Declarations, rules};
use super::{Form, ReadOptions, Source, Unknown};
use crate::date::{Date, Timestamp};
use crate::reconcile::Declared;
use crate::settlement::findings::{Findings, Note};
use crate::settlement::report::Position;
use crate::settlement::rules::Rule;
use crate::settlement::value;
use std::cmp::Ordering;

/// What a declared reference may have at most (B20).
const REFERENCE_CHARS_MAX: usize = 2000;

#[derive(Debug)]
pub struct Intake {
    pub declarations: Declarations,
    pub options: ReadOptions,
    pub form: Option<Form>,
    name: String,
    findings: Findings,
    first: u32,
    read: u64,
    without_line: u64,
    unknown: Unknown,
    order: Order,
}

/// Whether ids rise or fall: reports list the newest first unless they are asked otherwise.
#[derive(Debug, Default)]
struct Order {
    previous: String,
    rises: u64,
    falls: u64,
}

impl Intake {
    pub fn new(declarations: Declarations, name: &str, options: ReadOptions) -> Self {
        Self {
            first: declarations.len(),
            declarations,
            options,
            form: None,
            name: name.to_owned(),
            findings: Findings::new(options.findings_per_rule),
            read: 0,
            without_line: 0,
            unknown: Unknown::default(),
            order: Order::default(),
        }
    }

    pub fn count(&mut self) {
        self.read = self.read.saturating_add(1);
    }

    pub fn count_without_line(&mut self) {
        self.without_line = self.without_line.saturating_add(1);
    }

    pub fn unknown(&mut self) -> &mut Unknown {
        &mut self.unknown
    }

    pub fn find(&mut self, rule: &'static Rule, at: Position, note: impl FnOnce() -> Note) {
        self.findings.add(rule, || (at, note()));
    }

    /// The id of a declaration, in the order of the input.
    pub fn saw_id(&mut self, id: &str) {
        if id.is_empty() {
            return self.order.previous.clear();
        }
        // Behind the prefix, which differs from kind to kind: the number rises with time.
        let number = id.rsplit_once('_').map_or(id, |(_, number)| number);
        match number.cmp(self.order.previous.as_str()) {
            _ if self.order.previous.is_empty() => {}
            Ordering::Greater => self.order.rises = self.order.rises.saturating_add(1),
            Ordering::Less => self.order.falls = self.order.falls.saturating_add(1),
            Ordering::Equal => {}
        }
        number.clone_into(&mut self.order.previous);
    }

    /// Takes a declaration in, unless it is there already or there is no room. Returns its number.
    pub fn take(&mut self, at: Position, declaration: &Declaration<'_>) -> Option<u32> {
        let characters = || declaration.reference.chars().count();
        if declaration.reference.len() > REFERENCE_CHARS_MAX && characters() > REFERENCE_CHARS_MAX {
            let characters = characters();
            self.find(&rules::DECLARATION_REFERENCE_TOO_LONG, at, || {
                let message = format!(
                    "The reference has {characters} characters; at most {REFERENCE_CHARS_MAX} are allowed."
                );
                Note::new(message).value(declaration.reference)
            });
            return None;
        }
        let declaration = Declaration {
            provider: declaration.provider.or(self.options.provider),
            currency: declaration.currency.or(self.options.currency),
            ..*declaration
        };
        if let Some(known) = self.repeated(&declaration) {
            self.find(&rules::DECLARATION_REPEATED, at, || {
                let message = format!("This {} is declared above already.", word(declaration.action));
                Note::new(message).value(declaration.reference)
            });
            return Some(known);
        }
        let number = self.declarations.add(&declaration);
        if number.is_none() {
            self.find(&rules::DECLARATIONS_FULL, at, || {
                Note::new("There is no room for this declaration and those behind it.")
            });
        }
        self.count_unknown(&declaration);
        number
    }

    /// The same action, seen before: overlapping exports say the same twice. What the later one knows of its state is kept.
    fn repeated(&mut self, declaration: &Declaration<'_>) -> Option<u32> {
        let intent = declaration.intent.filter(|_| !declaration.reference.is_empty())?;
        let kind = kind(declaration.action);
        let amount = declaration.amount;
        let same = self.declarations.with_reference(declaration.reference.as_bytes()).filter(|(_, known)| {
            known.standing.kind() == kind
                && known.entry.intent == Some(intent)
                && known.entry.currency == declaration.currency
                && (kind == Declared::Intent
                    || kind == Declared::Reversal
                    || self.declarations.amount(known) == amount)
        });
        let number = { same }.next().map(|(number, _)| number)?;
        self.declarations.learn(number, declaration);
        Some(number)
    }

    fn count_unknown(&mut self, declaration: &Declaration<'_>) {
        let mut count = |is_unknown: bool, of: fn(&mut Unknown) -> &mut u64| {
            if is_unknown {
                let counter = of(&mut self.unknown);
                *counter = counter.saturating_add(1);
            }
        };
        let moves = matches!(declaration.action, Action::Refund { .. } | Action::Dispute { .. });
        count(declaration.provider.is_none(), |unknown| &mut unknown.providers);
        count(declaration.currency.is_none(), |unknown| &mut unknown.currencies);
        count(moves, |unknown| &mut unknown.earlier_settlements);
        count(moves && declaration.reference.is_empty(), |unknown| &mut unknown.other_references);
    }

    /// An amount in minor units, or a finding.
    pub fn amount(&mut self, at: impl FnOnce() -> Position, field: &str, text: &str) -> Option<i64> {
        let amount = value::amount(text.as_bytes());
        if amount.is_none() {
            self.find(&rules::DECLARATION_AMOUNT_MALFORMED, at(), || {
                let (why, meant) = value::why_no_amount(text);
                let note = Note::new(format!("{field} \"{text}\" {why}.")).field(field).value(text);
                match meant {
                    Some(meant) => {
                        note.remedy(format!("Write {meant}, if that is the amount in the smallest unit."))
                    }
                    None => note.remedy("Write a whole number of the smallest unit."),
                }
            });
        }
        amount
    }

    /// A date in any of the usual forms. What is not one is ignored, with a finding.
    pub fn date(&mut self, at: impl FnOnce() -> Position, field: &str, text: &str) -> Option<Date> {
        if text.is_empty() {
            return None;
        }
        let date = date(text);
        if date.is_none() {
            self.find(&rules::DECLARATION_DATE_MALFORMED, at(), || {
                let note = Note::new(format!("{field} \"{text}\" cannot be read as a date, and is ignored."));
                note.field(field).value(text)
            });
        }
        date
    }

    pub fn finish(mut self) -> Declarations {
        let kept = self.declarations.len().saturating_sub(self.first);
        if self.read == 0 && self.findings.is_empty() {
            let at = Position { line: 1, column: 1, byte: 0 };
            self.find(&rules::DECLARATIONS_EMPTY, at, || {
                Note::new("The file holds no declaration.").remedy("Export it again.")
            });
        }
        let (findings, counts) = self.findings.into_parts();
        self.declarations.add_source(Source {
            name: self.name,
            form: self.form,
            read: self.read,
            kept: u64::from(kept),
            without_line: self.without_line,
            unknown: self.unknown,
            findings,
            counts,
            numbers: (self.first, self.declarations.len()),
            newest_first: self.order.falls > self.order.rises,
        });
        self.declarations
    }
}

/// Unix seconds, `DD-MM-YYYY`, and what a day is certainly meant by.
fn date(text: &str) -> Option<Date> {
    if let Ok(seconds) = text.parse::<Timestamp>() {
        return Date::from_timestamp(seconds);
    }
    Date::parse(text.as_bytes()).or_else(|| value::why_no_date(text).1)
}

fn kind(action: Action) -> Declared {
    match action {
        Action::Intent => Declared::Intent,
        Action::Capture { .. } => Declared::Capture,
        Action::Refund { .. } => Declared::Refund,
        Action::Reversal { .. } => Declared::Reversal,
        Action::Dispute { .. } => Declared::Dispute,
    }
}

fn word(action: Action) -> &'static str {
    kind(action).name()
}
