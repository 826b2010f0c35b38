//! Which lines an action names, and how much of each.

use crate::engine::command::ActionRequest;
use crate::engine::read::{OfEntry, at_least, currency, entries, optional_at_least, required, shortened};
use crate::engine::refusal::{Code, Refusal};
use crate::id::{Id, Kind};
use crate::intent::{Counters, Intent, Part, parts_total};
use crate::money::Minor;
use crate::persistent::Map;

/// Mangopay's text where an amount is not the sum of its parts.
pub const SUM_DIFFERS: &str =
    "The total intent amount does not match the sum of the declared LineItem amounts";

/// The parts of a partial action; `None` for a full one.
pub struct Partial {
    pub amount: Minor,
    pub parts: Box<[Part]>,
}

/// Reads what stands before the external data: the amount of a partial action; `None` for a full one, whose body has no
/// amount and no line items.
pub fn amount(intent: &Intent, request: &ActionRequest) -> Result<Option<Minor>, Refusal> {
    let is_full = request.amount.is_none() && request.line_items.as_deref().unwrap_or_default().is_empty();
    let amount = if is_full {
        None
    } else {
        Some(at_least("Amount", required("Amount", request.amount.as_ref())?, 1)?)
    };
    if let Some(code) = &request.currency {
        let given = currency("Currency", code)?;
        if given != intent.currency {
            let text = format!("The Intent's currency is {}, not {given}.", intent.currency);
            return Err(Refusal::param(Code::CurrencyDiffers, "Currency", text));
        }
    }
    optional_at_least("PlatformFeesAmount", request.platform_fees_amount.as_ref(), 0)?;
    Ok(amount)
}

/// Reads the line items of a partial action.
pub fn partial(
    intent: &Intent,
    request: &ActionRequest,
    amount: Option<Minor>,
) -> Result<Option<Partial>, Refusal> {
    let Some(amount) = amount else { return Ok(None) };
    let list = request.line_items.as_deref().unwrap_or_default();
    let mut parts = Vec::with_capacity(list.len());
    for (index, given) in entries("LineItems", list)?.iter().enumerate() {
        let field = |name| OfEntry { list: "LineItems", index, name };
        let text = required(field("Id"), given.id.as_ref())?;
        let line = Id::parse(Kind::LineItem, text).and_then(|id| intent.line_place(id)).ok_or_else(|| {
            Refusal::param(
                Code::UnknownLineItem,
                field("Id").to_string(),
                format!("The Intent {} has no line item {}.", intent.id, shortened(text)),
            )
            .fact("given", shortened(text))
        })?;
        let amount = at_least(field("Amount"), required(field("Amount"), given.amount.as_ref())?, 1)?;
        parts.push(Part { line, amount });
    }
    Ok(Some(Partial { amount, parts: parts.into() }))
}

impl Partial {
    /// The sums must agree, and no line may be named twice. Judged after the status.
    pub fn check_sums(&self) -> Result<(), Refusal> {
        let sum = parts_total(&self.parts);
        if sum != i128::from(self.amount) {
            return Err(Refusal::param(Code::LineTotalsDiffer, "Amount", SUM_DIFFERS)
                .fact("Amount", self.amount)
                .fact("sum", sum));
        }
        let mut seen = Map::default();
        match self.parts.iter().position(|part| seen.insert(part.line, ()).is_some()) {
            None => Ok(()),
            Some(index) => Err(Refusal::param(
                Code::LineTwice,
                format!("LineItems[{index}].Id"),
                "A line item stands twice in this request; add its amounts up.",
            )),
        }
    }
}

/// Everything that `left` finds on each line.
pub fn all_that_is_left(lines: &[Counters], left: impl Fn(&Counters) -> i128) -> Box<[Part]> {
    let mut parts = Vec::new();
    for (line, counters) in (0u32..).zip(lines) {
        if let Ok(amount @ 1..) = Minor::try_from(left(counters)) {
            parts.push(Part { line, amount });
        }
    }
    parts.into()
}

/// Refuses with the first line of which more would be taken than `left` allows.
pub fn check_limits(
    intent: &Intent,
    parts: &[Part],
    left: impl Fn(u32) -> i128,
    refuse: impl Fn(Id, Minor, i128) -> Refusal,
) -> Result<(), Refusal> {
    for part in parts {
        let limit = left(part.line);
        if i128::from(part.amount) > limit {
            let id = intent.line(part.line).map_or(intent.id, |line| line.id);
            return Err(refuse(id, part.amount, limit)
                .fact("lineItem", id)
                .fact("asked", part.amount)
                .fact("left", limit));
        }
    }
    Ok(())
}

/// One line's counter out of all lines'.
pub fn of_line(lines: &[Counters], line: u32, counter: impl Fn(&Counters) -> i128) -> i128 {
    usize::try_from(line).ok().and_then(|place| lines.get(place)).map_or(0, counter)
}
