//! R58 to R71: refunds, and their reversal.

use super::world::{Echo, Edit, Payment, id};
use echoscope_core::engine::{Code, ErrorType};
use serde_json::json;

/// A captured payment of one line, refunded by this much.
fn refunded(echo: &mut Echo, reference: &str, of: i64, amount: i64) -> (Payment, String) {
    let payment = echo.captured(reference, &[of]);
    let answer = echo.does(payment.refund_part(&format!("refund of {reference}"), &[(0, amount)]));
    (payment, id(&answer["Refund"]["Id"]))
}

#[test]
fn r058_external_data_alone_refunds_everything() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000, 500]);
    let answer = echo.does(payment.refund("ref-1"));
    assert_eq!((&answer["Status"], &answer["NextActions"]), (&json!("REFUNDED"), &json!("REVERSE_REFUND")));
    assert_eq!(answer["AvailableAmountToSplit"], 0);
    assert_eq!(answer["ExternalData"]["ExternalProviderReference"], "ref-1");
    let view = echo.intent(&payment);
    assert_eq!(view["Status"], "REFUNDED");
    assert_eq!(view["Refunds"][0]["Id"], answer["Refund"]["Id"]);
    assert_eq!(
        (&view["Refunds"][0]["Status"], &view["Refunds"][0]["Amount"]),
        (&json!("REFUNDED"), &json!(1500))
    );
}

#[test]
fn r059_a_refund_needs_external_data() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    for refund in [payment.refund("ref-1"), payment.refund_part("ref-1", &[(0, 1)])] {
        let refused = echo.refuses(refund.without("ExternalData"));
        refused.is(Code::MissingField, ErrorType::ParamError, "ExternalData");
    }
}

#[test]
fn r060_a_partial_refund_leaves_the_intent_as_it_is() {
    let mut echo = Echo::new();
    let (captured, _) = refunded(&mut echo, "pay-1", 1000, 400);
    assert_eq!(echo.status(&captured), "CAPTURED");
    let partly = echo.authorized("pay-2", &[1000]);
    echo.does(partly.capture_part("cap-1", &[(0, 500)]));
    echo.does(partly.refund_part("ref-2", &[(0, 100)]));
    assert_eq!(echo.status(&partly), "PARTIALLY_CAPTURED");
}

#[test]
fn r061_partial_refunds_of_everything_refund_the_intent() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000, 500]);
    for (reference, part, status) in
        [("ref-1", (0, 400), "CAPTURED"), ("ref-2", (1, 500), "CAPTURED"), ("ref-3", (0, 600), "REFUNDED")]
    {
        echo.does(payment.refund_part(reference, &[part]));
        assert_eq!(echo.status(&payment), status);
    }
}

#[test]
fn r062_a_refund_lowers_what_can_be_split() {
    let mut echo = Echo::new();
    let (payment, _) = refunded(&mut echo, "pay-1", 10000, 7500);
    assert_eq!(echo.intent(&payment)["AvailableAmountToSplit"], 2500);
}

#[test]
fn r063_a_refund_takes_at_most_what_is_neither_refunded_nor_disputed() {
    let mut echo = Echo::new();
    let (payment, _) = refunded(&mut echo, "pay-1", 1000, 400);
    echo.does(payment.dispute_part("dis-1", &[(0, 100)]));
    let refused = echo.refuses(payment.refund_part("ref-2", &[(0, 501)]));
    refused.is(Code::OverRefund, ErrorType::ParamError, "Amount");
    echo.does(payment.refund_part("ref-2", &[(0, 500)]));
}

#[test]
fn r064_an_authorized_intent_is_cancelled_not_refunded() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    for refund in [payment.refund("ref-1"), payment.refund_part("ref-1", &[(0, 1)])] {
        echo.refuses(refund).is(Code::WrongIntentStatus, ErrorType::InvalidAction, "Status");
    }
}

#[test]
fn r065_a_reversal_changes_the_refund_and_makes_no_new_one() {
    let mut echo = Echo::new();
    let (payment, refund) = refunded(&mut echo, "pay-1", 1000, 1000);
    let answer = echo.does(payment.reverse(&refund, "rev-1"));
    assert_eq!((&answer["Status"], &answer["Refund"]["Id"]), (&json!("REFUND_REVERSED"), &json!(refund)));
    let refunds = &echo.intent(&payment)["Refunds"];
    assert_eq!(refunds.as_array().map(Vec::len), Some(1));
    assert_eq!((&refunds[0]["Id"], &refunds[0]["Status"]), (&json!(refund), &json!("REFUND_REVERSED")));
}

#[test]
fn r066_a_reversal_gives_back_what_the_refund_took() {
    let mut echo = Echo::new();
    let (payment, refund) = refunded(&mut echo, "pay-1", 20000, 7500);
    echo.does(payment.reverse(&refund, "rev-1"));
    let view = echo.intent(&payment);
    assert_eq!(
        (&view["AvailableAmountToSplit"], &view["LineItems"][0]["RefundedAmount"]),
        (&json!(20000), &json!(0))
    );
}

#[test]
fn r067_after_a_full_reversal_the_intent_can_be_refunded_or_disputed() {
    let mut echo = Echo::new();
    let (payment, refund) = refunded(&mut echo, "pay-1", 1000, 1000);
    echo.does(payment.reverse(&refund, "rev-1"));
    let view = echo.intent(&payment);
    assert_eq!(
        (&view["Status"], &view["NextActions"]),
        (&json!("REFUND_REVERSED"), &json!("REFUND, DISPUTE"))
    );
    let mut again = echo.clone();
    again.does(payment.refund("ref-2"));
    assert_eq!(again.status(&payment), "REFUNDED");
    echo.does(payment.dispute("dis-1"));
    assert_eq!(echo.status(&payment), "DISPUTED");
}

#[test]
fn r068_a_reversal_covers_exactly_what_was_refunded() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000, 500]);
    let answer = echo.does(payment.refund_part("ref-1", &[(0, 400), (1, 100)]));
    let reverse = payment.reverse(&id(&answer["Refund"]["Id"]), "rev-1");
    for other in [&[(0, 400)][..], &[(0, 401), (1, 100)], &[(0, 399), (1, 101)], &[(0, 100), (1, 400)]] {
        let refused = echo.refuses(payment.parts(reverse.clone(), other));
        refused.is(Code::ReversalDiffers, ErrorType::ParamError, "Amount");
    }
    echo.does(payment.parts(reverse, &[(1, 100), (0, 400)]));
}

#[test]
fn r069_a_refund_is_reversed_once() {
    let mut echo = Echo::new();
    let (payment, refund) = refunded(&mut echo, "pay-1", 1000, 1000);
    echo.does(payment.reverse(&refund, "rev-1"));
    let refused = echo.refuses(payment.reverse(&refund, "rev-2"));
    refused.is(Code::AlreadyReversed, ErrorType::InvalidAction, "Status");
}

#[test]
fn r070_the_answer_to_a_reversal_shows_the_refunds_data() {
    let mut echo = Echo::new();
    let (payment, refund) = refunded(&mut echo, "pay-1", 1000, 1000);
    let answer = echo.does(payment.reverse(&refund, "rev-1"));
    assert_eq!(answer["ExternalData"]["ExternalProviderReference"], "refund of pay-1");
}

#[test]
fn r071_an_unknown_refund_is_refused() {
    let mut echo = Echo::new();
    let (payment, _) = refunded(&mut echo, "pay-1", 1000, 1000);
    let (_, of_another) = refunded(&mut echo, "pay-2", 1000, 1000);
    for unknown in ["int_refund_x", &of_another, &payment.id] {
        let refused = echo.refuses(payment.reverse(unknown, "rev-1"));
        refused.is(Code::UnknownRefund, ErrorType::ParamError, "RefundId");
    }
}
