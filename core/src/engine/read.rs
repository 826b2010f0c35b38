//! From what was sent to what is meant: every field is judged here, and refused with its name and its value.

use super::command::{Given, GivenDate, GivenExternalData};
use super::refusal::{Code, Refusal};
use crate::catalog::{PAYMENT_METHOD_ALIASES, PAYMENT_METHODS, Provider};
use crate::date::{Date, Timestamp};
use crate::intent::ExternalData;
use crate::money::{Currency, Minor};
pub use crate::text::shortened;
use std::fmt::{self, Display};
use std::sync::Arc;

/// Longest id, tag and other text, in characters (B20).
pub const ID_CHARS_MAX: usize = 128;
pub const TAG_CHARS_MAX: usize = 255;
pub const TEXT_CHARS_MAX: usize = 2000;
/// Most entries of a list in one request (B20).
pub const ENTRIES_MAX: usize = 1000;
/// The last second of the year 9999: later moments are slips.
pub const LATEST: Timestamp = 253_402_300_799;

/// The name of a field. Most names of fields in lists are made of parts, and written out only for a refusal.
pub trait Field: Display + Copy {}

impl<T: Display + Copy> Field for T {}

/// A field of an entry of a list: `LineItems[0].Sku`.
#[derive(Clone, Copy)]
pub struct OfEntry {
    pub list: &'static str,
    pub index: usize,
    pub name: &'static str,
}

impl Display for OfEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}].{}", self.list, self.index, self.name)
    }
}

pub fn required<T>(field: impl Field, value: Option<&T>) -> Result<&T, Refusal> {
    value.ok_or_else(|| {
        Refusal::param(Code::MissingField, field.to_string(), format!("The {field} field is required."))
    })
}

pub fn whole(field: impl Field, given: &Given) -> Result<Minor, Refusal> {
    match given {
        Given::Whole(number) => Ok(*number),
        Given::Other(text) => Err(Refusal::param(
            Code::NotAWholeNumber,
            field.to_string(),
            format!("{field} must be a whole number in the currency's minor unit, not {}.", quoted(text)),
        )
        .fact("given", shortened(text))),
    }
}

pub fn at_least(field: impl Field, given: &Given, least: Minor) -> Result<Minor, Refusal> {
    let number = whole(field, given)?;
    if number < least {
        return Err(Refusal::param(
            Code::OutOfRange,
            field.to_string(),
            format!("{field} is {number}; it must be at least {least}."),
        )
        .fact("given", number)
        .fact("least", least));
    }
    Ok(number)
}

pub fn optional_at_least(
    field: impl Field,
    given: Option<&Given>,
    least: Minor,
) -> Result<Option<Minor>, Refusal> {
    given.map(|given| at_least(field, given, least)).transpose()
}

/// Unix seconds, or the older `DD-MM-YYYY`.
pub fn date(field: impl Field, given: &GivenDate) -> Result<Timestamp, Refusal> {
    let read = match given {
        Given::Whole(seconds) => (0..=LATEST).contains(seconds).then_some(*seconds),
        Given::Other(text) => Date::parse(text.as_bytes()).map(Date::midnight),
    };
    read.ok_or_else(|| {
        let text = match given {
            Given::Whole(number) => number.to_string(),
            Given::Other(text) => text.clone(),
        };
        Refusal::param(
            Code::DateInvalid,
            field.to_string(),
            format!("{field} must be a moment in Unix seconds, not {}.", quoted(&text)),
        )
        .fact("given", shortened(&text))
    })
}

pub fn text(field: impl Field, given: &str, chars_max: usize) -> Result<&str, Refusal> {
    let chars = given.chars().take(chars_max.saturating_add(1)).count();
    if chars > chars_max {
        return Err(Refusal::param(
            Code::TextTooLong,
            field.to_string(),
            format!("{field} is longer than {chars_max} characters."),
        )
        .fact("limit", chars_max));
    }
    Ok(given)
}

pub fn boxed(
    field: impl Field,
    given: Option<&String>,
    chars_max: usize,
) -> Result<Option<Box<str>>, Refusal> {
    given.map(|given| text(field, given, chars_max).map(Box::from)).transpose()
}

pub fn tag(given: Option<&String>) -> Result<Option<Box<str>>, Refusal> {
    boxed("Tag", given, TAG_CHARS_MAX)
}

pub fn required_text(field: impl Field, given: Option<&String>) -> Result<&str, Refusal> {
    let given = required(field, given)?;
    if given.trim().is_empty() {
        return Err(Refusal::param(
            Code::MissingField,
            field.to_string(),
            format!("The {field} field is required."),
        ));
    }
    text(field, given, TEXT_CHARS_MAX)
}

pub fn entries<T>(field: impl Field, list: &[T]) -> Result<&[T], Refusal> {
    if list.is_empty() || list.len() > ENTRIES_MAX {
        return Err(Refusal::param(
            Code::ListLength,
            field.to_string(),
            format!("{field} has {} entries; it must have 1 to {ENTRIES_MAX}.", list.len()),
        )
        .fact("given", list.len())
        .fact("most", ENTRIES_MAX));
    }
    Ok(list)
}

pub fn currency(field: impl Field, given: &str) -> Result<Currency, Refusal> {
    Currency::from_code(given).ok_or_else(|| {
        let known = Currency::ALL.map(Currency::code).join(", ");
        Refusal::param(
            Code::UnknownCurrency,
            field.to_string(),
            format!("{field} {} is not supported. Supported: {known}.", quoted(given)),
        )
        .fact("given", shortened(given))
    })
}

pub fn provider(field: impl Field, given: &str) -> Result<Provider, Refusal> {
    Provider::parse(given).ok_or_else(|| {
        Refusal::param(
            Code::UnknownProvider,
            field.to_string(),
            format!("{field} {} is not a supported provider.", quoted(given)),
        )
        .fact("given", shortened(given))
    })
}

fn payment_method(field: impl Field, given: &str) -> Result<&'static str, Refusal> {
    let known = PAYMENT_METHODS.iter().copied();
    known
        .chain(PAYMENT_METHOD_ALIASES.iter().map(|(newer, _)| *newer))
        .find(|method| *method == given)
        .ok_or_else(|| {
            Refusal::param(
                Code::UnknownPaymentMethod,
                field.to_string(),
                format!("{field} {} is not supported; leave it out.", quoted(given)),
            )
            .fact("given", shortened(given))
        })
}

/// External data of an action. `inherited` fills in what only an Intent must name: the provider.
pub fn external(
    given: &GivenExternalData,
    inherited: Option<&ExternalData>,
) -> Result<ExternalData, Refusal> {
    const DATE: &str = "ExternalData.ExternalProcessingDate";
    const REFERENCE: &str = "ExternalData.ExternalProviderReference";
    const MERCHANT: &str = "ExternalData.ExternalMerchantReference";
    const NAME: &str = "ExternalData.ExternalProviderName";
    const METHOD: &str = "ExternalData.ExternalProviderPaymentMethod";
    let processing_date = date(DATE, required(DATE, given.external_processing_date.as_ref())?)?;
    let reference = Arc::from(required_text(REFERENCE, given.external_provider_reference.as_ref())?);
    let merchant_reference =
        given.external_merchant_reference.as_ref().map(|given| text(MERCHANT, given, TEXT_CHARS_MAX));
    let merchant_reference = merchant_reference.transpose()?.map(Arc::from);
    let provider = match (inherited, given.external_provider_name.as_ref()) {
        // An action's own provider name is checked but changes nothing: the Intent's counts (spec 2.4).
        (Some(intent), Some(name)) => provider(NAME, name).map(|_| intent.provider)?,
        (Some(intent), None) => intent.provider,
        (None, name) => provider(NAME, required(NAME, name)?)?,
    };
    let payment_method = match given.external_provider_payment_method.as_deref() {
        None | Some("") => None,
        Some(method) => Some(payment_method(METHOD, method)?),
    };
    Ok(ExternalData { processing_date, reference, merchant_reference, provider, payment_method })
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", shortened(text))
}

/// External data in which whatever is not sent is the Intent's: full captures and cancels.
pub fn external_filled(
    given: &GivenExternalData,
    intent: &ExternalData,
    date_required: bool,
) -> Result<ExternalData, Refusal> {
    let mut filled = given.clone();
    if !date_required && filled.external_processing_date.is_none() {
        filled.external_processing_date = Some(Given::Whole(intent.processing_date));
    }
    if filled.external_provider_reference.is_none() {
        filled.external_provider_reference = Some(intent.reference.to_string());
    }
    if filled.external_merchant_reference.is_none() {
        filled.external_merchant_reference = intent.merchant_reference.as_deref().map(str::to_owned);
    }
    if filled.external_provider_payment_method.is_none() {
        filled.external_provider_payment_method = intent.payment_method.map(str::to_owned);
    }
    external(&filled, Some(intent))
}
