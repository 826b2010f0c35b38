//! The way of every object up to a moment, from the events of the steps.

use super::session::Played;
use crate::stage::Walk;
use echoscope_core::engine::{Event, Object};
use echoscope_core::id::Id;

/// An object that has a lifecycle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thing {
    pub key: Key,
    pub machine: &'static str,
    pub walk: Walk,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Key {
    Id(Id),
    Credit(String),
}

impl Key {
    pub fn of(object: &Object) -> Self {
        match object {
            Object::Id(id) => Self::Id(*id),
            Object::Credit(pool) => Self::Credit(pool.clone()),
        }
    }

    pub fn text(&self) -> String {
        match self {
            Self::Id(id) => id.to_string(),
            Self::Credit(pool) => pool.clone(),
        }
    }
}

/// One move of one object in the last step, in the order of the events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    pub key: Key,
    pub machine: &'static str,
    pub from: Option<&'static str>,
    pub to: &'static str,
    pub by: &'static str,
}

pub fn moves(played: &Played) -> Vec<Moved> {
    played
        .events()
        .filter_map(|event| match event {
            Event::Moved { object, from, step } => Some(Moved {
                key: Key::of(object),
                machine: step.machine,
                from: *from,
                to: step.to,
                by: step.trigger.label(),
            }),
            _ => None,
        })
        .collect()
}

/// Every object in the order of its birth. The moves of the last step are fresh where it `has_just_happened`.
pub fn things(played: &[Played], has_just_happened: bool) -> Vec<Thing> {
    let mut things: Vec<Thing> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for (place, step) in played.iter().enumerate() {
        let fresh = has_just_happened && place + 1 == played.len();
        for (turn, moved) in moves(step).into_iter().enumerate() {
            let known = *places.entry(moved.key.clone()).or_insert_with(|| {
                things.push(Thing { key: moved.key.clone(), machine: moved.machine, walk: Walk::default() });
                things.len() - 1
            });
            things[known].walk.go(moved.from, moved.to, fresh.then_some(turn));
        }
    }
    things
}
