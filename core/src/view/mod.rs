//! Objects as Mangopay answers them: field names, order and omissions are part of what clients rely on.
//!
//! Amounts are integers, dates Unix seconds, absent values are left out and never `null`.

mod action;
mod intent;
mod money;
mod report;
mod settlement;
mod split;

pub use action::{ActionView, Pointer, ShortLine};
pub use intent::{
    ActionInIntent, AddressView, BuyerView, ExternalDataView, IntentView, LineView, PartView, SellerView,
};
pub use money::{MoneyView, PoolMoney, Unreported, WalletMoney, unreported};
pub use report::{
    ActionRow, IntentRow, SettlementRow, SplitRow, action_rows, intent_rows, settlement_rows, split_rows,
};
pub use settlement::{ErrorDetail, FooterErrorView, LineErrorView, SettlementView, ValidationsView};
pub use split::SplitView;

use crate::money::Minor;

/// Amounts of Intents and Splits fit 64 bits by construction; sums of sums are held wider inside.
fn minor(amount: i128) -> Minor {
    Minor::try_from(amount).unwrap_or(if amount < 0 { Minor::MIN } else { Minor::MAX })
}
