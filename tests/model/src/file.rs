//! Settlement files of the 2026 form.

use crate::{CURRENCY, PROVIDER};
use std::fmt::Write;

const HEADER: &str = "ExternalProviderReference,ExternalTransactionType,ExternalTransactionStatus,\
    ExternalProcessingDate,Amount,Currency,ExternalInitialReference";

/// One transaction line. Amounts are signed as the file has them.
#[derive(Clone, Debug)]
pub struct Line {
    pub reference: String,
    pub kind: &'static str,
    pub status: &'static str,
    pub amount: i64,
    pub initial: String,
}

pub fn payment(reference: &str, amount: i64) -> Line {
    line(reference, "PAYMENT", "SETTLED", amount, "")
}

pub fn refunded(reference: &str, initial: &str, amount: i64) -> Line {
    line(reference, "REFUND", "REFUNDED", -amount, initial)
}

pub fn refund_reversed(reference: &str, initial: &str, amount: i64) -> Line {
    line(reference, "REFUND", "REFUND_REVERSED", amount, initial)
}

pub fn disputed(reference: &str, initial: &str, amount: i64) -> Line {
    line(reference, "DISPUTE", "DISPUTED", -amount, initial)
}

pub fn dispute_won(reference: &str, initial: &str, amount: i64) -> Line {
    line(reference, "DISPUTE", "DISPUTED_WON", amount, initial)
}

fn line(reference: &str, kind: &'static str, status: &'static str, amount: i64, initial: &str) -> Line {
    Line { reference: reference.to_owned(), kind, status, amount, initial: initial.to_owned() }
}

/// A file whose totals are right, without fees.
pub fn file(lines: &[Line]) -> String {
    file_with_fees(lines, 0)
}

/// `fees` as the footer states them: deducted ones are negative.
pub fn file_with_fees(lines: &[Line], fees: i64) -> String {
    let net = lines.iter().map(|line| line.amount).sum::<i64>() + fees;
    let mut text = format!("{HEADER}\n");
    for Line { reference, kind, status, amount, initial } in lines {
        let _ = writeln!(text, "{reference},{kind},{status},02-01-2026,{amount},{CURRENCY},{initial}");
    }
    let _ = write!(
        text,
        ",,,,,,\nSettlementDate,03-01-2026,,,,,\nExternalProviderName,{PROVIDER},,,,,\n\
         TotalSettlementFeesAmount,{fees},,,,,\nTotalNetSettlementAmount,{},,,,,\n",
        net.max(0)
    );
    text
}
