//! R49 to R57: cancelling what was authorized.

use super::world::{Echo, Edit, external, intent};
use echoscope_core::engine::{Code, ErrorType};
use serde_json::json;

#[test]
fn r049_an_empty_body_cancels_everything() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000, 500]);
    let answer = echo.does(payment.cancel());
    assert_eq!(answer["Status"], "CANCELLED");
    assert!(answer.get("NextActions").is_none());
    assert!(answer["Cancel"]["Id"].is_string());
    assert_eq!(answer["LineItems"][0]["CancelledAmount"], 1000);
    assert_eq!(answer["LineItems"][1]["CancelledAmount"], 500);
    assert_eq!(echo.status(&payment), "CANCELLED");
}

#[test]
fn r050_only_an_authorized_intent_can_be_cancelled() {
    let mut echo = Echo::new();
    let captured = echo.captured("pay-1", &[1000]);
    let partly = echo.authorized("pay-2", &[1000]);
    echo.does(partly.capture_part("cap-1", &[(0, 1)]));
    for payment in [captured, partly] {
        for cancel in [payment.cancel(), payment.cancel_part(&[(0, 1)])] {
            let refused = echo.refuses(cancel);
            let text = "Intent cannot be cancelled because it is not in AUTHORIZED status.";
            refused.says(ErrorType::InvalidAction, "Status", text);
            let message = "Action on the Intent resource is not permitted";
            assert_eq!(refused.0.error_type.message(), message);
        }
    }
}

#[test]
fn r051_external_data_may_accompany_a_full_cancel() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    assert_eq!(echo.does(payment.cancel().with("ExternalData", external("can-1")))["Status"], "CANCELLED");
}

#[test]
fn r052_external_data_of_a_cancel_needs_its_date() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    let dateless = external("can-1").without("ExternalProcessingDate");
    let refused = echo.refuses(payment.cancel().with("ExternalData", dateless));
    refused.is(Code::MissingField, ErrorType::ParamError, "ExternalData.ExternalProcessingDate");
}

#[test]
fn r053_a_partial_amount_is_the_sum_of_its_lines() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000, 500]);
    let refused = echo.refuses(payment.cancel_part(&[(0, 400), (1, 100)]).with("Amount", 499));
    let text = "The total intent amount does not match the sum of the declared LineItem amounts";
    refused.says(ErrorType::ParamError, "Amount", text);
}

#[test]
fn r054_a_partly_cancelled_intent_stays_authorized() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    echo.does(payment.cancel_part(&[(0, 400)]));
    let view = echo.intent(&payment);
    assert_eq!((&view["Status"], &view["NextActions"]), (&json!("AUTHORIZED"), &json!("CAPTURE, CANCEL")));
    assert_eq!(view["LineItems"][0]["CancelledAmount"], 400);
}

#[test]
fn r055_cancelling_the_rest_cancels_the_intent() {
    let mut echo = Echo::new();
    for (reference, whole) in [("pay-1", true), ("pay-2", false)] {
        let payment = echo.authorized(reference, &[1000, 500]);
        echo.does(payment.cancel_part(&[(0, 400)]));
        let rest = if whole { payment.cancel() } else { payment.cancel_part(&[(0, 600), (1, 500)]) };
        echo.does(rest);
        let view = echo.intent(&payment);
        assert_eq!(view["Status"], "CANCELLED");
        assert_eq!(view["LineItems"][0]["CancelledAmount"], 1000);
    }
}

#[test]
fn r056_nothing_follows_a_cancelled_intent() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    echo.does(payment.cancel());
    for action in [
        payment.capture(),
        payment.capture_part("cap-1", &[(0, 1)]),
        payment.cancel(),
        payment.cancel_part(&[(0, 1)]),
        payment.refund("ref-1"),
        payment.refund_part("ref-1", &[(0, 1)]),
        payment.splits(&[payment.share(0, 1)]),
        intent("pay-1", &[500]),
    ] {
        echo.refuses(action).is(Code::WrongIntentStatus, ErrorType::InvalidAction, "Status");
    }
}

#[test]
fn r057_cancelled_is_spelled_with_two_ls() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    echo.does(payment.cancel());
    let view = echo.intent(&payment);
    assert_eq!(
        (&view["Status"], &view["LineItems"][0]["CancelledAmount"]),
        (&json!("CANCELLED"), &json!(1000))
    );
    // The official SDKs read the older spelling of the counter, so it stands beside the newer one.
    assert_eq!(view["LineItems"][0]["CanceledAmount"], 1000);
}
