//! Playing a scenario: its steps go through the one door of an engine, and its expectations look at the answers.

use super::commands::{Dictionary, Known, Unmade};
use super::step::{Action, DeclaredIntent, DeclaredLine, Outcome, Scenario, Step};
use super::verify;
use crate::engine::{Answer, Command, Config, Engine, Event, EventType, Refusal};
use crate::id::Id;
use crate::intent::Intent;
use crate::money::Minor;
use crate::view::IntentView;
use std::fmt;

/// A step that did not come to what the scenario says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// The line of the file, from 1.
    pub line: usize,
    pub step: String,
    pub expected: String,
    pub got: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, step, expected, got } = self;
        write!(f, "line {line}: expected {expected}, got {got}, at\n    {}", step.replace('\n', "\n    "))
    }
}

/// Plays all of a scenario and reports everything that went otherwise than it says.
pub fn play(scenario: &Scenario) -> Vec<Failure> {
    let mut player = Player::new(Config::default());
    scenario.steps().filter_map(|step| player.play(step).err()).collect()
}

/// An engine, and what the names of a scenario stand for in it.
#[derive(Clone, Debug)]
pub struct Player {
    engine: Engine,
    dictionary: Dictionary,
}

impl Player {
    pub fn new(config: Config) -> Self {
        Self { dictionary: Dictionary::new(&config.client_id), engine: Engine::new(config) }
    }

    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(super) fn with_engine(&self, engine: Engine) -> Self {
        Self { engine, dictionary: self.dictionary.clone() }
    }

    /// Every name of the scenario and the id that it stands for so far, in the order of the names.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.dictionary.known.iter().map(|(name, known)| (name.as_str(), known.id.as_str()))
    }

    /// What a step sends, with the names as they stand now.
    pub fn commands(&self, step: &Step) -> Result<Vec<Command>, Failure> {
        let commands = self.dictionary.commands(&step.action, self.engine.world().now());
        commands.map_err(|unmade| never_made(step, unmade))
    }

    /// Plays one step. What happened in it is the answer; a refusal that was expected is no failure.
    pub fn play(&mut self, step: &Step) -> Result<Vec<Event>, Failure> {
        let failed = |expected: String, got: String| Failure {
            line: step.line,
            step: step.text.clone(),
            expected,
            got,
        };
        let unmade = |unmade| never_made(step, unmade);
        if let Action::Expect(expectation) = &step.action {
            let differences = verify::differences(expectation, self.engine.world(), &self.dictionary);
            return match differences.map_err(unmade)?.as_slice() {
                [] => Ok(Vec::new()),
                several => {
                    let side = |pick: fn(&verify::Difference) -> &String| {
                        several.iter().map(|d| pick(d).as_str()).collect::<Vec<_>>().join(", ")
                    };
                    Err(failed(side(|d| &d.expected), side(|d| &d.got)))
                }
            };
        }
        if let Action::Reading { switch, value } = &step.action {
            return self.read_as(switch, value).ok_or_else(|| {
                failed("a reading before everything else".into(), "it after a step that did something".into())
            });
        }
        let commands = self.commands(step)?;
        let before = self.engine.clone();
        let mut events = Vec::new();
        let mut refusal: Option<Refusal> = None;
        for command in commands {
            match self.engine.handle(command) {
                Ok(outcome) => {
                    events.extend(outcome.events);
                    self.learn(&step.action, &outcome.answer);
                }
                Err(refused) => {
                    refusal = Some(refused);
                    break;
                }
            }
        }
        match (&step.outcome, refusal) {
            (Outcome::Refused(code), Some(refusal)) if refusal.code == *code => {
                if self.engine == before {
                    Ok(events)
                } else {
                    Err(failed("a refusal that changes nothing".into(), "a changed world".into()))
                }
            }
            (Outcome::Refused(code), Some(refusal)) => {
                Err(failed(format!("the refusal {}", code.as_str()), said(&refusal)))
            }
            (Outcome::Refused(code), None) => {
                Err(failed(format!("the refusal {}", code.as_str()), "acceptance".into()))
            }
            (_, Some(refusal)) => Err(failed("acceptance".into(), said(&refusal))),
            (Outcome::Accepted, None) => Ok(events),
            (Outcome::Webhooks(expected), None) => {
                let got: Vec<_> = events.iter().filter_map(webhook).collect();
                if got == *expected { Ok(events) } else { Err(failed(listed(expected), listed(&got))) }
            }
        }
    }

    /// Begins anew with another reading; only where nothing has happened yet.
    fn read_as(&mut self, switch: &str, value: &str) -> Option<Vec<Event>> {
        let mut config = self.engine.world().config().clone();
        let fits = self.engine.is_empty() && config.reading.choose(switch, value);
        fits.then(|| {
            self.engine = Engine::new(config);
            Vec::new()
        })
    }

    /// Remembers what a carried out step has given names to.
    fn learn(&mut self, action: &Action, answer: &Answer) {
        match (action, answer) {
            // Users and wallets have their names as ids.
            (Action::User { .. }, Answer::User { id } | Answer::Wallet { id }) => {
                self.know(id, Known { id: id.to_string(), ..Known::default() });
            }
            (Action::Intent(declared), Answer::Intent { intent }) => {
                let DeclaredIntent { intent: name, reference, lines, .. } = declared;
                self.know(name, Known { reference: reference.clone(), ..known(intent.id, name) });
                self.learn_lines(name, lines, intent);
                self.dictionary.intents.insert(name.clone(), declared.clone());
            }
            (Action::AddLines { intent: name, lines, .. }, Answer::Intent { intent }) => {
                self.learn_lines(name, lines, intent);
            }
            (Action::Capture { capture, intent: name, reference, .. }, Answer::Action { intent, action }) => {
                let inherited = self.dictionary.intents.get(name).map(|declared| declared.reference.clone());
                let reference = reference.clone().or(inherited).unwrap_or_default();
                let amount = self.amount_of(intent, *action);
                self.know(capture, Known { reference, amount, ..known(*action, name) });
            }
            (Action::Refund { refund, intent: name, reference, .. }, Answer::Action { intent, action }) => {
                let amount = self.amount_of(intent, *action);
                self.know(refund, Known { reference: reference.clone(), amount, ..known(*action, name) });
            }
            (Action::ReverseRefund { refund, reference, .. }, _) => {
                if let Some(known) = self.dictionary.known.get_mut(refund) {
                    known.reversal = Some(reference.clone());
                }
            }
            (Action::Dispute { dispute, capture, reference, .. }, Answer::Action { intent, action }) => {
                let name = self.dictionary.known.get(capture).map(|capture| capture.intent.clone());
                let (of, amount) = (capture.clone(), self.amount_of(intent, *action));
                let known = known(*action, &name.unwrap_or_default());
                self.know(dispute, Known { of, reference: reference.clone(), amount, ..known });
            }
            (Action::Split(split), Answer::Splits { splits, .. }) => {
                if let Some(id) = splits.first() {
                    let (of, amount) = (split.line.clone(), split.amount);
                    self.know(&split.split, Known { of, amount, ..known(*id, &split.intent) });
                }
            }
            (Action::UpdateSplit(change), _) => {
                if let (Some(known), Some(amount)) =
                    (self.dictionary.known.get_mut(&change.split), change.amount)
                {
                    known.amount = amount;
                }
            }
            (Action::Settlement { settlement: name, .. }, Answer::Settlement { settlement }) => {
                self.know(name, known(settlement.id, ""));
            }
            _ => {}
        }
    }

    /// The last line items of the Intent are the ones just declared.
    fn learn_lines(&mut self, name: &str, declared: &[DeclaredLine], intent: &Intent) {
        for (line, declared) in intent.lines.iter().rev().zip(declared.iter().rev()) {
            self.know(&declared.line, known(line.id, name));
        }
    }

    fn know(&mut self, name: &str, known: Known) {
        self.dictionary.known.insert(name.to_owned(), known);
    }

    fn amount_of(&self, intent: &Intent, action: Id) -> Minor {
        let view = IntentView::of(self.engine.world(), intent);
        let mut actions = view.captures.iter().chain(&view.refunds).chain(&view.disputes);
        actions.find(|found| found.id == action).map_or(0, |found| found.amount)
    }
}

fn never_made(step: &Step, Unmade(name): Unmade) -> Failure {
    Failure {
        line: step.line,
        step: step.text.clone(),
        expected: format!("`{name}` to be there"),
        got: "nothing of that name, because an earlier step failed".into(),
    }
}

fn known(id: Id, intent: &str) -> Known {
    Known { id: id.to_string(), intent: intent.to_owned(), ..Known::default() }
}

fn webhook(event: &Event) -> Option<EventType> {
    match event {
        Event::Webhook { webhook } => Some(webhook.event_type),
        _ => None,
    }
}

fn listed(events: &[EventType]) -> String {
    if events.is_empty() {
        return "no webhook".to_owned();
    }
    let names: Vec<_> = events.iter().map(|event| event.value()).collect();
    format!("the webhooks {}", names.join(" "))
}

fn said(refusal: &Refusal) -> String {
    format!("the refusal {} ({})", refusal.code.as_str(), refusal.message)
}
