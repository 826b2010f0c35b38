//! Trying a step without playing it: what would be sent, and what would come of it.

use super::play::{Failure, Player};
use super::step::Step;
use crate::engine::{Command, Outcome, Refusal};

/// One command of a step, and what comes of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    pub command: Command,
    pub came: Result<Outcome, Refusal>,
}

impl Player {
    /// This player as its engine was after so many entries of its log. What a name came to stand for later, it
    /// stands for already; the engine does not know it yet.
    #[must_use]
    pub fn at(&self, entries: usize) -> Self {
        self.with_engine(self.engine().at(entries))
    }

    /// What a step sends and what comes of it, on a fork: this player stays as it is. After a refusal nothing more
    /// is sent. A step whose names stand for nothing cannot be sent at all.
    pub fn attempt(&self, step: &Step) -> Result<Vec<Sent>, Failure> {
        let mut fork = self.engine().clone();
        let mut sent = Vec::new();
        for command in self.commands(step)? {
            let came = fork.handle(command.clone());
            let refused = came.is_err();
            sent.push(Sent { command, came });
            if refused {
                break;
            }
        }
        Ok(sent)
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use crate::engine::{Code, Config};

    #[test]
    fn an_attempt_says_what_playing_would_do_and_changes_nothing() {
        let text = "# Title\n\nSummary.\n\n```echo\nuser anna wallet EUR\nintent o 100 EUR STRIPE\n  line shoes anna 100\nrefund o\n```\n";
        let scenario = parse(text).unwrap();
        let steps: Vec<_> = scenario.steps().collect();
        let mut player = Player::new(Config::default());
        player.play(steps[0]).unwrap();
        let before = player.engine().clone();
        let sent = player.attempt(steps[1]).unwrap();
        assert_eq!(player.engine(), &before);
        let events = sent[0].came.as_ref().unwrap().events.clone();
        assert_eq!(player.play(steps[1]).unwrap(), events);
        let refused = player.attempt(steps[2]).unwrap();
        assert_eq!(refused[0].came.as_ref().unwrap_err().code, Code::WrongIntentStatus);
    }
}
