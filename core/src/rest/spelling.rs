//! Bringing a body into the one spelling that the engine's requests have, in one pass.
//!
//! Known keys get their name, everything else is left out, and so is `null`. What is of the wrong kind is refused by name
//! here; wrong values are the engine's matter. The JSON is written anew while it is read, and never stands in memory as a tree:
//! for a request that declares something this pass is half of all work.

use super::body::{no_json, no_object};
use super::error::Problem;
use crate::json;
use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt::{self, Write};

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    Text,
    /// Amounts and dates: judged by the engine, whatever they are.
    Number,
    Switch,
    Object,
    Objects,
    Texts,
}

/// Every field of every request that the engine reads, in the order of the alphabet.
pub(super) const FIELDS: &[(&str, Form)] = &[
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
    ("Transfer", Form::Text),
    ("TransferDate", Form::Number),
    ("UnitAmount", Form::Number),
    ("WalletId", Form::Text),
    ("Webhooks", Form::Text),
];

/// The JSON of a request: the fields of it that are known, by their names.
pub fn spelled(body: &str) -> Result<String, Problem> {
    let mut speller = Speller { out: String::with_capacity(body.len()), path: String::new(), problem: None };
    let mut reader = serde_json::Deserializer::from_str(body);
    let whole = Spelled { speller: &mut speller, wanted: None };
    let read = whole.deserialize(&mut reader).and_then(|_| reader.end());
    // Whether it is JSON at all comes before what it says.
    read.map_err(|error| no_json(&error))?;
    speller.problem.map_or(Ok(speller.out), Err)
}

struct Speller {
    out: String,
    /// Where it stands: the names of the objects around, each with a dot.
    path: String,
    /// The first thing that is of the wrong kind.
    problem: Option<Problem>,
}

/// A field, or an entry of one that holds a list.
#[derive(Clone, Copy)]
struct Wanted {
    name: &'static str,
    form: Form,
    entry: Option<usize>,
}

/// A value on its way; nothing in particular is wanted of the body itself. It says whether it said anything.
struct Spelled<'s> {
    speller: &'s mut Speller,
    wanted: Option<Wanted>,
}

impl Speller {
    /// Notes what is of the wrong kind. Reading goes on: the rest may not even be JSON.
    fn wrong(&mut self, wanted: Option<Wanted>) {
        if self.problem.is_some() {
            return;
        }
        let Some(Wanted { name, form, entry }) = wanted else {
            self.problem = Some(no_object());
            return;
        };
        let what = match (form, entry) {
            (Form::Objects, _) | (Form::Object, Some(_)) => "a list of objects",
            (Form::Texts, _) | (Form::Text, Some(_)) => "a list of texts",
            (Form::Object, None) => "an object",
            (Form::Switch, _) => "true or false",
            // Of numbers, amounts and dates, the engine judges every kind.
            (Form::Text | Form::Number, _) => "a text",
        };
        let full = format!("{}{name}", self.path);
        let sentence = format!("{full} must be {what}.");
        self.problem = Some(Problem::param(full, sentence));
    }

    /// An object with its brackets. What stands inside is told with its name before it.
    fn object<'de, A: MapAccess<'de>>(
        &mut self,
        mut object: A,
        wanted: Option<Wanted>,
    ) -> Result<(), A::Error> {
        let outside = self.path.len();
        let _ = match wanted {
            None => Ok(()),
            Some(Wanted { name, entry: None, .. }) => write!(self.path, "{name}."),
            Some(Wanted { name, entry: Some(place), .. }) => write!(self.path, "{name}[{place}]."),
        };
        self.out.push('{');
        let mut seen = 0u64;
        while let Some(key) = object.next_key_seed(Key)? {
            // Of two spellings of one key the first counts.
            let Some((bit, name, form)) = key.filter(|(bit, ..)| seen & bit == 0) else {
                object.next_value::<IgnoredAny>()?;
                continue;
            };
            let before = self.out.len();
            if seen != 0 {
                self.out.push(',');
            }
            self.out.extend(["\"", name, "\":"]);
            let wanted = Some(Wanted { name, form, entry: None });
            if object.next_value_seed(Spelled { speller: self, wanted })? {
                seen |= bit;
            } else {
                self.out.truncate(before);
            }
        }
        self.out.push('}');
        self.path.truncate(outside);
        Ok(())
    }

    fn list<'de, A: SeqAccess<'de>>(
        &mut self,
        mut list: A,
        name: &'static str,
        form: Form,
    ) -> Result<(), A::Error> {
        self.out.push('[');
        let mut place = 0usize;
        loop {
            let before = self.out.len();
            if place > 0 {
                self.out.push(',');
            }
            let wanted = Some(Wanted { name, form, entry: Some(place) });
            match list.next_element_seed(Spelled { speller: self, wanted })? {
                Some(true) => place = place.saturating_add(1),
                Some(false) => self.wrong(wanted),
                None => {
                    self.out.truncate(before);
                    break;
                }
            }
        }
        self.out.push(']');
        Ok(())
    }
}

/// The field that a key means, with a bit of its own.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<(u64, &'static str, Form)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<(u64, &'static str, Form)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        let found = (0u32..).zip(FIELDS).find(|(_, (name, _))| name.eq_ignore_ascii_case(key));
        Ok(found.and_then(|(place, &(name, form))| Some((1u64.checked_shl(place)?, name, form))))
    }
}

impl<'de> DeserializeSeed<'de> for Spelled<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Spelled<'_> {
    fn number(self, number: impl Serialize) -> bool {
        match self.wanted {
            Some(Wanted { form: Form::Number, .. }) => json::write(&number, &mut self.speller.out),
            // A text that somebody forgot to quote.
            Some(Wanted { form: Form::Text, entry: None, .. }) => {
                json::write(&json::written(&number), &mut self.speller.out);
            }
            wanted => self.speller.wrong(wanted),
        }
        true
    }
}

impl<'de> Visitor<'de> for Spelled<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        if self.wanted.is_none() {
            self.speller.wrong(None);
        }
        Ok(false)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        match self.wanted {
            Some(Wanted { form: Form::Switch | Form::Number, .. }) => {
                json::write(&value, &mut self.speller.out);
            }
            wanted => self.speller.wrong(wanted),
        }
        Ok(true)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<bool, E> {
        Ok(self.number(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<bool, E> {
        Ok(self.number(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<bool, E> {
        Ok(self.number(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<bool, E> {
        match self.wanted {
            Some(Wanted { form: Form::Text | Form::Number, .. }) => {
                json::write(&value, &mut self.speller.out);
            }
            wanted => self.speller.wrong(wanted),
        }
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let Self { speller, wanted } = self;
        match wanted {
            Some(Wanted { name, form: Form::Objects, .. }) => speller.list(list, name, Form::Object)?,
            Some(Wanted { name, form: Form::Texts, .. }) => speller.list(list, name, Form::Text)?,
            Some(Wanted { form: Form::Number, .. }) => {
                speller.out.push_str("[]");
                while list.next_element::<IgnoredAny>()?.is_some() {}
            }
            wanted => {
                speller.wrong(wanted);
                while list.next_element::<IgnoredAny>()?.is_some() {}
            }
        }
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<bool, A::Error> {
        let Self { speller, wanted } = self;
        match wanted {
            None | Some(Wanted { form: Form::Object, .. }) => speller.object(object, wanted)?,
            Some(Wanted { form: Form::Number, .. }) => {
                speller.out.push_str("{}");
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            }
            wanted => {
                speller.wrong(wanted);
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, read: &str) {
        assert_eq!(spelled(body).unwrap(), read, "{body}");
    }

    fn refused(body: &str, field: &str, sentence: &str) {
        let expected = Some((field.to_owned(), sentence.to_owned()));
        assert_eq!(spelled(body).unwrap_err().errors, expected, "{body}");
    }

    #[test]
    fn every_field_has_a_bit_of_its_own() {
        assert!(FIELDS.len() <= 64);
    }

    #[test]
    fn known_keys_get_their_name_and_everything_else_is_left_out() {
        check(
            r#"{"amount":5, "CURRENCY":"EUR","data":{"x":[1]},"Tag":null}"#,
            r#"{"Amount":5,"Currency":"EUR"}"#,
        );
        check(r#"{"x":1,"lineItems":[{"sku":7},{}]}"#, r#"{"LineItems":[{"Sku":"7"},{}]}"#);
        check(
            r#"{"Tag":"a\"\u0000\u00e9😀","owners":["a","b"],"delivered":true}"#,
            r#"{"Tag":"a\"\u0000é😀","Owners":["a","b"],"Delivered":true}"#,
        );
        check(r#"{"LineItems":[],"Splits":[{}]}"#, r#"{"LineItems":[],"Splits":[{}]}"#);
    }

    #[test]
    fn of_two_spellings_the_first_that_says_anything_counts() {
        check(r#"{"amount":null,"Amount":1,"AMOUNT":2}"#, r#"{"Amount":1}"#);
    }

    #[test]
    fn where_a_number_belongs_everything_is_left_for_the_engine_to_judge() {
        check(
            r#"{"Amount":1.5,"Quantity":"x","Now":[1,{}],"Advance":{"a":[]},"Parsing":true,"UnitAmount":18446744073709551615}"#,
            r#"{"Amount":1.5,"Quantity":"x","Now":[],"Advance":{},"Parsing":true,"UnitAmount":18446744073709551615}"#,
        );
    }

    #[test]
    fn what_is_of_the_wrong_kind_is_named_with_its_place_the_first_of_several() {
        let seller = "LineItems[1].Seller";
        refused(
            r#"{"LineItems":[{},{"Seller":[]}],"Tag":{}}"#,
            seller,
            "LineItems[1].Seller must be an object.",
        );
        refused(r#"{"Buyer":{"Id":true},"Tag":{}}"#, "Buyer.Id", "Buyer.Id must be a text.");
        refused(r#"{"LineItems":[1]}"#, "LineItems", "LineItems must be a list of objects.");
        refused(r#"{"LineItems":[null]}"#, "LineItems", "LineItems must be a list of objects.");
        refused(r#"{"Owners":[1]}"#, "Owners", "Owners must be a list of texts.");
        refused(r#"{"Delivered":"yes"}"#, "Delivered", "Delivered must be true or false.");
        refused("[1]", "Body", "The body must be a JSON object.");
    }

    #[test]
    fn whether_it_is_json_comes_before_what_it_says() {
        let bodies =
            [r#"{"Tag":{},}"#, r#"{"Tag":{}"#, r#"{"Tag":{}} x"#, "[1", r#"{"x":01}"#, r#"{"Tag":"\ud800"}"#];
        for body in bodies {
            let (field, sentence) = spelled(body).unwrap_err().errors.unwrap();
            assert!(field == "Body" && sentence.starts_with("The body is not JSON: "), "{body}: {sentence}");
        }
    }
}
