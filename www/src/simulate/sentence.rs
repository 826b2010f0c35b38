//! Any step as a sentence with gaps: numbers, currencies and providers are fields, the rest stands as it is.

use super::play::{Moment, Play};
use super::prospect::{Prospects, verdict};
use super::session::Trouble;
use crate::icon::Icon;
use crate::texts::simulate as texts;
use echoscope_core::catalog::Provider;
use echoscope_core::money::Currency;
use echoscope_core::offer::Desk;
use leptos::prelude::*;

#[derive(Clone, PartialEq, Debug)]
enum Part {
    Word(String),
    /// What stands before the value, what it is called, and the value.
    Number {
        before: String,
        label: String,
        value: RwSignal<String>,
    },
    Choice {
        label: &'static str,
        options: Vec<&'static str>,
        value: RwSignal<String>,
    },
}

impl Part {
    fn text(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Number { before, value, .. } => format!("{before}{}", value.read()),
            Self::Choice { value, .. } => value.get(),
        }
    }
}

type Rows = Vec<Vec<Part>>;

/// A text cut into what stands and what can be filled in.
fn rows(text: &str) -> Rows {
    text.lines()
        .map(|line| {
            let mut label = "";
            line.split_whitespace()
                .map(|word| {
                    let part = part(word, label);
                    label = word;
                    part
                })
                .collect()
        })
        .collect()
}

fn part(word: &str, before: &str) -> Part {
    let is_number = |text: &str| {
        !text.is_empty() && text.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit())
    };
    let (front, value) = word.split_once('=').map_or(("", word), |(front, value)| (front, value));
    if is_number(value) {
        let label = if front.is_empty() { texts::amount_after(before) } else { texts::amount_after(front) };
        let before = if front.is_empty() { String::new() } else { format!("{front}=") };
        return Part::Number { before, label, value: RwSignal::new(value.to_owned()) };
    }
    let currencies: Vec<_> = Currency::ALL.iter().map(|currency| currency.code()).collect();
    let providers: Vec<_> = Provider::all().map(Provider::value).collect();
    for (label, options) in [(texts::CURRENCY, currencies), (texts::PROVIDER, providers)] {
        if options.contains(&word) {
            return Part::Choice { label, options, value: RwSignal::new(word.to_owned()) };
        }
    }
    Part::Word(word.to_owned())
}

fn text_of(rows: &Rows) -> String {
    let lines = rows.iter().enumerate().map(|(place, row)| {
        let words: Vec<_> = row.iter().map(Part::text).collect();
        format!("{}{}", if place == 0 { "" } else { "  " }, words.join(" "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What is not about anything that is there yet.
fn beginnings(moment: &Moment) -> Vec<(&'static str, String)> {
    let desk = Desk::new(moment.player());
    let (order, item) = (desk.fresh("order-"), desk.fresh("thing-"));
    let mut users: Vec<_> = moment.world().users().map(ToString::to_string).collect();
    users.retain(|user| moment.world().wallets().get(&format!("{user}.EUR")).is_some());
    let seller = users.into_iter().next().unwrap_or_else(|| "client".to_owned());
    vec![
        (
            texts::NEW_INTENT,
            format!("intent {order} 10000 EUR STRIPE fees 500\n  line {item} {seller} 10000 fees 500"),
        ),
        (texts::NEW_USER, format!("user {} wallet EUR", desk.fresh("user-"))),
        (texts::NEW_FUNDS, "funds STRIPE EUR 1000".to_owned()),
        (texts::NEW_WALLET_FUNDS, format!("fund wallet {seller}.EUR 1000")),
        (texts::NEW_FAULT, "fault REJECTED".to_owned()),
        (texts::NEW_CLOCK, "clock +1d".to_owned()),
    ]
}

#[component]
pub fn Sentence(play: Play, prospects: Prospects) -> impl IntoView {
    let parts = RwSignal::new(rows("clock +1d"));
    let written = RwSignal::new(String::new());
    let as_text = RwSignal::new(false);
    let chosen = RwSignal::new(0_usize);
    let choices = Memo::new(move |_| {
        let mut choices = play.rested(|moment| {
            beginnings(moment).into_iter().map(|(label, text)| (label.to_owned(), text)).collect::<Vec<_>>()
        });
        prospects.with(|all| {
            choices.extend(
                all.iter().map(|prospect| (texts::ask(&prospect.offer), prospect.offer.text.clone())),
            );
        });
        choices
    });
    let fill = move |text: &str| {
        parts.set(rows(text));
        written.set(text.to_owned());
    };
    // A step that was taken is filled in anew, with the names that are free then.
    Effect::new(move |_| {
        let choices = choices.read();
        let place = chosen.get();
        if let Some((_, text)) = choices.get(place).or(choices.first()) {
            fill(text);
        }
    });
    let text = Memo::new(move |_| if as_text.get() { written.get() } else { text_of(&parts.read()) });
    let judged = Memo::new(move |_| play.rested(|moment| verdict(moment, &text.read()).err()));
    let options = move || {
        choices.get().into_iter().enumerate().map(|(place, (label, text))| {
            let detail = text.lines().next().unwrap_or_default().to_owned();
            view! { <option value=place.to_string() selected=move || chosen.get() == place>{format!("{label} · {detail}")}</option> }
        }).collect_view()
    };
    view! {
        <section class="sentence card" aria-labelledby="sentence-title">
            <h2 id="sentence-title">{texts::SENTENCE_TITLE}</h2>
            <label class="field">
                <span>{texts::SENTENCE_WHAT}</span>
                <select on:change=move |event| chosen.set(event_target_value(&event).parse().unwrap_or(0))>{options}</select>
            </label>
            {move || {
                if as_text.get() {
                    view! {
                        <textarea
                            class="sentence-text"
                            rows="4"
                            spellcheck="false"
                            aria-label=texts::SENTENCE_AS_TEXT
                            prop:value=move || written.get()
                            on:input=move |event| written.set(event_target_value(&event))
                        ></textarea>
                    }
                        .into_any()
                } else {
                    view! { <div class="sentence-rows">{move || parts.get().into_iter().map(row).collect_view()}</div> }.into_any()
                }
            }}
            <label class="follow">
                <input
                    type="checkbox"
                    prop:checked=move || as_text.get()
                    on:change=move |event| {
                        let wanted = event_target_checked(&event);
                        let text = text.get_untracked();
                        fill(&text);
                        as_text.set(wanted);
                    }
                />
                {texts::SENTENCE_AS_TEXT}
            </label>
            <p class="judged" class:no=move || judged.with(Option::is_some) role="status">
                {move || judge(judged.get())}
            </p>
            <button type="button" class="button main" on:click=move |_| play.act(&text.get_untracked())>
                {texts::SENTENCE_DO}
            </button>
        </section>
    }
}

fn judge(trouble: Option<Trouble>) -> AnyView {
    let (icon, words) = match trouble {
        None => (Icon::Good, texts::SENTENCE_POSSIBLE.to_owned()),
        Some(Trouble::Refused(refusal)) => (Icon::Bad, refusal.message),
        Some(Trouble::Unreadable(error)) => (Icon::Warn, error.to_string()),
        Some(Trouble::Unmade(sentence)) => (Icon::Warn, sentence),
    };
    view! { {icon.draw()} <span>{words}</span> }.into_any()
}

fn row(parts: Vec<Part>) -> impl IntoView {
    let parts = parts.into_iter().map(|part| match part {
        Part::Word(word) => view! { <code>{word}</code> }.into_any(),
        Part::Number { before, label, value } => view! {
            <span class="gap">
                {(!before.is_empty()).then(|| view! { <code>{before}</code> })}
                <input
                    type="text"
                    inputmode="numeric"
                    size="7"
                    aria-label=label
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event).trim().to_owned())
                />
            </span>
        }
        .into_any(),
        Part::Choice { label, options, value } => {
            let options = options.into_iter().map(|option| {
                view! { <option value=option selected=move || value.get() == option>{option}</option> }
            });
            view! {
                <select class="gap" aria-label=label on:change=move |event| value.set(event_target_value(&event))>
                    {options.collect_view()}
                </select>
            }
            .into_any()
        }
    });
    view! { <p class="sentence-row">{parts.collect_view()}</p> }
}
