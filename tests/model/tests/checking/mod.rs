//! Every state that the engine can reach from an alphabet of commands, checked by stateright.
//!
//! The model is the production engine itself: a state is an engine, a step is a command. Two engines are the same state
//! where they differ only in numbers that carry no meaning (see `shape`). The space is finite because the alphabet
//! is bounded (see `alphabet`), and the search ends only when it has seen all of it.

pub mod alphabet;
mod rules;
mod scene;
mod shape;
pub mod sights;

use alphabet::{Bounds, Move};
use scene::Scene;
use stateright::{Checker, CheckerBuilder, Model, Property};
use std::time::Instant;

pub struct Echo {
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

/// Searches the whole space, in the order that `search` chooses.
pub fn explore<C: Checker<Echo>>(
    name: &str,
    bounds: Bounds,
    sights: Vec<Property<Echo>>,
    search: fn(CheckerBuilder<Echo>) -> C,
) {
    let start = Instant::now();
    let (always, sometimes) = (rules::all().len(), sights.len());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let checker = search(Echo { bounds, sights }.checker().threads(threads)).join();
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
