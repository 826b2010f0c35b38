//! One long day on which every call that is described is answered once, as described.

use super::stage::{ADDRESS, INTENTS, SETTLEMENTS, Sent, Stage, external, file};
use serde_json::{Value, json};

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// A stage on which everything has happened.
pub fn day() -> Stage {
    let mut stage = Stage::new();
    let s = &mut stage;
    let authorization = Some("Basic c2hvcDprZXk=".into());
    let target = "/v2.01/oauth/token".into();
    s.send(Sent { method: "POST".into(), target, authorization, ..Sent::default() });

    // Who takes part.
    let hook = json!({ "Url": "http://shop.test/hook", "EventType": "INTENT_CAPTURED", "Tag": "mine" });
    let hook = s.post("/v2.01/shop/hooks", &hook).id();
    s.put(&format!("/v2.01/shop/hooks/{hook}"), &json!({ "Status": "ENABLED" })).ok();
    s.get(&format!("/v2.01/shop/hooks/{hook}")).ok();
    s.get("/v2.01/shop/hooks").ok();
    for (kind, words) in [
        ("users/natural", json!({ "FirstName": "Anna", "Address": { "City": "Paris" } })),
        ("users/legal", json!({ "Name": "Anna's", "Tag": null })),
        ("sca/users/natural", json!({ "FirstName": "Anna" })),
        ("sca/users/legal", json!({ "Name": "Anna's" })),
    ] {
        let id = s.post(&format!("/v2.01/shop/{kind}"), &words).id();
        s.get(&format!("/v2.01/shop/users/{id}")).ok();
        let person = kind.rsplit('/').next().unwrap();
        s.get(&format!("/v2.01/shop/users/{person}/{id}")).ok();
        s.get(&format!("/v2.01/shop/sca/users/{id}")).ok();
        s.put(&format!("/v2.01/shop/users/{person}/{id}"), &json!({ "Tag": "changed" })).ok();
        s.put(&format!("/v2.01/shop/sca/users/{person}/{id}"), &json!({ "Tag": "changed again" })).ok();
    }
    s.get("/v2.01/shop/users").ok();

    // A payment with everything that can become of it.
    let (first, capture) = s.captured("pay-1", 10_000);
    let (id, line) = (text(&first["Id"]), text(&first["LineItems"][0]["Id"]));
    let seller = &first["LineItems"][0]["Seller"];
    let (user, wallet) = (text(&seller["AuthorId"]), text(&seller["WalletId"]));
    s.get(&format!("/v2.01/shop/users/{user}/wallets")).ok();
    s.put(&format!("/v2.01/shop/wallets/{wallet}"), &json!({ "Tag": "purse" })).ok();
    let part = |amount: i64, reference: &str| {
        json!({
            "Amount": amount,
            "ExternalData": external(reference),
            "LineItems": [{ "Id": line, "Amount": amount }],
            "Tag": "part",
        })
    };
    let refund = text(&s.post(&format!("{INTENTS}/{id}/refunds"), &part(1000, "re-1")).ok()["Refund"]["Id"]);
    s.post(&format!("{INTENTS}/{id}/refunds/{refund}/reverse"), &json!({ "ExternalData": external("rr-1") }))
        .ok();
    let disputes = format!("{INTENTS}/{id}/captures/{capture}/disputes");
    let dispute = text(&s.post(&disputes, &part(2000, "dp-1")).ok()["Dispute"]["Id"]);
    s.put(&format!("{disputes}/{dispute}/decision"), &json!({ "Decision": "DISPUTED_WON" })).ok();
    let splits = json!({ "Splits": [
        { "LineItemId": line, "SplitAmount": 4000, "FeesAmount": 100, "Description": "first", "Tag": "t" },
        { "LineItemId": line, "SplitAmount": 1000 },
    ] });
    let made = s.post(&format!("{INTENTS}/{id}/splits"), &splits).ok();
    let split =
        |place: usize| format!("{INTENTS}/{id}/splits/{}", made["Splits"][place]["Id"].as_str().unwrap());
    let change = json!({ "LineItemId": line, "SplitAmount": 4100, "TransferDate": 1_900_000_000 });
    s.put(&split(0), &change).ok();
    s.ask("POST", &format!("{}/reverse", split(1)), "").ok();

    // Its money.
    let settlement = s.settle(&file(&[("pay-1", 10_000)]));
    let pools = s.get("/_echoscope/pools").ok();
    let wire = json!({
        "CreditedFunds": { "Currency": "EUR", "Amount": 4000 },
        "Creditor": { "IBAN": pools[0]["IBAN"], "BIC": pools[0]["BIC"] },
    });
    s.post("/v2.01/shop/simulation/payins/bankwire/funding", &wire).ok();
    let short = s.get(&format!("{SETTLEMENTS}/{settlement}")).ok();
    assert_eq!(
        (&short["Status"], &short["FundsMissingAmount"]),
        (&"INSUFFICIENT_FUNDS".into(), &6000.into())
    );
    let funds = json!({ "ExternalProviderName": "stripe", "Currency": "EUR", "Amount": 6000 });
    s.control("funds", &funds).ok();
    assert_eq!(s.get(&format!("{SETTLEMENTS}/{settlement}")).ok()["Status"], "RECONCILED");
    s.ask("POST", &format!("{}/execute", split(0)), "{}").ok();
    assert_eq!(s.get(&split(0)).ok()["Status"], "COMPLETED");
    assert_eq!(s.get(&format!("/v2.01/shop/wallets/{wallet}")).ok()["Balance"]["Amount"], 4000);
    let seen = s.get(&format!("{INTENTS}/{id}")).ok();
    assert_eq!(seen["SettlementId"], settlement.as_str());

    // Files that do not match, and other ends.
    let odd = s.settle(&file(&[("nobody", 1)]));
    s.get(&format!("{SETTLEMENTS}/{odd}/validations")).ok();
    s.put(&format!("{SETTLEMENTS}/{odd}"), &json!({ "FileName": "again.csv" })).ok();
    s.ask("POST", &format!("{SETTLEMENTS}/{odd}/cancel"), "").ok();
    let odd = s.settle(&file(&[("nobody", 2)]));
    s.ask("PUT", &format!("{SETTLEMENTS}/{odd}/cancel"), "").ok();
    let gone = text(&s.intent("pay-2", 500)["Id"]);
    s.ask("POST", &format!("{INTENTS}/{gone}/cancel"), "").ok();

    // What can be looked at.
    for list in ["", "/splits", "/settlements", "/external-providers"] {
        s.get(&format!("{INTENTS}{list}")).ok();
    }
    let report =
        json!({ "ReportType": "ECHO_SPLIT", "DownloadFormat": "CSV", "Filters": { "Status": "COMPLETED" } });
    let report = s.post("/v2.01/shop/reporting/reports", &report).id();
    let ready = s.get(&format!("/v2.01/shop/reporting/reports/{report}")).ok();
    let csv = s.get(ready["DownloadURL"].as_str().unwrap().strip_prefix(ADDRESS).unwrap());
    assert_eq!((csv.status, csv.content_type.as_str()), (200, "text/csv; charset=utf-8"));
    assert_eq!(String::from_utf8(csv.raw).unwrap().lines().count(), 2);
    s.get("/v2.01/shop/reporting/reports").ok();
    s.get("/v2.01/shop/events?EventType=SPLIT_AVAILABLE").ok();
    let key = "0123456789abcdef".to_owned();
    let once = Sent { method: "POST".into(), target: "/v2.01/shop/users/natural".into(), ..Sent::default() };
    s.send(Sent { key: Some(key.clone()), body: b"{}".to_vec(), ..once });
    s.get(&format!("/v2.01/shop/responses/{key}")).ok();

    // Behind the scenes.
    let due = s.sandbox.outbox().next().unwrap().number.to_string();
    s.control("deliveries", &json!({ "Id": due, "Delivered": true })).ok();
    s.control("faults", &json!({ "Transfer": "REJECTED", "Parsing": 10, "Webhooks": "UP" })).ok();
    s.control("clock", &json!({ "advance": 60 })).ok();
    s.control(&format!("wallets/{wallet}/funds"), &json!({ "Amount": 700 })).ok();
    for name in ["clock", "state", "story", "happened?After=3", "refusals/over-split", "openapi.json"] {
        s.get(&format!("/_echoscope/{name}")).ok();
    }
    let log = s.get("/_echoscope/log").ok();
    let mut other = s.clone();
    other.control("log", &log).ok();
    let story = include_str!("../../../tests/scenarios/01-overview.md");
    other.ask("POST", "/_echoscope/scenario", story).ok();
    other.ask("POST", "/_echoscope/reset", "").ok();
    stage
}

#[test]
fn every_call_is_answered_as_described() {
    let stage = day();
    let answered = stage.description.answered.borrow();
    let missing: Vec<_> = stage.description.calls().difference(&answered).cloned().collect();
    assert!(missing.is_empty(), "{missing:?}");
    stage.sandbox.world().check().unwrap();
}
