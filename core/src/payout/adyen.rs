//! Adyen's settlement details report: one row for each journal entry of a payable batch.

use super::amount::{amount, day};
use super::table::Row;
use super::{Fault, Meaning, Wishes};
use crate::catalog::LineStatus;
use crate::money::Currency;
use crate::settlement::write::DraftLine;

pub const KIND: &str = "Type";
pub const PAYOUT: &str = "Batch Number";
pub const CURRENCY: &str = "Net Currency";
const GROSS_CURRENCY: &str = "Gross Currency";
const REFERENCE: &str = "Psp Reference";
const MODIFICATION: &str = "Modification Reference";
const CREATED: &str = "Creation Date";
const DEBIT: &str = "Net Debit (NC)";
const CREDIT: &str = "Net Credit (NC)";

pub const COLUMNS: &[&str] = &[
    REFERENCE,
    CREATED,
    KIND,
    MODIFICATION,
    GROSS_CURRENCY,
    "Gross Debit (GC)",
    "Gross Credit (GC)",
    CURRENCY,
    DEBIT,
    CREDIT,
];

pub fn read(row: &Row<'_>, currency: Currency, wishes: &Wishes) -> Result<Meaning, Fault> {
    let net = amount(row, CREDIT, currency)?.saturating_sub(amount(row, DEBIT, currency)?);
    let status = match row.needed(KIND)? {
        "Settled" => LineStatus::Settled,
        "Refunded" => LineStatus::Refunded,
        "RefundedReversed" => LineStatus::RefundReversed,
        "Chargeback" => LineStatus::Disputed,
        "ChargebackReversed" => LineStatus::DisputedWon,
        "Fee" | "MiscCosts" | "InvoiceDeduction" | "PaymentCost" => {
            return Ok(Meaning::Fee(net.saturating_neg()));
        }
        "MerchantPayout" => return Ok(Meaning::Payout(net.saturating_neg(), day(row, CREATED).ok())),
        _ if net == 0 => return Ok(Meaning::None),
        _ => {
            return Err(row.fault(
                KIND,
                "Echo has no kind of line for this, and money hangs on it.",
                "Leave the row out only if the money is not part of this payout; else settle it outside of the file.",
            ));
        }
    };
    if row.get(GROSS_CURRENCY) != currency.code() {
        return Err(row.fault(
            GROSS_CURRENCY,
            format!("The payment was made in another currency than it is paid out in ({currency})."),
            "Echo matches amounts in the currency of the declaration: have Adyen settle each currency by itself.",
        ));
    }
    let gross = amount(row, "Gross Credit (GC)", currency)?.saturating_sub(amount(
        row,
        "Gross Debit (GC)",
        currency,
    )?);
    if gross != 0 && (gross > 0) != status.is_credit() {
        return Err(row.fault(
            KIND,
            "Debit and credit do not fit the kind of the row.",
            "Export the report again.",
        ));
    }
    let declared = wishes.reference.as_deref().unwrap_or(REFERENCE);
    let is_payment = status == LineStatus::Settled;
    let line = DraftLine {
        provider_reference: row.needed(if is_payment { declared } else { MODIFICATION })?.to_owned(),
        payment_method: None,
        status,
        date: day(row, CREATED)?,
        amount: gross,
        initial_reference: if is_payment { String::new() } else { row.needed(declared)?.to_owned() },
    };
    Ok(Meaning::Line(line, gross.saturating_sub(net)))
}
