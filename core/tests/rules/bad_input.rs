//! R24, B20: whatever stands in whatever field of whatever command, a value that makes no sense is refused and
//! nothing changes.
//!
//! The commands below are complete and acceptable. Each of their fields in turn is given every bad value of its kind.

use super::world::{DAY, Echo, Edit, NOW, command_of, id, json as as_json};
use echoscope_core::engine::{Code, Command, ErrorType};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The last second of the year 9999.
const LATEST: i64 = 253_402_300_799;
const BEYOND: u64 = 9_223_372_036_854_775_808;

fn megabyte() -> String {
    "ü".repeat(1 << 19)
}

/// What a field holds, by its name.
fn bad_values(path: &str) -> Vec<Value> {
    let no_number = [
        json!(BEYOND),
        json!(i64::MIN),
        json!(-1),
        json!(1e30),
        json!(10.5),
        json!("12"),
        json!("twelve"),
        json!(""),
        json!(true),
        json!([1]),
        json!({"Amount": 1}),
        json!(megabyte()),
    ];
    let texts = |texts: &[&str]| texts.iter().map(|text| json!(text)).chain([json!(megabyte())]).collect();
    match path.rsplit('/').next().unwrap_or(path) {
        "Amount" | "UnitAmount" | "Quantity" | "SplitAmount" | "amount" => {
            no_number.into_iter().chain([json!(0)]).collect()
        }
        "FeesAmount" | "PlatformFeesAmount" | "TaxAmount" | "DiscountAmount" => no_number.into(),
        "ExternalProcessingDate" | "TransferDate" => no_number
            .into_iter()
            .chain([json!(LATEST + 1), json!("2025-12-19"), json!("31-02-2026")])
            .collect(),
        "to" => vec![json!(NOW - 1), json!(-1), json!(LATEST + 1), json!(i64::MAX)],
        "Currency" | "currency" => texts(&["", "eur", "EURO", "XXX", " EUR"]),
        "ExternalProviderName" | "provider" => texts(&["", "STRIPES", " STRIPE"]),
        "ExternalProviderPaymentMethod" => texts(&["visa", "BEADS"]),
        "intent" | "capture" | "refund" | "dispute" | "split" | "settlement" | "Id" | "LineItemId"
            if path != "Buyer/Id" =>
        {
            let kinds = [
                "int_",
                "int_li_",
                "int_capture_",
                "int_refund_",
                "int_dispute_",
                "int_split_",
                "int_stlmnt_",
            ];
            let well_formed = kinds.map(|kind| json!(format!("{kind}01990000-0000-7abc-8def-0123456789ab")));
            let malformed: Vec<Value> = texts(&["", " ", "int_", "nonsense", "ÿ"]);
            well_formed.into_iter().chain(malformed).collect()
        }
        // An empty optional name says nothing and is allowed.
        "Id" | "AuthorId" | "WalletId" | "SplitOriginWalletId" | "owner" | "wallet" => {
            texts(&["nobody", " "])
        }
        "id" => texts(&["", " ", &"x".repeat(129)]),
        "ExternalProviderReference" | "Sku" => texts(&["", " ", &"x".repeat(2001)]),
        "ExternalMerchantReference"
        | "Name"
        | "Description"
        | "Category"
        | "AddressLine1"
        | "AddressLine2"
        | "City"
        | "Region"
        | "PostalCode" => texts(&[&"x".repeat(2001)]),
        "Country" => texts(&["F", "fr", "FRA", "XX", "France", "ÿ"]),
        "Tag" => texts(&[&"x".repeat(256)]),
        "FileName" => texts(&["", ".csv", "march.xlsx", &format!("{}.csv", "x".repeat(2000))]),
        "decision" => texts(&["", "WON", "DISPUTED"]),
        name => panic!("which values are bad for {name}?"),
    }
}

/// A world in which every command of the list is accepted.
fn stage() -> (Echo, Vec<Value>) {
    let mut echo = Echo::new();
    let open = echo.authorized("open", &[1000, 1000]);
    let captured = echo.captured("captured", &[1000, 1000]);
    let split = echo.split(&captured, 1, 100);
    let refund = id(&echo.does(captured.refund_part("ref-1", &[(0, 10)]))["Refund"]["Id"]);
    let dispute = id(&echo.does(captured.dispute_part("dis-1", &[(0, 10)]))["Dispute"]["Id"]);
    let (paid, available) = echo.available_split("paid", 1000);
    let settlement = echo.new_settlement();

    let external = json!({
        "ExternalProcessingDate": NOW, "ExternalProviderReference": "new", "ExternalMerchantReference": "order",
        "ExternalProviderName": "STRIPE", "ExternalProviderPaymentMethod": "VISA",
    });
    let complete = |command: Value| {
        let command = command.with("ExternalData", external.clone()).with("Currency", "EUR");
        command.with("PlatformFeesAmount", 0).with("Tag", "tag")
    };
    let item = json!({
        "Seller": {"AuthorId": "anna", "WalletId": "anna-eur", "FeesAmount": 10, "TransferDate": NOW + DAY},
        "Sku": "sku", "Name": "name", "Description": "text", "Category": "shoes",
        "Quantity": 2, "UnitAmount": 600, "TaxAmount": 100, "DiscountAmount": 200,
        "ShippingAddress": {
            "AddressLine1": "1", "AddressLine2": "2", "City": "Paris", "Region": "IDF", "PostalCode": "75001",
            "Country": "FR",
        },
        "SplitOriginWalletId": "ben-eur",
    });
    let share = json!({
        "FeesAmount": 1, "TransferDate": NOW + DAY, "Description": "text", "SplitOriginWalletId": "ben-eur",
        "Tag": "tag", "SplitAmount": 50, "LineItemId": captured.lines[1],
    });
    let mut update = share.clone().with("do", "update_split").with("intent", captured.id.clone());
    update = update.with("split", split);
    let create = json!({"do": "create_intent", "Amount": 1000, "LineItems": [item], "Buyer": {"Id": "bea"}});
    let commands = vec![
        json!({"do": "register_user", "id": "new"}),
        json!({"do": "register_wallet", "id": "new", "owner": "anna", "currency": "EUR"}),
        complete(create).with("PlatformFeesAmount", 10),
        complete(open.capture_part("cap", &[(0, 100)])),
        complete(open.cancel_part(&[(0, 100)])),
        complete(captured.refund_part("ref-2", &[(0, 10)])),
        complete(captured.parts(captured.reverse(&refund, "rev"), &[(0, 10)])),
        complete(captured.dispute_part("dis-2", &[(0, 10)])),
        captured.decide(&dispute, "DEFENDED"),
        captured.splits(&[share]),
        update,
        paid.execute(&available),
        paid.reverse_split(&available),
        json!({"do": "create_settlement", "FileName": "march.csv"}),
        json!({"do": "upload", "settlement": settlement, "file": "any text is a file"}),
        json!({"do": "update_settlement", "settlement": settlement, "FileName": "april.csv"}),
        json!({"do": "cancel_settlement", "settlement": settlement}),
        json!({"do": "receive_funds", "provider": "STRIPE", "currency": "EUR", "amount": 1}),
        json!({"do": "fund_wallet", "wallet": "anna-eur", "amount": 1}),
        json!({"do": "advance_clock", "to": NOW + DAY}),
        json!({"do": "inject_transfer_fault", "fault": "FAILED"}),
    ];
    (echo, commands)
}

/// The kind of a command. A new one does not compile before it stands here, and in [`stage`].
fn kind(command: &Command) -> u8 {
    match command {
        Command::RegisterUser { .. } => 0,
        Command::RegisterWallet { .. } => 1,
        Command::CreateIntent { .. } => 2,
        Command::Capture { .. } => 3,
        Command::Cancel { .. } => 4,
        Command::Refund { .. } => 5,
        Command::ReverseRefund { .. } => 6,
        Command::Dispute { .. } => 7,
        Command::DecideDispute { .. } => 8,
        Command::CreateSplits { .. } => 9,
        Command::UpdateSplit { .. } => 10,
        Command::ExecuteSplit { .. } => 11,
        Command::ReverseSplit { .. } => 12,
        Command::CreateSettlement { .. } => 13,
        Command::Upload { .. } => 14,
        Command::UpdateSettlement { .. } => 15,
        Command::CancelSettlement { .. } => 16,
        Command::ReceiveFunds { .. } => 17,
        Command::FundWallet { .. } => 18,
        Command::AdvanceClock { .. } => 19,
        Command::InjectTransferFault { .. } => 20,
    }
}

/// The paths of all values and all lists of a command.
fn paths(value: &Value, at: &str, values: &mut Vec<String>, lists: &mut Vec<String>) {
    let below = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}/{name}") };
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                paths(value, &below(name), values, lists);
            }
        }
        Value::Array(entries) => {
            lists.push(at.to_owned());
            for (place, value) in entries.iter().enumerate() {
                paths(value, &below(&place.to_string()), values, lists);
            }
        }
        _ => values.push(at.to_owned()),
    }
}

#[test]
fn the_stage_has_every_command_and_each_is_acceptable_and_complete() {
    let (echo, commands) = stage();
    let mut kinds = BTreeSet::new();
    for command in commands {
        let read = command_of(command.clone());
        assert_eq!(as_json(&read), command, "a field was not understood");
        kinds.insert(kind(&read));
        echo.clone().does(command);
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), (0..=20).collect::<Vec<_>>());
}

#[test]
fn r024_a_bad_value_in_any_field_is_refused_and_changes_nothing() {
    let (mut echo, commands) = stage();
    let mut tried = 0;
    for command in commands {
        let (mut values, mut lists) = (Vec::new(), Vec::new());
        paths(&command, "", &mut values, &mut lists);
        for path in values.into_iter().filter(|path| !matches!(path.as_str(), "do" | "file" | "fault")) {
            for bad in bad_values(&path) {
                let refused = echo.refuses(command.clone().with(&path, bad));
                let message = &refused.0.message;
                assert!(message.len() < 700, "{path}: the refusal repeats a megabyte");
                assert!(!refused.0.field.is_empty() && !message.is_empty(), "{path}");
                tried += 1;
            }
        }
        for path in lists {
            let one = command.pointer(&format!("/{path}/0")).cloned().expect("an entry");
            for list in [vec![], vec![one; 1001]] {
                let refused = echo.refuses(command.clone().with(&path, list));
                refused.is(
                    Code::ListLength,
                    ErrorType::ParamError,
                    path.rsplit('/').next().map_or("", capitalized),
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 900, "{tried} bad values were tried");
}

/// `Errors` has Mangopay's name of the list of Splits.
fn capitalized(name: &str) -> &str {
    if name == "splits" { "Splits" } else { name }
}

#[test]
fn an_id_is_given_once() {
    let (mut echo, _) = stage();
    let wallet = |id: &str| json!({"do": "register_wallet", "id": id, "owner": "anna", "currency": "EUR"});
    for taken in [
        json!({"do": "register_user", "id": "anna"}),
        json!({"do": "register_user", "id": "echoscope"}),
        wallet("ben-eur"),
        wallet("FEES_EUR"),
    ] {
        echo.refuses(taken).is(Code::IdTaken, ErrorType::ParamError, "Id");
    }
}

#[test]
fn b20_sums_beyond_64_bits_are_refused() {
    let (mut echo, _) = stage();
    let line = |units: i64, quantity: i64| json!({"Seller": {"AuthorId": "anna"}, "Sku": "sku", "Quantity": quantity, "UnitAmount": units});
    let huge = i64::MAX;
    for lines in [
        vec![line(huge, 2)],
        vec![line(huge, huge)],
        vec![line(huge, 1), line(1, 1)],
        vec![line(huge, 1), line(huge, 1), line(1, 1)],
    ] {
        let request = super::world::intent("huge", &[1]).with("Amount", huge).with("LineItems", lines);
        echo.refuses(request);
    }
    let largest = super::world::intent("huge", &[huge]);
    let payment = super::world::Payment::of(&echo.does(largest));
    let more = echo.refuses(super::world::intent("huge", &[1]));
    more.is(Code::OutOfRange, ErrorType::ParamError, "Amount");
    echo.does(payment.capture());
    echo.does(payment.splits(&[payment.share(0, huge)]));
    echo.refuses(payment.refund_part("ref", &[(0, huge)]).with("Amount", huge - 1));
    echo.does(payment.refund("ref"));
    for _ in 0..3 {
        echo.receive(huge);
    }
}

#[test]
fn any_bytes_are_a_file() {
    let (echo, _) = stage();
    for text in
        [String::new(), megabyte(), "\u{0}".repeat(1 << 20), ",".repeat(1 << 20), "\n\"".repeat(1 << 19)]
    {
        let mut echo = echo.clone();
        let settlement = echo.new_settlement();
        echo.does(json!({"do": "upload", "settlement": settlement, "file": text}));
        assert_eq!(echo.statuses(&[&settlement]), ["FAILED"]);
    }
    let mut echo = echo;
    let settlement = echo.new_settlement();
    echo.does(json!({"do": "upload", "settlement": settlement, "file": {"base64": "/////w=="}}));
    assert_eq!(echo.statuses(&[&settlement]), ["FAILED"]);
}

#[test]
fn r025_an_idempotency_key_has_16_to_36_letters_digits_or_hyphens() {
    let (mut echo, _) = stage();
    let command = || command_of(json!({"do": "register_user"}));
    for bad in [
        "",
        "short",
        &"x".repeat(15),
        &"x".repeat(37),
        "key 0123456789abcdef",
        "schlüssel-0123456789",
        &megabyte(),
    ] {
        let before = echo.engine.clone();
        let refusal = echo.engine.handle_once(bad.to_owned(), command()).expect_err("refused");
        assert_eq!((refusal.code, refusal.field.as_str()), (Code::IdempotencyKeyInvalid, "Idempotency-Key"));
        assert!(echo.engine == before);
    }
    for good in ["x".repeat(16), "x".repeat(36), "019b76da-a800-7000-8000-000000000000".to_owned()] {
        echo.engine.handle_once(good, command()).expect("accepted");
    }
}
