//! Every state that the engine can reach with two Intents, two Settlements and a little money, checked by stateright.
//!
//! The model is the production engine itself: a state is an engine, a step is a command. Two engines are the same state
//! where they differ only in numbers that carry no meaning (see `shape`). The space is finite because the alphabet
//! is bounded (see `alphabet`), and the search ends only when it has seen all of it.
//!
//! `ECHOSCOPE_SOAK=1` searches a larger space; it takes minutes.

#[path = "checking/alphabet.rs"]
mod alphabet;
#[path = "checking/rules.rs"]
mod rules;
#[path = "checking/scene.rs"]
mod scene;
#[path = "checking/shape.rs"]
mod shape;
#[path = "checking/sights.rs"]
mod sights;

use alphabet::{Bounds, Move, SETTLING, SHARING, SOAK};
use scene::Scene;
use stateright::{Checker, Model, Property};
use std::time::Instant;

struct Echo {
    bounds: Bounds,
    /// What must be seen somewhere in this space.
    sights: Vec<Property<Self>>,
}

impl Model for Echo {
    type State = Scene;
    type Action = Move;

    fn init_states(&self) -> Vec<Scene> {
        vec![Scene::opening()]
    }

    fn actions(&self, scene: &Scene, moves: &mut Vec<Move>) {
        self.bounds.moves(&scene.engine, moves);
    }

    fn next_state(&self, scene: &Scene, step: Move) -> Option<Scene> {
        scene.after(step)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        rules::all().into_iter().chain(self.sights.iter().cloned()).collect()
    }
}

/// A condition on a state of the model.
type Condition = fn(&Echo, &Scene) -> bool;

fn always(name: &'static str, condition: Condition) -> Property<Echo> {
    Property::always(name, condition)
}

fn sometimes(name: &'static str, condition: Condition) -> Property<Echo> {
    Property::sometimes(name, condition)
}

fn explore(name: &str, bounds: Bounds, sights: Vec<Property<Echo>>) {
    let start = Instant::now();
    let (always, sometimes) = (rules::all().len(), sights.len());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let checker = Echo { bounds, sights }.checker().threads(threads).spawn_bfs().join();
    println!(
        "{name}: {} states, {} transitions, depth {}, {always} always, {sometimes} sometimes, {:.1} s",
        checker.unique_state_count(),
        checker.state_count(),
        checker.max_depth(),
        start.elapsed().as_secs_f64(),
    );
    checker.assert_properties();
    assert!(checker.is_done(), "the whole space was searched");
}

#[test]
fn settling_and_paying() {
    explore("settling and paying", SETTLING, sights::of_settling());
}

#[test]
fn sharing_and_taking_back() {
    explore("sharing and taking back", SHARING, sights::of_sharing());
}

#[test]
fn everything_at_once() {
    if std::env::var_os("ECHOSCOPE_SOAK").is_some() {
        let sights = sights::of_settling().into_iter().chain(sights::of_sharing()).collect();
        explore("everything at once", SOAK, sights);
    }
}
