//! R148 to R166: the lines of a file against what was declared.

use super::file_text::File;
use super::settlements::settlement_in;
use super::world::{Echo, Edit, Payment, id, intent};
use echoscope_core::machine::SettlementStatus;
use serde_json::json;

/// Settles one file and expects this status.
#[track_caller]
fn ends(echo: &mut Echo, file: &File, status: &str) -> String {
    let settlement = echo.settle(file);
    let errors = echo.validations(&settlement);
    assert_eq!(echo.settlement(&settlement)["Status"], status, "{errors}");
    settlement
}

/// The only line of a file that matches nothing else fails with this code.
#[track_caller]
fn unmatched(echo: &mut Echo, file: &File, code: &str) {
    let settlement = ends(echo, file, "UNMATCHED");
    let codes: Vec<String> = echo.line_errors(&settlement).into_iter().map(|(_, code)| code).collect();
    assert_eq!(codes, [code]);
}

#[test]
fn r150_a_file_whose_currency_nobody_can_read_matches_nothing() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[1000]);
    let file = File::of("STRIPE").payment("pay-1", 1000).text();
    let rows = file.lines().filter(|row| !row.starts_with("SettlementCurrency"));
    let file = rows.collect::<Vec<_>>().join("\n").replace(",EUR,", ",EURO,");
    let settlement = echo.new_settlement();
    echo.does(json!({"do": "upload", "settlement": settlement, "file": file}));
    assert_eq!(echo.settlement(&settlement)["Status"], "UNMATCHED");
}

fn capture_status(echo: &Echo, payment: &Payment) -> String {
    id(&echo.intent(payment)["Captures"][0]["Status"])
}

/// A captured payment of 1000 with a refund of 400, and the refund's id.
fn refunded(echo: &mut Echo) -> (Payment, String) {
    let payment = echo.captured("pay-1", &[1000]);
    let answer = echo.does(payment.refund_part("ref-1", &[(0, 400)]));
    (payment, id(&answer["Refund"]["Id"]))
}

/// A captured payment of 1000 with a dispute of 300, and the dispute's id.
fn disputed(echo: &mut Echo) -> (Payment, String) {
    let payment = echo.captured("pay-1", &[1000]);
    let answer = echo.does(payment.dispute_part("dis-1", &[(0, 300)]));
    (payment, id(&answer["Dispute"]["Id"]))
}

#[test]
fn r148_a_fully_matched_file_waits_for_its_money() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let split = echo.split(&payment, 0, 1000);
    let file = File::of("STRIPE").payment("pay-1", 1000);
    let settlement = ends(&mut echo, &file, "PENDING_FUNDS_RECEPTION");
    assert_eq!(capture_status(&echo, &payment), "SETTLED_NOT_PAID");
    assert_eq!(echo.split_of(&payment, &split)["Status"], "PENDING_FUNDS_RECEPTION");
    assert_eq!(echo.intent(&payment)["SettlementIds"], json!([settlement]));
    let view = echo.settlement(&settlement);
    assert_eq!(view["ExternalProviderName"], "Stripe");
    assert_eq!(view["SettlementDate"], 1_766_188_800, "20 December 2025, 00:00 UTC");
}

#[test]
fn r149_the_validations_list_the_lines_that_did_not_match() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[1000]);
    let file = File::of("STRIPE").payment("pay-1", 1000).payment("auth-unknown", 500);
    let settlement = ends(&mut echo, &file, "PARTIALLY_MATCHED");
    let error = &echo.validations(&settlement)["LinesErrors"][0];
    let text = "ExternalProviderReference not found for any existing Intent in the system";
    assert_eq!(error["ExternalProviderReference"], "auth-unknown");
    assert_eq!(error["ExternalTransactionType"], "PAYMENT");
    assert_eq!((&error["Code"], &error["Description"]), (&json!("MATCH_REF_NOT_FOUND"), &json!(text)));
    // The official SDKs read the same from a list.
    assert_eq!(error["Details"], json!([{"Code": "MATCH_REF_NOT_FOUND", "Description": text}]));
    assert_eq!(error["line"].as_u64().or(error["Line"].as_u64()), Some(3));
}

#[test]
fn r150_a_file_without_a_match_is_unmatched() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[1000]);
    ends(&mut echo, &File::of("STRIPE").payment("x", 1000).payment("y", 500), "UNMATCHED");
}

#[test]
fn r151_money_settles_nothing_of_a_file_that_did_not_match_fully() {
    for status in [SettlementStatus::Unmatched, SettlementStatus::PartiallyMatched] {
        let (mut echo, settlement) = settlement_in(status);
        let before = echo.settlement(&settlement);
        echo.receive(1500);
        assert_eq!(echo.settlement(&settlement), before);
        assert_eq!(echo.pool().map(|pool| pool.unallocated), Some(1500));
    }
}

#[test]
fn r152_a_partly_matched_file_changes_no_capture() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let before = echo.intent(&payment);
    let file = File::of("STRIPE").payment("pay-1", 1000).payment("x", 500);
    ends(&mut echo, &file, "PARTIALLY_MATCHED");
    assert_eq!(echo.intent(&payment), before);
}

#[test]
fn r153_a_corrected_file_goes_all_the_way() {
    for status in [SettlementStatus::Unmatched, SettlementStatus::PartiallyMatched] {
        let (mut echo, settlement) = settlement_in(status);
        echo.captured("corrected", &[700]);
        echo.does(json!({"do": "update_settlement", "settlement": settlement, "FileName": "again.csv"}));
        echo.upload(&settlement, &File::of("STRIPE").payment("corrected", 700));
        assert_eq!(echo.settlement(&settlement)["Status"], "PENDING_FUNDS_RECEPTION");
        assert_eq!(echo.validations(&settlement)["LinesErrors"], json!([]));
    }
}

#[test]
fn r154_a_separate_capture_matches_by_its_own_reference() {
    let mut echo = Echo::new();
    let payment = echo.authorized("auth-1", &[1000]);
    echo.does(payment.capture_as("cap-1"));
    unmatched(&mut echo, &File::of("STRIPE").payment("auth-1", 1000), "MATCH_REF_NOT_FOUND");
    ends(&mut echo, &File::of("STRIPE").payment("cap-1", 1000), "PENDING_FUNDS_RECEPTION");
}

#[test]
fn r155_a_simultaneous_capture_matches_by_the_intents_reference() {
    let mut echo = Echo::new();
    echo.captured("auth-1", &[1000]);
    ends(&mut echo, &File::of("STRIPE").payment("auth-1", 1000), "PENDING_FUNDS_RECEPTION");
}

#[test]
fn r156_the_line_has_the_declared_amount() {
    let mut echo = Echo::new();
    let (payment, _) = refunded(&mut echo);
    for other in [999, 1001] {
        unmatched(&mut echo, &File::of("STRIPE").payment("pay-1", other), "AMOUNT_NOT_MATCH");
    }
    unmatched(&mut echo, &File::of("STRIPE").refund("ref-1", "pay-1", 401), "AMOUNT_NOT_MATCH");
    assert_eq!(capture_status(&echo, &payment), "CAPTURED");
}

#[test]
fn r157_a_capture_is_reconciled_once() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[1000]);
    let file = File::of("STRIPE").payment("pay-1", 1000);
    ends(&mut echo, &file, "PENDING_FUNDS_RECEPTION");
    unmatched(&mut echo, &file, "ALREADY_RECONCILED");
    echo.receive(1000);
    unmatched(&mut echo, &file, "ALREADY_RECONCILED");
}

#[test]
fn r158_the_second_of_two_equal_lines_does_not_match() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[1000]);
    let file = File::of("STRIPE").payment("pay-1", 1000).payment("pay-1", 1000);
    let settlement = ends(&mut echo, &file, "PARTIALLY_MATCHED");
    assert_eq!(echo.line_errors(&settlement), [("pay-1".to_owned(), "DUPLICATE_LINE".to_owned())]);
}

#[test]
fn r159_a_refund_line_matches_the_declared_refund() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let file = File::of("STRIPE").refund("ref-1", "pay-1", 400);
    unmatched(&mut echo, &file, "MATCH_REF_NOT_FOUND");
    echo.does(payment.refund_part("ref-1", &[(0, 400)]));
    unmatched(&mut echo, &File::of("STRIPE").refund("ref-1", "pay-2", 400), "INITIAL_REF_NOT_FOUND");
    ends(&mut echo, &file, "RECONCILED");
}

#[test]
fn r160_a_reversal_line_needs_a_reversed_refund() {
    let mut echo = Echo::new();
    let (payment, refund) = refunded(&mut echo);
    unmatched(&mut echo, &File::of("STRIPE").reversal("ref-1", "pay-1", 400), "STATUS_NOT_MATCH");
    echo.does(payment.reverse(&refund, "rev-1"));
    ends(&mut echo, &File::of("STRIPE").reversal("ref-1", "pay-1", 400), "PENDING_FUNDS_RECEPTION");
}

#[test]
fn r161_a_dispute_and_its_outcome_may_come_in_two_files() {
    let mut echo = Echo::new();
    let (payment, dispute) = disputed(&mut echo);
    let taken = File::of("STRIPE").payment("pay-1", 1000).dispute("DISPUTED", "dis-1", "pay-1", 300);
    let won = File::of("STRIPE").dispute("DISPUTED_WON", "dis-1", "pay-1", 300);
    ends(&mut echo, &taken, "PENDING_FUNDS_RECEPTION");
    unmatched(&mut echo, &won, "STATUS_NOT_MATCH");
    echo.does(payment.decide(&dispute, "DISPUTED_WON"));
    ends(&mut echo, &won, "PENDING_FUNDS_RECEPTION");
    unmatched(&mut echo, &won, "ALREADY_RECONCILED");
}

#[test]
fn r162_a_payment_and_its_refund_in_one_file_offset_each_other() {
    let mut echo = Echo::new();
    refunded(&mut echo);
    let file = File::of("STRIPE").payment("pay-1", 1000).refund("ref-1", "pay-1", 400);
    let settlement = ends(&mut echo, &file, "PENDING_FUNDS_RECEPTION");
    assert_eq!(echo.settlement(&settlement)["ActualSettlementAmount"], 600);
}

#[test]
fn r163_an_undeclared_refund_keeps_the_file_from_matching() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[1000]);
    let file = File::of("STRIPE").payment("pay-1", 1000).refund("ref-1", "pay-1", 400);
    let settlement = ends(&mut echo, &file, "PARTIALLY_MATCHED");
    let error = &echo.validations(&settlement)["LinesErrors"][0];
    assert_eq!(
        (&error["ExternalTransactionType"], &error["Code"]),
        (&json!("REFUND"), &json!("MATCH_REF_NOT_FOUND"))
    );
}

#[test]
fn r164_provider_and_currency_are_the_files() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[1000]);
    unmatched(&mut echo, &File::of("ADYEN").payment("pay-1", 1000), "PROVIDER_NOT_MATCH");
    let in_dollars = File::of("STRIPE").currency("USD").payment("pay-1", 1000);
    unmatched(&mut echo, &in_dollars, "CURRENCY_NOT_MATCH");
}

#[test]
fn r165_settling_and_paying_leave_the_status_of_the_intent() {
    let mut echo = Echo::new();
    let (payment, _) = refunded(&mut echo);
    let file = File::of("STRIPE").payment("pay-1", 1000).refund("ref-1", "pay-1", 400);
    let settlement = ends(&mut echo, &file, "PENDING_FUNDS_RECEPTION");
    assert_eq!(echo.status(&payment), "CAPTURED");
    echo.receive(600);
    assert_eq!(echo.settlement(&settlement)["Status"], "RECONCILED");
    assert_eq!((echo.status(&payment), capture_status(&echo, &payment)), ("CAPTURED".into(), "PAID".into()));
}

#[test]
fn r166_the_order_of_the_lines_does_not_matter() {
    let told = |order: fn(File) -> File| {
        let mut echo = Echo::new();
        let (first, _) = refunded(&mut echo);
        let second = echo.captured("pay-2", &[500, 250]);
        for payment in [&first, &second] {
            echo.split(payment, 0, 500);
        }
        let file = File::of("STRIPE")
            .payment("pay-1", 1000)
            .refund("ref-1", "pay-1", 400)
            .payment("pay-2", 750)
            .payment("unknown", 10);
        let partly = echo.settle(&order(file.clone()));
        let mut errors = echo.line_errors(&partly);
        errors.sort();
        let whole = echo.settle(&order(
            File::of("STRIPE").payment("pay-1", 1000).refund("ref-1", "pay-1", 400).payment("pay-2", 750),
        ));
        echo.receive(1350);
        let views =
            [echo.intent(&first), echo.intent(&second), echo.settlement(&partly), echo.settlement(&whole)];
        (views, errors)
    };
    assert_eq!(told(|file| file), told(File::reversed));
}

#[test]
fn a08_a_badly_written_line_cannot_match_and_the_others_wait() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[1000]);
    echo.captured("pay-2", &[500]);
    let file = File::of("STRIPE").payment("pay-1", 1000).with_date("2025-12-19").payment("pay-2", 500);
    let settlement = ends(&mut echo, &file, "PARTIALLY_MATCHED");
    assert_eq!(echo.line_errors(&settlement), [("pay-1".to_owned(), "FORMAT_DATE_INVALID".to_owned())]);
    ends(&mut echo, &File::of("STRIPE").payment("pay-1", 1000).with_date("2025-12-19"), "UNMATCHED");
    let mixed = File::of("STRIPE").payment("pay-1", 1000).in_currency("USD").payment("pay-2", 500);
    ends(&mut echo, &mixed, "FAILED");
}

#[test]
fn a17_a_reversal_line_carries_the_reversals_reference_or_the_refunds() {
    for reference in ["rev-1", "ref-1"] {
        let mut echo = Echo::new();
        let (payment, refund) = refunded(&mut echo);
        echo.does(payment.reverse(&refund, "rev-1"));
        ends(&mut echo, &File::of("STRIPE").reversal(reference, "pay-1", 400), "PENDING_FUNDS_RECEPTION");
        for again in ["rev-1", "ref-1"] {
            unmatched(&mut echo, &File::of("STRIPE").reversal(again, "pay-1", 400), "ALREADY_RECONCILED");
        }
    }
}

#[test]
fn a19_an_intent_without_a_capture_cannot_be_settled() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    let file = File::of("STRIPE").payment("pay-1", 1000);
    let settlement = ends(&mut echo, &file, "UNMATCHED");
    let error = &echo.validations(&settlement)["LinesErrors"][0];
    assert_eq!(error["Code"], "MATCH_REF_NOT_FOUND");
    let says_why = id(&error["Description"]);
    assert!(says_why.contains(&payment.id) && says_why.contains("no capture"), "{says_why}");
}

#[test]
fn a33_a_refund_is_settled_without_its_capture() {
    let mut echo = Echo::new();
    refunded(&mut echo);
    ends(&mut echo, &File::of("STRIPE").refund("ref-1", "pay-1", 400), "RECONCILED");
    // What the refund freed is credit already: 600 are still to come.
    ends(&mut echo, &File::of("STRIPE").payment("pay-1", 1000), "INSUFFICIENT_FUNDS");
}

#[test]
fn a36_wrong_totals_keep_a_file_from_matching_fully() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    for wrong in [
        File::of("STRIPE").payment("pay-1", 1000).net(999),
        File::of("STRIPE").payment("pay-1", 1000).with_fee(-10).fees(-11).net(989),
    ] {
        let settlement = ends(&mut echo, &wrong, "PARTIALLY_MATCHED");
        assert_eq!(echo.line_errors(&settlement), []);
    }
    assert_eq!(capture_status(&echo, &payment), "CAPTURED");
}

#[test]
fn b09_a_partly_matched_settlement_declares_what_matched() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[1000]);
    let file = File::of("STRIPE").payment("pay-1", 1000).payment("x", 500).fees(-50);
    let view = {
        let settlement = ends(&mut echo, &file, "PARTIALLY_MATCHED");
        echo.settlement(&settlement)
    };
    assert_eq!(
        (&view["DeclaredIntentAmount"], &view["ActualSettlementAmount"]),
        (&json!(1000), &json!(1450))
    );
    assert_eq!(
        (&view["ExternalProcessorFeesAmount"], &view["ExternalProviderName"]),
        (&json!(50), &json!("Stripe"))
    );
}

#[test]
fn b25_lines_take_the_oldest_action_of_their_reference() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    echo.does(payment.capture_part("cap-1", &[(0, 500)]));
    echo.does(payment.capture_part("cap-1", &[(0, 500)]));
    let captures = |echo: &Echo| [0, 1].map(|place| id(&echo.intent(&payment)["Captures"][place]["Status"]));
    let both = File::of("STRIPE").payment("cap-1", 500).payment("cap-1", 500);
    let mut at_once = echo.clone();
    ends(&mut at_once, &both, "PENDING_FUNDS_RECEPTION");
    assert_eq!(captures(&at_once), ["SETTLED_NOT_PAID", "SETTLED_NOT_PAID"]);

    ends(&mut echo, &File::of("STRIPE").payment("cap-1", 500), "PENDING_FUNDS_RECEPTION");
    assert_eq!(captures(&echo), ["SETTLED_NOT_PAID", "CAPTURED"]);
    ends(&mut echo, &File::of("STRIPE").payment("cap-1", 500), "PENDING_FUNDS_RECEPTION");
    assert_eq!(captures(&echo), ["SETTLED_NOT_PAID", "SETTLED_NOT_PAID"]);
}

#[test]
fn b27_a_refund_that_was_reversed_since_is_settled_once() {
    let mut echo = Echo::new();
    let (payment, refund) = refunded(&mut echo);
    echo.does(payment.reverse(&refund, "rev-1"));
    let both = File::of("STRIPE").refund("ref-1", "pay-1", 400).reversal("rev-1", "pay-1", 400);
    ends(&mut echo, &both, "RECONCILED");
    unmatched(&mut echo, &File::of("STRIPE").refund("ref-1", "pay-1", 400), "ALREADY_RECONCILED");
}

#[test]
fn r014_the_files_provider_is_answered_in_sentence_case_too() {
    let mut echo = Echo::new();
    let request = intent("pay-1", &[1000]).with("ExternalData/ExternalProviderName", "paypal");
    let payment = Payment::of(&echo.does(request));
    echo.does(payment.capture());
    let settlement = ends(&mut echo, &File::of("Paypal").payment("pay-1", 1000), "PENDING_FUNDS_RECEPTION");
    assert_eq!(echo.settlement(&settlement)["ExternalProviderName"], "Paypal");
}
