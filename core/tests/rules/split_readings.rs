//! The readings about Splits: rising, failing, being claimed back, hybrid flows (A37, A38, B5, B13, B14, B23, B24, B28).

use super::file_text::File;
use super::splits::{hybrid, split_in};
use super::world::{DAY, Echo, Edit, NOW, Payment, id, intent};
use echoscope_core::engine::{Code, ErrorType};
use echoscope_core::machine::SplitStatus;
use serde_json::json;

#[test]
fn a37_a_failed_split_is_available_again_after_an_update() {
    let (mut echo, payment, split) = split_in(SplitStatus::Failed);
    echo.refuses(payment.execute(&split)).is(Code::WrongSplitStatus, ErrorType::ParamError, "Split");
    echo.does(payment.update(&split).with("Description", "wallet reopened"));
    assert_eq!(echo.split_of(&payment, &split)["Status"], "AVAILABLE");
}

#[test]
fn b05_older_splits_of_a_line_rise_first() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    echo.does(payment.capture_part("cap-1", &[(0, 400)]));
    echo.does(payment.capture_part("cap-2", &[(0, 600)]));
    let [older, younger] = [300, 200].map(|amount| echo.split(&payment, 0, amount));
    echo.settle(&File::of("STRIPE").payment("cap-1", 400));
    let statuses =
        |echo: &Echo| [&older, &younger].map(|split| id(&echo.split_of(&payment, split)["Status"]));
    assert_eq!(
        statuses(&echo),
        ["PENDING_FUNDS_RECEPTION", "CREATED"],
        "400 is matched: room for 300, not for 500"
    );
    echo.receive(400);
    assert_eq!(statuses(&echo), ["AVAILABLE", "CREATED"]);
    let refused = echo.refuses(payment.update(&older).with("SplitAmount", 401));
    refused.is(Code::SplitBeyondSettled, ErrorType::ParamError, "SplitAmount");
    echo.settle(&File::of("STRIPE").payment("cap-2", 600));
    assert_eq!(statuses(&echo), ["AVAILABLE", "PENDING_FUNDS_RECEPTION"]);
}

#[test]
fn b05_a_split_may_always_be_lowered() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    echo.does(payment.capture_part("cap-1", &[(0, 600)]));
    echo.does(payment.capture_part("cap-2", &[(0, 400)]));
    let [older, younger] = [300, 300].map(|amount| echo.split(&payment, 0, amount));
    echo.settle(&File::of("STRIPE").payment("cap-1", 600));
    echo.receive(600);
    // The older one takes what had lifted the younger.
    echo.does(payment.update(&older).with("SplitAmount", 400));
    echo.refuses(payment.update(&younger).with("SplitAmount", 301));
    echo.does(payment.update(&younger).with("SplitAmount", 250));
    assert_eq!(echo.split_of(&payment, &younger)["Status"], "AVAILABLE");
}

#[test]
fn b13_a_split_that_a_refund_outgrew_is_not_executed() {
    let mut echo = Echo::new();
    let (payment, split) = echo.available_split("pay-1", 1000);
    echo.does(payment.refund_part("ref-1", &[(0, 1)]));
    echo.refuses(payment.execute(&split)).is(Code::OverSplit, ErrorType::ParamError, "Split");

    let (mut under_way, payment, split) = split_in(SplitStatus::Pending);
    under_way.does(payment.refund_part("ref-1", &[(0, 1)]));
    under_way.wait(60);
    assert_eq!(under_way.split_of(&payment, &split)["Status"], "REJECTED");
}

#[test]
fn b14_a_refund_after_the_transfer_is_claimed_back_from_the_seller() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let [older, younger] = [600, 400].map(|amount| echo.split(&payment, 0, amount));
    echo.settle(&File::of("STRIPE").payment("pay-1", 1000));
    echo.receive(1000);
    for split in [&older, &younger] {
        echo.does(payment.execute(split));
    }
    echo.does(payment.refund_part("ref-1", &[(0, 500)]));
    let statuses = [&older, &younger].map(|split| id(&echo.split_of(&payment, split)["Status"]));
    assert_eq!(
        statuses,
        ["REFUND_SPLIT_COMPLETED", "REFUND_SPLIT_COMPLETED"],
        "400 of the younger, 100 of the older"
    );
    assert_eq!((echo.escrow(), echo.balance("anna-eur")), (500, 500));
    let view = echo.intent(&payment);
    assert_eq!(
        (&view["LineItems"][0]["SplitAmount"], &view["AvailableAmountToSplit"]),
        (&json!(500), &json!(0))
    );
}

#[test]
fn b14_a_seller_who_holds_less_can_be_asked_again() {
    let (mut echo, payment, split) = split_in(SplitStatus::RefundSplitRejected);
    assert_eq!(echo.balance("anna-eur"), 900);
    echo.does(json!({"do": "fund_wallet", "wallet": "anna-eur", "amount": 100}));
    echo.does(payment.execute(&split));
    echo.wait(60);
    assert_eq!(echo.split_of(&payment, &split)["Status"], "REFUND_SPLIT_COMPLETED");
    assert_eq!((echo.balance("anna-eur"), echo.escrow()), (0, 1000));
}

#[test]
fn b23_a_split_without_a_date_takes_its_lines() {
    let mut echo = Echo::new();
    let request = intent("pay-1", &[1000]).with("LineItems/0/Seller/TransferDate", NOW + DAY);
    let payment = Payment::of(&echo.does(request));
    echo.does(payment.capture());
    let split = echo.split(&payment, 0, 400);
    assert_eq!(echo.split_of(&payment, &split)["TransferDate"], NOW + DAY);
    let own = echo.does(payment.splits(&[payment.share(0, 600).with("TransferDate", NOW + 2 * DAY)]));
    assert_eq!(own["Splits"][0]["TransferDate"], NOW + 2 * DAY);
}

#[test]
fn b24_mangopays_own_pay_in_is_paid_at_once_from_the_named_wallet() {
    let mut echo = Echo::new();
    echo.does(json!({"do": "fund_wallet", "wallet": "ben-eur", "amount": 1000}));
    let payment = hybrid(&mut echo, json!("ben-eur"));
    let split = echo.split(&payment, 0, 1000);
    assert_eq!(echo.split_of(&payment, &split)["Status"], "AVAILABLE");
    echo.does(payment.execute(&split));
    assert_eq!((echo.balance("ben-eur"), echo.balance("anna-eur")), (0, 1000));
}

#[test]
fn a38_a_refund_reaches_into_what_was_split() {
    let mut echo = Echo::new();
    let (payment, split) = echo.completed_split("pay-1", 1000);
    assert_eq!(echo.intent(&payment)["AvailableAmountToSplit"], 0);
    let answer = echo.does(payment.refund_part("ref-1", &[(0, 400)]));
    assert_eq!((&answer["Status"], &answer["AvailableAmountToSplit"]), (&json!("REFUNDED"), &json!(0)));
    assert_eq!(answer["LineItems"][0]["SplitAmount"], 600);
    let over = echo.refuses(payment.refund_part("ref-2", &[(0, 601)]));
    over.is(Code::OverRefund, ErrorType::ParamError, "Amount");
    assert_eq!(echo.split_of(&payment, &split)["Status"], "REFUND_SPLIT_COMPLETED");
}

#[test]
fn b28_a_split_may_spend_money_that_waits_for_a_settlement() {
    let mut echo = Echo::new();
    // The provider keeps 100 of 1000: the Split of 1000 needs 100 from elsewhere.
    let payment = echo.captured("pay-1", &[1000]);
    let split = echo.split(&payment, 0, 1000);
    echo.settle(&File::of("STRIPE").payment("pay-1", 1000).fees(-100));
    echo.receive(900);
    echo.does(payment.execute(&split));
    assert_eq!(echo.split_of(&payment, &split)["Status"], "REJECTED");

    echo.captured("pay-2", &[500]);
    let waiting = echo.settle(&File::of("STRIPE").payment("pay-2", 500));
    echo.receive(300);
    assert_eq!(echo.settlement(&waiting)["FundsMissingAmount"], 200);
    echo.does(payment.execute(&split));
    assert_eq!(echo.split_of(&payment, &split)["Status"], "COMPLETED");
    assert_eq!(echo.settlement(&waiting)["FundsMissingAmount"], 300, "100 of what waited were spent");
    echo.receive(300);
    assert_eq!(echo.settlement(&waiting)["Status"], "RECONCILED");
}
