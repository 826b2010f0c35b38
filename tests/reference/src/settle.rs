//! Settlements: the file that a provider sends, and what it is matched with.
//!
//! The model does not read bytes. It is told what a file says: its lines, its footer, and which lines are malformed.

use crate::count::sum;
use crate::model::{Model, Refused, known};
use crate::reading::{Dialect, FeeSign};
use crate::record::{
    Action, Amount, CaptureStatus, DisputeStatus, LineKind, Moment, Object, RefundStatus, Settlement,
    SettlementStatus,
};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettlementFile {
    /// Upper case, supported.
    pub provider: String,
    pub lines: Vec<FileLine>,
    /// `TotalSettlementFeesAmount`, as written.
    pub fees: Amount,
    /// `TotalNetSettlementAmount` (2025: `TotalSettlementAmount`), as written.
    pub net: Amount,
    /// `SettlementCurrency`, where there is one.
    pub currency: Option<String>,
    /// The file is written as in 2025, and its fees are positive (A9).
    pub of_2025: bool,
    /// Something is wrong with its structure, so that it cannot be read at all (5.7).
    pub broken: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileLine {
    pub kind: LineKind,
    pub reference: String,
    /// With its sign.
    pub amount: Amount,
    pub currency: String,
    /// `ExternalInitialReference`.
    pub initial: Option<String>,
    pub fees: Option<Amount>,
    /// A value is there but malformed, say its date.
    pub malformed: bool,
}

impl LineKind {
    /// The sign that a line of this kind has (5.3).
    pub fn sign(self) -> Amount {
        match self {
            Self::Settled | Self::RefundReversed | Self::DisputedWon => 1,
            Self::Refunded | Self::Disputed | Self::Defended | Self::DisputedLost => -1,
        }
    }

    /// Does it count in the sums (A10)?
    pub fn counts(self) -> bool {
        !matches!(self, Self::Defended | Self::DisputedLost)
    }
}

impl FileLine {
    /// Well formed: nothing that A8 calls malformed, the sign of its kind, an initial reference where one is required.
    fn is_sound(&self) -> bool {
        let has_initial = self.kind == LineKind::Settled || self.initial.is_some();
        !self.malformed && self.amount * self.kind.sign() > 0 && has_initial
    }
}

impl SettlementFile {
    /// 5.7: can its lines be matched at all? One currency, at least one line, and a sound structure; where only one
    /// generation is accepted, the other lacks its mandatory footer (A31).
    fn is_readable(&self, dialect: Dialect) -> bool {
        let accepted = match dialect {
            Dialect::Auto => true,
            Dialect::Only2025 => self.of_2025,
            Dialect::Only2026 => !self.of_2025,
        };
        let Some(first) = self.lines.first() else { return false };
        let one_currency = self.lines.iter().all(|line| line.currency == first.currency);
        let stated = self.currency.as_ref().is_none_or(|stated| *stated == first.currency);
        accepted && !self.broken && one_currency && stated
    }

    pub(crate) fn currency(&self) -> String {
        self.lines.first().map(|line| line.currency.clone()).unwrap_or_default()
    }

    /// What the provider kept for itself.
    fn deducted(&self, reading: FeeSign) -> Amount {
        if reading == FeeSign::Legacy || self.of_2025 { self.fees } else { -self.fees }
    }

    /// The total before it is floored at 0 (5.5, 6.6).
    pub fn raw_total(&self, reading: FeeSign) -> Amount {
        let counted = self.lines.iter().filter(|line| line.kind.counts());
        counted.map(|line| line.amount).sum::<Amount>() - self.deducted(reading)
    }

    /// Footer rows that contradict the lines (A35, A36).
    fn footer_errors(&self, reading: FeeSign) -> usize {
        let per_line: Vec<Amount> = self.lines.iter().filter_map(|line| line.fees).collect();
        let wrong_fees = !per_line.is_empty() && per_line.iter().sum::<Amount>() != self.fees;
        let wrong_net = self.net != self.raw_total(reading).max(0);
        usize::from(wrong_fees) + usize::from(wrong_net)
    }
}

impl SettlementStatus {
    fn event(self) -> &'static str {
        match self {
            Self::PendingUpload => "SETTLEMENT_PENDING_UPLOAD",
            Self::Uploaded => "SETTLEMENT_UPLOADED",
            Self::Created => "SETTLEMENT_CREATED",
            Self::Unmatched => "SETTLEMENT_UNMATCHED",
            Self::PartiallyMatched => "SETTLEMENT_PARTIALLY_MATCHED",
            Self::PendingFundsReception => "SETTLEMENT_PENDING_FUNDS_RECEPTION",
            Self::InsufficientFunds => "SETTLEMENT_INSUFFICIENT_FUNDS",
            Self::Reconciled => "SETTLEMENT_RECONCILED",
            Self::Failed => "SETTLEMENT_FAILED",
            Self::Cancelled => "SETTLEMENT_CANCELLED",
        }
    }
}

impl Model {
    pub fn create_settlement(&mut self) -> Result<usize, Refused> {
        self.settlements.push(Settlement {
            status: SettlementStatus::PendingUpload,
            file: None,
            next_look: None,
            matches: Vec::new(),
            footer_errors: 0,
            declared: 0,
            fees: 0,
            actual: 0,
            missing: 0,
        });
        let settlement = self.settlements.len() - 1;
        self.tell("SETTLEMENT_PENDING_UPLOAD", Object::Settlement(settlement));
        Ok(settlement)
    }

    /// The file is read and matched when its time has come (B26): often at once. A new file replaces one that was not read (B7).
    pub fn upload(&mut self, settlement: usize, file: &SettlementFile) -> Result<(), Refused> {
        known(settlement < self.settlements.len())?;
        if !matches!(
            self.settlements[settlement].status,
            SettlementStatus::PendingUpload | SettlementStatus::Uploaded
        ) {
            return Err(Refused::WrongStatus);
        }
        self.move_settlement(settlement, SettlementStatus::Uploaded);
        self.settlements[settlement].file = Some(file.clone());
        self.plan_look(settlement, self.now + self.reading.parse_seconds);
        self.end_command();
        self.look_at_files();
        Ok(())
    }

    fn plan_look(&mut self, settlement: usize, moment: Moment) {
        self.planned += 1;
        self.settlements[settlement].next_look = Some((moment, self.planned));
    }

    /// Everything that is to happen to files by now, the earliest first.
    fn look_at_files(&mut self) {
        let next = |model: &Self| model.settlements.iter().filter_map(|it| it.next_look).min();
        while let Some(look) = next(self).filter(|(moment, _)| *moment <= self.now) {
            self.look_at_one_file(look);
        }
    }

    pub(crate) fn look_at_one_file(&mut self, look: (Moment, usize)) {
        let of_it = |it: &crate::Settlement| it.next_look == Some(look);
        let Some(settlement) = self.settlements.iter().position(of_it) else { return };
        self.settlements[settlement].next_look = None;
        let Some(file) = self.settlements[settlement].file.clone() else { return };
        match self.settlements[settlement].status {
            SettlementStatus::Uploaded if file.is_readable(self.reading.dialect) => {
                self.move_settlement(settlement, SettlementStatus::Created);
                self.plan_look(settlement, look.0 + self.reading.match_seconds);
            }
            SettlementStatus::Uploaded => self.move_settlement(settlement, SettlementStatus::Failed),
            SettlementStatus::Created => self.match_file(settlement),
            _ => {}
        }
        self.end_command();
    }

    /// A5, A6.
    pub fn new_address(&mut self, settlement: usize) -> Result<(), Refused> {
        known(settlement < self.settlements.len())?;
        let it = &mut self.settlements[settlement];
        if !matches!(
            it.status,
            SettlementStatus::PendingUpload
                | SettlementStatus::Unmatched
                | SettlementStatus::PartiallyMatched
        ) {
            return Err(Refused::WrongStatus);
        }
        it.file = None;
        it.matches = Vec::new();
        it.footer_errors = 0;
        it.declared = 0;
        it.fees = 0;
        it.actual = 0;
        self.move_settlement(settlement, SettlementStatus::PendingUpload);
        Ok(())
    }

    /// A23.
    pub fn cancel_settlement(&mut self, settlement: usize) -> Result<(), Refused> {
        known(settlement < self.settlements.len())?;
        match self.settlements[settlement].status {
            SettlementStatus::Created | SettlementStatus::Unmatched | SettlementStatus::PartiallyMatched => {}
            SettlementStatus::PendingUpload | SettlementStatus::Uploaded if self.reading.early_cancel => {}
            _ => return Err(Refused::WrongStatus),
        }
        self.settlements[settlement].next_look = None;
        self.move_settlement(settlement, SettlementStatus::Cancelled);
        Ok(())
    }

    /// Lines of the file that matched nothing.
    pub fn line_errors(&self, settlement: usize) -> usize {
        self.settlements[settlement].matches.iter().filter(|found| found.is_none()).count()
    }

    /// B8: Settlements that did not match are matched anew, oldest first.
    pub(crate) fn match_again(&mut self) {
        for settlement in 0..self.settlements.len() {
            let status = self.settlements[settlement].status;
            if matches!(status, SettlementStatus::Unmatched | SettlementStatus::PartiallyMatched) {
                self.match_file(settlement);
            }
        }
    }

    /// 6.2 and 6.3.
    fn match_file(&mut self, settlement: usize) {
        let Some(file) = self.settlements[settlement].file.clone() else { return };
        let sign = self.reading.fee_sign;

        let matches = self.assign(&file);
        let found = matches.iter().filter(|found| found.is_some()).count();
        let all = found == matches.len();
        let counted =
            matches.iter().zip(&file.lines).filter(|(found, line)| found.is_some() && line.kind.counts());
        let it = &mut self.settlements[settlement];
        it.declared = counted.map(|(_, line)| line.amount).sum();
        it.fees = file.fees.abs();
        it.actual = file.net.max(0);
        it.footer_errors = if all { file.footer_errors(sign) } else { 0 };
        it.matches = matches;

        if all && it.footer_errors == 0 {
            self.settle(settlement);
        } else if found > 0 {
            self.move_settlement(settlement, SettlementStatus::PartiallyMatched);
        } else {
            self.move_settlement(settlement, SettlementStatus::Unmatched);
        }
    }

    /// B29: line after line in the order of what they say takes the oldest action that is free. Where none is, lines
    /// move on, the fewest that suffice.
    fn assign(&self, file: &SettlementFile) -> Vec<Option<Action>> {
        let mut matches = vec![None; file.lines.len()];
        let mut order: Vec<usize> = (0..file.lines.len()).collect();
        order.sort_by_key(|&line| (&file.lines[line].reference, &file.lines[line].initial));
        for line in order {
            // Every way to make room that was thought of, the shortest first: who would take which action.
            let mut ways: Vec<Vec<(usize, Action)>> = vec![vec![]];
            let mut thought_of: Vec<Action> = Vec::new();
            let mut next = 0;
            'ways: while next < ways.len() {
                let way = ways[next].clone();
                next += 1;
                // The last action of the way is held by the line that must move on.
                let holder = |action: Action| {
                    let same_kind = |other: usize| file.lines[other].kind == file.lines[line].kind;
                    (0..matches.len()).find(|&other| matches[other] == Some(action) && same_kind(other))
                };
                let mover = way.last().map_or(Some(line), |&(_, action)| holder(action)).expect("a holder");
                for action in self.candidates(file, &file.lines[mover]) {
                    if thought_of.contains(&action) {
                        continue;
                    }
                    thought_of.push(action);
                    let longer = [way.clone(), vec![(mover, action)]].concat();
                    if holder(action).is_none() {
                        for (mover, action) in longer {
                            matches[mover] = Some(action);
                        }
                        break 'ways;
                    }
                    ways.push(longer);
                }
            }
        }
        matches
    }

    /// 6.4, "fully matched": only now do declarations hear of the file (A7).
    fn settle(&mut self, settlement: usize) {
        self.move_settlement(settlement, SettlementStatus::PendingFundsReception);
        let Some(file) = self.settlements[settlement].file.clone() else { return };
        let matches: Vec<Action> = self.settlements[settlement].matches.iter().copied().flatten().collect();
        for (action, line) in matches.into_iter().zip(&file.lines) {
            self.reconciled.push((action, line.kind));
            let intent = self.intent_of(action);
            if !self.intents[intent].settlements.contains(&settlement) {
                self.intents[intent].settlements.push(settlement);
            }
            if let Action::Capture(capture) = action {
                self.captures[capture].status = CaptureStatus::SettledNotPaid;
                self.tell("INTENT_SETTLED_NOT_PAID", Object::Capture(capture));
            }
        }
        self.open_pool(&file.provider, &file.currency());
        self.allocate(&file.provider, &file.currency());
    }

    /// All declared actions that a line fits, best first: by a reversal's own reference (A17), then the oldest.
    pub fn candidates(&self, file: &SettlementFile, line: &FileLine) -> Vec<Action> {
        if !line.is_sound() {
            return Vec::new();
        }
        let actions: Vec<Action> = match line.kind {
            LineKind::Settled => (0..self.captures.len()).map(Action::Capture).collect(),
            LineKind::Refunded => (0..self.refunds.len()).map(Action::Refund).collect(),
            LineKind::RefundReversed => {
                // A17: by a reversal's own reference before the refund's.
                let mut reversed: Vec<usize> = (0..self.refunds.len()).collect();
                reversed.sort_by_key(|&it| {
                    let reversal = self.refunds[it].reversal.as_ref();
                    let is_own = reversal.is_some_and(|reversal| reversal.reference == line.reference);
                    (!is_own, reversal.map(|reversal| reversal.number))
                });
                reversed.into_iter().map(Action::Refund).collect()
            }
            LineKind::Disputed | LineKind::Defended | LineKind::DisputedWon | LineKind::DisputedLost => {
                (0..self.disputes.len()).map(Action::Dispute).collect()
            }
        };
        actions.into_iter().filter(|&action| self.line_fits(file, line, action)).collect()
    }

    fn line_fits(&self, file: &SettlementFile, line: &FileLine, action: Action) -> bool {
        let intent = self.intent_of(action);
        self.intents[intent].provider == file.provider
            && self.intents[intent].currency == line.currency
            && self.answers_to(action, line)
            && self.amount_of(action) == line.amount.abs()
            && self.is_in_status(action, line.kind)
            && self.initial_fits(intent, line)
            && !self.reconciled.contains(&(action, line.kind))
    }

    /// A17, A18.
    fn answers_to(&self, action: Action, line: &FileLine) -> bool {
        match action {
            Action::Capture(capture) => self.captures[capture].reference == line.reference,
            Action::Dispute(dispute) => self.disputes[dispute].reference == line.reference,
            Action::Refund(refund) => {
                let it = &self.refunds[refund];
                let by_reversal =
                    it.reversal.as_ref().is_some_and(|reversal| reversal.reference == line.reference);
                it.reference == line.reference || (line.kind == LineKind::RefundReversed && by_reversal)
            }
        }
    }

    fn is_in_status(&self, action: Action, kind: LineKind) -> bool {
        match action {
            Action::Capture(capture) => self.captures[capture].status == CaptureStatus::Captured,
            Action::Refund(refund) => match kind {
                // B27: also one that was reversed since.
                LineKind::Refunded => true,
                _ => self.refunds[refund].status == RefundStatus::RefundReversed,
            },
            Action::Dispute(dispute) => match kind {
                LineKind::Disputed => true,
                LineKind::Defended => self.disputes[dispute].status != DisputeStatus::Disputed,
                LineKind::DisputedWon => self.disputes[dispute].status == DisputeStatus::Won,
                _ => self.disputes[dispute].status == DisputeStatus::Lost,
            },
        }
    }

    /// 6.2: the initial reference is one of the Intent's own, of its authorization or of a capture.
    fn initial_fits(&self, intent: usize, line: &FileLine) -> bool {
        if line.kind == LineKind::Settled {
            return true;
        }
        let Some(initial) = &line.initial else { return false };
        let of_capture = |it: &crate::Capture| it.intent == intent && it.reference == *initial;
        self.intents[intent].reference == *initial || self.captures.iter().any(of_capture)
    }

    fn intent_of(&self, action: Action) -> usize {
        match action {
            Action::Capture(capture) => self.captures[capture].intent,
            Action::Refund(refund) => self.refunds[refund].intent,
            Action::Dispute(dispute) => self.disputes[dispute].intent,
        }
    }

    fn amount_of(&self, action: Action) -> Amount {
        match action {
            Action::Capture(capture) => sum(&self.captures[capture].parts),
            Action::Refund(refund) => sum(&self.refunds[refund].parts),
            Action::Dispute(dispute) => sum(&self.disputes[dispute].parts),
        }
    }

    /// An event tells of a change; a status that stays is not news.
    pub(crate) fn move_settlement(&mut self, settlement: usize, status: SettlementStatus) {
        if self.settlements[settlement].status != status {
            self.settlements[settlement].status = status;
            self.tell(status.event(), Object::Settlement(settlement));
        }
    }
}
