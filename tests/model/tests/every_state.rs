//! Every state of two Intents, two Settlements and a little money: once with every file, once with every action on Intents.
//! Files and actions at once are a larger space, searched by `cargo xtask test soak`.

mod checking;

use checking::alphabet::{SETTLING, SHARING};
use checking::{explore, sights};
use stateright::CheckerBuilder;

#[test]
fn settling_and_paying() {
    explore("settling and paying", SETTLING, sights::of_settling(), CheckerBuilder::spawn_bfs);
}

#[test]
fn sharing_and_taking_back() {
    explore("sharing and taking back", SHARING, sights::of_sharing(), CheckerBuilder::spawn_bfs);
}
