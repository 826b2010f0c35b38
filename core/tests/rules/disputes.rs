//! R72 to R83: disputes of a capture, and their decisions.

use super::world::{Echo, Payment, id};
use echoscope_core::engine::{Code, ErrorType};
use serde_json::json;

/// A captured payment of 1000, disputed by this much.
fn disputed(echo: &mut Echo, reference: &str, amount: i64) -> (Payment, String) {
    let payment = echo.captured(reference, &[1000]);
    let answer = echo.does(payment.dispute_part(&format!("dispute of {reference}"), &[(0, amount)]));
    (payment, id(&answer["Dispute"]["Id"]))
}

#[test]
fn r072_external_data_alone_disputes_the_whole_capture() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000, 500]);
    let answer = echo.does(payment.dispute("dis-1"));
    assert_eq!((&answer["Status"], &answer["AvailableAmountToSplit"]), (&json!("DISPUTED"), &json!(0)));
    assert_eq!(answer["LineItems"][0]["DisputedAmount"], 1000);
    assert_eq!(answer["LineItems"][1]["DisputedAmount"], 500);
    let view = echo.intent(&payment);
    assert_eq!((&view["Status"], &view["Disputes"][0]["Status"]), (&json!("DISPUTED"), &json!("DISPUTED")));
}

#[test]
fn r073_a_dispute_can_be_defended_won_or_lost() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    assert_eq!(echo.does(payment.dispute("dis-1"))["NextActions"], "DEFEND, WIN_DISPUTE, LOSE_DISPUTE");
}

#[test]
fn r074_a_partial_dispute_leaves_the_intent_captured() {
    let mut echo = Echo::new();
    let (payment, _) = disputed(&mut echo, "pay-1", 999);
    assert_eq!(echo.status(&payment), "CAPTURED");
    assert_eq!(echo.intent(&payment)["AvailableAmountToSplit"], 1);
}

#[test]
fn r075_there_are_three_decisions() {
    let mut echo = Echo::new();
    let (payment, dispute) = disputed(&mut echo, "pay-1", 1000);
    for other in ["DISPUTED", "DISPUTE_WON", "WON", "defended", ""] {
        let refused = echo.refuses(payment.decide(&dispute, other));
        refused.is(Code::UnknownDecision, ErrorType::ParamError, "Decision");
    }
    for decision in ["DEFENDED", "DISPUTED_WON", "DISPUTED_LOST"] {
        echo.clone().does(payment.decide(&dispute, decision));
    }
}

#[test]
fn r076_a_decision_is_the_disputes_status() {
    for decision in ["DEFENDED", "DISPUTED_WON", "DISPUTED_LOST"] {
        let mut echo = Echo::new();
        let (payment, dispute) = disputed(&mut echo, "pay-1", 400);
        echo.does(payment.decide(&dispute, decision));
        assert_eq!(echo.intent(&payment)["Disputes"][0]["Status"], decision);
    }
}

/// `DisputedAmount` and `AvailableAmountToSplit` of a capture of 1000 disputed by 400, after this decision.
fn amounts_after(decision: &str) -> (i64, i64) {
    let mut echo = Echo::new();
    let (payment, dispute) = disputed(&mut echo, "pay-1", 400);
    echo.does(payment.decide(&dispute, decision));
    let view = echo.intent(&payment);
    let number = |value: &serde_json::Value| value.as_i64().expect("a number");
    (number(&view["LineItems"][0]["DisputedAmount"]), number(&view["AvailableAmountToSplit"]))
}

#[test]
fn r077_defending_changes_no_amount() {
    assert_eq!(amounts_after("DEFENDED"), (400, 600));
}

#[test]
fn r078_winning_gives_the_amount_back() {
    assert_eq!(amounts_after("DISPUTED_WON"), (0, 1000));
}

#[test]
fn r079_losing_keeps_it_taken() {
    assert_eq!(amounts_after("DISPUTED_LOST"), (400, 600));
}

#[test]
fn r080_nothing_is_decided_after_won_or_lost() {
    for last in ["DISPUTED_WON", "DISPUTED_LOST"] {
        let mut echo = Echo::new();
        let (payment, dispute) = disputed(&mut echo, "pay-1", 1000);
        echo.does(payment.decide(&dispute, "DEFENDED"));
        echo.does(payment.decide(&dispute, last));
        for again in ["DEFENDED", "DISPUTED_WON", "DISPUTED_LOST"] {
            let refused = echo.refuses(payment.decide(&dispute, again));
            refused.is(Code::DisputeDecided, ErrorType::InvalidAction, "Status");
        }
    }
}

#[test]
fn r082_a_dispute_names_a_capture_of_its_intent() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let other = echo.captured("pay-2", &[1000]);
    for wrong in [other.capture.as_str(), "int_capture_x", ""] {
        let refused = echo.refuses(payment.dispute_of(wrong, "dis-1"));
        refused.is(Code::UnknownCapture, ErrorType::ParamError, "CaptureId");
    }
}

#[test]
fn r082_a_decision_names_the_capture_of_its_dispute() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    let [first, second] = ["cap-1", "cap-2"]
        .map(|reference| id(&echo.does(payment.capture_part(reference, &[(0, 500)]))["Capture"]["Id"]));
    let dispute = id(&echo.does(payment.dispute_of(&first, "dis-1"))["Dispute"]["Id"]);
    let through = |capture: String| Payment { capture, ..payment.clone() }.decide(&dispute, "DEFENDED");
    echo.refuses(through(second)).is(Code::UnknownDispute, ErrorType::ParamError, "DisputeId");
    echo.does(through(first));
}

#[test]
fn r083_the_answer_to_a_decision_repeats_it() {
    let mut echo = Echo::new();
    let (payment, dispute) = disputed(&mut echo, "pay-1", 1000);
    let answer = echo.does(payment.decide(&dispute, "DEFENDED"));
    assert_eq!((&answer["Dispute"]["Id"], &answer["Decision"]), (&json!(dispute), &json!("DEFENDED")));
}

#[test]
fn a41_a_full_dispute_covers_its_capture_and_no_other() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000, 500]);
    let first = echo.does(payment.capture_part("cap-1", &[(0, 600), (1, 500)]));
    echo.does(payment.capture_part("cap-2", &[(0, 400)]));
    echo.does(payment.dispute_of(&id(&first["Capture"]["Id"]), "dis-1"));
    let view = echo.intent(&payment);
    assert_eq!(view["LineItems"][0]["DisputedAmount"], 600);
    assert_eq!(view["LineItems"][1]["DisputedAmount"], 500);
    assert_eq!(view["Status"], "CAPTURED");
}
