//! The rules that are about HTTP: paths, methods, webhooks, reports, lists.

use super::stage::{INTENTS, SETTLEMENTS, START, Sent, Stage, external, file};
use serde_json::{Value, json};

const DAY: i64 = 86_400;

#[test]
fn r025_a_key_works_once_in_24_hours_for_every_kind_of_call() {
    let mut stage = Stage::new();
    let send = |stage: &mut Stage, target: &str, body: &str, key: &str| {
        stage.send(Sent {
            method: "POST".into(),
            target: target.into(),
            key: Some(key.into()),
            body: body.as_bytes().to_vec(),
            ..Sent::default()
        })
    };
    let (users, key) = ("/v2.01/shop/users/natural", "0f8fad5b-d9cb-469f-a165-70867728950e");
    let first = send(&mut stage, users, "{}", key);
    let again = send(&mut stage, users, "{}", key);
    let (status, kind, ..) = again.refusal();
    assert_eq!(
        (status, kind.as_str(), &again.body["errors"]),
        (409, "idempotent_creation_conflict", &Value::Null)
    );
    let other = send(&mut stage, INTENTS, "{}", key);
    assert_eq!((other.status, &other.body["Errors"]), (409, &Value::Null));

    let kept = stage.get(&format!("/v2.01/shop/responses/{key}")).ok();
    assert_eq!(kept["StatusCode"], "200");
    assert_eq!(kept["Resource"], first.body);
    assert_eq!(kept["ContentLength"], first.raw.len().to_string());
    assert!(kept["RequestURL"].as_str().unwrap().ends_with(users), "PHP looks for the path in it");

    // A refused first call uses the key up too.
    let refused = "a-key-of-a-refused-call";
    assert_eq!(send(&mut stage, INTENTS, "{}", refused).status, 400);
    assert_eq!(send(&mut stage, INTENTS, "{}", refused).status, 409);
    assert_eq!(stage.get(&format!("/v2.01/shop/responses/{refused}")).ok()["StatusCode"], "400");

    assert_eq!(send(&mut stage, users, "{}", "short").refusal().2, "Idempotency-Key");
    stage.control("clock", &json!({ "advance": DAY })).ok();
    assert_eq!(send(&mut stage, users, "{}", key).status, 200);
    let unknown = stage.get("/v2.01/shop/responses/nobody-used-this-key");
    assert_eq!(unknown.refusal().1, "correlationid_not_found");
}

#[test]
fn r081_disputes_are_found_under_capture_and_captures() {
    let mut stage = Stage::new();
    let (intent, capture) = stage.captured("pay-1", 1000);
    let id = intent["Id"].as_str().unwrap();
    for (word, reference, amount) in [("capture", "d1", 100), ("captures", "d2", 200)] {
        let body = json!({
            "Amount": amount,
            "ExternalData": external(reference),
            "LineItems": [{ "Id": intent["LineItems"][0]["Id"], "Amount": amount }],
        });
        stage.post(&format!("{INTENTS}/{id}/{word}/{capture}/disputes"), &body).ok();
    }
    assert_eq!(stage.get(&format!("{INTENTS}/{id}")).ok()["Disputes"].as_array().unwrap().len(), 2);
}

#[test]
fn r111_an_upload_needs_no_authorization_and_is_answered_200_without_a_body() {
    let mut stage =
        Stage::with(echoscope_core::rest::Beginning { needs_token: true, ..super::stage::beginning() });
    let made = stage.send(Sent {
        method: "POST".into(),
        target: SETTLEMENTS.into(),
        authorization: Some("Bearer any".into()),
        body: b"{\"FileName\": \"a.csv\"}".to_vec(),
        ..Sent::default()
    });
    let answer = stage.upload(&made.text("UploadUrl"), file(&[("x", 1)]).as_bytes());
    assert_eq!((answer.status, answer.raw.len()), (200, 0));
}

#[test]
fn r116_an_old_upload_address_goes_on_working_as_the_official_tests_want() {
    let mut stage = Stage::new();
    stage.captured("pay-1", 700);
    let made = stage.post(SETTLEMENTS, &json!({ "FileName": "a.csv" })).ok();
    let target = format!("{SETTLEMENTS}/{}", made["SettlementId"].as_str().unwrap());
    stage.put(&target, &json!({ "FileName": "b.csv" })).ok();
    let old = made["UploadUrl"].as_str().unwrap();
    assert_eq!(stage.upload(old, file(&[("pay-1", 700)]).as_bytes()).status, 200);
    assert_eq!(stage.get(&target).ok()["Status"], "PENDING_FUNDS_RECEPTION");
}

#[test]
fn r120_a_settlement_is_cancelled_with_post_and_with_put() {
    let mut stage = Stage::new();
    for method in ["POST", "PUT"] {
        let id = stage.settle(&file(&[("nobody", 5)]));
        let cancelled = stage.ask(method, &format!("{SETTLEMENTS}/{id}/cancel"), "").ok();
        assert_eq!(cancelled["Status"], "CANCELLED", "{method}");
    }
}

fn hook(stage: &mut Stage, event: &str) -> String {
    stage.post("/v2.01/shop/hooks", &json!({ "Url": "http://shop.test/hook", "EventType": event })).id()
}

#[test]
fn r181_a_webhook_carries_event_type_ressource_id_and_date() {
    let mut stage = Stage::new();
    hook(&mut stage, "INTENT_CAPTURED");
    let (_, capture) = stage.captured("pay-1", 1000);
    let sent: Vec<String> = stage.sandbox.outbox().map(|parcel| parcel.address.to_owned()).collect();
    let expected =
        format!("http://shop.test/hook?EventType=INTENT_CAPTURED&RessourceId={capture}&Date={START}");
    assert_eq!(sent, [expected]);
}

#[test]
fn r182_a_hundred_failures_make_a_hook_invalid_and_one_success_starts_the_count_again() {
    let mut stage = Stage::new();
    let id = hook(&mut stage, "INTENT_AUTHORIZED");
    let tell = |stage: &mut Stage, delivered: bool, times: usize| {
        for turn in 0..times {
            stage.intent(&format!("pay-{}-{turn}", stage.all.len()), 100);
            let number = stage.sandbox.outbox().last().unwrap().number.to_string();
            stage.control("deliveries", &json!({ "Id": number, "Delivered": delivered })).ok();
        }
        stage.get(&format!("/v2.01/shop/hooks/{id}")).ok()["Validity"].clone()
    };
    assert_eq!(tell(&mut stage, true, 1), "VALID");
    assert_eq!(tell(&mut stage, false, 99), "VALID");
    assert_eq!(tell(&mut stage, true, 1), "VALID");
    assert_eq!(tell(&mut stage, false, 99), "VALID");
    assert_eq!(tell(&mut stage, false, 1), "INVALID");
}

fn report(stage: &mut Stage, more: &Value) -> super::stage::Answer {
    let mut body = json!({ "ReportType": "ECHO_SPLIT", "DownloadFormat": "CSV" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    stage.post("/v2.01/shop/reporting/reports", &body)
}

#[test]
fn r184_a_report_covers_at_most_12_months() {
    let mut stage = Stage::new();
    let year = 366 * DAY;
    let period = |length: i64| json!({ "AfterDate": START - length, "BeforeDate": START });
    assert_eq!(report(&mut stage, &period(year)).status, 200);
    assert_eq!(report(&mut stage, &period(year + 1)).refusal().2, "BeforeDate");
    assert_eq!(report(&mut stage, &json!({ "AfterDate": START, "BeforeDate": START - 1 })).status, 400);
}

#[test]
fn r185_an_intent_that_does_not_exist_gives_an_empty_report_of_splits() {
    let mut stage = Stage::new();
    let id = report(&mut stage, &json!({ "Filters": { "IntentId": "int_nothing" } })).id();
    let csv = stage.get(&format!("/_echoscope/reports/{id}.csv"));
    assert_eq!(String::from_utf8(csv.raw).unwrap().lines().count(), 1, "only the names of the columns");
}

#[test]
fn r186_lists_come_in_pages_of_10_and_at_most_100_with_three_headers() {
    let mut stage = Stage::new();
    for number in 0..25 {
        stage.intent(&format!("pay-{number}"), 100);
    }
    let first = stage.get(INTENTS);
    assert_eq!(first.body.as_array().unwrap().len(), 10);
    assert_eq!(first.header("X-Number-Of-Pages"), Some("3"));
    assert_eq!(first.header("X-Number-Of-Items"), Some("25"));
    let link = first.header("Link").unwrap();
    for relation in ["first", "next", "last"] {
        assert!(link.contains(&format!("rel=\"{relation}\"")), "{link}");
    }
    assert!(!link.contains("prev"), "{link}");
    assert_eq!(stage.get(&format!("{INTENTS}?per_page=100&page=1")).body.as_array().unwrap().len(), 25);
    assert_eq!(stage.get(&format!("{INTENTS}?per_page=101")).refusal().2, "per_page");
}

#[test]
fn r187_the_list_of_providers_has_their_descriptive_names() {
    let mut stage = Stage::new();
    let names = stage.get(&format!("{INTENTS}/external-providers")).ok();
    assert!(names.as_array().unwrap().contains(&"Mangopay".into()), "{names}");
}
