use crate::check::desk::Desk;
use crate::check::fixing::FixButton;
use crate::clerk::{Seen, visible};
use crate::texts;
use leptos::prelude::*;

#[component]
pub fn Item(desk: Desk, seen: Seen) -> impl IntoView {
    let finding = seen.finding.clone();
    let at = finding.at;
    // The excerpt shows the value in its place; without one, the value stands beside the position.
    let value = finding.value.as_ref().filter(|value| seen.excerpt.is_none() && !value.is_empty());
    let value = value.map(|value| view! { <code class="value" dir="ltr">{visible(value.chars())}</code> });
    let excerpt = seen.excerpt.clone().map(|excerpt| {
        view! {
            <p class="excerpt" dir="ltr">
                <span class="line-number" aria-hidden="true">{at.line}</span>
                <code>{excerpt.before}<mark>{excerpt.mark}</mark>{excerpt.after}</code>
            </p>
        }
    });
    let fix = finding.fix.clone().map(|fix| view! { <FixButton desk=desk index=seen.index fix=fix /> });
    view! {
        <li
            data-finding=""
            data-code=finding.code
            data-severity=finding.severity.name()
            data-line=at.line
            data-column=at.column
        >
            <p class="where">
                <button class="to-cell" type="button" title=texts::check::SHOW_CELL on:click=move |_| desk.choose(&seen)>
                    {texts::position(at.line, at.column)}
                </button>
                {finding.field.clone().map(|field| view! { <bdi class="field">{visible(field.chars())}</bdi> })}
                {value}
            </p>
            <p class="message">{visible(finding.message.chars())}</p>
            {excerpt}
            {finding.remedy.clone().map(|remedy| view! { <p class="remedy">{visible(remedy.chars())}</p> })}
            {fix}
        </li>
    }
}
