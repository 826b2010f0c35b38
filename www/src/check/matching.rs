//! What the lines of the files match, what they do not and why, and what was declared and is in no file.

use super::desk::Desk;
use crate::amount::Amount;
use crate::clerk::{Action, Matched, MatchedFile, UnmatchedLine, visible};
use crate::texts::check as texts;
use echoscope_core::machine::{SettlementStatus, Status};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn Matching(desk: Desk, matched: Arc<Matched>) -> impl IntoView {
    let declared = matched.declarations > 0;
    let title = if declared { texts::MATCH_TITLE } else { texts::FILES_TITLE };
    let rows =
        matched.files.iter().map(|file| view! { <FileRow desk=desk file=file.clone() declared=declared /> });
    let sources = matched.sources.iter().map(|source| {
        let faults = source.faults.iter().map(|fault| view! { <li>{visible(fault.chars())}</li> });
        view! {
            <li>
                {visible(texts::source(&source.name, source.kept).chars())}
                <ul class="source-faults">{faults.collect_view()}</ul>
            </li>
        }
    });
    let unmatched = matched.files.iter().filter(|file| declared && !file.unmatched_lines.is_empty());
    let unmatched = unmatched.map(|file| view! { <Unmatched desk=desk file=file.clone() /> });
    view! {
        <section class="matching card" aria-labelledby="matching-title" data-matching="">
            <h2 id="matching-title">{title}</h2>
            {(!declared).then(|| view! { <p class="soft">{texts::NO_DECLARATIONS}</p> })}
            <ul class="sources soft">{sources.collect_view()}</ul>
            <div class="moves-table" tabindex="0" role="region" aria-label=title>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{texts::FILE}</th>
                            <th scope="col">{texts::STATUS}</th>
                            <th scope="col">{crate::texts::FACT_LINES}</th>
                            <th scope="col">{texts::FAULTS}</th>
                            {declared.then(|| view! {
                                <th scope="col">{texts::MATCHED}</th>
                                <th scope="col">{texts::UNMATCHED}</th>
                            })}
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {unmatched.collect_view()}
            {declared.then(|| view! { <Open matched=matched.clone() /> })}
        </section>
    }
}

#[component]
fn FileRow(desk: Desk, file: MatchedFile, declared: bool) -> impl IntoView {
    let name = file.name.clone();
    let currency = file.currency;
    let class = match file.status {
        SettlementStatus::Failed => "badge bad",
        SettlementStatus::PendingFundsReception => "badge good",
        _ => "badge warn",
    };
    let sums = file.sums.into_iter().map(|total| {
        view! {
            <p>
                <code>{total.status.value()}</code> " " {crate::texts::lines(total.lines)} " "
                <Amount minor=total.sum currency=currency />
            </p>
        }
    });
    let status = view! {
        <span class=class data-matched-status=file.status.value()>{file.status.value()}</span>
        <p class="soft">{file.message}</p>
        {file.footer.into_iter().map(|error| view! { <p class="soft">{error}</p> }).collect_view()}
    };
    view! {
        <tr>
            <th scope="row">
                <button class="to-cell" type="button" on:click=move |_| desk.open_paper(&name, None)>
                    {visible(file.name.chars())}
                </button>
            </th>
            <td>{declared.then_some(status)}</td>
            <td>{crate::texts::number(file.lines)}</td>
            <td>{crate::texts::number(file.faults)}</td>
            {declared.then(|| view! {
                <td data-matched=file.matched>{crate::texts::number(file.matched)} {sums.collect_view()}</td>
                <td data-unmatched=file.unmatched>{crate::texts::number(file.unmatched)}</td>
            })}
        </tr>
    }
}

#[component]
fn Unmatched(desk: Desk, file: MatchedFile) -> impl IntoView {
    let name = file.name.clone();
    let groups = file.reasons.into_iter().map(|reason| {
        let lines = file.unmatched_lines.iter().filter(|line| line.reason == reason.name);
        let lines = lines.map(|line| view! { <Line desk=desk name=name.clone() line=line.clone() /> });
        let more = reason.count.saturating_sub(reason.listed);
        view! {
            <details class="reason" open data-reason=reason.name.clone()>
                <summary>{texts::reason(&reason.meaning, reason.count)}</summary>
                <ol>{lines.collect_view()}</ol>
                {(more > 0).then(|| view! { <p class="soft">{crate::texts::not_listed(more)}</p> })}
            </details>
        }
    });
    view! {
        <h3>{texts::UNMATCHED_TITLE} " · " {visible(file.name.chars())}</h3>
        {groups.collect_view()}
    }
}

#[component]
fn Line(desk: Desk, name: String, line: UnmatchedLine) -> impl IntoView {
    let number = line.line;
    let nearest = line.nearest.into_iter().map(|(action, likeness)| {
        view! { <li><ActionText action=action /> ": " {likeness} "."</li> }
    });
    let nearest: Vec<_> = nearest.collect();
    view! {
        <li data-unmatched-line=number>
            <p class="where">
                <button class="to-cell" type="button" on:click=move |_| desk.open_paper(&name, Some(number))>
                    {texts::on_line(number)}
                </button>
                <code>{visible(line.reference.chars())}</code>
                {line.status.map(|status| view! { <code>{status.value()}</code> })}
                {line.amount.map(|amount| view! { <Amount minor=i128::from(amount) currency=line.currency /> })}
            </p>
            <p class="message">{visible(line.description.chars())}</p>
            {line.remedy.map(|remedy| view! { <p class="remedy">{visible(remedy.chars())}</p> })}
            {(!nearest.is_empty()).then(|| view! {
                <p class="soft">{texts::NEAREST}</p>
                <ul class="nearest">{nearest.into_iter().collect_view()}</ul>
            })}
        </li>
    }
}

#[component]
fn ActionText(action: Action) -> impl IntoView {
    view! {
        {action.kind} " " <code>{visible(action.reference.chars())}</code> " "
        <Amount minor=i128::from(action.amount) currency=action.currency />
        {action.date.map(|date| format!(" {date}"))}
    }
}

#[component]
fn Open(matched: Arc<Matched>) -> impl IntoView {
    let open = matched.open.clone();
    let sums = open.sums.into_iter().map(|sum| {
        view! {
            <li>
                {texts::open_sum(&sum.kind, sum.count)} ": "
                <Amount minor=sum.sum.parse().unwrap_or_default() currency=sum.currency />
            </li>
        }
    });
    let listed = open.listed.into_iter().map(|action| view! { <li><ActionText action=action /></li> });
    view! {
        <h3>{texts::OPEN_TITLE}</h3>
        {(open.count == 0).then(|| view! { <p class="soft">{texts::OPEN_NONE}</p> })}
        <ul class="sources" data-open=open.count>{sums.collect_view()}</ul>
        {(open.count > 0).then(|| view! {
            <details class="reason">
                <summary>{crate::texts::show_more(usize::try_from(open.count).unwrap_or(usize::MAX))}</summary>
                <ol>{listed.collect_view()}</ol>
            </details>
        })}
        {(open.later > 0).then(|| view! { <p class="soft">{texts::later(open.later)}</p> })}
        {(open.elsewhere > 0).then(|| view! { <p class="soft">{texts::elsewhere(open.elsewhere)}</p> })}
    }
}
