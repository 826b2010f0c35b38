use crate::check::desk::Desk;
use crate::texts;
use echoscope_core::settlement::report::{RuleCount, Severity};
use echoscope_core::settlement::rules;
use leptos::prelude::*;

/// Which findings are shown and stepped through.
#[component]
pub fn Filters(desk: Desk, counts: Vec<RuleCount>) -> impl IntoView {
    let filter = desk.filter;
    let of = |severity| {
        counts.iter().filter(|count| count.severity == severity).map(|count| count.count).sum::<u64>()
    };
    let all: u64 = counts.iter().map(|count| count.count).sum();
    let choices = [
        (None, texts::check::ALL, all),
        (Some(Severity::Error), texts::FACT_ERRORS, of(Severity::Error)),
        (Some(Severity::Warning), texts::FACT_WARNINGS, of(Severity::Warning)),
        (Some(Severity::Info), texts::check::NOTES, of(Severity::Info)),
    ];
    let severities = choices.into_iter().filter(|(_, _, count)| *count > 0).map(|(severity, name, count)| {
        view! {
            <button
                class="chip"
                type="button"
                data-severity-filter=severity.map_or("all", Severity::name)
                aria-pressed=move || filter.with(|filter| filter.severity == severity).to_string()
                on:click=move |_| filter.update(|filter| filter.severity = severity)
            >
                {name} " " <span class="soft">{texts::number(count)}</span>
            </button>
        }
    });
    let options = counts.iter().map(|count| {
        let code = count.code;
        view! { <option value=code>{rules::find(code).map_or(code, |rule| rule.title)}</option> }
    });
    view! {
        <div class="filters">
            <div class="chips" role="group" aria-label=texts::check::BY_SEVERITY>{severities.collect_view()}</div>
            <label class="rule-choice">
                <span class="unseen">{texts::check::BY_RULE}</span>
                <select
                    id="rule-filter"
                    prop:value=move || filter.with(|filter| filter.code.clone().unwrap_or_default())
                    on:change=move |event| {
                        let code = event_target_value(&event);
                        filter.update(|filter| filter.code = Some(code).filter(|code| !code.is_empty()));
                    }
                >
                    <option value="">{texts::check::ALL_RULES}</option>
                    {options.collect_view()}
                </select>
            </label>
            <div class="steps">
                <button class="button small" type="button" id="previous-finding" on:click=move |_| desk.step(true)>
                    {texts::check::PREVIOUS}
                </button>
                <button class="button small" type="button" id="next-finding" on:click=move |_| desk.step(false)>
                    {texts::check::NEXT}
                </button>
            </div>
        </div>
    }
}
