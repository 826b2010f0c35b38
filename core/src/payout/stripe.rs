//! Stripe's payout reconciliation report, itemized: one row for each balance transaction.

use super::amount::{amount, day};
use super::table::Row;
use super::{Fault, Meaning, Wishes};
use crate::catalog::LineStatus;
use crate::money::Currency;
use crate::settlement::write::DraftLine;

pub const KIND: &str = "reporting_category";
pub const PAYOUT: &str = "automatic_payout_id";
pub const CURRENCY: &str = "currency";
const CHARGE: &str = "charge_id";
const GROSS: &str = "gross";
const FEE: &str = "fee";

pub const COLUMNS: &[&str] =
    &["balance_transaction_id", "created", CURRENCY, GROSS, FEE, "net", KIND, "source_id", CHARGE];

pub fn read(row: &Row<'_>, currency: Currency, wishes: &Wishes) -> Result<Meaning, Fault> {
    let gross = amount(row, GROSS, currency)?;
    let fee = amount(row, FEE, currency)?;
    let net = amount(row, "net", currency)?;
    if gross.checked_sub(fee) != Some(net) {
        return Err(row.fault(
            "net",
            "`gross` less `fee` is not `net`.",
            "Export the report again; the row has been changed.",
        ));
    }
    let declared = wishes.reference.as_deref().unwrap_or(CHARGE);
    let status = match row.needed(KIND)? {
        "charge" => LineStatus::Settled,
        "refund" => LineStatus::Refunded,
        "refund_failure" => LineStatus::RefundReversed,
        "dispute" => LineStatus::Disputed,
        "dispute_reversal" => LineStatus::DisputedWon,
        "partial_capture_reversal" => {
            return Ok(Meaning::Correction(row.needed(declared)?.to_owned(), gross, fee));
        }
        "fee" | "network_cost" | "tax" => return Ok(Meaning::Fee(net.saturating_neg())),
        "payout" => return Ok(Meaning::Payout(net.saturating_neg(), None)),
        _ if net == 0 => return Ok(Meaning::None),
        _ => {
            return Err(row.fault(
                KIND,
                "Echo has no kind of line for this, and money hangs on it.",
                "Leave the row out only if the money is not part of this payout; else settle it outside of the file.",
            ));
        }
    };
    if gross != 0 && (gross > 0) != status.is_credit() {
        return Err(row.fault(
            GROSS,
            "The sign does not fit the kind of the row.",
            "Export the report again.",
        ));
    }
    let is_payment = status == LineStatus::Settled;
    let line = DraftLine {
        provider_reference: row.needed(if is_payment { declared } else { "source_id" })?.to_owned(),
        payment_method: None,
        status,
        date: day(row, "created")?,
        amount: gross,
        initial_reference: if is_payment { String::new() } else { row.needed(declared)?.to_owned() },
    };
    Ok(Meaning::Line(line, fee))
}
