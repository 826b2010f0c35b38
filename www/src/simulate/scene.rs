//! The stage: the object that the story is about, large, and everything that moves with it, small.

use super::history::{Key, Thing};
use super::play::{Moment, Play, Refused};
use super::prospect::{Prospects, about};
use super::session::Trouble;
use crate::amount::Amount;
use crate::stage::{Asks, Stage, Step as Way, Walk};
use crate::texts::simulate as texts;
use echoscope_core::id::{Id, Kind};
use echoscope_core::machine::machine_named;
use echoscope_core::money::Currency;
use leptos::prelude::*;

/// How many Intents stand to choose from before the list becomes a menu.
const CHIPS_MAX: usize = 8;

#[component]
pub fn Scene(play: Play, prospects: Prospects) -> impl IntoView {
    let moment = play.moment;
    // What stands on the stage; a new picture only when the object changes, not when it moves.
    let subject = Memo::new(move |_| {
        let key = play.subject.get()?;
        moment.with(|moment| moment.thing(&key).map(|thing| (key.clone(), thing.machine)))
    });
    let pace = move || {
        let turns = moment.with(|moment| moment.moved.len()).max(1);
        // However much moves, it is over before the next step comes.
        let share = (2.6 / f64::from(u32::try_from(turns).unwrap_or(u32::MAX))).min(1.0);
        format!("{:.3}", share / f64::from(play.speed.get()))
    };
    view! {
        <section class="scene" aria-labelledby="scene-title" style:--pace=pace>
            <div class="scene-head">
                <h2 id="scene-title">{move || moment.with(|moment| title(moment, subject.get().map(|(key, _)| key)))}</h2>
                <label class="follow">
                    <input
                        type="checkbox"
                        prop:checked=move || play.follow.get()
                        on:change=move |event| play.follow.set(event_target_checked(&event))
                    />
                    {texts::FOLLOW}
                </label>
            </div>
            <IntentChoice play=play />
            <div class="scene-large card">
                {move || match subject.get() {
                    Some((key, machine)) => view! { <Large play=play prospects=prospects key_=key machine=machine /> }.into_any(),
                    None => view! { <p class="scene-empty soft">{texts::NOTHING_YET}</p> }.into_any(),
                }}
            </div>
            <Cast play=play />
            <p class="unseen" role="status">{move || moment.with(narration)}</p>
        </section>
    }
}

fn title(moment: &Moment, subject: Option<Key>) -> String {
    let thing = subject.as_ref().and_then(|key| moment.thing(key));
    thing.map_or_else(
        || texts::STAGE.to_owned(),
        |thing| texts::stands(&moment.name(&thing.key), thing.machine, thing.walk.end()),
    )
}

/// What the last step moved, for those who cannot see it.
fn narration(moment: &std::sync::Arc<Moment>) -> String {
    let moves: Vec<_> = (moment.moved.iter())
        .map(|moved| texts::moved(&moment.name(&moved.key), moved.machine, moved.from, moved.to))
        .collect();
    if moves.is_empty() { texts::NOTHING_MOVED.to_owned() } else { moves.join(" ") }
}

#[component]
fn Large(play: Play, prospects: Prospects, key_: Key, machine: &'static str) -> impl IntoView {
    let moment = play.moment;
    let key = StoredValue::new(key_);
    let walk = Memo::new(move |_| {
        moment.with(|moment| key.with_value(|key| moment.thing(key).map(|thing| thing.walk.clone())))
    });
    let open = Memo::new(move |_| {
        prospects.with(|all| {
            let open = all.iter().filter_map(|prospect| prospect.verdict.as_ref().ok()).flatten();
            let mine = open.filter(|made| key.with_value(|key| made.key == *key));
            mine.map(|made| (made.from, made.to)).collect::<Vec<Way>>()
        })
    });
    let ask =
        Callback::new(move |(from, to): Way| key.with_value(|key| ask_for(play, prospects, key, from, to)));
    let asks = Asks { open: open.into(), ask };
    machine_named(machine).map(|machine| view! { <Stage machine=machine walk=walk asks=asks /> })
}

/// A reader has pressed an arrow: it is asked of the engine where somebody can ask for it, else explained.
fn ask_for(play: Play, prospects: Prospects, key: &Key, from: Option<&'static str>, to: &'static str) {
    let moment = play.moment.get_untracked();
    let Some(thing) = moment.thing(key) else { return };
    let all = prospects.get_untracked();
    if let Some(found) = all.iter().find(|prospect| prospect.makes(key, from, to)) {
        return play.act(&found.offer.text);
    }
    let Some(machine) = machine_named(thing.machine) else { return };
    let triggers: Vec<_> = machine
        .edges
        .iter()
        .filter(|edge| edge.from == from && edge.to == to)
        .map(|edge| edge.trigger)
        .collect();
    let mine = about(&moment, &all, key);
    let asked = mine
        .iter()
        .find(|prospect| !prospect.is_open() && triggers.contains(&prospect.offer.trigger.label()));
    let asked = asked.and_then(|prospect| Some((&prospect.offer.text, prospect.verdict.as_ref().err()?)));
    let refused = if let Some((text, trouble)) = asked {
        Refused { text: text.clone(), trouble: trouble.clone() }
    } else {
        let elsewhere = texts::elsewhere(&moment.name(key), thing.walk.end(), from, to, &triggers);
        Refused { text: String::new(), trouble: Trouble::Unmade(elsewhere) }
    };
    play.refused.set(Some(refused));
}

/// Which Intent the stage is about, where there are several.
#[component]
fn IntentChoice(play: Play) -> impl IntoView {
    let intents = Memo::new(move |_| {
        play.moment.with(|moment| {
            let keys = moment.world().intents().map(|intent| Key::Id(intent.id));
            keys.map(|key| (moment.name(&key), key)).collect::<Vec<_>>()
        })
    });
    let chosen = Memo::new(move |_| play.moment.with(|moment| moment.intent_of(&play.subject.get()?)));
    let select = move |key: Key| {
        play.follow.set(false);
        play.subject.set(Some(key));
    };
    let is_chosen = move |key: &Key| chosen.get().is_some_and(|id| *key == Key::Id(id));
    move || {
        let intents = intents.get();
        match intents.len() {
            0 | 1 => ().into_any(),
            2..=CHIPS_MAX => {
                let chips = intents.into_iter().map(|(name, key)| {
                    let (pressed, chosen) = (key.clone(), key.clone());
                    view! {
                        <button
                            type="button"
                            class="chip"
                            aria-pressed=move || is_chosen(&pressed).to_string()
                            on:click=move |_| select(chosen.clone())
                        >
                            {name}
                        </button>
                    }
                });
                view! { <div class="chips" role="group" aria-label=texts::INTENTS>{chips.collect_view()}</div> }.into_any()
            }
            _ => {
                let keys: Vec<Key> = intents.iter().map(|(_, key)| key.clone()).collect();
                let options = intents.into_iter().enumerate().map(|(place, (name, key))| {
                    view! { <option value=place.to_string() selected=move || is_chosen(&key)>{name}</option> }
                });
                let options = options.collect_view();
                view! {
                    <label class="chips">
                        {texts::INTENT} " "
                        <select on:change=move |event| {
                            let place = event_target_value(&event).parse::<usize>().ok();
                            if let Some(key) = place.and_then(|place| keys.get(place)) {
                                select(key.clone());
                            }
                        }>{options}</select>
                    </label>
                }
                .into_any()
            }
        }
    }
}

/// The objects that belong to the Intent on the stage, and the Settlements, small.
#[component]
fn Cast(play: Play) -> impl IntoView {
    let cast = Memo::new(move |_| {
        play.moment.with(|moment| {
            let intent = play.subject.get().and_then(|key| moment.intent_of(&key));
            let intent = intent.or_else(|| moment.world().intents().next().map(|intent| intent.id));
            let is_cast = |thing: &&Thing| match &thing.key {
                Key::Id(id) if id.kind == Kind::Settlement => true,
                Key::Credit(_) => true,
                Key::Id(_) => moment.intent_of(&thing.key) == intent,
            };
            moment
                .things
                .iter()
                .filter(is_cast)
                .map(|thing| (thing.key.clone(), thing.machine))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <ul class="cast" aria-label=texts::CAST>
            <For each=move || cast.get() key=|(key, _)| key.clone() let((key, machine))>
                <Small play=play key_=key machine=machine />
            </For>
        </ul>
    }
}

#[component]
fn Small(play: Play, key_: Key, machine: &'static str) -> impl IntoView {
    let key = StoredValue::new(key_);
    let walk: Memo<Option<Walk>> = Memo::new(move |_| {
        play.moment.with(|moment| key.with_value(|key| moment.thing(key).map(|thing| thing.walk.clone())))
    });
    let name = Memo::new(move |_| play.moment.with(|moment| key.with_value(|key| moment.name(key))));
    let amount = Memo::new(move |_| play.moment.with(|moment| key.with_value(|key| amount_of(moment, key))));
    let is_subject = move || key.with_value(|key| play.subject.with(|subject| subject.as_ref() == Some(key)));
    let has_moved = move || {
        play.moment.with(|moment| key.with_value(|key| moment.moved.iter().any(|moved| moved.key == *key)))
    };
    let status = move || walk.with(|walk| walk.as_ref().and_then(Walk::end).unwrap_or_default());
    view! {
        <li>
            <button
                type="button"
                class="small card"
                class:moved=has_moved
                data-object=move || name.get()
                data-status=status
                aria-pressed=move || is_subject().to_string()
                on:click=move |_| {
                    play.follow.set(false);
                    key.with_value(|key| play.subject.set(Some(key.clone())));
                }
            >
                <span class="small-name">{move || name.get()} " " <span class="soft">{machine}</span></span>
                {machine_named(machine).map(|machine| view! { <Stage machine=machine walk=walk is_small=true /> })}
                <span class="small-status"><code>{move || breakable(status())}</code></span>
                {move || {
                    amount.get().map(|(minor, currency)| {
                        view! { <span class="small-amount"><Amount minor=minor currency=Some(currency) /></span> }
                    })
                }}
            </button>
        </li>
    }
}

/// A status that may break after its underscores.
fn breakable(status: &'static str) -> impl IntoView {
    status.split_inclusive('_').map(|word| view! { {word} <wbr /> }).collect_view()
}

fn amount_of(moment: &Moment, key: &Key) -> Option<(i128, Currency)> {
    let world = moment.world();
    let id: Id = match key {
        Key::Id(id) => *id,
        Key::Credit(name) => {
            let pool = world.pools().find(|pool| pool.name() == *name)?;
            return Some((pool.carried(), pool.key.currency));
        }
    };
    if id.kind == Kind::Settlement {
        let settlement = world.settlement(id)?;
        return Some((i128::from(settlement.actual), settlement.pool?.currency));
    }
    let intent = world.intent(moment.intent_of(key)?)?;
    let amount = match id.kind {
        Kind::Intent => i128::from(intent.amount),
        Kind::Capture => intent.captures.iter().find(|capture| capture.id == id)?.amount(),
        Kind::Refund => intent.refunds.iter().find(|refund| refund.id == id)?.amount(),
        Kind::Dispute => intent.disputes.iter().find(|dispute| dispute.id == id)?.amount(),
        _ => i128::from(intent.splits.iter().find(|split| split.id == id)?.amount),
    };
    Some((amount, intent.currency))
}
