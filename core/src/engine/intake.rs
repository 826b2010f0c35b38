//! Reading requests from JSON.
//!
//! Derived readers are as many as there are kinds of requests, and were a tenth of all that is compiled to WebAssembly. Here every
//! request only says which of its fields a name means and what belongs there; one reader fills them all. As before, names that
//! mean nothing are passed over, a name that comes twice is a fault, and `null` is as good as absent.

use super::command::{
    ActionRequest, Given, GivenAddress, GivenBuyer, GivenExternalData, GivenLineItem, GivenPart, GivenSeller,
    IntentRequest, SplitRequest, TransferFault,
};
use super::file::FileBytes;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What is read from an object, field by field.
pub trait Request {
    /// For the message that something else stands there.
    fn title(&self) -> &'static str;

    /// Where the value of this field belongs. `None` for names that mean nothing here.
    fn field(&mut self, name: &str) -> Option<Field<'_>>;
}

/// A place for a value.
pub enum Field<'a> {
    Text(&'a mut Option<String>),
    Given(&'a mut Option<Given>),
    /// Here `null` too was given, and is told in the refusal.
    GivenAtAll(&'a mut Option<Given>),
    Whole(&'a mut Option<i64>),
    File(&'a mut Option<FileBytes>),
    Fault(&'a mut Option<TransferFault>),
    Part(&'a mut dyn Part),
    List(&'a mut dyn List),
}

/// A request inside another.
pub trait Part {
    fn is_there(&self) -> bool;
    fn begin(&mut self) -> &mut dyn Request;
}

/// A list of requests.
pub trait List {
    fn is_there(&self) -> bool;
    fn begin(&mut self);
    fn add(&mut self) -> &mut dyn Request;
    /// What was added last is not to be.
    fn drop_last(&mut self);
}

impl<T: Request + Default> Part for Option<T> {
    fn is_there(&self) -> bool {
        self.is_some()
    }

    fn begin(&mut self) -> &mut dyn Request {
        self.insert(T::default())
    }
}

impl<T: Request> Request for Box<T> {
    fn title(&self) -> &'static str {
        (**self).title()
    }

    fn field(&mut self, name: &str) -> Option<Field<'_>> {
        (**self).field(name)
    }
}

impl<T: Request + Default> List for Option<Vec<T>> {
    fn is_there(&self) -> bool {
        self.is_some()
    }

    fn begin(&mut self) {
        *self = Some(Vec::new());
    }

    fn add(&mut self) -> &mut dyn Request {
        self.get_or_insert_default().push_mut(T::default())
    }

    fn drop_last(&mut self) {
        self.as_mut().map(Vec::pop);
    }
}

impl Field<'_> {
    fn is_filled(&self) -> bool {
        match self {
            Self::Text(place) => place.is_some(),
            Self::Given(place) | Self::GivenAtAll(place) => place.is_some(),
            Self::Whole(place) => place.is_some(),
            Self::File(place) => place.is_some(),
            Self::Fault(place) => place.is_some(),
            Self::Part(part) => part.is_there(),
            Self::List(list) => list.is_there(),
        }
    }
}

/// Reads one request into `request`.
pub fn read<'de, D: Deserializer<'de>>(request: &mut dyn Request, deserializer: D) -> Result<(), D::Error> {
    deserializer.deserialize_map(Reader(request))
}

struct Reader<'a>(&'a mut dyn Request);

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.title())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(field) = map.next_key_seed(Named(&mut *self.0))? {
            match field {
                Some(field) => map.next_value_seed(field)?,
                None => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }
}

struct Named<'a>(&'a mut dyn Request);

impl<'de, 'a> DeserializeSeed<'de> for Named<'a> {
    type Value = Option<Field<'a>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'a> Visitor<'_> for Named<'a> {
    type Value = Option<Field<'a>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        let field = self.0.field(name);
        if field.as_ref().is_some_and(Field::is_filled) {
            return Err(E::custom(format_args!("duplicate field `{name}`")));
        }
        Ok(field)
    }
}

impl<'de> DeserializeSeed<'de> for Field<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self {
            Self::Text(place) => *place = Option::deserialize(deserializer)?,
            Self::Given(place) => *place = Option::deserialize(deserializer)?,
            Self::GivenAtAll(place) => *place = Some(Given::deserialize(deserializer)?),
            Self::Whole(place) => *place = Option::deserialize(deserializer)?,
            Self::File(place) => *place = Option::deserialize(deserializer)?,
            Self::Fault(place) => *place = Option::deserialize(deserializer)?,
            Self::Part(part) => deserializer.deserialize_option(Within(part))?,
            Self::List(list) => deserializer.deserialize_option(Several(list))?,
        }
        Ok(())
    }
}

struct Within<'a>(&'a mut dyn Part);

impl<'de> Visitor<'de> for Within<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        read(self.0.begin(), deserializer)
    }
}

struct Several<'a>(&'a mut dyn List);

impl<'de> Visitor<'de> for Several<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        self.0.begin();
        while seq.next_element_seed(Reader(self.0.add()))?.is_some() {}
        self.0.drop_last();
        Ok(())
    }
}

/// Says what the fields of requests are called, and makes the requests readable.
macro_rules! requests {
    ($($name:ident { $($field:literal => $kind:ident $place:ident,)* })*) => {$(
        impl $crate::engine::intake::Request for $name {
            fn title(&self) -> &'static str {
                concat!("struct ", stringify!($name))
            }

            fn field(&mut self, name: &str) -> Option<$crate::engine::intake::Field<'_>> {
                Some(match name {
                    $($field => $crate::engine::intake::Field::$kind(&mut self.$place),)*
                    _ => return None,
                })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut request = Self::default();
                $crate::engine::intake::read(&mut request, deserializer)?;
                Ok(request)
            }
        }
    )*};
}

pub(super) use requests;

requests! {
    GivenExternalData {
        "ExternalProcessingDate" => Given external_processing_date,
        "ExternalProviderReference" => Text external_provider_reference,
        "ExternalMerchantReference" => Text external_merchant_reference,
        "ExternalProviderName" => Text external_provider_name,
        "ExternalProviderPaymentMethod" => Text external_provider_payment_method,
    }
    GivenSeller {
        "AuthorId" => Text author_id,
        "WalletId" => Text wallet_id,
        "FeesAmount" => Given fees_amount,
        "TransferDate" => Given transfer_date,
    }
    GivenAddress {
        "AddressLine1" => Text address_line1,
        "AddressLine2" => Text address_line2,
        "City" => Text city,
        "Region" => Text region,
        "PostalCode" => Text postal_code,
        "Country" => Text country,
    }
    GivenLineItem {
        "Seller" => Part seller,
        "Sku" => Text sku,
        "Name" => Text name,
        "Description" => Text description,
        "Category" => Text category,
        "Quantity" => Given quantity,
        "UnitAmount" => Given unit_amount,
        "TaxAmount" => Given tax_amount,
        "DiscountAmount" => Given discount_amount,
        "ShippingAddress" => Part shipping_address,
        "SplitOriginWalletId" => Text split_origin_wallet_id,
    }
    GivenBuyer {
        "Id" => Text id,
    }
    IntentRequest {
        "Amount" => Given amount,
        "Currency" => Text currency,
        "PlatformFeesAmount" => Given platform_fees_amount,
        "ExternalData" => Part external_data,
        "Buyer" => Part buyer,
        "LineItems" => List line_items,
        "Tag" => Text tag,
    }
    GivenPart {
        "Id" => Text id,
        "Amount" => Given amount,
    }
    ActionRequest {
        "Amount" => Given amount,
        "Currency" => Text currency,
        "PlatformFeesAmount" => Given platform_fees_amount,
        "ExternalData" => Part external_data,
        "LineItems" => List line_items,
        "Tag" => Text tag,
    }
    SplitRequest {
        "LineItemId" => Text line_item_id,
        "SplitAmount" => Given split_amount,
        "FeesAmount" => Given fees_amount,
        "TransferDate" => Given transfer_date,
        "Description" => Text description,
        "SplitOriginWalletId" => Text split_origin_wallet_id,
        "Tag" => Text tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;
    use serde::de::DeserializeOwned;

    fn back<T: Serialize + DeserializeOwned + PartialEq + fmt::Debug>(request: &T) {
        let text = serde_json::to_string(request).unwrap();
        assert_eq!(serde_json::from_str::<T>(&text).unwrap(), *request, "{text}");
    }

    #[test]
    #[allow(clippy::unnecessary_wraps, reason = "every field of a request may be missing")]
    fn every_field_that_is_written_is_read() {
        let text = |text: &str| Some(text.to_owned());
        let given = |number| Some(Given::Whole(number));
        let external = GivenExternalData {
            external_processing_date: given(1),
            external_provider_reference: text("a"),
            external_merchant_reference: text("b"),
            external_provider_name: text("c"),
            external_provider_payment_method: text("d"),
        };
        let address = GivenAddress {
            address_line1: text("e"),
            address_line2: text("f"),
            city: text("g"),
            region: text("h"),
            postal_code: text("i"),
            country: text("j"),
        };
        let seller = GivenSeller {
            author_id: text("k"),
            wallet_id: text("l"),
            fees_amount: Some(Given::Other("1.5".to_owned())),
            transfer_date: given(2),
        };
        let item = GivenLineItem {
            seller: Some(seller),
            sku: text("m"),
            name: text("n"),
            description: text("o"),
            category: text("p"),
            quantity: given(3),
            unit_amount: given(4),
            tax_amount: given(5),
            discount_amount: given(6),
            shipping_address: Some(Box::new(address)),
            split_origin_wallet_id: text("q"),
        };
        back(&IntentRequest {
            amount: given(7),
            currency: text("r"),
            platform_fees_amount: given(8),
            external_data: Some(Box::new(external.clone())),
            buyer: Some(GivenBuyer { id: text("s") }),
            line_items: Some(vec![item, GivenLineItem::default()]),
            tag: text("t"),
        });
        back(&ActionRequest {
            amount: given(9),
            currency: text("u"),
            platform_fees_amount: given(10),
            external_data: Some(Box::new(external)),
            line_items: Some(vec![GivenPart { id: text("v"), amount: given(11) }]),
            tag: text("w"),
        });
        back(&SplitRequest {
            line_item_id: text("x"),
            split_amount: given(12),
            fees_amount: given(13),
            transfer_date: given(14),
            description: text("y"),
            split_origin_wallet_id: text("z"),
            tag: text("ä"),
        });
    }

    #[test]
    fn strangers_are_passed_over_null_is_absent_and_twice_is_a_fault() {
        let read = |text: &str| serde_json::from_str::<IntentRequest>(text);
        let known = IntentRequest { tag: Some("x".to_owned()), ..IntentRequest::default() };
        assert_eq!(
            read(r#"{"Amount":null,"LineItems":null,"Buyer":null,"New":[{}],"Tag":"x"}"#).unwrap(),
            known
        );
        for (text, fault) in [
            (r#"{"Tag":"x","Tag":"y"}"#, "duplicate field `Tag`"),
            (r#"{"Buyer":{},"Buyer":{}}"#, "duplicate field `Buyer`"),
            (r#"{"Tag":5}"#, "invalid type: integer `5`, expected a string"),
            (r#"{"LineItems":{}}"#, "invalid type: map, expected a sequence"),
            (r#"{"LineItems":["x"]}"#, "expected struct GivenLineItem"),
            ("[]", "invalid type: sequence, expected struct IntentRequest"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(fault), "{text}: {error}");
        }
    }
}
