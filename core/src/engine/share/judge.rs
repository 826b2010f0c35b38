//! Reading a Split request, and judging it against the line, the fees and what is settled.

use crate::engine::command::SplitRequest;
use crate::engine::declare::of_line;
use crate::engine::read::{
    OfEntry, TEXT_CHARS_MAX, at_least, boxed, optional_at_least, required, shortened, tag,
};
use crate::engine::refusal::{Code, Refusal};
use crate::engine::ways;
use crate::engine::world::World;
use crate::id::{Id, Kind};
use crate::intent::{Counters, Intent, Split, split_fees};
use crate::machine::{SplitStatus, Status, Trigger};
use crate::money::Minor;
use crate::reading::SplitFees;
use std::sync::Arc;

/// A Split as it was asked for, every field read.
pub struct NewSplit {
    pub line: u32,
    pub amount: Minor,
    pub fees: Option<Minor>,
    pub transfer_date: Option<crate::date::Timestamp>,
    pub description: Option<Box<str>>,
    pub origin_wallet: Option<Arc<str>>,
    pub tag: Option<Box<str>>,
}

impl World {
    pub(in crate::engine) fn read_split(
        &self,
        index: usize,
        request: &SplitRequest,
        intent: &Intent,
    ) -> Result<NewSplit, Refusal> {
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
        let description = boxed(field("Description"), request.description.as_ref(), TEXT_CHARS_MAX)?;
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
            description,
            origin_wallet,
            tag: tag(request.tag.as_ref())?,
        })
    }

    pub(in crate::engine) fn read_origin(
        &self,
        given: Option<&str>,
        intent: &Intent,
    ) -> Result<Option<Arc<str>>, Refusal> {
        match given {
            None | Some("") => Ok(None),
            Some(id) => self.find_wallet_in("SplitOriginWalletId", id, intent.currency).map(Some),
        }
    }

    /// A fee is at most its Split, and all fees together at most what the Intent announced (A15).
    pub(in crate::engine) fn check_fees(
        &self,
        intent: &Intent,
        splits: &[Split],
        amount: Minor,
        fees: Minor,
    ) -> Result<(), Refusal> {
        if fees > amount {
            let text = format!("The fee of {fees} is more than the Split of {amount}.");
            return Err(Refusal::param(Code::SplitFeesTooHigh, "FeesAmount", text).fact("most", amount));
        }
        let limited = intent.platform_fees > 0 || self.reading().split_fees == SplitFees::AlwaysLimit;
        let sum = split_fees(splits);
        if limited && sum > i128::from(intent.platform_fees) {
            let text = format!(
                "The Splits' fees add up to {sum}, more than the Intent's PlatformFeesAmount of {}.",
                intent.platform_fees
            );
            return Err(
                Refusal::param(Code::SplitFeesTooHigh, "FeesAmount", text).fact("most", intent.platform_fees)
            );
        }
        Ok(())
    }
}

pub fn find_split(intent: &Intent, text: &str) -> Result<(usize, Split), Refusal> {
    let id = Id::parse(Kind::Split, text);
    let found = intent.splits.iter().enumerate().find(|(_, split)| Some(split.id) == id);
    found.map(|(index, split)| (index, split.clone())).ok_or_else(|| {
        let sentence = format!("The Intent {} has no Split {}.", intent.id, shortened(text));
        Refusal::param(Code::UnknownSplit, "SplitId", sentence).fact("given", shortened(text))
    })
}

/// Mangopay's sentence; its list of statuses is the guide's, not ours.
pub fn wrong_status(action: &str, field: &str, trigger: Trigger, split: &Split) -> Refusal {
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
pub fn check_commitment(
    intent: &Intent,
    lines: &[Counters],
    line: u32,
    amount: Minor,
) -> Result<(), Refusal> {
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

/// The lines as they are when one more Split takes this much.
pub fn commit(lines: &mut [Counters], line: u32, amount: Minor) {
    if let Some(counters) = usize::try_from(line).ok().and_then(|place| lines.get_mut(place)) {
        counters.committed = counters.committed.saturating_add(i128::from(amount));
    }
}

/// A Split that has risen may not outgrow what lifted it (B5).
pub fn check_level(draft: &Intent, index: usize, new: &Split) -> Result<(), Refusal> {
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
pub fn weight_up_to(intent: &Intent, index: usize, line: u32) -> i128 {
    let upto = intent.splits.iter().take(index.saturating_add(1)).filter(|split| split.line == line);
    upto.fold(0i128, |sum, split| sum.saturating_add(i128::from(split.weight())))
}

/// The fee of a Split that names none (A16).
pub fn default_fee(intent: &Intent, splits: &[Split], lines: &[Counters], line: u32, amount: Minor) -> Minor {
    let Some(item) = intent.line(line) else { return 0 };
    let others = splits.iter().filter(|split| split.line == line && split.status != SplitStatus::Reversed);
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
