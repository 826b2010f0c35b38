//! Refusals: a command that cannot be carried out says why, as a value.
//!
//! Where several refusals apply, the first of this order is given; it is part of the contract:
//! unknown object → malformed field (in the order in which [`super::command`] lists a request's fields) → wrong status → sums that disagree → limit exceeded.

use crate::machine::Trigger;
use serde::Serialize;
use std::fmt::Display;

macro_rules! codes {
    ($($variant:ident = $code:literal, $docs:literal: $about:literal;)+) => {
        /// The stable names of all refusals.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
        #[cfg_attr(feature = "ts", derive(tsify::Tsify))]
        pub enum Code { $(#[doc = $about] #[serde(rename = $code)] $variant,)+ }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The rules and readings behind it.
            pub const fn source(self) -> &'static str {
                match self { $(Self::$variant => $docs,)+ }
            }

            /// What it means, for the documentation.
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => $about,)+ }
            }
        }
    };
}

codes! {
    MissingField = "missing-field", "R6, R7, R8": "A required field is missing.";
    NotAWholeNumber = "not-a-whole-number", "R24": "An amount is text, a fraction or beyond 64 bits.";
    OutOfRange = "out-of-range", "R24, B20": "A number is below or above what makes sense.";
    TextTooLong = "text-too-long", "B20": "A text is longer than its limit.";
    ListLength = "list-length", "B20": "A list is empty or longer than its limit.";
    DateInvalid = "date-invalid", "R7": "A date is neither Unix seconds nor DD-MM-YYYY.";
    DateInPast = "date-in-past", "R26, B23": "A transfer date is not in the future.";
    UnknownCurrency = "unknown-currency", "0.2": "Mangopay does not support this currency.";
    UnknownCountry = "unknown-country", "0.2, B20": "A country is a code of two letters, such as FR.";
    UnknownProvider = "unknown-provider", "R16": "Echo does not support this provider.";
    UnknownPaymentMethod = "unknown-payment-method", "R17": "Echo does not support this payment method; leave the field out.";
    UnknownUser = "unknown-user", "R11, B17": "There is no such user.";
    UnknownWallet = "unknown-wallet", "B17": "There is no such wallet.";
    UnknownIntent = "unknown-intent", "3.0": "There is no such Intent.";
    UnknownLineItem = "unknown-line-item", "R46, R107": "The Intent has no such line item.";
    UnknownCapture = "unknown-capture", "R82": "The Intent has no such capture.";
    UnknownRefund = "unknown-refund", "R71": "The Intent has no such refund.";
    UnknownDispute = "unknown-dispute", "3.9": "The capture has no such dispute.";
    UnknownSplit = "unknown-split", "3.10": "The Intent has no such Split.";
    UnknownSettlement = "unknown-settlement", "3.11": "There is no such Settlement.";
    UnknownDecision = "unknown-decision", "R75": "A decision is DEFENDED, DISPUTED_WON or DISPUTED_LOST.";
    IdTaken = "id-taken", "0.2": "Another object has this id.";
    SellerMissing = "seller-missing", "R9": "A line item's seller has neither AuthorId nor WalletId.";
    WalletNotOfAuthor = "wallet-not-of-author", "B17": "The seller's wallet belongs to somebody else.";
    WalletCurrencyDiffers = "wallet-currency-differs", "R10": "The wallet's currency is not the Intent's.";
    NoWallet = "no-wallet", "B17": "The seller has no wallet in the Intent's currency.";
    CurrencyDiffers = "currency-differs", "R32, B15": "The currency is not the Intent's.";
    LineTotalsDiffer = "line-totals-differ", "R2, R37, R53": "The amount is not the sum of the line amounts.";
    FeesDiffer = "fees-differ", "R12": "PlatformFeesAmount is not the sum of the sellers' fees.";
    LineTwice = "line-twice", "B4": "One request names a line item twice.";
    WrongIntentStatus = "wrong-intent-status", "4.1, B15, B16": "The Intent's status does not allow this action.";
    PartialOperationFound = "partial-operation-found", "R39, B12": "A full capture cannot follow a partial operation.";
    NothingLeft = "nothing-left", "B3": "There is nothing left that this action could take.";
    OverCapture = "over-capture", "R38, B4": "More than the line's total would be captured.";
    OverCancel = "over-cancel", "B4": "More than the line's total would be cancelled.";
    OverRefund = "over-refund", "R63, B4": "More would be refunded than is captured, not refunded and not disputed.";
    OverDispute = "over-dispute", "B3, B4": "More would be disputed than this capture took and is left.";
    ReversalDiffers = "reversal-differs", "R68": "A reversal must cover exactly what was refunded.";
    AlreadyReversed = "already-reversed", "R69": "The refund was reversed before.";
    DisputeDecided = "dispute-decided", "R80": "The dispute's status does not allow this decision.";
    OverSplit = "over-split", "R86, R87, B22": "More would be split than is available.";
    SplitFeesTooHigh = "split-fees-too-high", "R88, R89, A15": "The Splits' fees exceed what they may be.";
    SplitBeyondSettled = "split-beyond-settled", "B5": "The Split would exceed what is settled for its line.";
    WrongSplitStatus = "wrong-split-status", "R94, R98, R99": "The Split's status does not allow this action.";
    OriginWalletMissing = "origin-wallet-missing", "R105, B24": "With provider MANGOPAY a Split needs SplitOriginWalletId.";
    FileNameNotCsv = "file-name-not-csv", "R110": "A settlement file's name ends in .csv.";
    WrongSettlementStatus = "wrong-settlement-status", "R117, R119, A5, A23": "The Settlement's status does not allow this.";
    ClockBackwards = "clock-backwards", "10": "The clock only moves forward.";
    IdempotencyKeyInvalid = "idempotency-key-invalid", "3.0": "An Idempotency-Key has 16 to 36 letters, digits or hyphens.";
    IdempotencyKeyUsed = "idempotency-key-used", "R25, B19": "The Idempotency-Key was used within 24 hours.";
}

/// Mangopay's `Type` of an error.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum ErrorType {
    ParamError,
    InvalidAction,
    CurrencyIncompatibility,
    IdempotentCreationConflict,
}

impl ErrorType {
    /// Mangopay's `Message` that goes with it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::ParamError => {
                "One or several required parameters are missing or incorrect. \
                 An incorrect resource ID also raises this kind of error."
            }
            Self::InvalidAction => "Action on the Intent resource is not permitted",
            Self::CurrencyIncompatibility => "Error: multi-currency usage is not authorized",
            Self::IdempotentCreationConflict => "The idempotency key was used before",
        }
    }
}

/// One fact that decided a refusal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
pub struct Fact {
    pub name: &'static str,
    pub value: String,
}

/// One step of the way to what was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
pub struct Step {
    /// The lifecycle in which the step is an edge.
    pub machine: &'static str,
    pub trigger: Trigger,
    /// The status it leads to.
    pub to: &'static str,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    pub code: Code,
    #[serde(rename = "type")]
    pub error_type: ErrorType,
    /// The key of Mangopay's `Errors` object.
    pub field: String,
    /// The sentence: Mangopay's own where it is public, else ours.
    pub message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// The rules and readings behind it.
    pub source: &'static str,
    /// The shortest legal way to what was asked for; empty where there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub way: Vec<Step>,
}

impl Refusal {
    /// Bad data.
    pub fn param(code: Code, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(code, ErrorType::ParamError, field, message)
    }

    /// Good data, but not now.
    pub fn action(code: Code, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(code, ErrorType::InvalidAction, field, message)
    }

    pub fn new(
        code: Code,
        error_type: ErrorType,
        field: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            error_type,
            field: field.into(),
            message: message.into(),
            facts: Vec::new(),
            source: code.source(),
            way: Vec::new(),
        }
    }

    #[must_use]
    pub fn fact(mut self, name: &'static str, value: impl Display) -> Self {
        self.facts.push(Fact { name, value: value.to_string() });
        self
    }

    #[must_use]
    pub fn way(mut self, way: Vec<Step>) -> Self {
        self.way = way;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_kebab_case_and_stands_once() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
