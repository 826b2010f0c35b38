use super::excerpt::{Excerpt, visible};
use super::run::Checked;
use crate::icon::Icon;
use crate::texts;
use echoscope_core::settlement::report::{Finding, RuleCount, Severity};
use echoscope_core::settlement::rules::{self, Effect};
use leptos::prelude::*;
use std::sync::Arc;

/// How many findings of a rule are shown at first, and how many more each time.
const AT_FIRST: usize = 5;
const MORE: usize = 100;

/// The findings, rule by rule, the weightiest first.
#[component]
pub fn Findings(checked: Arc<Checked>) -> impl IntoView {
    let mut counts = checked.report.counts.clone();
    counts.sort_by_key(weight);
    if counts.is_empty() {
        return view! { <p class="nothing-found soft">{texts::NOTHING_FOUND}</p> }.into_any();
    }
    let groups = counts.into_iter().map(|count| view! { <Group checked=checked.clone() count=count /> });
    view! {
        <section class="findings" aria-labelledby="findings-title">
            <h2 id="findings-title">{texts::FINDINGS_TITLE}</h2>
            {groups.collect_view()}
        </section>
    }
    .into_any()
}

fn weight(count: &RuleCount) -> u8 {
    match rules::find(count.code).map(|rule| rule.effect) {
        Some(Effect::RejectsFile) => 0,
        Some(Effect::BlocksSettlement) => 1,
        Some(Effect::BlocksLine) => 2,
        _ if count.severity == Severity::Error => 2,
        _ if count.severity == Severity::Warning => 3,
        _ => 4,
    }
}

#[component]
fn Group(checked: Arc<Checked>, count: RuleCount) -> impl IntoView {
    let rule = rules::find(count.code);
    let (class, icon) = match count.severity {
        Severity::Error => ("bad", Icon::Bad),
        Severity::Warning => ("warn", Icon::Warn),
        Severity::Info => ("info", Icon::Info),
    };
    let listed = checked.report.findings.iter().filter(|finding| finding.code == count.code).count();
    let shown = RwSignal::new(AT_FIRST);
    let items = {
        let checked = checked.clone();
        move || {
            let findings = checked.report.findings.iter().filter(|finding| finding.code == count.code);
            findings.take(shown.get()).map(|finding| item(finding, &checked.bytes)).collect_view()
        }
    };
    view! {
        <article class=format!("finding-group card {class}")>
            <header>
                {icon.draw()}
                <h3>{rule.map_or(count.code, |rule| rule.title)}</h3>
                <span class=format!("badge {class}")>{texts::effect(rule.map(|rule| rule.effect), count.severity)}</span>
                <span class="count">{texts::times(count.count)}</span>
            </header>
            <ol>{items}</ol>
            {move || {
                (shown.get() < listed)
                    .then(|| {
                        view! {
                            <button
                                class="button quiet"
                                type="button"
                                on:click=move |_| shown.update(|shown| *shown += MORE)
                            >
                                {texts::show_more((listed - shown.get()).min(MORE))}
                            </button>
                        }
                    })
            }}
            {(count.listed < count.count).then(|| view! { <p class="soft more">{texts::not_listed(count.count - count.listed)}</p> })}
            {rule.map(|rule| {
                view! {
                    <details>
                        <summary>{texts::WHY}</summary>
                        <p>{rule.explanation}</p>
                        <p class="soft">
                            <code>{rule.code}</code>
                            " · "
                            {texts::source(rule.source)}
                            {rule.mangopay.map(|code| view! { " · " {texts::MANGOPAY_CODE} " " <code>{code}</code> })}
                        </p>
                    </details>
                }
            })}
        </article>
    }
}

fn item(finding: &Finding, bytes: &[u8]) -> impl IntoView + use<> {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let excerpt = Excerpt::of(finding, bytes);
    // The excerpt shows the value in its place; without one, the value stands beside the position.
    let value = finding.value.as_ref().filter(|value| excerpt.is_none() && !value.is_empty());
    let value = value.map(|value| view! { <code class="value" dir="ltr">{visible(value.chars())}</code> });
    let excerpt = excerpt.map(|excerpt| {
        view! {
            <p class="excerpt" dir="ltr">
                <span class="line-number" aria-hidden="true">{finding.at.line}</span>
                <code>{excerpt.before}<mark>{excerpt.mark}</mark>{excerpt.after}</code>
            </p>
        }
    });
    view! {
        <li
            data-finding=""
            data-code=finding.code
            data-severity=severity
            data-line=finding.at.line
            data-column=finding.at.column
        >
            <p class="where">
                {texts::position(finding.at.line, finding.at.column)}
                {finding.field.clone().map(|field| view! { <bdi class="field">{visible(field.chars())}</bdi> })}
                {value}
            </p>
            <p class="message">{visible(finding.message.chars())}</p>
            {excerpt}
            {finding.remedy.clone().map(|remedy| view! { <p class="remedy">{visible(remedy.chars())}</p> })}
        </li>
    }
}
