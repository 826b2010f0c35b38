//! R109 to R119, R139 and R188: a Settlement from its upload address to the end of reading its file.

use super::file_text::File;
use super::world::{Echo, NOW, Refused, command_of, id};
use echoscope_core::engine::{Code, ErrorType};
use echoscope_core::machine::{SettlementStatus, Status};
use serde_json::{Value, json};

/// The two payments of the file in [`settlement_in`].
fn file() -> File {
    File::of("STRIPE").payment("pay-1", 1000).payment("pay-2", 500)
}

/// A Settlement brought into this status. While files are read and matched, reading and matching take a minute each.
pub fn settlement_in(status: SettlementStatus) -> (Echo, String) {
    let under_way = matches!(status, SettlementStatus::Uploaded | SettlementStatus::Created);
    let mut echo = Echo::reading(|reading| {
        reading.parse_seconds = if under_way { 60 } else { 0 };
        reading.match_seconds = reading.parse_seconds;
    });
    let declared = match status {
        SettlementStatus::Unmatched => 0,
        SettlementStatus::PartiallyMatched => 1,
        _ => 2,
    };
    for (reference, amount) in [("pay-1", 1000), ("pay-2", 500)].into_iter().take(declared) {
        echo.captured(reference, &[amount]);
    }
    let settlement = echo.new_settlement();
    match status {
        SettlementStatus::PendingUpload => {}
        SettlementStatus::Failed => {
            echo.does(json!({"do": "upload", "settlement": settlement, "file": "no settlement file"}));
        }
        SettlementStatus::Cancelled => {
            echo.does(cancel(&settlement));
        }
        _ => {
            echo.upload(&settlement, &file());
        }
    }
    match status {
        SettlementStatus::Created => echo.wait(60),
        SettlementStatus::InsufficientFunds => echo.receive(1),
        SettlementStatus::Reconciled => echo.receive(1500),
        _ => {}
    }
    assert_eq!(echo.settlement(&settlement)["Status"], status.value());
    (echo, settlement)
}

fn cancel(settlement: &str) -> Value {
    json!({"do": "cancel_settlement", "settlement": settlement})
}

fn update(settlement: &str) -> Value {
    json!({"do": "update_settlement", "settlement": settlement, "FileName": "again.csv"})
}

/// The statuses in which a command about the Settlement is accepted; all others must refuse it as `judge` wants.
fn accepted_in(command: fn(&str) -> Value, judge: fn(Refused)) -> Vec<SettlementStatus> {
    let mut accepted = Vec::new();
    for &status in SettlementStatus::ALL {
        let (mut echo, settlement) = settlement_in(status);
        if echo.clone().engine.handle(command_of(command(&settlement))).is_ok() {
            accepted.push(status);
        } else {
            judge(echo.refuses(command(&settlement)));
        }
    }
    accepted
}

fn because_of_its_status(refused: Refused) {
    let Refused(refusal) = refused;
    assert_eq!(refusal.code, Code::WrongSettlementStatus);
    assert_eq!((refusal.error_type, refusal.field.as_str()), (ErrorType::InvalidAction, "Status"));
}

#[test]
fn r109_a_new_settlement_waits_for_its_file() {
    let mut echo = Echo::new();
    let answer = echo.does(json!({"do": "create_settlement", "FileName": "x.csv"}));
    assert_eq!(answer["Status"], "PENDING_UPLOAD");
    assert!(answer["SettlementId"].is_string() && answer.get("Id").is_none());
    assert_eq!(answer["CreationDate"], NOW);
    // The address itself is made where the server knows its own: the REST room.
}

#[test]
fn r110_a_file_name_ends_in_csv() {
    let mut echo = Echo::new();
    for wrong in ["x.xlsx", "x.csv.txt", "csv", ".csv", "x", ""] {
        let refused = echo.refuses(json!({"do": "create_settlement", "FileName": wrong}));
        refused.says(ErrorType::ParamError, "FileName", "Invalid settlement file format. Expected CSV.");
    }
    let missing = echo.refuses(json!({"do": "create_settlement"}));
    missing.is(Code::MissingField, ErrorType::ParamError, "FileName");
    echo.does(json!({"do": "create_settlement", "FileName": "X.CSV"}));
}

#[test]
fn r112_an_uploaded_file_is_read_without_another_call() {
    let mut echo = Echo::reading(|reading| reading.match_seconds = 60);
    echo.captured("pay-1", &[1000]);
    let good = echo.new_settlement();
    assert_eq!(echo.upload(&good, &File::of("STRIPE").payment("pay-1", 1000))["Status"], "UPLOADED");
    let bad = echo.new_settlement();
    let answer = echo.does(json!({"do": "upload", "settlement": bad, "file": "rubbish"}));
    assert_eq!(answer["Status"], "UPLOADED");
    assert_eq!(echo.statuses(&[&good, &bad]), ["CREATED", "FAILED"]);
}

#[test]
fn r113_before_a_file_is_read_all_amounts_are_zero() {
    for status in [SettlementStatus::PendingUpload, SettlementStatus::Uploaded] {
        let (echo, settlement) = settlement_in(status);
        let view = echo.settlement(&settlement);
        for amount in [
            "DeclaredIntentAmount",
            "ExternalProcessorFeesAmount",
            "ActualSettlementAmount",
            "FundsMissingAmount",
        ] {
            assert_eq!(view[amount], 0, "{amount}");
        }
        assert!(view.get("SettlementDate").is_none() && view.get("ExternalProviderName").is_none());
    }
}

#[test]
fn r114_the_file_name_has_the_time_of_creation_appended() {
    let mut echo = Echo::new();
    let answer = echo.does(json!({"do": "create_settlement", "FileName": "march.csv"}));
    assert_eq!(answer["FileName"], format!("march_{NOW}.csv"));
}

#[test]
fn r115_an_update_keeps_the_settlement() {
    let (mut echo, settlement) = settlement_in(SettlementStatus::Unmatched);
    let answer = echo.does(update(&settlement));
    assert_eq!(answer["SettlementId"], json!(settlement));
    assert_eq!(answer["FileName"], format!("again_{NOW}.csv"));
}

#[test]
fn r117_a_new_upload_address_is_given_before_everything_matched() {
    let accepted = accepted_in(update, because_of_its_status);
    let allowed =
        [SettlementStatus::PendingUpload, SettlementStatus::Unmatched, SettlementStatus::PartiallyMatched];
    assert_eq!(accepted, allowed);
}

#[test]
fn r118_a_settlement_is_cancelled_until_everything_matched() {
    for status in [SettlementStatus::Created, SettlementStatus::Unmatched, SettlementStatus::PartiallyMatched]
    {
        let (mut echo, settlement) = settlement_in(status);
        assert_eq!(echo.does(cancel(&settlement))["Status"], "CANCELLED");
        echo.wait(600);
        assert_eq!(echo.settlement(&settlement)["Status"], "CANCELLED", "nothing is matched any more");
    }
}

#[test]
fn r119_a_matched_failed_or_cancelled_settlement_is_not_cancelled() {
    let accepted = accepted_in(cancel, because_of_its_status);
    let allowed = [
        // These two are reading A23.
        SettlementStatus::PendingUpload,
        SettlementStatus::Uploaded,
        SettlementStatus::Created,
        SettlementStatus::Unmatched,
        SettlementStatus::PartiallyMatched,
    ];
    assert_eq!(accepted, allowed);
}

#[test]
fn r139_a_failed_file_changes_no_intent() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let before = echo.intent(&payment);
    let headless =
        File::of("STRIPE").payment("pay-1", 1000).text().replace("Amount,Currency", "Sum,Currency");
    let settlement = echo.new_settlement();
    echo.does(json!({"do": "upload", "settlement": settlement, "file": headless}));
    echo.receive(1000);
    assert_eq!(echo.settlement(&settlement)["Status"], "FAILED");
    assert_eq!(echo.intent(&payment), before);
    assert_ne!(echo.validations(&settlement)["FooterErrors"], json!([]), "the validations say why");
}

#[test]
fn r188_directly_after_the_upload_a_settlement_may_be_uploaded() {
    let (mut echo, settlement) = settlement_in(SettlementStatus::Uploaded);
    echo.wait(59);
    assert_eq!(echo.settlement(&settlement)["Status"], "UPLOADED");
    echo.wait(1);
    assert_eq!(echo.settlement(&settlement)["Status"], "CREATED");
}

#[test]
fn a06_a_new_upload_address_forgets_the_old_file() {
    let (mut echo, settlement) = settlement_in(SettlementStatus::PartiallyMatched);
    assert_ne!(echo.validations(&settlement)["LinesErrors"], json!([]));
    let view = echo.does(update(&settlement));
    assert_eq!((&view["Status"], &view["ActualSettlementAmount"]), (&json!("PENDING_UPLOAD"), &json!(0)));
    assert_eq!(echo.validations(&settlement), json!({"FooterErrors": [], "LinesErrors": []}));
    assert_eq!(view["CreationDate"], NOW);
}

#[test]
fn b07_a_second_upload_replaces_a_file_that_was_not_read() {
    let (mut echo, settlement) = settlement_in(SettlementStatus::Uploaded);
    echo.wait(30);
    echo.does(json!({"do": "upload", "settlement": settlement, "file": "rubbish"}));
    echo.wait(59);
    assert_eq!(echo.settlement(&settlement)["Status"], "UPLOADED", "the first file's minute is over");
    echo.wait(1);
    assert_eq!(echo.settlement(&settlement)["Status"], "FAILED");
    let upload = json!({"do": "upload", "settlement": settlement, "file": "rubbish"});
    because_of_its_status(echo.refuses(upload));
}

#[test]
fn settlement_ids_are_on_the_intent_as_list_and_as_the_latest() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    assert_eq!(echo.intent(&payment)["SettlementId"], "");
    let first = echo.settle(&File::of("STRIPE").payment("pay-1", 1000));
    echo.does(payment.refund_part("ref-1", &[(0, 100)]));
    let second = echo.settle(&File::of("STRIPE").refund("ref-1", "pay-1", 100));
    let view = echo.intent(&payment);
    assert_eq!(view["SettlementIds"], json!([first, second]));
    assert_eq!(id(&view["SettlementId"]), second);
}
