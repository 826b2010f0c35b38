//! A command as the request that a platform sends for it: the table of routes, read the other way round.
//!
//! What a command says stands in the request as it was said, and the sandbox reads the same command from it again. Two things
//! are not the command's: a person's particulars, which Mangopay asks for and Echo does not use, and the id of a user or wallet,
//! which Mangopay makes (see [`Sandbox::exchange`]).

use super::code::Language;
use super::people::Person;
use super::request::{Request, Response};
use super::route::{Call, ROUTES, Version};
use super::sandbox::{Outcome, Sandbox, Wall};
use crate::engine::{Command, TransferFault};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A request, written out.
#[derive(Clone, PartialEq, Debug)]
pub struct Written {
    pub(super) call: Call,
    version: Version,
    /// What stands in the path for `{…}`, in order.
    pub(super) words: Vec<String>,
    pub method: &'static str,
    /// Path and query.
    pub target: String,
    pub content: Content,
    /// One sentence on what it does.
    pub about: &'static str,
    pub door: Door,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Content {
    Nothing,
    Json(Value),
    /// A settlement file, as it is.
    File(Vec<u8>),
}

/// Who takes the request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Door {
    /// Mangopay's API; the sandbox has the same path.
    Mangopay,
    /// A storage, at the address that came with the Settlement. The sandbox is its own storage.
    Storage,
    /// Only the sandbox: what happens by itself in the world, or what Mangopay has no call for.
    Sandbox,
}

/// A request and what it is answered.
#[derive(Clone, PartialEq, Debug)]
pub struct Exchange {
    pub request: Written,
    pub response: Response,
}

const JSON: &str = "application/json";

impl Written {
    pub fn of(command: &Command, client: &str) -> Self {
        let to = |call, words: &[&String], content| Self::to(call, client, words, content);
        match command {
            Command::RegisterUser { id } => {
                to(Call::CreateUser(Person::Natural), &[], person(id.as_deref().unwrap_or("user")))
            }
            Command::RegisterWallet { owner, currency, .. } => {
                let wallet = json!({ "Owners": [owner], "Currency": currency, "Description": format!("Wallet of {owner}") });
                to(Call::CreateWallet, &[], Content::Json(wallet))
            }

            Command::CreateIntent { request } => to(Call::CreateIntent, &[], body(request)),
            Command::Capture { intent, request } => to(Call::Capture, &[intent], body(request)),
            Command::Cancel { intent, request } => to(Call::CancelIntent, &[intent], body(request)),
            Command::Refund { intent, request } => to(Call::Refund, &[intent], body(request)),
            Command::ReverseRefund { intent, refund, request } => {
                to(Call::ReverseRefund, &[intent, refund], body(request))
            }
            Command::Dispute { intent, capture, request } => {
                to(Call::Dispute, &[intent, capture], body(request))
            }
            Command::DecideDispute { intent, capture, dispute, decision } => {
                let decision = Content::Json(json!({ "Decision": decision }));
                to(Call::Decide, &[intent, capture, dispute], decision)
            }

            Command::CreateSplits { intent, splits } => {
                to(Call::CreateSplits, &[intent], Content::Json(json!({ "Splits": splits })))
            }
            Command::UpdateSplit { intent, split, request } => {
                to(Call::UpdateSplit, &[intent, split], body(request))
            }
            Command::ExecuteSplit { intent, split } => {
                to(Call::ExecuteSplit, &[intent, split], Content::Nothing)
            }
            Command::ReverseSplit { intent, split } => {
                to(Call::ReverseSplit, &[intent, split], Content::Nothing)
            }

            Command::CreateSettlement { file_name } => {
                to(Call::CreateSettlement, &[], named(file_name.as_ref()))
            }
            Command::Upload { settlement, file } => {
                to(Call::Upload, &[settlement], Content::File(file.0.to_vec()))
            }
            Command::UpdateSettlement { settlement, file_name } => {
                to(Call::UpdateSettlement, &[settlement], named(file_name.as_ref()))
            }
            Command::CancelSettlement { settlement } => {
                to(Call::CancelSettlement, &[settlement], Content::Nothing)
            }

            Command::ReceiveFunds { provider, currency, amount } => {
                let funds =
                    json!({ "ExternalProviderName": provider, "Currency": currency, "Amount": amount });
                to(Call::Funds, &[], Content::Json(funds))
            }
            Command::FundWallet { wallet, amount } => {
                to(Call::FundWallet, &[wallet], Content::Json(json!({ "Amount": amount })))
            }
            Command::AdvanceClock { to: moment } => {
                to(Call::ClockSet, &[], Content::Json(json!({ "now": moment })))
            }
            Command::InjectTransferFault { fault } => {
                let fault: TransferFault = *fault;
                to(Call::Faults, &[], Content::Json(json!({ "Transfer": fault })))
            }
        }
    }

    fn to(call: Call, client: &str, words: &[&String], content: Content) -> Self {
        // The first route of a call is the one that Mangopay documents. Every call has one: `every_route_is_found_by_its_own_path`.
        let route = ROUTES.iter().find(|route| route.call == call);
        let (method, version, path, about) = route.map_or(("GET", Version::Own, "", ""), |route| {
            (route.method, route.version, route.path, route.about)
        });
        let mut fill = words.iter();
        let parts = path.split('/').map(|part| {
            let word = if part.starts_with('{') { fill.next() } else { None };
            word.map_or_else(|| part.to_owned(), |word| segment(word))
        });
        let prefix = version.prefix().replace("{ClientId}", &segment(client));
        let target = prefix + &parts.collect::<Vec<_>>().join("/");
        let door = match (version, call) {
            (Version::Own, Call::Upload) => Door::Storage,
            (Version::Own, _) => Door::Sandbox,
            (Version::V2 | Version::V3, _) => Door::Mangopay,
        };
        let words = words.iter().map(|word| (*word).clone()).collect();
        Self { call, version, words, method, target, content, about, door }
    }

    /// As an SDK sends it, but for what names the program that calls.
    pub fn headers(&self) -> Vec<(&'static str, &'static str)> {
        let mut headers = Vec::new();
        if self.door == Door::Mangopay {
            headers.push(("Authorization", "Bearer {access_token}"));
        }
        match self.content {
            Content::File(_) => headers.push(("Content-Type", "text/csv")),
            Content::Nothing | Content::Json(_) => headers.push(("Content-Type", JSON)),
        }
        headers
    }

    pub fn body(&self) -> Vec<u8> {
        match &self.content {
            Content::Nothing => Vec::new(),
            Content::Json(value) => value.to_string().into_bytes(),
            Content::File(bytes) => bytes.clone(),
        }
    }

    /// The same as a call in a language, to the sandbox at an address.
    pub fn code(&self, language: Language, address: &str) -> String {
        language.code(self, address)
    }
}

impl Sandbox {
    /// Sends what a platform sends for a command. A user or wallet gets the id that the command gives it; over the wire Mangopay,
    /// and the sandbox, make one of their own.
    ///
    /// It is answered as [`Sandbox::answer`] answers the written request, which the tests hold for every command of every scenario.
    /// Going straight to the room that answers keeps what no command needs (lists, the description, hooks) out of programs that
    /// only show.
    pub fn exchange(&mut self, command: &Command, wall: Wall) -> Exchange {
        self.let_time_pass(wall);
        let request = Written::of(command, &self.world().config().client_id);
        self.given_id = match command {
            Command::RegisterUser { id } | Command::RegisterWallet { id, .. } => id.clone(),
            _ => None,
        };
        let outcome = self.send(command, &request.body(), wall);
        self.given_id = None;
        let mut response = outcome.unwrap_or_else(|problem| self.refuse(&problem, request.version));
        response.changed = response.is_success();
        self.collect();
        Exchange { request, response }
    }

    fn send(&mut self, command: &Command, body: &[u8], wall: Wall) -> Outcome {
        match command {
            Command::RegisterUser { .. } => self.create_user(Person::Natural, body),
            Command::RegisterWallet { .. } => self.create_wallet(body),
            Command::CreateIntent { .. } => self.create_intent(body),
            Command::Capture { intent, .. } => self.capture(&segment(intent), body),
            Command::Cancel { intent, .. } => self.cancel_intent(&segment(intent), body),
            Command::Refund { intent, .. } => self.refund(&segment(intent), body),
            Command::ReverseRefund { intent, refund, .. } => {
                self.reverse_refund(&segment(intent), &segment(refund), body)
            }
            Command::Dispute { intent, capture, .. } => {
                Sandbox::dispute(self, &segment(intent), &segment(capture), body)
            }
            Command::DecideDispute { intent, capture, dispute, .. } => {
                self.decide(&segment(intent), &segment(capture), &segment(dispute), body)
            }
            Command::CreateSplits { intent, .. } => self.create_splits(&segment(intent), body),
            Command::UpdateSplit { intent, split, .. } => {
                self.update_split(&segment(intent), &segment(split), body)
            }
            Command::ExecuteSplit { intent, split } => self.execute_split(&segment(intent), &segment(split)),
            Command::ReverseSplit { intent, split } => self.reverse_split(&segment(intent), &segment(split)),
            Command::CreateSettlement { .. } => {
                self.create_settlement(&Request { body, ..Request::default() })
            }
            Command::Upload { settlement, .. } => self.upload(&segment(settlement), body, wall),
            Command::UpdateSettlement { settlement, .. } => {
                self.update_settlement(&segment(settlement), &Request { body, ..Request::default() })
            }
            Command::CancelSettlement { settlement } => self.cancel_settlement(&segment(settlement)),
            Command::ReceiveFunds { .. } => self.receive_funds(body),
            Command::FundWallet { wallet, .. } => self.fund_wallet(&segment(wallet), body),
            Command::AdvanceClock { .. } => self.set_clock(body, wall),
            Command::InjectTransferFault { .. } => self.inject_faults(body),
        }
    }
}

/// Requests are made of text, numbers, lists and fields: nothing that JSON cannot hold.
fn body(request: &impl Serialize) -> Content {
    Content::Json(serde_json::to_value(request).unwrap_or_default())
}

fn named(file_name: Option<&String>) -> Content {
    let fields = file_name.map(|name| ("FileName".to_owned(), Value::from(name.as_str())));
    Content::Json(Value::Object(fields.into_iter().collect::<Map<_, _>>()))
}

/// What Mangopay wants to know of an owner of wallets, made up from the id.
fn person(id: &str) -> Content {
    let letters: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
    let first = letters.get(..1).map(str::to_ascii_uppercase).unwrap_or_default();
    let rest = letters.get(1..).unwrap_or_default();
    Content::Json(json!({
        "FirstName": format!("{first}{rest}"),
        "LastName": "Example",
        "Email": format!("{}@example.com", letters.to_ascii_lowercase()),
        "Birthday": 631_152_000,
        "Nationality": "FR",
        "CountryOfResidence": "FR",
        "UserCategory": "OWNER",
        "TermsAndConditionsAccepted": true,
    }))
}

/// A word as a segment of a path.
fn segment(word: &str) -> String {
    let mut segment = String::with_capacity(word.len());
    for byte in word.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            segment.push(char::from(byte));
        } else {
            segment = format!("{segment}%{byte:02X}");
        }
    }
    segment
}
