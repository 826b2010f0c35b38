use crate::catalog::Provider;
use std::collections::BTreeMap;

/// The name that each text gets, and has got.
pub struct Names {
    client: String,
    given: BTreeMap<&'static str, BTreeMap<String, String>>,
}

pub const CLIENT: &str = "platform";
const PERSON: &str = "user";
const WALLET: &str = "wallet";

/// What the engine's own ids and wallets begin with: they tell nothing about anybody.
const MADE_HERE: [&str; 3] = ["user_m_", "wlt_m_", "FEES_"];

impl Names {
    pub fn of(client: String) -> Self {
        Self { client, given: BTreeMap::new() }
    }

    pub fn reference(&mut self, text: &str) -> String {
        self.name("ref", text)
    }

    pub fn article(&mut self, text: &str) -> String {
        self.name("article", text)
    }

    /// Keys are at least 16 characters long.
    pub fn key(&mut self, text: &str) -> String {
        self.name("idempotency-key", text)
    }

    /// Files keep the ending by which they are accepted.
    pub fn file_name(&mut self, text: &str) -> String {
        let ending = if text.to_lowercase().ends_with(".csv") { ".csv" } else { "" };
        format!("{}{ending}", self.name("settlement", text))
    }

    pub fn person(&mut self, id: &str) -> String {
        if id == self.client {
            return CLIENT.to_owned();
        }
        self.of_party(PERSON, id)
    }

    pub fn wallet(&mut self, id: &str) -> String {
        self.of_party(WALLET, id)
    }

    /// An id that the user chose, even if it looks like one of the engine's.
    pub fn new_person(&mut self, id: &str) -> String {
        self.name(PERSON, id)
    }

    pub fn new_wallet(&mut self, id: &str) -> String {
        self.name(WALLET, id)
    }

    fn of_party(&mut self, kind: &'static str, id: &str) -> String {
        let was_chosen = self.given.get(kind).is_some_and(|names| names.contains_key(id));
        if !was_chosen && MADE_HERE.iter().any(|prefix| id.starts_with(prefix)) {
            return id.to_owned();
        }
        self.name(kind, id)
    }

    fn name(&mut self, kind: &'static str, text: &str) -> String {
        // An empty text is a fault of its own, and the name of a provider is none of anybody's.
        if text.trim().is_empty() || Provider::parse(text).is_some() {
            return text.to_owned();
        }
        let names = self.given.entry(kind).or_default();
        let number = names.len().saturating_add(1);
        names.entry(text.to_owned()).or_insert_with(|| format!("{kind}-{number}")).clone()
    }
}
