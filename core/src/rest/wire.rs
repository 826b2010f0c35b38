//! Mangopay's own simulation of a transfer to a virtual account: money of a provider arrives (sandboxes only).

use super::body;
use super::error::Problem;
use super::request::Response;
use super::sandbox::{Outcome, Sandbox, brief};
use crate::catalog::Provider;
use crate::engine::{Command, Given};
use crate::funds::{Pool, PoolKey};
use crate::money::Currency;
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Transfer {
    credited_funds: Option<Funds>,
    creditor: Option<Account>,
}

#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase", default)]
struct Funds {
    currency: Option<String>,
    amount: Option<Given>,
}

#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default)]
struct Account {
    #[serde(rename = "IBAN")]
    iban: Option<String>,
    #[serde(rename = "BIC")]
    bic: Option<String>,
}

impl Sandbox {
    /// The IBAN says whose money it is: every provider has an account for every currency.
    pub(super) fn fund_wire(&mut self, body: &[u8]) -> Outcome {
        let Transfer { credited_funds, creditor } = body::request(body)?;
        let funds = credited_funds.ok_or_else(|| missing("CreditedFunds"))?;
        let amount = funds.amount.clone().ok_or_else(|| missing("CreditedFunds.Amount"))?;
        let currency = funds.currency.clone().ok_or_else(|| missing("CreditedFunds.Currency"))?;
        let creditor = creditor.ok_or_else(|| missing("Creditor"))?;
        let iban = creditor.iban.clone().ok_or_else(|| missing("Creditor.IBAN"))?;
        let key = owner(&iban).ok_or_else(|| {
            let sentence = format!(
                "No provider has the virtual account {}. GET /_echoscope/pools tells the accounts there are.",
                brief(&iban)
            );
            Problem::param("Creditor.IBAN", sentence)
        })?;
        if Currency::from_code(&currency) != Some(key.currency) {
            let sentence =
                format!("The account {iban} is one in {}, not in {}.", key.currency, brief(&currency));
            return Err(Problem::param("CreditedFunds.Currency", sentence));
        }
        let provider = key.provider.value().to_owned();
        self.handle(Command::ReceiveFunds { provider, currency, amount })?;
        let answer = json!({
            "Id": self.id("wire_"),
            "CreationDate": self.now(),
            "Status": "SUCCEEDED",
            "CreditedFunds": funds,
            "Creditor": { "IBAN": iban, "BIC": creditor.bic.unwrap_or_else(|| account(key).bic.to_owned()) },
        });
        Ok(Response::json(&answer))
    }
}

/// The virtual account of a provider in a currency, whether money came to it or not.
pub(super) fn account(key: PoolKey) -> Pool {
    Pool::new(key, "".into())
}

fn owner(iban: &str) -> Option<PoolKey> {
    let iban: String = iban.chars().filter(|letter| !letter.is_whitespace()).collect();
    let keys = Provider::all()
        .flat_map(|provider| Currency::ALL.into_iter().map(move |currency| PoolKey { provider, currency }));
    keys.into_iter().find(|key| account(*key).iban.eq_ignore_ascii_case(&iban))
}

fn missing(field: &str) -> Problem {
    Problem::param(field, format!("The {field} field is required."))
}
