//! What ordinary lines add up to.

use super::look::Said;
use crate::catalog::LineStatus;
use crate::money::Minor;
use crate::settlement::check::line::{Baskets, LineCheck, signed_of_2025};
use crate::settlement::rules;

/// Sums of one window: a thousand amounts of fifteen digits fit into 64 bits.
#[derive(Default)]
pub struct Sums {
    /// For every status the lines and amounts that have their sign, as the 2026 format wants it.
    signed: [(u64, Minor); LineStatus::ALL.len()],
    /// Debits without their sign, as the 2025 format wants it.
    unsigned: [(u64, Minor); LineStatus::ALL.len()],
    with_fees: u64,
    fees: Minor,
}

impl Sums {
    #[inline]
    pub fn add(&mut self, said: &Said<'_>) {
        let sums = if said.is_credit || said.amount < 0 { &mut self.signed } else { &mut self.unsigned };
        if let Some((lines, sum)) = sums.get_mut(said.status as usize) {
            *lines = lines.wrapping_add(1);
            *sum = sum.wrapping_add(said.amount);
        }
        self.with_fees = self.with_fees.wrapping_add(u64::from(said.fees.is_some()));
        self.fees = self.fees.wrapping_add(said.fees.unwrap_or(0));
    }

    /// `wants_fees`: there is a column for them.
    pub fn flush(&mut self, wants_fees: bool, lines: &mut LineCheck, baskets: &mut Baskets<'_>) {
        let mut count: u64 = 0;
        for ((status, (number, sum)), (unsigned, unsigned_sum)) in
            LineStatus::ALL.into_iter().zip(self.signed).zip(self.unsigned)
        {
            if number == 0 && unsigned == 0 {
                continue;
            }
            count = count.saturating_add(number).saturating_add(unsigned);
            lines.tally_2026.add_lines(status, number, sum);
            lines.tally_2026.leave_out_lines(unsigned);
            lines.tally_2025.add_lines(status, number, sum);
            lines.tally_2025.add_lines(status, unsigned, signed_of_2025(status, unsigned_sum));
            if !status.is_credit() {
                baskets.if_2025.add_unworded(&rules::AMOUNT_SIGNED_IN_2025, number);
                baskets.if_2026.add_unworded(&rules::AMOUNT_SIGN, unsigned);
            }
        }
        lines.count = lines.count.saturating_add(count);
        let without_fees = if wants_fees { count.saturating_sub(self.with_fees) } else { 0 };
        for tally in [&mut lines.tally_2025, &mut lines.tally_2026] {
            tally.add_fees_of_lines(self.with_fees, self.fees, without_fees);
        }
        *self = Self::default();
    }
}
