//! Users and wallets as the older part of the API shows them. The engine knows who they are and what they own; what else
//! was said about them is kept here and shown again as it came.

use crate::date::Timestamp;
use crate::engine::World;
use crate::persistent;
use serde_json::{Map, Value, json};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Person {
    Natural,
    Legal,
}

impl Person {
    const fn value(self) -> &'static str {
        match self {
            Self::Natural => "NATURAL",
            Self::Legal => "LEGAL",
        }
    }
}

#[derive(Clone, PartialEq, Debug)]
struct Said {
    words: Map<String, Value>,
    created: Timestamp,
}

/// What was said about users and wallets, by their ids.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct People {
    users: persistent::Map<String, (Person, Said)>,
    wallets: persistent::Map<String, Said>,
}

impl Said {
    fn add(&mut self, words: Map<String, Value>) {
        self.words.extend(words.into_iter().filter(|(_, value)| !value.is_null()));
    }
}

impl People {
    pub fn keep_user(&mut self, id: &str, person: Person, words: Map<String, Value>, now: Timestamp) {
        self.users.insert(id.to_owned(), (person, Said { words, created: now }));
    }

    pub fn keep_wallet(&mut self, id: &str, words: Map<String, Value>, now: Timestamp) {
        self.wallets.insert(id.to_owned(), Said { words, created: now });
    }

    /// Replaces what a later request says anew.
    pub fn change_user(&mut self, id: &str, person: Person, words: Map<String, Value>, now: Timestamp) {
        let nothing = (person, Said { words: Map::new(), created: now });
        self.users.or_insert(id.to_owned(), nothing).1.add(words);
    }

    pub fn change_wallet(&mut self, id: &str, words: Map<String, Value>, now: Timestamp) {
        let nothing = Said { words: Map::new(), created: now };
        self.wallets.or_insert(id.to_owned(), nothing).add(words);
    }

    /// The user; also one that came in otherwise, in a scenario for instance.
    pub fn user(&self, world: &World, id: &str) -> Option<Value> {
        if !self.users.contains_key(id) && !world.users().any(|known| &**known == id) {
            return None;
        }
        let (person, said) =
            self.users.get(id).map_or((Person::Natural, None), |(person, said)| (*person, Some(said)));
        let mut view = words(said);
        view.insert("Id".into(), id.into());
        view.insert("PersonType".into(), person.value().into());
        view.insert("CreationDate".into(), said.map_or(world.config().now, |said| said.created).into());
        for (name, usual) in [("UserCategory", "OWNER"), ("UserStatus", "ACTIVE"), ("KYCLevel", "LIGHT")] {
            view.entry(name).or_insert_with(|| usual.into());
        }
        Some(Value::Object(view))
    }

    /// The wallet with its balance of this moment: a seller's, a fees wallet, or the escrow wallet of a provider.
    pub fn wallet(&self, world: &World, id: &str) -> Option<Value> {
        let wallet = world.wallets().get(id)?;
        let said = self.wallets.get(id);
        let mut view = words(said);
        let usual = if id.starts_with("FEES_") { "FEES" } else { "DEFAULT" };
        view.entry("Description").or_insert_with(|| "".into());
        view.insert("Id".into(), id.into());
        view.insert("Owners".into(), json!([&*wallet.owner]));
        view.insert("Currency".into(), wallet.currency.code().into());
        view.insert("FundsType".into(), usual.into());
        let amount = i64::try_from(wallet.balance).unwrap_or(i64::MAX);
        view.insert("Balance".into(), json!({ "Currency": wallet.currency.code(), "Amount": amount }));
        view.insert("CreationDate".into(), said.map_or(world.config().now, |said| said.created).into());
        Some(Value::Object(view))
    }
}

/// What was said, without the parts that said nothing.
fn words(said: Option<&Said>) -> Map<String, Value> {
    let words = said.map(|said| said.words.clone()).unwrap_or_default();
    words.into_iter().filter(|(_, value)| !value.is_null()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Command, Config, Engine};

    fn shop() -> Engine {
        let mut engine = Engine::new(Config::default());
        engine.handle(Command::RegisterUser { id: Some("anna".into()) }).unwrap();
        let (id, owner, currency) = (Some("purse".into()), "anna".into(), "EUR".into());
        engine.handle(Command::RegisterWallet { id, owner, currency }).unwrap();
        engine
    }

    fn said(value: Value) -> Map<String, Value> {
        let Value::Object(map) = value else { unreachable!() };
        map
    }

    #[test]
    fn what_was_said_is_shown_again_with_what_the_engine_knows() {
        let (engine, mut people) = (shop(), People::default());
        let words = said(json!({ "FirstName": "Anna", "Id": "mine", "UserCategory": "PAYER", "Tag": null }));
        people.keep_user("anna", Person::Natural, words, 7);
        people.keep_wallet("purse", said(json!({ "Description": "My purse" })), 8);
        let user = people.user(engine.world(), "anna").unwrap();
        assert_eq!(
            (&user["FirstName"], &user["Id"], &user["UserCategory"]),
            (&"Anna".into(), &"anna".into(), &"PAYER".into())
        );
        assert_eq!((&user["PersonType"], user.get("Tag")), (&"NATURAL".into(), None));
        let wallet = people.wallet(engine.world(), "purse").unwrap();
        assert_eq!((&wallet["Description"], &wallet["Owners"][0]), (&"My purse".into(), &"anna".into()));
        assert_eq!(wallet["Balance"], json!({ "Currency": "EUR", "Amount": 0 }));
    }

    #[test]
    fn who_came_in_otherwise_is_shown_too_and_nobody_else() {
        let (engine, people) = (shop(), People::default());
        assert_eq!(people.user(engine.world(), "anna").unwrap()["UserStatus"], "ACTIVE");
        assert_eq!(people.wallet(engine.world(), "FEES_EUR").unwrap()["FundsType"], "FEES");
        assert_eq!(people.user(engine.world(), "carl"), None);
        assert_eq!(people.wallet(engine.world(), "purses"), None);
    }
}
