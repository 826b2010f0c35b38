//! Playing a story: which one, how far, which way on. The one place where the signals of this page live.

use super::history::{Key, Moved, Thing, moves, things};
use super::session::{Session, Trouble};
use super::stories::{BLANK, STORIES, Story};
use crate::texts::simulate as texts;
use echoscope_core::engine::World;
use echoscope_core::id::{Id, Kind};
use echoscope_core::scenario::{Player, ScenarioError};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Everything that is true after so many steps.
#[derive(Clone, Debug)]
pub struct Moment {
    pub session: Arc<Session>,
    pub position: usize,
    pub player: Player,
    pub things: Vec<Thing>,
    /// What the last step moved, in the order of the events.
    pub moved: Vec<Moved>,
    names: BTreeMap<String, String>,
}

impl Moment {
    /// Where a story ends.
    pub fn end_of(session: &Session) -> Self {
        Self::of(Arc::new(session.clone()), session.len(), false)
    }

    fn of(session: Arc<Session>, position: usize, is_fresh: bool) -> Self {
        let player = session.player_at(position);
        let position = position.min(session.len());
        let past = session.played().get(..position).unwrap_or_default();
        Self {
            things: things(past, is_fresh),
            moved: past.last().map(moves).unwrap_or_default(),
            names: player.names().map(|(name, id)| (id.to_owned(), name.to_owned())).collect(),
            player,
            position,
            session,
        }
    }

    pub fn world(&self) -> &World {
        self.player.engine().world()
    }

    /// What the story calls an object.
    pub fn name(&self, key: &Key) -> String {
        let id = key.text();
        self.names.get(&id).cloned().unwrap_or(id)
    }

    pub fn thing(&self, key: &Key) -> Option<&Thing> {
        self.things.iter().find(|thing| thing.key == *key)
    }

    /// The Intent that an object is or belongs to.
    pub fn intent_of(&self, key: &Key) -> Option<Id> {
        let Key::Id(id) = *key else { return None };
        let mut intents = self.world().intents();
        let found = intents.find(|intent| match id.kind {
            Kind::Intent => intent.id == id,
            Kind::Capture => intent.captures.iter().any(|capture| capture.id == id),
            Kind::Refund => intent.refunds.iter().any(|refund| refund.id == id),
            Kind::Dispute => intent.disputes.iter().any(|dispute| dispute.id == id),
            Kind::Split => intent.splits.iter().any(|split| split.id == id),
            _ => false,
        });
        found.map(|intent| intent.id)
    }

    /// What the stage shows when it follows what moves: the Intent before its parts, else what moved first.
    fn subject(&self) -> Option<Key> {
        let intent = self.moved.iter().find(|moved| moved.machine == "intent");
        intent.or(self.moved.first()).map(|moved| moved.key.clone())
    }
}

/// A step that was asked for and not granted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refused {
    pub text: String,
    pub trouble: Trouble,
}

/// Another way that the story took.
#[derive(Clone, Debug)]
pub struct Fork {
    pub name: String,
    pub session: Arc<Session>,
}

#[derive(Clone, Copy, Debug)]
pub struct Play {
    session: RwSignal<Arc<Session>>,
    position: RwSignal<usize>,
    /// The last change was one step forward: its tokens glide.
    is_fresh: RwSignal<bool>,
    pub moment: Memo<Arc<Moment>>,
    pub story: RwSignal<Option<&'static str>>,
    pub running: RwSignal<bool>,
    pub speed: RwSignal<u32>,
    pub subject: RwSignal<Option<Key>>,
    pub follow: RwSignal<bool>,
    pub refused: RwSignal<Option<Refused>>,
    pub forks: RwSignal<Vec<Fork>>,
}

/// How many times faster than reading pace a story can play.
pub const SPEEDS: [u32; 4] = [1, 2, 4, 16];
const PACE_MILLISECONDS: u64 = 2400;

impl Play {
    pub fn new() -> Self {
        let session = RwSignal::new(Arc::new(open(STORIES[0].text)));
        let position = RwSignal::new(0);
        let is_fresh = RwSignal::new(false);
        let moment = Memo::new_with_compare(
            move |_| Arc::new(Moment::of(session.get(), position.get(), is_fresh.get_untracked())),
            |_, _| true,
        );
        let play = Self {
            session,
            position,
            is_fresh,
            moment,
            story: RwSignal::new(Some(STORIES[0].name)),
            running: RwSignal::new(false),
            speed: RwSignal::new(SPEEDS[0]),
            subject: RwSignal::new(None),
            follow: RwSignal::new(true),
            refused: RwSignal::new(None),
            forks: RwSignal::new(Vec::new()),
        };
        play.tick();
        play
    }

    pub fn session(self) -> Signal<Arc<Session>> {
        self.session.into()
    }

    pub fn position(self) -> Signal<usize> {
        self.position.into()
    }

    pub fn len(self) -> usize {
        self.session.with(|session| session.len())
    }

    // Which story.

    pub fn open_story(self, story: Story, position: Option<usize>) {
        self.story.set(Some(story.name));
        self.forks.set(Vec::new());
        self.show(Arc::new(open(story.text)), position);
    }

    pub fn open_text(self, text: &str) -> Result<(), ScenarioError> {
        let session = Session::open(text)?;
        self.story.set(None);
        self.forks.set(Vec::new());
        self.show(Arc::new(session), None);
        Ok(())
    }

    pub fn open_blank(self) {
        self.story.set(None);
        let session = open(BLANK);
        let end = session.len();
        self.show(Arc::new(session), Some(end));
    }

    /// Where nothing else is asked for, a story begins when its first Intent has been declared.
    fn show(self, session: Arc<Session>, position: Option<usize>) {
        let first = session.played().iter().position(|played| !moves(played).is_empty());
        let position = position.unwrap_or(first.map_or(0, |first| first + 1)).min(session.len());
        self.running.set(false);
        self.refused.set(None);
        self.subject.set(None);
        self.is_fresh.set(false);
        batch(self, session, position);
        self.look();
    }

    // How far.

    pub fn go(self, position: usize) {
        let position = position.min(self.len());
        let before = self.position.get_untracked();
        if position == before {
            return;
        }
        self.is_fresh.set(position == before + 1);
        self.refused.set(None);
        self.position.set(position);
        self.look();
    }

    pub fn step(self) {
        self.go(self.position.get_untracked() + 1);
    }

    pub fn back(self) {
        self.go(self.position.get_untracked().saturating_sub(1));
    }

    pub fn toggle(self) {
        let at_end = self.position.get_untracked() >= self.len();
        if !self.running.get_untracked() && at_end {
            self.go(0);
        }
        self.running.update(|running| *running = !*running);
    }

    /// The subject follows what moved; what is not there (yet, or any more) is let go.
    fn look(self) {
        let moment = self.moment.get_untracked();
        if self.follow.get_untracked()
            && let Some(subject) = moment.subject()
        {
            return self.subject.set(Some(subject));
        }
        let there =
            self.subject.with_untracked(|key| key.as_ref().is_some_and(|key| moment.thing(key).is_some()));
        if !there {
            let last = moment.things.iter().rfind(|thing| thing.machine == "intent").or(moment.things.last());
            self.subject.set(last.map(|thing| thing.key.clone()));
        }
    }

    fn tick(self) {
        Effect::new(move |_| {
            if !self.running.get() {
                return;
            }
            let pace = Duration::from_millis(PACE_MILLISECONDS / u64::from(self.speed.get().max(1)));
            let beat = set_interval_with_handle(
                move || {
                    self.step();
                    if self.position.get_untracked() >= self.session.with_untracked(|session| session.len()) {
                        self.running.set(false);
                    }
                },
                pace,
            );
            if let Ok(beat) = beat {
                on_cleanup(move || beat.clear());
            }
        });
    }

    // Which way on.

    /// Takes a step from the present moment on. What came after it is kept as a fork.
    pub fn act(self, text: &str) {
        self.running.set(false);
        let (session, position) = (self.session.get_untracked(), self.position.get_untracked());
        match session.acted(position, text) {
            Ok(next) => {
                if position < session.len() {
                    self.keep_fork(session);
                }
                let end = next.len();
                self.story.set(None);
                self.refused.set(None);
                self.is_fresh.set(true);
                batch(self, Arc::new(next), end);
                self.look();
            }
            Err(trouble) => self.refused.set(Some(Refused { text: text.to_owned(), trouble })),
        }
    }

    /// Takes the last step back.
    pub fn undo(self) {
        let session = self.session.get_untracked();
        if let Some(shorter) = session.len().checked_sub(1) {
            self.story.set(None);
            self.is_fresh.set(false);
            self.refused.set(None);
            let session = session.shortened(shorter);
            let end = session.len();
            batch(self, Arc::new(session), end);
            self.look();
        }
    }

    /// Remembers the story as it stands, to compare it with another way.
    pub fn fork(self) {
        self.keep_fork(self.session.get_untracked());
    }

    fn keep_fork(self, session: Arc<Session>) {
        self.forks.update(|forks| {
            let name = texts::fork(forks.len() + 1);
            forks.push(Fork { name, session });
        });
    }

    /// Goes on with a fork; the way that was shown becomes the fork.
    pub fn switch(self, place: usize) {
        let shown = self.session.get_untracked();
        let mut other = None;
        self.forks.update(|forks| {
            if let Some(fork) = forks.get_mut(place) {
                other = Some(std::mem::replace(&mut fork.session, shown));
            }
        });
        if let Some(other) = other {
            self.story.set(None);
            let end = other.len();
            self.show(other, Some(end));
        }
    }
}

/// Both at once, so that no moment is made of the one and not the other.
fn batch(play: Play, session: Arc<Session>, position: usize) {
    // The order that keeps the position inside the story at every moment.
    if position <= play.session.with_untracked(|shown| shown.len()) {
        play.position.set(position);
        play.session.set(session);
    } else {
        play.session.set(session);
        play.position.set(position);
    }
}

/// Stories of the page are tested: they open.
fn open(text: &str) -> Session {
    Session::open(text).expect("a story of the page can be read")
}
