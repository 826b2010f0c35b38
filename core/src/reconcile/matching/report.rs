//! What matching before an upload answers: plain data, counts exact, details up to a limit.

use super::near::Likeness;
use super::open::OpenActions;
use crate::catalog::{LineStatus, Provider};
use crate::date::Date;
use crate::machine::SettlementStatus;
use crate::money::{Currency, Minor};
use crate::reconcile::declarations::read::Source;
use crate::reconcile::{Declared, MismatchCode};
use crate::settlement::exact;
use crate::settlement::report::Report;
use crate::settlement::totals::StatusTotal;
use serde::Serialize;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct MatchReport {
    /// In the order in which they were matched: what a fully matched file contains is settled for those behind it.
    pub files: Vec<FileMatch>,
    /// Declarations held, over all sources.
    pub declarations: u64,
    #[cfg_attr(feature = "ts", tsify(type = "DeclarationSource[]"))]
    pub sources: Vec<Source>,
    /// Declared, and mentioned by no line of any file.
    pub open: OpenActions,
    /// How many unmatched lines of a reason, and open actions, are listed at most.
    pub details: usize,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FileMatch {
    pub name: String,
    /// `FAILED`, `UNMATCHED`, `PARTIALLY_MATCHED` or `PENDING_FUNDS_RECEPTION`.
    #[cfg_attr(feature = "ts", tsify(type = "SettlementStatus"))]
    pub status: SettlementStatus,
    /// Why, in one sentence.
    pub message: String,
    #[cfg_attr(feature = "ts", tsify(type = "string | null"))]
    pub provider: Option<Provider>,
    pub currency: Option<Currency>,
    pub lines: u64,
    pub matched: u64,
    #[serde(rename = "unmatchedCount")]
    pub unmatched: u64,
    /// The matched lines of each status, with the exact sum of their signed amounts.
    #[cfg_attr(
        feature = "ts",
        tsify(type = "{ status: LineStatus; lines: number; sum: number | string; counts: boolean }[]")
    )]
    pub matched_by_status: Vec<StatusTotal>,
    /// What Mangopay shows as `DeclaredIntentAmount`: the matched lines that count.
    #[serde(serialize_with = "exact::integer")]
    #[cfg_attr(feature = "ts", tsify(type = "number | string"))]
    pub declared_amount: i128,
    /// What keeps the file from matching fully even if every line does.
    pub footer_errors: Vec<Footing>,
    pub reasons: Vec<ReasonCount>,
    /// In the order of the file, of each reason the first ones.
    #[serde(rename = "unmatched")]
    pub unmatched_lines: Vec<UnmatchedLine>,
    pub assumed: Assumed,
    /// The check of the file by itself.
    #[cfg_attr(feature = "ts", tsify(type = "CheckDocument"))]
    pub check: Report,
}

/// A footer row that contradicts the lines, with Mangopay's code where it is public.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Footing {
    pub row: String,
    pub code: &'static str,
    pub description: String,
}

/// Matched lines that needed something to be assumed, because no declaration tells it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Assumed {
    /// That the declaration is of the file's provider.
    pub provider: u64,
    /// That the declaration is in the line's currency.
    pub currency: u64,
    /// That the initial reference is one of the Intent's.
    pub initial_reference: u64,
    /// That no earlier settlement contained it.
    pub not_settled_before: u64,
}

/// Why a line does not match.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Nothing declared has this reference.
    UnknownReference,
    /// The payment is declared, but not this capture, refund or dispute of it.
    NotDeclared,
    /// What is declared under this reference is of another type.
    OtherType,
    OtherProvider,
    OtherCurrency,
    /// The declaration is not in the status that the line states.
    OtherStatus,
    /// The initial reference belongs to another Intent.
    InitialReference,
    AlreadySettled,
    OtherAmount,
    Duplicate,
    /// A value of the line cannot be read, or contradicts another: the check says which.
    Malformed,
}

impl Reason {
    pub const ALL: [Self; 11] = [
        Self::UnknownReference,
        Self::NotDeclared,
        Self::OtherType,
        Self::OtherProvider,
        Self::OtherCurrency,
        Self::OtherStatus,
        Self::InitialReference,
        Self::AlreadySettled,
        Self::OtherAmount,
        Self::Duplicate,
        Self::Malformed,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::UnknownReference => "unknown-reference",
            Self::NotDeclared => "not-declared",
            Self::OtherType => "other-type",
            Self::OtherProvider => "other-provider",
            Self::OtherCurrency => "other-currency",
            Self::OtherStatus => "other-status",
            Self::InitialReference => "initial-reference",
            Self::AlreadySettled => "already-settled",
            Self::OtherAmount => "other-amount",
            Self::Duplicate => "duplicate",
            Self::Malformed => "malformed",
        }
    }

    /// What it means, in one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::UnknownReference => "Nothing that was declared has the line's reference.",
            Self::NotDeclared => "The payment is declared, but not this capture, refund or dispute of it.",
            Self::OtherType => "What was declared under the line's reference is of another type.",
            Self::OtherProvider => "The reference belongs to an Intent of another provider than the file's.",
            Self::OtherCurrency => "What was declared under the line's reference is in another currency.",
            Self::OtherStatus => {
                "What was declared under the line's reference is not in the status that the line states."
            }
            Self::InitialReference => {
                "The line's initial reference is not one of the Intent that the declaration belongs to."
            }
            Self::AlreadySettled => "An earlier settlement contains this line already.",
            Self::OtherAmount => {
                "The declaration has another amount. Amounts are compared without their sign."
            }
            Self::Duplicate => "An earlier line of the same file has taken the declaration.",
            Self::Malformed => {
                "A value of the line cannot be read, or contradicts another. The check of the file says which."
            }
        }
    }

    /// The reason behind a code of the engine, where the code alone tells it.
    pub(super) const fn of(code: MismatchCode) -> Self {
        match code {
            MismatchCode::MatchRefNotFound => Self::UnknownReference,
            MismatchCode::ProviderNotMatch => Self::OtherProvider,
            MismatchCode::CurrencyNotMatch => Self::OtherCurrency,
            MismatchCode::StatusNotMatch => Self::OtherStatus,
            MismatchCode::InitialRefNotFound => Self::InitialReference,
            MismatchCode::AlreadyReconciled => Self::AlreadySettled,
            MismatchCode::AmountNotMatch => Self::OtherAmount,
            MismatchCode::DuplicateLine => Self::Duplicate,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ReasonCount {
    pub reason: Reason,
    pub count: u64,
    pub listed: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct UnmatchedLine {
    /// Number of the line in the file, from 1, and the offset of its first byte.
    pub line: u64,
    pub byte: u64,
    pub reference: String,
    pub initial_reference: String,
    pub status: Option<LineStatus>,
    #[serde(serialize_with = "exact::optional")]
    #[cfg_attr(feature = "ts", tsify(type = "number | string | null"))]
    pub amount: Option<Minor>,
    pub currency: Option<Currency>,
    #[cfg_attr(feature = "ts", tsify(type = "{ year: number; month: number; day: number } | null"))]
    pub date: Option<Date>,
    pub reason: Reason,
    /// As the validations would have it. `MATCH_REF_NOT_FOUND` is Mangopay's; the others are Echoscope's.
    pub code: &'static str,
    pub description: String,
    /// What to look at or to do, where more can be said.
    pub remedy: Option<String>,
    /// The declaration that the line failed on.
    pub declared: Option<DeclaredAction>,
    /// The line's amount less the declared one, both without sign.
    #[serde(serialize_with = "exact::optional")]
    #[cfg_attr(feature = "ts", tsify(type = "number | string | null"))]
    pub difference: Option<i128>,
    /// Codes of the rules that make it malformed.
    #[cfg_attr(feature = "ts", tsify(type = "string[]"))]
    pub faults: Vec<&'static str>,
    /// What the line may have meant, the likeliest first.
    #[serde(rename = "candidates")]
    pub nearest: Vec<Nearest>,
}

/// A declaration, as a person knows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct DeclaredAction {
    pub kind: Declared,
    pub reference: String,
    #[serde(serialize_with = "exact::integer")]
    #[cfg_attr(feature = "ts", tsify(type = "number | string"))]
    pub amount: Minor,
    pub currency: Option<Currency>,
    #[cfg_attr(feature = "ts", tsify(type = "string | null"))]
    pub provider: Option<Provider>,
    #[cfg_attr(feature = "ts", tsify(type = "{ year: number; month: number; day: number } | null"))]
    pub date: Option<Date>,
    pub intent_id: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Nearest {
    pub likeness: Likeness,
    #[serde(flatten)]
    pub declared: DeclaredAction,
}
