//! Where the money is: with the provider, announced, arrived, carried, paid out. One row a pool and one a wallet.

use crate::catalog::{LineStatus, Provider};
use crate::engine::World;
use crate::funds::{Pool, PoolKey};
use crate::id::Id;
use crate::intent::Intent;
use crate::machine::{DisputeStatus, SettlementStatus};
use crate::money::Currency;
use crate::persistent::Map;
use crate::sort;

/// Something declared that no fully matched file has reported yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unreported {
    pub status: LineStatus,
    /// The capture, refund or dispute.
    pub id: Id,
    /// With the sign that it has in a file.
    pub amount: i128,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PoolMoney {
    pub key: PoolKey,
    /// What the provider owes by what was declared and not yet reported. Negative where it has given back more.
    pub with_provider: i128,
    /// The totals of the Settlements that matched and wait for their money.
    pub announced: i128,
    /// What the oldest of them, having some of its money, still lacks.
    pub missing: i128,
    pub unallocated: i128,
    pub credit: i128,
    pub escrow: i128,
    /// The id of the escrow wallet; empty before the pool's first money.
    pub escrow_wallet: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WalletMoney {
    pub id: String,
    pub currency: Currency,
    pub balance: i128,
    pub of_platform: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MoneyView {
    pub pools: Vec<PoolMoney>,
    /// Sellers' wallets, and those fees wallets that hold something.
    pub wallets: Vec<WalletMoney>,
    /// What all wallets hold together, and what ever came in: equal, or `broken` says why not.
    pub held: i128,
    pub received: i128,
    pub broken: Option<String>,
}

impl MoneyView {
    pub fn of(world: &World) -> Self {
        let mut keys: Vec<PoolKey> = world.pools().map(|pool| pool.key).collect();
        keys.extend(world.intents().map(|intent| key_of(intent)).filter(|key| !key.provider.is_mangopay()));
        sort::by(&mut keys, Ord::cmp);
        keys.dedup();
        let escrows: Vec<_> = world.pools().map(|pool| &*pool.escrow_wallet).collect();
        let wallets = world.wallets().iter().filter(|(id, _)| !escrows.contains(&&***id));
        let wallets = wallets.map(|(id, wallet)| WalletMoney {
            id: id.to_string(),
            currency: wallet.currency,
            balance: wallet.balance,
            of_platform: *wallet.owner == *world.config().client_id,
        });
        let balances = world.wallets().iter().map(|(_, wallet)| wallet.balance);
        Self {
            pools: keys.into_iter().map(|key| PoolMoney::of(world, key)).collect(),
            wallets: wallets.filter(|wallet| !wallet.of_platform || wallet.balance != 0).collect(),
            held: balances.fold(0, i128::saturating_add),
            received: world.wallets().received(),
            broken: world.wallets().check().err(),
        }
    }
}

impl MoneyView {
    /// What all wallets hold together, by currency, where it is something.
    pub fn held_by_currency(&self) -> Vec<(Currency, i128)> {
        let mut held = Map::default();
        let wallets = self.wallets.iter().map(|wallet| (wallet.currency, wallet.balance));
        let escrows = self.pools.iter().map(|pool| (pool.key.currency, pool.escrow));
        for (currency, amount) in wallets.chain(escrows) {
            let sum: &mut i128 = held.or_insert(currency, 0);
            *sum = sum.saturating_add(amount);
        }
        held.iter()
            .map(|(currency, amount)| (*currency, *amount))
            .filter(|(_, amount)| *amount != 0)
            .collect()
    }
}

impl PoolMoney {
    /// What the provider has yet to send for the Settlements that wait.
    pub fn due(&self) -> i128 {
        if self.missing > 0 {
            return self.missing;
        }
        self.announced.saturating_sub(self.unallocated).saturating_sub(self.credit).max(0)
    }

    fn of(world: &World, key: PoolKey) -> Self {
        let pool = world.pool(key);
        let waiting: Vec<_> = world
            .settlements()
            .filter(|settlement| settlement.pool == Some(key))
            .filter(|settlement| {
                matches!(
                    settlement.status,
                    SettlementStatus::PendingFundsReception | SettlementStatus::InsufficientFunds
                )
            })
            .collect();
        let sum = |amounts: &mut dyn Iterator<Item = i128>| amounts.fold(0, i128::saturating_add);
        let unreported = unreported(world, key);
        Self {
            key,
            with_provider: sum(&mut unreported.iter().filter(|l| l.status.counts()).map(|l| l.amount)),
            announced: sum(&mut waiting.iter().map(|settlement| i128::from(settlement.actual))),
            missing: sum(&mut waiting.iter().map(|settlement| settlement.missing)),
            unallocated: pool.map_or(0, |pool| pool.unallocated),
            credit: pool.map_or(0, Pool::carried),
            escrow_wallet: pool.map(|pool| pool.escrow_wallet.to_string()).unwrap_or_default(),
            escrow: pool.map_or(0, |pool| world.wallets().balance(&pool.escrow_wallet)),
        }
    }
}

/// What the provider's next file would have to report, in the order of the Intents.
pub fn unreported(world: &World, key: PoolKey) -> Vec<Unreported> {
    let intents = world.intents().filter(|intent| key_of(intent) == key);
    intents.flat_map(|intent| of_intent(intent)).collect()
}

fn key_of(intent: &Intent) -> PoolKey {
    let provider: Provider = intent.external.provider;
    PoolKey { provider, currency: intent.currency }
}

fn of_intent(intent: &Intent) -> Vec<Unreported> {
    let mut found = Vec::new();
    let mut tell = |status: LineStatus, id, amount: i128| {
        let amount = if status.is_credit() { amount } else { amount.saturating_neg() };
        found.push(Unreported { status, id, amount });
    };
    for capture in intent.captures.iter().filter(|capture| capture.settled.is_none()) {
        tell(LineStatus::Settled, capture.id, capture.amount());
    }
    for refund in &intent.refunds {
        if refund.refunded_in.is_none() {
            tell(LineStatus::Refunded, refund.id, refund.amount());
        }
        if refund.reversed.is_some() && refund.reversed_in.is_none() {
            tell(LineStatus::RefundReversed, refund.id, refund.amount());
        }
    }
    for dispute in &intent.disputes {
        let decided = dispute.decisions.iter().map(|decision| decision.status);
        for status in std::iter::once(DisputeStatus::Disputed).chain(decided) {
            if !dispute.reconciled_in.iter().any(|(reported, _)| *reported == status) {
                tell(line_of(status), dispute.id, dispute.amount());
            }
        }
    }
    found
}

const fn line_of(status: DisputeStatus) -> LineStatus {
    match status {
        DisputeStatus::Disputed => LineStatus::Disputed,
        DisputeStatus::Defended => LineStatus::Defended,
        DisputeStatus::DisputedWon => LineStatus::DisputedWon,
        DisputeStatus::DisputedLost => LineStatus::DisputedLost,
    }
}
