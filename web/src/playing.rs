//! A scenario played step by step, as JavaScript sees it: all that a player needs to show, and what could be asked at
//! any step of it.

use crate::amount::Amount;
use crate::exact::encode;
use crate::scenario::{ScenarioMistake, mistake};
use echoscope_core::engine::{Account, Event, Refusal};
use echoscope_core::machine::Trigger;
use echoscope_core::money::{Currency, major};
use echoscope_core::offer::{self, Prospect};
use echoscope_core::persistent::Map;
use echoscope_core::scenario::{Outcome, Played, Player, Scenario, Sent, Session, Trouble};
use echoscope_core::view::{MoneyView, PoolMoney, WalletMoney};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// A scenario played to its end.
#[derive(Debug, Default, Serialize, Tsify)]
pub struct ScenarioPlay {
    /// The scenario that was played, to go on with.
    pub text: String,
    pub title: String,
    /// What the scenario shows, in one paragraph.
    pub summary: String,
    /// The prose of each section, as Markdown.
    pub sections: Vec<String>,
    /// Everything that lives a life in it, in the order of creation.
    pub objects: Vec<ScenarioObject>,
    /// Everything that was done, in order; expectations stand with the step before them.
    pub steps: Vec<ScenarioStep>,
    /// What cannot be read. Nothing is played then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mistake: Option<ScenarioMistake>,
}

#[derive(Debug, Serialize, Tsify)]
pub struct ScenarioStep {
    /// As it was written, with the lines that belong to it.
    pub text: String,
    /// The section it stands in, from 0.
    pub section: usize,
    /// Its places in Mangopay's overview, such as `1A`.
    pub places: Vec<&'static str>,
    /// The moves of lifecycles that it caused, in order.
    pub moves: Vec<ScenarioMove>,
    pub payments: Vec<ScenarioPayment>,
    /// Where it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
    /// Whether the scenario means it to be refused.
    pub refused: bool,
    /// Why it did not come to what the scenario says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// What the scenario expects after it.
    pub checks: Vec<ScenarioCheck>,
    /// Where the money is after it.
    pub money: ScenarioMoney,
}

#[derive(Debug, Serialize, Tsify)]
pub struct ScenarioObject {
    /// What the scenario calls it, else its id.
    pub name: String,
    /// Its lifecycle.
    pub machine: &'static str,
    /// The Intent that it is, or belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
}

#[derive(Debug, Serialize, Tsify)]
pub struct ScenarioMove {
    /// What the scenario calls it, else its id.
    pub object: String,
    /// The lifecycle in which this is an edge.
    pub machine: &'static str,
    /// Undefined for its creation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<&'static str>,
    pub to: &'static str,
    /// What caused it.
    pub trigger: Trigger,
}

/// Money that changed its place. What is outside has no wallet.
#[derive(Debug, Serialize, Tsify)]
pub struct ScenarioPayment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    pub amount: Amount,
}

#[derive(Debug, Serialize, Tsify)]
pub struct ScenarioCheck {
    pub text: String,
    /// What was found instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// An amount, and how it is written: `90.00 EUR`.
#[derive(Debug, Serialize, Tsify)]
pub struct Sum {
    pub minor: Amount,
    pub text: String,
}

#[derive(Debug, Default, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioMoney {
    pub pools: Vec<ScenarioPool>,
    /// Sellers' wallets, and those fees wallets that hold something.
    pub wallets: Vec<ScenarioWallet>,
    /// What all wallets hold together, by currency.
    pub held: Vec<Sum>,
    /// Money that came from nowhere or was lost: a fault of Echoscope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken: Option<String>,
}

/// The money of one provider in one currency.
#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioPool {
    pub provider: &'static str,
    pub currency: &'static str,
    /// Declared, and reported by no file that matched.
    pub with_provider: Sum,
    /// The totals of the Settlements that matched and wait for their money.
    pub announced: Sum,
    /// What the oldest of them still lacks, once some of its money is there.
    pub missing: Sum,
    pub unallocated: Sum,
    /// Carried from negative totals.
    pub credit: Sum,
    pub escrow: Sum,
    /// Empty before the first money.
    pub escrow_wallet: String,
}

#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioWallet {
    pub id: String,
    pub currency: &'static str,
    pub balance: Sum,
    pub of_platform: bool,
}

/// Something that can be asked at a moment of a scenario.
#[derive(Debug, Serialize, Tsify)]
pub struct ScenarioOffer {
    /// The lifecycle that it moves first, and by what.
    pub machine: &'static str,
    pub trigger: Trigger,
    /// The object it is about; empty where it makes a new one.
    pub about: String,
    /// The Intent it belongs to; empty for Settlements and money.
    pub intent: String,
    /// As a step of the scenario.
    pub text: String,
    /// What it would move. Empty where it would be refused.
    pub moves: Vec<ScenarioMove>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Refusal>,
    /// Why it cannot even be asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
}

/// Plays a scenario, step by step.
#[wasm_bindgen(js_name = playScenario, unchecked_return_type = "ScenarioPlay")]
pub fn play_scenario(text: &str) -> JsValue {
    encode(&played(text))
}

/// The same scenario up to a step, and from there on another one. What cannot be read is the `mistake`.
#[wasm_bindgen(js_name = continueScenario, unchecked_return_type = "ScenarioPlay")]
pub fn continue_scenario(text: &str, position: usize, step: &str) -> JsValue {
    let continued = Session::open(text).and_then(|session| {
        let mut draft = session.shortened(position).draft().clone();
        draft.add(step)?;
        Ok(draft.to_string())
    });
    encode(&match continued {
        Ok(text) => played(&text),
        Err(error) => ScenarioPlay { mistake: Some(mistake(&error)), ..ScenarioPlay::default() },
    })
}

/// What can be asked after so many steps, and what the engine would say to it.
#[wasm_bindgen(js_name = scenarioOffers, unchecked_return_type = "ScenarioOffer[]")]
pub fn scenario_offers(text: &str, position: usize) -> JsValue {
    let Ok(session) = Session::open(text) else { return encode(&[(); 0]) };
    let names = Names::of(&session.player_at(session.len()));
    encode(
        &offer::prospects(&session, position).iter().map(|found| offered(found, &names)).collect::<Vec<_>>(),
    )
}

fn played(text: &str) -> ScenarioPlay {
    let session = match Session::open(text) {
        Ok(session) => session,
        Err(error) => return ScenarioPlay { mistake: Some(mistake(&error)), ..ScenarioPlay::default() },
    };
    let names = Names::of(&session.player_at(session.len()));
    let Scenario { title, summary, sections } = session.draft().scenario();
    let steps = (1..).zip(session.played());
    ScenarioPlay {
        text: text.to_owned(),
        title: title.clone(),
        summary: summary.clone(),
        sections: sections.iter().map(|section| section.prose.clone()).collect(),
        objects: objects(&session, &names),
        steps: steps.map(|(position, played)| step(played, &session.player_at(position), &names)).collect(),
        mistake: None,
    }
}

fn objects(session: &Session, names: &Names) -> Vec<ScenarioObject> {
    let end = session.player_at(session.len());
    let mut intents = Map::default();
    for intent in end.engine().world().intents() {
        let captures = intent.captures.iter().map(|capture| capture.id);
        let refunds = intent.refunds.iter().map(|refund| refund.id);
        let disputes = intent.disputes.iter().map(|dispute| dispute.id);
        let splits = intent.splits.iter().map(|split| split.id);
        let parts = captures.chain(refunds).chain(disputes).chain(splits).chain([intent.id]);
        for id in parts {
            intents.insert(id.to_string(), intent.id.to_string());
        }
    }
    let moved = session.played().iter().flat_map(Played::events).filter_map(|event| match event {
        Event::Moved { object, from: None, step } => Some((object.text(), step.machine)),
        _ => None,
    });
    let mut seen = Map::default();
    moved
        .filter(|(id, _)| seen.insert(id.clone(), ()).is_none())
        .map(|(id, machine)| ScenarioObject {
            machine,
            intent: intents.get(&id).map(|intent| names.name(intent.clone())),
            name: names.name(id),
        })
        .collect()
}

fn step(played: &Played, player: &Player, names: &Names) -> ScenarioStep {
    let checks = played.checks.iter();
    ScenarioStep {
        text: played.step.text.clone(),
        section: played.section,
        places: played.step.places().to_vec(),
        moves: moves(played.events(), names),
        payments: played.events().filter_map(payment).collect(),
        refusal: played.refusal().cloned(),
        refused: matches!(played.step.outcome, Outcome::Refused(_)),
        failure: played.failure.clone(),
        checks: checks
            .map(|check| ScenarioCheck { text: check.text.clone(), failure: check.failure.clone() })
            .collect(),
        money: ScenarioMoney::of(&MoneyView::of(player.engine().world())),
    }
}

fn offered(prospect: &Prospect, names: &Names) -> ScenarioOffer {
    let Prospect { offer, verdict } = prospect;
    let events = verdict.iter().flatten().filter_map(|Sent { came, .. }| came.as_ref().ok());
    let (refusal, trouble) = match verdict {
        Ok(_) => (None, None),
        Err(Trouble::Refused(refusal)) => (Some((**refusal).clone()), None),
        Err(Trouble::Unreadable(error)) => (None, Some(error.to_string())),
        Err(Trouble::Unmade(sentence)) => (None, Some(sentence.clone())),
    };
    ScenarioOffer {
        machine: offer.machine,
        trigger: offer.trigger,
        about: offer.about.clone(),
        intent: offer.intent.clone(),
        text: offer.text.clone(),
        moves: moves(events.flat_map(|outcome| &outcome.events), names),
        refusal,
        trouble,
    }
}

/// What the scenario calls an id.
struct Names(Map<String, String>);

impl Names {
    fn of(player: &Player) -> Self {
        Self(player.names().map(|(name, id)| (id.to_owned(), name.to_owned())).collect())
    }

    fn name(&self, id: String) -> String {
        self.0.get(&id).cloned().unwrap_or(id)
    }
}

fn moves<'a>(events: impl Iterator<Item = &'a Event>, names: &Names) -> Vec<ScenarioMove> {
    let moved = events.filter_map(|event| match event {
        Event::Moved { object, from, step } => Some(ScenarioMove {
            object: names.name(object.text()),
            machine: step.machine,
            from: *from,
            to: step.to,
            trigger: step.trigger,
        }),
        _ => None,
    });
    moved.collect()
}

fn payment(event: &Event) -> Option<ScenarioPayment> {
    let wallet = |account: &Account| match account {
        Account::Outside => None,
        Account::Wallet(id) => Some(id.to_string()),
    };
    match event {
        Event::Paid { from, to, amount } => {
            Some(ScenarioPayment { from: wallet(from), to: wallet(to), amount: Amount::from(*amount) })
        }
        _ => None,
    }
}

fn sum(minor: i128, currency: Currency) -> Sum {
    Sum { minor: Amount(minor), text: format!("{} {}", major(minor, currency), currency.code()) }
}

impl ScenarioMoney {
    fn of(view: &MoneyView) -> Self {
        let held = view.held_by_currency();
        Self {
            pools: view.pools.iter().map(ScenarioPool::of).collect(),
            wallets: view.wallets.iter().map(ScenarioWallet::of).collect(),
            held: held.into_iter().map(|(currency, minor)| sum(minor, currency)).collect(),
            broken: view.broken.clone(),
        }
    }
}

impl ScenarioPool {
    fn of(pool: &PoolMoney) -> Self {
        let currency = pool.key.currency;
        Self {
            provider: pool.key.provider.name(),
            currency: currency.code(),
            with_provider: sum(pool.with_provider, currency),
            announced: sum(pool.announced, currency),
            missing: sum(pool.missing, currency),
            unallocated: sum(pool.unallocated, currency),
            credit: sum(pool.credit, currency),
            escrow: sum(pool.escrow, currency),
            escrow_wallet: pool.escrow_wallet.clone(),
        }
    }
}

impl ScenarioWallet {
    fn of(wallet: &WalletMoney) -> Self {
        let WalletMoney { id, currency, balance, of_platform } = wallet;
        Self {
            id: id.clone(),
            currency: currency.code(),
            balance: sum(*balance, *currency),
            of_platform: *of_platform,
        }
    }
}
