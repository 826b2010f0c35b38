//! What can be asked now, and what the engine would say to it: every offer is tried on a fork.

use super::history::Key;
use super::play::Moment;
use super::session::Trouble;
use echoscope_core::engine::Event;
use echoscope_core::offer::{Desk, Offer};
use std::sync::Arc;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prospect {
    pub offer: Offer,
    /// The moves that it would make, or why it would not be granted.
    pub verdict: Result<Vec<Move>, Trouble>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Move {
    pub key: Key,
    pub from: Option<&'static str>,
    pub to: &'static str,
}

impl Prospect {
    pub fn is_open(&self) -> bool {
        self.verdict.is_ok()
    }

    /// Whether it would move this object so.
    pub fn makes(&self, key: &Key, from: Option<&str>, to: &str) -> bool {
        let moves = self.verdict.as_deref().unwrap_or_default();
        moves.iter().any(|made| made.key == *key && made.from == from && made.to == to)
    }

    /// Whether it belongs to what the stage shows.
    fn is_about(&self, machine: &str, name: &str, intent: &str) -> bool {
        match machine {
            "intent" => self.offer.intent == intent,
            "settlement" => {
                self.offer.about == name || (self.offer.intent.is_empty() && self.offer.about.is_empty())
            }
            _ => self.offer.about == name,
        }
    }
}

/// Every offer of the subject's Intent, and of all Settlements.
pub fn prospects(moment: &Moment, subject: Option<&Key>) -> Vec<Prospect> {
    let desk = Desk::new(moment.player());
    let intent = subject.and_then(|key| moment.intent_of(key)).and_then(|id| moment.world().intent(id));
    let mut offers = intent.map(|intent| desk.of_intent(intent)).unwrap_or_default();
    offers.extend(desk.of_settlements());
    let prospect = |offer: Offer| Prospect { verdict: verdict(moment, &offer.text), offer };
    offers.into_iter().map(prospect).collect()
}

/// Those that belong to the subject.
pub fn about(moment: &Moment, all: &[Prospect], subject: &Key) -> Vec<Prospect> {
    let Some(life) = moment.life(subject) else { return Vec::new() };
    let name = moment.name(subject);
    let intent = moment.intent_of(subject).map(|id| moment.name(&Key::Id(id))).unwrap_or_default();
    all.iter().filter(|prospect| prospect.is_about(life.machine, &name, &intent)).cloned().collect()
}

pub fn verdict(moment: &Moment, text: &str) -> Result<Vec<Move>, Trouble> {
    let sent = moment.session.attempt(moment.player(), text)?;
    let outcomes = sent.into_iter().filter_map(|sent| sent.came.ok());
    let events = outcomes.flat_map(|outcome| outcome.events);
    let moves = events.filter_map(|event| match event {
        Event::Moved { object, from, step } => Some(Move { key: Key::of(&object), from, to: step.to }),
        _ => None,
    });
    Ok(moves.collect())
}

pub type Prospects = leptos::prelude::Memo<Arc<Vec<Prospect>>>;
