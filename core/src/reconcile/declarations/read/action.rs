//! What kind of declaration the words of a report or a list mean.

use super::super::{Action, StatusSet};
use crate::machine::{CaptureStatus, DisputeStatus, RefundStatus, Status};
use std::borrow::Cow;

/// Why a type and a status say nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unclear {
    Type,
    Status,
}

/// `Ok(None)` for what never stands in a settlement file: a cancel. A list may leave either word out: then a negative amount
/// is a refund, and any other a payment.
pub fn action(type_word: &str, status: &str, amount: i64) -> Result<Option<Action>, Unclear> {
    let settled = StatusSet::default();
    let says = |words: &[&str]| words.iter().any(|word| type_word.eq_ignore_ascii_case(word));
    let family = if type_word.is_empty() {
        family_of(status).unwrap_or(if amount < 0 { Family::Refund } else { Family::Payment })
    } else if says(&["PAYIN", "PAYMENT", "CAPTURE", "CHARGE", "SALE"]) {
        Family::Payment
    } else if says(&["REFUND"]) {
        Family::Refund
    } else if says(&["DISPUTE", "CHARGEBACK"]) {
        Family::Dispute
    } else if says(&["CANCEL", "CANCELLATION"]) {
        return Ok(None);
    } else {
        return Err(Unclear::Type);
    };
    let is_upper = !status.bytes().any(|byte| byte.is_ascii_lowercase());
    let status = if is_upper { Cow::Borrowed(status) } else { Cow::Owned(status.to_ascii_uppercase()) };
    let action = match (family, &*status) {
        (Family::Payment, "CANCELLED" | "CANCELED") => return Ok(None),
        (Family::Payment, "AUTHORIZED") => Action::Intent,
        // A provider's list calls settled what the provider has settled; whether Echo knows is another question.
        (Family::Payment, "" | "SETTLED") => Action::Capture { settled: false, inherits: false },
        (Family::Payment, status) => {
            let status = CaptureStatus::parse(status).ok_or(Unclear::Status)?;
            Action::Capture { settled: status != CaptureStatus::Captured, inherits: false }
        }
        (Family::Refund, "") => Action::Refund { reversed: false, settled },
        (Family::Refund, status) => {
            let status = RefundStatus::parse(status).ok_or(Unclear::Status)?;
            Action::Refund { reversed: status == RefundStatus::RefundReversed, settled }
        }
        (Family::Dispute, "") => Action::Dispute { status: DisputeStatus::Disputed, settled },
        (Family::Dispute, status) => {
            Action::Dispute { status: DisputeStatus::parse(status).ok_or(Unclear::Status)?, settled }
        }
    };
    Ok(Some(action))
}

#[derive(Clone, Copy)]
enum Family {
    Payment,
    Refund,
    Dispute,
}

fn family_of(status: &str) -> Option<Family> {
    let status = status.to_ascii_uppercase();
    if RefundStatus::parse(&status).is_some() {
        return Some(Family::Refund);
    }
    if DisputeStatus::parse(&status).is_some() {
        return Some(Family::Dispute);
    }
    (!status.is_empty()).then_some(Family::Payment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_reports_and_lists_are_understood() {
        let open = StatusSet::default();
        for (type_word, status, amount, expected) in [
            ("PAYIN", "CAPTURED", 1, Ok(Some(Action::Capture { settled: false, inherits: false }))),
            ("PAYIN", "PAID", 1, Ok(Some(Action::Capture { settled: true, inherits: false }))),
            ("PAYIN", "SETTLED_NOT_PAID", 1, Ok(Some(Action::Capture { settled: true, inherits: false }))),
            ("PAYIN", "CANCELLED", 1, Ok(None)),
            ("payment", "", 1, Ok(Some(Action::Capture { settled: false, inherits: false }))),
            ("", "", -1, Ok(Some(Action::Refund { reversed: false, settled: open }))),
            ("", "REFUND_REVERSED", 1, Ok(Some(Action::Refund { reversed: true, settled: open }))),
            (
                "",
                "disputed_won",
                1,
                Ok(Some(Action::Dispute { status: DisputeStatus::DisputedWon, settled: open })),
            ),
            ("DISPUTE", "", 1, Ok(Some(Action::Dispute { status: DisputeStatus::Disputed, settled: open }))),
            ("PAYOUT", "", 1, Err(Unclear::Type)),
            ("REFUND", "PAID", 1, Err(Unclear::Status)),
            ("", "who knows", 1, Err(Unclear::Status)),
        ] {
            assert_eq!(action(type_word, status, amount), expected, "{type_word} {status}");
        }
    }
}
