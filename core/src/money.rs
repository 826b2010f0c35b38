//! Amounts in minor units, and the currencies Mangopay accepts.
//!
//! An amount is an integer number of the currency's smallest unit (EUR 12.60 is `1260`, JPY 12 is `12`). It is
//! held in an `i64`, added with checks, and summed in `i128`. Decimals exist only where a person reads them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount in minor units. May be negative: a refund line of a settlement file is.
pub type Minor = i64;

/// The currencies of the Mangopay API (spec 0.2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Aed,
    Aud,
    Cad,
    Chf,
    Czk,
    Dkk,
    Eur,
    Gbp,
    Hkd,
    Jpy,
    Nok,
    Pln,
    Sek,
    Usd,
    Zar,
}

impl Currency {
    pub const ALL: [Self; 15] = [
        Self::Aed,
        Self::Aud,
        Self::Cad,
        Self::Chf,
        Self::Czk,
        Self::Dkk,
        Self::Eur,
        Self::Gbp,
        Self::Hkd,
        Self::Jpy,
        Self::Nok,
        Self::Pln,
        Self::Sek,
        Self::Usd,
        Self::Zar,
    ];

    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Aed => "AED",
            Self::Aud => "AUD",
            Self::Cad => "CAD",
            Self::Chf => "CHF",
            Self::Czk => "CZK",
            Self::Dkk => "DKK",
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Hkd => "HKD",
            Self::Jpy => "JPY",
            Self::Nok => "NOK",
            Self::Pln => "PLN",
            Self::Sek => "SEK",
            Self::Usd => "USD",
            Self::Zar => "ZAR",
        }
    }

    /// How many decimals the minor unit stands for (ISO 4217).
    pub const fn exponent(self) -> u32 {
        match self {
            Self::Jpy => 0,
            _ => 2,
        }
    }

    /// Exact match of the code, upper case, as both the API and the file want it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|currency| currency.code() == code)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The exact major-unit text of an amount, with a point and no grouping: `-12345` EUR is `-123.45`.
pub fn major(amount: i128, currency: Currency) -> String {
    let digits = amount.unsigned_abs().to_string();
    let sign = if amount < 0 { "-" } else { "" };
    let decimals = usize::try_from(currency.exponent()).unwrap_or(0);
    if decimals == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = decimals.saturating_add(1));
    let (whole, fraction) = padded.split_at(padded.len().saturating_sub(decimals));
    format!("{sign}{whole}.{fraction}")
}

/// Why a text is no exact amount of a currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotExact {
    /// Not digits with at most one point and a sign.
    NoAmount,
    /// More decimals than the currency has.
    TooFine,
    TooLarge,
}

impl NotExact {
    pub fn sentence(self, currency: Currency) -> String {
        match self {
            Self::NoAmount => "This is no amount in digits with a decimal point.".into(),
            Self::TooFine => {
                format!("This is finer than {currency}, which has {} decimals.", currency.exponent())
            }
            Self::TooLarge => "This amount is larger than 64 bits of the smallest unit.".into(),
        }
    }
}

/// The amount of a major-unit text, exactly: `-123.45` EUR is `-12345`. Nothing is ever rounded.
pub fn minor(text: &str, currency: Currency) -> Result<Minor, NotExact> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return Err(NotExact::NoAmount);
    }
    let amount = Decimal::from_str_exact(text).map_err(|error| match error {
        rust_decimal::Error::Underflow => NotExact::TooFine,
        _ => NotExact::TooLarge,
    })?;
    let unit = Decimal::from(10_i64.pow(currency.exponent()));
    let amount = amount.checked_mul(unit).ok_or(NotExact::TooLarge)?.normalize();
    if amount.scale() > 0 {
        return Err(NotExact::TooFine);
    }
    Minor::try_from(amount.mantissa()).map_err(|_| NotExact::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for currency in Currency::ALL {
            assert_eq!(Currency::from_code(currency.code()), Some(currency));
        }
        assert_eq!(Currency::from_code("eur"), None);
        assert_eq!(Currency::from_code(""), None);
    }

    #[test]
    fn major_units_follow_the_exponent() {
        assert_eq!(major(1260, Currency::Eur), "12.60");
        assert_eq!(major(-5, Currency::Eur), "-0.05");
        assert_eq!(major(12, Currency::Jpy), "12");
        assert_eq!(major(i128::from(i64::MIN), Currency::Usd), "-92233720368547758.08");
        assert_eq!(major(0, Currency::Chf), "0.00");
    }

    #[test]
    fn a_major_amount_is_read_exactly_or_not_at_all() {
        let read = |text: &str| minor(text, Currency::Eur);
        assert_eq!(read("12.60"), Ok(1260));
        assert_eq!(read("-0.05"), Ok(-5));
        assert_eq!(read("7"), Ok(700));
        assert_eq!(read("1.500"), Ok(150));
        assert_eq!(read("92233720368547758.07"), Ok(i64::MAX));
        assert_eq!(read("92233720368547758.08"), Err(NotExact::TooLarge));
        assert_eq!(read(&"9".repeat(40)), Err(NotExact::TooLarge));
        assert_eq!(read("0.001"), Err(NotExact::TooFine));
        assert_eq!(read(&format!("0.{}1", "0".repeat(40))), Err(NotExact::TooFine));
        for text in ["", "-", ".", "1,5", "1e3", " 1", "1_000", "--1", "1.2.3"] {
            assert_eq!(read(text), Err(NotExact::NoAmount), "{text}");
        }
        assert_eq!(minor("12", Currency::Jpy), Ok(12));
        assert_eq!(minor("12.5", Currency::Jpy), Err(NotExact::TooFine));
        for amount in [0, 1, -1, 99, -100, 123_456_789, i64::MAX, i64::MIN] {
            assert_eq!(read(&major(i128::from(amount), Currency::Eur)), Ok(amount));
        }
    }
}
