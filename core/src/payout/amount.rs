//! Amounts and days of a cell.

use super::Fault;
use super::table::Row;
use crate::date::Date;
use crate::money::{Currency, Minor, minor};

/// An amount in major units; an empty cell is none.
pub fn amount(row: &Row<'_>, column: &str, currency: Currency) -> Result<Minor, Fault> {
    match row.get(column) {
        "" => Ok(0),
        text => minor(text, currency).map_err(|fault| {
            row.fault(
                column,
                fault.sentence(currency),
                "Export the report with plain amounts, such as 1234.56.",
            )
        }),
    }
}

/// The day of a timestamp such as `2026-06-19 08:15:00`.
pub fn day(row: &Row<'_>, column: &str) -> Result<Date, Fault> {
    let day = row.get(column).get(..10).and_then(Date::parse_iso);
    day.ok_or_else(|| {
        row.fault(
            column,
            "This is no date of the form 2026-06-19.",
            "Export the report with dates as year, month, day.",
        )
    })
}
