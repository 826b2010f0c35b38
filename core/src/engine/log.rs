//! The engine: a world and the log of commands that made it. The log *is* the state.
//!
//! Replay, undo, fork, time travel, export and import are the same idea seen from different sides.

use super::command::Command;
use super::read::shortened;
use super::refusal::{Code, ErrorType, Refusal};
use super::world::{Answer, Config, Outcome, World};
use crate::date::{SECONDS_PER_DAY, Timestamp};
use crate::persistent::{List, Map};
use crate::reconcile::References;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The version of an exported log.
pub const SCHEMA: u32 = 1;
/// Shortest distance between two worlds that are kept for going back.
const CHECKPOINT_DISTANCE_MIN: usize = 64;
/// About how many of them are kept: going back replays at most a 64th of the log.
const CHECKPOINTS: usize = 64;
/// How long an idempotency key is remembered.
const KEY_LIFETIME: Timestamp = SECONDS_PER_DAY;

/// One command of the log. A refused command is in the log only if it came with a key, because the key is used up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Entry {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(flatten)]
    pub command: Command,
}

/// A log as it is saved, sent and loaded.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Log {
    /// The version of this form: 1.
    pub schema: u32,
    pub config: Config,
    pub entries: Vec<Entry>,
}

/// Why a log cannot be loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImportError {
    /// Written by a newer Echoscope.
    UnknownSchema(u32),
    /// This command, counted from 0, is refused: the log is not one of an engine.
    Refused { entry: usize, refusal: Box<Refusal> },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownSchema(schema) => {
                write!(f, "the log has schema {schema}; this Echoscope reads schema {SCHEMA}")
            }
            Self::Refused { entry, refusal } => {
                write!(
                    f,
                    "command {entry} of the log is refused ({}): {}",
                    refusal.code.as_str(),
                    refusal.message
                )
            }
        }
    }
}

impl std::error::Error for ImportError {}

/// A copy is a fork: it costs nothing, and the two go their own ways.
#[derive(Clone, Debug)]
pub struct Engine {
    world: World,
    log: List<Arc<Entry>>,
    /// Idempotency keys and when they were used.
    keys: Map<Arc<str>, Timestamp>,
    /// Worlds (and keys) after so many entries, oldest first; the first is the beginning.
    checkpoints: Vec<Checkpoint>,
}

#[derive(Clone, Debug)]
struct Checkpoint {
    entries: usize,
    /// Without its references; of them only how many there were is kept, see [`References`].
    world: World,
    references: usize,
    keys: Map<Arc<str>, Timestamp>,
}

impl Engine {
    pub fn new(config: Config) -> Self {
        let world = World::new(config);
        let beginning = Checkpoint { entries: 0, world: world.clone(), references: 0, keys: Map::default() };
        Self { world, log: List::default(), keys: Map::default(), checkpoints: vec![beginning] }
    }

    /// The one door for change.
    pub fn handle(&mut self, command: Command) -> Result<Outcome, Refusal> {
        self.enter(Entry { key: None, command })
    }

    /// The same with an `Idempotency-Key`: a key works once in 24 hours, whatever became of the command (R25, B19).
    pub fn handle_once(&mut self, key: String, command: Command) -> Result<Outcome, Refusal> {
        self.enter(Entry { key: Some(key), command })
    }

    /// Moves the clock, for whoever follows a clock on a wall. Where the last entry moved it too, the two become one: a world in which
    /// nothing happens keeps a short log, however long somebody watches it.
    pub fn pass_time(&mut self, to: Timestamp) -> Result<Outcome, Refusal> {
        let moved = matches!(
            self.log.last().map(|last| &**last),
            Some(Entry { key: None, command: Command::AdvanceClock { .. } })
        );
        if moved && (self.world.now()..=super::read::LATEST).contains(&to) {
            // The entry will say something else than what this checkpoint saw.
            if self.checkpoints.last().is_some_and(|checkpoint| checkpoint.entries == self.log.len()) {
                self.checkpoints.pop();
            }
            self.log.pop();
        }
        self.handle(Command::AdvanceClock { to })
    }

    fn enter(&mut self, entry: Entry) -> Result<Outcome, Refusal> {
        if let Some(key) = &entry.key {
            self.use_key(key)?;
        }
        let outcome = self.world.apply(&entry.command);
        if outcome.is_ok() || entry.key.is_some() {
            self.log.push(Arc::new(entry));
            self.keep_checkpoint();
        }
        outcome
    }

    /// Uses a key up, for something that is not a command but counts as one.
    pub fn use_key(&mut self, key: &str) -> Result<(), Refusal> {
        let well_formed = (16..=36).contains(&key.len())
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !well_formed {
            let text = "An Idempotency-Key has 16 to 36 letters, digits or hyphens.";
            return Err(Refusal::param(Code::IdempotencyKeyInvalid, "Idempotency-Key", text)
                .fact("given", shortened(key)));
        }
        let now = self.world.now();
        if let Some(&used) = self.keys.get(key)
            && now.saturating_sub(used) < KEY_LIFETIME
        {
            let error_type = ErrorType::IdempotentCreationConflict;
            let text = format!(
                "The Idempotency-Key {key} was used before; read the first answer with GET /responses/{key}."
            );
            return Err(Refusal::new(Code::IdempotencyKeyUsed, error_type, "Idempotency-Key", text)
                .fact("used", used));
        }
        self.keys.insert(Arc::from(key), now);
        Ok(())
    }

    // What can be seen.

    pub fn world(&self) -> &World {
        &self.world
    }

    /// How many entries the log has.
    pub fn len(&self) -> usize {
        self.log.len()
    }

    pub fn is_empty(&self) -> bool {
        self.log.is_empty()
    }

    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> + ExactSizeIterator {
        self.log.iter().map(|entry| &**entry)
    }

    // Going back, and forth again.

    /// The engine as it was after the first `entries` entries.
    #[must_use]
    pub fn at(&self, entries: usize) -> Self {
        let entries = entries.min(self.log.len());
        if entries == self.log.len() {
            return self.clone();
        }
        let kept = self.checkpoints.iter().take_while(|checkpoint| checkpoint.entries <= entries).count();
        let checkpoints: Vec<Checkpoint> = self.checkpoints.iter().take(kept).cloned().collect();
        let (start, mut world, mut keys) = match checkpoints.last() {
            Some(last) => (last.entries, self.world_of(last), last.keys.clone()),
            None => (0, World::new(self.world.config().clone()), Map::default()),
        };
        let mut log = self.log.clone();
        log.truncate(entries);
        for entry in log.iter().skip(start) {
            if let Some(key) = &entry.key {
                keys.insert(Arc::from(key.as_str()), world.now());
            }
            // Refused entries (those with a key) change nothing, now as then.
            let _ = world.apply(&entry.command);
        }
        Self { world, log, keys, checkpoints }
    }

    /// Takes the last entry back. False where there is none.
    pub fn undo(&mut self) -> bool {
        match self.log.len().checked_sub(1) {
            None => false,
            Some(entries) => {
                *self = self.at(entries);
                true
            }
        }
    }

    /// Keeps worlds at distances that grow with the log.
    fn keep_checkpoint(&mut self) {
        let distance = (self.log.len() / CHECKPOINTS).max(CHECKPOINT_DISTANCE_MIN);
        let last = self.checkpoints.last().map_or(0, |checkpoint| checkpoint.entries);
        if self.log.len() < last.saturating_add(distance) {
            return;
        }
        if self.checkpoints.len() >= CHECKPOINTS.saturating_mul(2) {
            let mut place = 0usize;
            self.checkpoints.retain(|_| {
                place = place.saturating_add(1);
                place % 2 == 1
            });
        }
        let world = World { references: References::default(), ..self.world.clone() };
        let references = self.world.references.len();
        self.checkpoints.push(Checkpoint {
            entries: self.log.len(),
            world,
            references,
            keys: self.keys.clone(),
        });
    }

    /// The world that a checkpoint kept, with the references that it had.
    fn world_of(&self, checkpoint: &Checkpoint) -> World {
        let mut references = self.world.references.clone();
        references.take_back_to(checkpoint.references);
        World { references, ..checkpoint.world.clone() }
    }

    // Out and in.

    pub fn export(&self) -> Log {
        Log {
            schema: SCHEMA,
            config: self.world.config().clone(),
            entries: self.entries().cloned().collect(),
        }
    }

    pub fn import(log: Log) -> Result<Self, ImportError> {
        if log.schema != SCHEMA {
            return Err(ImportError::UnknownSchema(log.schema));
        }
        let mut engine = Self::new(log.config);
        for (place, entry) in log.entries.into_iter().enumerate() {
            let keyed = entry.key.is_some();
            if let Err(refusal) = engine.enter(entry)
                && (!keyed || matches!(refusal.code, Code::IdempotencyKeyUsed | Code::IdempotencyKeyInvalid))
            {
                return Err(ImportError::Refused { entry: place, refusal: Box::new(refusal) });
            }
        }
        Ok(engine)
    }
}

/// Two engines are equal when their worlds, logs and keys are; how far apart their checkpoints are does not matter.
impl PartialEq for Engine {
    fn eq(&self, other: &Self) -> bool {
        self.world == other.world && self.log == other.log && self.keys == other.keys
    }
}

impl World {
    /// Carries a command out, with everything that follows from it. A refused command changes nothing.
    fn apply(&mut self, command: &Command) -> Result<Outcome, Refusal> {
        let answer = self.obey(command)?;
        self.run_agenda(self.now);
        let events = std::mem::take(&mut self.happened);
        Ok(Outcome { answer, events })
    }

    fn obey(&mut self, command: &Command) -> Result<Answer, Refusal> {
        match command {
            Command::RegisterUser { id } => self.register_user(id.as_ref()),
            Command::RegisterWallet { id, owner, currency } => {
                self.register_wallet(id.as_ref(), owner, currency)
            }
            Command::CreateIntent { request } => self.create_intent(request),
            Command::Capture { intent, request } => self.capture(intent, request),
            Command::Cancel { intent, request } => self.cancel(intent, request),
            Command::Refund { intent, request } => self.refund(intent, request),
            Command::ReverseRefund { intent, refund, request } => {
                self.reverse_refund(intent, refund, request)
            }
            Command::Dispute { intent, capture, request } => self.dispute(intent, capture, request),
            Command::DecideDispute { intent, capture, dispute, decision } => {
                self.decide_dispute(intent, capture, dispute, decision)
            }
            Command::CreateSplits { intent, splits } => self.create_splits(intent, splits),
            Command::UpdateSplit { intent, split, request } => self.update_split(intent, split, request),
            Command::ExecuteSplit { intent, split } => self.execute_split(intent, split),
            Command::ReverseSplit { intent, split } => self.reverse_split(intent, split),
            Command::CreateSettlement { file_name } => self.create_settlement(file_name.as_ref()),
            Command::Upload { settlement, file } => self.upload(settlement, file),
            Command::UpdateSettlement { settlement, file_name } => {
                self.update_settlement(settlement, file_name.as_ref())
            }
            Command::CancelSettlement { settlement } => self.cancel_settlement(settlement),
            Command::ReceiveFunds { provider, currency, amount } => {
                self.receive_funds(provider, currency, amount)
            }
            Command::FundWallet { wallet, amount } => self.fund_wallet(wallet, amount),
            Command::AdvanceClock { to } => self.advance_clock(*to),
            Command::InjectTransferFault { fault } => {
                self.faults.push_back(*fault);
                Ok(Answer::Done)
            }
        }
    }

    fn advance_clock(&mut self, to: Timestamp) -> Result<Answer, Refusal> {
        if to < self.now {
            let text = format!("The clock stands at {}; it cannot go back to {to}.", self.now);
            return Err(Refusal::param(Code::ClockBackwards, "to", text).fact("now", self.now));
        }
        if to > super::read::LATEST {
            let text = format!("{to} is after the year 9999.");
            return Err(Refusal::param(Code::OutOfRange, "to", text));
        }
        self.run_agenda(to);
        Ok(Answer::Done)
    }
}
