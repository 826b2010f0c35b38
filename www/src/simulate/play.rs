//! Playing a story: which one, how far, which way on. The one place where the signals of this page live.

use super::history::{History, Key, Life, Moved, Thing, moves};
use super::session::{Session, Trouble};
use super::shelf::{Kept, Work};
use super::stories::{BLANK, STORIES, Story};
use crate::texts::simulate as texts;
use echoscope_core::engine::{Engine, World};
use echoscope_core::id::Id;
use echoscope_core::scenario::{Player, ScenarioError};
use leptos::prelude::*;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Everything that is true after so many steps.
#[derive(Clone, Debug)]
pub struct Moment {
    pub session: Arc<Session>,
    pub position: usize,
    /// What the last step moved, in the order of the events.
    pub moved: Vec<Moved>,
    history: Arc<History>,
    is_fresh: bool,
    /// Made when somebody looks: whoever scrubs passes most moments by.
    engine: OnceLock<Engine>,
    player: OnceLock<Player>,
}

impl Moment {
    /// Where a story ends.
    pub fn end_of(session: &Session) -> Self {
        Self::of(Arc::new(session.clone()), Arc::new(History::of(session)), session.len(), false)
    }

    fn of(session: Arc<Session>, history: Arc<History>, position: usize, is_fresh: bool) -> Self {
        let position = position.min(session.len());
        let last = position.checked_sub(1).and_then(|last| session.played().get(last));
        let moved = last.map(moves).unwrap_or_default();
        Self { session, position, moved, history, is_fresh, engine: OnceLock::new(), player: OnceLock::new() }
    }

    pub fn player(&self) -> &Player {
        self.player.get_or_init(|| self.session.player_at(self.position))
    }

    pub fn world(&self) -> &World {
        self.engine.get_or_init(|| self.session.engine_at(self.position)).world()
    }

    /// What the story calls an object.
    pub fn name(&self, key: &Key) -> String {
        self.history.name(key)
    }

    /// Every object that is there, in the order of their births.
    pub fn lives(&self) -> &[Life] {
        self.history.lives(self.position)
    }

    pub fn life(&self, key: &Key) -> Option<&Life> {
        self.history.life(key, self.position)
    }

    pub fn thing(&self, key: &Key) -> Option<Thing> {
        self.history.thing(key, self.position, self.is_fresh)
    }

    /// The Intent that an object is or belongs to.
    pub fn intent_of(&self, key: &Key) -> Option<Id> {
        self.life(key)?.intent
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

/// A moment and what the stage is about in it.
#[derive(Debug)]
pub struct Rest {
    pub moment: Arc<Moment>,
    pub subject: Option<Key>,
}

/// After so long without another step somebody who scrubs has come to rest.
const CALM: Duration = Duration::from_millis(120);

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
    /// Somebody goes through the story faster than everything about a moment can be told.
    is_rushing: RwSignal<bool>,
    resting: StoredValue<Option<TimeoutHandle>>,
    /// The moment at which the reader has come to rest: what takes long to tell is told of it.
    pub rest: Memo<Arc<Rest>>,
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
        let history = Memo::new_with_compare(
            move |_| session.with(|session| Arc::new(History::of(session))),
            |_, _| true,
        );
        let moment = Memo::new_with_compare(
            move |_| {
                let fresh = is_fresh.get_untracked();
                Arc::new(Moment::of(session.get(), history.get(), position.get(), fresh))
            },
            |_, _| true,
        );
        let subject = RwSignal::new(None);
        let is_rushing = RwSignal::new(false);
        let rest = Memo::new_with_compare(
            move |before: Option<&Arc<Rest>>| match before {
                Some(before) if is_rushing.get() => Arc::clone(before),
                _ => Arc::new(Rest { moment: moment.get(), subject: subject.get() }),
            },
            |before, after| !before.zip(after).is_some_and(|(before, after)| Arc::ptr_eq(before, after)),
        );
        let play = Self {
            session,
            position,
            is_fresh,
            moment,
            story: RwSignal::new(Some(STORIES[0].name)),
            running: RwSignal::new(false),
            speed: RwSignal::new(SPEEDS[0]),
            subject,
            is_rushing,
            resting: StoredValue::new(None),
            rest,
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

    /// Tells something of the moment at which the reader rests.
    pub fn rested<T>(self, tell: impl FnOnce(&Moment) -> T) -> T {
        self.rest.with(|rest| tell(&rest.moment))
    }

    /// Whether what is told of the moment of rest is true now.
    pub fn is_at_rest(self) -> bool {
        !self.is_rushing.get()
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

    /// What is on the table, to go on with another time.
    pub fn work(self) -> Work {
        let story = self.story.get_untracked();
        let session = self.session.get_untracked();
        let text = if story.is_some() { String::new() } else { session.draft().to_string() };
        let forks = self.forks.get_untracked().into_iter();
        let forks = forks.map(|fork| Kept { title: fork.name, text: fork.session.draft().to_string() });
        Work {
            story: story.map(ToOwned::to_owned),
            text,
            position: self.position.get_untracked(),
            forks: forks.collect(),
        }
    }

    /// Goes on with it. False where its story is not to be had.
    pub fn resume(self, work: &Work) -> bool {
        if let Some(name) = &work.story {
            let Some(story) = Story::find(name) else { return false };
            self.open_story(story, Some(work.position));
        } else {
            let Ok(session) = Session::open(&work.text) else { return false };
            self.story.set(None);
            self.show(Arc::new(session), Some(work.position));
        }
        let forks = work.forks.iter().filter_map(|kept| {
            let session = Session::open(&kept.text).ok()?;
            Some(Fork { name: kept.title.clone(), session: Arc::new(session) })
        });
        self.forks.set(forks.collect());
        true
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
        self.stand_at(position, Duration::ZERO);
    }

    /// The same for somebody who passes the moments by: nothing glides, and what takes long to tell waits until they rest.
    pub fn scrub(self, position: usize) {
        self.stand_at(position, CALM);
    }

    fn stand_at(self, position: usize, calm: Duration) {
        let position = position.min(self.len());
        let before = self.position.get_untracked();
        if position == before {
            return;
        }
        self.is_fresh.set(position == before + 1 && calm.is_zero());
        self.rest_after(calm);
        self.forget_refusal();
        self.position.set(position);
        self.look();
    }

    /// The stage first; everything else when it has been drawn, or when the reader rests.
    fn rest_after(self, calm: Duration) {
        if !self.is_rushing.get_untracked() {
            self.is_rushing.set(true);
        }
        if let Some(timer) = self.resting.get_value() {
            timer.clear();
        }
        let rest = move || {
            // The place may be gone by then.
            let _ = self.is_rushing.try_set(false);
        };
        let timer = set_timeout_with_handle(rest, calm).ok();
        self.resting.set_value(timer);
    }

    fn forget_refusal(self) {
        if self.refused.with_untracked(Option::is_some) {
            self.refused.set(None);
        }
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
            self.subject.with_untracked(|key| key.as_ref().is_some_and(|key| moment.life(key).is_some()));
        if !there {
            let lives = moment.lives();
            let last = lives.iter().rfind(|life| life.machine == "intent").or(lives.last());
            self.subject.set(last.map(|life| life.key.clone()));
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
    play.is_rushing.set(false);
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
