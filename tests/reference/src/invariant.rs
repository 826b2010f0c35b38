//! What must hold after every command, whatever was asked.

use crate::model::Model;
use crate::record::{Amount, SettlementStatus, SplitStatus};

impl Model {
    /// Panics with a sentence where something does not hold.
    pub fn check_invariants(&self) {
        for line in 0..self.lines.len() {
            self.check_line(line);
        }
        for intent in 0..self.intents.len() {
            let (lived, counted) = (self.status(intent), self.status_from_counters(intent));
            assert_eq!(lived, counted, "intent {intent}: the two ways to its status differ");
            assert!(self.available(intent) >= 0, "intent {intent}: less than nothing is available");
            assert!(self.unfunded(intent) >= 0, "intent {intent}: less than nothing is unfunded");
        }
        for split in &self.splits {
            assert!(
                split.amount >= 1 && (0..=split.amount).contains(&split.fee),
                "a Split's amounts: {split:?}"
            );
            let claim_in_order =
                0 <= split.returned && split.returned <= split.claimed && split.claimed <= split.amount;
            assert!(claim_in_order, "a Split's claims: {split:?}");
            let under_way = matches!(split.status, SplitStatus::Pending | SplitStatus::RefundSplitPending);
            assert_eq!(under_way, split.ends.is_some(), "a transfer has an end: {split:?}");
        }
        self.check_pools();
        self.check_conservation();
    }

    /// R190.
    fn check_line(&self, line: usize) {
        let (captured, cancelled) = (self.captured(line), self.cancelled(line));
        let (refunded, disputed) = (self.refunded(line), self.disputed(line));
        let split = self.split_amount(line);
        let counters = [captured, cancelled, refunded, disputed, split];
        assert!(
            counters.iter().all(|counter| *counter >= 0),
            "line {line}: a negative counter in {counters:?}"
        );
        assert!(captured + cancelled <= self.lines[line].total, "line {line}: more than its total");
        assert!(refunded + disputed <= captured, "line {line}: more given back than captured");
        assert!(split <= self.kept(line), "line {line}: more split than kept");
    }

    fn check_pools(&self) {
        for pool in &self.pools {
            assert!(
                pool.unallocated >= 0 && pool.credit >= 0 && pool.escrow >= 0,
                "a pool is overdrawn: {pool:?}"
            );
            assert!(pool.unallocated <= pool.escrow, "more waits than is there: {pool:?}");
            let mut spent = 0;
            let mut carried = 0;
            for settlement in self.settlements.iter().filter(|it| it.status == SettlementStatus::Reconciled) {
                let file = settlement.file.as_ref().expect("a reconciled Settlement has a file");
                if file.provider == pool.provider && file.currency() == pool.currency {
                    spent += settlement.actual;
                    carried += (-file.raw_total(self.reading.fee_sign)).max(0);
                }
            }
            let came = pool.received + carried;
            assert_eq!(
                came,
                pool.unallocated + pool.spent_waiting + pool.credit + spent,
                "a pool does not add up: {pool:?}"
            );

            // Section 7: escrow = received - completed Splits + what was claimed back.
            let of_pool = |split: &&crate::Split| {
                let intent = &self.intents[split.intent];
                intent.provider == pool.provider
                    && intent.currency == pool.currency
                    && !self.is_hybrid(split.intent)
            };
            let gone: Amount = self
                .splits
                .iter()
                .filter(of_pool)
                .filter(|it| it.status.was_transferred())
                .map(|it| it.amount)
                .sum();
            let back: Amount = self.splits.iter().filter(of_pool).map(|it| it.returned).sum();
            assert_eq!(
                pool.escrow,
                pool.received - gone + back,
                "an escrow wallet does not add up: {pool:?}"
            );
        }
    }

    /// Whatever came in is somewhere.
    fn check_conservation(&self) {
        let in_pools: Amount = self.pools.iter().map(|pool| pool.escrow).sum();
        let in_wallets: Amount = self.wallets.iter().map(|wallet| wallet.balance).sum();
        assert!(self.wallets.iter().all(|wallet| wallet.balance >= 0), "a wallet is overdrawn");
        assert_eq!(in_pools + in_wallets, self.total_received(), "money was made or lost");
    }
}
