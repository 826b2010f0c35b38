//! Amounts in minor units, and the currencies Mangopay accepts.
//!
//! An amount is an integer number of the currency's smallest unit (EUR 12.60 is `1260`, JPY 12 is `12`). It is
//! held in an `i64`, added with checks, and summed in `i128`. Decimals exist only where a person reads them.

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
}
