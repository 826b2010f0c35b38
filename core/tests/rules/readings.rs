//! Every switch of [`Reading`], both ways. The readings are explained in `docs/ambiguities.md`.

use super::file_text::File;
use super::splits::split_in;
use super::world::{DAY, Echo, Edit, NOW, command_of, id, intent};
use echoscope_core::engine::{Code, ErrorType};
use echoscope_core::machine::SplitStatus;
use echoscope_core::reading::{FeeSign, FileDialect, PartialReversal, Reading, RefundLimit, SplitFees};
use serde_json::json;

#[test]
fn every_switch_has_a_test_in_this_file() {
    let tested = [
        "partial_reversal",
        "split_fees",
        "fee_sign",
        "refund_limit",
        "dialect",
        "skip_unaffordable",
        "early_cancel",
        "early_reverse",
        "past_transfer_date",
        "rematch",
        "parse_seconds",
        "match_seconds",
        "transfer_seconds",
    ];
    let reading = super::world::json(Reading::default());
    assert_eq!(reading.as_object().expect("an object").keys().collect::<Vec<_>>(), tested);
    for switch in tested {
        assert!(include_str!("readings.rs").contains(&format!("reading.{switch} = ")), "{switch}");
    }
}

#[test]
fn a03_reversing_a_partial_refund_marks_the_intent_or_leaves_it() {
    for (switch, after_part, after_all) in [
        (PartialReversal::MarksIntent, "REFUND_REVERSED", "REFUND_REVERSED"),
        (PartialReversal::LeavesIntent, "CAPTURED", "REFUND_REVERSED"),
    ] {
        for (amount, expected) in [(999, after_part), (1000, after_all)] {
            let mut echo = Echo::reading(|reading| reading.partial_reversal = switch);
            let payment = echo.captured("pay-1", &[1000]);
            let answer = echo.does(payment.refund_part("ref-1", &[(0, amount)]));
            echo.does(payment.reverse(&id(&answer["Refund"]["Id"]), "rev-1"));
            assert_eq!(echo.status(&payment), expected, "{switch:?} {amount}");
        }
    }
}

/// The status of a Settlement of a payment of 10000 with this footer.
fn with_fees(sign: FeeSign, file: fn(File) -> File) -> String {
    let mut echo = Echo::reading(|reading| reading.fee_sign = sign);
    echo.captured("pay-1", &[10000]);
    let settlement = echo.settle(&file(File::of("STRIPE").payment("pay-1", 10000)));
    echo.statuses(&[&settlement]).remove(0)
}

#[test]
fn a09_fees_are_added_with_their_sign_or_subtracted() {
    let deducted_as_negative: fn(File) -> File = |file| file.fees(-500).net(9500);
    let deducted_as_positive: fn(File) -> File = |file| file.fees(500).net(9500);
    for (sign, file, status) in [
        (FeeSign::Signed, deducted_as_negative, "PENDING_FUNDS_RECEPTION"),
        (FeeSign::Signed, deducted_as_positive, "PARTIALLY_MATCHED"),
        (FeeSign::Legacy, deducted_as_negative, "PARTIALLY_MATCHED"),
        (FeeSign::Legacy, deducted_as_positive, "PENDING_FUNDS_RECEPTION"),
    ] {
        assert_eq!(with_fees(sign, file), status, "{sign:?}");
    }
}

#[test]
fn a09_a_wrong_sign_of_the_fees_is_named_as_the_likely_reason() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[10000]);
    let file = File::of("STRIPE").payment("pay-1", 10000);
    for (net, hint) in
        [(9500, " It would match if TotalSettlementFeesAmount had the other sign."), (9400, "")]
    {
        let settlement = echo.settle(&file.clone().fees(500).net(net));
        let text = format!(
            "TotalNetSettlement amount {net} EUR is not matching to declared amount 10500 EUR.{hint}"
        );
        assert_eq!(echo.validations(&settlement)["FooterErrors"][0]["Description"], text);
    }
}

#[test]
fn a09_a_file_of_2025_always_subtracts() {
    for sign in [FeeSign::Signed, FeeSign::Legacy] {
        assert_eq!(with_fees(sign, |file| file.of_2025().fees(500).net(9500)), "PENDING_FUNDS_RECEPTION");
    }
}

#[test]
fn a12_an_unaffordable_settlement_blocks_the_younger_ones_or_is_overtaken() {
    for (skip, young_one) in [(false, "PENDING_FUNDS_RECEPTION"), (true, "RECONCILED")] {
        let mut echo = Echo::reading(|reading| reading.skip_unaffordable = skip);
        let [old, young] = [("old", 1000), ("young", 100)].map(|(reference, amount)| {
            echo.captured(reference, &[amount]);
            echo.settle(&File::of("STRIPE").payment(reference, amount))
        });
        echo.receive(500);
        assert_eq!(echo.statuses(&[&old, &young]), ["INSUFFICIENT_FUNDS", young_one]);
        let left = if skip { 600 } else { 500 };
        assert_eq!(
            echo.settlement(&old)["FundsMissingAmount"],
            left,
            "what the overtaker took is missing too"
        );
    }
}

#[test]
fn a12_an_overtaker_may_leave_credit_for_the_one_it_overtook() {
    let mut echo = Echo::reading(|reading| reading.skip_unaffordable = true);
    let refunded = echo.captured("refunded", &[60]);
    echo.captured("old", &[1000]);
    let old = echo.settle(&File::of("STRIPE").payment("old", 1000));
    echo.receive(940);
    assert_eq!(echo.statuses(&[&old]), ["INSUFFICIENT_FUNDS"]);
    echo.does(refunded.refund("ref-1"));
    let negative = echo.settle(&File::of("STRIPE").refund("ref-1", "refunded", 60));
    assert_eq!(echo.statuses(&[&old, &negative]), ["RECONCILED", "RECONCILED"]);
}

#[test]
fn a15_platform_fees_of_zero_limit_nothing_or_everything() {
    for (switch, accepted) in [(SplitFees::LimitWhenStated, true), (SplitFees::AlwaysLimit, false)] {
        let mut echo = Echo::reading(|reading| reading.split_fees = switch);
        let payment = echo.captured("pay-1", &[1000]);
        let command = payment.splits(&[payment.share(0, 1000).with("FeesAmount", 1)]);
        if accepted {
            echo.does(command);
        } else {
            echo.refuses(command).is(Code::SplitFeesTooHigh, ErrorType::ParamError, "FeesAmount");
        }
    }
}

#[test]
fn a23_a_settlement_is_cancelled_before_its_file_was_read_or_not() {
    for (early, accepted) in [(true, true), (false, false)] {
        for uploaded in [false, true] {
            let mut echo = Echo::reading(|reading| {
                reading.early_cancel = early;
                reading.parse_seconds = 60;
            });
            let settlement = echo.new_settlement();
            if uploaded {
                echo.upload(&settlement, &File::of("STRIPE").payment("pay-1", 1000));
            }
            let command = json!({"do": "cancel_settlement", "settlement": settlement});
            if accepted {
                assert_eq!(echo.does(command)["Status"], "CANCELLED");
            } else {
                echo.refuses(command).is(Code::WrongSettlementStatus, ErrorType::InvalidAction, "Status");
            }
        }
    }
}

#[test]
fn a31_the_older_format_is_recognised_wanted_or_rejected() {
    let old = File::of("STRIPE").of_2025().payment("pay-1", 10000).refund("ref-1", "pay-1", 2500).fees(100);
    let new = File::of("STRIPE").payment("pay-1", 10000).refund("ref-1", "pay-1", 2500).fees(-100);
    let (fits, fails) = ("PENDING_FUNDS_RECEPTION", "FAILED");
    for (dialect, of_old, of_new) in
        [(FileDialect::Auto, fits, fits), (FileDialect::V1, fits, fails), (FileDialect::V2, fails, fits)]
    {
        for (file, status) in [(&old, of_old), (&new, of_new)] {
            let mut echo = Echo::reading(|reading| reading.dialect = dialect);
            let payment = echo.captured("pay-1", &[10000]);
            echo.does(payment.refund_part("ref-1", &[(0, 2500)]));
            let settlement = echo.settle(file);
            assert_eq!(echo.statuses(&[&settlement]), [status], "{dialect:?}");
            if status == fits {
                assert_eq!(echo.settlement(&settlement)["ActualSettlementAmount"], 7400);
            }
        }
    }
}

#[test]
fn a39_a_refund_reaches_into_what_was_split_or_not() {
    for (switch, accepted) in [(RefundLimit::Captured, true), (RefundLimit::Available, false)] {
        let mut echo = Echo::reading(|reading| reading.refund_limit = switch);
        let payment = echo.captured("pay-1", &[1000]);
        let split = echo.split(&payment, 0, 600);
        echo.settle(&File::of("STRIPE").payment("pay-1", 1000));
        echo.receive(1000);
        echo.does(payment.execute(&split));
        echo.does(payment.refund_part("ref-1", &[(0, 399)]));
        let beyond = payment.refund_part("ref-2", &[(0, 2)]);
        if accepted {
            echo.does(beyond);
            assert_eq!(echo.split_of(&payment, &split)["Status"], "REFUND_SPLIT_COMPLETED");
        } else {
            echo.refuses(beyond).is(Code::OverRefund, ErrorType::ParamError, "Amount");
        }
    }
}

#[test]
fn b06_a_created_split_is_reversed_or_not() {
    for early in [true, false] {
        let mut echo = Echo::reading(|reading| reading.early_reverse = early);
        let payment = echo.captured("pay-1", &[1000]);
        let split = echo.split(&payment, 0, 1000);
        if early {
            assert_eq!(echo.does(payment.reverse_split(&split))["Splits"][0]["Status"], "REVERSED");
        } else {
            let text = format!(
                "Reverse split requires a status in [AVAILABLE, REJECTED]. Split [{split}] currently has a status of CREATED."
            );
            echo.refuses(payment.reverse_split(&split)).says(ErrorType::ParamError, "Status", &text);
        }
    }
}

#[test]
fn b08_files_wait_for_another_file_or_for_the_missing_declaration() {
    for (rematch, unmatched, partly) in [
        (false, "UNMATCHED", "PARTIALLY_MATCHED"),
        (true, "PENDING_FUNDS_RECEPTION", "PENDING_FUNDS_RECEPTION"),
    ] {
        let mut echo = Echo::reading(|reading| reading.rematch = rematch);
        echo.captured("pay-1", &[1000]);
        let first = echo.settle(&File::of("STRIPE").payment("pay-1", 1000).payment("pay-2", 500));
        let second = echo.settle(&File::of("STRIPE").payment("pay-3", 200));
        assert_eq!(echo.statuses(&[&first, &second]), ["PARTIALLY_MATCHED", "UNMATCHED"]);
        echo.captured("pay-2", &[500]);
        echo.captured("pay-3", &[200]);
        assert_eq!(echo.statuses(&[&first, &second]), [partly, unmatched]);
    }
}

#[test]
fn b08_what_another_settlement_took_no_longer_matches() {
    let mut echo = Echo::reading(|reading| reading.rematch = true);
    echo.captured("pay-1", &[1000]);
    let partly = echo.settle(&File::of("STRIPE").payment("pay-1", 1000).payment("pay-2", 500));
    let whole = echo.settle(&File::of("STRIPE").payment("pay-1", 1000));
    assert_eq!(echo.statuses(&[&partly, &whole]), ["PARTIALLY_MATCHED", "PENDING_FUNDS_RECEPTION"]);
    echo.captured("pay-3", &[1]);
    assert_eq!(echo.statuses(&[&partly, &whole]), ["UNMATCHED", "PENDING_FUNDS_RECEPTION"]);
}

#[test]
fn b13_a_transfer_takes_no_time_or_some() {
    for (seconds, at_once) in [(0, "COMPLETED"), (60, "PENDING")] {
        let mut echo = Echo::reading(|reading| reading.transfer_seconds = seconds);
        let (payment, split) = echo.available_split("pay-1", 1000);
        assert_eq!(echo.does(payment.execute(&split))["Splits"][0]["Status"], "PENDING");
        assert_eq!(echo.split_of(&payment, &split)["Status"], at_once);
        echo.wait(seconds);
        assert_eq!(echo.split_of(&payment, &split)["Status"], "COMPLETED");
        assert_eq!(echo.intent(&payment)["Splits"][0]["ExecutionDate"], NOW + seconds);
    }
}

#[test]
fn b23_a_transfer_date_in_the_past_is_accepted_or_not() {
    for past in [true, false] {
        let mut echo = Echo::reading(|reading| reading.past_transfer_date = past);
        let payment = echo.captured("pay-1", &[1000]);
        let split = payment.splits(&[payment.share(0, 1000).with("TransferDate", NOW - DAY)]);
        let line = intent("pay-2", &[1000]).with("LineItems/0/Seller/TransferDate", NOW - DAY);
        if past {
            let answer = echo.does(split);
            echo.does(line);
            echo.settle(&File::of("STRIPE").payment("pay-1", 1000));
            echo.receive(1000);
            let split = id(&answer["Splits"][0]["Id"]);
            assert_eq!(echo.split_of(&payment, &split)["Status"], "COMPLETED");
        } else {
            let field = "Splits[0].TransferDate";
            echo.refuses(split).is(Code::DateInPast, ErrorType::ParamError, field);
            let field = "LineItems[0].Seller.TransferDate";
            echo.refuses(line).is(Code::DateInPast, ErrorType::ParamError, field);
        }
    }
}

#[test]
fn b26_reading_and_matching_take_no_time_or_some() {
    for (to_read, to_match) in [(0, 0), (30, 0), (0, 30), (30, 20)] {
        let mut echo = Echo::reading(|reading| {
            reading.parse_seconds = to_read;
            reading.match_seconds = to_match;
        });
        echo.captured("pay-1", &[1000]);
        let settlement = echo.settle(&File::of("STRIPE").payment("pay-1", 1000));
        for second in 0..=60 {
            let expected = match second {
                _ if second < to_read => "UPLOADED",
                _ if second < to_read + to_match => "CREATED",
                _ => "PENDING_FUNDS_RECEPTION",
            };
            assert_eq!(
                echo.statuses(&[&settlement]),
                [expected],
                "second {second} of {to_read} + {to_match}"
            );
            echo.wait(1);
        }
    }
}

#[test]
fn the_strict_reading_refuses_what_the_guides_forbid() {
    let mut echo = Echo::reading(|reading| *reading = Reading::strict());
    let payment = echo.captured("pay-1", &[1000]);
    let split = echo.split(&payment, 0, 500);
    let settlement = echo.new_settlement();
    for forbidden in [
        payment.reverse_split(&split),
        payment.splits(&[payment.share(0, 500).with("FeesAmount", 1)]),
        payment.splits(&[payment.share(0, 500).with("TransferDate", NOW - 1)]),
        json!({"do": "cancel_settlement", "settlement": settlement}),
    ] {
        echo.refuses(forbidden);
    }
    let old = echo.settle(&File::of("STRIPE").of_2025().payment("pay-1", 1000));
    assert_eq!(echo.statuses(&[&old]), ["FAILED"]);
}

#[test]
fn a_log_remembers_its_reading() {
    let (echo, payment, split) = split_in(SplitStatus::Pending);
    let log = super::world::json(echo.engine.export());
    assert_eq!(log["config"]["reading"]["transfer_seconds"], 60);
    let mut loaded = echoscope_core::engine::Engine::import(serde_json::from_value(log).expect("a log"))
        .expect("it loads");
    assert!(loaded == echo.engine);
    loaded.handle(command_of(payment.execute(&split))).expect_err("still under way");
}
