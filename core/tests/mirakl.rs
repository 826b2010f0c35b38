//! Mirakl mode: an order becomes an Intent with captures and splits; the platform's own lines are left to it.

use echoscope_core::engine::{Command, Config, Engine, IntentRequest};
use echoscope_core::machine::IntentStatus;
use echoscope_core::mirakl::{Order, declare};
use echoscope_core::view::IntentView;
use serde_json::{Value, json};

fn engine() -> Engine {
    let mut engine = Engine::new(Config::default());
    for seller in ["anna", "ben"] {
        engine.handle(Command::RegisterUser { id: Some(seller.into()) }).unwrap();
        let (owner, currency) = (seller.into(), "EUR".into());
        engine.handle(Command::RegisterWallet { id: None, owner, currency }).unwrap();
    }
    engine
}

fn fields(reference: &str) -> Value {
    json!({
        "mgp-external-provider-name": "STRIPE",
        "mgp-external-processing-date": "2026-01-01T09:00:00Z",
        "mgp-external-provider-reference": reference,
    })
}

/// Two shops, and one line that the platform sells itself.
fn order() -> Value {
    json!({
        "currency": "EUR",
        "logistic_orders": [
            { "lines": [
                { "id": "1", "seller": "anna", "sku": "shoes", "quantity": 2, "unit_price": 3000, "commission": 600 },
                { "id": "2", "seller": "anna", "sku": "socks", "quantity": 1, "unit_price": 1000 },
            ] },
            { "lines": [
                { "id": "3", "seller": "ben", "sku": "hat", "quantity": 1, "unit_price": 4000, "commission": 400 },
                { "id": "4", "seller": null, "sku": "gift card", "quantity": 1, "unit_price": 2500 },
            ] },
        ],
    })
}

fn read(order: Value) -> Order {
    serde_json::from_value(order).unwrap()
}

#[test]
fn fields_on_the_order_make_one_capture() {
    let mut engine = engine();
    let mut order = order();
    order["order_additional_fields"] = fields("pi_1");
    let declared = declare(&mut engine, &read(order)).unwrap();
    assert_eq!(declared.captures.len(), 1);
    assert_eq!(declared.splits.len(), 3);
    assert_eq!(declared.left_to_platform, ["4"]);
    let intent = engine.world().intent(declared.intent).unwrap();
    let view = IntentView::of(engine.world(), intent);
    assert_eq!((view.amount, view.platform_fees_amount, view.status), (11_000, 1000, IntentStatus::Captured));
    assert_eq!(view.external_data.external_processing_date, 1_767_258_000);
}

#[test]
fn fields_on_logistic_orders_make_a_capture_for_each_shop() {
    let mut engine = engine();
    let mut order = order();
    order["logistic_orders"][0]["order_additional_fields"] = fields("ch_anna");
    order["logistic_orders"][1]["order_additional_fields"] = fields("ch_ben");
    let declared = declare(&mut engine, &read(order)).unwrap();
    let intent = engine.world().intent(declared.intent).unwrap();
    let captures = &IntentView::of(engine.world(), intent).captures;
    assert_eq!(captures.iter().map(|capture| capture.amount).collect::<Vec<_>>(), [7000, 4000]);
}

#[test]
fn fields_on_lines_make_a_capture_for_each_line() {
    let mut engine = engine();
    let mut order = order();
    for (logistic, line, reference) in [(0, 0, "ch_1"), (0, 1, "ch_2"), (1, 0, "ch_3")] {
        order["logistic_orders"][logistic]["lines"][line]["order_line_additional_fields"] = fields(reference);
    }
    let declared = declare(&mut engine, &read(order)).unwrap();
    assert_eq!(declared.captures.len(), 3);
}

#[test]
fn the_platform_adds_its_own_lines_by_the_same_reference() {
    let mut engine = engine();
    let mut order = order();
    order["order_additional_fields"] = fields("pi_1");
    let declared = declare(&mut engine, &read(order)).unwrap();
    let request: IntentRequest = serde_json::from_value(json!({
        "Amount": 2500,
        "Currency": "EUR",
        "ExternalData": {
            "ExternalProcessingDate": 1_767_258_000,
            "ExternalProviderReference": "pi_1",
            "ExternalProviderName": "STRIPE",
        },
        "LineItems": [{
            "Seller": { "AuthorId": "echoscope", "WalletId": "FEES_EUR" },
            "Sku": "gift card",
            "Quantity": 1,
            "UnitAmount": 2500,
        }],
    }))
    .unwrap();
    engine.handle(Command::CreateIntent { request }).unwrap();
    let intent = engine.world().intent(declared.intent).unwrap();
    let view = IntentView::of(engine.world(), intent);
    assert_eq!((view.amount, view.line_items.len()), (13_500, 4));
    assert_eq!(view.status, IntentStatus::PartiallyCaptured);
}

#[test]
fn a_missing_field_is_named_by_its_mirakl_code_and_nothing_is_declared() {
    let mut engine = engine();
    let before = engine.clone();
    let mut broken = fields("pi_1");
    broken.as_object_mut().unwrap().remove("mgp-external-processing-date");
    let mut order = order();
    order["order_additional_fields"] = broken;
    let refusal = declare(&mut engine, &read(order.clone())).unwrap_err();
    assert_eq!(
        (refusal.code.as_str(), refusal.field.as_str()),
        ("missing-field", "mgp-external-processing-date")
    );
    order["order_additional_fields"] = fields("pi_1");
    order["logistic_orders"][1]["lines"][0]["seller"] = "nobody".into();
    assert_eq!(declare(&mut engine, &read(order)).unwrap_err().code.as_str(), "unknown-user");
    assert!(engine == before);
}
