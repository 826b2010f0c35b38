use super::item::Item;
use crate::check::desk::Desk;
use crate::clerk::{Filter, Seen};
use crate::icon::Icon;
use crate::texts;
use echoscope_core::settlement::report::{RuleCount, Severity};
use echoscope_core::settlement::rules;
use leptos::prelude::*;

/// How many findings are fetched each time.
const MORE: usize = 50;

/// Everything that one rule has found.
#[component]
pub fn Group(desk: Desk, count: RuleCount, first: Vec<Seen>, open: bool) -> impl IntoView {
    let rule = rules::find(count.code);
    let (class, icon) = match count.severity {
        Severity::Error => ("bad", Icon::Bad),
        Severity::Warning => ("warn", Icon::Warn),
        Severity::Info => ("info", Icon::Info),
    };
    let code = count.code;
    let severity = count.severity;
    let hidden = move || {
        desk.filter.with(|filter| {
            filter.code.as_deref().is_some_and(|wanted| wanted != code)
                || filter.severity.is_some_and(|wanted| wanted != severity)
        })
    };
    let shown = RwSignal::new(first);
    let listed = usize::try_from(count.listed).unwrap_or(usize::MAX);
    let more = move |_| {
        let filter = Filter { code: Some(code.to_owned()), severity: None };
        desk.findings(filter, shown.with_untracked(Vec::len), MORE, move |next| {
            shown.update(|shown| shown.extend(next));
        });
    };
    view! {
        <details class=format!("finding-group card {class}") open=open hidden=hidden data-rule=code>
            <summary>
                {icon.draw()}
                <h3>{rule.map_or(code, |rule| rule.title)}</h3>
                <span class=format!("badge {class}")>{texts::effect(rule.map(|rule| rule.effect), severity)}</span>
                <span class="count">{texts::times(count.count)}</span>
            </summary>
            <ol>
                <For each=move || shown.get() key=|seen| seen.index let:seen>
                    <Item desk=desk seen=seen />
                </For>
            </ol>
            {move || {
                let left = listed.saturating_sub(shown.with(Vec::len));
                (left > 0)
                    .then(|| view! { <button class="button quiet" type="button" on:click=more>{texts::show_more(left.min(MORE))}</button> })
            }}
            {(count.listed < count.count).then(|| view! { <p class="soft more">{texts::not_listed(count.count - count.listed)}</p> })}
            {rule.map(|rule| {
                view! {
                    <details class="why">
                        <summary>{texts::WHY}</summary>
                        <p>{rule.explanation}</p>
                        <p class="soft">
                            <a href=format!("#/learn/rule/{}", rule.code)><code>{rule.code}</code></a>
                            " · "
                            {texts::source(rule.source)}
                            {rule.mangopay.map(|code| view! { " · " {texts::MANGOPAY_CODE} " " <code>{code}</code> })}
                        </p>
                    </details>
                }
            })}
        </details>
    }
}
