//! E11 to E15: Splits. Creating, updating, executing and reversing them; their rise when settlements do; and claiming
//! back what a refund or a dispute took after the seller was paid.

use super::agenda::Task;
use super::command::{SplitRequest, TransferFault};
use super::declare::of_line;
use super::event::{Account, Event, EventType, Object};
use super::read::{
    OfEntry, TEXT_CHARS_MAX, at_least, boxed, entries, optional_at_least, required, shortened, tag,
};
use super::refusal::{Code, Refusal};
use super::ways;
use super::world::{Answer, World};
use crate::funds::{PoolKey, fees_wallet};
use crate::id::{Id, Kind};
use crate::intent::{Counters, Intent, LineItem, Split};
use crate::machine::{IntentStatus, SPLIT, SplitStatus, Status, Trigger};
use crate::money::Minor;
use crate::reading::SplitFees;
use std::sync::Arc;

impl World {
    pub(super) fn create_splits(&mut self, intent: &str, given: &[SplitRequest]) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let mut asked = Vec::with_capacity(given.len());
        for (index, request) in entries("Splits", given)?.iter().enumerate() {
            asked.push(self.read_split(index, request, &intent)?);
        }
        let status = intent.status(self.reading());
        if matches!(status, IntentStatus::Authorized | IntentStatus::Cancelled) {
            let text = format!("A Split needs a captured Intent; this one is {}.", status.value());
            return Err(Refusal::action(Code::WrongIntentStatus, "Status", text)
                .fact("status", status.value())
                .way(ways::to_intent(status, Trigger::CaptureAll)));
        }
        let lines = intent.counters();
        let available = intent.totals().available_to_split();
        let sum = asked.iter().fold(0i128, |sum, new| sum.saturating_add(i128::from(new.amount)));
        if sum > available {
            let text = format!("The Splits add up to {sum}, but AvailableAmountToSplit is {available}.");
            return Err(Refusal::param(Code::OverSplit, "SplitAmount", text)
                .fact("asked", sum)
                .fact("left", available));
        }

        // One after the other, so that each sees what the ones before it take.
        let mut draft = Intent::clone(&intent);
        for new in asked {
            let committed = draft.counters();
            check_commitment(&draft, &committed, new.line, new.amount)?;
            let fees = match new.fees {
                Some(fees) => fees,
                None => default_fee(&draft, &committed, new.line, new.amount),
            };
            draft.splits.push(Split {
                id: Id::new(Kind::Split, 0, 0, 0, 0), // Numbered only once nothing can refuse the request.
                line: new.line,
                amount: new.amount,
                fees,
                transfer_date: new.transfer_date,
                description: new.description,
                origin_wallet: new.origin_wallet,
                tag: new.tag,
                created: self.now,
                moved: self.now,
                status: SplitStatus::Created,
                claimed: 0,
                returned: 0,
            });
            self.check_fees(&draft, new.amount, fees)?;
        }

        let first = intent.splits.len();
        drop((intent, lines));
        let mut ids = Vec::new();
        for split in draft.splits.iter_mut().skip(first) {
            split.id = self.id(Kind::Split);
            ids.push(split.id);
            self.moved(&SPLIT, Object::Id(split.id), None, Trigger::Create, SplitStatus::Created);
            self.notify(EventType::SplitCreated, split.id);
        }
        if let Some(intent) = self.intent_mut(place) {
            intent.splits = draft.splits;
        }
        let Some(intent) = self.intent_at(place).cloned() else { return Ok(Answer::Done) };
        Ok(Answer::Splits { intent, splits: ids })
    }

    pub(super) fn update_split(
        &mut self,
        intent: &str,
        split: &str,
        request: &SplitRequest,
    ) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let (index, old) = find_split(&intent, split)?;
        if let Some(text) = &request.line_item_id {
            let line = Id::parse(Kind::LineItem, text).and_then(|id| intent.line_place(id));
            if line != Some(old.line) {
                let sentence = format!("The Split is for another line item than {}.", shortened(text));
                return Err(Refusal::param(Code::UnknownLineItem, "LineItemId", sentence));
            }
        }
        let amount = optional_at_least("SplitAmount", request.split_amount.as_ref(), 1)?;
        let fees = optional_at_least("FeesAmount", request.fees_amount.as_ref(), 0)?;
        let transfer_date = self.read_transfer_date("TransferDate", request.transfer_date.as_ref())?;
        let description = boxed("Description", request.description.as_ref(), TEXT_CHARS_MAX)?;
        let origin_wallet = self.read_origin(request.split_origin_wallet_id.as_deref(), &intent)?;
        let tag = tag(request.tag.as_ref())?;
        if !SPLIT.allows(old.status, Trigger::Update) {
            return Err(wrong_status("Update", "Split", Trigger::Update, &old));
        }

        let new = Split {
            amount: amount.unwrap_or(old.amount),
            fees: fees.unwrap_or(old.fees),
            transfer_date: transfer_date.or(old.transfer_date),
            description: description.or_else(|| old.description.clone()),
            origin_wallet: origin_wallet.or_else(|| old.origin_wallet.clone()),
            tag: tag.or_else(|| old.tag.clone()),
            ..old.clone()
        };
        let mut draft = Intent::clone(&intent);
        let available = intent.totals().available_to_split();
        if i128::from(new.amount) > available {
            let text =
                format!("The Split of {} is more than AvailableAmountToSplit, {available}.", new.amount);
            return Err(Refusal::param(Code::OverSplit, "SplitAmount", text).fact("left", available));
        }
        if let Some(split) = draft.splits.get_mut(index) {
            split.amount = 0;
            split.fees = 0;
        }
        check_commitment(&draft, &draft.counters(), new.line, new.amount)?;
        if let Some(split) = draft.splits.get_mut(index) {
            *split = new.clone();
        }
        self.check_fees(&draft, new.amount, new.fees)?;
        if new.amount > old.amount {
            check_level(&draft, index, &new)?;
        }

        let to = if old.status == SplitStatus::Failed { SplitStatus::Available } else { old.status };
        drop(intent);
        let now = self.now;
        if let Some(split) = self.intent_mut(place).and_then(|intent| intent.splits.get_mut(index)) {
            *split = Split { status: to, moved: if to == old.status { old.moved } else { now }, ..new };
        }
        self.moved(&SPLIT, Object::Id(old.id), Some(old.status), Trigger::Update, to);
        if to == SplitStatus::Available {
            self.plan_execution(place, old.id);
        }
        Ok(self.split_answer(place, old.id))
    }

    pub(super) fn execute_split(&mut self, intent: &str, split: &str) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let (_, split) = find_split(&intent, split)?;
        if !SPLIT.allows(split.status, Trigger::Execute) {
            return Err(wrong_status("Execute", "Split", Trigger::Execute, &split));
        }
        let left = of_line(&intent.counters(), split.line, Counters::available_to_split);
        if !split.was_completed() && left < i128::from(split.amount) {
            let text = format!(
                "The Split of {} is more than the {left} of its line item that is captured and neither refunded, \
                 disputed nor split.",
                split.amount
            );
            return Err(Refusal::param(Code::OverSplit, "Split", text).fact("left", left));
        }
        drop(intent);
        self.start_transfer(place, split.id, Trigger::Execute);
        Ok(self.split_answer(place, split.id))
    }

    pub(super) fn reverse_split(&mut self, intent: &str, split: &str) -> Result<Answer, Refusal> {
        let (place, intent) = self.find_intent(intent)?;
        let (_, split) = find_split(&intent, split)?;
        let early = split.status == SplitStatus::Created && !self.reading().early_reverse;
        if early || !SPLIT.allows(split.status, Trigger::Reverse) {
            return Err(wrong_status("Reverse", "Status", Trigger::Reverse, &split));
        }
        drop(intent);
        self.move_split(place, split.id, Trigger::Reverse, SplitStatus::Reversed);
        self.notify(EventType::SplitReversed, split.id);
        Ok(self.split_answer(place, split.id))
    }

    // What happens by itself.

    /// Raises the Splits of an Intent as far as its settlements allow (B5).
    pub(super) fn raise_splits(&mut self, place: u32) {
        let Some(intent) = self.intent_at(place).cloned() else { return };
        if intent.splits.is_empty() {
            return;
        }
        let lines = intent.counters();
        for (index, split) in intent.splits.iter().enumerate() {
            let older = weight_up_to(&intent, index, split.line);
            let mut status = split.status;
            if status == SplitStatus::Created && older <= of_line(&lines, split.line, |line| line.matched) {
                status = SplitStatus::PendingFundsReception;
                self.move_split(place, split.id, Trigger::SettlementMatched, status);
                self.notify(EventType::SplitPendingFundsReception, split.id);
            }
            if status == SplitStatus::PendingFundsReception
                && older <= of_line(&lines, split.line, |line| line.paid)
            {
                self.move_split(place, split.id, Trigger::SettlementPaid, SplitStatus::Available);
                self.notify(EventType::SplitAvailable, split.id);
                self.plan_execution(place, split.id);
            }
        }
    }

    /// A Split with a transfer date executes by itself from that moment on (R102, R103).
    fn plan_execution(&mut self, place: u32, id: Id) {
        let date = self.split_at(place, id).and_then(|split| split.transfer_date);
        if let Some(date) = date {
            // Of several that are due at one moment the oldest goes first, however often it was planned.
            self.agenda
                .insert((date.max(self.now), id.number()), Task::ExecuteSplit { intent: place, split: id });
        }
    }

    pub(super) fn execute_if_due(&mut self, place: u32, id: Id) {
        let now = self.now;
        let due = self.split_at(place, id).is_some_and(|split| {
            split.status == SplitStatus::Available && split.transfer_date.is_some_and(|date| date <= now)
        });
        if due {
            self.start_transfer(place, id, Trigger::Execute);
        }
    }

    fn start_transfer(&mut self, place: u32, id: Id, trigger: Trigger) {
        let back = self.split_at(place, id).is_some_and(Split::was_completed);
        let to = if back { SplitStatus::RefundSplitPending } else { SplitStatus::Pending };
        self.move_split(place, id, trigger, to);
        let due = self.now.saturating_add(self.reading().transfer_seconds);
        self.plan(due, Task::FinishTransfer { intent: place, split: id });
    }

    pub(super) fn finish_transfer(&mut self, place: u32, id: Id) {
        let Some(intent) = self.intent_at(place).cloned() else { return };
        let Some(split) = intent.splits.iter().find(|split| split.id == id) else { return };
        let Some(line) = intent.line(split.line) else { return };
        // A later claim started the transfer anew: its own task will end it.
        if split.moved.saturating_add(self.reading().transfer_seconds) > self.now {
            return;
        }
        match split.status {
            SplitStatus::Pending => {
                let to = match self.faults.pop_front() {
                    Some(TransferFault::Failed) => SplitStatus::Failed,
                    None if self.pay_out(&intent, split, line) => SplitStatus::Completed,
                    Some(TransferFault::Rejected) | None => SplitStatus::Rejected,
                };
                let trigger = match to {
                    SplitStatus::Completed => Trigger::TransferSucceeded,
                    SplitStatus::Failed => Trigger::TransferFailed,
                    _ => Trigger::TransferRejected,
                };
                self.move_split(place, id, trigger, to);
                if to == SplitStatus::Rejected {
                    self.notify(EventType::SplitRejected, id);
                }
            }
            SplitStatus::RefundSplitPending => {
                let owed = split.claimed.saturating_sub(split.returned);
                let debited = self.debited_wallet(&intent, split, line);
                let (trigger, to) = if self.transfer(&line.wallet, &debited, owed) {
                    (Trigger::TransferSucceeded, SplitStatus::RefundSplitCompleted)
                } else {
                    (Trigger::TransferRejected, SplitStatus::RefundSplitRejected)
                };
                if to == SplitStatus::RefundSplitCompleted
                    && let Some(split) = self.split_mut(place, id)
                {
                    split.returned = split.claimed;
                }
                self.move_split(place, id, trigger, to);
            }
            _ => {}
        }
    }

    /// Moves the money of a Split: the seller's share and the fee. All or nothing.
    fn pay_out(&mut self, intent: &Intent, split: &Split, line: &LineItem) -> bool {
        let left = of_line(&intent.counters(), split.line, Counters::available_to_split);
        let debited = self.debited_wallet(intent, split, line);
        let amount = i128::from(split.amount);
        if left < amount || self.wallets.balance(&debited) < amount {
            return false;
        }
        let seller_share = split.amount.saturating_sub(split.fees);
        let paid = self.transfer(&debited, &line.wallet, seller_share)
            && self.transfer(&debited, &fees_wallet(intent.currency), split.fees);
        self.release_spent(
            &debited,
            PoolKey { provider: intent.external.provider, currency: intent.currency },
        );
        paid
    }

    /// What left the escrow wallet cannot pay a Settlement any more (B28).
    fn release_spent(&mut self, debited: &str, key: PoolKey) {
        let balance = self.wallets.balance(debited);
        let spent =
            self.pool(key).is_some_and(|pool| *pool.escrow_wallet == *debited && pool.unallocated > balance);
        if spent {
            self.pool_mut(key.provider, key.currency).unallocated = balance;
            self.allocate(key);
        }
    }

    /// The wallet that pays: the escrow wallet, or for Mangopay's own pay-ins the one that was named (B24).
    fn debited_wallet(&self, intent: &Intent, split: &Split, line: &LineItem) -> Arc<str> {
        let named = split.origin_wallet.as_ref().or(line.origin_wallet.as_ref());
        if let Some(wallet) = named.filter(|_| intent.external.provider.is_mangopay()) {
            return Arc::clone(wallet);
        }
        let key = PoolKey { provider: intent.external.provider, currency: intent.currency };
        self.pool(key).map(|pool| Arc::clone(&pool.escrow_wallet)).unwrap_or_default()
    }

    fn transfer(&mut self, from: &Arc<str>, to: &Arc<str>, amount: Minor) -> bool {
        let moved = self.wallets.transfer(from, to, amount);
        if moved && amount > 0 {
            let (from, to) = (Account::Wallet(Arc::clone(from)), Account::Wallet(Arc::clone(to)));
            self.happened.push(Event::Paid { from, to, amount });
        }
        moved
    }

    /// What Splits completed beyond what is still kept of a line is claimed back, youngest first (B14).
    pub(super) fn claim_back(&mut self, place: u32) {
        let Some(intent) = self.intent_at(place).cloned() else { return };
        for (line, counters) in (0u32..).zip(intent.counters()) {
            let mut excess = counters.split.saturating_sub(counters.kept());
            for split in
                intent.splits.iter().rev().filter(|split| split.line == line && split.was_completed())
            {
                let claim = Minor::try_from(excess.min(i128::from(split.weight()))).unwrap_or(0);
                if claim <= 0 {
                    continue;
                }
                excess = excess.saturating_sub(i128::from(claim));
                if let Some(split) = self.split_mut(place, split.id) {
                    split.claimed = split.claimed.saturating_add(claim);
                }
                self.start_transfer(place, split.id, Trigger::RefundAfterSplit);
            }
        }
    }

    fn split_at(&self, place: u32, id: Id) -> Option<&Split> {
        self.intent_at(place)?.splits.iter().find(|split| split.id == id)
    }

    fn split_mut(&mut self, place: u32, id: Id) -> Option<&mut Split> {
        self.intent_mut(place)?.splits.iter_mut().find(|split| split.id == id)
    }

    fn move_split(&mut self, place: u32, id: Id, trigger: Trigger, to: SplitStatus) {
        let now = self.now;
        let Some(split) = self.split_mut(place, id) else { return };
        let from = split.status;
        split.status = to;
        split.moved = now;
        self.moved(&SPLIT, Object::Id(id), Some(from), trigger, to);
    }

    fn split_answer(&self, place: u32, id: Id) -> Answer {
        self.intent_at(place)
            .map_or(Answer::Done, |intent| Answer::Splits { intent: Arc::clone(intent), splits: vec![id] })
    }

    // Reading and judging.

    fn read_split(&self, index: usize, request: &SplitRequest, intent: &Intent) -> Result<NewSplit, Refusal> {
        let field = |name| OfEntry { list: "Splits", index, name };
        let line_field = field("LineItemId");
        let text = required(line_field, request.line_item_id.as_ref())?;
        let line = Id::parse(Kind::LineItem, text).and_then(|id| intent.line_place(id)).ok_or_else(|| {
            let sentence = format!("The Intent {} has no line item {}.", intent.id, shortened(text));
            Refusal::param(Code::UnknownLineItem, line_field.to_string(), sentence)
                .fact("given", shortened(text))
        })?;
        let amount_field = field("SplitAmount");
        let amount = at_least(amount_field, required(amount_field, request.split_amount.as_ref())?, 1)?;
        let fees = optional_at_least(field("FeesAmount"), request.fees_amount.as_ref(), 0)?;
        let own_date = self.read_transfer_date(field("TransferDate"), request.transfer_date.as_ref())?;
        let item = intent.line(line);
        let origin_wallet = self.read_origin(request.split_origin_wallet_id.as_deref(), intent)?;
        let named = origin_wallet.is_some() || item.is_some_and(|item| item.origin_wallet.is_some());
        if intent.external.provider.is_mangopay() && !named {
            let origin_field = field("SplitOriginWalletId");
            let text =
                "With provider MANGOPAY a Split needs SplitOriginWalletId, on itself or on its line item.";
            return Err(Refusal::param(Code::OriginWalletMissing, origin_field.to_string(), text));
        }
        Ok(NewSplit {
            line,
            amount,
            fees,
            transfer_date: own_date.or_else(|| item.and_then(|item| item.transfer_date)),
            description: boxed(field("Description"), request.description.as_ref(), TEXT_CHARS_MAX)?,
            origin_wallet,
            tag: tag(request.tag.as_ref())?,
        })
    }

    fn read_origin(&self, given: Option<&str>, intent: &Intent) -> Result<Option<Arc<str>>, Refusal> {
        match given {
            None | Some("") => Ok(None),
            Some(id) => self.find_wallet_in("SplitOriginWalletId", id, intent.currency).map(Some),
        }
    }

    /// A fee is at most its Split, and all fees together at most what the Intent announced (A15).
    fn check_fees(&self, draft: &Intent, amount: Minor, fees: Minor) -> Result<(), Refusal> {
        if fees > amount {
            let text = format!("The fee of {fees} is more than the Split of {amount}.");
            return Err(Refusal::param(Code::SplitFeesTooHigh, "FeesAmount", text).fact("most", amount));
        }
        let limited = draft.platform_fees > 0 || self.reading().split_fees == SplitFees::AlwaysLimit;
        let sum = draft.split_fees();
        if limited && sum > i128::from(draft.platform_fees) {
            let text = format!(
                "The Splits' fees add up to {sum}, more than the Intent's PlatformFeesAmount of {}.",
                draft.platform_fees
            );
            return Err(
                Refusal::param(Code::SplitFeesTooHigh, "FeesAmount", text).fact("most", draft.platform_fees)
            );
        }
        Ok(())
    }
}

struct NewSplit {
    line: u32,
    amount: Minor,
    fees: Option<Minor>,
    transfer_date: Option<crate::date::Timestamp>,
    description: Option<Box<str>>,
    origin_wallet: Option<Arc<str>>,
    tag: Option<Box<str>>,
}

fn find_split(intent: &Intent, text: &str) -> Result<(usize, Split), Refusal> {
    let id = Id::parse(Kind::Split, text);
    let found = intent.splits.iter().enumerate().find(|(_, split)| Some(split.id) == id);
    found.map(|(index, split)| (index, split.clone())).ok_or_else(|| {
        let sentence = format!("The Intent {} has no Split {}.", intent.id, shortened(text));
        Refusal::param(Code::UnknownSplit, "SplitId", sentence).fact("given", shortened(text))
    })
}

/// Mangopay's sentence; its list of statuses is the guide's, not ours.
fn wrong_status(action: &str, field: &str, trigger: Trigger, split: &Split) -> Refusal {
    let statuses = match trigger {
        Trigger::Update => "CREATED, PENDING_FUNDS_RECEPTION, AVAILABLE, FAILED",
        _ => "AVAILABLE, REJECTED",
    };
    let status = split.status.value();
    let text = format!(
        "{action} split requires a status in [{statuses}]. Split [{}] currently has a status of {status}.",
        split.id
    );
    Refusal::param(Code::WrongSplitStatus, field, text)
        .fact("status", status)
        .way(ways::to_split(split.status, trigger))
}

/// Over-commitment guard: live Splits of a line within what is kept of it (B22).
fn check_commitment(intent: &Intent, lines: &[Counters], line: u32, amount: Minor) -> Result<(), Refusal> {
    let left = of_line(lines, line, |counters| counters.kept().saturating_sub(counters.committed));
    if i128::from(amount) <= left {
        return Ok(());
    }
    let item = intent.line(line).map_or(intent.id, |item| item.id);
    let text = format!(
        "The Split of {amount} is more than the {left} of line item {item} that no other Split takes."
    );
    Err(Refusal::param(Code::OverSplit, "SplitAmount", text).fact("asked", amount).fact("left", left))
}

/// A Split that has risen may not outgrow what lifted it (B5).
fn check_level(draft: &Intent, index: usize, new: &Split) -> Result<(), Refusal> {
    let lines = draft.counters();
    let limit = match new.status {
        SplitStatus::PendingFundsReception => of_line(&lines, new.line, |line| line.matched),
        SplitStatus::Available | SplitStatus::Failed => of_line(&lines, new.line, |line| line.paid),
        _ => return Ok(()),
    };
    let needed = weight_up_to(draft, index, new.line);
    if needed <= limit {
        return Ok(());
    }
    let text =
        format!("With the Splits before it this needs {needed}, but {limit} of the line item is settled.");
    Err(Refusal::param(Code::SplitBeyondSettled, "SplitAmount", text)
        .fact("needed", needed)
        .fact("settled", limit))
}

/// What a Split and the older ones of its line take together.
fn weight_up_to(intent: &Intent, index: usize, line: u32) -> i128 {
    let upto = intent.splits.iter().take(index.saturating_add(1)).filter(|split| split.line == line);
    upto.fold(0i128, |sum, split| sum.saturating_add(i128::from(split.weight())))
}

/// The fee of a Split that names none (A16).
fn default_fee(intent: &Intent, lines: &[Counters], line: u32, amount: Minor) -> Minor {
    let Some(item) = intent.line(line) else { return 0 };
    let others =
        intent.splits.iter().filter(|split| split.line == line && split.status != SplitStatus::Reversed);
    let (taken, fees) = others.fold((0i128, 0i128), |(taken, fees), split| {
        (taken.saturating_add(i128::from(split.amount)), fees.saturating_add(i128::from(split.fees)))
    });
    let total = of_line(lines, line, |counters| counters.total);
    let fee = if taken.saturating_add(i128::from(amount)) == total {
        i128::from(item.fees).saturating_sub(fees).max(0)
    } else {
        i128::from(item.fees).saturating_mul(i128::from(amount)).checked_div(total).unwrap_or(0)
    };
    Minor::try_from(fee).unwrap_or(0).min(amount)
}
