//! Scenarios as JavaScript sees them.

use crate::exact::encode;
use echoscope_core::engine::{Config, Event};
use echoscope_core::scenario::{self, Player, ScenarioError};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// What became of a scenario.
#[derive(Debug, Serialize, Tsify)]
pub struct ScenarioRun {
    pub title: String,
    /// In the order of the file; where the text cannot be read there are none.
    pub steps: Vec<PlayedStep>,
    /// What cannot be read. Nothing is played then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mistake: Option<ScenarioMistake>,
    /// Every name of the scenario, and the id that it stands for.
    pub names: Vec<ScenarioName>,
    /// Of the world in which it ended.
    pub fingerprint: String,
}

#[derive(Debug, Serialize, Tsify)]
pub struct PlayedStep {
    /// Counts from 1.
    pub line: usize,
    pub text: String,
    pub events: Vec<Event>,
    /// What should have come of it, where something else did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<ScenarioFailure>,
}

#[derive(Debug, Serialize, Tsify)]
pub struct ScenarioFailure {
    pub expected: String,
    pub got: String,
}

#[derive(Debug, Serialize, Tsify)]
pub struct ScenarioMistake {
    pub line: usize,
    pub column: usize,
    pub message: String,
}

#[derive(Debug, Serialize, Tsify)]
pub struct ScenarioName {
    pub name: String,
    pub id: String,
}

/// Plays the text of a scenario in a world of its own.
#[wasm_bindgen(js_name = runScenario, unchecked_return_type = "ScenarioRun")]
pub fn run_scenario(text: &str) -> JsValue {
    encode(&match scenario::parse(text) {
        Ok(scenario) => played(&scenario),
        Err(error) => ScenarioRun {
            title: String::new(),
            steps: Vec::new(),
            mistake: Some(mistake(&error)),
            names: Vec::new(),
            fingerprint: String::new(),
        },
    })
}

fn played(scenario: &scenario::Scenario) -> ScenarioRun {
    let mut player = Player::new(Config::default());
    let steps = scenario
        .steps()
        .map(|step| {
            let (events, failure) = match player.play(step) {
                Ok(events) => (events, None),
                Err(scenario::Failure { expected, got, .. }) => {
                    (Vec::new(), Some(ScenarioFailure { expected, got }))
                }
            };
            PlayedStep { line: step.line, text: step.text.clone(), events, failure }
        })
        .collect();
    ScenarioRun {
        title: scenario.title.clone(),
        steps,
        mistake: None,
        names: player.names().map(|(name, id)| ScenarioName { name: name.into(), id: id.into() }).collect(),
        fingerprint: player.engine().world().fingerprint(),
    }
}

pub fn mistake(error: &ScenarioError) -> ScenarioMistake {
    ScenarioMistake { line: error.line, column: error.column, message: error.to_string() }
}
