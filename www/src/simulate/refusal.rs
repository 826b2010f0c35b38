//! A refusal explains itself: the sentence, the facts that decided it, where they come from, and what to do first.

use super::play::{Play, Refused};
use super::prospect::{Prospect, Prospects};
use super::session::{Session, Trouble};
use crate::icon::Icon;
use crate::texts::simulate as texts;
use echoscope_core::engine::{Refusal, Step};
use leptos::prelude::*;

#[component]
pub fn RefusalCard(play: Play, prospects: Prospects) -> impl IntoView {
    view! {
        <div class="refusal-place" role="alert">
            {move || {
                play.refused.get().map(|refused| view! { <Card play=play prospects=prospects refused=refused /> })
            }}
        </div>
    }
}

#[component]
fn Card(play: Play, prospects: Prospects, refused: Refused) -> impl IntoView {
    let Refused { text, trouble } = refused;
    let (title, more) = match trouble {
        Trouble::Refused(refusal) => (
            refusal.message.clone(),
            view! { <Why play=play prospects=prospects text=text.clone() refusal=*refusal /> }.into_any(),
        ),
        Trouble::Unreadable(error) => {
            (texts::UNREADABLE.to_owned(), view! { <p>{error.to_string()}</p> }.into_any())
        }
        Trouble::Unmade(sentence) => (texts::NOT_NOW.to_owned(), view! { <p>{sentence}</p> }.into_any()),
    };
    view! {
        <section class="refusal card">
            <header>
                <h3>{Icon::Bad.draw()} {title}</h3>
                <button
                    type="button"
                    class="button quiet"
                    on:click=move |_| play.refused.set(None)
                >{texts::CLOSE}</button>
            </header>
            {(!text.is_empty()).then(|| view! { <p class="soft"><code>{text}</code></p> })}
            {more}
        </section>
    }
}

#[component]
fn Why(play: Play, prospects: Prospects, text: String, refusal: Refusal) -> impl IntoView {
    let code = refusal.code;
    let facts = refusal.facts.iter().map(|fact| {
        view! { <div><dt>{fact.name}</dt><dd>{fact.value.clone()}</dd></div> }
    });
    let facts = facts.collect_view();
    let way = way(play, &prospects.read(), &refusal.way);
    view! {
        <dl class="facts-row">
            {facts}
            <div><dt>{texts::REASON}</dt><dd><a href=format!("#/learn/refusal/{}", code.as_str())>{code.as_str()}</a></dd></div>
            <div><dt>{texts::SOURCE}</dt><dd>{refusal.source}</dd></div>
        </dl>
        {way}
        <button
            type="button"
            class="button quiet"
            on:click=move |_| play.act(&Session::refused_text(&text, code))
        >{texts::KEEP_REFUSAL}</button>
    }
}

/// The shortest legal way: what somebody can do is a button, the first of them the thing to do now.
fn way(play: Play, prospects: &[Prospect], way: &[Step]) -> Option<impl IntoView + use<>> {
    if way.is_empty() {
        return None;
    }
    let mut is_first = true;
    let steps = way.iter().map(|step| {
        let offer = prospects.iter().find(|prospect| {
            prospect.offer.machine == step.machine
                && prospect.offer.trigger == step.trigger
                && prospect.is_open()
        });
        let words = texts::way_step(step.machine, step.trigger.label(), step.to);
        let button = offer.filter(|_| is_first).map(|prospect| {
            is_first = false;
            let text = prospect.offer.text.clone();
            view! {
                <button type="button" class="button main" data-first="" on:click=move |_| play.act(&text)>
                    {texts::DO_FIRST}
                </button>
            }
        });
        view! { <li><span>{words}</span> {button}</li> }
    });
    let steps = steps.collect_view();
    Some(view! {
        <h4>{texts::WAY}</h4>
        <ol class="way">{steps}</ol>
    })
}
