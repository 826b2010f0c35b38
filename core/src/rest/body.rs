//! Bodies as SDKs send them: keys in any case, `null` for what is not meant, whole answers sent back as requests.
//!
//! What the engine reads is brought into one spelling first, by [`spelled`]; what is only kept and shown again stays as it came.

use super::error::Problem;
use super::spelling::spelled;
use crate::json;
use crate::settlement::nearest::nearest;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The body as an object; no body at all is an empty one.
pub fn object(body: &[u8]) -> Result<Map<String, Value>, Problem> {
    match serde_json::from_str(text(body)?) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(no_object()),
        Err(error) => Err(no_json(&error)),
    }
}

fn text(body: &[u8]) -> Result<&str, Problem> {
    let text = str::from_utf8(body).map_err(|error| {
        let at = error.valid_up_to();
        Problem::param("Body", format!("The body is not JSON: it is not UTF-8 at byte {at}."))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok(if text.trim_ascii().is_empty() { "{}" } else { text })
}

pub(super) fn no_object() -> Problem {
    Problem::param("Body", "The body must be a JSON object.")
}

pub(super) fn no_json(error: &serde_json::Error) -> Problem {
    Problem::param("Body", format!("The body is not JSON: {error}."))
}

/// The body as one of the engine's requests.
pub fn request<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_str(&spelled(text(body)?)?)
        .map_err(|error| Problem::param("Body", format!("The body cannot be read: {}.", json::fault(&error))))
}

/// One of our own requests, in which a name that means nothing is a mistake: a fault that was not injected makes a test green for nothing.
pub fn own<T: DeserializeOwned>(body: &[u8], names: &[&str]) -> Result<T, Problem> {
    for key in object(body)?.keys() {
        if !names.iter().any(|name| name.eq_ignore_ascii_case(key)) {
            let sentence = match nearest(key, names.iter().copied()) {
                Some(name) => format!("There is no field {key} here; did you mean {name}?"),
                None => format!("There is no field {key} here; there are {}.", names.join(", ")),
            };
            return Err(Problem::param(key.as_str(), sentence));
        }
    }
    request(body)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Given, IntentRequest};
    use crate::rest::spelling::{FIELDS, Form};

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
