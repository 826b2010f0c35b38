//! Money meets Settlements: oldest first, one pool at a time (spec 6.5, 6.6).

use crate::engine::event::{EventType, Object};
use crate::engine::world::World;
use crate::funds::{PoolKey, Verdict};
use crate::machine::{CAPTURE, CREDIT, CaptureStatus, CreditStatus, SettlementStatus, Trigger};

impl World {
    /// Runs after every arrival of money, after every full match, and when a Split spent money that was waiting.
    pub(in crate::engine) fn allocate(&mut self, key: PoolKey) {
        // Whoever is paid may leave credit for an older one: begin again with the oldest each time.
        while let Some(place) = self.next_payable(key) {
            self.reconcile(place, key);
        }
        let overtaking = self.reading().skip_unaffordable;
        let waiting = self.waiting.get(&key).cloned().unwrap_or_default();
        for (turn, &place) in waiting.values().enumerate() {
            self.judge_shortage(place, key, turn == 0 || overtaking);
        }
    }

    /// The oldest that can be paid; with strict order only the very oldest is asked (A12).
    fn next_payable(&self, key: PoolKey) -> Option<u32> {
        let asked = if self.reading().skip_unaffordable { usize::MAX } else { 1 };
        let mut waiting = self.waiting.get(&key)?.values().copied();
        waiting.by_ref().take(asked).find(|&place| {
            let needed = self.settlement_at(place).map_or(0, |settlement| settlement.actual);
            self.pool(key).is_some_and(|pool| pool.verdict(needed) == Verdict::Covered)
        })
    }

    fn reconcile(&mut self, place: u32, key: PoolKey) {
        let Some(settlement) = self.settlement_at(place).cloned() else { return };
        let before = self.pool(key).and_then(|pool| pool.credit);
        let pool = self.pool_mut(key.provider, key.currency);
        let name = pool.name();
        let used = pool.consume(settlement.actual);
        let after = pool.credit;
        let freed = settlement.raw.saturating_neg().max(0);
        if freed > 0 {
            pool.carry(freed);
        }
        if let (true, Some(before), Some(after)) = (used > 0, before, after) {
            let object = Object::Credit(name.clone());
            self.moved(&CREDIT, object, Some(before.status), Trigger::CreditUsed, after.status);
        }
        if freed > 0 {
            self.moved(&CREDIT, Object::Credit(name), None, Trigger::Create, CreditStatus::Carried);
        }
        if let Some(queue) = self.waiting.get_mut(&key) {
            queue.remove(&(settlement.created, settlement.id));
        }
        if let Some(settlement) = self.settlement_mut(place) {
            settlement.missing = 0;
        }
        self.move_settlement(place, Trigger::MoneyCovers, SettlementStatus::Reconciled);

        let now = self.now;
        for line in
            settlement.matched.iter().filter(|line| line.status == crate::catalog::LineStatus::Settled)
        {
            let action = usize::try_from(line.place.action).unwrap_or(usize::MAX);
            let Some(capture) =
                self.intent_mut(line.place.intent).and_then(|intent| intent.captures.get_mut(action))
            else {
                continue;
            };
            if let Some(settled) = &mut capture.settled {
                settled.paid = true;
            }
            capture.moved = now;
            let id = capture.id;
            let (from, to) = (Some(CaptureStatus::SettledNotPaid), CaptureStatus::Paid);
            self.moved(&CAPTURE, Object::Id(id), from, Trigger::SettlementPaid, to);
            self.notify(EventType::IntentPaid, id);
        }
    }

    /// What has arrived does not cover this Settlement, or it must wait for an older one: say how much is missing, if
    /// anything has arrived at all (B18). Only one whose turn it is can become `INSUFFICIENT_FUNDS`.
    fn judge_shortage(&mut self, place: u32, key: PoolKey, turn: bool) {
        let Some(settlement) = self.settlement_at(place) else { return };
        let known = settlement.status == SettlementStatus::InsufficientFunds;
        let missing = match self.pool(key).map(|pool| pool.verdict(settlement.actual)) {
            Some(Verdict::Short { missing }) if turn || known => missing,
            Some(Verdict::Nothing) if known => i128::from(settlement.actual),
            Some(Verdict::Covered) if known => 0,
            _ => return,
        };
        if known && missing == settlement.missing {
            return;
        }
        if let Some(settlement) = self.settlement_mut(place) {
            settlement.missing = missing;
        }
        self.move_settlement(place, Trigger::MoneyShort, SettlementStatus::InsufficientFunds);
    }
}
