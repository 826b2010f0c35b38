//! What was declared and no line mentions.

use super::Scope;
use super::report::DeclaredAction;
use crate::money::Currency;
use crate::reconcile::Declared;
use crate::reconcile::declarations::{Declarations, Entry, Standing};
use crate::settlement::exact;
use serde::Serialize;

/// Actions of the files' providers and currencies that no line mentions and no earlier settlement contains.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct OpenActions {
    /// Dated up to the last day of the files: they might have been expected here.
    pub count: u64,
    pub sums: Vec<OpenSum>,
    /// The oldest of them.
    pub listed: Vec<DeclaredAction>,
    /// Dated after the last day of the files.
    pub later: u64,
    /// Of another provider or currency than any of the files.
    pub elsewhere: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct OpenSum {
    pub kind: Declared,
    pub currency: Option<Currency>,
    pub count: u64,
    #[serde(serialize_with = "exact::integer")]
    #[cfg_attr(feature = "ts", tsify(type = "number | string"))]
    pub sum: i128,
}

pub fn open_actions(declarations: &Declarations, scopes: &[Scope], limit: usize) -> OpenActions {
    let mut open = OpenActions::default();
    declarations.visit(
        |_, standing| is_open(standing),
        |_, record| {
            if record.entry.reference.is_empty() {
                return;
            }
            let near = scopes.iter().filter(|scope| scope.covers(&record.entry));
            let Some(until) = near.map(|scope| scope.until).max() else {
                open.elsewhere = open.elsewhere.saturating_add(1);
                return;
            };
            if record.entry.date().zip(until).is_some_and(|(date, until)| date > until) {
                open.later = open.later.saturating_add(1);
                return;
            }
            open.count = open.count.saturating_add(1);
            let (kind, currency) = (record.standing.kind(), record.entry.currency);
            let amount = i128::from(declarations.amount(record));
            match open.sums.iter_mut().find(|sum| (sum.kind, sum.currency) == (kind, currency)) {
                Some(known) => {
                    known.count = known.count.saturating_add(1);
                    known.sum = known.sum.saturating_add(amount);
                }
                None => open.sums.push(OpenSum { kind, currency, count: 1, sum: amount }),
            }
            if open.listed.len() < limit {
                open.listed.push(DeclaredAction::of(declarations, record));
            }
        },
    );
    open
}

fn is_open(standing: Standing) -> bool {
    let settles = matches!(standing.kind(), Declared::Capture | Declared::Refund | Declared::Dispute);
    settles && standing.settled.is_empty() && !standing.is_mentioned()
}

impl Scope {
    fn covers(&self, entry: &Entry<'_>) -> bool {
        let provider = entry.provider.is_none() || self.provider.is_none() || entry.provider == self.provider;
        let currency = entry.currency.is_none() || self.currency.is_none() || entry.currency == self.currency;
        provider && currency
    }
}
