//! The status of an Intent after any sequence of actions, and what each status allows (A2, A4, B1 to B4, B12, B15 to
//! B17, B21).

use super::world::{Echo, Edit, Payment, Refused, command_of, id, intent};
use echoscope_core::engine::{Code, ErrorType};
use echoscope_core::machine::{IntentStatus, Status};
use serde_json::{Value, json};

/// An Intent of 1000 and 500 in this status. Of those with captures, all but `CAPTURED` have 500 to capture.
fn intent_in(status: IntentStatus) -> (Echo, Payment) {
    use IntentStatus::{
        Authorized, Cancelled, Captured, Defended, Disputed, DisputedLost, DisputedWon, PartiallyCaptured,
        RefundReversed, Refunded,
    };
    let mut echo = Echo::new();
    let mut payment = echo.authorized("pay-1", &[1000, 500]);
    match status {
        Authorized => {}
        Cancelled => {
            echo.does(payment.cancel());
        }
        Captured => {
            let answer = echo.does(payment.capture());
            payment.capture = id(&answer["Capture"]["Id"]);
        }
        _ => {
            let answer = echo.does(payment.capture_part("cap-1", &[(0, 1000)]));
            payment.capture = id(&answer["Capture"]["Id"]);
        }
    }
    match status {
        Refunded | RefundReversed => {
            let answer = echo.does(payment.refund("ref-1"));
            if status == RefundReversed {
                echo.does(payment.reverse(&id(&answer["Refund"]["Id"]), "rev-1"));
            }
        }
        Disputed | Defended | DisputedWon | DisputedLost => {
            let answer = echo.does(payment.dispute("dis-1"));
            if status != Disputed {
                echo.does(payment.decide(&id(&answer["Dispute"]["Id"]), status.value()));
            }
        }
        Authorized | Cancelled | Captured | PartiallyCaptured => {}
    }
    assert_eq!(echo.status(&payment), status.value());
    (echo, payment)
}

/// The statuses in which this is accepted; `judge` looks at the refusals.
fn accepted_in(command: impl Fn(&Payment) -> Value, judge: impl Fn(&Refused)) -> Vec<IntentStatus> {
    let mut accepted = Vec::new();
    for &status in IntentStatus::ALL {
        let (mut echo, payment) = intent_in(status);
        if echo.clone().engine.handle(command_of(command(&payment))).is_ok() {
            accepted.push(status);
        } else {
            judge(&echo.refuses(command(&payment)));
        }
    }
    accepted
}

fn because_of_its_status(refused: &Refused) {
    refused.is(Code::WrongIntentStatus, ErrorType::InvalidAction, "Status");
}

#[test]
fn a02_line_items_have_no_status() {
    let (echo, payment) = intent_in(IntentStatus::Captured);
    assert!(echo.intent(&payment)["LineItems"][0].get("Status").is_none());
}

#[test]
fn a04_the_intent_follows_the_decision_when_everything_is_disputed() {
    for decision in ["DEFENDED", "DISPUTED_WON", "DISPUTED_LOST"] {
        for (amount, follows) in [(1000, true), (999, false)] {
            let mut echo = Echo::new();
            let payment = echo.captured("pay-1", &[1000]);
            let answer = echo.does(payment.dispute_part("dis-1", &[(0, amount)]));
            echo.does(payment.decide(&id(&answer["Dispute"]["Id"]), decision));
            assert_eq!(echo.status(&payment), if follows { decision } else { "CAPTURED" });
        }
    }
}

#[test]
fn b01_a_later_declaration_supersedes_a_mark() {
    let marked = || intent_in(IntentStatus::RefundReversed);
    let after = |command: fn(&Payment) -> Value| {
        let (mut echo, payment) = marked();
        echo.does(command(&payment));
        echo.status(&payment)
    };
    assert_eq!(after(|payment| payment.capture_part("cap-2", &[(1, 500)])), "CAPTURED");
    assert_eq!(after(|payment| payment.capture_part("cap-2", &[(1, 499)])), "PARTIALLY_CAPTURED");
    assert_eq!(after(|payment| payment.refund_part("ref-2", &[(0, 1)])), "PARTIALLY_CAPTURED");
    assert_eq!(after(|payment| payment.dispute_part("dis-1", &[(0, 1)])), "PARTIALLY_CAPTURED");
    assert_eq!(after(|_| intent("pay-1", &[5])), "PARTIALLY_CAPTURED");
}

#[test]
fn b01_what_was_refunded_in_part_can_still_be_captured_in_the_rest() {
    let (mut echo, payment) = intent_in(IntentStatus::Refunded);
    echo.does(payment.capture_part("cap-2", &[(1, 500)]));
    assert_eq!(echo.status(&payment), "CAPTURED");
    echo.does(payment.refund("ref-2"));
    assert_eq!(echo.status(&payment), "REFUNDED");
}

#[test]
fn b01_the_latest_mark_counts() {
    let (mut echo, payment) = intent_in(IntentStatus::Captured);
    let refund = echo.does(payment.refund_part("ref-1", &[(0, 100)]));
    echo.does(payment.reverse(&id(&refund["Refund"]["Id"]), "rev-1"));
    assert_eq!(echo.status(&payment), "REFUND_REVERSED");
    let dispute = echo.does(payment.dispute("dis-1"));
    echo.does(payment.decide(&id(&dispute["Dispute"]["Id"]), "DISPUTED_WON"));
    assert_eq!(echo.status(&payment), "DISPUTED_WON");
}

#[test]
fn b02_the_least_advanced_dispute_speaks_for_the_intent() {
    let (mut echo, payment) = intent_in(IntentStatus::Captured);
    let [first, second] = [("dis-1", (0, 1000)), ("dis-2", (1, 500))]
        .map(|(reference, part)| id(&echo.does(payment.dispute_part(reference, &[part]))["Dispute"]["Id"]));
    for (dispute, decision, status) in [
        (&first, "DISPUTED_LOST", "DISPUTED"),
        (&second, "DEFENDED", "DEFENDED"),
        (&second, "DISPUTED_LOST", "DISPUTED_LOST"),
    ] {
        echo.does(payment.decide(dispute, decision));
        assert_eq!(echo.status(&payment), status);
    }
}

#[test]
fn b02_winning_one_of_several_disputes_leaves_less_than_everything() {
    let (mut echo, payment) = intent_in(IntentStatus::Captured);
    let first = echo.does(payment.dispute_part("dis-1", &[(0, 1000)]));
    echo.does(payment.dispute_part("dis-2", &[(1, 500)]));
    assert_eq!(echo.status(&payment), "DISPUTED");
    echo.does(payment.decide(&id(&first["Dispute"]["Id"]), "DISPUTED_WON"));
    assert_eq!(echo.status(&payment), "CAPTURED");
}

#[test]
fn b03_a_full_refund_or_dispute_takes_all_that_is_left() {
    for disputed in [false, true] {
        let (mut echo, payment) = intent_in(IntentStatus::Captured);
        echo.does(payment.refund_part("ref-1", &[(0, 100)]));
        echo.does(payment.dispute_part("dis-1", &[(1, 200)]));
        let (rest, list) = if disputed {
            (payment.dispute("dis-2"), "Disputes")
        } else {
            (payment.refund("ref-2"), "Refunds")
        };
        echo.does(rest);
        assert_eq!(echo.intent(&payment)[list][1]["Amount"], 1200);
        assert_eq!(echo.intent(&payment)["AvailableAmountToSplit"], 0);
    }
}

#[test]
fn b03_nothing_left_is_a_refusal() {
    let (mut echo, payment) = intent_in(IntentStatus::Captured);
    echo.does(payment.refund_part("ref-1", &[(0, 1000)]));
    echo.does(payment.dispute_part("dis-1", &[(1, 500)]));
    echo.refuses(payment.refund("ref-2")).is(Code::NothingLeft, ErrorType::InvalidAction, "Amount");
    echo.refuses(payment.dispute("dis-2")).is(Code::NothingLeft, ErrorType::InvalidAction, "Amount");
}

#[test]
fn b04_a_dispute_takes_at_most_what_its_capture_took() {
    let mut echo = Echo::new();
    let payment = echo.authorized("pay-1", &[1000]);
    let first = echo.does(payment.capture_part("cap-1", &[(0, 400)]));
    echo.does(payment.capture_part("cap-2", &[(0, 600)]));
    let payment = Payment { capture: id(&first["Capture"]["Id"]), ..payment };
    echo.does(payment.dispute_part("dis-1", &[(0, 100)]));
    let refused = echo.refuses(payment.dispute_part("dis-2", &[(0, 301)]));
    refused.is(Code::OverDispute, ErrorType::ParamError, "Amount");
    echo.does(payment.dispute_part("dis-2", &[(0, 300)]));
}

#[test]
fn b04_a_line_is_named_once_in_a_request() {
    let (mut echo, payment) = intent_in(IntentStatus::Authorized);
    for twice in
        [payment.capture_part("cap-1", &[(0, 1), (0, 1)]), payment.cancel_part(&[(1, 1), (0, 1), (1, 1)])]
    {
        assert_eq!(echo.refuses(twice).0.code, Code::LineTwice);
    }
    let over = echo.refuses(payment.cancel_part(&[(0, 1), (1, 501)]));
    over.is(Code::OverCancel, ErrorType::ParamError, "Amount");
}

#[test]
fn b15_lines_are_added_where_something_can_still_be_captured_or_refunded() {
    use IntentStatus::{Authorized, Captured, DisputedWon, PartiallyCaptured, RefundReversed};
    let accepted = accepted_in(|_| intent("pay-1", &[5]), because_of_its_status);
    assert_eq!(accepted, [Authorized, PartiallyCaptured, Captured, RefundReversed, DisputedWon]);
}

#[test]
fn b15_adding_lines_changes_neither_buyer_nor_tag_nor_other_data() {
    let mut echo = Echo::new();
    let first = intent("pay-1", &[1000]).with("Tag", "first").with("Buyer", json!({"Id": "bea"}));
    let before = echo.does(first);
    let second = intent("pay-1", &[500])
        .with("Tag", "second")
        .with("Buyer", json!({"Id": "ben"}))
        .with("ExternalData/ExternalMerchantReference", "order-2");
    let after = echo.does(second);
    for field in ["Tag", "Buyer", "ExternalData"] {
        assert_eq!(after[field], before[field], "{field}");
    }
}

#[test]
fn b16_each_action_has_its_statuses() {
    use IntentStatus::{
        Authorized, Cancelled, Captured, Defended, Disputed, DisputedLost, DisputedWon, PartiallyCaptured,
        RefundReversed, Refunded,
    };
    let any = |_: &Refused| {};
    let capture = accepted_in(|payment| payment.capture_part("cap-2", &[(1, 500)]), because_of_its_status);
    let refused: Vec<_> = IntentStatus::ALL.iter().filter(|status| !capture.contains(status)).collect();
    assert_eq!(refused, [&Captured, &Cancelled]);

    assert_eq!(accepted_in(|payment| payment.cancel_part(&[(1, 1)]), because_of_its_status), [Authorized]);

    let left = [PartiallyCaptured, Captured, RefundReversed, DisputedWon];
    assert_eq!(accepted_in(|payment| payment.refund_part("ref-2", &[(0, 1)]), any), left);
    assert_eq!(accepted_in(|payment| payment.dispute_part("dis-2", &[(0, 1)]), any), left);
    assert_eq!(accepted_in(|payment| payment.splits(&[payment.share(0, 1)]), any), left);

    for status in [Authorized, Cancelled, Refunded, Disputed, Defended, DisputedLost] {
        let (mut echo, payment) = intent_in(status);
        let code = echo.refuses(payment.splits(&[payment.share(0, 1)])).0.code;
        let no_capture = matches!(status, Authorized | Cancelled);
        assert_eq!(code, if no_capture { Code::WrongIntentStatus } else { Code::OverSplit }, "{status:?}");
    }
}

#[test]
fn b17_a_seller_is_completed_from_what_was_sent() {
    let mut echo = Echo::new();
    echo.does(json!({"do": "register_wallet", "id": "anna-eur-2", "owner": "anna", "currency": "EUR"}));
    let sold_by = |seller: Value| intent("pay-1", &[1000]).with("LineItems/0/Seller", seller);
    for (seller, author, wallet) in [
        (json!({"AuthorId": "anna"}), "anna", "anna-eur"),
        (json!({"WalletId": "anna-eur-2"}), "anna", "anna-eur-2"),
        (json!({"AuthorId": "echoscope"}), "echoscope", "FEES_EUR"),
        (json!({"WalletId": "FEES_EUR"}), "echoscope", "FEES_EUR"),
        (json!({"AuthorId": "", "WalletId": "ben-eur"}), "ben", "ben-eur"),
    ] {
        let answer = echo.clone().does(sold_by(seller));
        let seller = &answer["LineItems"][0]["Seller"];
        assert_eq!((&seller["AuthorId"], &seller["WalletId"]), (&json!(author), &json!(wallet)));
    }
    for (seller, code, field) in [
        (json!({"AuthorId": "bea"}), Code::NoWallet, "AuthorId"),
        (json!({"AuthorId": "nobody"}), Code::UnknownUser, "AuthorId"),
        (json!({"WalletId": "nowhere"}), Code::UnknownWallet, "WalletId"),
        (json!({"AuthorId": "ben", "WalletId": "anna-eur"}), Code::WalletNotOfAuthor, "WalletId"),
    ] {
        let refused = echo.refuses(sold_by(seller));
        refused.is(code, ErrorType::ParamError, &format!("LineItems[0].Seller.{field}"));
    }
}

#[test]
fn b21_next_actions_follow_from_the_status() {
    let table: Vec<(&str, Option<String>)> = IntentStatus::ALL
        .iter()
        .map(|&status| {
            let (echo, payment) = intent_in(status);
            (status.value(), echo.intent(&payment).get("NextActions").map(id))
        })
        .collect();
    let text = |actions: &str| Some(actions.to_owned());
    assert_eq!(
        table,
        [
            ("AUTHORIZED", text("CAPTURE, CANCEL")),
            ("PARTIALLY_CAPTURED", text("CAPTURE, REFUND, DISPUTE")),
            ("CAPTURED", text("REFUND, DISPUTE")),
            ("CANCELLED", None),
            ("REFUNDED", text("REVERSE_REFUND")),
            ("REFUND_REVERSED", text("REFUND, DISPUTE")),
            ("DISPUTED", text("DEFEND, WIN_DISPUTE, LOSE_DISPUTE")),
            ("DEFENDED", text("WIN_DISPUTE, LOSE_DISPUTE")),
            ("DISPUTED_WON", text("REFUND, DISPUTE")),
            ("DISPUTED_LOST", None),
        ]
    );
}
