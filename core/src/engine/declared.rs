//! What was declared in a world, for matching files before they are uploaded.

use super::log::{Engine, Log};
use super::world::World;
use crate::catalog::LineStatus;
use crate::date::Date;
use crate::intent::{Dispute, ExternalData, Intent, Refund};
use crate::machine::DisputeStatus;
use crate::money::Minor;
use crate::persistent::Map;
use crate::reconcile::declarations::{Action, Declaration, Declarations, IntentKey, StatusSet};
use crate::sort;

/// Replays an exported log and adds what is declared in it. What [`ReadOptions::log`] asks for.
///
/// [`ReadOptions::log`]: crate::reconcile::declarations::read::ReadOptions::log
pub fn read_log(text: &[u8], declarations: &mut Declarations) -> Result<(), String> {
    let text = std::str::from_utf8(text).map_err(|error| error.to_string())?;
    let log: Log = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let engine = Engine::import(log).map_err(|error| error.to_string())?;
    engine.world().declare(declarations).ok_or_else(|| "there is no room for all its declarations".to_owned())
}

impl World {
    /// Adds everything declared here, in the order of its declaration. `None` when there is no room left.
    pub fn declare(&self, declarations: &mut Declarations) -> Option<()> {
        let mut all: Vec<(u64, &Intent, What<'_>)> = Vec::new();
        for intent in self.intents() {
            all.push((intent.id.number(), intent, What::Intent));
            all.extend(intent.captures.iter().map(|it| (it.id.number(), &**intent, What::Capture(it))));
            for refund in &intent.refunds {
                all.push((refund.id.number(), intent, What::Refund(refund)));
                let reversal = refund.reversed.as_ref();
                all.extend(reversal.map(|it| (it.number, &**intent, What::Reversal(refund, &it.external))));
            }
            all.extend(intent.disputes.iter().map(|it| (it.id.number(), &**intent, What::Dispute(it))));
        }
        sort::by_key(&mut all, |(number, ..)| *number);
        let mut refunds = Map::default();
        for (_, intent, what) in all {
            let (action, external, amount) = match what {
                What::Intent => (Action::Intent, &intent.external, i128::from(intent.amount)),
                What::Capture(capture) => {
                    let external = intent.capture_external(capture);
                    let inherits = external.reference == intent.external.reference;
                    (
                        Action::Capture { settled: capture.settled.is_some(), inherits },
                        external,
                        capture.amount(),
                    )
                }
                What::Refund(refund) => (refund_action(refund), &*refund.external, refund.amount()),
                What::Reversal(refund, external) => {
                    (Action::Reversal { of: refunds.get(&refund.id).copied()? }, external, refund.amount())
                }
                What::Dispute(dispute) => (dispute_action(dispute), &*dispute.external, dispute.amount()),
            };
            let provider = match what {
                What::Intent | What::Capture(_) => intent.external.provider,
                _ => external.provider,
            };
            let number = declarations.add(&Declaration {
                action,
                reference: &external.reference,
                amount: Minor::try_from(amount).unwrap_or(Minor::MAX),
                currency: Some(intent.currency),
                provider: Some(provider),
                intent: IntentKey::of(&intent.id.to_string()),
                date: Date::from_timestamp(external.processing_date),
                references_complete: true,
            })?;
            if let What::Refund(refund) = what {
                refunds.insert(refund.id, number);
            }
        }
        Some(())
    }
}

#[derive(Clone, Copy)]
enum What<'w> {
    Intent,
    Capture(&'w crate::intent::Capture),
    Refund(&'w Refund),
    Reversal(&'w Refund, &'w ExternalData),
    Dispute(&'w Dispute),
}

fn refund_action(refund: &Refund) -> Action {
    let settled = [
        refund.refunded_in.map(|_| LineStatus::Refunded),
        refund.reversed_in.map(|_| LineStatus::RefundReversed),
    ];
    let settled = settled.into_iter().flatten().fold(StatusSet::default(), StatusSet::with);
    Action::Refund { reversed: refund.reversed.is_some(), settled }
}

fn dispute_action(dispute: &Dispute) -> Action {
    let line = |(status, _): &(DisputeStatus, _)| match status {
        DisputeStatus::Disputed => LineStatus::Disputed,
        DisputeStatus::Defended => LineStatus::Defended,
        DisputeStatus::DisputedWon => LineStatus::DisputedWon,
        DisputeStatus::DisputedLost => LineStatus::DisputedLost,
    };
    let settled = dispute.reconciled_in.iter().map(line).fold(StatusSet::default(), StatusSet::with);
    Action::Dispute { status: dispute.status(), settled }
}
