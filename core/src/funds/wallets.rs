//! Wallets and their balances.

use crate::money::{Currency, Minor};
use crate::persistent::Map;
use std::sync::Arc;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wallet {
    pub owner: Arc<str>,
    pub currency: Currency,
    pub balance: i128,
}

/// All wallets by id, and what came in from outside.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Wallets {
    by_id: Map<Arc<str>, Wallet>,
    /// The first wallet of each owner in each currency.
    first: Map<(Arc<str>, Currency), Arc<str>>,
    received: i128,
}

/// The id of the platform's fees wallet in a currency.
pub fn fees_wallet(currency: Currency) -> Arc<str> {
    Arc::from(format!("FEES_{}", currency.code()))
}

impl Wallets {
    pub fn open(&mut self, id: Arc<str>, owner: Arc<str>, currency: Currency) {
        self.first.or_insert((Arc::clone(&owner), currency), Arc::clone(&id));
        self.by_id.or_insert(id, Wallet { owner, currency, balance: 0 });
    }

    /// The wallet that an owner opened first in this currency.
    pub fn first_of(&self, owner: &Arc<str>, currency: Currency) -> Option<Arc<str>> {
        self.first.get(&(Arc::clone(owner), currency)).map(Arc::clone)
    }

    pub fn get(&self, id: &str) -> Option<&Wallet> {
        self.by_id.get(id)
    }

    pub fn id_of(&self, id: &str) -> Option<Arc<str>> {
        self.by_id.get_key_value(id).map(|(id, _)| Arc::clone(id))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Wallet)> {
        self.by_id.iter()
    }

    pub fn balance(&self, id: &str) -> i128 {
        self.get(id).map_or(0, |wallet| wallet.balance)
    }

    /// Money from outside.
    pub fn receive(&mut self, id: &str, amount: Minor) {
        if let Some(wallet) = self.by_id.get_mut(id) {
            wallet.balance = wallet.balance.saturating_add(i128::from(amount));
            self.received = self.received.saturating_add(i128::from(amount));
        }
    }

    /// Moves money if it is there and both wallets exist; says whether it did.
    pub fn transfer(&mut self, from: &str, to: &str, amount: Minor) -> bool {
        let covered = self.balance(from) >= i128::from(amount);
        if amount < 0 || !covered || self.get(to).is_none() {
            return false;
        }
        if let Some(wallet) = self.by_id.get_mut(from) {
            wallet.balance = wallet.balance.saturating_sub(i128::from(amount));
        }
        if let Some(wallet) = self.by_id.get_mut(to) {
            wallet.balance = wallet.balance.saturating_add(i128::from(amount));
        }
        true
    }

    /// Everything that ever came in.
    pub fn received(&self) -> i128 {
        self.received
    }

    /// Checks that no money was made or lost. The text names what is broken.
    pub fn check(&self) -> Result<(), String> {
        let mut sum = 0i128;
        for (id, wallet) in self.iter() {
            if wallet.balance < 0 {
                return Err(format!("wallet {id} holds {}", wallet.balance));
            }
            sum = sum.saturating_add(wallet.balance);
        }
        if sum == self.received {
            Ok(())
        } else {
            Err(format!("all wallets hold {sum}, but {} came in", self.received))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_only_changes_place() {
        let mut wallets = Wallets::default();
        for id in ["a", "b"] {
            wallets.open(Arc::from(id), Arc::from("owner"), Currency::Eur);
        }
        wallets.receive("a", 100);
        assert!(wallets.transfer("a", "b", 60));
        assert!(!wallets.transfer("a", "b", 41), "more than there is");
        assert!(!wallets.transfer("a", "nowhere", 1));
        assert!(!wallets.transfer("b", "a", -1));
        assert_eq!((wallets.balance("a"), wallets.balance("b")), (40, 60));
        assert_eq!(wallets.check(), Ok(()));
    }
}
