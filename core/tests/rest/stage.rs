//! A sandbox on a stage: a wall clock that tests move, and answers that are checked as they come.

use super::described::Description;
use echoscope_core::engine::Config;
use echoscope_core::rest::{Beginning, Request, Sandbox};
use serde_json::{Value, json};
use std::fmt::Write;

pub const ADDRESS: &str = "http://127.0.0.1:8731";
/// 1 January 2026, 00:00 UTC.
pub const START: i64 = 1_767_225_600;

/// A request as tests keep it.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    pub method: String,
    pub target: String,
    pub content_type: Option<String>,
    pub key: Option<String>,
    pub authorization: Option<String>,
    pub body: Vec<u8>,
    pub wall: i64,
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub content_type: String,
    pub raw: Vec<u8>,
    /// `Null` where it is not JSON.
    pub body: Value,
    pub changed: bool,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self, field: &str) -> String {
        self.body[field].as_str().unwrap_or_else(|| panic!("no {field} in {}", self.body)).to_owned()
    }

    pub fn id(&self) -> String {
        self.text("Id")
    }

    /// The body of what must have gone well.
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", String::from_utf8_lossy(&self.raw));
        self.body
    }

    /// The type, the field and the sentence of a refusal.
    pub fn refusal(&self) -> (u16, String, String, String) {
        let errors = self.body.get("Errors").or_else(|| self.body.get("errors")).cloned().unwrap_or_default();
        let (field, sentence) = errors.as_object().and_then(|errors| errors.iter().next()).map_or_else(
            || (String::new(), String::new()),
            |(field, sentence)| (field.clone(), sentence.as_str().unwrap_or_default().to_owned()),
        );
        (self.status, self.text("Type"), field, sentence)
    }
}

#[derive(Clone)]
pub struct Stage {
    pub sandbox: Sandbox,
    /// Milliseconds.
    pub wall: i64,
    pub description: Description,
    /// What changed something, in order.
    pub kept: Vec<Sent>,
    /// Every request.
    pub all: Vec<Sent>,
}

pub fn beginning() -> Beginning {
    Beginning {
        config: Config { now: START, ..Config::default() },
        follows_wall: false,
        frozen: false,
        needs_token: false,
    }
}

impl Stage {
    pub fn new() -> Self {
        Self::with(beginning())
    }

    pub fn with(beginning: Beginning) -> Self {
        Self {
            sandbox: Sandbox::new(beginning, ADDRESS, 0),
            wall: 0,
            description: Description::new(ADDRESS),
            kept: Vec::new(),
            all: Vec::new(),
        }
    }

    pub fn send(&mut self, sent: Sent) -> Answer {
        let sent = Sent { wall: self.wall, ..sent };
        let request = Request {
            method: &sent.method,
            target: &sent.target,
            authorization: sent.authorization.as_deref(),
            content_type: sent.content_type.as_deref(),
            idempotency_key: sent.key.as_deref(),
            body: &sent.body,
        };
        let response = self.sandbox.answer(&request, self.wall);
        let answer = Answer {
            status: response.status,
            content_type: response.content_type.to_owned(),
            body: serde_json::from_slice(&response.body).unwrap_or_default(),
            headers: response.headers,
            raw: response.body,
            changed: response.changed,
        };
        self.description
            .hold(&sent, &answer)
            .unwrap_or_else(|why| panic!("{} {}: {why}\n{}", sent.method, sent.target, answer.body));
        if answer.changed {
            self.kept.push(sent.clone());
        }
        self.all.push(sent);
        answer
    }

    pub fn ask(&mut self, method: &str, target: &str, body: &str) -> Answer {
        self.send(Sent {
            method: method.into(),
            target: target.into(),
            content_type: Some("application/json".into()),
            body: body.as_bytes().to_vec(),
            ..Sent::default()
        })
    }

    pub fn get(&mut self, target: &str) -> Answer {
        self.ask("GET", target, "")
    }

    pub fn post(&mut self, target: &str, body: &Value) -> Answer {
        self.ask("POST", target, &body.to_string())
    }

    pub fn put(&mut self, target: &str, body: &Value) -> Answer {
        self.ask("PUT", target, &body.to_string())
    }

    // The days of a shop.

    pub fn user(&mut self) -> String {
        self.post("/v2.01/shop/users/natural", &json!({ "FirstName": "Anna" })).id()
    }

    /// A seller's user and wallet.
    pub fn seller(&mut self) -> (String, String) {
        let user = self.user();
        let wallet = json!({ "Owners": [user], "Currency": "EUR", "Description": "Anna's" });
        let wallet = self.post("/v2.01/shop/wallets", &wallet).id();
        (user, wallet)
    }

    pub fn intent(&mut self, reference: &str, amount: i64) -> Value {
        let (user, wallet) = self.seller();
        self.post(INTENTS, &intent(reference, amount, &user, &wallet)).ok()
    }

    /// The Intent and the id of its capture.
    pub fn captured(&mut self, reference: &str, amount: i64) -> (Value, String) {
        let intent = self.intent(reference, amount);
        let target = format!("{INTENTS}/{}/captures", intent["Id"].as_str().unwrap());
        let capture = self.ask("POST", &target, "").ok()["Capture"]["Id"].as_str().unwrap().to_owned();
        (intent, capture)
    }

    /// Asks for an address and uploads this file to it.
    pub fn settle(&mut self, file: &str) -> String {
        let made = self.post(SETTLEMENTS, &json!({ "FileName": "payout.csv" })).ok();
        let uploaded = self.upload(made["UploadUrl"].as_str().unwrap(), file.as_bytes());
        assert_eq!(uploaded.status, 200);
        made["SettlementId"].as_str().unwrap().to_owned()
    }

    pub fn upload(&mut self, address: &str, file: &[u8]) -> Answer {
        self.send(Sent {
            method: "PUT".into(),
            target: address.strip_prefix(ADDRESS).unwrap().to_owned(),
            content_type: Some("text/csv".into()),
            body: file.to_vec(),
            ..Sent::default()
        })
    }

    pub fn control(&mut self, name: &str, body: &Value) -> Answer {
        self.post(&format!("/_echoscope/{name}"), body)
    }
}

pub const INTENTS: &str = "/V3.0/shop/payins/intents";
pub const SETTLEMENTS: &str = "/V3.0/shop/payins/intents/settlements";

pub fn external(reference: &str) -> Value {
    json!({
        "ExternalProcessingDate": START,
        "ExternalProviderReference": reference,
        "ExternalMerchantReference": "order-1",
        "ExternalProviderName": "STRIPE",
        "ExternalProviderPaymentMethod": "VISA",
    })
}

pub fn intent(reference: &str, amount: i64, user: &str, wallet: &str) -> Value {
    json!({
        "Amount": amount,
        "Currency": "EUR",
        "PlatformFeesAmount": 0,
        "ExternalData": external(reference),
        "LineItems": [{
            "Seller": { "AuthorId": user, "WalletId": wallet, "FeesAmount": 0 },
            "Sku": "thing",
            "Quantity": 1,
            "UnitAmount": amount,
        }],
    })
}

/// A settlement file with one payment for each `(reference, amount)`.
pub fn file(payments: &[(&str, i64)]) -> String {
    let mut text =
        "ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,\
                    ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees\n"
            .to_owned();
    for (reference, amount) in payments {
        writeln!(text, "{reference},VISA,PAYMENT,SETTLED,02-01-2026,{amount},EUR,,").unwrap();
    }
    let total: i64 = payments.iter().map(|(_, amount)| amount).sum();
    text + &format!(
        ",,,,,,,,\nSettlementDate,02-01-2026\nExternalProviderName,STRIPE\nTotalSettlementFeesAmount,0\n\
         TotalNetSettlementAmount,{total}\nSettlementCurrency,EUR"
    )
}
