//! Time, money, faults and beginning again.

use super::everything::day;
use super::stage::{INTENTS, SETTLEMENTS, START, Stage, file};
use serde_json::json;

#[test]
fn the_clock_runs_with_the_wall_is_moved_stopped_and_started() {
    let mut stage = Stage::new();
    stage.wall += 5_000;
    assert_eq!(stage.get("/_echoscope/clock").ok(), json!({ "now": START + 5, "frozen": false }));
    assert_eq!(stage.control("clock", &json!({ "advance": 60 })).ok()["now"], START + 65);
    assert_eq!(stage.control("clock", &json!({ "frozen": true })).ok()["frozen"], true);
    stage.wall += 9_000;
    assert_eq!(stage.get("/_echoscope/clock").ok()["now"], START + 65);
    assert_eq!(
        stage.control("clock", &json!({ "now": START + 100, "frozen": false })).ok()["now"],
        START + 100
    );
    stage.wall += 1_000;
    assert_eq!(stage.get("/_echoscope/clock").ok()["now"], START + 101);
    stage.wall -= 500_000;
    assert_eq!(
        stage.get("/_echoscope/clock").ok()["now"],
        START + 101,
        "the wall went back, this clock does not"
    );
}

#[test]
fn a_sandbox_that_nobody_asks_for_anything_keeps_a_short_log() {
    let mut stage = day();
    let before = stage.get("/_echoscope/log").ok()["entries"].as_array().unwrap().len();
    for _ in 0..3_000 {
        stage.wall += 1_000;
        stage.get("/_echoscope/clock").ok();
    }
    let log = stage.get("/_echoscope/log").ok();
    assert_eq!(log["entries"].as_array().unwrap().len(), before + 1);
    let now = stage.get("/_echoscope/clock").ok()["now"].clone();
    let list = stage.get(INTENTS).ok();
    stage.control("log", &log).ok();
    assert_eq!(stage.get("/_echoscope/clock").ok()["now"], now);
    assert_eq!(stage.get(INTENTS).ok(), list);
}

#[test]
fn a_name_that_means_nothing_to_the_controls_is_refused_with_what_was_meant() {
    let mut stage = Stage::new();
    for (path, body, said) in [
        ("clock", json!({ "advnce": 1 }), "did you mean advance?"),
        ("faults", json!({ "Transfers": "REJECTED" }), "did you mean Transfer?"),
        ("faults", json!({ "foo": 1 }), "there are Transfer, Parsing, Webhooks."),
        ("funds", json!({ "Provider": "STRIPE", "Currency": "EUR", "Amount": 1 }), "there are"),
    ] {
        let (status, _, _, sentence) = stage.control(path, &body).refusal();
        assert_eq!(status, 400, "{path} {body}");
        assert!(sentence.contains(said), "{sentence}");
    }
}

#[test]
fn money_that_comes_first_does_not_name_the_platform() {
    let mut stage = Stage::new();
    let money = json!({ "ExternalProviderName": "STRIPE", "Currency": "EUR", "Amount": 100 });
    stage.control("funds", &money).ok();
    stage.intent("pi_1", 1000);
    assert_eq!(stage.get("/_echoscope/state").ok()["ClientId"], "shop");
}

#[test]
fn a_clock_that_cannot_be_set_so_stays_as_it_is() {
    let mut stage = Stage::new();
    for (body, field) in [
        (json!({ "now": START - 1 }), "to"),
        (json!({ "advance": -1 }), "to"),
        (json!({ "advance": i64::MAX }), "to"),
        (json!({ "now": "tomorrow" }), "now"),
        (json!({ "now": START + 5, "advance": 5 }), "advance"),
        (json!({ "frozen": "yes" }), "Frozen"),
    ] {
        assert_eq!(stage.control("clock", &body).refusal().2, field, "{body}");
        assert_eq!(stage.get("/_echoscope/clock").ok(), json!({ "now": START, "frozen": false }));
    }
}

#[test]
fn a_file_can_be_made_to_wait_and_the_clock_of_what_follows_is_right() {
    let mut stage = Stage::new();
    stage.captured("pay-1", 700);
    stage.control("faults", &json!({ "Parsing": 1500 })).ok();
    let id = stage.settle(&file(&[("pay-1", 700)]));
    let target = format!("{SETTLEMENTS}/{id}");
    stage.wall += 1_400;
    assert_eq!(stage.get(&target).ok()["Status"], "UPLOADED");
    stage.wall += 100_000;
    assert_eq!(stage.get(&target).ok()["Status"], "PENDING_FUNDS_RECEPTION");
    let uploaded = stage.get("/v2.01/shop/events?EventType=SETTLEMENT_UPLOADED").ok();
    assert_eq!(uploaded[0]["Date"], START + 1, "when it was due, not when somebody looked");
}

#[test]
fn files_that_wait_are_read_in_the_order_in_which_they_are_due() {
    let mut stage = Stage::new();
    stage.control("faults", &json!({ "Parsing": 9000 })).ok();
    let slow = stage.settle(&file(&[("nobody", 1)]));
    stage.control("faults", &json!({ "Parsing": 1000 })).ok();
    let quick = stage.settle(&file(&[("nobody", 2)]));
    stage.wall += 2_000;
    assert_eq!(stage.get(&format!("{SETTLEMENTS}/{slow}")).ok()["Status"], "UPLOADED");
    assert_eq!(stage.get(&format!("{SETTLEMENTS}/{quick}")).ok()["Status"], "UNMATCHED");
}

#[test]
fn faults_that_do_not_exist_are_refused_and_change_nothing() {
    let mut stage = Stage::new();
    for (body, field) in [
        (json!({ "Transfer": "LOST" }), "Transfer"),
        (json!({ "Transfer": "FAILED", "Parsing": -1 }), "Parsing"),
        (json!({ "Parsing": 5, "Webhooks": "SIDEWAYS" }), "Webhooks"),
    ] {
        assert_eq!(stage.control("faults", &body).refusal().2, field);
    }
    assert_eq!(stage.control("faults", &json!({})).ok(), json!({ "Parsing": 0, "Webhooks": "UP" }));
    assert_eq!(stage.get("/_echoscope/state").ok()["Commands"], 0);
}

#[test]
fn webhooks_can_be_made_to_fail() {
    let mut stage = Stage::new();
    let hook = json!({ "Url": "http://shop.test", "EventType": "INTENT_AUTHORIZED" });
    stage.post("/v2.01/shop/hooks", &hook).ok();
    stage.control("faults", &json!({ "webhooks": "down" })).ok();
    stage.intent("pay-1", 100);
    assert!(stage.sandbox.outbox().all(|parcel| parcel.fails));
}

#[test]
fn pools_tell_the_accounts_of_what_was_declared_before_any_money_came() {
    let mut stage = Stage::new();
    assert_eq!(stage.get("/_echoscope/pools").ok(), json!([]));
    stage.intent("pay-1", 100);
    let before = stage.get("/_echoscope/pools").ok();
    assert_eq!((&before[0]["ExternalProviderName"], &before[0]["Balance"]), (&"Stripe".into(), &0.into()));
    let funds = json!({ "ExternalProviderName": "STRIPE", "Currency": "EUR", "Amount": 42 });
    let after = stage.control("funds", &funds).ok();
    assert_eq!((&after[0]["Balance"], &after[0]["Unallocated"]), (&42.into(), &42.into()));
    assert_eq!(after[0]["IBAN"], before[0]["IBAN"], "the same account");
}

#[test]
fn a_wire_to_a_strange_account_or_in_a_strange_currency_is_refused() {
    let mut stage = Stage::new();
    stage.intent("pay-1", 100);
    let iban = stage.get("/_echoscope/pools").ok()[0]["IBAN"].as_str().unwrap().to_owned();
    let spaced = format!("{} {}", &iban[..4], &iban[4..].to_lowercase());
    let wire = |iban: &str, currency: &str, amount: i64| {
        json!({
            "CreditedFunds": { "Currency": currency, "Amount": amount },
            "Creditor": { "IBAN": iban },
            "TransactionDetails": { "Debtor": {} },
        })
    };
    let target = "/v2.01/shop/simulation/payins/bankwire/funding";
    assert_eq!(stage.post(target, &wire(&spaced, "EUR", 7)).ok()["Status"], "SUCCEEDED");
    for (body, field) in [
        (wire("FR7630004000031234567890143", "EUR", 7), "Creditor.IBAN"),
        (wire(&iban, "USD", 7), "CreditedFunds.Currency"),
        (wire(&iban, "EUR", 0), "Amount"),
        (json!({ "Creditor": { "IBAN": iban } }), "CreditedFunds"),
        (json!({}), "CreditedFunds"),
    ] {
        assert_eq!(stage.post(target, &body).refusal().2, field);
    }
    assert_eq!(stage.get("/_echoscope/pools").ok()[0]["Balance"], 7);
}

#[test]
fn a_saved_log_can_be_loaded_and_rubbish_cannot() {
    let mut stage = day();
    let log = stage.get("/_echoscope/log").ok();
    let list = stage.get(INTENTS).ok();
    let mut other = Stage::new();
    let state = other.control("log", &log).ok();
    assert_eq!(state["Intents"], 2);
    assert_eq!(other.get(INTENTS).ok(), list);
    for rubbish in ["", "{}", "[]", "{\"schema\": 99, \"config\": {}, \"entries\": []}", "{\"schema\": 1}"] {
        assert_eq!(other.ask("POST", "/_echoscope/log", rubbish).refusal().2, "Log", "{rubbish}");
        assert_eq!(other.get(INTENTS).ok(), list);
    }
}

#[test]
fn a_scenario_is_played_whole_or_not_at_all() {
    let mut stage = Stage::new();
    stage.intent("pay-1", 100);
    for (story, marks) in [
        ("1. do what nobody understands", "line"),
        (&include_str!("../../../tests/scenarios/01-overview.md").replace("COMPLETED", "REJECTED"), "line"),
    ] {
        let (status, _, field, sentence) = stage.ask("POST", "/_echoscope/scenario", story).refusal();
        if status == 200 {
            continue;
        }
        assert_eq!((status, field.as_str()), (400, "Scenario"));
        assert!(sentence.contains(marks), "{sentence}");
        assert_eq!(stage.get("/_echoscope/state").ok()["Intents"], 1);
    }
    let played =
        stage.ask("POST", "/_echoscope/scenario", include_str!("../../../tests/scenarios/01-overview.md"));
    assert!(!played.ok()["Names"].as_object().unwrap().is_empty());
    assert_eq!(stage.get(INTENTS).ok().as_array().unwrap().len(), 1);
}

#[test]
fn a_reset_begins_again_with_the_same_ids() {
    let mut stage = Stage::new();
    let first = stage.intent("pay-1", 100);
    stage.ask("POST", "/_echoscope/reset", "").ok();
    assert_eq!(stage.get(INTENTS).ok(), json!([]));
    assert_eq!(stage.intent("pay-1", 100)["Id"], first["Id"]);
}

#[test]
fn events_are_told_after_a_number() {
    let mut stage = Stage::new();
    stage.captured("pay-1", 100);
    let all = stage.get("/_echoscope/happened").ok();
    assert_eq!((&all[0]["Number"], &all[0]["EventType"]), (&1.into(), &"INTENT_AUTHORIZED".into()));
    assert_eq!(stage.get("/_echoscope/happened?After=1").ok()[0], all[1]);
    assert_eq!(stage.get("/_echoscope/happened?After=99").ok(), json!([]));
    assert_eq!(stage.get("/_echoscope/happened?After=x").refusal().2, "After");
}

#[test]
fn money_comes_to_a_wallet_past_the_providers() {
    let mut stage = Stage::new();
    stage.captured("pay-1", 100);
    let user = stage.get("/v2.01/shop/users").ok()[0]["Id"].as_str().unwrap().to_owned();
    let wallet = stage.get(&format!("/v2.01/shop/users/{user}/wallets")).ok()[0].clone();
    let path = format!("wallets/{}/funds", wallet["Id"].as_str().unwrap());
    let funded = stage.control(&path, &json!({ "Amount": 500 })).ok();
    assert_eq!((&funded["Id"], &funded["Balance"]["Amount"]), (&wallet["Id"], &500.into()));
    assert_eq!(stage.control(&path, &json!({})).refusal().2, "Amount");
    assert_eq!(stage.control("wallets/nobody/funds", &json!({ "Amount": 1 })).refusal().0, 400);
}

#[test]
fn what_was_done_is_told_as_a_scenario_that_comes_to_the_same() {
    let mut stage = day();
    let story = String::from_utf8(stage.get("/_echoscope/story").raw).unwrap();
    let statuses = |stage: &mut Stage| {
        let of = |value: serde_json::Value, name: &str| -> Vec<String> {
            value.as_array().unwrap().iter().map(|one| one[name].to_string()).collect()
        };
        let intents = of(stage.get(INTENTS).ok(), "Status");
        let splits = of(stage.get(&format!("{INTENTS}/splits")).ok(), "Status");
        let settlements = of(stage.get(SETTLEMENTS).ok(), "Status");
        let pools = of(stage.get("/_echoscope/pools").ok(), "Balance");
        (intents, splits, settlements, pools)
    };
    let (before, mut again) = (statuses(&mut stage), Stage::new());
    again.ask("POST", "/_echoscope/scenario", &story).ok();
    assert_eq!(statuses(&mut again), before, "{story}");
    assert!(story.starts_with("# What happened in the sandbox\n"), "{story}");
}
