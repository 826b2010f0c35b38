//! Stripe's payout reconciliation report, itemized: one row for each balance transaction.

use super::amount::amount;
use super::table::Row;
use super::transaction::{Columns, line, no_kind_of_line};
use super::{Fault, Meaning, Wishes};
use crate::catalog::LineStatus;
use crate::money::Currency;

pub const KIND: &str = "reporting_category";
pub const PAYOUT: &str = "automatic_payout_id";
pub const CURRENCY: &str = "currency";
/// The day of the payout, where it was asked for in the export.
pub const PAID_ON: &str = "automatic_payout_effective_at";

pub const COLUMNS: &[&str] =
    &["balance_transaction_id", "created", CURRENCY, "gross", "fee", "net", KIND, "source_id", "charge_id"];

const NAMES: Columns = Columns { kind: KIND, created: "created", payment: "charge_id", action: "source_id" };

pub fn read(row: &Row<'_>, currency: Currency, wishes: &Wishes) -> Result<Meaning, Fault> {
    let gross = amount(row, "gross", currency)?;
    let fee = amount(row, "fee", currency)?;
    let net = amount(row, "net", currency)?;
    if gross.checked_sub(fee) != Some(net) {
        return Err(row.fault(
            "net",
            "`gross` less `fee` is not `net`.",
            "Export the report again; the row has been changed.",
        ));
    }
    let status = match row.needed(KIND)? {
        "charge" => LineStatus::Settled,
        "refund" => LineStatus::Refunded,
        "refund_failure" => LineStatus::RefundReversed,
        "dispute" => LineStatus::Disputed,
        "dispute_reversal" => LineStatus::DisputedWon,
        // A capture of less than was authorized: the charge has a row of its own, with the whole amount.
        "partial_capture_reversal" => {
            let payment = wishes.reference.as_deref().unwrap_or(NAMES.payment);
            return Ok(Meaning::Correction(row.needed(payment)?.to_owned(), gross, fee));
        }
        "fee" | "network_cost" | "tax" => return Ok(Meaning::Fee(net.saturating_neg())),
        "payout" => return Ok(Meaning::Payout(net.saturating_neg(), None)),
        _ if net == 0 => return Ok(Meaning::None),
        _ => return Err(no_kind_of_line(row, &NAMES)),
    };
    Ok(Meaning::Line(line(row, &NAMES, status, gross, wishes)?, fee))
}
