//! What the formats have in common: a row that is a payment, a refund or a dispute, as a line of the settlement.

use super::amount::day;
use super::table::Row;
use super::{Fault, Wishes};
use crate::catalog::LineStatus;
use crate::money::Minor;
use crate::settlement::write::DraftLine;

/// The columns of a format.
pub struct Columns {
    pub kind: &'static str,
    pub created: &'static str,
    /// The payment's reference, unless the user declared payments under another.
    pub payment: &'static str,
    /// The reference of a refund or a dispute.
    pub action: &'static str,
}

pub fn line(
    row: &Row<'_>,
    columns: &Columns,
    status: LineStatus,
    amount: Minor,
    wishes: &Wishes,
) -> Result<DraftLine, Fault> {
    if amount != 0 && (amount > 0) != status.is_credit() {
        return Err(row.fault(
            columns.kind,
            "The sign of the amount does not fit the kind of the row.",
            "Export the report again.",
        ));
    }
    let payment = wishes.reference.as_deref().unwrap_or(columns.payment);
    let (own, initial) = match status {
        LineStatus::Settled => (payment, None),
        _ => (columns.action, Some(payment)),
    };
    Ok(DraftLine {
        provider_reference: row.needed(own)?.to_owned(),
        payment_method: None,
        status,
        date: day(row, columns.created)?,
        amount,
        initial_reference: initial
            .map(|column| row.needed(column))
            .transpose()?
            .unwrap_or_default()
            .to_owned(),
        fees: None,
    })
}

/// Money that no kind of line stands for is a fault: left out in silence, it would be missing when the funds arrive.
pub fn no_kind_of_line(row: &Row<'_>, columns: &Columns) -> Fault {
    row.fault(
        columns.kind,
        "Echo has no kind of line for this, and money hangs on it.",
        "Leave the row out only if the money is not part of this payout; else settle it outside of the file.",
    )
}
