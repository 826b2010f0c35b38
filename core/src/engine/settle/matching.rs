//! Reading an uploaded file, and matching its lines (spec 6.1 to 6.4).

use super::{FooterError, LineError, MatchedLine};
use crate::catalog::{LineStatus, Provider};
use crate::engine::agenda::Task;
use crate::engine::event::{EventType, Object};
use crate::engine::world::World;
use crate::funds::PoolKey;
use crate::id::Id;
use crate::intent::{Intent, Settled};
use crate::machine::{CAPTURE, CaptureStatus, DisputeStatus, SettlementStatus, Trigger};
use crate::money::Minor;
use crate::reading::{FeeSign, FileDialect};
use crate::reconcile::{
    Candidate, Declared, Elsewhere, Line, Mismatch, MismatchCode, Place, footer_errors, had, judge, not_found,
};
use crate::settlement::file::{FileLine, ParsedFile, parse};
use crate::settlement::report::{Severity, Verdict};
use crate::settlement::rules::{self, Rule};
use crate::settlement::totals::FeeConvention;
use crate::settlement::{CheckOptions, DialectChoice};
use std::collections::BTreeSet;
use std::sync::Arc;

impl World {
    pub(in crate::engine) fn read_file(&mut self, place: u32, upload: u32) {
        let Some(settlement) = self.settlement_at(place) else { return };
        if settlement.status != SettlementStatus::Uploaded || settlement.uploads != upload {
            return;
        }
        let Some(file) = settlement.file.clone() else { return };
        let dialect = match self.reading().dialect {
            FileDialect::Auto => DialectChoice::Auto,
            FileDialect::V1 => DialectChoice::V1,
            FileDialect::V2 => DialectChoice::V2,
        };
        let fees = (self.reading().fee_sign == FeeSign::Legacy).then_some(FeeConvention::Subtracted);
        let options = CheckOptions { dialect, fees, ..CheckOptions::default() };
        let parsed = Arc::new(parse(&file.0, &options));
        let accepted = parsed.verdict == Verdict::Created;
        let footer_errors = if accepted { Arc::new([]) } else { structure_errors(&parsed) };
        if let Some(settlement) = self.settlement_mut(place) {
            settlement.parsed = Some(parsed);
            settlement.footer_errors = footer_errors;
        }
        if !accepted {
            self.move_settlement(place, Trigger::FileRejected, SettlementStatus::Failed);
            return;
        }
        self.move_settlement(place, Trigger::FileAccepted, SettlementStatus::Created);
        let due = self.now.saturating_add(self.reading().match_seconds);
        self.plan(due, Task::MatchFile { settlement: place, upload });
    }

    pub(in crate::engine) fn match_file(&mut self, place: u32, upload: u32) {
        let current = self.settlement_at(place).is_some_and(|settlement| {
            settlement.status == SettlementStatus::Created && settlement.uploads == upload
        });
        if current {
            self.match_settlement(place);
        }
    }

    /// B8: after a declaration, files that did not match fully are matched anew, oldest first.
    pub(in crate::engine) fn match_again(&mut self) {
        let places: Vec<u32> = self.unmatched.values().copied().collect();
        for place in places {
            self.match_settlement(place);
        }
    }

    fn match_settlement(&mut self, place: u32) {
        let Some(settlement) = self.settlement_at(place).cloned() else { return };
        let Some(parsed) = settlement.parsed.clone() else { return };
        let provider = parsed.footer.external_provider_name.as_deref().and_then(Provider::parse);
        let currency = parsed.footer.currency.or_else(|| parsed.lines.iter().find_map(|line| line.currency));
        let (Some(provider), Some(currency)) = (provider, currency) else { return };

        let (matched, line_errors) = self.match_lines(&parsed, provider);
        let totals = &parsed.totals;
        let footer_errors = footer_errors(totals, currency);
        let declared = matched.iter().filter(|line| line.status.counts());
        let declared = declared.fold(0i128, |sum, line| sum.saturating_add(i128::from(line.amount)));
        let all = matched.len() == parsed.lines.len() && footer_errors.is_empty();
        let key = PoolKey { provider, currency };
        let (trigger, to) = if matched.is_empty() {
            (Trigger::NoLineMatched, SettlementStatus::Unmatched)
        } else if all {
            (Trigger::AllLinesMatched, SettlementStatus::PendingFundsReception)
        } else {
            (Trigger::SomeLinesMatched, SettlementStatus::PartiallyMatched)
        };
        let matched: Arc<[MatchedLine]> = matched.into();
        if let Some(settlement) = self.settlement_mut(place) {
            settlement.date = parsed.footer.settlement_date.map(crate::date::Date::midnight);
            settlement.provider = Some(provider);
            settlement.pool = Some(key);
            settlement.declared = declared;
            settlement.fees = i128::from(totals.fees_footer.unwrap_or(0)).abs();
            settlement.actual = totals.net_stated.unwrap_or(0).max(0);
            settlement.raw = totals.raw.unwrap_or(0);
            settlement.matched = Arc::clone(&matched);
            settlement.line_errors = line_errors.into();
            settlement.footer_errors = footer_errors.into();
        }
        self.pool_mut(provider, currency);
        let queue_key = (settlement.created, settlement.id);
        if to != settlement.status {
            self.move_settlement(place, trigger, to);
        }
        if to == SettlementStatus::PendingFundsReception {
            self.unmatched.remove(&queue_key);
            self.apply_match(settlement.id, &matched);
            self.waiting.entry(key).or_default().insert(queue_key, place);
            self.allocate(key);
        } else {
            self.unmatched.insert(queue_key, place);
        }
    }

    /// Every line of the file against the declarations.
    fn match_lines(&self, parsed: &ParsedFile, provider: Provider) -> (Vec<MatchedLine>, Vec<LineError>) {
        let mut matched: Vec<MatchedLine> = Vec::new();
        let mut errors = Vec::new();
        let mut taken = BTreeSet::new();
        for line in &parsed.lines {
            match self.match_line(line, provider, &taken) {
                Ok((status, amount, candidate)) => {
                    taken.insert((status, candidate.place));
                    matched.push(MatchedLine {
                        line: line.line,
                        status,
                        amount,
                        declared: candidate.declared,
                        place: candidate.place,
                        payments_after: 0,
                    });
                }
                Err(found) => errors.extend(found),
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

    fn match_line(
        &self,
        line: &FileLine,
        provider: Provider,
        taken: &BTreeSet<(LineStatus, Place)>,
    ) -> Result<(LineStatus, Minor, Candidate), Vec<LineError>> {
        let error = |code, description: &str| LineError {
            line: line.line,
            reference: Box::from(line.provider_reference.as_str()),
            line_type: line.line_type,
            code,
            description: Box::from(description),
        };
        // Whether an equal line is one too many is for the declarations to say (B25).
        let faults: Vec<&Rule> = (line.faults.iter())
            .filter_map(|fault| rules::find(fault))
            .filter(|rule| **rule != rules::LINE_DUPLICATE)
            .collect();
        let (Some(status), Some(amount), Some(currency), true) =
            (line.status, line.amount, line.currency, faults.is_empty())
        else {
            return Err(faults
                .iter()
                .map(|rule| error(rule.mangopay.unwrap_or(rule.code), rule.title))
                .collect());
        };
        let sought = Line {
            reference: &line.provider_reference,
            initial_reference: &line.initial_reference,
            status,
            amount,
            currency,
        };
        judge(&sought, self.candidates(&sought, provider, taken))
            .map(|candidate| (status, amount, candidate))
            .map_err(|mismatch| {
                let mismatch = self.explain(&sought, provider, mismatch);
                vec![error(mismatch.code.value(), &mismatch.description)]
            })
    }

    /// The declarations that carry the line's reference, oldest first.
    fn candidates(
        &self,
        line: &Line<'_>,
        provider: Provider,
        taken: &BTreeSet<(LineStatus, Place)>,
    ) -> Vec<Candidate> {
        let kinds: &[Declared] = match line.status {
            LineStatus::Settled => &[Declared::Capture],
            LineStatus::Refunded => &[Declared::Refund],
            LineStatus::RefundReversed => &[Declared::Reversal, Declared::Refund],
            _ => &[Declared::Dispute],
        };
        let places = kinds.iter().flat_map(|&declared| {
            let places = self.references.candidates(declared, provider, line.reference);
            places.iter().map(move |&place| (declared, place))
        });
        places
            .filter_map(|(declared, place)| {
                let intent = self.intent_at(place.intent)?;
                let seen = Sighting::of(intent, declared, place, line)?;
                Some(Candidate {
                    declared,
                    place,
                    currency: intent.currency,
                    amount: seen.amount,
                    fits: seen.fits,
                    knows_initial: line.status == LineStatus::Settled
                        || knows(intent, line.initial_reference),
                    reconciled: seen.reconciled,
                    taken: taken.contains(&(line.status, place)),
                })
            })
            .collect()
    }

    /// A reference that no declaration of the right kind carries may still be known otherwise: say so.
    fn explain(&self, line: &Line<'_>, provider: Provider, mismatch: Mismatch) -> Mismatch {
        if mismatch.code != MismatchCode::MatchRefNotFound {
            return mismatch;
        }
        let intent_of = |provider| {
            let places = self.references.candidates(Declared::Intent, provider, line.reference);
            let intents = places.iter().filter_map(|place| self.intent_at(place.intent));
            intents.into_iter().find(|intent| &*intent.external.reference == line.reference)
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

    /// A fully matched file leaves its mark on everything it contains.
    fn apply_match(&mut self, settlement: Id, matched: &[MatchedLine]) {
        let now = self.now;
        for (index, line) in (0u32..).zip(matched) {
            let Some(intent) = self.intent_mut(line.place.intent) else { continue };
            if !intent.settlements.contains(&settlement) {
                intent.settlements.push(settlement);
            }
            let action = usize::try_from(line.place.action).unwrap_or(usize::MAX);
            match line.status {
                LineStatus::Settled => {
                    let Some(capture) = intent.captures.get_mut(action) else { continue };
                    capture.settled = Some(Settled { settlement, line: index, paid: false });
                    capture.moved = now;
                    let id = capture.id;
                    let (from, to) = (Some(CaptureStatus::Captured), CaptureStatus::SettledNotPaid);
                    self.moved(&CAPTURE, Object::Id(id), from, Trigger::SettlementMatched, to);
                    self.notify(EventType::IntentSettledNotPaid, id);
                }
                LineStatus::Refunded => {
                    if let Some(refund) = intent.refunds.get_mut(action) {
                        refund.refunded_in = Some(settlement);
                    }
                }
                LineStatus::RefundReversed => {
                    if let Some(refund) = intent.refunds.get_mut(action) {
                        refund.reversed_in = Some(settlement);
                    }
                }
                _ => {
                    if let Some((dispute, status)) =
                        intent.disputes.get_mut(action).zip(dispute_status(line.status))
                    {
                        dispute.reconciled_in.push((status, settlement));
                    }
                }
            }
        }
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

fn dispute_status(status: LineStatus) -> Option<DisputeStatus> {
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

/// Why a file was rejected, in the shape of the validations.
fn structure_errors(parsed: &ParsedFile) -> Arc<[FooterError]> {
    let errors = parsed.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors
        .map(|finding| FooterError {
            footer_name: finding.field.clone().unwrap_or_default().into(),
            code: finding.mangopay_code.unwrap_or(finding.code),
            description: format!(
                "Line {}, column {}: {}",
                finding.at.line, finding.at.column, finding.message
            )
            .into(),
        })
        .collect()
}
