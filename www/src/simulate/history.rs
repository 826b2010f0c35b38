//! The way of every object through a story, from the events of its steps. It is told once for each story, so that any
//! moment of a long one is looked up and not told again.

use super::session::{Played, Session};
use crate::stage::Walk;
use echoscope_core::engine::{Event, Object};
use echoscope_core::id::{Id, Kind};
use std::collections::BTreeMap;

/// An object that has a lifecycle, at a moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thing {
    pub key: Key,
    pub machine: &'static str,
    pub walk: Walk,
}

/// All that happened to an object.
#[derive(Clone, Debug)]
pub struct Life {
    pub key: Key,
    pub machine: &'static str,
    /// The Intent that it is or belongs to.
    pub intent: Option<Id>,
    paces: Vec<Pace>,
}

#[derive(Clone, Copy, Debug)]
struct Pace {
    /// After so many steps of the story.
    position: usize,
    /// How many other moves came before it in the same step.
    turn: usize,
    from: Option<&'static str>,
    to: &'static str,
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

impl Life {
    /// The way up to a position. The moves of the last step are fresh where it `has_just_happened`.
    fn walk(&self, position: usize, has_just_happened: bool) -> Walk {
        let mut walk = Walk::default();
        for pace in self.paces.iter().take_while(|pace| pace.position <= position) {
            let fresh = has_just_happened && pace.position == position;
            walk.go(pace.from, pace.to, fresh.then_some(pace.turn));
        }
        walk
    }

    fn birth(&self) -> usize {
        self.paces.first().map_or(usize::MAX, |pace| pace.position)
    }
}

/// The lives of all objects of a story.
#[derive(Debug)]
pub struct History {
    /// In the order of their births.
    lives: Vec<Life>,
    places: BTreeMap<Key, usize>,
    /// What the story calls an id.
    names: BTreeMap<String, String>,
}

impl History {
    pub fn of(session: &Session) -> Self {
        let end = session.player_at(session.len());
        let mut intents = BTreeMap::new();
        for intent in end.engine().world().intents() {
            let captures = intent.captures.iter().map(|capture| capture.id);
            let refunds = intent.refunds.iter().map(|refund| refund.id);
            let disputes = intent.disputes.iter().map(|dispute| dispute.id);
            let splits = intent.splits.iter().map(|split| split.id);
            let parts = captures.chain(refunds).chain(disputes).chain(splits);
            intents.extend(parts.map(|part| (part, intent.id)));
        }
        let intent_of = |key: &Key| match *key {
            Key::Id(id) if id.kind == Kind::Intent => Some(id),
            Key::Id(id) => intents.get(&id).copied(),
            Key::Credit(_) => None,
        };
        let mut lives: Vec<Life> = Vec::new();
        let mut places = BTreeMap::new();
        for (position, step) in (1..).zip(session.played()) {
            for (turn, moved) in moves(step).into_iter().enumerate() {
                let place = *places.entry(moved.key.clone()).or_insert_with(|| {
                    let intent = intent_of(&moved.key);
                    lives.push(Life { key: moved.key, machine: moved.machine, intent, paces: Vec::new() });
                    lives.len() - 1
                });
                lives[place].paces.push(Pace { position, turn, from: moved.from, to: moved.to });
            }
        }
        let names = end.names().map(|(name, id)| (id.to_owned(), name.to_owned())).collect();
        Self { lives, places, names }
    }

    /// Those that are there after so many steps.
    pub fn lives(&self, position: usize) -> &[Life] {
        let born = self.lives.partition_point(|life| life.birth() <= position);
        self.lives.get(..born).unwrap_or_default()
    }

    pub fn life(&self, key: &Key, position: usize) -> Option<&Life> {
        self.places.get(key).and_then(|place| self.lives(position).get(*place))
    }

    pub fn thing(&self, key: &Key, position: usize, has_just_happened: bool) -> Option<Thing> {
        let life = self.life(key, position)?;
        Some(Thing {
            key: life.key.clone(),
            machine: life.machine,
            walk: life.walk(position, has_just_happened),
        })
    }

    pub fn name(&self, key: &Key) -> String {
        let id = key.text();
        self.names.get(&id).cloned().unwrap_or(id)
    }
}

#[cfg(test)]
mod tests {
    use super::super::stories::STORIES;
    use super::*;
    use echoscope_core::scenario::Player;

    /// Everything that was born, and its way, from the events of the past alone.
    fn told(played: &[Played]) -> Vec<(Key, Vec<&'static str>)> {
        let mut told: Vec<(Key, Vec<&'static str>)> = Vec::new();
        for moved in played.iter().flat_map(moves) {
            match told.iter_mut().find(|(key, _)| *key == moved.key) {
                Some((_, way)) => way.push(moved.to),
                None => told.push((moved.key, vec![moved.to])),
            }
        }
        told
    }

    #[test]
    fn at_every_moment_of_every_story_the_lives_are_those_of_the_past() {
        for story in STORIES {
            let session = Session::open(story.text).unwrap();
            let history = History::of(&session);
            for position in 0..=session.len() {
                let past = told(&session.played()[..position]);
                let lives: Vec<_> = history
                    .lives(position)
                    .iter()
                    .map(|life| (life.key.clone(), life.walk(position, false).states().collect::<Vec<_>>()))
                    .collect();
                assert_eq!(lives, past, "{} {position}", story.name);
            }
        }
    }

    #[test]
    fn a_part_belongs_to_the_intent_that_has_it_in_the_world_of_the_moment() {
        for story in STORIES {
            let session = Session::open(story.text).unwrap();
            let history = History::of(&session);
            for position in 0..=session.len() {
                let player: Player = session.player_at(position);
                for intent in player.engine().world().intents() {
                    for capture in &intent.captures {
                        let life = history.life(&Key::Id(capture.id), position);
                        assert_eq!(life.and_then(|life| life.intent), Some(intent.id), "{}", story.name);
                    }
                    for split in &intent.splits {
                        let life = history.life(&Key::Id(split.id), position);
                        assert_eq!(life.and_then(|life| life.intent), Some(intent.id), "{}", story.name);
                    }
                }
            }
        }
    }

    #[test]
    fn only_the_last_step_is_fresh() {
        let session = Session::open(STORIES[0].text).unwrap();
        let history = History::of(&session);
        let position = (1..=session.len()).find(|at| history.lives(*at).len() == 1).unwrap();
        let key = history.lives(position)[0].key.clone();
        let first = |position, fresh| -> Option<usize> {
            let walk = history.thing(&key, position, fresh).unwrap().walk;
            let state = walk.states().next().unwrap();
            walk.arrival(state)?.of()
        };
        assert_eq!((first(position, true), first(position, false)), (Some(0), None));
        assert_eq!(history.thing(&key, position - 1, true), None);
    }
}
