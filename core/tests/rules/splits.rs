//! R84 to R108: Splits, from the instruction to the seller's wallet.

use super::file_text::File;
use super::world::{DAY, Echo, Edit, NOW, Payment, id, intent};
use echoscope_core::engine::{Code, ErrorType};
use echoscope_core::machine::{SplitStatus, Status};
use serde_json::{Value, json};

/// A Split of a payment of 1000, brought into this status.
pub fn split_in(status: SplitStatus) -> (Echo, Payment, String) {
    let mut echo = Echo::reading(|reading| reading.transfer_seconds = 60);
    let payment = echo.captured("pay-1", &[1000]);
    let answer = echo.does(payment.splits(&[payment.share(0, 1000).with("FeesAmount", 100)]));
    let split = id(&answer["Splits"][0]["Id"]);
    let settle = |echo: &mut Echo| {
        echo.settle(&File::of("STRIPE").payment("pay-1", 1000));
    };
    let make_available = |echo: &mut Echo| {
        settle(echo);
        echo.receive(1000);
    };
    let execute = |echo: &mut Echo, fault: Option<&str>| {
        make_available(echo);
        if let Some(fault) = fault {
            echo.does(json!({"do": "inject_transfer_fault", "fault": fault}));
        }
        echo.does(payment.execute(&split));
        echo.wait(60);
    };
    match status {
        SplitStatus::Created => {}
        SplitStatus::PendingFundsReception => settle(&mut echo),
        SplitStatus::Available => make_available(&mut echo),
        SplitStatus::Pending => {
            make_available(&mut echo);
            echo.does(payment.execute(&split));
        }
        SplitStatus::Completed => execute(&mut echo, None),
        SplitStatus::Rejected => execute(&mut echo, Some("REJECTED")),
        SplitStatus::Failed => execute(&mut echo, Some("FAILED")),
        SplitStatus::Reversed => {
            echo.does(payment.reverse_split(&split));
        }
        SplitStatus::RefundSplitPending => {
            execute(&mut echo, None);
            echo.does(payment.refund_part("ref-1", &[(0, 400)]));
        }
        SplitStatus::RefundSplitCompleted => {
            execute(&mut echo, None);
            echo.does(payment.refund_part("ref-1", &[(0, 400)]));
            echo.wait(60);
        }
        // The seller was paid 900: the platform's fee stays with the platform.
        SplitStatus::RefundSplitRejected => {
            execute(&mut echo, None);
            echo.does(payment.refund("ref-1"));
            echo.wait(60);
        }
    }
    assert_eq!(echo.split_of(&payment, &split)["Status"], status.value());
    (echo, payment, split)
}

/// The statuses in which a command about the Split is accepted, and the refusals of all others.
fn accepted_in(
    command: impl Fn(&Payment, &str) -> Value,
    mut judge: impl FnMut(SplitStatus, &str, super::world::Refused),
) -> Vec<SplitStatus> {
    let mut accepted = Vec::new();
    for &status in SplitStatus::ALL {
        let (mut echo, payment, split) = split_in(status);
        let asked = command(&payment, &split);
        if echo.clone().engine.handle(super::world::command_of(asked.clone())).is_ok() {
            accepted.push(status);
        } else {
            judge(status, &split, echo.refuses(asked));
        }
    }
    accepted
}

#[test]
fn r084_a_split_needs_a_capture() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    let refused = echo.refuses(payment.splits(&[payment.share(0, 100)]));
    refused.is(Code::WrongIntentStatus, ErrorType::InvalidAction, "Status");
    echo.does(payment.capture_part("cap-1", &[(0, 500)]));
    assert_eq!(echo.status(&payment), "PARTIALLY_CAPTURED");
    echo.split(&payment, 0, 500);
    echo.does(payment.capture_part("cap-2", &[(0, 500)]));
    assert_eq!(echo.status(&payment), "CAPTURED");
    echo.split(&payment, 0, 500);
}

#[test]
fn r085_a_new_split_is_created() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    assert_eq!(echo.does(payment.splits(&[payment.share(0, 1000)]))["Splits"][0]["Status"], "CREATED");
}

#[test]
fn r086_splits_stay_within_what_is_available() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[600, 600]);
    echo.does(payment.capture_part("cap-1", &[(0, 600), (1, 400)]));
    let refused = echo.refuses(payment.splits(&[payment.share(0, 600), payment.share(1, 401)]));
    refused.is(Code::OverSplit, ErrorType::ParamError, "SplitAmount");
    echo.does(payment.splits(&[payment.share(0, 600), payment.share(1, 400)]));
}

#[test]
fn r087_other_live_splits_of_the_line_count() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000, 1000]);
    echo.split(&payment, 0, 600);
    let refused = echo.refuses(payment.splits(&[payment.share(0, 401)]));
    refused.is(Code::OverSplit, ErrorType::ParamError, "SplitAmount");
    let twice = [payment.share(0, 300), payment.share(0, 101)];
    echo.refuses(payment.splits(&twice)).is(Code::OverSplit, ErrorType::ParamError, "SplitAmount");
    echo.split(&payment, 0, 400);
}

/// A captured payment of 1000 whose platform fee is this.
fn with_platform_fee(echo: &mut Echo, fee: i64) -> Payment {
    let request = intent("pay-1", &[1000]).with("LineItems/0/Seller/FeesAmount", fee);
    let payment = Payment::of(&echo.does(request));
    echo.does(payment.capture());
    payment
}

fn share_with_fee(payment: &Payment, amount: i64, fee: i64) -> Value {
    payment.share(0, amount).with("FeesAmount", fee)
}

#[test]
fn r088_split_fees_stay_within_the_platform_fees() {
    let mut echo = Echo::new();
    let payment = with_platform_fee(&mut echo, 100);
    for too_much in [
        vec![share_with_fee(&payment, 500, 101)],
        vec![share_with_fee(&payment, 500, 60), share_with_fee(&payment, 500, 41)],
    ] {
        let refused = echo.refuses(payment.splits(&too_much));
        refused.is(Code::SplitFeesTooHigh, ErrorType::ParamError, "FeesAmount");
    }
    echo.does(payment.splits(&[share_with_fee(&payment, 500, 60)]));
    let refused = echo.refuses(payment.splits(&[share_with_fee(&payment, 500, 41)]));
    refused.is(Code::SplitFeesTooHigh, ErrorType::ParamError, "FeesAmount");
    echo.does(payment.splits(&[share_with_fee(&payment, 500, 40)]));
}

#[test]
fn r089_without_platform_fees_a_split_fee_may_be_the_whole_split() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let refused = echo.refuses(payment.splits(&[share_with_fee(&payment, 500, 501)]));
    refused.is(Code::SplitFeesTooHigh, ErrorType::ParamError, "FeesAmount");
    echo.does(payment.splits(&[share_with_fee(&payment, 500, 500)]));
}

#[test]
fn r090_a_split_without_a_fee_takes_its_part_of_the_lines_fee() {
    let mut echo = Echo::new();
    let payment = with_platform_fee(&mut echo, 100);
    let fee_of = |answer: &Value, place: usize| answer["Splits"][place]["FeesAmount"].clone();
    let thirds = echo.does(payment.splits(&[payment.share(0, 333), payment.share(0, 333)]));
    assert_eq!((fee_of(&thirds, 0), fee_of(&thirds, 1)), (json!(33), json!(33)));
    let rest = echo.does(payment.splits(&[payment.share(0, 334)]));
    assert_eq!(fee_of(&rest, 0), json!(34), "the one that completes the line takes what is left");
}

#[test]
fn r091_a_split_names_the_seller_and_wallet_of_its_line() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let answer = echo.does(payment.splits(&[payment.share(0, 1000)]));
    let split = &answer["Splits"][0];
    assert_eq!((&split["SellerId"], &split["WalletId"]), (&json!("anna"), &json!("anna-eur")));
    assert_eq!(split["LineItemId"], json!(payment.lines[0]));
}

#[test]
fn r092_a_created_split_leaves_the_available_amount() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    echo.split(&payment, 0, 600);
    assert_eq!(echo.intent(&payment)["AvailableAmountToSplit"], 1000);
}

#[test]
fn r093_a_completed_split_is_counted_on_its_line() {
    let mut echo = Echo::new();
    let (payment, _) = echo.completed_split("pay-1", 1000);
    let view = echo.intent(&payment);
    assert_eq!(
        (&view["LineItems"][0]["SplitAmount"], &view["AvailableAmountToSplit"]),
        (&json!(1000), &json!(0))
    );
}

#[test]
fn r094_executing_too_early_is_refused_with_mangopays_text() {
    for status in [SplitStatus::Created, SplitStatus::PendingFundsReception] {
        let (mut echo, payment, split) = split_in(status);
        let text = format!(
            "Execute split requires a status in [AVAILABLE, REJECTED]. Split [{split}] currently has a status of {}.",
            status.value()
        );
        echo.refuses(payment.execute(&split)).says(ErrorType::ParamError, "Split", &text);
    }
}

#[test]
fn r095_an_executed_split_is_pending() {
    let mut echo = Echo::new();
    let (payment, split) = echo.available_split("pay-1", 1000);
    assert_eq!(echo.does(payment.execute(&split))["Splits"][0]["Status"], "PENDING");
    assert_eq!(echo.split_of(&payment, &split)["Status"], "COMPLETED");
}

#[test]
fn r096_a_rejected_split_can_be_executed_again() {
    let (mut echo, payment, split) = split_in(SplitStatus::Rejected);
    echo.does(payment.execute(&split));
    echo.wait(60);
    assert_eq!(echo.split_of(&payment, &split)["Status"], "COMPLETED");
}

#[test]
fn r097_an_available_or_rejected_split_can_be_reversed() {
    for status in [SplitStatus::Available, SplitStatus::Rejected] {
        let (mut echo, payment, split) = split_in(status);
        assert_eq!(echo.does(payment.reverse_split(&split))["Splits"][0]["Status"], "REVERSED");
        assert_eq!((echo.escrow(), echo.balance("anna-eur")), (1000, 0), "no money has moved");
    }
}

#[test]
fn r098_reversing_elsewhere_is_refused_with_mangopays_text() {
    let accepted = accepted_in(Payment::reverse_split, |status, split, refused| {
        let text = format!(
            "Reverse split requires a status in [AVAILABLE, REJECTED]. Split [{split}] currently has a status of {}.",
            status.value()
        );
        refused.says(ErrorType::ParamError, "Status", &text);
    });
    // CREATED is reading B6.
    assert_eq!(accepted, [SplitStatus::Created, SplitStatus::Available, SplitStatus::Rejected]);
}

#[test]
fn r099_a_split_is_updated_until_it_is_under_way() {
    let describe = |payment: &Payment, split: &str| payment.update(split).with("Description", "new");
    let accepted = accepted_in(describe, |_, _, refused| {
        refused.is(Code::WrongSplitStatus, ErrorType::ParamError, "Split");
    });
    let documented = [
        SplitStatus::Created,
        SplitStatus::PendingFundsReception,
        SplitStatus::Available,
        SplitStatus::Failed,
    ];
    assert_eq!(accepted, documented);
}

#[test]
fn r100_an_update_changes_amount_fee_date_and_description() {
    for status in [SplitStatus::Created, SplitStatus::PendingFundsReception, SplitStatus::Available] {
        let (mut echo, payment, split) = split_in(status);
        let update = payment
            .update(&split)
            .with("LineItemId", payment.lines[0].clone())
            .with("SplitAmount", 700)
            .with("FeesAmount", 70)
            .with("TransferDate", NOW + DAY)
            .with("Description", "smaller");
        let answer = echo.does(update);
        let view = echo.split_of(&payment, &split);
        assert_eq!(answer["Splits"][0], view);
        assert_eq!((&view["SplitAmount"], &view["FeesAmount"]), (&json!(700), &json!(70)));
        assert_eq!((&view["TransferDate"], &view["Description"]), (&json!(NOW + DAY), &json!("smaller")));
        assert_eq!(view["Status"], status.value());
    }
}

#[test]
fn r101_the_seller_gets_the_split_less_the_fee() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[35000]);
    let answer = echo.does(payment.splits(&[share_with_fee(&payment, 35000, 5000)]));
    echo.settle(&File::of("STRIPE").payment("pay-1", 35000));
    echo.receive(35000);
    echo.does(payment.execute(&id(&answer["Splits"][0]["Id"])));
    let held = ["anna-eur", "FEES_EUR"].map(|wallet| echo.balance(wallet));
    assert_eq!((held, echo.escrow()), ([30000, 5000], 0));
}

#[test]
fn r102_a_dated_split_executes_by_itself() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let dated = payment.share(0, 1000).with("TransferDate", NOW + DAY);
    let answer = echo.does(payment.splits(&[dated]));
    let split = id(&answer["Splits"][0]["Id"]);
    echo.settle(&File::of("STRIPE").payment("pay-1", 1000));
    echo.receive(1000);
    echo.wait(DAY - 1);
    assert_eq!(echo.split_of(&payment, &split)["Status"], "AVAILABLE");
    echo.wait(DAY);
    assert_eq!(echo.split_of(&payment, &split)["Status"], "COMPLETED");
    assert_eq!(echo.intent(&payment)["Splits"][0]["ExecutionDate"], NOW + DAY, "at its date, not later");
}

#[test]
fn r103_a_date_that_has_passed_means_at_once() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let answer = echo.does(payment.splits(&[payment.share(0, 1000).with("TransferDate", NOW + 10)]));
    echo.wait(DAY);
    echo.settle(&File::of("STRIPE").payment("pay-1", 1000));
    let split = id(&answer["Splits"][0]["Id"]);
    assert_eq!(echo.split_of(&payment, &split)["Status"], "PENDING_FUNDS_RECEPTION");
    echo.receive(1000);
    assert_eq!(echo.split_of(&payment, &split)["Status"], "COMPLETED");
}

#[test]
fn r104_a_late_split_starts_where_its_capture_stands() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    echo.settle(&File::of("STRIPE").payment("pay-1", 1000));
    for (amount, level) in [(400, "PENDING_FUNDS_RECEPTION"), (600, "AVAILABLE")] {
        if level == "AVAILABLE" {
            echo.receive(1000);
        }
        let answer = echo.does(payment.splits(&[payment.share(0, amount)]));
        assert_eq!(answer["Splits"][0]["Status"], "CREATED", "as it is answered");
        assert_eq!(echo.split_of(&payment, &id(&answer["Splits"][0]["Id"]))["Status"], level);
    }
}

/// A captured payment whose provider is Mangopay itself; its line names this wallet of origin, or none.
pub fn hybrid(echo: &mut Echo, origin: Value) -> Payment {
    let request = intent("pay-1", &[1000])
        .with("ExternalData/ExternalProviderName", "MANGOPAY")
        .with("LineItems/0/SplitOriginWalletId", origin);
    let payment = Payment::of(&echo.does(request));
    echo.does(payment.capture());
    payment
}

#[test]
fn r105_with_provider_mangopay_a_split_needs_its_wallet_of_origin() {
    let mut echo = Echo::new();
    let payment = hybrid(&mut echo, json!(null));
    let refused = echo.refuses(payment.splits(&[payment.share(0, 1000)]));
    refused.is(Code::OriginWalletMissing, ErrorType::ParamError, "Splits[0].SplitOriginWalletId");
    let on_split = payment.share(0, 1000).with("SplitOriginWalletId", "ben-eur");
    let answer = echo.does(payment.splits(&[on_split]));
    assert_eq!(answer["Splits"][0]["SplitOriginWalletId"], "ben-eur");

    let mut echo = Echo::new();
    let payment = hybrid(&mut echo, json!("ben-eur"));
    echo.split(&payment, 0, 1000);
}

#[test]
fn r106_a_reversed_amount_can_be_split_again() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let split = echo.split(&payment, 0, 1000);
    echo.refuses(payment.splits(&[payment.share(0, 1)]));
    echo.does(payment.reverse_split(&split));
    echo.split(&payment, 0, 1000);
}

#[test]
fn r107_an_unknown_line_is_refused() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let other = echo.captured("pay-2", &[1000]);
    for unknown in [other.lines[0].as_str(), "int_li_x", ""] {
        let share = payment.share(0, 100).with("LineItemId", unknown);
        let refused = echo.refuses(payment.splits(&[share]));
        refused.is(Code::UnknownLineItem, ErrorType::ParamError, "Splits[0].LineItemId");
    }
}

#[test]
fn r108_executing_a_split_only_moves_money() {
    let mut echo = Echo::new();
    let (payment, split) = echo.available_split("pay-1", 1000);
    let all = |echo: &Echo| echo.world().wallets().iter().map(|(_, wallet)| wallet.balance).sum::<i128>();
    let before = all(&echo);
    echo.does(payment.execute(&split));
    assert_eq!((before, all(&echo), echo.world().wallets().received()), (1000, 1000, 1000));
}
