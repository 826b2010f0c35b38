//! The button that applies one fix.

use super::desk::Desk;
use crate::clerk::{Change, Which, visible};
use crate::texts;
use echoscope_core::settlement::fix::{Fix, FixKind};
use leptos::prelude::*;

#[component]
pub fn FixButton(desk: Desk, index: usize, fix: Fix) -> impl IntoView {
    let is_safe = fix.kind == FixKind::Safe;
    let class = if is_safe { "button small" } else { "button small doubtful" };
    view! {
        <button
            class=class
            type="button"
            data-fix=fix.kind.name()
            title=if is_safe { texts::check::SAFE_MEANS } else { texts::check::DOUBTFUL_MEANS }
            on:click=move |_| desk.change(Change::Mend(Which::These(vec![index])))
        >
            {label(&fix)}
            {(!is_safe).then(|| view! { <span class="soft">" " {texts::check::DOUBTFUL}</span> })}
        </button>
    }
}

fn label(fix: &Fix) -> String {
    match (fix.whole, fix.edits.as_slice()) {
        (Some(_), _) => texts::check::FIX_WHOLE.to_owned(),
        (None, [edit]) if edit.text.is_empty() => texts::check::FIX_REMOVE.to_owned(),
        (None, [edit]) if edit.text.trim().is_empty() || edit.text.len() > 40 => texts::check::FIX.to_owned(),
        (None, [edit]) => texts::check::fix_write(&visible(edit.text.trim_end().chars())),
        _ => texts::check::FIX.to_owned(),
    }
}
