//! Doubtful fixes, each as the lines before and after, for a person to choose from.

use super::desk::Desk;
use crate::clerk::{self, Change, Which, visible};
use crate::texts::check as texts;
use leptos::html::Dialog;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// Most characters of a line that are shown.
const SHOWN: usize = 400;

#[component]
pub fn Review(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let reviews = RwSignal::new((Vec::<clerk::Review>::new(), 0));
    let chosen = RwSignal::new(BTreeSet::<usize>::new());
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            chosen.set(BTreeSet::new());
            desk.reviews(move |shown, more| reviews.set((shown, more)));
            // Refused only where the dialog has left the page; then nobody waits for it.
            let _ = dialog.show_modal();
        } else if !open.get() {
            dialog.close();
        }
    });
    let apply = move |_| {
        open.set(false);
        desk.change(Change::Mend(Which::These(chosen.get_untracked().into_iter().collect())));
    };
    view! {
        <dialog class="review" node_ref=dialog aria-labelledby="review-title" on:close=move |_| open.set(false)>
            <h2 id="review-title">{texts::REVIEW_TITLE}</h2>
            <p class="soft">{texts::REVIEW_LEAD}</p>
            <ol class="diffs" tabindex="0" aria-label=texts::REVIEW_TITLE>
                {move || reviews.get().0.into_iter().map(|review| view! { <Diff review=review chosen=chosen /> }).collect_view()}
            </ol>
            {move || {
                let more = reviews.with(|(_, more)| *more);
                (more > 0).then(|| view! { <p class="soft">{texts::more_reviews(more)}</p> })
            }}
            <p class="row">
                <button
                    class="button main"
                    type="button"
                    id="apply-chosen"
                    disabled=move || chosen.with(BTreeSet::is_empty)
                    on:click=apply
                >
                    {move || texts::apply_chosen(chosen.with(BTreeSet::len))}
                </button>
                <button class="button" type="button" on:click=move |_| open.set(false)>{texts::CLOSE}</button>
            </p>
        </dialog>
    }
}

#[component]
fn Diff(review: clerk::Review, chosen: RwSignal<BTreeSet<usize>>) -> impl IntoView {
    let index = review.index;
    let line = review.finding.at.line;
    let lines =
        |text: &str| -> Vec<String> { text.lines().map(|line| visible(line.chars().take(SHOWN))).collect() };
    let removed = lines(&review.before).into_iter().map(|line| view! { <del>{line}</del> });
    let added = lines(&review.after).into_iter().map(|line| view! { <ins>{line}</ins> });
    view! {
        <li>
            <label>
                <input
                    type="checkbox"
                    data-review=index
                    prop:checked=move || chosen.with(|chosen| chosen.contains(&index))
                    on:change=move |event| {
                        let wanted = event_target_checked(&event);
                        chosen.update(|chosen| {
                            if wanted {
                                chosen.insert(index);
                            } else {
                                chosen.remove(&index);
                            }
                        });
                    }
                />
                <span>{texts::on_line(line)} " " {visible(review.finding.message.chars())}</span>
            </label>
            <code class="diff" dir="ltr">{removed.collect_view()} {added.collect_view()}</code>
        </li>
    }
}
