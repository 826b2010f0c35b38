//! Of several malformed fields the first is named, in the order in which the API reference lists them (B32).

use super::file_text::File;
use super::world::{DAY, Echo, Edit, NOW, command_of, id, intent};
use serde_json::{Value, json};

/// The fields of a request in their order: a bad value for each, and how the refusal calls it.
type Fields = Vec<(&'static str, Value, &'static str)>;

/// Spoils every field, then mends one after the other.
#[track_caller]
fn are_named_in_order(echo: &Echo, good: &Value, fields: &Fields) {
    let mut command = good.clone();
    for (path, bad, _) in fields {
        command = command.with(path, bad.clone());
    }
    for (path, _, name) in fields {
        let refusal = echo.clone().refuses(command.clone()).0;
        assert_eq!(refusal.field, *name, "before {path} is mended: {}", refusal.message);
        let right = good.pointer(&format!("/{path}")).unwrap_or_else(|| panic!("no {path}"));
        command = command.with(path, right.clone());
    }
    echo.clone().engine.handle(command_of(command)).expect("everything is mended");
}

fn external() -> Value {
    json!({
        "ExternalProcessingDate": NOW, "ExternalProviderReference": "new", "ExternalMerchantReference": "order",
        "ExternalProviderName": "STRIPE", "ExternalProviderPaymentMethod": "VISA",
    })
}

fn bad_external() -> Fields {
    let long = "x".repeat(2001);
    vec![
        ("ExternalData/ExternalProcessingDate", json!("never"), "ExternalData.ExternalProcessingDate"),
        ("ExternalData/ExternalProviderReference", json!(" "), "ExternalData.ExternalProviderReference"),
        ("ExternalData/ExternalMerchantReference", json!(long), "ExternalData.ExternalMerchantReference"),
        ("ExternalData/ExternalProviderName", json!("STRIPES"), "ExternalData.ExternalProviderName"),
        (
            "ExternalData/ExternalProviderPaymentMethod",
            json!("BEADS"),
            "ExternalData.ExternalProviderPaymentMethod",
        ),
    ]
}

#[test]
fn b32_malformed_fields_of_an_intent_are_named_in_their_order() {
    let echo = Echo::new();
    let item = json!({
        "Seller": {"AuthorId": "anna", "WalletId": "anna-eur", "FeesAmount": 10, "TransferDate": NOW + DAY},
        "Sku": "sku", "Name": "name", "Description": "text", "Category": "shoes",
        "Quantity": 2, "UnitAmount": 600, "TaxAmount": 100, "DiscountAmount": 200,
        "ShippingAddress": {
            "AddressLine1": "1", "AddressLine2": "2", "City": "Paris", "Region": "IDF", "PostalCode": "75001",
            "Country": "FR",
        },
        "SplitOriginWalletId": "ben-eur",
    });
    let good = intent("new", &[1000])
        .with("PlatformFeesAmount", 10)
        .with("ExternalData", external())
        .with("Buyer", json!({"Id": "bea"}))
        .with("LineItems", json!([item]))
        .with("Tag", "tag");
    let long = json!("x".repeat(2001));
    let mut fields: Fields = vec![
        ("Amount", json!("1000"), "Amount"),
        ("Currency", json!("XXX"), "Currency"),
        ("PlatformFeesAmount", json!(-1), "PlatformFeesAmount"),
    ];
    fields.extend(bad_external());
    fields.extend([
        ("Buyer/Id", json!("nobody"), "Buyer.Id"),
        ("LineItems/0/Seller/AuthorId", json!("nobody"), "LineItems[0].Seller.AuthorId"),
        ("LineItems/0/Seller/WalletId", json!("nowhere"), "LineItems[0].Seller.WalletId"),
        ("LineItems/0/Seller/FeesAmount", json!(-1), "LineItems[0].Seller.FeesAmount"),
        ("LineItems/0/Seller/TransferDate", json!("soon"), "LineItems[0].Seller.TransferDate"),
        ("LineItems/0/Sku", json!(""), "LineItems[0].Sku"),
        ("LineItems/0/Name", long.clone(), "LineItems[0].Name"),
        ("LineItems/0/Description", long.clone(), "LineItems[0].Description"),
        ("LineItems/0/Category", long.clone(), "LineItems[0].Category"),
        ("LineItems/0/Quantity", json!(0), "LineItems[0].Quantity"),
        ("LineItems/0/UnitAmount", json!(0), "LineItems[0].UnitAmount"),
        ("LineItems/0/TaxAmount", json!(-1), "LineItems[0].TaxAmount"),
        ("LineItems/0/DiscountAmount", json!(1.5), "LineItems[0].DiscountAmount"),
        (
            "LineItems/0/ShippingAddress/AddressLine1",
            long.clone(),
            "LineItems[0].ShippingAddress.AddressLine1",
        ),
        (
            "LineItems/0/ShippingAddress/AddressLine2",
            long.clone(),
            "LineItems[0].ShippingAddress.AddressLine2",
        ),
        ("LineItems/0/ShippingAddress/City", long.clone(), "LineItems[0].ShippingAddress.City"),
        ("LineItems/0/ShippingAddress/Region", long.clone(), "LineItems[0].ShippingAddress.Region"),
        ("LineItems/0/ShippingAddress/PostalCode", long, "LineItems[0].ShippingAddress.PostalCode"),
        ("LineItems/0/ShippingAddress/Country", json!("FRA"), "LineItems[0].ShippingAddress.Country"),
        ("LineItems/0/SplitOriginWalletId", json!("nowhere"), "LineItems[0].SplitOriginWalletId"),
        ("Tag", json!("x".repeat(256)), "Tag"),
    ]);
    are_named_in_order(&echo, &good, &fields);
}

#[test]
fn b32_malformed_fields_of_an_action_are_named_in_their_order() {
    let mut echo = Echo::new();
    let open = echo.authorized("open", &[1000, 1000]);
    let captured = echo.captured("captured", &[1000, 1000]);
    let refund = id(&echo.does(captured.refund_part("ref-1", &[(0, 10)]))["Refund"]["Id"]);
    let commands = [
        open.capture_part("new", &[(0, 100)]),
        open.cancel_part(&[(0, 100)]),
        captured.refund_part("new", &[(0, 10)]),
        captured.parts(captured.reverse(&refund, "new"), &[(0, 10)]),
        captured.dispute_part("new", &[(0, 10)]),
    ];
    for command in commands {
        let good = command.with("Currency", "EUR").with("PlatformFeesAmount", 0);
        let good = good.with("ExternalData", external()).with("Tag", "tag");
        let mut fields: Fields = vec![
            ("Amount", json!(0), "Amount"),
            ("Currency", json!("USD"), "Currency"),
            ("PlatformFeesAmount", json!(-1), "PlatformFeesAmount"),
        ];
        fields.extend(bad_external());
        fields.extend([
            ("LineItems/0/Id", json!("int_li_x"), "LineItems[0].Id"),
            ("LineItems/0/Amount", json!("ten"), "LineItems[0].Amount"),
            ("Tag", json!("x".repeat(256)), "Tag"),
        ]);
        are_named_in_order(&echo, &good, &fields);
    }
}

#[test]
fn b32_malformed_fields_of_a_split_are_named_in_their_order() {
    let mut echo = Echo::new();
    let captured = echo.captured("captured", &[1000]);
    echo.settle(&File::of("STRIPE").payment("captured", 1000));
    let share = captured.share(0, 100).with("FeesAmount", 1).with("TransferDate", NOW + DAY);
    let share = share.with("Description", "text").with("SplitOriginWalletId", "ben-eur").with("Tag", "tag");
    let fields: Fields = vec![
        ("splits/0/LineItemId", json!("int_li_x"), "Splits[0].LineItemId"),
        ("splits/0/SplitAmount", json!(0), "Splits[0].SplitAmount"),
        ("splits/0/FeesAmount", json!(-1), "Splits[0].FeesAmount"),
        ("splits/0/TransferDate", json!("soon"), "Splits[0].TransferDate"),
        ("splits/0/Description", json!("x".repeat(2001)), "Splits[0].Description"),
        ("splits/0/SplitOriginWalletId", json!("nowhere"), "SplitOriginWalletId"),
        ("splits/0/Tag", json!("x".repeat(256)), "Tag"),
    ];
    are_named_in_order(&echo, &captured.splits(&[share]), &fields);
}
