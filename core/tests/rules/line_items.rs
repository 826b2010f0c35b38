//! R27 to R33: adding line items to an Intent by sending its reference again.

use super::world::{Echo, Edit, Payment, id, intent};
use echoscope_core::engine::{Code, ErrorType};
use serde_json::json;

#[test]
fn r027_the_same_reference_adds_lines_to_the_same_intent() {
    let mut echo = Echo::new();
    let first = echo.authorized("pay-1", &[1000]);
    let second = echo.does(intent("pay-1", &[500]));
    assert_eq!(second["Id"], json!(first.id));
    assert_eq!(second["LineItems"].as_array().map(Vec::len), Some(2));
    assert_ne!(echo.authorized("pay-2", &[1000]).id, first.id);
}

#[test]
fn r028_an_authorized_intent_stays_authorized() {
    let mut echo = Echo::new();
    echo.authorized("pay-1", &[1000]);
    assert_eq!(echo.does(intent("pay-1", &[500]))["Status"], "AUTHORIZED");
}

#[test]
fn r029_a_captured_intent_is_partially_captured_until_the_new_line_is() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[1000]);
    let answer = echo.does(intent("pay-1", &[500]));
    assert_eq!(answer["Status"], "PARTIALLY_CAPTURED");
    let payment = Payment::of(&answer);
    echo.does(payment.capture_part("cap-2", &[(1, 500)]));
    assert_eq!(echo.status(&payment), "CAPTURED");
}

#[test]
fn r030_two_lines_are_captured_one_after_the_other() {
    let mut echo = Echo::new();
    echo.authorized("pay-1", &[1000]);
    let payment = Payment::of(&echo.does(intent("pay-1", &[500])));
    echo.does(payment.capture_part("cap-1", &[(0, 1000)]));
    assert_eq!(echo.status(&payment), "PARTIALLY_CAPTURED");
    echo.does(payment.capture_part("cap-2", &[(1, 500)]));
    assert_eq!(echo.status(&payment), "CAPTURED");
}

#[test]
fn r031_the_amount_grows_and_old_lines_keep_their_ids() {
    let mut echo = Echo::new();
    let before = echo.authorized("pay-1", &[1000, 200]);
    let with_fee = intent("pay-1", &[500]).with("LineItems/0/Seller/FeesAmount", 50);
    let answer = echo.does(with_fee);
    assert_eq!((&answer["Amount"], &answer["PlatformFeesAmount"]), (&json!(1700), &json!(50)));
    assert_eq!(Payment::of(&answer).lines[..2], before.lines);
}

#[test]
fn r032_the_key_is_provider_and_reference_and_the_currency_must_be_the_same() {
    let mut echo = Echo::new();
    let first = echo.authorized("pay-1", &[1000]);
    let other_provider = intent("pay-1", &[1000]).with("ExternalData/ExternalProviderName", "ADYEN");
    assert_ne!(id(&echo.does(other_provider)["Id"]), first.id);
    let refused = echo.refuses(intent("pay-1", &[1000]).with("Currency", "USD"));
    refused.is(Code::CurrencyDiffers, ErrorType::ParamError, "Currency");
}

#[test]
fn r033_nothing_is_added_to_a_cancelled_refunded_or_disputed_intent() {
    let mut echo = Echo::new();
    let cancelled = echo.authorized("cancelled", &[1000]);
    echo.does(cancelled.cancel());
    let refunded = echo.captured("refunded", &[1000]);
    echo.does(refunded.refund("ref-1"));
    let disputed = echo.captured("disputed", &[1000]);
    echo.does(disputed.dispute("dis-1"));
    for reference in ["cancelled", "refunded", "disputed"] {
        let refused = echo.refuses(intent(reference, &[500]));
        refused.is(Code::WrongIntentStatus, ErrorType::InvalidAction, "Status");
    }
}
