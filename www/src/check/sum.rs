use crate::amount::Amount;
use crate::icon::Icon;
use crate::texts;
use echoscope_core::settlement::report::Report;
use leptos::prelude::*;

/// The published formula with the terms of this file.
#[component]
pub fn Sum(report: Report) -> impl IntoView {
    let totals = report.totals;
    let currency = report.currency;
    let (Some(expected), Some(fees)) = (totals.net_expected, totals.fees_footer) else {
        return ().into_any();
    };
    let terms = totals.by_status.into_iter().filter(|term| term.lines > 0).map(|term| {
        view! {
            <tr class:left-out=!term.counts>
                <th scope="row">
                    <code>{term.status.value()}</code>
                    " "
                    <span class="soft">{texts::lines(term.lines)}</span>
                    {(!term.counts).then(|| view! { <span class="soft">{texts::NOT_COUNTED}</span> })}
                </th>
                <td><Amount minor=term.sum currency=currency /></td>
            </tr>
        }
    });
    let stated = totals.net_stated.map(i128::from);
    let difference = stated
        .map(|stated| stated - expected)
        .filter(|difference| *difference != 0 && totals.lines_left_out == 0);
    let floored = totals.raw.filter(|raw| *raw < 0);
    let from_lines = totals.fees_from_lines.filter(|from_lines| *from_lines != i128::from(fees));
    // Sums that miss lines prove nothing about the stated total.
    let (class, icon, words) = match (totals.lines_left_out, stated == Some(expected)) {
        (0, true) => ("agrees good", Icon::Good, texts::SUM_AGREES.to_owned()),
        (0, false) => ("agrees bad", Icon::Bad, texts::SUM_DIFFERS.to_owned()),
        (lines, _) => ("agrees warn", Icon::Warn, texts::sum_incomplete(lines)),
    };
    view! {
        <section class="sum card" aria-labelledby="sum-title">
            <h2 id="sum-title">{texts::SUM_TITLE}</h2>
            <table>
                <tbody>
                    {terms.collect_view()}
                    <tr>
                        <th scope="row">{texts::fees_term(totals.convention)}</th>
                        <td><Amount minor=i128::from(fees) currency=currency /></td>
                    </tr>
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{texts::SUM_EXPECTED}</th>
                        <td><Amount minor=expected currency=currency /></td>
                    </tr>
                    <tr>
                        <th scope="row">{texts::SUM_STATED}</th>
                        <td>
                            {stated.map(|stated| view! { <Amount minor=stated currency=currency /> })}
                        </td>
                    </tr>
                    {difference
                        .map(|difference| {
                            view! {
                                <tr class="difference">
                                    <th scope="row">{texts::check::DIFFERENCE}</th>
                                    <td><Amount minor=difference currency=currency /></td>
                                </tr>
                            }
                        })}
                </tfoot>
            </table>
            <p class=class>{icon.draw()} <span>{words}</span></p>
            {totals.fits_other_convention.then(|| view! { <p class="soft">{texts::check::other_convention(totals.convention)}</p> })}
            {floored.map(|raw| view! {
                <p class="soft">{texts::check::FLOORED} " " <Amount minor=raw currency=currency /></p>
            })}
            {from_lines.map(|from_lines| view! {
                <p class="soft">{texts::check::FEES_OF_LINES} " " <Amount minor=from_lines currency=currency /></p>
            })}
        </section>
    }
    .into_any()
}
