//! What Splits do by themselves: they rise when settlements do (B5), pay out when they are due (B13, B23), and give back what a
//! refund or a dispute took after the seller was paid (B14).

use super::judge::weight_up_to;
use crate::engine::agenda::Task;
use crate::engine::command::TransferFault;
use crate::engine::declare::of_line;
use crate::engine::event::{Account, Event, EventType, Object};
use crate::engine::world::{Answer, World};
use crate::funds::{PoolKey, fees_wallet};
use crate::id::Id;
use crate::intent::{Counters, Intent, LineItem, Split};
use crate::machine::{SPLIT, SplitStatus, Trigger};
use crate::money::Minor;
use std::sync::Arc;

impl World {
    /// Raises the Splits of an Intent as far as its settlements allow (B5).
    pub(in crate::engine) fn raise_splits(&mut self, place: u32) {
        let Some(intent) = self.intent_at(place).cloned() else { return };
        if intent.splits.is_empty() {
            return;
        }
        let lines = intent.counters();
        for (index, split) in intent.splits.iter().enumerate() {
            let older = weight_up_to(&intent, index, split.line);
            let mut status = split.status;
            if status == SplitStatus::Created && older <= of_line(&lines, split.line, |line| line.matched) {
                status = SplitStatus::PendingFundsReception;
                self.move_split(place, split.id, Trigger::SettlementMatched, status);
                self.notify(EventType::SplitPendingFundsReception, split.id);
            }
            if status == SplitStatus::PendingFundsReception
                && older <= of_line(&lines, split.line, |line| line.paid)
            {
                self.move_split(place, split.id, Trigger::SettlementPaid, SplitStatus::Available);
                self.notify(EventType::SplitAvailable, split.id);
                self.plan_execution(place, split.id);
            }
        }
    }

    /// A Split with a transfer date executes by itself from that moment on (R102, R103).
    pub(in crate::engine) fn plan_execution(&mut self, place: u32, id: Id) {
        let date = self.split_at(place, id).and_then(|split| split.transfer_date);
        if let Some(date) = date {
            // Of several that are due at one moment the oldest goes first, however often it was planned.
            self.agenda
                .insert((date.max(self.now), id.number()), Task::ExecuteSplit { intent: place, split: id });
        }
    }

    pub(in crate::engine) fn execute_if_due(&mut self, place: u32, id: Id) {
        let now = self.now;
        let due = self.split_at(place, id).is_some_and(|split| {
            split.status == SplitStatus::Available && split.transfer_date.is_some_and(|date| date <= now)
        });
        if due {
            self.start_transfer(place, id, Trigger::Execute);
        }
    }

    pub(in crate::engine) fn start_transfer(&mut self, place: u32, id: Id, trigger: Trigger) {
        let back = self.split_at(place, id).is_some_and(Split::was_completed);
        let to = if back { SplitStatus::RefundSplitPending } else { SplitStatus::Pending };
        self.move_split(place, id, trigger, to);
        let due = self.now.saturating_add(self.reading().transfer_seconds);
        self.plan(due, Task::FinishTransfer { intent: place, split: id });
    }

    pub(in crate::engine) fn finish_transfer(&mut self, place: u32, id: Id) {
        let Some(intent) = self.intent_at(place).cloned() else { return };
        let Some(split) = intent.splits.iter().find(|split| split.id == id) else { return };
        let Some(line) = intent.line(split.line) else { return };
        // A later claim started the transfer anew: its own task will end it.
        if split.moved.saturating_add(self.reading().transfer_seconds) > self.now {
            return;
        }
        match split.status {
            SplitStatus::Pending => {
                let to = match self.faults.pop_front() {
                    Some(TransferFault::Failed) => SplitStatus::Failed,
                    None if self.pay_out(&intent, split, line) => SplitStatus::Completed,
                    Some(TransferFault::Rejected) | None => SplitStatus::Rejected,
                };
                let trigger = match to {
                    SplitStatus::Completed => Trigger::TransferSucceeded,
                    SplitStatus::Failed => Trigger::TransferFailed,
                    _ => Trigger::TransferRejected,
                };
                self.move_split(place, id, trigger, to);
                if to == SplitStatus::Rejected {
                    self.notify(EventType::SplitRejected, id);
                }
            }
            SplitStatus::RefundSplitPending => {
                let owed = split.claimed.saturating_sub(split.returned);
                let debited = self.debited_wallet(&intent, split, line);
                let (trigger, to) = if self.transfer(&line.wallet, &debited, owed) {
                    (Trigger::TransferSucceeded, SplitStatus::RefundSplitCompleted)
                } else {
                    (Trigger::TransferRejected, SplitStatus::RefundSplitRejected)
                };
                if to == SplitStatus::RefundSplitCompleted
                    && let Some(split) = self.split_mut(place, id)
                {
                    split.returned = split.claimed;
                }
                self.move_split(place, id, trigger, to);
            }
            _ => {}
        }
    }

    /// Moves the money of a Split: the seller's share and the fee. All or nothing.
    pub(in crate::engine) fn pay_out(&mut self, intent: &Intent, split: &Split, line: &LineItem) -> bool {
        let left = of_line(&intent.counters(), split.line, Counters::available_to_split);
        let debited = self.debited_wallet(intent, split, line);
        let amount = i128::from(split.amount);
        if left < amount || self.wallets.balance(&debited) < amount {
            return false;
        }
        let seller_share = split.amount.saturating_sub(split.fees);
        let paid = self.transfer(&debited, &line.wallet, seller_share)
            && self.transfer(&debited, &fees_wallet(intent.currency), split.fees);
        self.release_spent(
            &debited,
            PoolKey { provider: intent.external.provider, currency: intent.currency },
        );
        paid
    }

    /// What left the escrow wallet cannot pay a Settlement any more (B28).
    pub(in crate::engine) fn release_spent(&mut self, debited: &str, key: PoolKey) {
        let balance = self.wallets.balance(debited);
        let spent =
            self.pool(key).is_some_and(|pool| *pool.escrow_wallet == *debited && pool.unallocated > balance);
        if spent {
            self.pool_mut(key.provider, key.currency).unallocated = balance;
            self.allocate(key);
        }
    }

    /// The wallet that pays: the escrow wallet, or for Mangopay's own pay-ins the one that was named (B24).
    pub(in crate::engine) fn debited_wallet(
        &self,
        intent: &Intent,
        split: &Split,
        line: &LineItem,
    ) -> Arc<str> {
        let named = split.origin_wallet.as_ref().or(line.origin_wallet.as_ref());
        if let Some(wallet) = named.filter(|_| intent.external.provider.is_mangopay()) {
            return Arc::clone(wallet);
        }
        let key = PoolKey { provider: intent.external.provider, currency: intent.currency };
        self.pool(key).map(|pool| Arc::clone(&pool.escrow_wallet)).unwrap_or_default()
    }

    pub(in crate::engine) fn transfer(&mut self, from: &Arc<str>, to: &Arc<str>, amount: Minor) -> bool {
        let moved = self.wallets.transfer(from, to, amount);
        if moved && amount > 0 {
            let (from, to) = (Account::Wallet(Arc::clone(from)), Account::Wallet(Arc::clone(to)));
            self.happened.push(Event::Paid { from, to, amount });
        }
        moved
    }

    /// What Splits completed beyond what is still kept of a line is claimed back, youngest first (B14).
    pub(in crate::engine) fn claim_back(&mut self, place: u32) {
        let Some(intent) = self.intent_at(place).cloned() else { return };
        for (line, counters) in (0u32..).zip(intent.counters()) {
            let mut excess = counters.split.saturating_sub(counters.kept());
            for split in
                intent.splits.iter().rev().filter(|split| split.line == line && split.was_completed())
            {
                let claim = Minor::try_from(excess.min(i128::from(split.weight()))).unwrap_or(0);
                if claim <= 0 {
                    continue;
                }
                excess = excess.saturating_sub(i128::from(claim));
                if let Some(split) = self.split_mut(place, split.id) {
                    split.claimed = split.claimed.saturating_add(claim);
                }
                self.start_transfer(place, split.id, Trigger::RefundAfterSplit);
            }
        }
    }

    pub(in crate::engine) fn split_at(&self, place: u32, id: Id) -> Option<&Split> {
        self.intent_at(place)?.splits.iter().find(|split| split.id == id)
    }

    pub(in crate::engine) fn split_mut(&mut self, place: u32, id: Id) -> Option<&mut Split> {
        self.intent_mut(place)?.splits.iter_mut().find(|split| split.id == id)
    }

    pub(in crate::engine) fn move_split(&mut self, place: u32, id: Id, trigger: Trigger, to: SplitStatus) {
        let now = self.now;
        let Some(split) = self.split_mut(place, id) else { return };
        let from = split.status;
        split.status = to;
        split.moved = now;
        self.moved(&SPLIT, Object::Id(id), Some(from), trigger, to);
    }

    pub(in crate::engine) fn split_answer(&self, place: u32, id: Id) -> Answer {
        self.intent_at(place)
            .map_or(Answer::Done, |intent| Answer::Splits { intent: Arc::clone(intent), splits: vec![id] })
    }
}
