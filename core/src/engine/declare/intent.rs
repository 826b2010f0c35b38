//! E1: creating an Intent, and adding line items to one by sending the same reference again.

use super::not_in_status;
use super::parts::SUM_DIFFERS;
use crate::country::is_country;
use crate::date::Timestamp;
use crate::engine::command::{GivenAddress, GivenLineItem, IntentRequest};
use crate::engine::event::{EventType, Object};
use crate::engine::read::{
    Field, OfEntry, TEXT_CHARS_MAX, at_least, boxed, currency, date, entries, external, optional_at_least,
    required, required_text, shortened, tag,
};
use crate::engine::refusal::{Code, Refusal};
use crate::engine::world::{Answer, World};
use crate::funds::PoolKey;
use crate::id::Kind;
use crate::intent::{Address, Buyer, ExternalData, Intent, LineItem};
use crate::machine::{INTENT, IntentStatus, Trigger};
use crate::money::{Currency, Minor};
use crate::reconcile::{Declared, Place};
use std::sync::Arc;

impl World {
    pub(in crate::engine) fn create_intent(&mut self, request: &IntentRequest) -> Result<Answer, Refusal> {
        let amount = at_least("Amount", required("Amount", request.amount.as_ref())?, 1)?;
        let currency = currency("Currency", required("Currency", request.currency.as_ref())?)?;
        let platform_fees =
            optional_at_least("PlatformFeesAmount", request.platform_fees_amount.as_ref(), 0)?;
        let external = external(required("ExternalData", request.external_data.as_ref())?, None)?;
        let buyer = match request.buyer.as_ref().and_then(|buyer| buyer.id.as_deref()) {
            None | Some("") => None,
            Some(id) => Some(Buyer { id: self.find_user("Buyer.Id", id)? }),
        };
        let given = entries("LineItems", required("LineItems", request.line_items.as_ref())?)?;
        let mut lines = Vec::with_capacity(given.len());
        for (index, line) in given.iter().enumerate() {
            lines.push(self.read_line(index, line, currency)?);
        }
        let tag = tag(request.tag.as_ref())?;

        let existing = self.intent_of_reference(&external);
        let from = match &existing {
            None => None,
            Some((_, intent)) => {
                if intent.currency != currency {
                    return Err(Refusal::param(
                        Code::CurrencyDiffers,
                        "Currency",
                        format!(
                            "The Intent of this reference, {}, is in {}, not {currency}.",
                            intent.id, intent.currency
                        ),
                    ));
                }
                Some(self.require_intent_status(intent, &[Trigger::AddLineItems], |status| {
                    not_in_status("Adding line items", status)
                })?)
            }
        };

        let total = lines.iter().fold(0i128, |sum, line| sum.saturating_add(i128::from(line.total)));
        if total != i128::from(amount) {
            return Err(Refusal::param(Code::LineTotalsDiffer, "Amount", SUM_DIFFERS)
                .fact("Amount", amount)
                .fact("sum", total));
        }
        let fees = lines.iter().fold(0i128, |sum, line| sum.saturating_add(i128::from(line.fees)));
        let platform_fees = match platform_fees {
            Some(stated) if i128::from(stated) != fees => {
                return Err(Refusal::param(
                    Code::FeesDiffer,
                    "PlatformFeesAmount",
                    format!("PlatformFeesAmount is {stated}, but the sellers' FeesAmount add up to {fees}."),
                )
                .fact("PlatformFeesAmount", stated)
                .fact("sum", fees));
            }
            // Each fee is at most its line's total, and the totals add up to `amount`.
            _ => Minor::try_from(fees).unwrap_or(Minor::MAX),
        };

        match (existing, from) {
            (Some((place, intent)), Some(from)) => {
                self.add_lines(place, &intent, from, amount, platform_fees, lines)
            }
            _ => Ok(self.new_intent(NewIntent {
                amount,
                platform_fees,
                currency,
                external,
                buyer,
                tag,
                lines,
            })),
        }
    }

    fn new_intent(&mut self, new: NewIntent) -> Answer {
        let place = u32::try_from(self.intents.len()).unwrap_or(u32::MAX);
        let id = self.id_at(Kind::Intent, place);
        let mut intent = Intent {
            id,
            amount: new.amount,
            platform_fees: new.platform_fees,
            currency: new.currency,
            external: new.external,
            buyer: new.buyer,
            tag: new.tag,
            lines: new.lines,
            captures: Vec::new(),
            cancels: Vec::new(),
            refunds: Vec::new(),
            disputes: Vec::new(),
            splits: Vec::new(),
            settlements: Vec::new(),
            created: self.now,
            declared: self.now,
        };
        for line in &mut intent.lines {
            line.id = self.id(Kind::LineItem);
        }
        let at = Place { intent: place, action: 0 };
        self.references.add(Declared::Intent, intent.external.provider, &intent.external.reference, at);
        self.open_pool(PoolKey { provider: intent.external.provider, currency: intent.currency });
        self.moved(&INTENT, Object::Id(id), None, Trigger::Create, IntentStatus::Authorized);
        self.notify(EventType::IntentAuthorized, id);
        self.declared = true;
        let intent = Arc::new(intent);
        self.intents.push(Arc::clone(&intent));
        Answer::Intent { intent }
    }

    fn add_lines(
        &mut self,
        place: u32,
        intent: &Intent,
        from: IntentStatus,
        amount: Minor,
        platform_fees: Minor,
        mut lines: Vec<LineItem>,
    ) -> Result<Answer, Refusal> {
        let too_large = || {
            Refusal::param(
                Code::OutOfRange,
                "Amount",
                "The Intent's amount would exceed what 64 bits can hold.",
            )
        };
        let amount = intent.amount.checked_add(amount).ok_or_else(too_large)?;
        let platform_fees = intent.platform_fees.checked_add(platform_fees).ok_or_else(too_large)?;
        for line in &mut lines {
            line.id = self.id(Kind::LineItem);
        }
        if let Some(intent) = self.intent_mut(place) {
            intent.amount = amount;
            intent.platform_fees = platform_fees;
            intent.lines.append(&mut lines);
        }
        let answer = self.declared(place, from, Trigger::AddLineItems, intent.id);
        Ok(match answer {
            Answer::Action { intent, .. } => Answer::Intent { intent },
            other => other,
        })
    }

    /// The Intent that carries this reference of this provider.
    fn intent_of_reference(&self, external: &ExternalData) -> Option<(u32, Arc<Intent>)> {
        self.references
            .candidates(Declared::Intent, external.provider, &external.reference)
            .filter_map(|at| Some((at.intent, self.intent_at(at.intent)?)))
            .find(|(_, intent)| {
                intent.external.reference == external.reference
                    && intent.external.provider == external.provider
            })
            .map(|(place, intent)| (place, Arc::clone(intent)))
    }

    fn read_line(
        &self,
        index: usize,
        given: &GivenLineItem,
        currency: Currency,
    ) -> Result<LineItem, Refusal> {
        let field = |name| OfEntry { list: "LineItems", index, name };
        let seller_field = field("Seller");
        let seller = required(seller_field, given.seller.as_ref())?;
        let (author, wallet) = self.find_seller(seller_field, seller, currency)?;
        let fees_field = field("Seller.FeesAmount");
        let fees = optional_at_least(fees_field, seller.fees_amount.as_ref(), 0)?.unwrap_or(0);
        let transfer_date =
            self.read_transfer_date(field("Seller.TransferDate"), seller.transfer_date.as_ref())?;
        let sku = required_text(field("Sku"), given.sku.as_ref())?;
        let name = boxed(field("Name"), given.name.as_ref(), TEXT_CHARS_MAX)?;
        let description = boxed(field("Description"), given.description.as_ref(), TEXT_CHARS_MAX)?;
        let category = boxed(field("Category"), given.category.as_ref(), TEXT_CHARS_MAX)?;
        let quantity_field = field("Quantity");
        let quantity = at_least(quantity_field, required(quantity_field, given.quantity.as_ref())?, 1)?;
        let unit_field = field("UnitAmount");
        let unit_amount = at_least(unit_field, required(unit_field, given.unit_amount.as_ref())?, 1)?;
        let tax_amount = optional_at_least(field("TaxAmount"), given.tax_amount.as_ref(), 0)?;
        let discount_amount = optional_at_least(field("DiscountAmount"), given.discount_amount.as_ref(), 0)?;
        let address = given.shipping_address.as_deref();
        let shipping_address =
            address.map(|address| read_address(field("ShippingAddress"), address)).transpose()?;
        let origin_wallet = match given.split_origin_wallet_id.as_deref() {
            None | Some("") => None,
            Some(id) => Some(self.find_wallet_in(field("SplitOriginWalletId"), id, currency)?),
        };

        let total = i128::from(unit_amount)
            .saturating_mul(i128::from(quantity))
            .saturating_sub(i128::from(discount_amount.unwrap_or(0)));
        let Ok(total @ 1..) = Minor::try_from(total) else {
            let text = format!(
                "UnitAmount × Quantity − DiscountAmount is {total}; it must be at least 1 and fit 64 bits."
            );
            return Err(Refusal::param(Code::OutOfRange, unit_field.to_string(), text).fact("total", total));
        };
        if fees > total {
            return Err(Refusal::param(
                Code::OutOfRange,
                fees_field.to_string(),
                format!("The fee of {fees} is more than the line's total of {total}."),
            )
            .fact("most", total));
        }
        Ok(LineItem {
            id: crate::id::Id::new(Kind::LineItem, 0, 0, 0, 0), // Numbered only once nothing can refuse the request.
            seller: author,
            wallet,
            fees,
            transfer_date,
            sku: Box::from(sku),
            name,
            description,
            category,
            quantity,
            unit_amount,
            tax_amount,
            discount_amount,
            shipping_address,
            origin_wallet,
            total,
        })
    }

    pub(in crate::engine) fn read_transfer_date(
        &self,
        field: impl Field,
        given: Option<&crate::engine::command::GivenDate>,
    ) -> Result<Option<Timestamp>, Refusal> {
        let Some(given) = given else { return Ok(None) };
        let moment = date(field, given)?;
        if moment <= self.now && !self.reading().past_transfer_date {
            return Err(Refusal::param(
                Code::DateInPast,
                field.to_string(),
                format!("{field} must be in the future."),
            )
            .fact("given", moment)
            .fact("now", self.now));
        }
        Ok(Some(moment))
    }
}

struct NewIntent {
    amount: Minor,
    platform_fees: Minor,
    currency: Currency,
    external: ExternalData,
    buyer: Option<Buyer>,
    tag: Option<Box<str>>,
    lines: Vec<LineItem>,
}

fn read_address(field: impl Field, given: &GivenAddress) -> Result<Box<Address>, Refusal> {
    let part = |name: &str, text: &Option<String>| {
        boxed(format_args!("{field}.{name}"), text.as_ref(), TEXT_CHARS_MAX)
    };
    Ok(Box::new(Address {
        line1: part("AddressLine1", &given.address_line1)?,
        line2: part("AddressLine2", &given.address_line2)?,
        city: part("City", &given.city)?,
        region: part("Region", &given.region)?,
        postal_code: part("PostalCode", &given.postal_code)?,
        country: read_country(format_args!("{field}.Country"), given.country.as_ref())?,
    }))
}

fn read_country(field: impl Field, given: Option<&String>) -> Result<Option<Box<str>>, Refusal> {
    match given.map(String::as_str) {
        None | Some("") => Ok(None),
        Some(code) if is_country(code) => Ok(Some(Box::from(code))),
        Some(other) => {
            let other = shortened(other);
            let text = format!("{field} \"{other}\" is no country code of two letters (ISO 3166-1 alpha-2).");
            Err(Refusal::param(Code::UnknownCountry, field.to_string(), text).fact("given", other))
        }
    }
}
