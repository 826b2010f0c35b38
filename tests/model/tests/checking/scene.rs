//! A state of the model: the engine, and which rules the last step broke.

use super::alphabet::{Move, REFERENCES, SETTLEMENTS, TOTALS};
use super::{rules, shape};
use echoscope_core::engine::{Engine, Event};
use echoscope_core::intent::Capture;
use echoscope_core::reading::Reading;
use echoscope_model::commands::{create_intent, create_settlement};
use echoscope_model::{must, platform};
use std::fmt;
use std::hash::{Hash, Hasher};

#[derive(Clone)]
pub struct Scene {
    pub engine: Engine,
    /// What the last step made happen.
    pub happened: Vec<Event>,
    /// Rules about steps that the last step broke. Part of the state, so that a merge cannot hide them.
    pub broken: Vec<&'static str>,
}

impl Scene {
    /// Two authorized Intents and two Settlements that wait for their files.
    pub fn opening() -> Self {
        let mut engine = platform(Reading::default());
        for (reference, total) in REFERENCES.into_iter().zip(TOTALS) {
            must(&mut engine, create_intent(reference, &[total]));
        }
        for _ in 0..SETTLEMENTS {
            must(&mut engine, create_settlement());
        }
        Self { engine, happened: Vec::new(), broken: Vec::new() }
    }

    /// The scene after a step; none where it was refused, as it should be, without a trace.
    pub fn after(&self, step: Move) -> Option<Self> {
        let mut engine = self.engine.clone();
        match engine.handle(step.command(&self.engine)) {
            Ok(outcome) => {
                let broken = rules::broken_by(self.engine.world(), engine.world(), &outcome.events);
                Some(Self { engine, happened: outcome.events, broken })
            }
            Err(_) if engine == self.engine => None,
            Err(_) => Some(Self { engine, happened: Vec::new(), broken: vec![rules::REFUSED] }),
        }
    }

    pub fn keeps(&self, rule: &str) -> bool {
        !self.broken.contains(&rule)
    }
}

impl PartialEq for Scene {
    fn eq(&self, other: &Self) -> bool {
        self.engine == other.engine && self.broken == other.broken
    }
}

impl Hash for Scene {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        shape::hash(self.engine.world(), hasher);
        self.broken.hash(hasher);
    }
}

impl fmt::Debug for Scene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let world = self.engine.world();
        for intent in world.intents() {
            let captures: Vec<_> = intent.captures.iter().map(Capture::status).collect();
            let splits: Vec<_> = intent.splits.iter().map(|split| split.status).collect();
            writeln!(f, "{} {captures:?} {splits:?}", intent.external.reference)?;
        }
        for settlement in world.settlements() {
            writeln!(f, "{:?} {} missing {}", settlement.status, settlement.actual, settlement.missing)?;
        }
        write!(f, "{:?} {:?}", world.pools().map(|pool| pool.unallocated).collect::<Vec<_>>(), self.broken)
    }
}
