//! Mirakl mode: what Mangopay's connector declares for a marketplace that runs on Mirakl (spec 1.3).
//!
//! The connector creates the Intent of an order, declares its captures, and splits what the sellers get. It does not see
//! what the platform sells itself: those lines come back in [`Declared::left_to_platform`], to be added by the same
//! reference. It sends no settlement file either; the platform must.

mod order;

pub use order::{CustomFields, LogisticOrder, Order, OrderLine};

use crate::engine::{
    ActionRequest, Answer, Code, Command, Engine, Given, GivenBuyer, GivenExternalData, GivenLineItem,
    GivenPart, GivenSeller, IntentRequest, Refusal, SplitRequest,
};
use crate::id::Id;
use crate::intent::Intent;
use crate::money::Minor;
use std::sync::Arc;

/// What the connector declared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Declared {
    pub intent: Id,
    pub captures: Vec<Id>,
    pub splits: Vec<Id>,
    /// The platform's own order lines: the platform adds them to the Intent.
    pub left_to_platform: Vec<String>,
}

/// Declares a whole order, or nothing: if one step is refused, the engine is as it was.
pub fn declare(engine: &mut Engine, order: &Order) -> Result<Declared, Refusal> {
    let mut fork = engine.clone();
    let declared = declare_in(&mut fork, order)?;
    *engine = fork;
    Ok(declared)
}

fn declare_in(engine: &mut Engine, order: &Order) -> Result<Declared, Refusal> {
    let sold = order.seller_lines();
    let request = IntentRequest {
        amount: Some(total(sold.iter().map(|line| line.total()))),
        currency: Some(order.currency.clone()),
        external_data: Some(Box::new(external(order.intent_fields()?)?)),
        buyer: order.buyer.clone().map(|id| GivenBuyer { id: Some(id) }),
        line_items: Some(sold.iter().map(|line| line_item(line)).collect()),
        ..IntentRequest::default()
    };
    let answer = engine.handle(Command::CreateIntent { request })?.answer;
    let Answer::Intent { intent } = answer else { return Err(unexpected()) };
    let id = intent.id;

    let mut captures = Vec::new();
    for (fields, lines) in order.captures() {
        let request = capture(&intent, fields, &sold, &lines)?;
        let answer = engine.handle(Command::Capture { intent: id.to_string(), request })?.answer;
        let Answer::Action { action, .. } = answer else { return Err(unexpected()) };
        captures.push(action);
    }

    let splits = intent.lines.iter().map(|line| SplitRequest {
        line_item_id: Some(line.id.to_string()),
        split_amount: Some(Given::Whole(line.total)),
        fees_amount: Some(Given::Whole(line.fees)),
        ..SplitRequest::default()
    });
    let command = Command::CreateSplits { intent: id.to_string(), splits: splits.collect() };
    let Answer::Splits { splits, .. } = engine.handle(command)?.answer else { return Err(unexpected()) };
    Ok(Declared { intent: id, captures, splits, left_to_platform: order.platform_lines() })
}

fn line_item(line: &OrderLine) -> GivenLineItem {
    GivenLineItem {
        seller: Some(GivenSeller {
            author_id: line.seller.clone(),
            fees_amount: Some(Given::Whole(line.commission)),
            ..GivenSeller::default()
        }),
        sku: Some(line.sku.clone()),
        name: line.title.clone(),
        quantity: Some(Given::Whole(line.quantity)),
        unit_amount: Some(Given::Whole(line.unit_price)),
        ..GivenLineItem::default()
    }
}

/// One capture of the lines at these places: full and inheriting when it is the only one, else partial with its own
/// reference.
fn capture(
    intent: &Arc<Intent>,
    fields: Option<&CustomFields>,
    sold: &[&OrderLine],
    places: &[usize],
) -> Result<ActionRequest, Refusal> {
    let Some(fields) = fields else { return Ok(ActionRequest::default()) };
    let parts: Vec<GivenPart> = places
        .iter()
        .filter_map(|&place| {
            let (item, line) = (intent.lines.get(place)?, sold.get(place)?);
            Some(GivenPart { id: Some(item.id.to_string()), amount: Some(Given::Whole(line.total())) })
        })
        .collect();
    let amounts = places.iter().filter_map(|&place| sold.get(place)).map(|line| line.total());
    Ok(ActionRequest {
        amount: Some(total(amounts)),
        external_data: Some(Box::new(external(fields)?)),
        line_items: Some(parts),
        ..ActionRequest::default()
    })
}

/// The custom fields as Echo wants them. A missing or malformed one is named by its Mirakl code.
fn external(fields: &CustomFields) -> Result<GivenExternalData, Refusal> {
    let required = |code: &str, value: &Option<String>| {
        value.clone().filter(|value| !value.trim().is_empty()).ok_or_else(|| {
            Refusal::param(Code::MissingField, code, format!("The Mirakl custom field {code} is required."))
        })
    };
    let date_code = "mgp-external-processing-date";
    let date = required(date_code, &fields.processing_date)?;
    let moment = crate::date::parse_iso(&date).ok_or_else(|| {
        let text = format!(
            "{date_code} must be an ISO 8601 date-time in UTC, not \"{}\".",
            crate::text::shortened(&date)
        );
        Refusal::param(Code::DateInvalid, date_code, text)
    })?;
    Ok(GivenExternalData {
        external_processing_date: Some(Given::Whole(moment)),
        external_provider_reference: Some(required(
            "mgp-external-provider-reference",
            &fields.provider_reference,
        )?),
        external_merchant_reference: fields.merchant_reference.clone(),
        external_provider_name: Some(required("mgp-external-provider-name", &fields.provider_name)?),
        external_provider_payment_method: fields.payment_method.clone(),
    })
}

/// Sums that do not fit are sent as text, and refused as such.
fn total(amounts: impl Iterator<Item = Minor>) -> Given {
    let sum = amounts.fold(0i128, |sum, amount| sum.saturating_add(i128::from(amount)));
    Minor::try_from(sum).map_or_else(|_| Given::Other(sum.to_string()), Given::Whole)
}

fn unexpected() -> Refusal {
    Refusal::param(Code::OutOfRange, "order", "The engine answered something else than was asked.")
}
