//! Bodies as SDKs send them: keys in any case, `null` for what is not meant, whole answers sent back as requests.
//!
//! A body is brought into the one spelling that the engine's requests have: known keys get their name, everything else
//! is left out. What is of the wrong kind is refused by name here; wrong values are the engine's matter.

use super::error::Problem;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Text,
    /// Amounts and dates: judged by the engine, whatever they are.
    Number,
    Switch,
    Object,
    Objects,
    Texts,
}

/// Every field of every request that the engine reads, in the order of the alphabet.
pub const FIELDS: &[(&str, Form)] = &[
    ("AddressLine1", Form::Text),
    ("AddressLine2", Form::Text),
    ("Advance", Form::Number),
    ("Amount", Form::Number),
    ("AuthorId", Form::Text),
    ("BIC", Form::Text),
    ("Buyer", Form::Object),
    ("Category", Form::Text),
    ("City", Form::Text),
    ("Country", Form::Text),
    ("CreditedFunds", Form::Object),
    ("Creditor", Form::Object),
    ("Currency", Form::Text),
    ("Decision", Form::Text),
    ("Delivered", Form::Switch),
    ("Description", Form::Text),
    ("DiscountAmount", Form::Number),
    ("ExternalData", Form::Object),
    ("ExternalMerchantReference", Form::Text),
    ("ExternalProcessingDate", Form::Number),
    ("ExternalProviderName", Form::Text),
    ("ExternalProviderPaymentMethod", Form::Text),
    ("ExternalProviderReference", Form::Text),
    ("FeesAmount", Form::Number),
    ("FileName", Form::Text),
    ("Frozen", Form::Switch),
    ("IBAN", Form::Text),
    ("Id", Form::Text),
    ("LineItemId", Form::Text),
    ("LineItems", Form::Objects),
    ("Name", Form::Text),
    ("Now", Form::Number),
    ("Owners", Form::Texts),
    ("Parsing", Form::Number),
    ("PlatformFeesAmount", Form::Number),
    ("PostalCode", Form::Text),
    ("Quantity", Form::Number),
    ("Region", Form::Text),
    ("Seller", Form::Object),
    ("ShippingAddress", Form::Object),
    ("Sku", Form::Text),
    ("SplitAmount", Form::Number),
    ("SplitOriginWalletId", Form::Text),
    ("Splits", Form::Objects),
    ("Tag", Form::Text),
    ("TaxAmount", Form::Number),
    ("TransferDate", Form::Number),
    ("Transfer", Form::Text),
    ("UnitAmount", Form::Number),
    ("WalletId", Form::Text),
    ("Webhooks", Form::Text),
];

/// The body as an object; no body at all is an empty one.
pub fn object(body: &[u8]) -> Result<Map<String, Value>, Problem> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Map::new());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Problem::param("Body", "The body must be a JSON object.")),
        Err(error) => Err(Problem::param("Body", format!("The body is not JSON: {error}."))),
    }
}

/// The body as one of the engine's requests.
pub fn request<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let object = spelled(object(body)?, "")?;
    serde_json::from_value(Value::Object(object))
        .map_err(|error| Problem::param("Body", format!("The body cannot be read: {error}.")))
}

/// The same object with these keys in their own spelling; other keys stay as they are.
pub fn named(object: Map<String, Value>, keys: &[&str]) -> Map<String, Value> {
    let mut named = Map::with_capacity(object.len());
    for (key, value) in object {
        let name =
            keys.iter().find(|name| name.eq_ignore_ascii_case(&key)).map_or(key.as_str(), |name| *name);
        named.entry(name).or_insert(value);
    }
    named
}

/// The known fields of an object, by their names.
fn spelled(object: Map<String, Value>, path: &str) -> Result<Map<String, Value>, Problem> {
    let mut spelled = Map::with_capacity(object.len());
    for (key, value) in object {
        if value.is_null() {
            continue;
        }
        let Some(&(name, form)) = field(&key) else { continue };
        let value = formed(value, form, path, name)?;
        // Of two spellings of one key the first counts.
        spelled.entry(name).or_insert(value);
    }
    Ok(spelled)
}

fn field(key: &str) -> Option<&'static (&'static str, Form)> {
    FIELDS
        .iter()
        .find(|(name, _)| *name == key)
        .or_else(|| FIELDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)))
}

fn formed(value: Value, form: Form, path: &str, name: &str) -> Result<Value, Problem> {
    let full = || if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let wrong = |what: &str| Err(Problem::param(full(), format!("{} must be {what}.", full())));
    match (form, value) {
        (Form::Number, value)
        | (Form::Text, value @ Value::String(_))
        | (Form::Switch, value @ Value::Bool(_)) => Ok(value),
        // A number is a text that somebody forgot to quote.
        (Form::Text, Value::Number(number)) => Ok(Value::String(number.to_string())),
        (Form::Text, _) => wrong("a text"),
        (Form::Switch, _) => wrong("true or false"),
        (Form::Object, Value::Object(object)) => Ok(Value::Object(spelled(object, &full())?)),
        (Form::Object, _) => wrong("an object"),
        (Form::Objects, Value::Array(list)) => {
            let objects = list.into_iter().enumerate().map(|(place, value)| match value {
                Value::Object(object) => Ok(Value::Object(spelled(object, &format!("{}[{place}]", full()))?)),
                _ => wrong("a list of objects"),
            });
            Ok(Value::Array(objects.collect::<Result<_, _>>()?))
        }
        (Form::Objects, _) => wrong("a list of objects"),
        (Form::Texts, Value::Array(list)) if list.iter().all(Value::is_string) => Ok(Value::Array(list)),
        (Form::Texts, _) => wrong("a list of texts"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Given, IntentRequest};

    #[test]
    fn keys_are_found_in_any_case_and_nulls_and_strangers_are_left_out() {
        let body =
            br#"{"amount": 5, "CURRENCY": "EUR", "Tag": null, "data": {"x": 1}, "lineItems": [{"sku": 7}]}"#;
        let read: IntentRequest = request(body).unwrap();
        assert_eq!(read.amount, Some(Given::Whole(5)));
        assert_eq!(read.currency.as_deref(), Some("EUR"));
        assert_eq!(read.line_items.unwrap()[0].sku.as_deref(), Some("7"));
    }

    #[test]
    fn a_field_of_the_wrong_kind_is_named_with_its_place() {
        let error = request::<IntentRequest>(br#"{"LineItems": [{}, {"Seller": []}]}"#).unwrap_err();
        assert_eq!(error.errors.unwrap().0, "LineItems[1].Seller");
    }

    #[test]
    fn no_body_is_an_empty_one_and_anything_but_an_object_is_refused() {
        assert!(request::<IntentRequest>(b" \n").is_ok());
        for body in ["[]", "7", "null", "{", "\u{0}"] {
            assert!(request::<IntentRequest>(body.as_bytes()).is_err(), "{body}");
        }
    }

    #[test]
    fn every_field_of_the_engines_requests_is_known() {
        use crate::engine::{ActionRequest, GivenLineItem, GivenSeller, SplitRequest};
        fn known<T: serde::Serialize + serde::de::DeserializeOwned + Default>() {
            // A request that has every known field, each of its form, must come out with all the fields that it has.
            let all: Map<String, Value> = FIELDS
                .iter()
                .map(|(name, form)| {
                    let value = match form {
                        Form::Text => Value::from("x"),
                        Form::Number => Value::from(1),
                        Form::Switch => Value::from(true),
                        Form::Object => Value::Object(Map::new()),
                        Form::Objects | Form::Texts => Value::Array(Vec::new()),
                    };
                    ((*name).to_owned(), value)
                })
                .collect();
            let read: T = serde_json::from_value(Value::Object(all)).unwrap();
            let text = format!("{:?}", serde_json::to_value(&read).unwrap());
            assert!(!text.contains("Null"), "{text}");
        }
        known::<IntentRequest>();
        known::<GivenLineItem>();
        known::<GivenSeller>();
        known::<ActionRequest>();
        known::<SplitRequest>();
    }
}
