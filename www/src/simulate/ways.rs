//! Other ways that the story took: kept, compared with this one, gone on with.

use super::play::{Moment, Play};
use super::session::Session;
use crate::texts::simulate as texts;
use echoscope_core::view::MoneyView;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// One thing that ends otherwise: what, here, and there.
type Difference = (String, Option<String>, Option<String>);

#[component]
pub fn Ways(play: Play) -> impl IntoView {
    let forks = move || {
        let shown = play.session().get();
        play.forks.get().into_iter().enumerate().map(|(place, fork)| {
            let found = differences(&shown, &fork.session);
            let summary = if found.is_empty() { texts::FORK_SAME.to_owned() } else { texts::differences(found.len()) };
            view! {
                <li class="way-kept">
                    <p class="way-name"><strong>{fork.name}</strong> " " <span class="soft">{summary}</span></p>
                    {(!found.is_empty()).then(|| table(found))}
                    <button type="button" class="button" on:click=move |_| play.switch(place)>{texts::FORK_SWITCH}</button>
                </li>
            }
        }).collect_view()
    };
    let nothing_done = move || play.session().with(|session| session.is_empty());
    view! {
        <section class="ways card" aria-labelledby="ways-title">
            <h2 id="ways-title">{texts::FORKS}</h2>
            <p class="soft">{texts::FORKS_LEAD}</p>
            <div class="sends">
                <button type="button" class="button" disabled=nothing_done on:click=move |_| play.undo()>{texts::UNDO}</button>
                <button type="button" class="button" on:click=move |_| play.fork()>{texts::FORK}</button>
            </div>
            <ul class="ways-list">{forks}</ul>
        </section>
    }
}

fn table(found: Vec<Difference>) -> impl IntoView {
    let cell = |value: Option<String>| {
        value.map_or_else(
            || view! { <span class="soft">{texts::COMPARE_ABSENT}</span> }.into_any(),
            |value| view! { <code>{value}</code> }.into_any(),
        )
    };
    let rows = found.into_iter().map(|(what, here, there)| {
        view! { <tr><th scope="row">{what}</th><td>{cell(here)}</td><td>{cell(there)}</td></tr> }
    });
    view! {
        <div class="moves-table" tabindex="0" role="region" aria-label=texts::FORKS>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{texts::COMPARE_OBJECT}</th>
                        <th scope="col">{texts::COMPARE_HERE}</th>
                        <th scope="col">{texts::COMPARE_THERE}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// What differs at the ends of two ways: statuses by name, balances by wallet.
fn differences(here: &Session, there: &Session) -> Vec<Difference> {
    let (here, there) = (ending(here), ending(there));
    let mut names: Vec<_> = here.keys().chain(there.keys()).cloned().collect();
    names.sort_unstable();
    names.dedup();
    let found = names.into_iter().map(|name| {
        let (one, other) = (here.get(&name).cloned(), there.get(&name).cloned());
        (name, one, other)
    });
    found.filter(|(_, one, other)| one != other).collect()
}

fn ending(session: &Session) -> BTreeMap<String, String> {
    let moment = Moment::end_of(session);
    let mut all = BTreeMap::new();
    for life in moment.lives() {
        if let Some(status) = moment.thing(&life.key).and_then(|thing| thing.walk.end()) {
            all.insert(moment.name(&life.key), status.to_owned());
        }
    }
    let money = MoneyView::of(moment.world());
    for wallet in money.wallets {
        all.insert(wallet.id, super::money::exact(wallet.balance, wallet.currency));
    }
    for pool in money.pools {
        let name = format!("{} {}", pool.key.provider.value(), texts::MONEY_ESCROW);
        all.insert(name, super::money::exact(pool.escrow, pool.key.currency));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::stories::STORIES;
    use super::*;

    #[test]
    fn two_ways_differ_where_they_end_otherwise() {
        let one = Session::open(STORIES[0].text).unwrap();
        assert_eq!(differences(&one, &one), []);
        let other = one.acted(4, "cancel order-1").unwrap();
        let found = differences(&one, &other);
        let order = found.iter().find(|(what, ..)| what == "order-1").unwrap();
        assert_eq!((order.1.as_deref(), order.2.as_deref()), (Some("CAPTURED"), Some("CANCELLED")));
        let wallet = found.iter().find(|(what, ..)| what == "anna.EUR").unwrap();
        assert_eq!((wallet.1.as_deref(), wallet.2.as_deref()), (Some("90.00 EUR"), Some("0.00 EUR")));
    }
}
