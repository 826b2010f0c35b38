//! R34 to R48: captures.

use super::world::{Echo, Edit, Payment, external, id};
use echoscope_core::engine::{Code, ErrorType};
use serde_json::json;

#[test]
fn r034_an_empty_body_captures_everything_with_the_intents_data() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000, 500]);
    let answer = echo.does(payment.capture());
    assert_eq!(answer["Status"], "CAPTURED");
    assert_eq!(answer["ExternalData"], echo.intent(&payment)["ExternalData"]);
    assert_eq!(echo.intent(&payment)["Captures"][0]["Amount"], 1500);
}

#[test]
fn r035_an_empty_object_is_an_empty_body() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    // A command is the body with the path beside it: `{}` and no body are the same command, and nulls say nothing.
    let nulls = payment.capture().with("Amount", json!(null)).with("LineItems", json!(null));
    echo.does(nulls.with("ExternalData", json!(null)));
    assert_eq!(echo.status(&payment), "CAPTURED");
}

#[test]
fn r036_external_data_alone_captures_everything_under_its_own_reference() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000, 500]);
    let answer = echo.does(payment.capture_as("cap-1"));
    assert_eq!(answer["ExternalData"]["ExternalProviderReference"], "cap-1");
    assert_eq!(answer["ExternalData"]["ExternalProviderName"], "Stripe", "the rest is the Intent's");
    assert_eq!(echo.status(&payment), "CAPTURED");
}

#[test]
fn r037_a_partial_amount_is_the_sum_of_its_lines() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000, 500]);
    let refused = echo.refuses(payment.capture_part("cap-1", &[(0, 400), (1, 100)]).with("Amount", 501));
    let text = "The total intent amount does not match the sum of the declared LineItem amounts";
    refused.says(ErrorType::ParamError, "Amount", text);
}

#[test]
fn r038_over_capture_is_refused_with_mangopays_text() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[10000, 5000]);
    echo.does(payment.capture_part("cap-1", &[(0, 9000)]));
    let refused = echo.refuses(payment.capture_part("cap-2", &[(1, 5000), (0, 1001)]));
    let text = format!(
        "Capture not possible: current captured amount [9000] plus capture amount [1001] exceeds the \
         Intent.LineItemId=[{}] with amount [10000]",
        payment.lines[0]
    );
    refused.says(ErrorType::ParamError, "Amount", &text);
}

#[test]
fn r039_a_full_capture_cannot_follow_a_partial_operation() {
    let text = "A partial operation was found, please include instructions in the request body";
    let mut echo = Echo::new();
    let captured = echo.authorized("pay-1", &[1000]);
    echo.does(captured.capture_part("cap-1", &[(0, 400)]));
    let cancelled = echo.authorized("pay-2", &[1000]);
    echo.does(cancelled.cancel_part(&[(0, 400)]));
    for payment in [captured, cancelled] {
        for full in [payment.capture(), payment.capture_as("cap-2")] {
            echo.refuses(full).says(ErrorType::InvalidAction, "Capture", text);
        }
    }
}

#[test]
fn r040_a_line_is_captured_in_as_many_parts_as_it_takes() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    for (reference, part, status) in
        [("cap-1", 400, "PARTIALLY_CAPTURED"), ("cap-2", 599, "PARTIALLY_CAPTURED"), ("cap-3", 1, "CAPTURED")]
    {
        echo.does(payment.capture_part(reference, &[(0, part)]));
        assert_eq!(echo.status(&payment), status);
    }
}

#[test]
fn r041_a_partial_body_that_takes_everything_captures_the_intent() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000, 500]);
    assert_eq!(echo.does(payment.capture_part("cap-1", &[(0, 1000), (1, 500)]))["Status"], "CAPTURED");
    assert_eq!(echo.status(&payment), "CAPTURED");
}

#[test]
fn r042_the_answer_names_the_capture_its_data_and_the_lines() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    let answer = echo.does(payment.capture_part("cap-1", &[(0, 400)]));
    assert_eq!(answer["Id"], json!(payment.id));
    assert_eq!(answer["Capture"]["Id"], echo.intent(&payment)["Captures"][0]["Id"]);
    assert_eq!(answer["ExternalData"]["ExternalProviderReference"], "cap-1");
    let line = &answer["LineItems"][0];
    assert_eq!(line["Id"], json!(payment.lines[0]));
    assert_eq!((&line["TotalLineItemAmount"], &line["CapturedAmount"]), (&json!(1000), &json!(400)));
    assert!(line.get("Sku").is_none(), "the short form of a line: {line}");
}

#[test]
fn r043_what_is_captured_can_be_split_at_once() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000, 500]);
    let first = echo.does(payment.capture_part("cap-1", &[(0, 400)]));
    assert_eq!(first["AvailableAmountToSplit"], 400);
    let rest = echo.does(payment.capture_part("cap-2", &[(0, 600), (1, 500)]));
    assert_eq!(rest["AvailableAmountToSplit"], 1500);
}

#[test]
fn r044_the_intent_lists_each_capture_with_its_lines_only() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000, 500]);
    echo.does(payment.capture_part("cap-1", &[(1, 300)]));
    let captures = &echo.intent(&payment)["Captures"];
    assert_eq!(captures[0]["Status"], "CAPTURED");
    assert_eq!(captures[0]["LineItems"], json!([{"Id": payment.lines[1], "Amount": 300}]));
}

#[test]
fn r045_a_partial_capture_needs_external_data() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    let refused = echo.refuses(payment.capture_part("cap-1", &[(0, 400)]).without("ExternalData"));
    refused.is(Code::MissingField, ErrorType::ParamError, "ExternalData");
}

#[test]
fn r046_an_unknown_line_is_refused() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    let other = echo.authorized("pay-2", &[1000]);
    let foreign = Payment { id: payment.id, ..other };
    let refused = echo.refuses(foreign.capture_part("cap-1", &[(0, 400)]));
    refused.is(Code::UnknownLineItem, ErrorType::ParamError, "LineItems[0].Id");
}

#[test]
fn r047_a_cancelled_intent_cannot_be_captured() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    echo.does(payment.cancel());
    for capture in [payment.capture(), payment.capture_part("cap-1", &[(0, 1)])] {
        echo.refuses(capture).is(Code::WrongIntentStatus, ErrorType::InvalidAction, "Status");
    }
}

#[test]
fn r048_what_was_cancelled_cannot_be_captured() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    echo.does(payment.cancel_part(&[(0, 300)]));
    echo.does(payment.capture_part("cap-1", &[(0, 500)]));
    let refused = echo.refuses(payment.capture_part("cap-2", &[(0, 201)]));
    refused.is(Code::OverCapture, ErrorType::ParamError, "Amount");
    echo.does(payment.capture_part("cap-2", &[(0, 200)]));
    assert_eq!(echo.status(&payment), "CAPTURED");
}

#[test]
fn a18_a_capture_without_a_reference_of_its_own_has_the_intents() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    let only_a_date =
        payment.capture().with("ExternalData", external("x").without("ExternalProviderReference"));
    assert_eq!(id(&echo.does(only_a_date)["ExternalData"]["ExternalProviderReference"]), "pay-1");
}
