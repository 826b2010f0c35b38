//! What crosses the border to JavaScript, seen from the JavaScript side.
#![cfg(target_arch = "wasm32")]

use echoscope_web::{SettlementCheck, machines};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const FILE: &str = "\
ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees
pay-1,VISA,PAYMENT,SETTLED,19-06-2025,NET,EUR,,0
,,,,,,,,
SettlementDate,19-06-2025,,,,,,,
ExternalProviderName,STRIPE,,,,,,,
TotalSettlementFeesAmount,0,,,,,,,
TotalNetSettlementAmount,NET,,,,,,,
SettlementCurrency,EUR,,,,,,,";

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap()
}

fn checked(file: &str) -> JsValue {
    let mut check = SettlementCheck::new(&JsValue::UNDEFINED).unwrap();
    let room = check.room(file.len());
    // SAFETY: `room` says where so many bytes can be written.
    unsafe { std::ptr::copy_nonoverlapping(file.as_ptr(), room, file.len()) };
    check.fed(file.len());
    check.finish();
    check.report("settlement.csv", &JsValue::UNDEFINED, &JsValue::UNDEFINED).unwrap()
}

fn total_net(amount: i64) -> JsValue {
    let report = checked(&FILE.replace("NET", &amount.to_string()));
    assert_eq!(get(&report, "verdict"), "CREATED");
    get(&get(&report, "footer"), "totalNet")
}

#[wasm_bindgen_test]
fn an_amount_is_a_number_while_numbers_are_exact_and_a_bigint_beyond() {
    let largest_exact = 9_007_199_254_740_991;
    assert_eq!(total_net(1260), 1260.0);
    assert_eq!(total_net(largest_exact), 9_007_199_254_740_991.0);
    assert_eq!(total_net(largest_exact + 1), JsValue::from(js_sys::BigInt::from(largest_exact + 1)));
}

#[wasm_bindgen_test]
fn a_report_is_a_plain_object() {
    let report = checked("");
    assert!(report.is_instance_of::<Object>() && !report.is_instance_of::<js_sys::Map>());
    assert_eq!(get(&report, "verdict"), "FAILED");
    let findings: Array = get(&report, "findings").unchecked_into();
    assert!(get(&findings.get(0), "line").as_f64().is_some_and(|line| line >= 1.0));
}

#[wasm_bindgen_test]
fn an_edge_of_creation_comes_from_nowhere() {
    let machines = machines();
    let settlement = Array::from(&machines)
        .iter()
        .find(|machine| {
            get(machine, "name").as_string().is_some_and(|name| name.eq_ignore_ascii_case("settlement"))
        })
        .unwrap();
    let edges: Array = get(&settlement, "edges").unchecked_into();
    assert!(edges.iter().any(|edge| get(&edge, "from").is_undefined()));
}
