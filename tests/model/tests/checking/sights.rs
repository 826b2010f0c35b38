//! What must be seen somewhere: a space in which nothing happens would keep every rule.

use super::scene::Scene;
use super::{Echo, sometimes};
use echoscope_core::engine::Event;
use echoscope_core::machine::{IntentStatus, SettlementStatus, SplitStatus, Status};
use stateright::Property;

/// Those that need parts, and Splits of both Intents.
pub const CAPTURED_IN_PART: &str = "an Intent is captured in part";
pub const BOTH_PAID: &str = "both sellers are paid";

pub fn of_settling() -> Vec<Property<Echo>> {
    vec![
        sometimes("a file is uploaded", |_, scene| moved_to(scene, "UPLOADED")),
        sometimes("a file is well formed", |_, scene| moved_to(scene, "CREATED")),
        sometimes("a file is rejected", |_, s| any(s, SettlementStatus::Failed)),
        sometimes("a file matches nothing", |_, s| any(s, SettlementStatus::Unmatched)),
        sometimes("a file matches in part", |_, s| any(s, SettlementStatus::PartiallyMatched)),
        sometimes("a file waits for money", |_, s| any(s, SettlementStatus::PendingFundsReception)),
        sometimes("money falls short", |_, s| any(s, SettlementStatus::InsufficientFunds)),
        sometimes("a Settlement is cancelled", |_, s| any(s, SettlementStatus::Cancelled)),
        sometimes("both Settlements are reconciled", |_, scene| {
            scene.engine.world().settlements().all(|s| s.status == SettlementStatus::Reconciled)
        }),
        sometimes("a second file reconciles what the first did not", |_, scene| {
            let mut settlements = scene.engine.world().settlements();
            settlements.any(|s| s.uploads == 2 && s.status == SettlementStatus::Reconciled)
        }),
        sometimes("one arrival reconciles two", |_, scene| {
            moves(scene).filter(|to| *to == SettlementStatus::Reconciled.value()).count() == 2
        }),
        sometimes("a credit is carried", |_, scene| moved_to(scene, "CARRIED")),
        sometimes("a carried credit is used", |_, scene| moved_to(scene, "USED")),
    ]
}

pub fn of_sharing() -> Vec<Property<Echo>> {
    vec![
        sometimes(BOTH_PAID, |_, scene| {
            let mut intents = scene.engine.world().intents();
            intents.all(|intent| intent.splits.iter().any(|split| split.status == SplitStatus::Completed))
        }),
        sometimes("a Split is taken back", |_, s| split(s, SplitStatus::Reversed)),
        sometimes("a Split waits for money", |_, s| split(s, SplitStatus::PendingFundsReception)),
        sometimes("a paid Split is claimed back", |_, s| split(s, SplitStatus::RefundSplitCompleted)),
        sometimes("an Intent is cancelled", |_, s| intent(s, IntentStatus::Cancelled)),
        sometimes(CAPTURED_IN_PART, |_, s| intent(s, IntentStatus::PartiallyCaptured)),
        sometimes("an Intent is refunded", |_, s| intent(s, IntentStatus::Refunded)),
        sometimes("a refund comes back", |_, s| intent(s, IntentStatus::RefundReversed)),
        sometimes("a dispute is defended", |_, s| intent(s, IntentStatus::Defended)),
        sometimes("a dispute is won", |_, s| intent(s, IntentStatus::DisputedWon)),
        sometimes("a dispute is lost", |_, s| intent(s, IntentStatus::DisputedLost)),
    ]
}

/// The statuses that the last step led to.
fn moves(scene: &Scene) -> impl Iterator<Item = &'static str> {
    scene.happened.iter().filter_map(|event| match event {
        Event::Moved { step, .. } => Some(step.to),
        _ => None,
    })
}

fn moved_to(scene: &Scene, status: &str) -> bool {
    moves(scene).any(|to| to == status)
}

fn any(scene: &Scene, status: SettlementStatus) -> bool {
    scene.engine.world().settlements().any(|settlement| settlement.status == status)
}

fn split(scene: &Scene, status: SplitStatus) -> bool {
    let mut splits = scene.engine.world().intents().flat_map(|intent| &intent.splits);
    splits.any(|split| split.status == status)
}

fn intent(scene: &Scene, status: IntentStatus) -> bool {
    let world = scene.engine.world();
    world.intents().any(|intent| intent.status(&world.config().reading) == status)
}
