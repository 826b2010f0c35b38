//! The machinery behind a step: the object as JSON, what was sent and answered, the webhooks, the story as a file.

mod json;

use super::history::Key;
use super::play::{Moment, Play};
use crate::texts::simulate as texts;
use echoscope_core::engine::Event;
use echoscope_core::id::Kind;
use echoscope_core::view::{IntentView, SettlementView, SplitView, ValidationsView};
use json::{Listing, listing};
use leptos::prelude::*;
use serde_json::{Value, json};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sheet {
    Object,
    Request,
    Events,
    Story,
}

const SHEETS: [(Sheet, &str); 4] = [
    (Sheet::Object, texts::INSPECT_OBJECT),
    (Sheet::Request, texts::INSPECT_REQUEST),
    (Sheet::Events, texts::INSPECT_EVENTS),
    (Sheet::Story, texts::INSPECT_STORY),
];

#[component]
pub fn Inspect(play: Play) -> impl IntoView {
    let sheet = RwSignal::new(Sheet::Object);
    let shown = Memo::new(move |_| {
        play.moment.with(|moment| match sheet.get() {
            Sheet::Object => object(moment, play.subject.get().as_ref()),
            Sheet::Request => Listing::plain(&request(moment)),
            Sheet::Events => Listing::plain(&events(moment)),
            Sheet::Story => Listing::text(&moment.session.draft().to_string()),
        })
    });
    let tabs = SHEETS.map(|(this, name)| {
        view! {
            <label>
                <input
                    type="radio"
                    name="sheet"
                    prop:checked=move || sheet.get() == this
                    on:change=move |_| sheet.set(this)
                />
                {name}
            </label>
        }
    });
    let lines = move || {
        let lines = shown.get().lines;
        if lines.is_empty() {
            return view! { <p class="soft">{texts::INSPECT_NOTHING}</p> }.into_any();
        }
        let lines = lines.into_iter().map(|(text, is_new)| {
            view! { <span class="json-line" class:changed=is_new>{text} "\n"</span> }
        });
        view! { <pre class="json" tabindex="0" role="group" aria-label=texts::INSPECT_TITLE>{lines.collect_view()}</pre> }
            .into_any()
    };
    view! {
        <section class="inspect card" aria-labelledby="inspect-title">
            <h2 id="inspect-title">{texts::INSPECT_TITLE}</h2>
            <fieldset class="segments sheets">
                <legend class="unseen">{texts::INSPECT_TITLE}</legend>
                {tabs}
            </fieldset>
            {lines}
        </section>
    }
}

/// The object on the stage as Mangopay answers it, with what the last step changed.
fn object(moment: &Moment, subject: Option<&Key>) -> Listing {
    let Some(key) = subject else { return Listing::default() };
    let before = moment.position.checked_sub(1).map(|before| moment.session.player_at(before));
    let old = before.and_then(|player| value(player.engine().world(), moment, key));
    value(moment.world(), moment, key).map_or_else(Listing::default, |new| listing(&new, old.as_ref()))
}

fn value(world: &echoscope_core::engine::World, moment: &Moment, key: &Key) -> Option<Value> {
    let Key::Id(id) = *key else {
        let Key::Credit(name) = key else { return None };
        let pool = world.pools().find(|pool| pool.name() == *name)?;
        return Some(json!({ "Pool": name, "Credit": pool.carried().to_string() }));
    };
    if id.kind == Kind::Settlement {
        let settlement = world.settlement(id)?;
        let mut value = serde_json::to_value(SettlementView::of(settlement)).ok()?;
        let validations = serde_json::to_value(ValidationsView::of(settlement)).ok()?;
        value.as_object_mut()?.insert("Validations".to_owned(), validations);
        return Some(value);
    }
    let intent = world.intent(moment.intent_of(key)?)?;
    if id.kind == Kind::Split {
        return serde_json::to_value(SplitView::of(intent, id)?).ok();
    }
    let view = IntentView::of(world, intent);
    if id.kind == Kind::Intent {
        return serde_json::to_value(view).ok();
    }
    let mut actions = view.captures.into_iter().chain(view.refunds).chain(view.disputes);
    serde_json::to_value(actions.find(|action| action.id == id)?).ok()
}

/// What the last step sent, and what came of it.
fn request(moment: &Moment) -> Value {
    let last = moment.position.checked_sub(1).and_then(|last| moment.session.played().get(last));
    let sent = last.map(|played| played.sent.as_slice()).unwrap_or_default();
    sent.iter()
        .map(|sent| match &sent.came {
            Ok(_) => json!({ "sent": sent.command }),
            Err(refusal) => json!({ "sent": sent.command, "refused": refusal }),
        })
        .collect()
}

fn events(moment: &Moment) -> Value {
    let last = moment.position.checked_sub(1).and_then(|last| moment.session.played().get(last));
    let sent = last.map(|played| played.sent.as_slice()).unwrap_or_default();
    let events = sent.iter().filter_map(|sent| sent.came.as_ref().ok()).flat_map(|outcome| &outcome.events);
    events
        .filter(|event| !matches!(event, Event::Moved { .. }))
        .filter_map(|event| serde_json::to_value(event).ok())
        .collect()
}
