use super::desk::Desk;
use crate::texts;
use leptos::prelude::*;

/// How far the clerk has come, and the way to stop it.
#[component]
pub fn ProgressBar(desk: Desk) -> impl IntoView {
    let work = desk.work();
    let busy = Memo::new(move |_| work.with(Option::is_some));
    let share = move || {
        work.with(|work| {
            let progress = work.as_ref()?.progress?;
            #[allow(clippy::cast_precision_loss, reason = "a share needs few digits")]
            (progress.of > 0).then(|| progress.read as f64 / progress.of as f64)
        })
    };
    move || {
        busy.get().then(|| {
            view! {
                <div class="progress card" data-progress="">
                    <p>
                        <strong dir="auto">
                            {move || work.with(|work| work.as_ref().map(|work| texts::reading(&work.name)))}
                        </strong>
                        <span class="soft">
                            {move || work.with(|work| Some(texts::check::progress(&work.as_ref()?.progress?)))}
                        </span>
                    </p>
                    <progress aria-label=texts::check::PROGRESS max="1" prop:value=move || share().unwrap_or(0.0)></progress>
                    <button class="button" type="button" id="stop" on:click=move |_| desk.stop()>{texts::check::STOP}</button>
                </div>
            }
        })
    }
}
