//! What can be asked next, as steps of a scenario with good defaults: for buttons, forms and suggestions.
//!
//! An offer is not a promise. Whether the engine grants it is found by trying it on a fork (`Player::attempt`); what it
//! refuses is offered too, because the refusal explains itself.

mod intent;
mod prospect;
mod settlement;
mod split;
#[cfg(test)]
mod tests;

pub use prospect::{Prospect, prospects};
pub use settlement::{FileFault, file_step};

use crate::engine::World;
use crate::funds::PoolKey;
use crate::id::Id;
use crate::intent::Intent;
use crate::machine::Trigger;
use crate::persistent::Map;
use crate::scenario::{Label, Player};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// The lifecycle that it moves first, and by what.
    pub machine: &'static str,
    pub trigger: Trigger,
    /// The object it is about; empty where it makes a new one.
    pub about: Label,
    /// The Intent it belongs to; empty for Settlements and money.
    pub intent: Label,
    /// The step as a scenario says it.
    pub text: String,
}

/// What a player's scenario calls things.
#[derive(Clone, Debug)]
pub struct Desk<'a> {
    world: &'a World,
    names: Map<&'a str, &'a str>,
    by_id: Map<&'a str, &'a str>,
}

impl<'a> Desk<'a> {
    pub fn new(player: &'a Player) -> Self {
        let names: Map<&str, &str> = player.names().collect();
        let by_id = names.iter().map(|(name, id)| (*id, *name)).collect();
        Self { world: player.engine().world(), names, by_id }
    }

    /// Everything that can be asked about one Intent.
    pub fn of_intent(&self, intent: &Intent) -> Vec<Offer> {
        let Some(name) = self.name(intent.id) else { return Vec::new() };
        let mut offers = intent::offers(self, intent, &name);
        offers.extend(split::offers(self, intent, &name));
        offers
    }

    /// Everything about Settlements and the money they wait for.
    pub fn of_settlements(&self) -> Vec<Offer> {
        settlement::offers(self)
    }

    /// The pools that declarations or money have made.
    pub fn pools(&self) -> Vec<PoolKey> {
        crate::view::MoneyView::of(self.world).pools.iter().map(|pool| pool.key).collect()
    }

    pub fn name(&self, id: Id) -> Option<Label> {
        self.by_id.get(id.to_string().as_str()).map(|name| (*name).to_owned())
    }

    /// The first free name: `c1`, `c2`, …
    pub fn fresh(&self, letter: &str) -> Label {
        let numbered = (1u32..).map(|number| format!("{letter}{number}"));
        numbered.into_iter().find(|name| !self.names.contains_key(name.as_str())).unwrap_or_default()
    }

    fn id_text(&self, id: &str) -> Label {
        self.by_id.get(id).map_or_else(|| id.to_owned(), |name| (*name).to_owned())
    }
}
