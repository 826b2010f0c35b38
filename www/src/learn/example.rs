//! The example of a rule: the rows that break it and the rows that keep it, and both files for a check.

use crate::check::Desk;
use crate::place::{Place, go};
use crate::texts;
use echoscope_core::settlement::rules::Rule;
use echoscope_core::settlement::write::faults;
use leptos::prelude::*;

#[component]
pub fn Example(rule: &'static Rule) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let Some(faults::Example { bad_file, good_file, bad, good }) = faults::example(rule) else {
        return view! { <p class="soft">{texts::LEARN_NO_EXAMPLE}</p> }.into_any();
    };
    let side = |title: &'static str,
                kind: &'static str,
                rows: Vec<String>,
                action: &'static str,
                file: Vec<u8>| {
        let name = format!("{}-{kind}.csv", rule.code);
        let check = move |_| {
            desk.lay_bytes(&name, &file);
            go(Place::Check);
        };
        let rows = if rows.is_empty() {
            view! { <p class="soft">{texts::LEARN_NO_ROWS}</p> }.into_any()
        } else {
            view! { <pre tabindex="0" role="group" aria-label=title dir="ltr"><code>{rows.join("\n")}</code></pre> }.into_any()
        };
        view! {
            <div class=format!("example-side {kind}")>
                <h3>{title}</h3>
                {rows}
                <button type="button" class="button" on:click=check>{action}</button>
            </div>
        }
    };
    view! {
        <section class="example" aria-labelledby="example-title">
            <h2 id="example-title">{texts::LEARN_EXAMPLE}</h2>
            {side(texts::LEARN_WRONG, "wrong", bad, texts::LEARN_CHECK_WRONG, bad_file)}
            {side(texts::LEARN_RIGHT, "right", good, texts::LEARN_CHECK_RIGHT, good_file)}
        </section>
    }
    .into_any()
}
