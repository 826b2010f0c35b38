//! Every file and the actions on Intents in one space. It takes minutes: `cargo xtask test soak`.
//!
//! What makes this space finite in reasonable time: everything is captured in one part. Parts are in `every_state`.

mod checking;

use checking::alphabet::{Bounds, SETTLING, SHARING};
use checking::{explore, sights};
use stateright::CheckerBuilder;

#[test]
fn everything_at_once() {
    let bounds = Bounds { disputes: SHARING.disputes, splits: SHARING.splits, ..SETTLING };
    let sights = sights::of_settling().into_iter().chain(sights::of_sharing());
    let sights = sights.filter(|sight| sight.name != sights::CAPTURED_IN_PART).collect();
    // One story to its end after the other: so what waits to be looked at fits into memory.
    explore("everything at once", bounds, sights, CheckerBuilder::spawn_dfs);
}
