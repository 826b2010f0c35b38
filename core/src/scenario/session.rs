//! A story being played: its text, what each step sent and what came of it. What shows a story step by step and lets
//! somebody take another way asks here.

use super::attempt::Sent;
use super::draft::Draft;
use super::error::ScenarioError;
use super::play::Player;
use super::step::{Action, Outcome, Step};
use crate::engine::{Code, Config, Engine, Event, Refusal};

/// One acting step, with the expectations that follow it in the story.
#[derive(Clone, Debug)]
pub struct Played {
    pub step: Step,
    /// The section of the story it stands in, from 0.
    pub section: usize,
    pub sent: Vec<Sent>,
    /// How long the engine's log was after it.
    pub entries: usize,
    /// What the story expects after it, and what was found instead where it does not hold.
    pub checks: Vec<Check>,
    /// Why it did not come to what the story says.
    pub failure: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    pub text: String,
    pub failure: Option<String>,
}

impl Played {
    pub fn refusal(&self) -> Option<&Refusal> {
        self.sent.last()?.came.as_ref().err()
    }

    /// Everything that happened in it, in order.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.sent.iter().filter_map(|sent| sent.came.as_ref().ok()).flat_map(|outcome| &outcome.events)
    }
}

/// Why a step could not be taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    Unreadable(ScenarioError),
    Refused(Box<Refusal>),
    /// A name stands for nothing, because an earlier step failed.
    Unmade(String),
}

#[derive(Clone, Debug)]
pub struct Session {
    draft: Draft,
    player: Player,
    played: Vec<Played>,
}

impl Session {
    /// Plays a whole story.
    pub fn open(text: &str) -> Result<Self, ScenarioError> {
        let draft = Draft::parse(text)?;
        let mut session =
            Self { player: Player::new(Config::default()), played: Vec::new(), draft: draft.clone() };
        for (section, steps) in draft.scenario().sections.iter().map(|section| &section.steps).enumerate() {
            for step in steps {
                session.play(step, section);
            }
        }
        Ok(session)
    }

    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    pub fn played(&self) -> &[Played] {
        &self.played
    }

    pub fn len(&self) -> usize {
        self.played.len()
    }

    pub fn is_empty(&self) -> bool {
        self.played.is_empty()
    }

    /// The player after so many steps.
    pub fn player_at(&self, position: usize) -> Player {
        self.player.at(self.entries_at(position))
    }

    /// Only its engine: without the names, of which a long story has many.
    pub fn engine_at(&self, position: usize) -> Engine {
        self.player.engine().at(self.entries_at(position))
    }

    fn entries_at(&self, position: usize) -> usize {
        position.checked_sub(1).and_then(|last| self.played.get(last)).map_or(0, |last| last.entries)
    }

    /// What would come of these steps after so many others; the session stays as it is.
    pub fn attempt(&self, player: &Player, text: &str) -> Result<Vec<Sent>, Trouble> {
        let steps = self.draft.read(text).map_err(Trouble::Unreadable)?;
        let mut sent = Vec::new();
        let mut player = player.clone();
        let several = steps.len() > 1;
        for step in &steps {
            let tried = player.attempt(step).map_err(|failure| Trouble::Unmade(failure.to_string()))?;
            if let Some(Err(refusal)) = tried.last().map(|last| &last.came) {
                return Err(Trouble::Refused(Box::new(refusal.clone())));
            }
            if several {
                player.play(step).map_err(|failure| Trouble::Unmade(failure.to_string()))?;
            }
            sent.extend(tried);
        }
        Ok(sent)
    }

    /// The same story, going on with these steps after `position` others; what came after them is left behind.
    pub fn acted(&self, position: usize, text: &str) -> Result<Self, Trouble> {
        let mut next = self.shortened(position);
        let steps = next.draft.add(text).map_err(Trouble::Unreadable)?;
        let section = next.draft.scenario().sections.len().saturating_sub(1);
        for step in &steps {
            let refused =
                next.player.attempt(step).map_err(|failure| Trouble::Unmade(failure.to_string()))?;
            if let (Outcome::Accepted, Some(Err(refusal))) =
                (&step.outcome, refused.last().map(|last| &last.came))
            {
                return Err(Trouble::Refused(Box::new(refusal.clone())));
            }
            next.play(step, section);
        }
        Ok(next)
    }

    /// The step as the story keeps it when it shall be refused.
    pub fn refused_text(text: &str, code: Code) -> String {
        format!("{text}\n  => refused {}", code.as_str())
    }

    /// Only the first `position` acting steps, with the expectations after them.
    #[must_use]
    pub fn shortened(&self, position: usize) -> Self {
        if position >= self.played.len() {
            return self.clone();
        }
        let mut acting = 0_usize;
        let steps = self.draft.scenario().steps().take_while(|step| {
            acting = acting.saturating_add(usize::from(!is_expectation(step)));
            acting <= position
        });
        let draft = self.draft.shortened(steps.count());
        // What was read and written out once is read again without error.
        Self::open(&draft.to_string()).unwrap_or_else(|_| self.clone())
    }

    fn play(&mut self, step: &Step, section: usize) {
        if is_expectation(step) {
            let failure = self.player.play(step).err().map(|failure| failure.to_string());
            if let Some(last) = self.played.last_mut() {
                last.checks.push(Check { text: step.text.clone(), failure });
            }
            return;
        }
        let (sent, failure) = match self.player.attempt(step) {
            Ok(sent) => (sent, self.player.play(step).err()),
            Err(failure) => (Vec::new(), Some(failure)),
        };
        self.played.push(Played {
            step: step.clone(),
            section,
            sent,
            entries: self.player.engine().len(),
            checks: Vec::new(),
            failure: failure.map(|failure| failure.to_string()),
        });
    }
}

fn is_expectation(step: &Step) -> bool {
    matches!(step.action, Action::Expect(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn stories() -> Vec<(String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/scenarios");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let stories = files.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
        stories.map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect()
    }

    fn overview() -> Session {
        let stories = stories();
        let (_, text) = stories.iter().find(|(path, _)| path.ends_with("01-overview.md")).unwrap();
        Session::open(text).unwrap()
    }

    #[test]
    fn every_story_plays_as_it_says_and_every_past_state_is_exact() {
        for (story, text) in stories() {
            let session = Session::open(&text).unwrap();
            let mut again = Player::new(Config::default());
            for (position, played) in session.played().iter().enumerate() {
                assert_eq!(played.failure, None, "{story}");
                assert!(played.checks.iter().all(|check| check.failure.is_none()), "{story}");
                again.play(&played.step).unwrap();
                assert_eq!(session.player_at(position + 1).engine(), again.engine(), "{story}");
                assert_eq!(session.engine_at(position + 1), *again.engine(), "{story}");
            }
        }
    }

    #[test]
    fn going_on_from_the_past_leaves_the_later_steps_behind() {
        let session = overview();
        let other = session.acted(5, "cancel order-1").unwrap_err();
        assert!(matches!(other, Trouble::Refused(refusal) if refusal.code == Code::WrongIntentStatus));
        let other = session.acted(4, "cancel order-1").unwrap();
        assert_eq!(other.len(), 5);
        assert!(matches!(session.acted(4, "cancle order-1"), Err(Trouble::Unreadable(_))));
    }

    #[test]
    fn an_own_story_begins_with_who_takes_part() {
        let blank = "# My own story\n\nTwo sellers.\n\n```echo\nuser anna wallet EUR\nuser carl wallet EUR\nuser bob\n```\n";
        let next = Session::open(blank)
            .unwrap()
            .acted(
                3,
                "intent o 100 EUR STRIPE\n  line shoes anna 100\nrefund o\n  => refused wrong-intent-status",
            )
            .unwrap();
        assert_eq!(next.len(), 5);
        assert_eq!(Session::open(&next.draft().to_string()).unwrap().len(), 5);
    }
}
