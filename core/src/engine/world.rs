//! The state of the engine. Every part is a persistent structure: a copy of a world of a million Intents costs
//! nothing, and shares everything that was not changed since.

use super::agenda::Task;
use super::command::TransferFault;
use super::event::{Event, EventType, Object, Webhook};
use super::refusal::Step;
use super::settle::Settlement;
use crate::catalog::Provider;
use crate::date::Timestamp;
use crate::funds::{Pool, PoolKey, Wallets, fees_wallet};
use crate::id::{Id, Kind, ulid};
use crate::intent::Intent;
use crate::machine::{Machine, SettlementStatus, Status, Trigger};
use crate::money::Currency;
use crate::persistent::{List, Map};
use crate::reading::Reading;
use crate::reconcile::References;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

/// What is decided before the first command. Two engines of the same configuration and the same log are the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Config {
    pub client_id: String,
    #[cfg_attr(feature = "ts", tsify(type = "number | bigint"))]
    pub seed: u64,
    /// The clock at the beginning.
    pub now: Timestamp,
    pub reading: Reading,
}

impl Default for Config {
    fn default() -> Self {
        // 1 January 2026, 00:00 UTC: a fixed day, so that nothing depends on when it runs.
        Self { client_id: "echoscope".to_owned(), seed: 0, now: 1_767_225_600, reading: Reading::default() }
    }
}

/// What a command that was carried out answers: the objects concerned, as they stood before later consequences
/// (a transfer that is under way is answered as `PENDING` even if it ends at once).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    Done,
    User {
        id: Arc<str>,
    },
    Wallet {
        id: Arc<str>,
    },
    Intent {
        intent: Arc<Intent>,
    },
    /// A capture, cancel, refund, reversal, dispute or decision: the Intent after it, and the action's id.
    Action {
        intent: Arc<Intent>,
        action: Id,
    },
    Splits {
        intent: Arc<Intent>,
        splits: Vec<Id>,
    },
    Settlement {
        settlement: Arc<Settlement>,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    pub answer: Answer,
    pub events: Vec<Event>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct World {
    pub(super) config: Arc<Config>,
    pub(super) now: Timestamp,
    /// The number of the next object or declaration.
    pub(super) next_number: u64,
    pub(super) users: Map<Arc<str>, Timestamp>,
    pub(super) wallets: Wallets,
    pub(super) intents: List<Arc<Intent>>,
    pub(super) references: References,
    pub(super) settlements: List<Arc<Settlement>>,
    /// Settlements that wait for money, oldest first, by pool; and those that wait for another file.
    pub(super) waiting: Map<PoolKey, Map<(Timestamp, Id), u32>>,
    pub(super) unmatched: Map<(Timestamp, Id), u32>,
    pub(super) pools: Map<PoolKey, Pool>,
    pub(super) agenda: Map<(Timestamp, u64), Task>,
    pub(super) faults: VecDeque<TransferFault>,
    pub(super) webhooks: List<Webhook>,
    /// Something was declared that files may be matched with again; Intents whose splits may have to move; events. All
    /// are empty between commands.
    pub(super) declared: bool,
    pub(super) touched: BTreeSet<u32>,
    pub(super) happened: Vec<Event>,
}

impl World {
    pub fn new(config: Config) -> Self {
        let client: Arc<str> = Arc::from(config.client_id.as_str());
        let mut wallets = Wallets::default();
        for currency in Currency::ALL {
            wallets.open(fees_wallet(currency), Arc::clone(&client), currency);
        }
        Self {
            now: config.now,
            config: Arc::new(config),
            next_number: 0,
            users: Map::default(),
            wallets,
            intents: List::default(),
            references: References::default(),
            settlements: List::default(),
            waiting: Map::default(),
            unmatched: Map::default(),
            pools: Map::default(),
            agenda: Map::default(),
            faults: VecDeque::new(),
            webhooks: List::default(),
            declared: false,
            touched: BTreeSet::new(),
            happened: Vec::new(),
        }
    }

    // What can be seen.

    pub fn config(&self) -> &Config {
        &self.config
    }

    pub fn now(&self) -> Timestamp {
        self.now
    }

    pub fn intents(&self) -> impl DoubleEndedIterator<Item = &Arc<Intent>> + ExactSizeIterator {
        self.intents.iter()
    }

    pub fn intent(&self, id: Id) -> Option<&Arc<Intent>> {
        self.intents.get(self.place(id)?).filter(|intent| intent.id == id)
    }

    pub fn settlements(&self) -> impl DoubleEndedIterator<Item = &Arc<Settlement>> + ExactSizeIterator {
        self.settlements.iter()
    }

    pub fn settlement(&self, id: Id) -> Option<&Arc<Settlement>> {
        self.settlements.get(self.place(id)?).filter(|settlement| settlement.id == id)
    }

    pub fn pools(&self) -> impl Iterator<Item = &Pool> {
        self.pools.values()
    }

    pub fn pool(&self, key: PoolKey) -> Option<&Pool> {
        self.pools.get(&key)
    }

    pub fn wallets(&self) -> &Wallets {
        &self.wallets
    }

    pub fn users(&self) -> impl Iterator<Item = &Arc<str>> {
        self.users.keys()
    }

    /// The users and when they were registered, oldest first.
    pub fn registrations(&self) -> impl DoubleEndedIterator<Item = (&Arc<str>, Timestamp)> {
        self.users.iter().map(|(id, since)| (id, *since))
    }

    /// Every webhook that was due so far, in order.
    pub fn webhooks(&self) -> impl DoubleEndedIterator<Item = &Webhook> + ExactSizeIterator {
        self.webhooks.iter()
    }

    // What every handler needs.

    pub(super) fn reading(&self) -> &Reading {
        &self.config.reading
    }

    fn place(&self, id: Id) -> Option<usize> {
        usize::try_from(id.place(self.config.seed)).ok()
    }

    pub(super) fn number(&mut self) -> u64 {
        let number = self.next_number;
        self.next_number = number.saturating_add(1);
        number
    }

    /// A new id for an object inside an Intent.
    pub(super) fn id(&mut self, kind: Kind) -> Id {
        self.id_at(kind, 0)
    }

    /// A new id for an object at this place of its own table.
    pub(super) fn id_at(&mut self, kind: Kind, place: u32) -> Id {
        let number = self.number();
        Id::new(kind, self.now, number, place, self.config.seed)
    }

    pub(super) fn ulid(&mut self, prefix: &str) -> Arc<str> {
        let number = self.number();
        Arc::from(ulid(prefix, self.now, number, self.config.seed))
    }

    pub(super) fn intent_at(&self, place: u32) -> Option<&Arc<Intent>> {
        self.intents.get(usize::try_from(place).ok()?)
    }

    /// The Intent to be changed. Its splits are looked at again at the end of the command.
    pub(super) fn intent_mut(&mut self, place: u32) -> Option<&mut Intent> {
        self.touched.insert(place);
        self.intents.get_mut(usize::try_from(place).ok()?).map(Arc::make_mut)
    }

    pub(super) fn settlement_at(&self, place: u32) -> Option<&Arc<Settlement>> {
        self.settlements.get(usize::try_from(place).ok()?)
    }

    pub(super) fn settlement_mut(&mut self, place: u32) -> Option<&mut Settlement> {
        self.settlements.get_mut(usize::try_from(place).ok()?).map(Arc::make_mut)
    }

    /// Makes the pool of this provider and currency where there is none yet (B10).
    pub(super) fn open_pool(&mut self, key: PoolKey) {
        if !self.pools.contains_key(&key) {
            let wallet = self.ulid("wlt_m_");
            let client: Arc<str> = Arc::from(self.config.client_id.as_str());
            self.wallets.open(Arc::clone(&wallet), client, key.currency);
            self.pools.insert(key, Pool::new(key, wallet));
        }
    }

    /// The pool of this provider and currency, made on first use.
    pub(super) fn pool_mut(&mut self, provider: Provider, currency: Currency) -> &mut Pool {
        let key = PoolKey { provider, currency };
        self.open_pool(key);
        self.pools.or_insert(key, Pool::new(key, Arc::from("")))
    }

    /// Records that an object took an edge. Debug builds and tests insist that the table has it.
    pub(super) fn moved<S: Status>(
        &mut self,
        machine: &'static Machine<S>,
        object: Object,
        from: Option<S>,
        trigger: Trigger,
        to: S,
    ) {
        debug_assert!(
            machine.edge(from, trigger, to).is_some(),
            "{}: no edge {from:?} --{trigger:?}--> {to:?}",
            machine.name
        );
        let step = Step { machine: machine.name, trigger, to: to.value() };
        self.happened.push(Event::Moved { object, from: from.map(Status::value), step });
    }

    pub(super) fn notify(&mut self, event_type: EventType, resource_id: Id) {
        let webhook = Webhook { event_type, resource_id, date: self.now };
        self.webhooks.push(webhook.clone());
        self.happened.push(Event::Webhook { webhook });
    }

    /// Checks everything that must hold between two commands. The text names the first broken rule.
    pub fn check(&self) -> Result<(), String> {
        self.wallets.check()?;
        for intent in &self.intents {
            intent.check()?;
        }
        for pool in self.pools.values() {
            if pool.unallocated < 0 || pool.carried() < 0 {
                return Err(format!("pool {} is negative: {pool:?}", pool.name()));
            }
            if pool.unallocated > self.wallets.balance(&pool.escrow_wallet) {
                return Err(format!("pool {} has more unallocated than its wallet holds", pool.name()));
            }
        }
        for settlement in &self.settlements {
            let waits = matches!(
                settlement.status,
                SettlementStatus::PendingFundsReception | SettlementStatus::InsufficientFunds
            );
            let queued = settlement.pool.is_some_and(|key| {
                self.waiting
                    .get(&key)
                    .is_some_and(|queue| queue.contains_key(&(settlement.created, settlement.id)))
            });
            if waits != queued {
                return Err(format!("{} is {:?} but its queue disagrees", settlement.id, settlement.status));
            }
        }
        Ok(())
    }
}
