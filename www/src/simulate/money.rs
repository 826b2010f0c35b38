//! Where the money is, as flows: from the provider over the escrow wallet to sellers and platform.

use super::play::{Moment, Play};
use super::session::Played;
use crate::icon::Icon;
use crate::texts::simulate as texts;
use echoscope_core::engine::{Account, Event};
use echoscope_core::money::{Currency, major};
use echoscope_core::view::{MoneyView, PoolMoney, WalletMoney};
use leptos::prelude::*;
use std::sync::Arc;

const WIDTH: f64 = 824.0;
const BOX: (f64, f64) = (176.0, 62.0);
const ROW: f64 = 84.0;
const COLUMNS: [f64; 4] = [4.0, 217.0, 430.0, 644.0];

#[component]
pub fn Money(play: Play) -> impl IntoView {
    let view = Memo::new(move |_| play.rested(|moment| Arc::new(MoneyView::of(moment.world()))));
    let flows = Memo::new(move |_| play.rested(flows));
    view! {
        <section class="money card" aria-labelledby="money-title">
            <h2 id="money-title">{texts::MONEY_TITLE}</h2>
            {move || {
                let view = view.get();
                if view.pools.is_empty() && view.held == 0 {
                    return view! { <p class="soft">{texts::MONEY_NONE}</p> }.into_any();
                }
                picture(&view, &flows.read()).into_any()
            }}
            {move || conservation(&view.read())}
        </section>
    }
}

/// What the last step paid, by wallet; nothing stands for the outside.
fn flows(moment: &Moment) -> Vec<(Option<String>, Option<String>, i128)> {
    let last = moment.position.checked_sub(1).and_then(|last| moment.session.played().get(last));
    let events = last.into_iter().flat_map(Played::events);
    let wallet = |account: &Account| match account {
        Account::Outside => None,
        Account::Wallet(id) => Some(id.to_string()),
    };
    events
        .filter_map(|event| match event {
            Event::Paid { from, to, amount } => Some((wallet(from), wallet(to), i128::from(*amount))),
            _ => None,
        })
        .collect()
}

/// A number on the picture: the amount with its currency, exact.
pub fn exact(minor: i128, currency: Currency) -> String {
    format!("{} {}", major(minor, currency), currency.code())
}

fn conservation(view: &MoneyView) -> impl IntoView + use<> {
    let held: Vec<_> =
        view.held_by_currency().into_iter().map(|(currency, sum)| exact(sum, currency)).collect();
    match &view.broken {
        Some(broken) => {
            view! { <p class="conserved broken">{Icon::Bad.draw()} {broken.clone()}</p> }.into_any()
        }
        None if held.is_empty() => ().into_any(),
        None => view! { <p class="conserved">{Icon::Good.draw()} {texts::conserved(&held.join(", "))}</p> }
            .into_any(),
    }
}

fn picture(view: &MoneyView, flows: &[(Option<String>, Option<String>, i128)]) -> impl IntoView + use<> {
    let rows = view.pools.len().max(view.wallets.len()).max(1);
    let height = ROW * as_float(rows) + 8.0;
    let places = |count: usize| {
        // Few rows stand in the middle of many.
        let first = (height - ROW * as_float(count)) / 2.0 + (ROW - BOX.1) / 2.0;
        (0..count).map(move |row| first + ROW * as_float(row)).collect::<Vec<_>>()
    };
    let (pool_places, wallet_places) = (places(view.pools.len()), places(view.wallets.len()));
    let mut lines = Vec::new();
    for (pool, &y) in view.pools.iter().zip(&pool_places) {
        let escrow = &pool.escrow_wallet;
        let came = flows.iter().any(|(from, to, _)| from.is_none() && to.as_ref() == Some(escrow));
        lines.push(line(COLUMNS[0] + BOX.0, y, COLUMNS[1], y, came));
        lines.push(line(COLUMNS[1] + BOX.0, y, COLUMNS[2], y, came));
        for (wallet, &to) in view.wallets.iter().zip(&wallet_places) {
            let paid = flows
                .iter()
                .any(|(from, to, _)| from.as_ref() == Some(escrow) && to.as_ref() == Some(&wallet.id));
            if wallet.currency == pool.key.currency {
                lines.push(line(COLUMNS[2] + BOX.0, y, COLUMNS[3], to, paid));
            }
        }
    }
    let pools = view.pools.iter().zip(&pool_places).map(|(pool, &y)| pool_boxes(pool, y)).collect_view();
    let wallets =
        view.wallets.iter().zip(&wallet_places).map(|(wallet, &y)| wallet_box(wallet, y)).collect_view();
    view! {
        <div class="money-picture" tabindex="0" role="group" aria-label=texts::MONEY_PICTURE>
            <svg viewBox=format!("0 0 {WIDTH} {height}") width=WIDTH height=height>
                {lines} {pools} {wallets}
            </svg>
        </div>
    }
}

fn as_float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn line(x: f64, y: f64, to_x: f64, to_y: f64, lit: bool) -> AnyView {
    let (y, to_y, bend) = (y + BOX.1 / 2.0, to_y + BOX.1 / 2.0, (to_x - x) / 2.0);
    let path =
        format!("M{x:.1} {y:.1}C{:.1} {y:.1} {:.1} {to_y:.1} {to_x:.1} {to_y:.1}", x + bend, to_x - bend);
    view! {
        <path class="flow" class:lit=lit d=path.clone()></path>
        {lit.then(|| view! { <circle class="coin" r="6" style:offset-path=format!("path(\"{path}\")")></circle> })}
    }
    .into_any()
}

fn pool_boxes(pool: &PoolMoney, y: f64) -> impl IntoView + use<> {
    let currency = pool.key.currency;
    let covered = pool.announced - pool.missing;
    let share = if pool.announced > 0 { BOX.0 * (ratio(covered, pool.announced)) } else { 0.0 };
    let missing =
        (pool.missing > 0).then(|| format!("{} {}", exact(pool.missing, currency), texts::MONEY_MISSING));
    let mut below = vec![format!("{} {}", exact(pool.unallocated, currency), texts::MONEY_FREE)];
    if pool.credit != 0 {
        below = vec![format!("{} {}", exact(pool.credit, currency), texts::MONEY_CREDIT)];
    }
    view! {
        {account(COLUMNS[0], y, pool.key.provider.name().to_owned(), exact(pool.with_provider, currency), Some(texts::MONEY_OWED.to_owned()), "provider")}
        <g class="account announced" class:short=missing.is_some() transform=format!("translate({} {y})", COLUMNS[1])>
            <rect width=BOX.0 height=BOX.1 rx="8"></rect>
            {missing.is_some().then(|| view! {
                <rect class="covered" width=share height=BOX.1 rx="8"></rect>
                <rect class="shortage" x=share width=BOX.0 - share height=BOX.1 rx="8"></rect>
            })}
            <text class="account-name" x="12" y="18">{texts::MONEY_ANNOUNCED}</text>
            <text class="account-sum" x="12" y="38">{exact(pool.announced, currency)}</text>
            {missing.clone().map(|missing| view! { <text class="account-more gap-words" x="12" y="54">{missing}</text> })}
        </g>
        {account(COLUMNS[2], y, texts::MONEY_ESCROW.to_owned(), exact(pool.escrow, currency), below.pop(), "escrow")}
    }
}

/// For a width on the screen only: the amounts themselves are never made inexact.
#[allow(clippy::cast_precision_loss)]
fn ratio(part: i128, whole: i128) -> f64 {
    (part as f64 / whole as f64).clamp(0.0, 1.0)
}

fn wallet_box(wallet: &WalletMoney, y: f64) -> impl IntoView + use<> {
    let more = if wallet.of_platform { texts::MONEY_FEES } else { texts::MONEY_SELLER };
    let class = if wallet.of_platform { "fees" } else { "seller" };
    account(
        COLUMNS[3],
        y,
        wallet.id.clone(),
        exact(wallet.balance, wallet.currency),
        Some(more.to_owned()),
        class,
    )
}

fn account(
    x: f64,
    y: f64,
    name: String,
    sum: String,
    more: Option<String>,
    class: &'static str,
) -> impl IntoView {
    view! {
        <g class=format!("account {class}") transform=format!("translate({x} {y})") data-account=name.clone()>
            <rect width=BOX.0 height=BOX.1 rx="8"></rect>
            <text class="account-name" x="12" y="18">{name.clone()}</text>
            <text class="account-sum" x="12" y="38">{sum}</text>
            {more.map(|more| view! { <text class="account-more" x="12" y="54">{more}</text> })}
        </g>
    }
}
