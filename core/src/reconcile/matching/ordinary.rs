//! The fast lane of the match: ordinary lines, each with the only declaration that carries its reference.
//!
//! A line is taken here only if nothing whatever speaks against it. Anything else, right or wrong, goes the exact way
//! ([`Lines::line`]), which says what there is to say: so a doubt costs time and never a match. The tests match every file in
//! both ways and compare all that can be seen.

use super::candidates::{fits_provider, names_intent};
use super::lines::Lines;
use crate::catalog::LineStatus;
use crate::hash::same;
use crate::reconcile::Declared;
use crate::reconcile::declarations::{Meant, Record};
use crate::settlement::report::Dialect;
use crate::settlement::{LineSink, OrdinaryLine, TOGETHER, signed_of_2025};

impl Lines {
    pub(super) fn take_ordinary(&mut self, lines: &[OrdinaryLine<'_>]) {
        let meant = self.declarations.find(lines.iter().map(|line| line.provider_reference));
        self.approach_intents(lines, &meant);
        for (line, number) in lines.iter().zip(meant.iter()) {
            if !number.is_some_and(|number| self.take_sole(line, number)) {
                self.line(&line.facts());
            }
        }
    }

    /// Refunds and disputes name a payment of their Intent as well.
    fn approach_intents(&self, lines: &[OrdinaryLine<'_>], meant: &Meant) {
        let mut initial = [&[][..]; TOGETHER];
        let mut count = 0usize;
        let moves = lines.iter().zip(meant.iter()).filter(|(line, _)| !line.initial_reference.is_empty());
        for (line, number) in moves {
            let record = number.and_then(|number| self.declarations.get(number));
            if record.is_some_and(|record| record.entry.intent.is_some())
                && let Some(place) = initial.get_mut(count)
            {
                *place = line.initial_reference;
                count = count.wrapping_add(1);
            }
        }
        if let Some(initial) = initial.get(..count).filter(|initial| !initial.is_empty()) {
            self.declarations.find(initial.iter().copied());
        }
    }

    /// Returns whether the line was taken: this declaration alone carries its reference, and fits it in every other respect.
    fn take_sole(&mut self, line: &OrdinaryLine<'_>, number: u32) -> bool {
        let status = line.status;
        let is_2025 = self.outlook.dialect == Dialect::V1;
        let Some(record) = self.declarations.get(number) else { return false };
        let Record { entry, standing } = &record;
        let fits = standing.kind() == takes(status)
            && standing.fits.has(status)
            && standing.is_free_for(status)
            && entry.has_amount(line.amount)
            && entry.currency.is_none_or(|currency| currency == line.currency)
            && fits_provider(entry, self.outlook.provider)
            && (is_2025 || !line.is_unsigned_debit())
            && same(entry.reference, line.provider_reference);
        if !fits {
            return false;
        }
        let assumed = &mut self.assumed;
        if status != LineStatus::Settled {
            // Without an Intent any initial reference may be the right one.
            let is_told = entry.intent.is_some();
            let is_known = is_told && names_intent(&self.declarations, &record, line.initial_reference);
            if !is_known && (is_told || standing.references_complete()) {
                return false;
            }
            assumed.initial_reference = assumed.initial_reference.wrapping_add(u64::from(!is_known));
            let tells = self.declarations.tells_settlements(number);
            assumed.not_settled_before = assumed.not_settled_before.wrapping_add(u64::from(!tells));
        }
        assumed.provider = assumed.provider.wrapping_add(u64::from(entry.provider.is_none()));
        assumed.currency = assumed.currency.wrapping_add(u64::from(entry.currency.is_none()));
        if let Some(standing) = self.declarations.standing_mut(number) {
            standing.mention();
            standing.take(status, line.initial_reference.is_empty());
        }
        let amount = if is_2025 { signed_of_2025(status, line.amount) } else { line.amount };
        if let Some((lines, sum)) = self.matched.get_mut(status as usize) {
            *lines = lines.wrapping_add(1);
            *sum = sum.wrapping_add(i128::from(amount));
        }
        self.latest = self.latest.max(Some(line.date));
        self.currency = self.currency.or(Some(line.currency));
        true
    }
}

/// The kind of declaration that a line of this status takes. The reversal of a refund may also be declared by itself: that
/// is for the exact way.
const fn takes(status: LineStatus) -> Declared {
    match status {
        LineStatus::Settled => Declared::Capture,
        LineStatus::Refunded | LineStatus::RefundReversed => Declared::Refund,
        LineStatus::Disputed | LineStatus::Defended | LineStatus::DisputedWon | LineStatus::DisputedLost => {
            Declared::Dispute
        }
    }
}
