//! What is kept is what changed something: sent again to a new sandbox, it gives the same sandbox.

use super::everything::day;
use super::rubbish::mangle;
use super::stage::{INTENTS, SETTLEMENTS, Stage};
use serde_json::Value;

/// Everything that a client can look at.
fn seen(stage: &mut Stage) -> Vec<Value> {
    let mut seen = Vec::new();
    for list in [
        INTENTS.to_owned(),
        format!("{INTENTS}/splits"),
        SETTLEMENTS.to_owned(),
        "/v2.01/shop/users".into(),
        "/v2.01/shop/hooks".into(),
        "/v2.01/shop/events".into(),
        "/v2.01/shop/reporting/reports".into(),
        "/v2.01/shop/responses/0123456789abcdef".into(),
        "/_echoscope/pools".into(),
        "/_echoscope/clock".into(),
    ] {
        seen.push(stage.get(&format!("{list}?per_page=100")).body);
    }
    seen.push(stage.sandbox.outbox().map(|parcel| parcel.address.to_owned()).collect());
    seen.push(stage.sandbox.world().fingerprint().into());
    seen
}

fn again(stage: &Stage) -> Stage {
    let mut again = Stage::new();
    for sent in &stage.kept {
        again.wall = sent.wall;
        again.send(sent.clone());
    }
    again.wall = stage.wall;
    again
}

#[test]
fn what_is_kept_gives_the_same_sandbox() {
    let mut stage = day();
    let mut second = again(&stage);
    assert_eq!(seen(&mut second), seen(&mut stage));
}

#[test]
fn what_was_refused_or_only_looked_at_leaves_no_trace() {
    for seed in 0..6 {
        let mut stage = day();
        mangle(&mut stage, seed, 150);
        let mut second = again(&stage);
        let (one, other) = (seen(&mut stage), seen(&mut second));
        for (place, (one, other)) in one.iter().zip(&other).enumerate() {
            assert_eq!(one, other, "seed {seed}, view {place}");
        }
    }
}
