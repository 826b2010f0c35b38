//! Reading an uploaded file, and what follows from how its lines match (spec 6.1, 6.3, 6.4).

use super::lines::dispute_status;
use super::{FooterError, MatchedLine};
use crate::catalog::{LineStatus, Provider};
use crate::engine::agenda::Task;
use crate::engine::event::{EventType, Object};
use crate::engine::world::World;
use crate::funds::PoolKey;
use crate::id::Id;
use crate::intent::{Settled, append};
use crate::machine::{CAPTURE, CaptureStatus, SettlementStatus, Trigger};
use crate::persistent::Map;
use crate::reconcile::footer_errors;
use crate::settlement::CheckOptions;
use crate::settlement::file::{ParsedFile, parse};
use crate::settlement::report::{Severity, Verdict};
use crate::settlement::rules;
use std::sync::Arc;

impl World {
    pub(in crate::engine) fn read_file(&mut self, place: u32, upload: u32) {
        let Some(settlement) = self.settlement_at(place) else { return };
        if settlement.status != SettlementStatus::Uploaded || settlement.uploads != upload {
            return;
        }
        let Some(file) = settlement.file.clone() else { return };
        let parsed = Arc::new(parse(&file.0, &CheckOptions::from(self.reading())));
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
        // An accepted file names a provider that Echo knows; a currency it may fail to name, and then no line can match.
        let Some(provider) = provider else { return };

        let (matched, line_errors) = self.match_lines(&parsed, provider);
        let totals = &parsed.totals;
        let footer_errors = currency.map(|currency| footer_errors(totals, currency)).unwrap_or_default();
        let declared = matched.iter().filter(|line| line.status.counts());
        let declared = declared.fold(0i128, |sum, line| sum.saturating_add(i128::from(line.amount)));
        let all = matched.len() == parsed.lines.len() && footer_errors.is_empty();
        let key = currency.map(|currency| PoolKey { provider, currency });
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
            settlement.pool = key;
            settlement.declared = declared;
            settlement.fees = i128::from(totals.fees_footer.unwrap_or(0)).abs();
            settlement.actual = totals.net_stated.unwrap_or(0).max(0);
            settlement.raw = totals.raw.unwrap_or(0);
            settlement.matched = Arc::clone(&matched);
            settlement.line_errors = line_errors.into();
            settlement.footer_errors = footer_errors.into();
        }
        if let Some(key) = key {
            self.pool_mut(key.provider, key.currency);
        }
        let queue_key = (settlement.created, settlement.id);
        if to != settlement.status {
            self.move_settlement(place, trigger, to);
        }
        if let (SettlementStatus::PendingFundsReception, Some(key)) = (to, key) {
            self.unmatched.remove(&queue_key);
            self.apply_match(settlement.id, &matched);
            self.waiting.or_insert(key, Map::default()).insert(queue_key, place);
            self.allocate(key);
        } else {
            self.unmatched.insert(queue_key, place);
        }
    }

    /// A fully matched file leaves its mark on everything it contains.
    fn apply_match(&mut self, settlement: Id, matched: &[MatchedLine]) {
        let now = self.now;
        for (index, line) in (0u32..).zip(matched) {
            let Some(intent) = self.intent_mut(line.place.intent) else { continue };
            if !intent.settlements.contains(&settlement) {
                append(&mut intent.settlements, settlement);
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

/// Why a file was rejected, in the shape of the validations.
fn structure_errors(parsed: &ParsedFile) -> Arc<[FooterError]> {
    let errors = parsed.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors
        .map(|finding| FooterError {
            footer_name: finding.field.clone().unwrap_or_default().into(),
            code: rules::find(finding.code).map_or(finding.code, |rule| rule.validation),
            description: format!(
                "Line {}, column {}: {}",
                finding.at.line, finding.at.column, finding.message
            )
            .into(),
        })
        .collect()
}
