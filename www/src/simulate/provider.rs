//! The provider's part: it writes the settlement file, and sends the money, rightly or not. And the clock.

use super::play::{Moment, Play};
use crate::amount::Amount;
use crate::texts::simulate as texts;
use echoscope_core::date::Date;
use echoscope_core::funds::PoolKey;
use echoscope_core::machine::{SETTLEMENT, Trigger};
use echoscope_core::offer::{Desk, FileFault, file_step};
use echoscope_core::view::{MoneyView, PoolMoney};
use leptos::prelude::*;

#[component]
pub fn ProviderDesk(play: Play) -> impl IntoView {
    let pools = Memo::new(move |_| play.rested(|moment| MoneyView::of(moment.world()).pools));
    let chosen = RwSignal::new(None::<PoolKey>);
    let pool = Memo::new(move |_| {
        pools.with(|pools| {
            let wanted = chosen.get();
            pools.iter().find(|pool| Some(pool.key) == wanted).or(pools.first()).cloned()
        })
    });
    view! {
        <section class="provider card" aria-labelledby="provider-title">
            <h2 id="provider-title">{texts::PROVIDER_TITLE}</h2>
            <p class="soft">{texts::PROVIDER_LEAD}</p>
            {move || {
                if pool.with(Option::is_none) {
                    return view! { <p class="soft">{texts::PROVIDER_NONE}</p> }.into_any();
                }
                let several = pools.with(|pools| pools.len() > 1);
                view! {
                    {several.then(|| view! { <PoolChoice pools=pools chosen=chosen pool=pool /> })}
                    <FileForm play=play pool=pool />
                    <MoneyForm play=play pool=pool />
                }
                    .into_any()
            }}
            <Clock play=play />
        </section>
    }
}

fn pool_name(key: PoolKey) -> String {
    format!("{} {}", key.provider.value(), key.currency.code())
}

#[component]
fn PoolChoice(
    pools: Memo<Vec<PoolMoney>>,
    chosen: RwSignal<Option<PoolKey>>,
    pool: Memo<Option<PoolMoney>>,
) -> impl IntoView {
    let options = move || {
        pools
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, option)| {
                let is_chosen =
                    move || pool.with(|pool| pool.as_ref().is_some_and(|pool| pool.key == option.key));
                view! { <option value=place.to_string() selected=is_chosen>{pool_name(option.key)}</option> }
            })
            .collect_view()
    };
    view! {
        <label class="field">
            <span>{texts::PROVIDER_POOL}</span>
            <select on:change=move |event| {
                let place: usize = event_target_value(&event).parse().unwrap_or(0);
                chosen.set(pools.with(|pools| pools.get(place).map(|pool| pool.key)));
            }>{options}</select>
        </label>
    }
}

#[component]
fn FileForm(play: Play, pool: Memo<Option<PoolMoney>>) -> impl IntoView {
    let fees = RwSignal::new("0".to_owned());
    let fault = RwSignal::new(FileFault::None);
    let upload = move |_| {
        let Some(key) = pool.with_untracked(|pool| pool.as_ref().map(|pool| pool.key)) else { return };
        let fees = fees.get_untracked().trim().parse().unwrap_or(0);
        play.act(&file_text(&play.moment.get_untracked(), key, fees, fault.get_untracked()));
    };
    let owed = move || pool.with(|pool| pool.as_ref().map(|pool| (pool.with_provider, pool.key.currency)));
    let faults = FileFault::ALL.into_iter().enumerate().map(|(place, fault)| {
        view! { <option value=place.to_string()>{texts::fault(fault)}</option> }
    });
    view! {
        <p class="provider-owes">
            {texts::MONEY_OWED} " "
            {move || owed().map(|(minor, currency)| view! { <Amount minor=minor currency=Some(currency) /> })}
        </p>
        <div class="fields">
            <label class="field">
                <span>{texts::PROVIDER_FEES}</span>
                <input
                    type="text"
                    inputmode="numeric"
                    prop:value=move || fees.get()
                    on:input=move |event| fees.set(event_target_value(&event))
                />
            </label>
            <label class="field">
                <span>{texts::PROVIDER_FAULT}</span>
                <select on:change=move |event| {
                    let place: usize = event_target_value(&event).parse().unwrap_or(0);
                    fault.set(FileFault::ALL.get(place).copied().unwrap_or(FileFault::None));
                }>{faults.collect_view()}</select>
            </label>
        </div>
        <button type="button" class="button" on:click=upload>{texts::PROVIDER_UPLOAD}</button>
    }
}

/// Onto the Settlement that waits for a file, else onto a new one.
fn file_text(moment: &Moment, key: PoolKey, fees: i64, fault: FileFault) -> String {
    let desk = Desk::new(moment.player());
    let mut settlements = moment.world().settlements();
    let waiting = settlements
        .find(|settlement| SETTLEMENT.allows(settlement.status, Trigger::Upload) && settlement.uploads == 0);
    if let Some(name) = waiting.and_then(|settlement| desk.name(settlement.id)) {
        return file_step(&desk, &name, key, fees, fault);
    }
    let name = desk.fresh("f");
    format!("settlement {name}\n{}", file_step(&desk, &name, key, fees, fault))
}

#[component]
fn MoneyForm(play: Play, pool: Memo<Option<PoolMoney>>) -> impl IntoView {
    let send = move |text: fn(String, i128) -> String| {
        move |_| {
            let Some(pool) = pool.get_untracked() else { return };
            let funds = format!("funds {}", pool_name(pool.key));
            play.act(&text(funds, pool.due()));
        }
    };
    let due = move || pool.with(|pool| pool.as_ref().map(|pool| (pool.due(), pool.key.currency)));
    let nothing_due = move || due().is_none_or(|(due, _)| due <= 0);
    view! {
        <fieldset class="sends" disabled=nothing_due>
            <legend>
                {texts::PROVIDER_SENDS} " "
                {move || due().map(|(minor, currency)| view! { <Amount minor=minor currency=Some(currency) /> })}
            </legend>
            <button type="button" class="button" on:click=send(|funds, due| format!("{funds} {due}"))>{texts::SEND_ALL}</button>
            <button type="button" class="button" on:click=send(|funds, due| format!("{funds} {}", (due - due / 10 - i128::from(due < 10)).max(1)))>
                {texts::SEND_SHORT}
            </button>
            <button
                type="button"
                class="button"
                on:click=send(|funds, due| match due / 2 {
                    0 => format!("{funds} {due}"),
                    half => format!("{funds} {half}\n{funds} {}", due - half),
                })
            >{texts::SEND_PARTS}</button>
            <button type="button" class="button" on:click=send(|funds, due| format!("{funds} {due}\n{funds} {due}"))>{texts::SEND_TWICE}</button>
            <button type="button" class="button" on:click=send(|funds, due| format!("clock +7d\n{funds} {due}"))>{texts::SEND_LATE}</button>
        </fieldset>
    }
}

#[component]
fn Clock(play: Play) -> impl IntoView {
    let now = move || play.rested(|moment| stamp(moment.world().now()));
    let by = move |text: &'static str| move |_| play.act(&format!("clock {text}"));
    view! {
        <fieldset class="sends">
            <legend>{texts::CLOCK} ": " {now}</legend>
            <button type="button" class="button" on:click=by("+1h")>{texts::CLOCK_HOUR}</button>
            <button type="button" class="button" on:click=by("+1d")>{texts::CLOCK_DAY}</button>
            <button type="button" class="button" on:click=by("+7d")>{texts::CLOCK_WEEK}</button>
        </fieldset>
    }
}

/// `2026-01-31 14:05 UTC`.
fn stamp(now: i64) -> String {
    let Some(Date { year, month, day }) = Date::from_timestamp(now) else { return String::new() };
    let minutes = now.rem_euclid(86_400) / 60;
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02} UTC", minutes / 60, minutes % 60)
}
