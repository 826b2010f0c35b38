//! R1 to R26: creating an Intent.

use super::world::{DAY, Echo, Edit, NOW, Payment, intent, line};
use echoscope_core::engine::{Code, ErrorType};
use serde_json::{Value, json};

const SUM_DIFFERS: &str = "The total intent amount does not match the sum of the declared LineItem amounts";

#[test]
fn r001_a_valid_intent_is_authorized() {
    assert_eq!(Echo::new().does(intent("pay-1", &[1000]))["Status"], "AUTHORIZED");
}

#[test]
fn r002_the_amount_is_the_sum_of_the_line_totals() {
    let mut echo = Echo::new();
    for wrong in [999, 1001, 2000] {
        let refused = echo.refuses(intent("pay-1", &[600, 400]).with("Amount", wrong));
        refused.says(ErrorType::ParamError, "Amount", SUM_DIFFERS);
    }
}

#[test]
fn r003_a_line_total_is_units_times_quantity_less_discount() {
    let line = line(6000).with("Quantity", 2).with("DiscountAmount", 2000);
    let answer = Echo::new().does(intent("pay-1", &[10000]).with("LineItems", vec![line]));
    assert_eq!(answer["LineItems"][0]["TotalLineItemAmount"], 10000);
}

#[test]
fn r004_tax_is_inside_the_unit_amount() {
    let answer = Echo::new().does(intent("pay-1", &[1000]).with("LineItems/0/TaxAmount", 200));
    assert_eq!(answer["LineItems"][0]["TotalLineItemAmount"], 1000);
    assert_eq!(answer["LineItems"][0]["TaxAmount"], 200);
}

#[test]
fn r005_a_new_intent_has_nothing_to_split_and_all_counters_at_zero() {
    let answer = Echo::new().does(intent("pay-1", &[1000]));
    for field in ["AvailableAmountToSplit", "UnfundedAmount"] {
        assert_eq!(answer[field], 0, "{field}");
    }
    for counter in [
        "CapturedAmount",
        "RefundedAmount",
        "DisputedAmount",
        "SplitAmount",
        "CancelledAmount",
        "UnfundedSellerAmount",
    ] {
        assert_eq!(answer["LineItems"][0][counter], 0, "{counter}");
    }
    for list in ["Captures", "Refunds", "Disputes", "Splits", "SettlementIds"] {
        assert_eq!(answer[list], json!([]), "{list}");
    }
}

/// Leaving `field` out is refused with the field's name.
fn is_required(field: &str) {
    let refused = Echo::new().refuses(intent("pay-1", &[1000]).without(field));
    refused.is(Code::MissingField, ErrorType::ParamError, &dotted(field));
}

/// `LineItems/0/Sku` is `LineItems[0].Sku` in `Errors`.
fn dotted(path: &str) -> String {
    path.replace("/0/", "[0].").replace('/', ".")
}

#[test]
fn r006_amount_currency_external_data_and_line_items_are_required() {
    ["Amount", "Currency", "ExternalData", "LineItems"].into_iter().for_each(is_required);
}

#[test]
fn r007_date_reference_and_provider_are_required() {
    for field in ["ExternalProcessingDate", "ExternalProviderReference", "ExternalProviderName"] {
        is_required(&format!("ExternalData/{field}"));
    }
}

#[test]
fn r008_a_line_needs_sku_quantity_unit_amount_and_seller() {
    for field in ["Sku", "Quantity", "UnitAmount", "Seller"] {
        is_required(&format!("LineItems/0/{field}"));
    }
}

#[test]
fn r009_a_seller_is_named_by_author_or_by_wallet() {
    let mut echo = Echo::new();
    let with_seller =
        |reference: &str, seller: Value| intent(reference, &[1000]).with("LineItems/0/Seller", seller);
    let refused = echo.refuses(with_seller("pay-1", json!({"FeesAmount": 10})));
    refused.is(Code::SellerMissing, ErrorType::ParamError, "LineItems[0].Seller");
    let both = json!({"AuthorId": "ben", "WalletId": "ben-eur", "FeesAmount": 0});
    for (reference, seller) in [
        ("pay-1", json!({"AuthorId": "ben"})),
        ("pay-2", json!({"WalletId": "ben-eur"})),
        ("pay-3", json!({"AuthorId": "ben", "WalletId": "ben-eur"})),
    ] {
        assert_eq!(echo.does(with_seller(reference, seller))["LineItems"][0]["Seller"], both);
    }
}

#[test]
fn r010_the_sellers_wallet_has_the_intents_currency() {
    let seller = json!({"WalletId": "anna-usd"});
    let refused = Echo::new().refuses(intent("pay-1", &[1000]).with("LineItems/0/Seller", seller));
    refused.says(
        ErrorType::CurrencyIncompatibility,
        "Currency",
        "The Wallet's currency USD and the Intent's currency EUR must be the same",
    );
    assert_eq!(refused.0.error_type.message(), "Error: multi-currency usage is not authorized");
}

#[test]
fn r011_a_buyer_may_be_absent_but_not_unknown() {
    let mut echo = Echo::new();
    assert!(echo.does(intent("pay-1", &[1000])).get("Buyer").is_none());
    let known = echo.does(intent("pay-2", &[1000]).with("Buyer", json!({"Id": "bea"})));
    assert_eq!(known["Buyer"], json!({"Id": "bea"}));
    let refused = echo.refuses(intent("pay-3", &[1000]).with("Buyer", json!({"Id": "nobody"})));
    refused.is(Code::UnknownUser, ErrorType::ParamError, "Buyer.Id");
}

#[test]
fn r012_platform_fees_are_the_sum_of_the_sellers_fees() {
    let mut echo = Echo::new();
    let request = intent("pay-1", &[600, 400])
        .with("LineItems/0/Seller/FeesAmount", 60)
        .with("LineItems/1/Seller/FeesAmount", 40);
    for wrong in [0, 99, 101] {
        let refused = echo.refuses(request.clone().with("PlatformFeesAmount", wrong));
        refused.is(Code::FeesDiffer, ErrorType::ParamError, "PlatformFeesAmount");
    }
    assert_eq!(echo.does(request.with("PlatformFeesAmount", 100))["PlatformFeesAmount"], 100);
}

#[test]
fn r013_omitted_platform_fees_are_zero() {
    assert_eq!(Echo::new().does(intent("pay-1", &[1000]))["PlatformFeesAmount"], 0);
}

#[test]
fn r014_a_provider_is_answered_in_sentence_case() {
    for (sent, answered) in [("STRIPE", "Stripe"), ("PAYPAL", "Paypal"), ("MANGOPAY", "Mangopay")] {
        let request = intent("pay-1", &[1000]).with("ExternalData/ExternalProviderName", sent);
        assert_eq!(Echo::new().does(request)["ExternalData"]["ExternalProviderName"], answered);
    }
}

#[test]
fn r015_a_provider_is_read_in_any_case() {
    for sent in ["Stripe", "stripe", "sTRIPE"] {
        let request = intent("pay-1", &[1000]).with("ExternalData/ExternalProviderName", sent);
        assert_eq!(Echo::new().does(request)["ExternalData"]["ExternalProviderName"], "Stripe");
    }
}

#[test]
fn r016_an_unsupported_provider_is_refused() {
    let request = intent("pay-1", &[1000]).with("ExternalData/ExternalProviderName", "STRIPES");
    let refused = Echo::new().refuses(request);
    refused.is(Code::UnknownProvider, ErrorType::ParamError, "ExternalData.ExternalProviderName");
}

#[test]
fn r017_an_unsupported_payment_method_is_refused() {
    let mut echo = Echo::new();
    let paid_by = |reference: &str, method: &str| {
        intent(reference, &[1000]).with("ExternalData/ExternalProviderPaymentMethod", method)
    };
    let refused = echo.refuses(paid_by("pay-1", "BEADS"));
    let field = "ExternalData.ExternalProviderPaymentMethod";
    refused.is(Code::UnknownPaymentMethod, ErrorType::ParamError, field);
    for method in ["VISA", "AMEX", "AMERICAN_EXPRESS", "SCALAPAY"] {
        let answer = echo.does(paid_by(method, method));
        assert_eq!(answer["ExternalData"]["ExternalProviderPaymentMethod"], method);
    }
    let absent = echo.does(intent("pay-2", &[1000]));
    assert!(absent["ExternalData"].get("ExternalProviderPaymentMethod").is_none());
}

#[test]
fn r018_the_platform_sells_into_its_fees_wallet() {
    let seller = json!({"AuthorId": "echoscope", "WalletId": "FEES_EUR"});
    let answer = Echo::new().does(intent("pay-1", &[1000]).with("LineItems/0/Seller", seller));
    assert_eq!(answer["LineItems"][0]["Seller"]["WalletId"], "FEES_EUR");
    assert_eq!(answer["LineItems"][0]["Seller"]["AuthorId"], "echoscope");
}

#[test]
fn r019_ids_carry_the_prefix_of_their_kind() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000, 1000]);
    let has_prefix = |id: &Value, prefix: &str| {
        let uuid = id.as_str().and_then(|id| id.strip_prefix(prefix)).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(uuid.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{id}");
    };
    has_prefix(&json!(payment.id), "int_");
    has_prefix(&json!(payment.lines[0]), "int_li_");
    has_prefix(&json!(payment.capture), "int_capture_");
    let refunded = echo.does(payment.refund_part("ref-1", &[(0, 100)]));
    has_prefix(&refunded["Refund"]["Id"], "int_refund_");
    let disputed = echo.does(payment.dispute_part("dis-1", &[(0, 100)]));
    has_prefix(&disputed["Dispute"]["Id"], "int_dispute_");
    has_prefix(&json!(echo.split(&payment, 1, 100)), "int_split_");
    has_prefix(&json!(echo.new_settlement()), "int_stlmnt_");
    let other = echo.authorized("pay-2", &[1000]);
    has_prefix(&echo.does(other.cancel())["Cancel"]["Id"], "int_cancel_");
}

#[test]
fn r020_ids_sort_by_creation() {
    let mut echo = Echo::new();
    let mut ids = Vec::new();
    for number in 0..20 {
        ids.push(echo.authorized(&format!("pay-{number}"), &[1000]).id);
        echo.wait(number % 3);
    }
    assert!(ids.is_sorted());
}

#[test]
fn r021_a_null_address_line_is_left_out() {
    let address = json!({"AddressLine1": "1 rue de l'Echo", "AddressLine2": null, "Country": "FR"});
    let answer = Echo::new().does(intent("pay-1", &[1000]).with("LineItems/0/ShippingAddress", address));
    let kept = json!({"AddressLine1": "1 rue de l'Echo", "Country": "FR"});
    assert_eq!(answer["LineItems"][0]["ShippingAddress"], kept);
}

#[test]
fn r022_dates_are_unix_seconds_and_equal_at_creation() {
    let mut echo = Echo::new();
    echo.wait(5);
    let answer = echo.does(intent("pay-1", &[1000]));
    assert_eq!((&answer["CreationDate"], &answer["ExecutionDate"]), (&json!(NOW + 5), &json!(NOW + 5)));
    let payment = Payment::of(&answer);
    echo.wait(DAY);
    let later = echo.does(payment.capture());
    assert_eq!((&later["CreationDate"], &later["ExecutionDate"]), (&json!(NOW + 5), &json!(NOW + 5 + DAY)));
}

#[test]
fn r023_an_authorized_intent_can_be_captured_or_cancelled() {
    assert_eq!(Echo::new().does(intent("pay-1", &[1000]))["NextActions"], "CAPTURE, CANCEL");
}

#[test]
fn r024_amounts_are_positive_whole_numbers() {
    let mut echo = Echo::new();
    for field in ["Amount", "LineItems/0/UnitAmount", "LineItems/0/Quantity"] {
        for (bad, code) in [
            (json!(-1), Code::OutOfRange),
            (json!(0), Code::OutOfRange),
            (json!("1000"), Code::NotAWholeNumber),
            (json!(10.5), Code::NotAWholeNumber),
            (json!(9_223_372_036_854_775_808_u64), Code::NotAWholeNumber),
        ] {
            let refused = echo.refuses(intent("pay-1", &[1000]).with(field, bad));
            refused.is(code, ErrorType::ParamError, &dotted(field));
        }
    }
}

#[test]
fn r025_an_idempotency_key_works_once_in_a_day() {
    let mut echo = Echo::new();
    let key = || "key-0123456789abcdef".to_owned();
    let request = || super::world::command_of(intent("pay-1", &[1000]));
    let failing = || super::world::command_of(intent("pay-1", &[1000]).without("Amount"));
    assert!(echo.engine.handle_once(key(), failing()).is_err(), "the first call fails, and uses the key up");
    let before = echo.clone();
    let refusal = echo.engine.handle_once(key(), request()).unwrap_err();
    assert_eq!(refusal.error_type, ErrorType::IdempotentCreationConflict);
    assert_eq!(json!(refusal.error_type), "idempotent_creation_conflict");
    assert!(echo.engine == before.engine, "a repeated key changes nothing");
    echo.wait(DAY - 1);
    assert!(echo.engine.handle_once(key(), request()).is_err());
    echo.wait(1);
    assert!(echo.engine.handle_once(key(), request()).is_ok(), "a day later the key is free");
}

#[test]
fn r026_a_transfer_date_in_the_past_is_refused_where_the_switch_says_so() {
    let mut echo = Echo::reading(|reading| reading.past_transfer_date = false);
    let dated = |date: i64| intent("pay-1", &[1000]).with("LineItems/0/Seller/TransferDate", date);
    for past in [NOW - DAY, NOW] {
        let refused = echo.refuses(dated(past));
        refused.is(Code::DateInPast, ErrorType::ParamError, "LineItems[0].Seller.TransferDate");
    }
    let answer = echo.does(dated(NOW + 1));
    assert_eq!(answer["LineItems"][0]["Seller"]["TransferDate"], NOW + 1);
}
