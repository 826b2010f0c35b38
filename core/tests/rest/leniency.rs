//! What the official SDKs send and expect, each leniency once (`Leniency the server needs`).

use super::stage::{ADDRESS, INTENTS, SETTLEMENTS, START, Sent, Stage, beginning, external, file, intent};
use echoscope_core::engine::Config;
use echoscope_core::reading::Reading;
use echoscope_core::rest::Beginning;
use serde_json::{Value, json};

/// All keys in small letters, in all depths.
fn small(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            object.iter().map(|(key, value)| (key.to_lowercase(), small(value))).collect()
        }
        Value::Array(list) => list.iter().map(small).collect(),
        other => other.clone(),
    }
}

#[test]
fn names_of_fields_are_taken_in_any_case() {
    let mut stage = Stage::new();
    let (user, wallet) = stage.seller();
    let made = stage.post(INTENTS, &small(&intent("pay-1", 1000, &user, &wallet))).ok();
    assert_eq!(made["LineItems"][0]["Sku"], "thing");
}

#[test]
fn versions_are_taken_in_any_case_and_slashes_at_the_end_are_no_matter() {
    let mut stage = Stage::new();
    let intent = stage.intent("pay-1", 1000);
    let id = intent["Id"].as_str().unwrap();
    for path in [format!("/v3.0/shop/payins/intents/{id}"), format!("/V3.0/any/payins/intents/{id}/")] {
        assert_eq!(stage.get(&path).ok()["Id"], id);
    }
    let report = json!({ "ReportType": "ECHO_INTENT", "DownloadFormat": "CSV" });
    assert_eq!(stage.post("/V2.01/shop/reporting/reports/", &report).status, 200);
}

#[test]
fn an_answer_can_be_sent_again_as_a_request() {
    let mut stage = Stage::new();
    let (user, wallet) = stage.seller();
    let asked = intent("pay-1", 1000, &user, &wallet);
    let made = stage.post(INTENTS, &asked).ok();
    let mut again = made.as_object().unwrap().clone();
    again.extend(asked.as_object().unwrap().clone());
    again.insert("data".into(), made.clone());
    again.insert("Tag".into(), Value::Null);
    again["ExternalData"]["ExternalProviderReference"] = "pay-2".into();
    again["LineItems"][0]["ShippingAddress"] = json!({ "AddressLine1": null });
    let second = stage.post(INTENTS, &Value::Object(again)).ok();
    assert_ne!(second["Id"], made["Id"]);
}

#[test]
fn captures_executes_and_cancels_may_come_without_a_body() {
    let mut stage = Stage::new();
    for (reference, body) in [("a", ""), ("b", "{}"), ("c", " "), ("d", "{\"LineItems\": null}")] {
        let intent = stage.intent(reference, 1000);
        let target = format!("{INTENTS}/{}/captures", intent["Id"].as_str().unwrap());
        assert_eq!(stage.ask("POST", &target, body).ok()["Status"], "CAPTURED");
        let made = stage.post(SETTLEMENTS, &json!({ "FileName": "x.csv" })).ok();
        let target = format!("{SETTLEMENTS}/{}/cancel", made["SettlementId"].as_str().unwrap());
        assert_eq!(stage.ask("POST", &target, body).ok()["Status"], "CANCELLED");
    }
}

#[test]
fn a_processing_date_may_be_a_day_and_a_transfer_date_may_be_past() {
    let mut stage = Stage::new();
    let (user, wallet) = stage.seller();
    let mut asked = intent("pay-1", 1000, &user, &wallet);
    asked["ExternalData"]["ExternalProcessingDate"] = "05-10-2024".into();
    asked["LineItems"][0]["Seller"]["TransferDate"] = 1_728_133_765.into();
    let made = stage.post(INTENTS, &asked).ok();
    assert_eq!(made["ExternalData"]["ExternalProcessingDate"], 1_728_086_400);
    assert_eq!(made["LineItems"][0]["Seller"]["TransferDate"], 1_728_133_765);
}

#[test]
fn providers_are_taken_in_any_case_and_answered_by_their_names() {
    let mut stage = Stage::new();
    let (user, wallet) = stage.seller();
    for (place, (sent, answered)) in
        [("Stripe", "Stripe"), ("STRIPE", "Stripe"), ("Paypal", "Paypal")].into_iter().enumerate()
    {
        let mut asked = intent(&format!("pay-{place}"), 1000, &user, &wallet);
        asked["ExternalData"]["ExternalProviderName"] = sent.into();
        let made = stage.post(INTENTS, &asked).ok();
        assert!(
            made["ExternalData"]["ExternalProviderName"].as_str().unwrap().eq_ignore_ascii_case(answered),
            "{made}"
        );
    }
}

#[test]
fn a_split_can_be_reversed_before_its_money_is_there() {
    let mut stage = Stage::new();
    let (intent, _) = stage.captured("pay-1", 1000);
    let splits = format!("{INTENTS}/{}/splits", intent["Id"].as_str().unwrap());
    let split = json!({ "Splits": [{ "LineItemId": intent["LineItems"][0]["Id"], "SplitAmount": 10 }] });
    let made = stage.post(&splits, &split).ok();
    let target = format!("{splits}/{}/reverse", made["Splits"][0]["Id"].as_str().unwrap());
    assert_eq!(stage.ask("POST", &target, "").ok()["Status"], "REVERSED");
}

#[test]
fn an_address_of_an_upload_stays_good_and_takes_anything() {
    let mut stage = Stage::new();
    let made = stage.post(SETTLEMENTS, &json!({ "FileName": "a.csv" })).ok();
    let first = made["UploadUrl"].as_str().unwrap().to_owned();
    assert!(first.starts_with(ADDRESS), "not what Host says");
    let target = format!("{SETTLEMENTS}/{}", made["SettlementId"].as_str().unwrap());
    let renewed = stage.put(&target, &json!({ "FileName": "b.csv", "Id": "as Python sends" })).ok();
    let second = renewed["UploadUrl"].as_str().unwrap().to_owned();
    for (address, content) in [
        (&first, b"\x00\xff rubbish".as_slice()),
        (&first, b""),
        (&second, file(&[("nobody", 5)]).as_bytes()),
        (&first, b"again"),
    ] {
        let answer = stage.upload(address, content);
        assert_eq!((answer.status, answer.raw.len()), (200, 0));
    }
    assert_eq!(stage.get(&format!("{target}/validations?page=0&settlement_id=x")).status, 200);
}

#[test]
fn a_settlement_can_be_cancelled_right_after_a_bad_upload_if_reading_takes_a_moment() {
    let reading = Reading { parse_seconds: 1, ..Reading::default() };
    let config = Config { now: START, reading, ..Config::default() };
    let mut stage = Stage::with(Beginning { config, ..beginning() });
    let made = stage.post(SETTLEMENTS, &json!({ "FileName": "a.csv" })).ok();
    stage.upload(made["UploadUrl"].as_str().unwrap(), b"bad");
    let target = format!("{SETTLEMENTS}/{}", made["SettlementId"].as_str().unwrap());
    assert_eq!(stage.get(&target).ok()["Status"], "UPLOADED");
    assert_eq!(stage.ask("POST", &format!("{target}/cancel"), "").ok()["Status"], "CANCELLED");
}

#[test]
fn the_older_form_brings_the_file_along() {
    let mut stage = Stage::new();
    let form = |content: &str| {
        format!(
            "--x7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"settlement_file.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{content}\r\n--x7--\r\n"
        )
    };
    let send = |stage: &mut Stage, method: &str, target: &str, body: String| {
        stage.send(Sent {
            method: method.into(),
            target: target.into(),
            content_type: Some("multipart/form-data; boundary=x7".into()),
            body: body.into_bytes(),
            ..Sent::default()
        })
    };
    stage.captured("pay-1", 700);
    let made = send(&mut stage, "POST", SETTLEMENTS, form(&file(&[("nobody", 5)]))).ok();
    assert_eq!((&made["Status"], made.get("UploadUrl")), (&"UPLOADED".into(), None));
    let target = format!("{SETTLEMENTS}/{}", made["SettlementId"].as_str().unwrap());
    assert_eq!(stage.get(&target).ok()["Status"], "UNMATCHED");
    send(&mut stage, "PUT", &target, form(&file(&[("pay-1", 700)]))).ok();
    assert_eq!(stage.get(&target).ok()["Status"], "PENDING_FUNDS_RECEPTION");
    let empty = send(&mut stage, "POST", SETTLEMENTS, "--x7--".into());
    assert_eq!(empty.refusal().2, "file");
}

#[test]
fn the_platform_itself_can_sell_under_the_name_of_its_paths() {
    let mut stage = Stage::new();
    let mut asked = intent("pay-1", 1000, "shop", "FEES_EUR");
    asked["LineItems"][0]["Seller"]["FeesAmount"] = 0.into();
    let made = stage.post(INTENTS, &asked).ok();
    assert_eq!(made["LineItems"][0]["Seller"]["AuthorId"], "shop");
    assert_eq!(made["LineItems"][0]["Seller"]["WalletId"], "FEES_EUR");
}

#[test]
fn a_full_dispute_and_its_decision_go_through_the_singular_and_the_plural() {
    let mut stage = Stage::new();
    for (reference, word) in [("a", "capture"), ("b", "captures")] {
        let (intent, capture) = stage.captured(reference, 1000);
        let path = format!("{INTENTS}/{}/{word}/{capture}/disputes", intent["Id"].as_str().unwrap());
        let body = json!({ "ExternalData": external(&format!("dp-{reference}")) });
        let dispute = stage.post(&path, &body).ok()["Dispute"]["Id"].as_str().unwrap().to_owned();
        let decided =
            stage.put(&format!("{path}/{dispute}/decision/"), &json!({ "Decision": "DEFENDED" })).ok();
        assert_eq!(decided["Decision"], "DEFENDED");
    }
}

#[test]
fn strictness_refuses_what_the_documents_forbid() {
    let config = Config { now: START, reading: Reading::strict(), ..Config::default() };
    let mut stage = Stage::with(Beginning { config, ..beginning() });
    let (user, wallet) = stage.seller();
    let mut asked = intent("pay-1", 1000, &user, &wallet);
    asked["LineItems"][0]["Seller"]["TransferDate"] = (START - 1).into();
    assert_eq!(stage.post(INTENTS, &asked).status, 400);
    let made = stage.post(SETTLEMENTS, &json!({ "FileName": "a.csv" })).ok();
    let target = format!("{SETTLEMENTS}/{}/cancel", made["SettlementId"].as_str().unwrap());
    assert_eq!(stage.ask("POST", &target, "").status, 400);
}
