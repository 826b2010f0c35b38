//! The same log gives the same state: again, after going back, after a journey through JSON, and on every platform.
//!
//! `tests/replay/shop.json` is a log with the fingerprint that it must lead to. The npm package replays the same file in
//! wasm and compares the same fingerprint. After a change that is meant to change the state, write it anew with
//! `ECHOSCOPE_BLESS=1 cargo test -p echoscope-model --test replay`.

use echoscope_core::engine::{Command, Engine, Log};
use echoscope_core::reading::Reading;
use echoscope_model::commands::{
    cancel, capture, capture_all, create_intent_with_fees, create_settlement, decide, dispute_all,
    execute_split, new_address, receive, refund, reverse_refund, split, upload,
};
use echoscope_model::file::{disputed, file, file_with_fees, payment, refund_reversed, refunded};
use echoscope_model::{intent, must, platform, settle, settlement};
use serde_json::{Value, json};
use std::path::PathBuf;

const HOUR: i64 = 3600;

/// Some days of a shop: nearly every kind of command, with delays, several Settlements, and one refusal that is kept
/// because it used up its key.
fn shop() -> Engine {
    let reading = Reading { parse_seconds: 5, match_seconds: 5, transfer_seconds: 60, ..Reading::default() };
    let mut engine = platform(reading);
    let wait = |engine: &mut Engine, seconds: i64| {
        let to = engine.world().now() + seconds;
        must(engine, Command::AdvanceClock { to });
    };
    for (place, total) in [5_000, 12_000, 800].into_iter().enumerate() {
        let order = create_intent_with_fees(&format!("order-{place}"), &[(total, total / 10), (300, 0)]);
        must(&mut engine, order);
    }
    let of = |engine: &Engine, place| intent(engine, place);
    for command in [
        capture_all(&of(&engine, 0)),
        capture(&of(&engine, 1), "order-1-part", &[(0, 7_000), (1, 300)]),
        cancel(&of(&engine, 2), "order-2-less", &[(0, 300)]),
        capture(&of(&engine, 2), "order-2-rest", &[(0, 500), (1, 300)]),
    ] {
        must(&mut engine, command);
    }
    for (place, share) in [(0, 5_000), (1, 4_000), (2, 500)] {
        let command = split(&of(&engine, place), 0, share, share / 10);
        must(&mut engine, command);
    }
    wait(&mut engine, HOUR);

    let wrong = file(&[payment("order-0", 5_300), payment("order-9", 1)]);
    let first = settle(&mut engine, &wrong).expect("a well-formed file");
    wait(&mut engine, 10);
    must(&mut engine, new_address(&first));
    let right = [payment("order-0", 5_300), payment("order-1-part", 7_300)];
    must(&mut engine, upload(&first, &file_with_fees(&right, -126)));
    must(&mut engine, receive(10_000));
    wait(&mut engine, HOUR);
    must(&mut engine, receive(4_000));
    let pay = execute_split(&of(&engine, 0), 0);
    must(&mut engine, pay);
    wait(&mut engine, HOUR);

    let back = refund(&of(&engine, 0), "order-0-back", &[(0, 1_000)]);
    must(&mut engine, back);
    let contested = dispute_all(&of(&engine, 2), 0, "order-2-contested");
    must(&mut engine, contested);
    let defended = decide(&of(&engine, 2), 0, "DEFENDED");
    must(&mut engine, defended);
    let returned = reverse_refund(&of(&engine, 0), 0, "order-0-returned");
    must(&mut engine, returned);
    wait(&mut engine, HOUR);
    let second = [
        payment("order-2-rest", 800),
        refunded("order-0-back", "order-0", 1_000),
        refund_reversed("order-0-returned", "order-0", 1_000),
        disputed("order-2-contested", "order-2-rest", 800),
    ];
    settle(&mut engine, &file(&second)).expect("a well-formed file");
    wait(&mut engine, HOUR);
    must(&mut engine, create_settlement());
    let third = settlement(&engine, 2);
    engine
        .handle_once("a-key-used-only-once".to_owned(), upload(&third, "no settlement file"))
        .expect("a Settlement takes any file");
    engine
        .handle_once("a-key-of-a-refusal-1".to_owned(), capture_all(&of(&engine, 0)))
        .expect_err("it is captured");
    wait(&mut engine, HOUR);
    engine.world().check().expect("everything holds");
    engine
}

fn committed() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../replay/shop.json"))
}

#[test]
fn r189_a_committed_log_leads_to_its_committed_fingerprint() {
    if std::env::var_os("ECHOSCOPE_BLESS").is_some() {
        let engine = shop();
        let saved = json!({ "fingerprint": engine.world().fingerprint(), "log": engine.export() });
        let text = serde_json::to_string_pretty(&saved).expect("a log is plain data");
        std::fs::write(committed(), text + "\n").expect("the log can be written");
    }
    let text = std::fs::read_to_string(committed()).expect("tests/replay/shop.json is committed");
    let saved: Value = serde_json::from_str(&text).expect("it is JSON");
    let log: Log = serde_json::from_value(saved["log"].clone()).expect("it is a log");
    let replayed = Engine::import(log).expect("every entry is carried out");
    let fingerprint = replayed.world().fingerprint();
    let mut state = String::new();
    replayed.world().write_out(&mut state).expect("writing into a text");
    assert_eq!(saved["fingerprint"], fingerprint, "the state is now:\n{state}");
}

#[test]
fn a_log_goes_through_json_and_comes_back_the_same() {
    let engine = shop();
    let text = serde_json::to_string(&engine.export()).expect("a log is plain data");
    let again = Engine::import(serde_json::from_str(&text).expect("what was written can be read"));
    let again = again.expect("every entry is carried out again");
    assert!(again == engine, "worlds, logs and keys are the same");
    assert_eq!(again.world().fingerprint(), engine.world().fingerprint());
}

#[test]
fn going_back_is_the_same_as_never_having_gone_on() {
    let engine = shop();
    let log = engine.export();
    let mut fresh = Engine::new(log.config.clone());
    for (place, entry) in log.entries.into_iter().enumerate() {
        assert_eq!(engine.at(place).world().fingerprint(), fresh.world().fingerprint(), "after {place}");
        assert!(engine.at(place) == fresh, "after {place} entries");
        let _ = match entry.key {
            Some(key) => fresh.handle_once(key, entry.command),
            None => fresh.handle(entry.command),
        };
    }
    assert!(fresh == engine);
}

/// Far more entries than lie between two worlds that are kept for going back.
#[test]
fn a_long_log_can_be_taken_back_and_gone_on_with() {
    let mut engine = platform(Reading::default());
    for place in 0..500 {
        must(&mut engine, create_intent_with_fees(&format!("order-{place}"), &[(100, 0)]));
    }
    let before = platform(Reading::default()).len();
    for entries in [before, 63, 64, 65, 130, 300, 499] {
        let mut back = engine.at(entries);
        let again = Engine::import(back.export()).expect("a part of a log is a log");
        assert!(back == again, "at {entries}");
        // A reference that only the undone future knew is free again.
        let place = entries - before;
        must(&mut back, create_intent_with_fees(&format!("order-{place}"), &[(100, 0)]));
        assert_eq!(back.world().intents().len(), place + 1, "a new Intent");
        assert_eq!(intent(&back, place).lines.len(), 1, "and no line added to an old one");
    }
    let fork = engine.clone();
    assert!(engine.undo());
    assert!(engine != fork && engine == fork.at(fork.len() - 1));
}
