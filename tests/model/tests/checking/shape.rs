//! When two worlds are the same state: where everything agrees but ids, times and history.
//!
//! Ids carry running numbers. Here an object is named by its place, and of the numbers only their order inside one Intent
//! is kept, because the status of an Intent depends on it. The clock stands still in the model, and what was
//! announced in the past decides nothing.

use echoscope_core::engine::{Settlement, World};
use echoscope_core::id::Id;
use echoscope_core::intent::{Intent, Part};
use std::hash::{Hash, Hasher};

pub fn hash(world: &World, hasher: &mut impl Hasher) {
    let settlements: Vec<Id> = world.settlements().map(|settlement| settlement.id).collect();
    for intent in world.intents() {
        hash_intent(intent, &settlements, hasher);
    }
    for settlement in world.settlements() {
        hash_settlement(settlement, hasher);
    }
    for pool in world.pools() {
        (pool.key, pool.unallocated, pool.credit.map(|credit| (credit.amount, credit.status))).hash(hasher);
    }
    world.wallets().received().hash(hasher);
    for (_, wallet) in world.wallets().iter() {
        wallet.balance.hash(hasher);
    }
}

/// A declaration: its running number, its kind, and how much of which line.
type Chapter = (u64, u8, Vec<(u32, i64)>);

fn hash_intent(intent: &Intent, settlements: &[Id], hasher: &mut impl Hasher) {
    let place = |id: Id| settlements.iter().position(|settlement| *settlement == id);
    let amounts = |parts: &[Part]| parts.iter().map(|part| (part.line, part.amount)).collect::<Vec<_>>();
    // Sorted by the number, which is then left out.
    let mut story: Vec<Chapter> = Vec::new();
    for line in &intent.lines {
        story.push((line.id.number(), 0, vec![(0, line.total)]));
    }
    for capture in &intent.captures {
        story.push((capture.id.number(), 1, amounts(&capture.parts)));
        capture.external.as_ref().map(|external| &*external.reference).hash(hasher);
        capture.settled.map(|settled| (place(settled.settlement), settled.line, settled.paid)).hash(hasher);
    }
    for cancel in &intent.cancels {
        story.push((cancel.id.number(), 2, amounts(&cancel.parts)));
    }
    for refund in &intent.refunds {
        story.push((refund.id.number(), 3, amounts(&refund.parts)));
        if let Some(reversal) = &refund.reversed {
            story.push((reversal.number, 4, Vec::new()));
        }
        (refund.refunded_in.map(place), refund.reversed_in.map(place)).hash(hasher);
    }
    for dispute in &intent.disputes {
        story.push((dispute.id.number(), 5, amounts(&dispute.parts)));
        dispute.capture.hash(hasher);
        for decision in &dispute.decisions {
            story.push((decision.number, 6, Vec::new()));
            decision.status.hash(hasher);
        }
        for (status, settlement) in &dispute.reconciled_in {
            (status, place(*settlement)).hash(hasher);
        }
    }
    story.sort_unstable();
    for (_, kind, amounts) in story {
        (kind, amounts).hash(hasher);
    }
    for split in &intent.splits {
        (split.line, split.amount, split.fees, split.status, split.claimed, split.returned).hash(hasher);
    }
    intent.settlements.iter().map(|&id| place(id)).collect::<Vec<_>>().hash(hasher);
}

fn hash_settlement(settlement: &Settlement, hasher: &mut impl Hasher) {
    (settlement.status, settlement.addresses, settlement.uploads).hash(hasher);
    settlement.file.as_ref().map(|file| &file.0).hash(hasher);
    (settlement.declared, settlement.fees, settlement.actual, settlement.raw, settlement.missing)
        .hash(hasher);
    for line in settlement.matched.iter() {
        (line.line, line.status, line.amount, line.place, line.payments_after).hash(hasher);
    }
    for error in settlement.line_errors.iter() {
        (error.line, error.code).hash(hasher);
    }
    for error in settlement.footer_errors.iter() {
        error.code.hash(hasher);
    }
}
