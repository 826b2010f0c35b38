//! The closed lists of Echo: providers, payment methods, and what a line of a settlement file may be.
//!
//! Everything that accepts, suggests or documents one of these values reads it here.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A supported payment service provider: its place in [`PROVIDERS`].
///
/// Values are sent in upper case and answered in sentence case (`STRIPE` → `Stripe`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Provider(u8);

/// (value to send, name in answers), in the order of Mangopay's newest list.
pub const PROVIDERS: &[(&str, &str)] = &[
    ("ADYEN", "Adyen"),
    ("BANKART", "Bankart"),
    ("BBVA", "BBVA"),
    ("BRAINTREE", "Braintree"),
    ("BUCKAROO", "Buckaroo"),
    ("CAIXA", "Caixa"),
    ("CETELEM", "Cetelem"),
    ("CHECKOUT", "Checkout"),
    ("HIPAY", "Hipay"),
    ("INGENICO", "Ingenico"),
    ("KLARNA", "Klarna"),
    ("MANGOPAY", "Mangopay"),
    ("MARKETPAY", "Marketpay"),
    ("MINSAIT_PAYMENTS", "Minsait payments"),
    ("MOLLIE", "Mollie"),
    ("MONEXT", "Monext"),
    ("NUVEI", "Nuvei"),
    ("ONEY", "Oney"),
    ("PAYLINE", "Payline"),
    ("PAYPAL", "Paypal"),
    ("PAYPLUG", "Payplug"),
    ("PPRO", "Ppro"),
    ("RAPYD", "Rapyd"),
    ("REDSYS", "Redsys"),
    ("SEQURA", "Sequra"),
    ("SIPS", "Sips"),
    ("STRIPE", "Stripe"),
    ("WORLDLINE", "Worldline"),
    ("WORLDPAY", "Worldpay"),
];

impl Provider {
    /// Any mix of upper and lower case is accepted: official samples write both `STRIPE` and `Paypal`.
    pub fn parse(text: &str) -> Option<Self> {
        let place = PROVIDERS.iter().position(|(value, _)| value.eq_ignore_ascii_case(text))?;
        u8::try_from(place).ok().map(Self)
    }

    pub fn all() -> impl Iterator<Item = Self> {
        (0u8..).take(PROVIDERS.len()).map(Self)
    }

    /// Its place in [`PROVIDERS`].
    pub const fn number(self) -> u8 {
        self.0
    }

    pub fn numbered(number: u8) -> Option<Self> {
        (usize::from(number) < PROVIDERS.len()).then_some(Self(number))
    }

    /// The value to send, upper case.
    pub fn value(self) -> &'static str {
        self.row().0
    }

    /// The name in answers, sentence case.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// Mangopay itself as acquirer (hybrid flows).
    pub fn is_mangopay(self) -> bool {
        self.value() == "MANGOPAY"
    }

    fn row(self) -> (&'static str, &'static str) {
        PROVIDERS.get(usize::from(self.0)).copied().unwrap_or(("", ""))
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.value())
    }
}

impl Serialize for Provider {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.value())
    }
}

impl<'de> Deserialize<'de> for Provider {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("unsupported provider {text:?}")))
    }
}

/// Supported payment methods. A method that is not here is left blank, says the guide.
pub const PAYMENT_METHODS: &[&str] = &[
    "VISA",
    "MASTERCARD",
    "CB",
    "AMERICAN_EXPRESS",
    "DISCOVER",
    "DINERS_CLUB",
    "JCB",
    "UNIONPAY",
    "APPLE_PAY",
    "GOOGLE_PAY",
    "SAMSUNG_PAY",
    "PAYPAL",
    "VENMO",
    "CASH_APP",
    "SEPA_CREDIT_TRANSFER",
    "SEPA_DIRECT_DEBIT",
    "SWIFT",
    "WIRE_TRANSFER",
    "FASTER_PAYMENTS",
    "BACS",
    "CHAPS",
    "ACH_CREDIT_TRANSFER",
    "ACH_DIRECT_DEBIT",
    "RTP",
    "FEDNOW",
    "OPEN_BANKING_UK",
    "OPEN_BANKING_EU",
    "KLARNA",
    "AFTERPAY",
    "CLEARPAY",
    "ZIP",
    "AFFIRM",
    "PAYPAL_PAY_LATER",
    "SCALAPAY",
    "CETELEM",
    "FLOA",
    "BANCONTACT",
    "BLIK",
    "GIROPAY",
    "EPS",
    "PRZELEWY24",
    "MULTIBANCO",
    "MBWAY",
    "SOFORT",
    "IDEAL",
    "TRUSTLY",
    "SWISH",
    "TWINT",
    "BIZUM",
    "MOBILEPAY",
    "POSTPAY",
    "PAYSAFECARD",
    "POSTFINANCE",
    "WERO",
    "PAYCONIQ",
    "ALIPAY",
    "WECHATPAY",
    "ZELLE",
    "CHECK",
    "CASH",
    "PAYSAFECARD_VOUCHER",
];

/// Newer spellings of older values; both are accepted.
pub const PAYMENT_METHOD_ALIASES: &[(&str, &str)] =
    &[("AMEX", "AMERICAN_EXPRESS"), ("CARTES_BANCAIRES", "CB"), ("DINERS", "DINERS_CLUB")];

pub fn is_payment_method(text: &str) -> bool {
    PAYMENT_METHODS.contains(&text) || PAYMENT_METHOD_ALIASES.iter().any(|(newer, _)| *newer == text)
}

/// `ExternalTransactionType` of a settlement line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LineType {
    Payment,
    Refund,
    Dispute,
}

impl LineType {
    pub const ALL: [Self; 3] = [Self::Payment, Self::Refund, Self::Dispute];

    pub const fn value(self) -> &'static str {
        match self {
            Self::Payment => "PAYMENT",
            Self::Refund => "REFUND",
            Self::Dispute => "DISPUTE",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|line_type| line_type.value() == text)
    }
}

/// `ExternalTransactionStatus` of a settlement line. It decides type, sign and whether the line counts (spec 5.3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LineStatus {
    Settled,
    Refunded,
    RefundReversed,
    Disputed,
    Defended,
    DisputedWon,
    DisputedLost,
}

impl LineStatus {
    pub const ALL: [Self; 7] = [
        Self::Settled,
        Self::Refunded,
        Self::RefundReversed,
        Self::Disputed,
        Self::Defended,
        Self::DisputedWon,
        Self::DisputedLost,
    ];

    pub const fn value(self) -> &'static str {
        match self {
            Self::Settled => "SETTLED",
            Self::Refunded => "REFUNDED",
            Self::RefundReversed => "REFUND_REVERSED",
            Self::Disputed => "DISPUTED",
            Self::Defended => "DEFENDED",
            Self::DisputedWon => "DISPUTED_WON",
            Self::DisputedLost => "DISPUTED_LOST",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.value() == text)
    }

    /// The only type this status may stand with.
    pub const fn line_type(self) -> LineType {
        match self {
            Self::Settled => LineType::Payment,
            Self::Refunded | Self::RefundReversed => LineType::Refund,
            Self::Disputed | Self::Defended | Self::DisputedWon | Self::DisputedLost => LineType::Dispute,
        }
    }

    /// True where the amount must be positive: money credited to the settled amount.
    pub const fn is_credit(self) -> bool {
        matches!(self, Self::Settled | Self::RefundReversed | Self::DisputedWon)
    }

    /// True where the amount is a term of the net total. DEFENDED and DISPUTED_LOST are informative (A10).
    pub const fn counts(self) -> bool {
        !matches!(self, Self::Defended | Self::DisputedLost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_is_answered_in_sentence_case_and_read_in_any() {
        assert_eq!(Provider::all().count(), 29);
        for provider in Provider::all() {
            assert_eq!(Provider::parse(provider.value()), Some(provider));
            assert_eq!(Provider::parse(&provider.value().to_lowercase()), Some(provider));
        }
        assert_eq!(Provider::parse("stripe").unwrap().name(), "Stripe");
        assert_eq!(Provider::parse("STRIP"), None);
    }

    #[test]
    fn both_spellings_of_a_card_scheme_are_payment_methods() {
        for method in ["AMEX", "AMERICAN_EXPRESS", "CB", "CARTES_BANCAIRES", "VISA"] {
            assert!(is_payment_method(method), "{method}");
        }
        assert!(!is_payment_method("visa") && !is_payment_method(""));
    }

    #[test]
    fn the_table_of_pairs_is_the_published_one() {
        let table: Vec<_> = LineStatus::ALL
            .into_iter()
            .map(|s| (s.line_type().value(), s.value(), if s.is_credit() { "+" } else { "-" }, s.counts()))
            .collect();
        assert_eq!(
            table,
            [
                ("PAYMENT", "SETTLED", "+", true),
                ("REFUND", "REFUNDED", "-", true),
                ("REFUND", "REFUND_REVERSED", "+", true),
                ("DISPUTE", "DISPUTED", "-", true),
                ("DISPUTE", "DEFENDED", "-", false),
                ("DISPUTE", "DISPUTED_WON", "+", true),
                ("DISPUTE", "DISPUTED_LOST", "-", false),
            ]
        );
    }
}
