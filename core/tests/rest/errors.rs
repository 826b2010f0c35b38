//! Every shape of an error, with Mangopay's own types and texts where they are public.

use super::stage::{INTENTS, SETTLEMENTS, START, Sent, Stage, beginning, external, intent};
use echoscope_core::rest::Beginning;
use serde_json::json;

const PARAM: &str = "One or several required parameters are missing or incorrect. \
                     An incorrect resource ID also raises this kind of error.";

#[test]
fn a_refusal_of_echo_has_mangopays_shape_and_says_which_rule_it_is() {
    let mut stage = Stage::new();
    let (user, wallet) = stage.seller();
    let mut wrong = intent("pay-1", 1000, &user, &wallet);
    wrong["Amount"] = 999.into();
    let answer = stage.post(INTENTS, &wrong);
    assert_eq!(answer.text("Message"), PARAM);
    assert_eq!(answer.body["Date"], START);
    let sentence = "The total intent amount does not match the sum of the declared LineItem amounts";
    assert_eq!(answer.refusal(), (400, "param_error".into(), "Amount".into(), sentence.into()));
    assert_eq!(answer.header("X-Echoscope-Code"), Some("line-totals-differ"));
    let docs = answer.header("X-Echoscope-Docs").unwrap().to_owned();
    assert_eq!(stage.get(&docs).ok()["Code"], "line-totals-differ");
}

#[test]
fn the_texts_that_the_sdk_tests_assert_are_exact() {
    let mut stage = Stage::new();
    let (intent, _) = stage.captured("pay-1", 1000);
    let id = intent["Id"].as_str().unwrap();
    let split = json!({ "Splits": [{ "LineItemId": intent["LineItems"][0]["Id"], "SplitAmount": 10 }] });
    let made = stage.post(&format!("{INTENTS}/{id}/splits"), &split).ok();
    let target = format!("{INTENTS}/{id}/splits/{}/execute", made["Splits"][0]["Id"].as_str().unwrap());
    let (status, kind, field, sentence) = stage.ask("POST", &target, "").refusal();
    assert_eq!((status, kind.as_str(), field.as_str()), (400, "param_error", "Split"));
    assert!(sentence.contains("Execute split requires a status in [AVAILABLE, REJECTED]"), "{sentence}");

    let (_, kind, field, sentence) = stage.ask("POST", &format!("{INTENTS}/{id}/cancel"), "").refusal();
    assert_eq!((kind.as_str(), field.as_str()), ("invalid_action", "Status"));
    assert_eq!(sentence, "Intent cannot be cancelled because it is not in AUTHORIZED status.");

    let (_, _, field, sentence) = stage.post(SETTLEMENTS, &json!({ "FileName": "x.xls" })).refusal();
    assert_eq!(
        (field.as_str(), sentence.as_str()),
        ("FileName", "Invalid settlement file format. Expected CSV.")
    );
}

#[test]
fn objects_that_do_not_exist_are_404_where_they_are_viewed() {
    let mut stage = Stage::new();
    let intent = stage.intent("pay-1", 1000);
    let id = intent["Id"].as_str().unwrap();
    for path in [
        format!("{INTENTS}/int_nothing"),
        format!("{INTENTS}/{id}/splits/int_split_nothing"),
        format!("{SETTLEMENTS}/nothing"),
        format!("{SETTLEMENTS}/nothing/validations"),
        "/v2.01/shop/users/nobody".into(),
        "/v2.01/shop/users/nobody/wallets".into(),
        "/v2.01/shop/wallets/none".into(),
        "/v2.01/shop/hooks/none".into(),
        "/v2.01/shop/reporting/reports/none".into(),
        "/_echoscope/reports/none.csv".into(),
        "/_echoscope/refusals/none".into(),
    ] {
        let (status, kind, ..) = stage.get(&path).refusal();
        assert_eq!((status, kind.as_str()), (404, "ressource_not_found"), "{path}");
    }
}

#[test]
fn a_path_that_is_not_served_names_the_nearest_one() {
    let mut stage = Stage::new();
    for (method, path, near) in [
        ("GET", "/V3.0/shop/payins/intent", "GET /V3.0/{ClientId}/payins/intents"),
        ("POST", "/v2.01/shop/wallet", "POST /v2.01/{ClientId}/wallets"),
        ("POST", "/_echoscope/fund", "POST /_echoscope/funds"),
    ] {
        let (status, kind, field, sentence) = stage.ask(method, path, "").refusal();
        assert_eq!((status, kind.as_str(), field.as_str()), (404, "ressource_not_found", "Path"));
        assert!(sentence.contains(near), "{path}: {sentence}");
    }
    assert_eq!(stage.get("/").status, 404);
    assert_eq!(stage.get("").status, 404);
    assert_eq!(stage.get("/v2.01").status, 404);
}

#[test]
fn a_method_that_a_path_does_not_take_is_405_and_says_which_it_takes() {
    let mut stage = Stage::new();
    for (method, path, allow) in [
        ("DELETE", INTENTS, "POST, GET"),
        ("PATCH", "/v2.01/shop/wallets", "POST"),
        ("GET", "/v2.01/oauth/token", "POST"),
        ("DELETE", "/_echoscope/clock", "GET, POST"),
    ] {
        let answer = stage.ask(method, path, "");
        assert_eq!((answer.status, answer.header("Allow")), (405, Some(allow)), "{path}");
    }
}

#[test]
fn a_body_that_cannot_be_read_is_refused_in_words() {
    let mut stage = Stage::new();
    for body in ["{", "[]", "7", "\"text\"", "{\"Amount\": }", "{\"a\": \"\u{1}\"}"] {
        let (status, kind, field, _) = stage.ask("POST", INTENTS, body).refusal();
        assert_eq!((status, kind.as_str(), field.as_str()), (400, "param_error", "Body"), "{body}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(stage.ask("POST", INTENTS, &format!("{{\"x\": {deep}")).status, 400);
    let answer = stage.ask("POST", INTENTS, "\u{feff}{\"Amount\": [1], \"LineItems\": [{\"Sku\": {}}]}");
    assert_eq!(answer.refusal().2, "LineItems[0].Sku");
}

#[test]
fn without_credentials_there_is_no_token_and_without_a_token_no_call_if_that_is_asked_for() {
    let mut stage = Stage::with(Beginning { needs_token: true, ..beginning() });
    let token = |authorization: Option<&str>| Sent {
        method: "POST".into(),
        target: "/v2.01/oauth/token/".into(),
        authorization: authorization.map(str::to_owned),
        body: b"{\"grant_type\": \"client_credentials\"}".to_vec(),
        ..Sent::default()
    };
    let refused = stage.send(token(None));
    assert_eq!((refused.status, &refused.body["error"]), (401, &"invalid_client".into()));
    let given = stage.send(token(Some("Basic YTpi"))).ok();
    assert!(given["expires_in"].as_i64().unwrap() > 60, "Node asks anew 60 s before the end");

    assert_eq!(stage.get(INTENTS).status, 401);
    assert_eq!(stage.get("/v2.01/shop/users").status, 401);
    assert_eq!(stage.get("/_echoscope/state").status, 200, "control needs none");
    let bearer = format!("bearer {}", given["access_token"].as_str().unwrap());
    let list = Sent { method: "GET".into(), target: INTENTS.into(), ..Sent::default() };
    assert_eq!(stage.send(Sent { authorization: Some(bearer), ..list }).status, 200);
}

#[test]
fn errors_are_spelled_small_in_the_older_paths() {
    let mut stage = Stage::new();
    let older = stage.post("/v2.01/shop/wallets", &json!({ "Owners": ["nobody"], "Currency": "EUR" }));
    assert!(older.body["errors"]["Owners"].is_string() && older.body.get("Errors").is_none());
    let newer = stage.post(INTENTS, &json!({ "ExternalData": external("x") }));
    assert!(newer.body["Errors"]["Amount"].is_string() && newer.body.get("errors").is_none());
}
