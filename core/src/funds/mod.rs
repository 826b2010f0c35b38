//! Pools and wallets: the only room that moves money.
//!
//! Money enters from outside (a provider pays, a buyer's wallet is funded) and then only changes place: the sum of all
//! wallets is always what came in. A pool knows, beside its escrow wallet, how much of that wallet is not yet
//! allocated to a Settlement, and the credit that negative totals left (spec 6.5, 6.6).

mod pool;
mod wallets;

pub use pool::{Credit, Pool, PoolKey, Verdict};
pub use wallets::{Wallet, Wallets, fees_wallet};
