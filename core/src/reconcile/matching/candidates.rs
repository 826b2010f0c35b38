//! What is declared under a line's reference, seen from the line: as candidates, and as the reason why there is none.

use super::report::Reason;
use crate::catalog::{LineStatus, Provider};
use crate::reconcile::declarations::{Declarations, Entry, IntentKey, Record};
use crate::reconcile::{Candidate, Declared, Elsewhere, Line, Mismatch, MismatchCode, Place, not_found};

pub fn fits_provider(entry: &Entry<'_>, provider: Option<Provider>) -> bool {
    entry.provider.is_none() || provider.is_none() || entry.provider == provider
}

pub fn candidate(
    declarations: &Declarations,
    number: u32,
    record: &Record<'_>,
    line: &Line<'_>,
) -> Candidate {
    let (own, entry) = (&record.standing, &record.entry);
    let bearer = declarations.standing(declarations.bearer(number)).unwrap_or(own);
    Candidate {
        declared: own.kind(),
        place: Place { intent: 0, action: number },
        currency: entry.currency.unwrap_or(line.currency),
        amount: i128::from(declarations.amount(record)),
        fits: own.fits.has(line.status),
        knows_initial: line.status == LineStatus::Settled
            || may_name(declarations, record, line.initial_reference),
        reconciled: bearer.settled.has(line.status),
        taken: bearer.taken.has(line.status),
    }
}

/// Whether a reference is that of the Intent's authorization or of one of its captures, as far as they are declared.
pub fn names_intent(declarations: &Declarations, record: &Record<'_>, reference: &[u8]) -> bool {
    let mut named = declarations.with_reference(reference).filter(|(_, other)| is_payment(other));
    record.entry.intent.is_some() && named.any(|(_, other)| other.entry.intent == record.entry.intent)
}

/// The same, where what is not declared may be true: nothing contradicts it.
pub fn may_name(declarations: &Declarations, record: &Record<'_>, reference: &str) -> bool {
    if names_intent(declarations, record, reference.as_bytes()) {
        return true;
    }
    if record.standing.references_complete() {
        return false;
    }
    let mut others = declarations.with_reference(reference.as_bytes()).filter(|(_, other)| is_payment(other));
    record.entry.intent.is_none() || others.all(|(_, other)| other.entry.intent.is_none())
}

pub fn is_payment(record: &Record<'_>) -> bool {
    matches!(record.standing.kind(), Declared::Intent | Declared::Capture)
}

/// A reference that no declaration of the right kind carries may still be known otherwise: say so.
pub fn explain(
    declarations: &Declarations,
    found: &[u32],
    provider: Option<Provider>,
    line: &Line<'_>,
    mismatch: Mismatch,
) -> Mismatch {
    let (MismatchCode::MatchRefNotFound, Some(provider)) = (mismatch.code, provider) else { return mismatch };
    let records = found.iter().filter_map(|number| declarations.get(*number));
    let intents = || {
        records
            .clone()
            .filter(|record| record.standing.kind() == Declared::Intent || record.standing.inherits())
    };
    if let Some(intent) = intents().find(|record| fits_provider(&record.entry, Some(provider))) {
        let id = intent.entry.intent.and_then(IntentKey::id);
        return not_found(line.status, provider, &Elsewhere::Intent { id: id.as_deref() });
    }
    match intents().filter_map(|record| record.entry.provider).min() {
        Some(other) => not_found(line.status, provider, &Elsewhere::Provider(other)),
        None => mismatch,
    }
}

pub fn reason(declarations: &Declarations, found: &[u32], line: &Line<'_>, mismatch: &Mismatch) -> Reason {
    if mismatch.code != MismatchCode::MatchRefNotFound {
        return Reason::of(mismatch.code);
    }
    let other_type = |number: &u32| {
        declarations.get(*number).is_some_and(|record| match line.status {
            LineStatus::Settled => !is_payment(&record),
            _ => record.standing.kind() != Declared::Intent,
        })
    };
    let of_known_payment = || {
        let mut payments = declarations.with_reference(line.initial_reference.as_bytes());
        line.status != LineStatus::Settled && payments.any(|(_, record)| is_payment(&record))
    };
    if found.iter().any(other_type) {
        Reason::OtherType
    } else if !found.is_empty() || of_known_payment() {
        Reason::NotDeclared
    } else {
        Reason::UnknownReference
    }
}
