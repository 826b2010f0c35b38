//! What Mangopay leaves to its dashboard or to patience: time, money, things that go wrong, and beginning again.

use super::body;
use super::error::Problem;
use super::request::Response;
use super::sandbox::{Outcome, Sandbox, Wall, brief};
use super::wire::account;
use crate::engine::{Code, Command, Given, TransferFault};
use crate::funds::PoolKey;
use crate::persistent;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Parsing is delayed by a day at most: whoever wants more moves the clock.
const HOLD_MAX: Wall = 86_400_000;

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Arrival {
    external_provider_name: Option<String>,
    currency: Option<String>,
    amount: Option<Given>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct ClockHands {
    now: Option<Given>,
    advance: Option<Given>,
    frozen: Option<bool>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Faults {
    transfer: Option<String>,
    parsing: Option<Given>,
    webhooks: Option<String>,
}

impl Sandbox {
    /// What there is, in numbers.
    pub(super) fn state(&self) -> Response {
        let world = self.world();
        let config = world.config();
        Response::json(&json!({
            "ClientId": config.client_id,
            "Seed": config.seed,
            "Now": world.now(),
            "Frozen": self.clock.is_stopped(),
            "Commands": self.engine.len(),
            "Users": world.users().count(),
            "Wallets": world.wallets().iter().count(),
            "Intents": world.intents().len(),
            "Settlements": world.settlements().len(),
            "Pools": world.pools().count(),
            "Events": self.notices.len(),
            "Hooks": self.hooks.iter().count(),
            "Reports": self.reports.len(),
        }))
    }

    // Money.

    /// The virtual accounts to which money came, and those for which something was declared.
    pub(super) fn list_pools(&self) -> Response {
        let world = self.world();
        let declared = world
            .intents()
            .map(|intent| PoolKey { provider: intent.external.provider, currency: intent.currency });
        let keys: persistent::Map<PoolKey, ()> =
            world.pools().map(|pool| pool.key).chain(declared).map(|key| (key, ())).collect();
        let pools = keys.keys().map(|&key| {
            let pool = world.pool(key).cloned().unwrap_or_else(|| account(key));
            json!({
                "ExternalProviderName": key.provider.name(),
                "Currency": key.currency.code(),
                "IBAN": &*pool.iban,
                "BIC": pool.bic,
                "EscrowWalletId": &*pool.escrow_wallet,
                "Balance": whole(world.wallets().balance(&pool.escrow_wallet)),
                "Unallocated": whole(pool.unallocated),
                "Credit": whole(pool.carried()),
            })
        });
        Response::json(&pools.collect::<Vec<_>>())
    }

    pub(super) fn receive_funds(&mut self, body: &[u8]) -> Outcome {
        let Arrival { external_provider_name, currency, amount } =
            body::own(body, &["ExternalProviderName", "Currency", "Amount"])?;
        let provider = external_provider_name.ok_or_else(|| required("ExternalProviderName"))?;
        let currency = currency.ok_or_else(|| required("Currency"))?;
        let amount = amount.ok_or_else(|| required("Amount"))?;
        self.handle(Command::ReceiveFunds { provider, currency, amount })?;
        Ok(self.list_pools())
    }

    /// Money that comes to a wallet past the providers (hybrid flows): a card payment of Mangopay's own, for instance.
    pub(super) fn fund_wallet(&mut self, wallet: &str, body: &[u8]) -> Outcome {
        let Arrival { amount, .. } = body::own(body, &["Amount", "Currency"])?;
        let amount = amount.ok_or_else(|| required("Amount"))?;
        self.handle(Command::FundWallet { wallet: wallet.to_owned(), amount })?;
        self.view_wallet(wallet)
    }

    // Time.

    pub(super) fn read_clock(&self) -> Response {
        Response::json(&json!({ "now": self.now(), "frozen": self.clock.is_stopped() }))
    }

    /// Sets or moves the clock, and stops or starts it. Everything that is due until then happens.
    pub(super) fn set_clock(&mut self, body: &[u8], wall: Wall) -> Outcome {
        let ClockHands { now, advance, frozen } = body::own(body, &["now", "advance", "frozen"])?;
        let to = match (now, advance) {
            (None, None) => None,
            (Some(now), None) => Some(number("now", &now)?),
            (None, Some(seconds)) => Some(self.now().saturating_add(number("advance", &seconds)?)),
            (Some(_), Some(_)) => {
                return Err(Problem::param("advance", "Send `now` or `advance`, not both."));
            }
        };
        if let Some(to) = to.filter(|to| *to != self.now()) {
            self.handle(Command::AdvanceClock { to })?;
            self.clock = self.clock.moved(to, wall);
        }
        match frozen {
            Some(true) => self.clock = self.clock.stopped(wall),
            Some(false) => self.clock = self.clock.started(wall),
            None => {}
        }
        self.let_time_pass(wall);
        Ok(self.read_clock())
    }

    // What goes wrong.

    pub(super) fn inject_faults(&mut self, body: &[u8]) -> Outcome {
        let Faults { transfer, parsing, webhooks } = body::own(body, &["Transfer", "Parsing", "Webhooks"])?;
        let transfer = match transfer.as_deref() {
            None => None,
            Some(end) if end.eq_ignore_ascii_case("REJECTED") => Some(TransferFault::Rejected),
            Some(end) if end.eq_ignore_ascii_case("FAILED") => Some(TransferFault::Failed),
            Some(end) => return Err(choice("Transfer", "REJECTED or FAILED", end)),
        };
        let hold = parsing.map(|parsing| number("Parsing", &parsing)).transpose()?;
        if let Some(hold) = hold.filter(|hold| !(0..=HOLD_MAX).contains(hold)) {
            let sentence = format!("Parsing is {hold}; it is a number of milliseconds from 0 to {HOLD_MAX}.");
            return Err(Problem::param("Parsing", sentence));
        }
        let fail = match webhooks.as_deref() {
            None => None,
            Some(state) if state.eq_ignore_ascii_case("DOWN") => Some(true),
            Some(state) if state.eq_ignore_ascii_case("UP") => Some(false),
            Some(state) => return Err(choice("Webhooks", "DOWN or UP", state)),
        };
        if let Some(fault) = transfer {
            self.handle(Command::InjectTransferFault { fault })?;
        }
        self.next_hold = hold.filter(|hold| *hold > 0).or(self.next_hold);
        self.webhooks_fail = fail.unwrap_or(self.webhooks_fail);
        let mut answer = Map::new();
        if let Some(fault) = transfer {
            answer.insert("Transfer".into(), json!(fault));
        }
        answer.insert("Parsing".into(), self.next_hold.unwrap_or(0).into());
        answer.insert("Webhooks".into(), if self.webhooks_fail { "DOWN" } else { "UP" }.into());
        Ok(Response::json(&answer))
    }
}

/// Explains a refusal: where its code in a header points.
pub(super) fn refusal_page(code: &str) -> Outcome {
    let known = Code::ALL
        .iter()
        .find(|known| known.as_str() == code)
        .ok_or_else(|| Problem::no_object("Code", format!("No refusal has the code {}.", brief(code))))?;
    Ok(Response::json(&json!({
        "Code": known.as_str(),
        "About": known.about(),
        "Source": known.source(),
        "Documents": "R… is a rule in docs/rules.md of Echoscope, A… and B… are readings in docs/ambiguities.md.",
    })))
}

fn number(field: &str, given: &Given) -> Result<i64, Problem> {
    match given {
        Given::Whole(number) => Ok(*number),
        Given::Other(text) => {
            Err(Problem::param(field, format!("{field} must be a whole number, not {}.", brief(text))))
        }
    }
}

fn choice(field: &str, choices: &str, given: &str) -> Problem {
    Problem::param(field, format!("{field} is {choices}, not {}.", brief(given)))
}

fn required(field: &str) -> Problem {
    Problem::param(field, format!("The {field} field is required."))
}

/// An integer as far as JSON has one.
fn whole(amount: i128) -> Value {
    i64::try_from(amount).map_or_else(|_| amount.to_string().into(), Value::from)
}
