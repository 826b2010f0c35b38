//! The lines of a file against the declarations (spec 6.2): which line takes which, and why a line takes none.

use super::{LineError, MatchedLine};
use crate::catalog::{LineStatus, Provider};
use crate::engine::world::World;
use crate::intent::{Capture, Intent};
use crate::machine::DisputeStatus;
use crate::persistent::Map;
use crate::reconcile::{
    Candidate, Declared, Elsewhere, Line, Mismatch, MismatchCode, Place, assign, had, judge, not_found,
    refuse,
};
use crate::settlement::file::{FileLine, ParsedFile};
use crate::settlement::rules::{self, Rule};
use crate::sort;

impl World {
    /// Every line of the file against the declarations.
    pub(super) fn match_lines(
        &self,
        parsed: &ParsedFile,
        provider: Provider,
    ) -> (Vec<MatchedLine>, Vec<LineError>) {
        let sought: Vec<Result<Line<'_>, Vec<&Rule>>> = parsed.lines.iter().map(sought).collect();
        let wishes = |place: usize| match sought.get(place) {
            Some(Ok(line)) => {
                let fitting = self.candidates(line, provider);
                let fitting = fitting.into_iter().filter(|candidate| refuse(line, candidate).is_none());
                fitting.map(|candidate| (line.status, candidate.place)).collect()
            }
            _ => Vec::new(),
        };
        let line_at = |place: usize| sought.get(place).and_then(|line| line.as_ref().ok());
        let takes = assign(sought.len(), wishes, |one, other| line_at(one).cmp(&line_at(other)));
        let taken = takes.iter().flatten().map(|&taken| (taken, ())).collect();

        let mut matched: Vec<MatchedLine> = Vec::new();
        let mut errors = Vec::new();
        for ((of_file, sought), takes) in parsed.lines.iter().zip(&sought).zip(takes) {
            match (sought, takes) {
                (Ok(line), Some((status, place))) => matched.push(MatchedLine {
                    line: of_file.line,
                    status,
                    amount: line.amount,
                    place,
                    payments_after: 0,
                }),
                (Ok(line), None) => {
                    let mismatch = self.mismatch(line, provider, &taken);
                    errors.push(line_error(of_file, mismatch.code.value(), &mismatch.description));
                }
                (Err(faults), _) => {
                    errors.extend(faults.iter().map(|rule| line_error(of_file, rule.validation, rule.title)));
                }
            }
        }
        let mut after = 0i128;
        for line in matched.iter_mut().rev() {
            line.payments_after = after;
            if line.status == LineStatus::Settled {
                after = after.saturating_add(i128::from(line.amount));
            }
        }
        (matched, errors)
    }

    /// Why a line takes nothing.
    fn mismatch(
        &self,
        line: &Line<'_>,
        provider: Provider,
        taken: &Map<(LineStatus, Place), ()>,
    ) -> Mismatch {
        let mut candidates = self.candidates(line, provider);
        for candidate in &mut candidates {
            candidate.taken = taken.contains_key(&(line.status, candidate.place));
        }
        match judge(line, candidates) {
            Err(mismatch) => self.explain(line, provider, mismatch),
            // Cannot be: a line that fits something free takes it.
            Ok(_) => not_found(line.status, provider, &Elsewhere::Nowhere),
        }
    }

    /// The declarations that carry the line's reference, best first: by a reversal's own reference before the refund's
    /// (A17), then the oldest.
    fn candidates(&self, line: &Line<'_>, provider: Provider) -> Vec<Candidate> {
        let kinds: &[Declared] = match line.status {
            LineStatus::Settled => &[Declared::Capture],
            LineStatus::Refunded => &[Declared::Refund],
            LineStatus::RefundReversed => &[Declared::Reversal, Declared::Refund],
            _ => &[Declared::Dispute],
        };
        let with_reference = |declared| self.references.candidates(declared, provider, line.reference);
        let mut places: Vec<(Declared, Place)> = Vec::new();
        for &declared in kinds {
            places.extend(with_reference(declared).map(|place| (declared, place)));
        }
        if line.status == LineStatus::Settled {
            let inherited = self.inheriting(with_reference(Declared::Intent));
            if !inherited.is_empty() {
                places.extend(inherited.into_iter().map(|place| (Declared::Capture, place)));
                sort::by_key(&mut places, |(_, place)| {
                    self.capture_at(*place).map(|capture| capture.id.number())
                });
            }
        }
        let candidate = |(declared, place): (Declared, Place)| {
            let intent = self.intent_at(place.intent)?;
            let seen = Sighting::of(intent, declared, place, line)?;
            Some(Candidate {
                declared,
                place,
                currency: intent.currency,
                amount: seen.amount,
                fits: seen.fits,
                knows_initial: line.status == LineStatus::Settled || knows(intent, line.initial_reference),
                reconciled: seen.reconciled,
                taken: false,
            })
        };
        places.into_iter().filter_map(candidate).collect()
    }

    /// The captures of these Intents that have no reference of their own.
    fn inheriting(&self, intents: impl Iterator<Item = Place>) -> Vec<Place> {
        let mut places = Vec::new();
        for at in intents {
            let captures = self.intent_at(at.intent).map(|intent| &intent.captures);
            for (action, capture) in (0u32..).zip(captures.into_iter().flatten()) {
                if capture.external.is_none() {
                    places.push(Place { intent: at.intent, action });
                }
            }
        }
        places
    }

    fn capture_at(&self, place: Place) -> Option<&Capture> {
        self.intent_at(place.intent)?.captures.get(usize::try_from(place.action).ok()?)
    }

    /// A reference that no declaration of the right kind carries may still be known otherwise: say so.
    fn explain(&self, line: &Line<'_>, provider: Provider, mismatch: Mismatch) -> Mismatch {
        if mismatch.code != MismatchCode::MatchRefNotFound {
            return mismatch;
        }
        let intent_of = |provider| {
            let mut places = self.references.candidates(Declared::Intent, provider, line.reference);
            places.find_map(|place| {
                self.intent_at(place.intent).filter(|intent| &*intent.external.reference == line.reference)
            })
        };
        if let Some(intent) = intent_of(provider) {
            let id = intent.id.to_string();
            return not_found(line.status, provider, &Elsewhere::Intent { id: Some(&id) });
        }
        let other = Provider::all().filter(|&other| other != provider);
        match other.into_iter().find(|&other| intent_of(other).is_some()) {
            Some(other) => not_found(line.status, provider, &Elsewhere::Provider(other)),
            None => mismatch,
        }
    }
}

/// What a line looks for, or what is wrong with it.
fn sought(line: &FileLine) -> Result<Line<'_>, Vec<&'static Rule>> {
    // Whether an equal line is one too many is for the declarations to say (B25).
    let faults: Vec<&Rule> = (line.faults.iter())
        .filter_map(|fault| rules::find(fault))
        .filter(|rule| **rule != rules::LINE_DUPLICATE)
        .collect();
    match (line.status, line.amount, line.currency, faults.is_empty()) {
        (Some(status), Some(amount), Some(currency), true) => Ok(Line {
            reference: &line.provider_reference,
            initial_reference: &line.initial_reference,
            status,
            amount,
            currency,
        }),
        _ => Err(faults),
    }
}

fn line_error(line: &FileLine, code: &'static str, description: &str) -> LineError {
    LineError {
        line: line.line,
        reference: Box::from(line.provider_reference.as_str()),
        line_type: line.line_type,
        code,
        description: Box::from(description),
    }
}

/// What a line sees of a declaration.
struct Sighting {
    amount: i128,
    fits: bool,
    reconciled: bool,
}

impl Sighting {
    /// `None` where the declaration does not carry the line's reference after all (a collision of hashes).
    fn of(intent: &Intent, declared: Declared, place: Place, line: &Line<'_>) -> Option<Self> {
        let action = usize::try_from(place.action).ok()?;
        let (reference, seen) = match declared {
            Declared::Intent => return None,
            Declared::Capture => {
                let capture = intent.captures.get(action)?;
                let seen =
                    Self { amount: capture.amount(), fits: true, reconciled: capture.settled.is_some() };
                (&intent.capture_external(capture).reference, seen)
            }
            Declared::Refund => {
                let refund = intent.refunds.get(action)?;
                let reversed = line.status == LineStatus::RefundReversed;
                let reconciled = if reversed { refund.reversed_in } else { refund.refunded_in };
                let fits = !reversed || refund.reversed.is_some();
                (
                    &refund.external.reference,
                    Self { amount: refund.amount(), fits, reconciled: reconciled.is_some() },
                )
            }
            Declared::Reversal => {
                let refund = intent.refunds.get(action)?;
                let reversal = refund.reversed.as_ref()?;
                let reconciled = refund.reversed_in.is_some();
                (&reversal.external.reference, Self { amount: refund.amount(), fits: true, reconciled })
            }
            Declared::Dispute => {
                let dispute = intent.disputes.get(action)?;
                let status = dispute_status(line.status)?;
                let reconciled = dispute.reconciled_in.iter().any(|(known, _)| *known == status);
                (
                    &dispute.external.reference,
                    Self { amount: dispute.amount(), fits: had(dispute.status(), line.status), reconciled },
                )
            }
        };
        (&**reference == line.reference).then_some(seen)
    }
}

pub(super) fn dispute_status(status: LineStatus) -> Option<DisputeStatus> {
    match status {
        LineStatus::Disputed => Some(DisputeStatus::Disputed),
        LineStatus::Defended => Some(DisputeStatus::Defended),
        LineStatus::DisputedWon => Some(DisputeStatus::DisputedWon),
        LineStatus::DisputedLost => Some(DisputeStatus::DisputedLost),
        LineStatus::Settled | LineStatus::Refunded | LineStatus::RefundReversed => None,
    }
}

/// Whether the reference is one of the Intent's authorization or captures.
fn knows(intent: &Intent, reference: &str) -> bool {
    &*intent.external.reference == reference
        || intent.captures.iter().any(|capture| &*intent.capture_external(capture).reference == reference)
}
