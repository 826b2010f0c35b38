//! The webhooks that the step sends, as they arrive at the address of a hook.

use super::copying::Copy;
use crate::simulate::history::Key;
use crate::simulate::play::{Moment, Play};
use crate::texts::inspect as texts;
use echoscope_core::engine::{Event, Webhook};
use echoscope_core::rest::notification;
use leptos::prelude::*;

/// Where a platform might listen.
const HOOK: &str = "https://shop.example/mangopay";

#[component]
pub fn Webhooks(play: Play) -> impl IntoView {
    let hook = RwSignal::new(HOOK.to_owned());
    let rows = move || {
        play.rested(|moment| {
            webhooks(moment)
                .into_iter()
                .map(|webhook| {
                    let resource = webhook.resource_id.to_string();
                    let event = webhook.event_type.value();
                    let url = notification(&hook.read(), event, &resource, webhook.date);
                    view! {
                        <li>
                            <p>
                                <strong>{event}</strong>
                                " "
                                <span class="soft">{moment.name(&Key::Id(webhook.resource_id))}</span>
                            </p>
                            <p class="delivered">
                                <code>"GET " {url.clone()}</code>
                                <Copy text=url what=event.to_owned() />
                            </p>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    let none = move || play.rested(|moment| webhooks(moment).is_empty());
    view! {
        <p class="soft">{texts::WEBHOOKS_LEAD}</p>
        <label class="field hook-address">
            <span>{texts::HOOK}</span>
            <input
                type="text"
                inputmode="url"
                spellcheck="false"
                prop:value=move || hook.get()
                on:input:target=move |event| hook.set(event.target().value())
            />
        </label>
        <p class="soft" hidden=move || !none()>{texts::NO_WEBHOOK}</p>
        <ol class="webhooks">{rows}</ol>
    }
}

fn webhooks(moment: &Moment) -> Vec<Webhook> {
    let last = moment.position.checked_sub(1).and_then(|last| moment.session.played().get(last));
    let sent = last.map(|played| played.sent.as_slice()).unwrap_or_default();
    let events = sent.iter().filter_map(|sent| sent.came.as_ref().ok()).flat_map(|outcome| &outcome.events);
    let webhooks = events.filter_map(|event| match event {
        Event::Webhook { webhook } => Some(webhook.clone()),
        _ => None,
    });
    webhooks.collect()
}
