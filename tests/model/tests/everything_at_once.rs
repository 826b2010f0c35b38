//! Every file and every action on Intents in one space. It takes minutes: `cargo xtask test soak`.

mod checking;

use checking::alphabet::{Bounds, SETTLING, SHARING};
use checking::{explore, sights};
use stateright::CheckerBuilder;

#[test]
fn everything_at_once() {
    let bounds = Bounds {
        refunds: [1, 1],
        disputes: [1, 1],
        addresses: [2, 1],
        papers: SETTLING.papers,
        cancelled_settlements: true,
        ..SHARING
    };
    let sights = sights::of_settling().into_iter().chain(sights::of_sharing()).collect();
    // One story to its end after the other: so what waits to be looked at fits into memory.
    explore("everything at once", bounds, sights, CheckerBuilder::spawn_dfs);
}
