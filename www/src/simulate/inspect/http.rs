//! What a platform sends for the step and what it is answered, by the sandbox of core; and the same as code.

use super::copying::Copied;
use crate::saving::save_text;
use crate::simulate::play::{Moment, Play};
use crate::texts::inspect as texts;
use echoscope_core::rest::{Content, Door, Exchange, Language, Response, Sandbox, Written};
use leptos::prelude::*;
use std::sync::Arc;

/// Where `echoscope serve` listens unless told otherwise.
const ADDRESS: &str = "http://127.0.0.1:8731";

#[component]
pub fn Http(play: Play) -> impl IntoView {
    let language = RwSignal::new(Language::Curl);
    let exchanges = Memo::new(move |_| play.rested(exchanges));
    let is_silent = move || exchanges.read().is_empty();
    let client = move || play.rested(|moment| moment.world().config().client_id.clone());
    let choices = Language::ALL.map(|this| {
        view! {
            <label>
                <input
                    type="radio"
                    name="language"
                    prop:checked=move || language.get() == this
                    on:change=move |_| language.set(this)
                />
                {this.name()}
            </label>
        }
    });
    view! {
        <p class="soft" hidden=move || !is_silent()>{texts::NOTHING_SENT}</p>
        <div class="http" hidden=is_silent>
            <div class="exchanges">
                {move || {
                    exchanges
                        .get()
                        .iter()
                        .map(|exchange| view! { <Told exchange=exchange.clone() /> })
                        .collect_view()
                }}
            </div>
            <section class="in-code" aria-labelledby="in-code-title">
                <header class="inspect-head">
                    <h3 id="in-code-title">{texts::CODE}</h3>
                    <fieldset class="segments sheets">
                        <legend class="unseen">{texts::LANGUAGE}</legend>
                        {choices}
                    </fieldset>
                </header>
                {move || {
                    let language = language.get();
                    let steps: String =
                        exchanges.read().iter().map(|exchange| exchange.request.code(language, ADDRESS)).collect::<Vec<_>>().join("\n");
                    view! {
                        <Copied name=texts::THIS_STEP.to_owned() text=steps />
                        <details>
                            <summary>{texts::BEFORE_IT}</summary>
                            <Copied name=texts::BEGINNING.to_owned() text=language.beginning(&client(), ADDRESS) />
                            <p class="soft">{texts::SAME_IDS}</p>
                            <Copied name=texts::SANDBOX.to_owned() text=texts::SERVE.to_owned() />
                        </details>
                        <p class="soft">{texts::about_language(language)}</p>
                    }
                }}
            </section>
        </div>
    }
}

/// The sandbox goes through the commands of the step, from the world before it.
fn exchanges(moment: &Moment) -> Arc<Vec<Exchange>> {
    let Some(last) = moment.position.checked_sub(1) else { return Arc::default() };
    let Some(played) = moment.session.played().get(last) else { return Arc::default() };
    let before = moment.session.player_at(last).engine().clone();
    let mut sandbox = Sandbox::around(before, ADDRESS);
    Arc::new(played.sent.iter().map(|sent| sandbox.exchange(&sent.command, 0)).collect())
}

#[component]
fn Told(exchange: Exchange) -> impl IntoView {
    let Exchange { request, response } = exchange;
    let file = match &request.content {
        Content::File(bytes) => Some(bytes.clone()),
        _ => None,
    };
    let save = file.map(|bytes| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        view! {
            <button type="button" class="button small" on:click=move |_| save_text("settlement.csv", "text/csv", &text)>
                {texts::SAVE_FILE}
            </button>
        }
    });
    let (asked, answered) = (told_request(&request), told_response(&response));
    view! {
        <article class="exchange" data-door=texts::door(request.door)>
            <header>
                <h3>
                    <span class="method">{request.method}</span>
                    " "
                    <code>{request.target.clone()}</code>
                </h3>
                <p class="soft">
                    {request.about} ". " {(request.door != Door::Mangopay).then(|| texts::about_door(request.door))}
                    {is_person(&request).then_some(texts::MADE_UP)}
                </p>
            </header>
            <div class="both">
                <Copied name=texts::REQUEST.to_owned() text=asked />
                <Copied name=texts::answer(response.status) text=answered />
            </div>
            {save}
        </article>
    }
}

fn is_person(request: &Written) -> bool {
    request.target.ends_with("/users/natural")
}

fn told_request(request: &Written) -> String {
    let mut text = format!("{} {} HTTP/1.1\n", request.method, request.target);
    for (name, value) in request.headers() {
        text = format!("{text}{name}: {value}\n");
    }
    match &request.content {
        Content::Nothing => {}
        Content::Json(value) => {
            text.push('\n');
            text.push_str(&serde_json::to_string_pretty(value).unwrap_or_default());
        }
        Content::File(bytes) => {
            text.push('\n');
            text.push_str(&String::from_utf8_lossy(bytes));
        }
    }
    text
}

fn told_response(response: &Response) -> String {
    let mut text = format!("HTTP/1.1 {} {}\n", response.status, texts::status(response.status));
    text = format!("{text}Content-Type: {}\n", response.content_type);
    for (name, value) in &response.headers {
        text = format!("{text}{name}: {value}\n");
    }
    let body = match serde_json::from_slice::<serde_json::Value>(&response.body) {
        Ok(value) => serde_json::to_string_pretty(&value).unwrap_or_default(),
        Err(_) => String::from_utf8_lossy(&response.body).into_owned(),
    };
    if !body.is_empty() {
        text.push('\n');
        text.push_str(&body);
    }
    text
}
