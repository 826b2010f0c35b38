//! The stage: the object that the story is about, large, and everything that moves with it, small.

use super::history::{Key, Life};
use super::play::{Moment, Play, Refused};
use super::prospect::{Prospects, about};
use super::session::Trouble;
use crate::amount::Amount;
use crate::stage::{Asks, Stage, Step as Way, Walk};
use crate::texts::simulate as texts;
use echoscope_core::id::{Id, Kind};
use echoscope_core::machine::{all_machines, machine_named};
use echoscope_core::money::Currency;
use leptos::prelude::*;
use std::sync::Arc;

/// How many Intents stand to choose from before the list becomes a menu.
const CHIPS_MAX: usize = 8;

#[component]
pub fn Scene(play: Play, prospects: Prospects) -> impl IntoView {
    let moment = play.moment;
    // What stands on the stage.
    let subject = Memo::new(move |_| {
        let key = play.subject.get()?;
        moment.with(|moment| moment.life(&key).map(|life| (key.clone(), life.machine)))
    });
    // A picture of each lifecycle that was on it: it is drawn once, and put away while another is shown.
    let pictures = all_machines().into_iter().map(|machine| {
        let machine = machine.name;
        let is_drawn = Memo::new(move |before: Option<&bool>| {
            before == Some(&true)
                || subject.with(|subject| subject.as_ref().is_some_and(|(_, shown)| *shown == machine))
        });
        move || {
            is_drawn
                .get()
                .then(|| view! { <Large play=play prospects=prospects subject=subject machine=machine /> })
        }
    });
    let pictures = pictures.collect_view();
    let pace = move || {
        let turns = moment.with(|moment| moment.moved.len()).max(1);
        // However much moves, it is over before the next step comes.
        let share = (2.6 / f64::from(u32::try_from(turns).unwrap_or(u32::MAX))).min(1.0);
        format!("{:.3}", share / f64::from(play.speed.get()))
    };
    view! {
        <section class="scene" class:scrubbed=move || !play.is_at_rest() aria-labelledby="scene-title" style:--pace=pace>
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
                <p class="scene-empty soft" hidden=move || subject.with(Option::is_some)>{texts::NOTHING_YET}</p>
                {pictures}
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
fn Large(
    play: Play,
    prospects: Prospects,
    subject: Memo<Option<(Key, &'static str)>>,
    machine: &'static str,
) -> impl IntoView {
    let moment = play.moment;
    // While another is shown the last one stays, so that nothing is drawn in vain.
    let key = Memo::new(move |before: Option<&Option<Key>>| {
        let shown = subject.get().filter(|(_, shown)| *shown == machine).map(|(key, _)| key);
        shown.or_else(|| before.cloned().flatten())
    });
    let is_away = move || subject.with(|subject| subject.as_ref().is_none_or(|(_, shown)| *shown != machine));
    let walk = Memo::new(move |before: Option<&Option<Walk>>| {
        if is_away() {
            return before.cloned().flatten();
        }
        let key = key.get()?;
        moment.with(|moment| moment.thing(&key).map(|thing| thing.walk))
    });
    let open = Memo::new(move |_| {
        if is_away() || !play.is_at_rest() {
            return Vec::new();
        }
        prospects.with(|all| {
            let open = all.iter().filter_map(|prospect| prospect.verdict.as_ref().ok()).flatten();
            let mine = open.filter(|made| key.with(|key| key.as_ref() == Some(&made.key)));
            mine.map(|made| (made.from, made.to)).collect::<Vec<Way>>()
        })
    });
    let ask = Callback::new(move |(from, to): Way| {
        if let Some(key) = key.get_untracked() {
            ask_for(play, prospects, &key, from, to);
        }
    });
    let asks = Asks { open: open.into(), ask };
    view! {
        <div class="scene-panel" class:away=is_away aria-hidden=move || is_away().then_some("true")>
            {machine_named(machine).map(|machine| view! { <Stage machine=machine walk=walk asks=asks /> })}
        </div>
    }
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
    // Within a story they only come and go at the end of the list, in the order in which they were declared.
    let intents = Memo::new(move |_| {
        play.moment.with(|moment| {
            let all = moment.lives().iter().filter(|life| life.machine == "intent");
            (Arc::as_ptr(&moment.session).addr(), all.count())
        })
    });
    let listed = move || {
        intents.track();
        play.moment.with_untracked(|moment| {
            let all = moment.lives().iter().filter(|life| life.machine == "intent");
            all.map(|life| (moment.name(&life.key), life.key.clone())).collect::<Vec<_>>()
        })
    };
    let chosen =
        Memo::new(move |_| play.moment.with(|moment| moment.intent_of(&play.subject.get()?)).map(Key::Id));
    let select = move |key: Key| {
        play.follow.set(false);
        play.subject.set(Some(key));
    };
    let form = Memo::new(move |_| match intents.get().1 {
        0 | 1 => Choice::None,
        2..=CHIPS_MAX => Choice::Chips,
        _ => Choice::Menu,
    });
    move || {
        match form.get() {
        Choice::None => ().into_any(),
        Choice::Chips => view! {
            <div class="chips" role="group" aria-label=texts::INTENTS>
                {move || listed().into_iter().map(|(name, key)| {
                    let (pressed, wanted) = (key.clone(), key);
                    view! {
                        <button
                            type="button"
                            class="chip"
                            aria-pressed=move || chosen.with(|chosen| chosen.as_ref() == Some(&pressed)).to_string()
                            on:click=move |_| select(wanted.clone())
                        >
                            {name}
                        </button>
                    }
                }).collect_view()}
            </div>
        }
        .into_any(),
        Choice::Menu => {
            let menu = NodeRef::<leptos::html::Select>::new();
            Effect::new(move |before: Option<usize>| {
                let (story, _) = intents.get();
                if let (Some(menu), Some(key)) = (menu.get(), chosen.get()) {
                    if before != Some(story) {
                        menu.set_text_content(None);
                    }
                    list_intents(&menu, &untrack(listed));
                    menu.set_value(&key.text());
                    return story;
                }
                0
            });
            view! {
                <label class="chips">
                    {texts::INTENT} " "
                    <select
                        node_ref=menu
                        on:change=move |event| {
                            let wanted = event_target_value(&event);
                            let listed = untrack(listed);
                            if let Some((_, key)) = listed.into_iter().find(|(_, key)| key.text() == wanted) {
                                select(key);
                            }
                        }
                    >
                    </select>
                </label>
            }
            .into_any()
        }
    }
    }
}

/// Adds what has come to the end of the menu, and takes away what is not there yet: hundreds of options stay.
fn list_intents(menu: &web_sys::Element, listed: &[(String, Key)]) -> Option<()> {
    let shown = menu.child_element_count() as usize;
    for _ in listed.len()..shown {
        menu.last_element_child()?.remove();
    }
    for (name, key) in listed.iter().skip(shown) {
        let option = document().create_element("option").ok()?;
        option.set_text_content(Some(name));
        option.set_attribute("value", &key.text()).ok()?;
        menu.append_child(&option).ok()?;
    }
    Some(())
}

/// In what form Intents stand to choose from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Choice {
    None,
    Chips,
    Menu,
}

/// The objects that belong to the Intent on the stage, and the Settlements, small. A picture at the same place shows the next
/// object of its kind: drawing it anew takes longer than lighting another way.
#[component]
fn Cast(play: Play) -> impl IntoView {
    let cast = Memo::new(move |_| {
        play.moment.with(|moment| {
            let lives = moment.lives();
            let intent = play.subject.get().and_then(|key| moment.intent_of(&key));
            let intent = intent.or_else(|| lives.iter().find_map(|life| life.intent));
            let is_cast = |life: &&Life| match &life.key {
                Key::Id(id) if id.kind == Kind::Settlement => true,
                Key::Credit(_) => true,
                Key::Id(_) => life.intent == intent,
            };
            lives.iter().filter(is_cast).map(|life| (life.key.clone(), life.machine)).collect::<Vec<_>>()
        })
    });
    // Where the next Intent has fewer parts than the last one, their pictures wait for the one after it.
    let places = Memo::new(move |before: Option<&Vec<&'static str>>| {
        let machines: Vec<_> = cast.with(|cast| cast.iter().map(|(_, machine)| *machine).collect());
        before.filter(|before| before.starts_with(&machines)).cloned().unwrap_or(machines)
    });
    let places = move || places.get().into_iter().enumerate().collect::<Vec<_>>();
    let at = move |place: usize| cast.with(|cast| cast.get(place).map(|(key, _)| key.clone()));
    view! {
        <ul class="cast" aria-label=texts::CAST>
            <For each=places key=Clone::clone let((place, machine))>
                <Small play=play thing=Memo::new(move |_| at(place)) machine=machine />
            </For>
        </ul>
    }
}

#[component]
fn Small(play: Play, thing: Memo<Option<Key>>, machine: &'static str) -> impl IntoView {
    let is_away = move || thing.with(Option::is_none);
    let walk = Memo::new(move |before: Option<&Option<Walk>>| match thing.get() {
        Some(key) => play.moment.with(|moment| moment.thing(&key).map(|thing| thing.walk)),
        None => before.cloned().flatten(),
    });
    let name = Memo::new(move |_| {
        let key = thing.get()?;
        Some(play.moment.with(|moment| moment.name(&key)))
    });
    let amount = Memo::new(move |_| {
        let key = thing.get()?;
        play.moment.with(|moment| amount_of(moment, &key))
    });
    let is_subject = move || thing.with(|key| key.is_some() && play.subject.with(|subject| subject == key));
    let has_moved = move || {
        let key = thing.get();
        play.moment.with(|moment| moment.moved.iter().any(|moved| Some(&moved.key) == key.as_ref()))
    };
    let status = Memo::new(move |_| walk.with(|walk| walk.as_ref().and_then(Walk::end).unwrap_or_default()));
    view! {
        <li class:away=is_away aria-hidden=move || is_away().then_some("true")>
            <button
                type="button"
                class="small card"
                class:moved=has_moved
                data-object=move || name.get()
                data-status=move || status.get()
                aria-pressed=move || is_subject().to_string()
                on:click=move |_| {
                    play.follow.set(false);
                    play.subject.set(thing.get_untracked());
                }
            >
                <span class="small-name">{move || name.get()} " " <span class="soft">{machine}</span></span>
                {machine_named(machine).map(|machine| view! { <Stage machine=machine walk=walk is_small=true /> })}
                <span class="small-status"><code>{move || breakable(status.get())}</code></span>
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
