//! The object on the stage as Mangopay answers it, with what the last step changed.

use super::json::{Listing, listing};
use crate::simulate::history::Key;
use crate::simulate::play::Moment;
use echoscope_core::engine::World;
use echoscope_core::id::Kind;
use echoscope_core::json::tree;
use echoscope_core::view::{IntentView, SettlementView, SplitView, ValidationsView};
use serde_json::{Value, json};

pub fn listing_of(moment: &Moment, subject: Option<&Key>) -> Listing {
    let Some(key) = subject else { return Listing::default() };
    let before = moment.position.checked_sub(1).map(|before| moment.session.player_at(before));
    let old = before.and_then(|player| value(player.engine().world(), moment, key));
    value(moment.world(), moment, key).map_or_else(Listing::default, |new| listing(&new, old.as_ref()))
}

fn value(world: &World, moment: &Moment, key: &Key) -> Option<Value> {
    let Key::Id(id) = *key else {
        let Key::Credit(name) = key else { return None };
        let pool = world.pools().find(|pool| pool.name() == *name)?;
        return Some(json!({ "Pool": name, "Credit": pool.carried().to_string() }));
    };
    if id.kind == Kind::Settlement {
        let settlement = world.settlement(id)?;
        let mut value = tree(&SettlementView::of(settlement))?;
        let validations = tree(&ValidationsView::of(settlement))?;
        value.as_object_mut()?.insert("Validations".to_owned(), validations);
        return Some(value);
    }
    let intent = world.intent(moment.intent_of(key)?)?;
    if id.kind == Kind::Split {
        return tree(&SplitView::of(intent, id)?);
    }
    let view = IntentView::of(world, intent);
    if id.kind == Kind::Intent {
        return tree(&view);
    }
    let mut actions = view.captures.into_iter().chain(view.refunds).chain(view.disputes);
    tree(&actions.find(|action| action.id == id)?)
}
