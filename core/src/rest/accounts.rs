//! The calls about users and wallets, and what all lists have in common.

use super::asked::Asked;
use super::body;
use super::error::Problem;
use super::lists::{Marks, Page, Wanted};
use super::people::Person;
use super::request::{Request, Response};
use super::sandbox::{Outcome, Sandbox, brief};
use crate::engine::{Answer, Command};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct AskedWallet {
    owners: Vec<String>,
    currency: String,
}

/// Keys that the answers have and that mean something here.
const USER_KEYS: &[&str] =
    &["Id", "PersonType", "CreationDate", "UserCategory", "UserStatus", "KYCLevel", "Tag"];
const WALLET_KEYS: &[&str] =
    &["Id", "Owners", "Currency", "Description", "FundsType", "Balance", "CreationDate", "Tag"];

impl Sandbox {
    pub(super) fn create_user(&mut self, person: Person, given: &[u8]) -> Outcome {
        let words = body::named(body::object(given)?, USER_KEYS);
        let id = self.given_id.take();
        let Answer::User { id } = self.handle(Command::RegisterUser { id })? else {
            return Err(Problem::param("Id", "The user was not registered."));
        };
        self.people.keep_user(&id, person, words, self.engine.world().now());
        self.view_user(&id)
    }

    pub(super) fn update_user(&mut self, person: Person, id: &str, given: &[u8]) -> Outcome {
        let words = body::named(body::object(given)?, USER_KEYS);
        if self.people.user(self.world(), id).is_none() {
            return Err(no_user(id));
        }
        self.people.change_user(id, person, words, self.engine.world().now());
        self.view_user(id)
    }

    pub(super) fn view_user(&self, id: &str) -> Outcome {
        let user = self.people.user(self.world(), id).ok_or_else(|| no_user(id))?;
        Ok(Response::json(&user))
    }

    pub(super) fn list_users(&self, request: &Request<'_>) -> Outcome {
        let asked = Asked::read(request.query());
        let page = Wanted::read(&asked)?.page(self.world().registrations(), |(_, since)| Marks::at(*since));
        Ok(self.listed(&page, request, &asked, |(id, _)| self.people.user(self.world(), id)))
    }

    pub(super) fn list_users_wallets(&self, id: &str, request: &Request<'_>) -> Outcome {
        if self.people.user(self.world(), id).is_none() {
            return Err(no_user(id));
        }
        let asked = Asked::read(request.query());
        let ids: Vec<_> = self
            .world()
            .wallets()
            .iter()
            .filter(|(_, wallet)| &*wallet.owner == id)
            .map(|(id, wallet)| (id, wallet.currency))
            .collect();
        let page = Wanted::read(&asked)?.page(ids.into_iter(), |(_, currency)| Marks {
            currency: Some(*currency),
            ..Marks::at(self.now())
        });
        Ok(self.listed(&page, request, &asked, |(id, _)| self.people.wallet(self.world(), id)))
    }

    pub(super) fn create_wallet(&mut self, given: &[u8]) -> Outcome {
        let AskedWallet { owners, currency } = body::request(given)?;
        let [owner] = owners.as_slice() else {
            return Err(Problem::param("Owners", "Owners is a list with the id of one user."));
        };
        let command = Command::RegisterWallet { id: self.given_id.take(), owner: owner.clone(), currency };
        let Answer::Wallet { id } = self.handle(command)? else {
            return Err(Problem::param("Id", "The wallet was not opened."));
        };
        let words = body::named(body::object(given)?, WALLET_KEYS);
        self.people.keep_wallet(&id, words, self.engine.world().now());
        self.view_wallet(&id)
    }

    pub(super) fn update_wallet(&mut self, id: &str, given: &[u8]) -> Outcome {
        let words = body::named(body::object(given)?, WALLET_KEYS);
        if self.world().wallets().get(id).is_none() {
            return Err(no_wallet(id));
        }
        self.people.change_wallet(id, words, self.engine.world().now());
        self.view_wallet(id)
    }

    pub(super) fn view_wallet(&self, id: &str) -> Outcome {
        let wallet: Option<Value> = self.people.wallet(self.world(), id);
        Ok(Response::json(&wallet.ok_or_else(|| no_wallet(id))?))
    }

    /// One page of a list, with the headers that lead to the others.
    pub(super) fn listed<T, V: Serialize>(
        &self,
        page: &Page<T>,
        request: &Request<'_>,
        asked: &Asked<'_>,
        view: impl Fn(&T) -> V,
    ) -> Response {
        let address = format!("{}{}", self.address, request.path());
        let mut response = Response::json(&page.entries.iter().map(view).collect::<Vec<_>>());
        response.headers = page.headers(&address, asked);
        response
    }
}

fn no_user(id: &str) -> Problem {
    Problem::no_object("UserId", format!("There is no user {}.", brief(id)))
}

fn no_wallet(id: &str) -> Problem {
    Problem::no_object("WalletId", format!("There is no wallet {}.", brief(id)))
}
