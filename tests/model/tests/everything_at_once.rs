//! Every file and the actions on Intents in one space. It takes minutes: `cargo xtask test soak`.
//!
//! What makes this space small enough: everything is captured in one part, and only the first Intent is split. The rest is in
//! `every_state`.

mod checking;

use checking::alphabet::{Bounds, SETTLING, SHARING};
use checking::{explore, sights};
use stateright::CheckerBuilder;

#[test]
fn everything_at_once() {
    let bounds = Bounds { disputes: SHARING.disputes, splits: [1, 0], ..SETTLING };
    let sights = sights::of_settling().into_iter().chain(sights::of_sharing());
    let sights =
        sights.filter(|sight| ![sights::CAPTURED_IN_PART, sights::BOTH_PAID].contains(&sight.name)).collect();
    // One story to its end after the other: so what waits to be looked at fits into memory.
    explore("everything at once", bounds, sights, CheckerBuilder::spawn_dfs);
}
