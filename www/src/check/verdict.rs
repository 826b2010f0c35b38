//! The answer in one sentence: the verdict of a check, or why there was none.

use super::intake::Refusal;
use crate::clerk::Facts;
use crate::icon::Icon;
use crate::texts;
use echoscope_core::settlement::report::{Severity, Verdict};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn VerdictBanner(facts: Arc<Facts>) -> impl IntoView {
    let report = &facts.report;
    let has_errors = report.counts.iter().any(|count| count.severity == Severity::Error);
    let (value, class, icon) = match (report.verdict, has_errors) {
        (Verdict::Failed, _) => ("FAILED", "verdict bad", Icon::Bad),
        (Verdict::Created, true) => ("CREATED", "verdict warn", Icon::Warn),
        (Verdict::Created, false) => ("CREATED", "verdict good", Icon::Good),
    };
    view! {
        <div class=class data-verdict=value>
            {icon.draw()}
            <div>
                <h2>{texts::verdict(report)}</h2>
                <p>
                    <span class="file-name" dir="auto">{facts.name.clone()}</span>
                    <span>{texts::file_size(facts.size)}</span>
                    <span>{texts::verdict_next(report)}</span>
                </p>
            </div>
        </div>
    }
}

#[component]
pub fn Problem(problem: Refusal) -> impl IntoView {
    let (title, remedy) = match problem {
        Refusal::Folder => (texts::FOLDER.to_owned(), texts::FOLDER_REMEDY.to_owned()),
        Refusal::Nothing => (texts::NO_FILE.to_owned(), texts::NO_FILE_REMEDY.to_owned()),
        Refusal::Unreadable { name, reason } => (texts::unreadable(&name), texts::unreadable_remedy(&reason)),
    };
    view! {
        <div class="verdict info" role="alert" data-problem="">
            {Icon::Info.draw()}
            <div>
                <h2>{title}</h2>
                <p>{remedy}</p>
            </div>
        </div>
    }
}
