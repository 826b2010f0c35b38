//! Adyen's settlement details report: one row for each journal entry of a payable batch.

use super::amount::{amount, day};
use super::table::Row;
use super::transaction::{Columns, line, no_kind_of_line};
use super::{Fault, Meaning, Wishes};
use crate::catalog::LineStatus;
use crate::money::{Currency, Minor};

pub const KIND: &str = "Type";
pub const PAYOUT: &str = "Batch Number";
pub const CURRENCY: &str = "Net Currency";
const GROSS_CURRENCY: &str = "Gross Currency";
const GROSS: (&str, &str) = ("Gross Credit (GC)", "Gross Debit (GC)");
const NET: (&str, &str) = ("Net Credit (NC)", "Net Debit (NC)");

pub const COLUMNS: &[&str] = &[
    NAMES.payment,
    NAMES.created,
    KIND,
    NAMES.action,
    GROSS_CURRENCY,
    GROSS.0,
    GROSS.1,
    CURRENCY,
    NET.0,
    NET.1,
];

const NAMES: Columns = Columns {
    kind: KIND,
    created: "Creation Date",
    payment: "Psp Reference",
    action: "Modification Reference",
};

pub fn read(row: &Row<'_>, currency: Currency, wishes: &Wishes) -> Result<Meaning, Fault> {
    let net = balance(row, NET, currency)?;
    let status = match row.needed(KIND)? {
        "Settled" => LineStatus::Settled,
        "Refunded" => LineStatus::Refunded,
        "RefundedReversed" => LineStatus::RefundReversed,
        "Chargeback" => LineStatus::Disputed,
        "ChargebackReversed" => LineStatus::DisputedWon,
        "Fee" | "MiscCosts" | "InvoiceDeduction" | "PaymentCost" => {
            return Ok(Meaning::Fee(net.saturating_neg()));
        }
        "MerchantPayout" => return Ok(Meaning::Payout(net.saturating_neg(), day(row, NAMES.created).ok())),
        _ if net == 0 => return Ok(Meaning::None),
        _ => return Err(no_kind_of_line(row, &NAMES)),
    };
    if row.get(GROSS_CURRENCY) != currency.code() {
        return Err(row.fault(
            GROSS_CURRENCY,
            format!("The payment was made in another currency than it is paid out in ({currency})."),
            "Echo matches amounts in the currency of the declaration: have Adyen settle each currency by itself.",
        ));
    }
    let gross = balance(row, GROSS, currency)?;
    Ok(Meaning::Line(line(row, &NAMES, status, gross, wishes)?, gross.saturating_sub(net)))
}

/// What a pair of columns gives the merchant: the credit less the debit.
fn balance(row: &Row<'_>, (credit, debit): (&str, &str), currency: Currency) -> Result<Minor, Fault> {
    Ok(amount(row, credit, currency)?.saturating_sub(amount(row, debit, currency)?))
}
