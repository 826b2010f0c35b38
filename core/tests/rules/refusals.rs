//! Refusals are part of the contract: every code can be provoked, and where several reasons apply the first of this
//! order is given: unknown object, malformed field, wrong status, sums that disagree, limit exceeded.

use super::file_text::File;
use super::world::{DAY, Echo, Edit, NOW, Payment, command_of, id, intent};
use echoscope_core::engine::Code;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A world in which something stands in every way.
struct Stage {
    echo: Echo,
    open: Payment,
    captured: Payment,
    cancelled: Payment,
    /// Of `captured`: a refund that was reversed, one that was not, and a dispute that was lost.
    reversed: String,
    refund: String,
    lost: String,
    split: String,
    settlement: String,
}

fn stage() -> Stage {
    let mut echo = Echo::reading(|reading| {
        reading.past_transfer_date = false;
        reading.parse_seconds = 60;
        reading.match_seconds = 60;
    });
    let open = echo.authorized("open", &[1000, 500]);
    let cancelled = echo.authorized("cancelled", &[1000]);
    echo.does(cancelled.cancel());
    let captured = echo.captured("captured", &[1000, 500]);
    let [reversed, refund] = ["ref-1", "ref-2"]
        .map(|reference| id(&echo.does(captured.refund_part(reference, &[(0, 100)]))["Refund"]["Id"]));
    echo.does(captured.reverse(&reversed, "rev-1"));
    let lost = id(&echo.does(captured.dispute_part("dis-1", &[(0, 100)]))["Dispute"]["Id"]);
    echo.does(captured.decide(&lost, "DISPUTED_LOST"));
    let split = echo.split(&captured, 1, 500);
    let settlement = echo.settle(&File::of("STRIPE").payment("captured", 1500));
    echo.wait(60);
    Stage { echo, open, captured, cancelled, reversed, refund, lost, split, settlement }
}

#[test]
fn every_refusal_can_be_provoked() {
    let Stage { mut echo, open, captured, cancelled, reversed, refund, lost, split, settlement } = stage();
    let new = || intent("new", &[1000]);
    let seller = |seller: Value| new().with("LineItems/0/Seller", seller);
    let share = |amount: i64| captured.share(1, amount);
    let table = vec![
        (Code::MissingField, new().without("Amount")),
        (Code::NotAWholeNumber, new().with("Amount", "1000")),
        (Code::OutOfRange, new().with("Amount", 0)),
        (Code::TextTooLong, new().with("Tag", "x".repeat(256))),
        (Code::ListLength, new().with("LineItems", json!([]))),
        (Code::DateInvalid, new().with("ExternalData/ExternalProcessingDate", "yesterday")),
        (Code::DateInPast, new().with("LineItems/0/Seller/TransferDate", NOW - DAY)),
        (Code::UnknownCurrency, new().with("Currency", "XXX")),
        (Code::UnknownCountry, new().with("LineItems/0/ShippingAddress", json!({"Country": "FRA"}))),
        (Code::UnknownProvider, new().with("ExternalData/ExternalProviderName", "STRIPES")),
        (Code::UnknownPaymentMethod, new().with("ExternalData/ExternalProviderPaymentMethod", "BEADS")),
        (Code::UnknownUser, new().with("Buyer", json!({"Id": "nobody"}))),
        (Code::UnknownWallet, seller(json!({"WalletId": "nowhere"}))),
        (Code::UnknownIntent, open.capture().with("intent", "int_x")),
        (Code::UnknownLineItem, open.cancel_part(&[(0, 1)]).with("LineItems/0/Id", "int_li_x")),
        (Code::UnknownCapture, captured.dispute_of("int_capture_x", "dis-2")),
        (Code::UnknownRefund, captured.reverse("int_refund_x", "rev-2")),
        (Code::UnknownDispute, captured.decide("int_dispute_x", "DEFENDED")),
        (Code::UnknownSplit, captured.execute("int_split_x")),
        (Code::UnknownSettlement, json!({"do": "cancel_settlement", "settlement": "int_stlmnt_x"})),
        (Code::UnknownDecision, captured.decide(&lost, "WON")),
        (Code::IdTaken, json!({"do": "register_user", "id": "anna"})),
        (Code::SellerMissing, seller(json!({}))),
        (Code::WalletNotOfAuthor, seller(json!({"AuthorId": "ben", "WalletId": "anna-eur"}))),
        (Code::WalletCurrencyDiffers, seller(json!({"WalletId": "anna-usd"}))),
        (Code::NoWallet, seller(json!({"AuthorId": "bea"}))),
        (
            Code::CurrencyDiffers,
            intent("open", &[1000])
                .with("Currency", "USD")
                .with("LineItems/0/Seller", json!({"WalletId": "anna-usd"})),
        ),
        (Code::LineTotalsDiffer, new().with("Amount", 999)),
        (Code::FeesDiffer, new().with("PlatformFeesAmount", 1)),
        (Code::LineTwice, open.cancel_part(&[(0, 1), (0, 1)])),
        (Code::WrongIntentStatus, cancelled.capture()),
        (Code::OverCapture, open.capture_part("cap-1", &[(0, 1001)])),
        (Code::OverCancel, open.cancel_part(&[(0, 1001)])),
        (Code::OverRefund, captured.refund_part("ref-3", &[(0, 801)])),
        (Code::OverDispute, captured.dispute_part("dis-2", &[(0, 801)])),
        (Code::ReversalDiffers, captured.parts(captured.reverse(&refund, "rev-2"), &[(0, 99)])),
        (Code::AlreadyReversed, captured.reverse(&reversed, "rev-2")),
        (Code::DisputeDecided, captured.decide(&lost, "DISPUTED_WON")),
        (Code::OverSplit, captured.splits(&[share(1)])),
        (Code::SplitFeesTooHigh, captured.update(&split).with("FeesAmount", 501)),
        (Code::WrongSplitStatus, captured.execute(&split)),
        (Code::FileNameNotCsv, json!({"do": "create_settlement", "FileName": "march.xlsx"})),
        (Code::WrongSettlementStatus, json!({"do": "upload", "settlement": settlement, "file": ""})),
        (Code::ClockBackwards, json!({"do": "advance_clock", "to": NOW})),
    ];
    let mut provoked = BTreeSet::new();
    for (code, command) in table {
        assert_eq!(echo.refuses(command).0.code, code);
        provoked.insert(code);
    }

    // These need a world of their own.
    let mut two = Echo::new();
    let payment = two.captured("pay-1", &[1000, 500]);
    two.does(payment.refund_part("ref-1", &[(0, 1000)]));
    two.does(payment.dispute_part("dis-1", &[(1, 500)]));
    assert_eq!(two.refuses(payment.refund("ref-2")).0.code, Code::NothingLeft);
    let partly = two.authorized("pay-2", &[1000]);
    two.does(partly.cancel_part(&[(0, 1)]));
    assert_eq!(two.refuses(partly.capture()).0.code, Code::PartialOperationFound);
    let hybrid = intent("pay-4", &[1000]).with("ExternalData/ExternalProviderName", "MANGOPAY");
    let hybrid = Payment::of(&two.does(hybrid));
    two.does(hybrid.capture());
    assert_eq!(two.refuses(hybrid.splits(&[hybrid.share(0, 1)])).0.code, Code::OriginWalletMissing);
    let grown = two.authorized("pay-5", &[1000]);
    two.does(grown.capture_part("cap-1", &[(0, 400)]));
    let risen = two.split(&grown, 0, 300);
    two.settle(&File::of("STRIPE").payment("cap-1", 400));
    two.does(grown.capture_part("cap-2", &[(0, 600)]));
    assert_eq!(two.refuses(grown.update(&risen).with("SplitAmount", 401)).0.code, Code::SplitBeyondSettled);
    provoked.extend([
        Code::NothingLeft,
        Code::PartialOperationFound,
        Code::OriginWalletMissing,
        Code::SplitBeyondSettled,
    ]);
    for (key, code) in
        [("short", Code::IdempotencyKeyInvalid), ("key-0123456789abcdef", Code::IdempotencyKeyUsed)]
    {
        let register = || command_of(json!({"do": "register_user"}));
        let _ = two.engine.handle_once(key.to_owned(), register());
        let refusal = two.engine.handle_once(key.to_owned(), register()).expect_err("refused");
        assert_eq!(refusal.code, code);
        provoked.insert(code);
    }
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !provoked.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A request with several faults, mended one by one: each time the next reason of the order is given.
#[track_caller]
fn mends(echo: &mut Echo, faulty: Value, mending: Vec<(Code, &str, Value)>) {
    let mut command = faulty;
    for (code, path, right) in mending {
        assert_eq!(echo.refuses(command.clone()).0.code, code, "before {path} is mended");
        command = command.with(path, right);
    }
    echo.does(command);
}

#[test]
fn reasons_to_refuse_a_capture_come_in_their_order() {
    let Stage { mut echo, open, captured, .. } = stage();
    let faulty = open
        .capture_part("cap-1", &[(0, 1001), (1, 1)])
        .with("intent", "int_x")
        .with("Amount", 1)
        .with("LineItems/1/Amount", 0)
        .with("ExternalData/ExternalProcessingDate", "never");
    mends(
        &mut echo,
        faulty,
        vec![
            (Code::UnknownIntent, "intent", json!(captured.id)),
            (Code::DateInvalid, "ExternalData/ExternalProcessingDate", json!(NOW)),
            // The lines are those of another Intent.
            (Code::UnknownLineItem, "LineItems/0/Id", json!(captured.lines[0])),
            (
                Code::UnknownLineItem,
                "LineItems",
                json!([
                    {"Id": captured.lines[0], "Amount": 1001}, {"Id": captured.lines[1], "Amount": 0},
                ]),
            ),
            (Code::OutOfRange, "LineItems/1/Amount", json!(1)),
            (Code::WrongIntentStatus, "intent", json!(open.id)),
            (Code::UnknownLineItem, "LineItems/0/Id", json!(open.lines[0])),
            (Code::UnknownLineItem, "LineItems/1/Id", json!(open.lines[1])),
            (Code::LineTotalsDiffer, "Amount", json!(1002)),
            (Code::OverCapture, "LineItems/0/Amount", json!(1000)),
            (Code::LineTotalsDiffer, "Amount", json!(1001)),
        ],
    );
}

#[test]
fn reasons_to_refuse_an_intent_come_in_their_order() {
    let Stage { mut echo, .. } = stage();
    let faulty = intent("cancelled", &[1000])
        .with("Amount", 0)
        .with("Currency", "XXX")
        .with("PlatformFeesAmount", -1)
        .with("ExternalData/ExternalProviderName", "STRIPES")
        .with("Buyer", json!({"Id": "nobody"}))
        .with("Tag", "x".repeat(256))
        .with("LineItems/0/Seller", json!({}));
    mends(
        &mut echo,
        faulty,
        vec![
            (Code::OutOfRange, "Amount", json!(999)),
            (Code::UnknownCurrency, "Currency", json!("EUR")),
            (Code::OutOfRange, "PlatformFeesAmount", json!(1)),
            (Code::UnknownProvider, "ExternalData/ExternalProviderName", json!("STRIPE")),
            (Code::UnknownUser, "Buyer", json!({"Id": "bea"})),
            (Code::SellerMissing, "LineItems/0/Seller", json!({"AuthorId": "anna"})),
            (Code::TextTooLong, "Tag", json!("tag")),
            (Code::WrongIntentStatus, "ExternalData/ExternalProviderReference", json!("new")),
            (Code::LineTotalsDiffer, "Amount", json!(1000)),
            (Code::FeesDiffer, "PlatformFeesAmount", json!(0)),
        ],
    );
}

#[test]
fn reasons_to_refuse_a_refund_come_in_their_order() {
    let Stage { mut echo, open, captured, .. } = stage();
    let faulty = open.refund_part("ref-3", &[(0, 801)]).with("Amount", 5).with("Tag", "x".repeat(256));
    mends(
        &mut echo,
        faulty,
        vec![
            (Code::TextTooLong, "Tag", json!("tag")),
            (Code::WrongIntentStatus, "intent", json!(captured.id)),
            (Code::UnknownLineItem, "LineItems/0/Id", json!(captured.lines[0])),
            (Code::LineTotalsDiffer, "Amount", json!(801)),
            (Code::OverRefund, "LineItems/0/Amount", json!(800)),
            (Code::LineTotalsDiffer, "Amount", json!(800)),
        ],
    );
}

#[test]
fn reasons_to_refuse_a_split_come_in_their_order() {
    let Stage { mut echo, cancelled, captured, .. } = stage();
    let faulty = cancelled.splits(&[cancelled.share(0, 0).with("FeesAmount", 9000)]);
    mends(
        &mut echo,
        faulty,
        vec![
            (Code::OutOfRange, "splits/0/SplitAmount", json!(801)),
            (Code::WrongIntentStatus, "intent", json!(captured.id)),
            (Code::UnknownLineItem, "splits/0/LineItemId", json!(captured.lines[0])),
            (Code::OverSplit, "splits/0/SplitAmount", json!(800)),
            (Code::SplitFeesTooHigh, "splits/0/FeesAmount", json!(800)),
        ],
    );
}

#[test]
fn a_refusal_says_the_way_to_what_was_asked_for() {
    let Stage { mut echo, open, captured, split, cancelled, .. } = stage();
    let mut way = |command: Value| -> Vec<String> {
        let refusal = echo.refuses(command).0;
        assert!(!refusal.source.is_empty());
        refusal.way.iter().map(|step| format!("{} {}", step.machine, step.to)).collect()
    };
    assert_eq!(way(open.refund("ref-3")), ["intent CAPTURED", "intent REFUNDED"]);
    assert_eq!(
        way(captured.execute(&split)),
        [
            "settlement PENDING_UPLOAD",
            "settlement UPLOADED",
            "settlement CREATED",
            "settlement PENDING_FUNDS_RECEPTION",
            "split PENDING_FUNDS_RECEPTION",
            "settlement RECONCILED",
            "split AVAILABLE",
            "split PENDING",
        ]
    );
    assert_eq!(way(cancelled.capture()), [""; 0], "nothing leads out of a final status");
}
