//! One pool per provider and currency: what has arrived and waits for a Settlement.

use crate::catalog::Provider;
use crate::machine::CreditStatus;
use crate::money::{Currency, Minor};
use std::sync::Arc;

/// The client is the engine's; provider and currency make the pool.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PoolKey {
    pub provider: Provider,
    pub currency: Currency,
}

/// What negative totals left for the next Settlements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Credit {
    pub amount: i128,
    pub status: CreditStatus,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pool {
    pub key: PoolKey,
    pub escrow_wallet: Arc<str>,
    /// The virtual account to which the provider pays.
    pub iban: Arc<str>,
    pub bic: &'static str,
    /// Arrived and not yet used by a Settlement.
    pub unallocated: i128,
    pub credit: Option<Credit>,
}

/// What a pool says to the Settlement whose turn it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Nothing has arrived: keep waiting.
    Nothing,
    /// Some has arrived; this much is missing.
    Short {
        missing: i128,
    },
    Covered,
}

impl Pool {
    pub fn new(key: PoolKey, escrow_wallet: Arc<str>) -> Self {
        let iban = Arc::from(virtual_iban(key));
        Self { key, escrow_wallet, iban, bic: "ECHOFRPPXXX", unallocated: 0, credit: None }
    }

    /// `STRIPE EUR`: how people call it.
    pub fn name(&self) -> String {
        format!("{} {}", self.key.provider.value(), self.key.currency.code())
    }

    pub fn carried(&self) -> i128 {
        self.credit.map_or(0, |credit| credit.amount)
    }

    pub fn available(&self) -> i128 {
        self.unallocated.saturating_add(self.carried())
    }

    pub fn verdict(&self, needed: Minor) -> Verdict {
        let missing = i128::from(needed).saturating_sub(self.available());
        if missing <= 0 {
            Verdict::Covered
        } else if self.available() > 0 {
            Verdict::Short { missing }
        } else {
            Verdict::Nothing
        }
    }

    /// Uses credit first, then money that arrived. Answers how much credit was used.
    pub fn consume(&mut self, needed: Minor) -> i128 {
        let from_credit = self.carried().min(i128::from(needed));
        if from_credit > 0 {
            let amount = self.carried().saturating_sub(from_credit);
            let status = if amount == 0 { CreditStatus::Used } else { CreditStatus::Carried };
            self.credit = Some(Credit { amount, status });
        }
        self.unallocated = self.unallocated.saturating_sub(i128::from(needed).saturating_sub(from_credit));
        from_credit
    }

    /// Keeps what a negative total freed.
    pub fn carry(&mut self, amount: i128) {
        let amount = self.carried().saturating_add(amount);
        self.credit = Some(Credit { amount, status: CreditStatus::Carried });
    }
}

/// A French IBAN with right check digits, made from the key: the same pool has the same account in every run.
fn virtual_iban(key: PoolKey) -> String {
    let mark = |text: &str| {
        text.bytes().fold(7u64, |sum, byte| (sum.wrapping_mul(131)).wrapping_add(u64::from(byte)))
    };
    let account = mark(key.provider.value()) % 10_000_000_000;
    let branch = mark(key.currency.code()) % 100_000;
    let body = format!("99999{branch:05}{account:011}00");
    // Check digits of an IBAN: country and zeros at the end, letters as numbers (F 15, R 27), 98 less the rest by 97.
    let rest = format!("{body}152700").bytes().fold(0u64, |rest, digit| {
        rest.wrapping_mul(10).wrapping_add(u64::from(digit.wrapping_sub(b'0'))) % 97
    });
    format!("FR{:02}{body}", 98u64.saturating_sub(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool() -> Pool {
        let key = PoolKey { provider: Provider::parse("STRIPE").unwrap(), currency: Currency::Eur };
        Pool::new(key, Arc::from("wlt_m_escrow"))
    }

    #[test]
    fn credit_is_used_before_money() {
        let mut pool = pool();
        pool.carry(70);
        pool.unallocated = 130;
        assert_eq!(pool.verdict(201), Verdict::Short { missing: 1 });
        assert_eq!(pool.verdict(200), Verdict::Covered);
        assert_eq!(pool.consume(100), 70);
        assert_eq!((pool.unallocated, pool.carried()), (100, 0));
        assert_eq!(pool.verdict(0), Verdict::Covered);
    }

    #[test]
    fn an_empty_pool_says_nothing() {
        assert_eq!(pool().verdict(1), Verdict::Nothing);
        assert_eq!(pool().verdict(0), Verdict::Covered);
    }

    #[test]
    fn every_pool_has_its_own_valid_account() {
        let mut accounts: Vec<_> = Provider::all()
            .flat_map(|provider| Currency::ALL.map(|currency| virtual_iban(PoolKey { provider, currency })))
            .collect();
        for iban in &accounts {
            assert_eq!(iban.len(), 27);
            let moved = format!("{}1527{}", &iban[4..], &iban[2..4]);
            let rest = moved.bytes().fold(0u64, |rest, digit| (rest * 10 + u64::from(digit - b'0')) % 97);
            assert_eq!(rest, 1, "{iban}");
        }
        let count = accounts.len();
        accounts.sort();
        accounts.dedup();
        assert_eq!(accounts.len(), count);
    }
}
