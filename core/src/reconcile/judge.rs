//! One line against the declarations that carry its reference (spec 6.2).

use super::{Declared, Place};
use crate::catalog::{LineStatus, Provider};
use crate::machine::DisputeStatus;
use crate::money::{Currency, Minor};
use serde::Serialize;

/// A well-formed line of the file. Lines that compete for a declaration are served in this order (B29).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Line<'a> {
    pub reference: &'a str,
    pub initial_reference: &'a str,
    pub status: LineStatus,
    /// Signed as the 2026 format means it.
    pub amount: Minor,
    pub currency: Currency,
}

/// A declaration that carries the line's reference, seen from the line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    pub declared: Declared,
    pub place: Place,
    pub currency: Currency,
    pub amount: i128,
    /// The declaration's status allows a line of this status.
    pub fits: bool,
    /// The line's initial reference belongs to the same Intent, or none is wanted.
    pub knows_initial: bool,
    /// A line of this status was reconciled for it before.
    pub reconciled: bool,
    /// An earlier line of the same file took it.
    pub taken: bool,
}

/// Why a line does not match. `MATCH_REF_NOT_FOUND` is Mangopay's; the others are Echoscope's, in the same style.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MismatchCode {
    MatchRefNotFound,
    ProviderNotMatch,
    CurrencyNotMatch,
    StatusNotMatch,
    InitialRefNotFound,
    AlreadyReconciled,
    AmountNotMatch,
    DuplicateLine,
}

impl MismatchCode {
    pub const fn value(self) -> &'static str {
        match self {
            Self::MatchRefNotFound => "MATCH_REF_NOT_FOUND",
            Self::ProviderNotMatch => "PROVIDER_NOT_MATCH",
            Self::CurrencyNotMatch => "CURRENCY_NOT_MATCH",
            Self::StatusNotMatch => "STATUS_NOT_MATCH",
            Self::InitialRefNotFound => "INITIAL_REF_NOT_FOUND",
            Self::AlreadyReconciled => "ALREADY_RECONCILED",
            Self::AmountNotMatch => "AMOUNT_NOT_MATCH",
            Self::DuplicateLine => "DUPLICATE_LINE",
        }
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Mismatch {
    pub code: MismatchCode,
    pub description: String,
    /// The declaration that came furthest.
    #[serde(skip)]
    pub about: Option<Place>,
}

/// The candidate that the line takes: the oldest that fits in every respect. Otherwise the reason of the candidate
/// that came furthest.
pub fn judge(
    line: &Line<'_>,
    candidates: impl IntoIterator<Item = Candidate>,
) -> Result<Candidate, Mismatch> {
    let mut furthest: Option<Mismatch> = None;
    for candidate in candidates {
        match refuse(line, &candidate) {
            None => return Ok(candidate),
            Some(mismatch) if furthest.as_ref().is_none_or(|known| known.code < mismatch.code) => {
                furthest = Some(mismatch);
            }
            Some(_) => {}
        }
    }
    Err(furthest.unwrap_or_else(unknown_reference))
}

/// Nothing declared has the line's reference.
pub fn unknown_reference() -> Mismatch {
    Mismatch {
        code: MismatchCode::MatchRefNotFound,
        description: "ExternalProviderReference not found for any existing Intent in the system".to_owned(),
        about: None,
    }
}

/// Where a reference is known that no declaration of the right kind carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Elsewhere<'a> {
    Nowhere,
    /// It is the reference of an Intent.
    Intent {
        id: Option<&'a str>,
    },
    /// It is the reference of an Intent of another provider.
    Provider(Provider),
}

/// What is said of a line of this status whose reference leads nowhere, in a file of this provider.
pub fn not_found(status: LineStatus, provider: Provider, elsewhere: &Elsewhere<'_>) -> Mismatch {
    let mismatch = unknown_reference();
    match *elsewhere {
        Elsewhere::Nowhere => mismatch,
        Elsewhere::Intent { id } => {
            let what = match status {
                LineStatus::Settled => "has no capture of this reference",
                _ => "has no such action of this reference",
            };
            let intent = id.map_or("an Intent of this reference".to_owned(), |id| format!("the Intent {id}"));
            let description = format!("{}: {intent} exists but {what}.", mismatch.description);
            Mismatch { description, ..mismatch }
        }
        Elsewhere::Provider(other) => {
            let (other, own) = (other.name(), provider.name());
            let description = format!("The reference belongs to an Intent of {other}, the file is of {own}.");
            Mismatch { code: MismatchCode::ProviderNotMatch, description, about: None }
        }
    }
}

/// Whether a dispute is, or was on its way, in the status of a line (spec 6.2).
pub fn had(dispute: DisputeStatus, line: LineStatus) -> bool {
    match line {
        LineStatus::Disputed => true,
        LineStatus::Defended => dispute != DisputeStatus::Disputed,
        LineStatus::DisputedWon => dispute == DisputeStatus::DisputedWon,
        LineStatus::DisputedLost => dispute == DisputeStatus::DisputedLost,
        LineStatus::Settled | LineStatus::Refunded | LineStatus::RefundReversed => false,
    }
}

/// What speaks against this candidate.
pub fn refuse(line: &Line<'_>, candidate: &Candidate) -> Option<Mismatch> {
    let amount = i128::from(line.amount).abs();
    let mismatch = |code, description| Some(Mismatch { code, description, about: Some(candidate.place) });
    if candidate.currency != line.currency {
        let text = format!("The line is in {}, the declaration in {}.", line.currency, candidate.currency);
        return mismatch(MismatchCode::CurrencyNotMatch, text);
    }
    if !candidate.fits {
        let text = format!("What is declared under this reference is not {}.", line.status.value());
        return mismatch(MismatchCode::StatusNotMatch, text);
    }
    if !candidate.knows_initial {
        let text = format!(
            "ExternalInitialReference \"{}\" is not a reference of the Intent.",
            crate::text::shortened(line.initial_reference)
        );
        return mismatch(MismatchCode::InitialRefNotFound, text);
    }
    if candidate.reconciled {
        let text = "An earlier settlement contains this line already.".to_owned();
        return mismatch(MismatchCode::AlreadyReconciled, text);
    }
    if candidate.amount != amount {
        let difference = amount.saturating_sub(candidate.amount);
        let text = format!("The line says {amount}, declared is {}: {difference:+} apart.", candidate.amount);
        return mismatch(MismatchCode::AmountNotMatch, text);
    }
    if candidate.taken {
        let text = "Another line of this file takes it already.".to_owned();
        return mismatch(MismatchCode::DuplicateLine, text);
    }
    None
}
