//! A payment: how its requests are phrased.

use super::value::{Edit, id};
use super::world::{HOUR, NOW};
use serde_json::{Value, json};

/// An Intent, and the words for everything that can be done with it.
#[derive(Clone)]
pub struct Payment {
    pub id: String,
    pub lines: Vec<String>,
    /// The capture, where the whole was captured at once.
    pub capture: String,
}

impl Payment {
    pub fn of(answer: &Value) -> Self {
        let lines = answer["LineItems"].as_array().expect("line items");
        let lines = lines.iter().map(|line| id(&line["Id"])).collect();
        Self { id: id(&answer["Id"]), lines, capture: String::new() }
    }

    fn command(&self, name: &str) -> Value {
        json!({"do": name, "intent": self.id})
    }

    fn action(&self, name: &str, reference: &str) -> Value {
        self.command(name).with("ExternalData", external(reference))
    }

    /// `Amount` and `LineItems` of a partial action.
    pub fn parts(&self, command: Value, parts: &[(usize, i64)]) -> Value {
        let amount: i64 = parts.iter().map(|(_, amount)| amount).sum();
        let list: Vec<Value> =
            parts.iter().map(|(line, amount)| json!({"Id": self.lines[*line], "Amount": amount})).collect();
        command.with("Amount", amount).with("LineItems", list)
    }

    pub fn capture(&self) -> Value {
        self.command("capture")
    }

    /// A full capture under a reference of its own.
    pub fn capture_as(&self, reference: &str) -> Value {
        self.action("capture", reference)
    }

    pub fn capture_part(&self, reference: &str, parts: &[(usize, i64)]) -> Value {
        self.parts(self.capture_as(reference), parts)
    }

    pub fn cancel(&self) -> Value {
        self.command("cancel")
    }

    pub fn cancel_part(&self, parts: &[(usize, i64)]) -> Value {
        self.parts(self.cancel(), parts)
    }

    pub fn refund(&self, reference: &str) -> Value {
        self.action("refund", reference)
    }

    pub fn refund_part(&self, reference: &str, parts: &[(usize, i64)]) -> Value {
        self.parts(self.refund(reference), parts)
    }

    pub fn reverse(&self, refund: &str, reference: &str) -> Value {
        self.action("reverse_refund", reference).with("refund", refund)
    }

    /// Disputes the capture that took the whole.
    pub fn dispute(&self, reference: &str) -> Value {
        self.dispute_of(&self.capture, reference)
    }

    pub fn dispute_of(&self, capture: &str, reference: &str) -> Value {
        self.action("dispute", reference).with("capture", capture)
    }

    pub fn dispute_part(&self, reference: &str, parts: &[(usize, i64)]) -> Value {
        self.parts(self.dispute(reference), parts)
    }

    pub fn decide(&self, dispute: &str, decision: &str) -> Value {
        let command = self.command("decide_dispute").with("capture", self.capture.clone());
        command.with("dispute", dispute).with("decision", decision)
    }

    /// One Split, as it stands in a request.
    pub fn share(&self, line: usize, amount: i64) -> Value {
        json!({"LineItemId": self.lines[line], "SplitAmount": amount})
    }

    pub fn splits(&self, splits: &[Value]) -> Value {
        self.command("create_splits").with("splits", splits)
    }

    pub fn update(&self, split: &str) -> Value {
        self.command("update_split").with("split", split)
    }

    pub fn execute(&self, split: &str) -> Value {
        self.command("execute_split").with("split", split)
    }

    pub fn reverse_split(&self, split: &str) -> Value {
        self.command("reverse_split").with("split", split)
    }
}

/// An Intent of STRIPE in EUR with one line of each amount, all sold by anna.
pub fn intent(reference: &str, amounts: &[i64]) -> Value {
    let lines: Vec<Value> = amounts.iter().map(|amount| line(*amount)).collect();
    json!({
        "do": "create_intent",
        "Amount": amounts.iter().sum::<i64>(),
        "Currency": "EUR",
        "ExternalData": external(reference).with("ExternalProviderName", "STRIPE"),
        "LineItems": lines,
    })
}

pub fn line(amount: i64) -> Value {
    json!({"Seller": {"AuthorId": "anna"}, "Sku": "sku-1", "Quantity": 1, "UnitAmount": amount})
}

pub fn external(reference: &str) -> Value {
    json!({"ExternalProcessingDate": NOW - HOUR, "ExternalProviderReference": reference})
}
