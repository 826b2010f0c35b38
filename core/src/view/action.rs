//! The answer to a capture, cancel, refund, reversal, dispute or decision: the Intent's head, the action's status and
//! external data, and a pointer to the action.

use super::intent::ExternalDataView;
use super::minor;
use crate::date::Timestamp;
use crate::engine::World;
use crate::id::{Id, Kind};
use crate::intent::{ExternalData, Intent, next_actions};
use crate::machine::{DisputeStatus, IntentStatus, Status};
use crate::money::{Currency, Minor};
use serde::Serialize;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct ActionView {
    pub id: Id,
    pub amount: Minor,
    pub available_amount_to_split: Minor,
    pub unfunded_amount: Minor,
    pub currency: Currency,
    pub platform_fees_amount: Minor,
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_actions: Option<&'static str>,
    pub external_data: ExternalDataView,
    pub line_items: Vec<ShortLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture: Option<Pointer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel: Option<Pointer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund: Option<Pointer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute: Option<Pointer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    pub creation_date: Timestamp,
    pub execution_date: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct Pointer {
    pub id: Id,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct ShortLine {
    pub id: Id,
    pub total_line_item_amount: Minor,
    pub captured_amount: Minor,
    pub refunded_amount: Minor,
    pub disputed_amount: Minor,
    pub split_amount: Minor,
    pub cancelled_amount: Minor,
    pub canceled_amount: Minor,
    pub unfunded_seller_amount: Minor,
}

/// What the answer takes from the action itself.
struct Action<'a> {
    status: &'static str,
    external: Option<&'a ExternalData>,
    tag: Option<&'a str>,
    decision: Option<&'static str>,
}

impl ActionView {
    /// `None` if the Intent has no such action.
    pub fn of(world: &World, intent: &Intent, action: Id) -> Option<Self> {
        let acted = find(intent, action)?;
        let all = intent.totals();
        let unfunded = world.unfunded(intent);
        let lines = intent.lines.iter().zip(intent.counters()).zip(&unfunded);
        let pointer = |kind| (action.kind == kind).then_some(Pointer { id: action });
        Some(Self {
            id: intent.id,
            amount: intent.amount,
            available_amount_to_split: minor(all.available_to_split()),
            unfunded_amount: minor(unfunded.iter().fold(0, |sum, share| sum.saturating_add(*share))),
            currency: intent.currency,
            platform_fees_amount: intent.platform_fees,
            status: acted.status,
            next_actions: next_actions(intent.status(&world.config().reading)),
            external_data: ExternalDataView::of(acted.external.unwrap_or(&intent.external)),
            line_items: lines
                .map(|((line, counters), unfunded)| ShortLine {
                    id: line.id,
                    total_line_item_amount: line.total,
                    captured_amount: minor(counters.captured),
                    refunded_amount: minor(counters.refunded),
                    disputed_amount: minor(counters.disputed),
                    split_amount: minor(counters.split),
                    cancelled_amount: minor(counters.cancelled),
                    canceled_amount: minor(counters.cancelled),
                    unfunded_seller_amount: minor(*unfunded),
                })
                .collect(),
            capture: pointer(Kind::Capture),
            cancel: pointer(Kind::Cancel),
            refund: pointer(Kind::Refund),
            dispute: pointer(Kind::Dispute),
            decision: acted.decision,
            tag: acted.tag.map(str::to_owned),
            creation_date: intent.created,
            execution_date: intent.declared,
        })
    }
}

fn find(intent: &Intent, action: Id) -> Option<Action<'_>> {
    match action.kind {
        Kind::Capture => intent.captures.iter().find(|capture| capture.id == action).map(|capture| Action {
            status: capture.status().value(),
            external: Some(intent.capture_external(capture)),
            tag: capture.tag.as_deref(),
            decision: None,
        }),
        // The newest answers to a cancel show the Intent's external data (spec 2.4).
        Kind::Cancel => intent.cancels.iter().find(|cancel| cancel.id == action).map(|cancel| Action {
            status: IntentStatus::Cancelled.value(),
            external: None,
            tag: cancel.tag.as_deref(),
            decision: None,
        }),
        // The answer to a reversal shows the refund's external data (R70).
        Kind::Refund => intent.refunds.iter().find(|refund| refund.id == action).map(|refund| Action {
            status: refund.status().value(),
            external: Some(&refund.external),
            tag: refund.tag.as_deref(),
            decision: None,
        }),
        Kind::Dispute => intent.disputes.iter().find(|dispute| dispute.id == action).map(|dispute| Action {
            status: dispute.status().value(),
            external: Some(&dispute.external),
            tag: dispute.tag.as_deref(),
            decision: (dispute.status() != DisputeStatus::Disputed).then(|| dispute.status().value()),
        }),
        _ => None,
    }
}
