//! The lines of one file, each against the declarations that carry its reference.

use super::candidates::{candidate, explain, fits_provider, names_intent, reason};
use super::report::{Assumed, DeclaredAction, FileMatch, Footing, Reason, ReasonCount, UnmatchedLine};
use super::wording::{malformed, message, unmatched};
use super::{MatchOptions, near};
use crate::catalog::LineStatus;
use crate::date::Date;
use crate::machine::SettlementStatus;
use crate::money::Currency;
use crate::reconcile::declarations::{Declarations, Record, Standing};
use crate::reconcile::{
    Candidate, Declared, Line, Mismatch, MismatchCode, assign, footer_errors, judge, refuse,
    unknown_reference,
};
use crate::settlement::report::{Dialect, Report, Verdict};
use crate::settlement::rules;
use crate::settlement::totals::StatusTotal;
use crate::settlement::{LineFacts, LineSink, OrdinaryLine, Outlook, signed_of_2025};
use crate::sort;

#[derive(Debug)]
pub struct Lines {
    pub(super) declarations: Declarations,
    pub(super) outlook: Outlook,
    details: usize,
    pub(super) matched: [(u64, i128); LineStatus::ALL.len()],
    reasons: [u64; Reason::ALL.len()],
    unmatched: Vec<UnmatchedLine>,
    pub(super) assumed: Assumed,
    pub(super) currency: Option<Currency>,
    pub(super) latest: Option<Date>,
    /// The declarations with the reference at hand.
    found: Vec<u32>,
    /// Some declaration is wanted by several lines, or by one that has a choice.
    compete: bool,
    /// The file is read for the second time: what is contested is marked, and lines that want it are kept.
    knows_contested: bool,
    competing: Vec<Competing>,
}

/// A line that competes for a declaration (B29), until all of them are known.
#[derive(Debug)]
struct Competing {
    line: UnmatchedLine,
    /// Every declaration that it fits, best first.
    wishes: Vec<u32>,
}

impl Lines {
    /// `knows_contested`: a first reading has marked the declarations that lines compete for.
    pub fn new(declarations: Declarations, outlook: Outlook, details: usize, knows_contested: bool) -> Self {
        Self {
            compete: false,
            knows_contested,
            competing: Vec::new(),
            declarations,
            outlook,
            details,
            matched: Default::default(),
            reasons: Default::default(),
            unmatched: Vec::new(),
            assumed: Assumed::default(),
            currency: None,
            latest: None,
            found: Vec::new(),
        }
    }

    /// The currency of the first line that has one.
    pub fn currency(&self) -> Option<Currency> {
        self.currency
    }

    /// The last day on which anything in the file happened.
    pub fn latest(&self) -> Option<Date> {
        self.latest
    }

    /// Gives the declarations back as they were before the file; with a mark, if wanted, on what its lines compete for.
    pub fn abandon(mut self, with_marks: bool) -> Declarations {
        if with_marks {
            self.declarations.begin_again();
        } else {
            self.declarations.conclude_file(false);
        }
        self.declarations
    }

    /// Lines compete for a declaration, and the earlier of them are gone: the file has to be read once more.
    pub fn compete(&self) -> bool {
        self.compete && !self.knows_contested
    }

    pub fn conclude(
        mut self,
        name: String,
        check: Report,
        options: &MatchOptions,
    ) -> (FileMatch, Declarations) {
        self.settle_competition();
        near::explain(&self.declarations, &mut self.unmatched, options.nearest);
        let total = |(status, (lines, sum)): (LineStatus, (u64, i128))| StatusTotal {
            status,
            lines,
            sum,
            counts: status.counts(),
        };
        let matched_by_status: Vec<StatusTotal> =
            LineStatus::ALL.into_iter().zip(self.matched).map(total).collect();
        let matched = matched_by_status.iter().fold(0, |sum: u64, total| sum.saturating_add(total.lines));
        let counted = matched_by_status.iter().filter(|total| total.counts);
        let declared_amount = counted.fold(0, |sum: i128, total| sum.saturating_add(total.sum));
        let currency = check.footer.currency.or(self.currency);
        let failed = check.verdict == Verdict::Failed;
        let footer_errors: Vec<Footing> = match currency {
            Some(currency) if !failed => {
                let errors = footer_errors(&check.totals, currency).into_iter();
                errors
                    .map(|error| Footing {
                        row: error.footer_name.into(),
                        code: error.code,
                        description: error.description.into(),
                    })
                    .collect()
            }
            _ => Vec::new(),
        };
        let status = if failed {
            SettlementStatus::Failed
        } else if matched == 0 {
            SettlementStatus::Unmatched
        } else if matched == check.lines && footer_errors.is_empty() {
            SettlementStatus::PendingFundsReception
        } else {
            SettlementStatus::PartiallyMatched
        };
        self.declarations.conclude_file(status == SettlementStatus::PendingFundsReception);
        let limit = u64::try_from(self.details).unwrap_or(u64::MAX);
        let reasons = Reason::ALL.into_iter().zip(self.reasons).filter(|(_, count)| *count > 0);
        let reasons =
            reasons.map(|(reason, count)| ReasonCount { reason, count, listed: count.min(limit) }).collect();
        let file = FileMatch {
            name,
            status,
            message: message(status, matched, check.lines, !footer_errors.is_empty()),
            provider: self.outlook.provider,
            currency,
            lines: check.lines,
            matched,
            unmatched: check.lines.saturating_sub(matched),
            matched_by_status,
            declared_amount,
            footer_errors,
            reasons,
            unmatched_lines: self.unmatched,
            assumed: self.assumed,
            check,
        };
        (file, self.declarations)
    }

    /// The declarations that carry the line's reference, oldest first.
    fn collect(&mut self, reference: &str) {
        let mut found = std::mem::take(&mut self.found);
        found.clear();
        found.extend(self.declarations.with_reference(reference.as_bytes()).map(|(number, _)| number));
        for number in &found {
            for mentioned in [*number, self.declarations.bearer(*number)] {
                if let Some(standing) = self.declarations.standing_mut(mentioned) {
                    standing.mention();
                }
            }
        }
        if found.len() > 1 {
            self.declarations.sort_by_age(&mut found);
        }
        self.found = found;
    }

    /// What of that a line may be matched with, best first.
    fn candidates<'l>(&'l self, line: &'l Line<'_>) -> impl Iterator<Item = Candidate> + 'l {
        let kinds: &[Declared] = match line.status {
            LineStatus::Settled => &[Declared::Capture],
            LineStatus::Refunded => &[Declared::Refund],
            LineStatus::RefundReversed => &[Declared::Reversal, Declared::Refund],
            _ => &[Declared::Dispute],
        };
        kinds.iter().flat_map(move |kind| {
            self.found.iter().filter_map(move |number| {
                let of_kind = |record: &Record<'_>| record.standing.kind() == *kind;
                let record = self.declarations.get(*number).filter(of_kind)?;
                fits_provider(&record.entry, self.outlook.provider)
                    .then(|| candidate(&self.declarations, *number, &record, line))
            })
        })
    }

    /// What becomes of a well-formed line.
    fn find(&mut self, line: &Line<'_>) -> Found {
        self.collect(line.reference);
        let mut wishes = self
            .candidates(line)
            .filter(|candidate| refuse(line, &Candidate { taken: false, ..*candidate }).is_none());
        let Some(first) = wishes.next() else {
            drop(wishes);
            // What fits is a wish: so nothing fits here.
            let Err(mismatch) = judge(line, self.candidates(line)) else {
                return Found::Nothing(unknown_reference(), Reason::UnknownReference);
            };
            let mismatch = explain(&self.declarations, &self.found, self.outlook.provider, line, mismatch);
            let reason = reason(&self.declarations, &self.found, line, &mismatch);
            return Found::Nothing(mismatch, reason);
        };
        let bearer = |candidate: &Candidate| self.declarations.bearer(candidate.place.action);
        let own = bearer(&first);
        let others: Vec<u32> =
            wishes.map(|candidate| bearer(&candidate)).filter(|other| *other != own).collect();
        let is_contested =
            |number: &u32| self.declarations.standing(*number).is_some_and(Standing::is_contested);
        if self.knows_contested && (is_contested(&own) || others.iter().any(is_contested)) {
            return Found::Contested(std::iter::once(own).chain(others).collect());
        }
        if others.is_empty() {
            if !first.taken {
                return Found::Match(first);
            }
            // Two payment lines that say the same: the first in the file has it, and nothing further can come of it.
            let says_no_more = line.status == LineStatus::Settled && line.initial_reference.is_empty();
            let is_plainly_taken = self.declarations.standing(own).is_some_and(Standing::is_plainly_taken);
            if says_no_more && is_plainly_taken {
                let mismatch = refuse(line, &first).unwrap_or_else(unknown_reference);
                return Found::Nothing(mismatch, Reason::Duplicate);
            }
        }
        self.compete = true;
        for number in std::iter::once(own).chain(others) {
            if let Some(standing) = self.declarations.standing_mut(number) {
                standing.contest();
            }
        }
        Found::Match(first)
    }

    /// Lines that compete are served together, wherever they stand (B29).
    fn settle_competition(&mut self) {
        let competing = std::mem::take(&mut self.competing);
        let said: Vec<Option<Line<'_>>> = competing.iter().map(|one| one.line.said()).collect();
        let wishes = |place: usize| -> Vec<(Option<LineStatus>, u32)> {
            let one = competing.get(place);
            one.map(|one| one.wishes.iter().map(|wish| (one.line.status, *wish)).collect())
                .unwrap_or_default()
        };
        let takes = assign(competing.len(), wishes, |one, other| said.get(one).cmp(&said.get(other)));
        for (said, takes) in said.iter().zip(&takes) {
            if let (Some(line), Some((_, number))) = (said, takes) {
                self.take(line, *number);
            }
        }
        for (one, takes) in competing.iter().zip(takes) {
            let (Some(line), None) = (one.line.said(), takes) else { continue };
            self.collect(line.reference);
            if let Err(mismatch) = judge(&line, self.candidates(&line)) {
                let about = mismatch.about.and_then(|place| self.declarations.get(place.action));
                let declared = about.map(|record| DeclaredAction::of(&self.declarations, &record));
                let reason = Reason::of(mismatch.code);
                let (code, description) = (mismatch.code.value(), mismatch.description);
                self.miss(reason, |_| UnmatchedLine {
                    reason,
                    code,
                    description,
                    declared,
                    ..one.line.clone()
                });
            }
        }
        sort::by_key(&mut self.unmatched, |line| line.line);
    }

    fn take(&mut self, line: &Line<'_>, number: u32) {
        let Some(record) = self.declarations.get(number) else { return };
        let bearer = self.declarations.bearer(number);
        let is_capture = record.standing.kind() == Declared::Capture;
        let is_exact = record.standing.references_complete();
        let mut assume = |needed: bool, of: fn(&mut Assumed) -> &mut u64| {
            let counter = of(&mut self.assumed);
            *counter = counter.saturating_add(u64::from(needed));
        };
        assume(record.entry.provider.is_none(), |assumed| &mut assumed.provider);
        assume(record.entry.currency.is_none(), |assumed| &mut assumed.currency);
        if !is_capture && !is_exact {
            assume(
                !names_intent(&self.declarations, &record, line.initial_reference.as_bytes()),
                |assumed| &mut assumed.initial_reference,
            );
        }
        assume(!is_capture && !self.declarations.tells_settlements(number), |assumed| {
            &mut assumed.not_settled_before
        });
        if let Some(standing) = self.declarations.standing_mut(bearer) {
            standing.take(line.status, line.initial_reference.is_empty());
        }
        if let Some((lines, sum)) = self.matched.get_mut(line.status as usize) {
            *lines = lines.saturating_add(1);
            *sum = sum.saturating_add(i128::from(line.amount));
        }
    }

    fn miss(&mut self, reason: Reason, word: impl FnOnce(&Declarations) -> UnmatchedLine) {
        let Some(count) = self.reasons.get_mut(reason as usize) else { return };
        *count = count.saturating_add(1);
        if usize::try_from(*count).is_ok_and(|count| count <= self.details) {
            let line = word(&self.declarations);
            self.unmatched.push(line);
        }
    }
}

impl LineSink for Lines {
    fn lines(&mut self, lines: &[OrdinaryLine<'_>]) {
        self.take_ordinary(lines);
    }

    fn line(&mut self, facts: &LineFacts<'_>) {
        self.latest = self.latest.max(facts.date);
        self.currency = self.currency.or(facts.currency);
        let (sign_fault, is_2025) = match self.outlook.dialect {
            Dialect::V1 => (facts.sign_fault_2025, true),
            Dialect::V2 => (facts.sign_fault_2026, false),
        };
        // Whether an equal line is one too many is for the declarations to say (B25).
        let faults = || {
            facts.faults.iter().copied().chain(sign_fault).filter(|code| *code != rules::LINE_DUPLICATE.code)
        };
        let (Some(status), Some(written), Some(currency), None, Ok(reference)) = (
            facts.status,
            facts.amount,
            facts.currency,
            faults().next(),
            std::str::from_utf8(facts.provider_reference),
        ) else {
            return self.miss(Reason::Malformed, |_| malformed(facts, faults().collect()));
        };
        let amount = if is_2025 { signed_of_2025(status, written) } else { written };
        let initial_reference = std::str::from_utf8(facts.initial_reference).unwrap_or_default();
        let line = Line { reference, initial_reference, status, amount, currency };
        match self.find(&line) {
            Found::Match(candidate) => self.take(&line, candidate.place.action),
            Found::Contested(wishes) => {
                let line = UnmatchedLine { amount: Some(amount), ..unmatched(facts, Reason::Duplicate) };
                self.competing.push(Competing { line, wishes });
            }
            Found::Nothing(mismatch, reason) => self.miss(reason, |declarations| {
                let about = mismatch.about.and_then(|place| declarations.get(place.action));
                let differs = mismatch.code == MismatchCode::AmountNotMatch;
                let difference = about.filter(|_| differs).map(|record| {
                    let declared = i128::from(declarations.amount(&record));
                    i128::from(amount).abs().saturating_sub(declared)
                });
                UnmatchedLine {
                    amount: Some(amount),
                    code: mismatch.code.value(),
                    description: mismatch.description,
                    declared: about.map(|record| DeclaredAction::of(declarations, &record)),
                    difference,
                    ..unmatched(facts, reason)
                }
            }),
        }
    }
}

enum Found {
    Match(Candidate),
    Nothing(Mismatch, Reason),
    /// Others want one of these too: who gets it is seen at the end.
    Contested(Vec<u32>),
}

impl UnmatchedLine {
    /// What the line says, where all of it could be read.
    fn said(&self) -> Option<Line<'_>> {
        Some(Line {
            reference: &self.reference,
            initial_reference: &self.initial_reference,
            status: self.status?,
            amount: self.amount?,
            currency: self.currency?,
        })
    }
}
