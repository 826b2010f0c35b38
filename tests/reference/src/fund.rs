//! Pools: the money of one provider in one currency, and which Settlement it pays.

use crate::count::sum;
use crate::model::{CURRENCIES, Model, PROVIDERS, Refused, at_least, fits};
use crate::record::{Action, Amount, CaptureStatus, Object, Pool, SettlementStatus};

impl Model {
    /// Money arrives on the virtual account.
    pub fn receive_funds(&mut self, provider: &str, currency: &str, amount: Amount) -> Result<(), Refused> {
        if !PROVIDERS.contains(&provider) || !CURRENCIES.contains(&currency) {
            return Err(Refused::Unsupported);
        }
        at_least(1, amount)?;
        fits(self.pool(provider, currency).map_or(0, |pool| pool.received) + amount)?;
        self.open_pool(provider, currency);
        let pool = self.pool_mut(provider, currency);
        pool.received += amount;
        pool.unallocated += amount;
        pool.escrow += amount;
        self.allocate(provider, currency);
        self.end_command();
        Ok(())
    }

    pub fn pool(&self, provider: &str, currency: &str) -> Option<&Pool> {
        self.pools.iter().find(|pool| pool.provider == provider && pool.currency == currency)
    }

    pub(crate) fn pool_mut(&mut self, provider: &str, currency: &str) -> &mut Pool {
        let mut pools = self.pools.iter_mut();
        pools
            .find(|pool| pool.provider == provider && pool.currency == currency)
            .expect("the pool was opened")
    }

    /// B10: a pool exists as soon as it is used.
    pub(crate) fn open_pool(&mut self, provider: &str, currency: &str) {
        if self.pool(provider, currency).is_none() {
            self.pools.push(Pool {
                provider: provider.to_owned(),
                currency: currency.to_owned(),
                received: 0,
                unallocated: 0,
                spent_waiting: 0,
                credit: 0,
                escrow: 0,
            });
        }
    }

    /// 6.5: the oldest waiting Settlement first; one that cannot be paid blocks the younger ones (A12). A Settlement that
    /// was paid may have left credit, so then all begins again with the oldest. When nothing more can be paid, those
    /// whose turn it is have fallen short.
    pub(crate) fn allocate(&mut self, provider: &str, currency: &str) {
        while self.pay_one(provider, currency) {}
        self.judge_shortage(provider, currency);
        self.state_what_is_missing(provider, currency);
    }

    /// Pays the first Settlement whose turn it is. False where there is none.
    fn pay_one(&mut self, provider: &str, currency: &str) -> bool {
        for settlement in self.waiting(provider, currency) {
            let pool = self.pool_mut(provider, currency);
            let available = pool.unallocated + pool.credit;
            let due = self.settlements[settlement].actual;
            if available >= due {
                let pool = self.pool_mut(provider, currency);
                let from_credit = pool.credit.min(due);
                pool.credit -= from_credit;
                pool.unallocated -= due - from_credit;
                self.reconcile(settlement);
                return true;
            }
            if !self.reading.skip_unaffordable {
                return false;
            }
        }
        false
    }

    /// B18: where nothing at all is there, nothing has fallen short.
    fn judge_shortage(&mut self, provider: &str, currency: &str) {
        let available = self.pool(provider, currency).map_or(0, |pool| pool.unallocated + pool.credit);
        let judged = if self.reading.skip_unaffordable { usize::MAX } else { 1 };
        for settlement in self.waiting(provider, currency).into_iter().take(judged) {
            if available > 0 {
                self.move_settlement(settlement, SettlementStatus::InsufficientFunds);
            }
        }
    }

    fn waiting(&self, provider: &str, currency: &str) -> Vec<usize> {
        let waits = |&settlement: &usize| {
            let it = &self.settlements[settlement];
            let status = matches!(
                it.status,
                SettlementStatus::PendingFundsReception | SettlementStatus::InsufficientFunds
            );
            let of_pool =
                |file: &crate::SettlementFile| file.provider == provider && file.currency() == currency;
            status && it.file.as_ref().is_some_and(of_pool)
        };
        (0..self.settlements.len()).filter(waits).collect()
    }

    fn reconcile(&mut self, settlement: usize) {
        self.move_settlement(settlement, SettlementStatus::Reconciled);
        self.settlements[settlement].missing = 0;
        let Some(file) = self.settlements[settlement].file.clone() else { return };
        let raw = file.raw_total(self.reading.fee_sign);
        self.pool_mut(&file.provider, &file.currency()).credit += (-raw).max(0);
        for capture in self.captures_in(settlement) {
            self.captures[capture].status = CaptureStatus::Paid;
            self.tell("INTENT_PAID", Object::Capture(capture));
        }
    }

    /// B18: what is missing follows what is there.
    fn state_what_is_missing(&mut self, provider: &str, currency: &str) {
        let available = self.pool(provider, currency).map_or(0, |pool| pool.unallocated + pool.credit);
        for settlement in self.waiting(provider, currency) {
            let it = &mut self.settlements[settlement];
            if it.status == SettlementStatus::InsufficientFunds {
                it.missing = (it.actual - available).max(0);
            }
        }
    }

    /// The captures that a fully matched file settles, in the order of its lines.
    fn captures_in(&self, settlement: usize) -> Vec<usize> {
        let capture = |action: &Option<Action>| match action {
            Some(Action::Capture(capture)) => Some(*capture),
            _ => None,
        };
        self.settlements[settlement].matches.iter().filter_map(capture).collect()
    }

    /// A14: the line's share of what is missing, the last PAYMENT line of a file bearing it first.
    pub fn unfunded_of_line(&self, line: usize) -> Amount {
        let mut share = 0;
        for (settlement, it) in self.settlements.iter().enumerate() {
            if it.status != SettlementStatus::InsufficientFunds {
                continue;
            }
            let mut missing = it.missing;
            for capture in self.captures_in(settlement).into_iter().rev() {
                let borne = missing.min(sum(&self.captures[capture].parts));
                let mut left = borne;
                for part in self.captures[capture].parts.iter().rev() {
                    let of_part = left.min(part.amount);
                    left -= of_part;
                    if part.line == line {
                        share += of_part;
                    }
                }
                missing -= borne;
            }
        }
        share
    }
}
