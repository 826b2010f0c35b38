use crate::amount::Amount;
use crate::locale;
use crate::texts;
use echoscope_core::date::Date;
use echoscope_core::settlement::report::{Dialect, Report, Severity};
use leptos::prelude::*;

/// The numbers at a glance.
#[component]
pub fn Summary(report: Report) -> impl IntoView {
    let count = |severity: Severity| -> u64 {
        report.counts.iter().filter(|count| count.severity == severity).map(|count| count.count).sum()
    };
    let footer = &report.footer;
    let currency = report.currency;
    let amount = |minor: Option<i64>| match minor {
        Some(minor) => view! { <Amount minor=i128::from(minor) currency=currency /> }.into_any(),
        None => missing(),
    };
    let facts = [
        (texts::FACT_LINES, texts::number(report.lines).into_any()),
        (texts::FACT_ERRORS, texts::number(count(Severity::Error)).into_any()),
        (texts::FACT_WARNINGS, texts::number(count(Severity::Warning)).into_any()),
        (texts::FACT_NET, amount(footer.total_net)),
        (texts::FACT_FEES, amount(footer.total_fees)),
        (texts::FACT_PROVIDER, text(footer.external_provider_name.clone())),
        (texts::FACT_DATE, day(footer.settlement_date)),
        (
            texts::FACT_FORMAT,
            match report.dialect {
                Dialect::V1 => texts::FORMAT_2025,
                Dialect::V2 => texts::FORMAT_2026,
            }
            .into_any(),
        ),
    ];
    view! {
        <dl class="summary card">
            {facts
                .into_iter()
                .map(|(name, value)| {
                    view! {
                        <div>
                            <dt>{name}</dt>
                            <dd>{value}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}

fn day(value: Option<Date>) -> AnyView {
    match value {
        Some(date) => view! { <span data-exact=date.to_string()>{locale::day(date)}</span> }.into_any(),
        None => missing(),
    }
}

fn text(value: Option<String>) -> AnyView {
    match value {
        Some(value) => view! { <bdi>{value}</bdi> }.into_any(),
        None => missing(),
    }
}

fn missing() -> AnyView {
    view! { <span class="soft">{texts::NOT_READ}</span> }.into_any()
}
