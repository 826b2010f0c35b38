//! What the file adds up to: the published formula, term by term (spec 5.5, A9, A10).

use super::exact;
use super::report::Dialect;
use crate::catalog::LineStatus;
use crate::money::Minor;
use serde::{Deserialize, Serialize};

/// How `TotalSettlementFeesAmount` enters the net total (A9).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FeeConvention {
    /// Added with its sign: deducted fees are negative. The formula of the 2026 guide.
    Added,
    /// Subtracted: deducted fees are positive. The formula of 2025.
    Subtracted,
}

impl FeeConvention {
    pub const fn of(dialect: Dialect) -> Self {
        match dialect {
            Dialect::V1 => Self::Subtracted,
            Dialect::V2 => Self::Added,
        }
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Added => Self::Subtracted,
            Self::Subtracted => Self::Added,
        }
    }

    /// The net total before it is floored at zero.
    pub fn net(self, counted: i128, fees: Minor) -> i128 {
        match self {
            Self::Added => counted.saturating_add(i128::from(fees)),
            Self::Subtracted => counted.saturating_sub(i128::from(fees)),
        }
    }
}

/// The lines of one status: how many, and the sum of their signed amounts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StatusTotal {
    pub status: LineStatus,
    pub lines: u64,
    #[serde(serialize_with = "exact::integer", deserialize_with = "exact::read")]
    pub sum: i128,
    /// Whether the sum is a term of the net total.
    pub counts: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    pub convention: FeeConvention,
    /// One entry for each status, in the order of the guide.
    pub by_status: Vec<StatusTotal>,
    /// Sum of the signed amounts that count.
    #[serde(serialize_with = "exact::integer", deserialize_with = "exact::read")]
    pub counted: i128,
    /// Lines whose amount, status or sign is wrong, so that no sum holds them.
    pub lines_left_out: u64,
    /// Sum of the lines' fees; `None` where no line gives any.
    #[serde(serialize_with = "exact::optional", deserialize_with = "exact::read_optional")]
    pub fees_from_lines: Option<i128>,
    #[serde(serialize_with = "exact::optional", deserialize_with = "exact::read_optional")]
    pub fees_footer: Option<Minor>,
    /// Counted amounts and footer fees together, before a negative sum becomes zero.
    #[serde(serialize_with = "exact::optional", deserialize_with = "exact::read_optional")]
    pub raw: Option<i128>,
    /// What the footer should say.
    #[serde(serialize_with = "exact::optional", deserialize_with = "exact::read_optional")]
    pub net_expected: Option<i128>,
    /// What the footer says.
    #[serde(serialize_with = "exact::optional", deserialize_with = "exact::read_optional")]
    pub net_stated: Option<Minor>,
    /// The stated total does not fit `convention`, and fits the other one.
    pub fits_other_convention: bool,
}

/// Sums as they grow line by line.
#[derive(Clone, Default, Debug)]
pub struct Tally {
    by_status: [(u64, i128); LineStatus::ALL.len()],
    left_out: u64,
    fees: Option<i128>,
    lines_without_fees: u64,
    lines_with_unreadable_fees: u64,
}

/// The fees of one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fees {
    Given(Minor),
    Empty,
    Unreadable,
}

impl Tally {
    pub fn add(&mut self, status: LineStatus, amount: Minor) {
        self.add_lines(status, 1, amount);
    }

    /// Lines of one status, and the sum of their amounts.
    pub fn add_lines(&mut self, status: LineStatus, number: u64, amounts: Minor) {
        if let Some((lines, sum)) = self.by_status.get_mut(status as usize) {
            *lines = lines.saturating_add(number);
            *sum = sum.saturating_add(i128::from(amounts));
        }
    }

    pub fn leave_out(&mut self) {
        self.leave_out_lines(1);
    }

    pub fn leave_out_lines(&mut self, number: u64) {
        self.left_out = self.left_out.saturating_add(number);
    }

    /// The fees of several lines: how many give some, and their sum; and how many give none.
    pub fn add_fees_of_lines(&mut self, given: u64, sum: Minor, empty: u64) {
        if given > 0 {
            self.fees = Some(self.fees.unwrap_or(0).saturating_add(i128::from(sum)));
        }
        self.lines_without_fees = self.lines_without_fees.saturating_add(empty);
    }

    pub fn add_fees(&mut self, fees: Fees) {
        match fees {
            Fees::Given(fees) => self.fees = Some(self.fees.unwrap_or(0).saturating_add(i128::from(fees))),
            Fees::Empty => self.lines_without_fees = self.lines_without_fees.saturating_add(1),
            Fees::Unreadable => {
                self.lines_with_unreadable_fees = self.lines_with_unreadable_fees.saturating_add(1);
            }
        }
    }

    pub fn lines_without_fees(&self) -> u64 {
        self.lines_without_fees
    }

    pub fn lines_with_unreadable_fees(&self) -> u64 {
        self.lines_with_unreadable_fees
    }

    pub fn totals(
        &self,
        convention: FeeConvention,
        fees_footer: Option<Minor>,
        net_stated: Option<Minor>,
    ) -> Totals {
        let by_status: Vec<_> = LineStatus::ALL
            .into_iter()
            .zip(self.by_status)
            .map(|(status, (lines, sum))| StatusTotal { status, lines, sum, counts: status.counts() })
            .collect();
        let counted =
            by_status.iter().filter(|t| t.counts).fold(0i128, |sum, total| sum.saturating_add(total.sum));
        let raw = fees_footer.map(|fees| convention.net(counted, fees));
        let net_expected = raw.map(|raw| raw.max(0));
        let stated = net_stated.map(i128::from);
        let other = fees_footer.map(|fees| convention.other().net(counted, fees).max(0));
        Totals {
            convention,
            by_status,
            counted,
            lines_left_out: self.left_out,
            fees_from_lines: self.fees,
            fees_footer,
            raw,
            net_expected,
            net_stated,
            fits_other_convention: stated.is_some() && stated != net_expected && stated == other,
        }
    }
}
