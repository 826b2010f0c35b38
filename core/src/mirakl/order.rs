//! A Mirakl order as the connector sees it: one commercial order, a logistic order per shop, order lines.

use crate::engine::{Code, Refusal};
use crate::money::Minor;
use serde::{Deserialize, Serialize};

/// The custom fields that the platform puts on its Mirakl orders.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomFields {
    #[serde(rename = "mgp-external-provider-name")]
    pub provider_name: Option<String>,
    #[serde(rename = "mgp-external-processing-date")]
    pub processing_date: Option<String>,
    #[serde(rename = "mgp-external-provider-reference")]
    pub provider_reference: Option<String>,
    #[serde(rename = "mgp-external-merchant-reference")]
    pub merchant_reference: Option<String>,
    #[serde(rename = "mgp-external-provider-payment-method")]
    pub payment_method: Option<String>,
}

/// Where the fields stand decides how often is captured: on the order once; on the logistic orders once each; on the
/// lines once for each line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Order {
    pub currency: String,
    #[serde(default)]
    pub buyer: Option<String>,
    #[serde(default)]
    pub order_additional_fields: Option<CustomFields>,
    pub logistic_orders: Vec<LogisticOrder>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LogisticOrder {
    #[serde(default)]
    pub order_additional_fields: Option<CustomFields>,
    pub lines: Vec<OrderLine>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrderLine {
    pub id: String,
    /// The shop's Mangopay user; `None` for what the platform sells itself.
    pub seller: Option<String>,
    pub sku: String,
    #[serde(default)]
    pub title: Option<String>,
    pub quantity: Minor,
    /// Price of one unit, in minor units.
    pub unit_price: Minor,
    /// The platform's commission on the line, in minor units.
    #[serde(default)]
    pub commission: Minor,
    #[serde(default)]
    pub order_line_additional_fields: Option<CustomFields>,
}

impl OrderLine {
    /// Saturates: an order that large is refused by the engine.
    pub fn total(&self) -> Minor {
        self.unit_price.saturating_mul(self.quantity)
    }
}

impl Order {
    /// The lines that the connector sees, in the order of the logistic orders.
    pub(super) fn seller_lines(&self) -> Vec<&OrderLine> {
        self.lines().map(|(_, line)| line).filter(|line| line.seller.is_some()).collect()
    }

    pub(super) fn platform_lines(&self) -> Vec<String> {
        self.lines()
            .map(|(_, line)| line)
            .filter(|line| line.seller.is_none())
            .map(|line| line.id.clone())
            .collect()
    }

    /// The fields that describe the authorization: the order's, else the first that stand anywhere.
    pub(super) fn intent_fields(&self) -> Result<&CustomFields, Refusal> {
        let lines = self.lines().map(|(_, line)| line.order_line_additional_fields.as_ref());
        let logistic = self.logistic_orders.iter().map(|order| order.order_additional_fields.as_ref());
        let mut all =
            std::iter::once(self.order_additional_fields.as_ref()).chain(logistic).chain(lines).flatten();
        all.next().ok_or_else(|| {
            let text =
                "No order, logistic order or order line has the custom fields of Mangopay's connector.";
            Refusal::param(Code::MissingField, "mgp-external-provider-name", text)
        })
    }

    /// The captures: their fields (`None`: the Intent's) and the places of their lines among the sellers' lines.
    pub(super) fn captures(&self) -> Vec<(Option<&CustomFields>, Vec<usize>)> {
        let mut captures: Vec<(Option<&CustomFields>, Vec<usize>)> = Vec::new();
        let mut last: Option<usize> = None;
        let sold = self.lines().filter(|(_, line)| line.seller.is_some());
        for (place, (order, line)) in sold.enumerate() {
            let own = line.order_line_additional_fields.as_ref();
            let fields = own.or_else(|| self.logistic_orders.get(order)?.order_additional_fields.as_ref());
            let group = match (own, fields) {
                (Some(_), _) => None,
                (None, Some(_)) => Some(order),
                (None, None) => Some(usize::MAX),
            };
            match captures.last_mut().filter(|_| group.is_some() && group == last) {
                Some((_, places)) => places.push(place),
                None => captures.push((fields, vec![place])),
            }
            last = group;
        }
        if let [(fields @ Some(_), _)] = captures.as_mut_slice()
            && self.order_additional_fields.is_none()
        {
            // The only capture carries the Intent's own reference: it inherits.
            *fields = None;
        }
        // Beside partial captures, what has no fields of its own is captured under the order's.
        if captures.len() > 1 {
            for (fields, _) in &mut captures {
                *fields = fields.or(self.order_additional_fields.as_ref());
            }
        }
        captures
    }

    fn lines(&self) -> impl Iterator<Item = (usize, &OrderLine)> {
        let orders = self.logistic_orders.iter().enumerate();
        orders.flat_map(|(place, order)| order.lines.iter().map(move |line| (place, line)))
    }
}
