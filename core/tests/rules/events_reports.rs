//! R180, R183, R189 and R190: events, reports, and what holds at all times.

use super::file_text::File;
use super::world::{DAY, Echo, Edit, HOUR, Payment, command_of, id, intent, json as as_json};
use echoscope_core::engine::{Command, Engine, EventType, ImportError};
use echoscope_core::view::{action_rows, intent_rows, settlement_rows, split_rows};
use serde_json::{Value, json};

/// The webhooks of one command, with the kind of id that each carries.
#[track_caller]
fn tells(echo: &mut Echo, command: Value, webhooks: &[&str]) -> Value {
    let answer = echo.does(command);
    assert_eq!(echo.webhooks(), webhooks);
    answer
}

#[test]
fn r180_every_change_is_told_once_with_the_right_id() {
    let mut echo = Echo::new();
    let echo = &mut echo;

    let payment = Payment::of(&tells(echo, intent("pay-1", &[1000]), &["INTENT_AUTHORIZED int"]));
    tells(echo, intent("pay-1", &[500]), &[]);
    let payment = Payment { lines: Payment::of(&echo.intent(&payment)).lines, ..payment };
    tells(echo, payment.capture_part("cap-1", &[(0, 1000)]), &["INTENT_CAPTURED int_capture"]);
    let captured = tells(echo, payment.capture_part("cap-2", &[(1, 500)]), &["INTENT_CAPTURED int_capture"]);
    let payment = Payment { capture: id(&captured["Capture"]["Id"]), ..payment };

    let refund = tells(echo, payment.refund_part("ref-1", &[(1, 100)]), &["INTENT_REFUNDED int_refund"]);
    let reverse = payment.reverse(&id(&refund["Refund"]["Id"]), "rev-1");
    tells(echo, reverse, &["INTENT_REFUND_REVERSED int_refund"]);
    for (reference, decision, event) in [
        ("dis-1", "DISPUTED_WON", "INTENT_DISPUTE_WON int_dispute"),
        ("dis-2", "DISPUTED_LOST", "INTENT_DISPUTE_LOST int_dispute"),
    ] {
        let dispute = payment.dispute_part(reference, &[(1, 100)]);
        let dispute = tells(echo, dispute, &["INTENT_DISPUTE_CREATED int_dispute"]);
        let dispute = id(&dispute["Dispute"]["Id"]);
        tells(echo, payment.decide(&dispute, "DEFENDED"), &["INTENT_DISPUTE_DEFENDED int_dispute"]);
        tells(echo, payment.decide(&dispute, decision), &[event]);
    }

    let shares = [payment.share(0, 600), payment.share(0, 400)];
    let splits =
        tells(echo, payment.splits(&shares), &["SPLIT_CREATED int_split", "SPLIT_CREATED int_split"]);
    let [first, second] = [0, 1].map(|place| id(&splits["Splits"][place]["Id"]));

    let create = json!({"do": "create_settlement", "FileName": "march.csv"});
    let settlement =
        id(&tells(echo, create.clone(), &["SETTLEMENT_PENDING_UPLOAD int_stlmnt"])["SettlementId"]);
    let upload = |settlement: &str, file: &File| json!({"do": "upload", "settlement": settlement, "file": file.text()});
    let file = File::of("STRIPE").payment("cap-1", 1000);
    tells(
        echo,
        upload(&settlement, &file.clone().payment("x", 1)),
        &[
            "SETTLEMENT_UPLOADED int_stlmnt",
            "SETTLEMENT_CREATED int_stlmnt",
            "SETTLEMENT_PARTIALLY_MATCHED int_stlmnt",
        ],
    );
    let again = json!({"do": "update_settlement", "settlement": settlement, "FileName": "april.csv"});
    tells(echo, again, &["SETTLEMENT_PENDING_UPLOAD int_stlmnt"]);
    tells(
        echo,
        upload(&settlement, &file),
        &[
            "SETTLEMENT_UPLOADED int_stlmnt",
            "SETTLEMENT_CREATED int_stlmnt",
            "SETTLEMENT_PENDING_FUNDS_RECEPTION int_stlmnt",
            "INTENT_SETTLED_NOT_PAID int_capture",
            "SPLIT_PENDING_FUNDS_RECEPTION int_split",
            "SPLIT_PENDING_FUNDS_RECEPTION int_split",
        ],
    );
    let receive = |amount: i64| json!({"do": "receive_funds", "provider": "STRIPE", "currency": "EUR", "amount": amount});
    tells(echo, receive(1), &["SETTLEMENT_INSUFFICIENT_FUNDS int_stlmnt"]);
    tells(echo, receive(1), &[]);
    tells(
        echo,
        receive(998),
        &[
            "SETTLEMENT_RECONCILED int_stlmnt",
            "INTENT_PAID int_capture",
            "SPLIT_AVAILABLE int_split",
            "SPLIT_AVAILABLE int_split",
        ],
    );
    echo.does(json!({"do": "inject_transfer_fault", "fault": "REJECTED"}));
    tells(echo, payment.execute(&first), &["SPLIT_REJECTED int_split"]);
    tells(echo, payment.execute(&first), &[]);
    tells(echo, payment.reverse_split(&second), &["SPLIT_REVERSED int_split"]);

    let other = id(&tells(echo, create.clone(), &["SETTLEMENT_PENDING_UPLOAD int_stlmnt"])["SettlementId"]);
    tells(
        echo,
        upload(&other, &File::of("STRIPE").payment("x", 1)),
        &[
            "SETTLEMENT_UPLOADED int_stlmnt",
            "SETTLEMENT_CREATED int_stlmnt",
            "SETTLEMENT_UNMATCHED int_stlmnt",
        ],
    );
    let cancel = json!({"do": "cancel_settlement", "settlement": other});
    tells(echo, cancel, &["SETTLEMENT_CANCELLED int_stlmnt"]);
    let failing = id(&echo.does(create)["SettlementId"]);
    let rubbish = json!({"do": "upload", "settlement": failing, "file": "rubbish"});
    tells(echo, rubbish, &["SETTLEMENT_UPLOADED int_stlmnt", "SETTLEMENT_FAILED int_stlmnt"]);

    let cancelled = Payment::of(&echo.does(intent("pay-2", &[1000])));
    tells(echo, cancelled.cancel(), &[]);

    for event in EventType::ALL {
        let told = echo.world().webhooks().any(|webhook| webhook.event_type == *event);
        assert!(told, "this test does not show {}", event.value());
    }
}

/// One of everything, and a clock that moves.
fn story() -> Echo {
    let mut echo = Echo::new();
    let (first, _) = echo.completed_split("pay-1", 1000);
    echo.wait(HOUR);
    echo.does(first.refund_part("ref-1", &[(0, 250)]));
    let request = intent("pay-2", &[700])
        .with("Buyer", json!({"Id": "bea"}))
        .with("LineItems/0/Seller", json!({"AuthorId": "ben", "FeesAmount": 70}))
        .with("ExternalData/ExternalProviderPaymentMethod", "VISA")
        .with("ExternalData/ExternalMerchantReference", "order-2");
    let second = Payment::of(&echo.does(request));
    echo.does(second.capture());
    let dated =
        second.share(0, 700).with("TransferDate", echo.world().now() + DAY).with("Description", "shoes");
    echo.does(second.splits(&[dated]));
    echo.settle(&File::of("STRIPE").payment("pay-2", 700).refund("ref-1", "pay-1", 250).payment("x", 5));
    echo.wait(DAY);
    let third = echo.authorized("pay-3", &[300]);
    echo.does(third.cancel_part(&[(0, 100)]));
    echo
}

fn columns<T: serde::Serialize>(rows: impl IntoIterator<Item = T>) -> Vec<String> {
    let first = as_json(rows.into_iter().next().expect("a row"));
    first.as_object().expect("an object").keys().cloned().collect()
}

#[test]
fn r183_reports_have_the_published_columns() {
    let echo = story();
    let world = echo.world();
    assert_eq!(
        columns(intent_rows(world)).join(", "),
        "Id, Status, Amount, Currency, FeesAmount, FeesCurrency, Type, PaymentMethod, BuyerId, SellerId"
    );
    assert_eq!(
        columns(action_rows(world)).join(", "),
        "IntentId, Id, ExternalProcessingDate, ExternalProviderReference, ExternalMerchantReference, Status, Amount, \
         Currency, FeesAmount, FeesCurrency, Type, PaymentMethod, BuyerId, SellerId"
    );
    assert_eq!(
        columns(settlement_rows(world)).join(", "),
        "Id, CreationDate, FileName, SettlementCurrency, Status, SettledTransactionCount, UnsettledTransactionCount, \
         SettledAmount, DeclaredAmount, DeficitAmount, ExternalProviderName"
    );
    assert_eq!(
        columns(split_rows(world)).join(", "),
        "Id, IntentId, AuthorId, Amount, Currency, FeesAmount, FeesCurrency, Status, Description, CreditedWalletId, \
         DebitedWalletId, Scheduled, CreationDate, ExecutionDate"
    );
}

#[test]
fn r183_reports_have_a_row_for_every_intent_action_settlement_and_split() {
    let echo = story();
    let world = echo.world();
    let actions: Vec<Value> = action_rows(world).map(as_json).collect();
    let types: Vec<String> =
        actions.iter().map(|row| format!("{} {}", id(&row["Type"]), id(&row["Status"]))).collect();
    assert_eq!(types, ["PAYIN PAID", "REFUND REFUNDED", "PAYIN CAPTURED", "PAYIN CANCELLED"]);
    assert_eq!(intent_rows(world).count(), 3);
    let partly = as_json(settlement_rows(world).nth(1).expect("the second Settlement"));
    assert_eq!(
        (&partly["SettledTransactionCount"], &partly["UnsettledTransactionCount"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        (&partly["DeclaredAmount"], &partly["SettledAmount"], &partly["DeficitAmount"]),
        (&json!(450), &json!(0), &json!(450))
    );
    let splits: Vec<Value> = split_rows(world).map(as_json).collect();
    assert_eq!((&splits[0]["Scheduled"], &splits[1]["Scheduled"]), (&json!(false), &json!(true)));
    assert_eq!((&splits[1]["AuthorId"], &splits[1]["CreditedWalletId"]), (&json!("ben"), &json!("ben-eur")));
}

#[test]
fn r189_the_same_commands_give_the_same_bytes() {
    let (one, other) = (story(), story());
    assert!(one.engine == other.engine);
    let text = |engine: &Engine| serde_json::to_string(&engine.export()).expect("JSON");
    assert_eq!(text(&one.engine), text(&other.engine));
    let log = serde_json::from_str(&text(&one.engine)).expect("a log");
    let replayed = Engine::import(log).expect("a log of an engine");
    assert!(replayed == one.engine, "the log is the state");
    assert_eq!(format!("{:?}", replayed.world()), format!("{:?}", one.world()));
}

#[test]
fn r189_going_back_is_as_if_nothing_had_happened_since() {
    let echo = story();
    for entries in 0..=echo.engine.len() {
        let mut replayed = Engine::new(echo.world().config().clone());
        for entry in echo.engine.entries().take(entries) {
            replayed.handle(entry.command.clone()).expect("accepted before");
        }
        assert!(echo.engine.at(entries) == replayed, "after {entries}");
    }
    let mut undone = echo.engine.clone();
    assert!(undone.undo());
    assert!(undone == echo.engine.at(echo.engine.len() - 1));
}

#[test]
fn r189_time_that_passes_is_one_entry_and_going_back_still_holds() {
    // A checkpoint is kept at 64 entries: each of these has the entry of the passing time in another place around it.
    for before in 55..70 {
        let mut echo = Echo::new();
        let start = echo.engine.len();
        for second in 0..before {
            let to = echo.engine.world().now() + 10 * (second % 2);
            echo.engine.handle(Command::AdvanceClock { to }).expect("the clock moves");
        }
        for seconds in [5, 7, 11] {
            let to = echo.engine.world().now() + seconds;
            echo.engine.pass_time(to).expect("time passes");
        }
        let length = echo.engine.len();
        assert_eq!(
            length,
            start + usize::try_from(before).unwrap(),
            "all that passed went into the last entry"
        );
        for _ in 0..3 {
            echo.engine.handle(Command::RegisterUser { id: None }).expect("a user");
        }
        for entries in 0..=echo.engine.len() {
            let mut replayed = Engine::new(echo.world().config().clone());
            for entry in echo.engine.entries().take(entries) {
                replayed.handle(entry.command.clone()).expect("accepted before");
            }
            assert!(echo.engine.at(entries) == replayed, "{before}: after {entries}");
        }
    }
    let mut echo = Echo::new();
    echo.engine.pass_time(i64::MAX).expect_err("after the year 9999");
    assert!(echo.engine.pass_time(0).is_err(), "the clock does not go back");
}

#[test]
fn r189_a_log_that_is_not_one_is_not_loaded() {
    let mut log = story().engine.export();
    log.schema = 2;
    assert_eq!(Engine::import(log.clone()), Err(ImportError::UnknownSchema(2)));
    log.schema = 1;
    log.entries.remove(0);
    assert!(matches!(Engine::import(log), Err(ImportError::Refused { entry: 2, .. })));
}

/// Small numbers from a seed, for walks that are the same in every run.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, most: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % (most + 1)
    }
}

/// One command about a payment, sensible or not.
fn some_command(dice: &mut Dice, echo: &Echo, payment: &Payment) -> Value {
    let view = echo.intent(payment);
    let one_of = |dice: &mut Dice, list: &str| {
        let list = view[list].as_array().cloned().unwrap_or_default();
        let place = dice.up_to(i64::try_from(list.len()).expect("a short list"));
        list.get(usize::try_from(place).expect("a place")).map_or(String::new(), |item| id(&item["Id"]))
    };
    let part = [(usize::try_from(dice.up_to(1)).expect("0 or 1"), dice.up_to(120))];
    match dice.up_to(13) {
        0 | 1 => payment.capture_part("cap", &part),
        2 => payment.cancel_part(&part),
        3 => payment.refund_part("ref", &part),
        4 => payment.reverse(&one_of(dice, "Refunds"), "rev"),
        5 => payment.parts(payment.dispute_of(&one_of(dice, "Captures"), "dis"), &part),
        6 => {
            let decision = ["DEFENDED", "DISPUTED_WON", "DISPUTED_LOST"]
                [usize::try_from(dice.up_to(2)).expect("0 to 2")];
            let payment = Payment { capture: one_of(dice, "Captures"), ..payment.clone() };
            payment.decide(&one_of(dice, "Disputes"), decision)
        }
        7 | 8 => payment.splits(&[payment.share(part[0].0, part[0].1)]),
        9 => payment.update(&one_of(dice, "Splits")).with("SplitAmount", part[0].1),
        10 | 11 => payment.execute(&one_of(dice, "Splits")),
        12 => payment.reverse_split(&one_of(dice, "Splits")),
        _ => json!({"do": "inject_transfer_fault", "fault": "REJECTED"}),
    }
}

#[test]
fn r190_counters_stay_within_their_bounds_whatever_is_asked() {
    let mut dice = Dice(190);
    for _ in 0..20 {
        let mut echo = Echo::new();
        echo.does(json!({"do": "fund_wallet", "wallet": "ben-eur", "amount": 150}));
        // Mangopay's own pay-ins are paid at once, so that Splits run from the start.
        let request = intent("pay-1", &[300, 200])
            .with("ExternalData/ExternalProviderName", "MANGOPAY")
            .with("LineItems/0/SplitOriginWalletId", "ben-eur")
            .with("LineItems/1/SplitOriginWalletId", "ben-eur");
        let payment = Payment::of(&echo.does(request));
        for _ in 0..120 {
            let command = some_command(&mut dice, &echo, &payment);
            if echo.clone().engine.handle(command_of(command.clone())).is_ok() {
                echo.does(command);
            } else {
                echo.refuses(command);
            }
            let view = echo.intent(&payment);
            let refund_splits = view["Splits"].as_array().expect("a list").iter();
            let claims_open = refund_splits.clone().any(|split| split["Status"] == "REFUND_SPLIT_PENDING");
            for line in view["LineItems"].as_array().expect("a list") {
                let [captured, cancelled, refunded, disputed, split, total] = [
                    "CapturedAmount",
                    "CancelledAmount",
                    "RefundedAmount",
                    "DisputedAmount",
                    "SplitAmount",
                    "TotalLineItemAmount",
                ]
                .map(|field| line[field].as_i64().expect("a number"));
                assert!(
                    [captured, cancelled, refunded, disputed, split].iter().all(|amount| *amount >= 0),
                    "{line}"
                );
                assert!(captured + cancelled <= total, "{line}");
                assert!(refunded + disputed <= captured, "{line}");
                assert!(claims_open || split <= captured - refunded - disputed, "{line}");
            }
        }
    }
}
