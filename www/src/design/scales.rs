use super::contrast::{LINE, PAIRS, contrast};
use crate::texts;
use leptos::prelude::*;

#[component]
pub fn Types() -> impl IntoView {
    let sizes = ["xxl", "xl", "l", "m", "s", "xs"];
    view! {
        <section>
            <h2>{texts::DESIGN_TYPE}</h2>
            <ul class="type-scale">
                {sizes.map(|size| view! { <li data-size=size><code>{size}</code> <span>{texts::DESIGN_PANGRAM}</span></li> })}
                <li data-size="mono"><code>"mono"</code> <span class="mono">"PENDING_FUNDS_RECEPTION 0123456789"</span></li>
            </ul>
        </section>
    }
}

#[component]
pub fn Spaces() -> impl IntoView {
    let steps = [1, 2, 3, 4, 5, 6, 7, 8];
    view! {
        <section>
            <h2>{texts::DESIGN_SPACE}</h2>
            <ul class="space-scale">
                {steps.map(|step| view! { <li><code>{step}</code><span data-space=step></span></li> })}
            </ul>
        </section>
    }
}

#[component]
pub fn Colours() -> impl IntoView {
    let rows = PAIRS.iter().filter_map(|&(front, back, least)| {
        let (light, dark) = contrast(front, back)?;
        let sample = if least > LINE { "Aa" } else { "—" };
        Some(view! {
            <tr>
                <td><span class="swatch" data-front=front data-back=back>{sample}</span></td>
                <td><code>{front}</code> " " {texts::DESIGN_ON} " " <code>{back}</code></td>
                <td>{format!("{light:.1}")}</td>
                <td>{format!("{dark:.1}")}</td>
                <td class="soft">{format!("{least:.1}")}</td>
            </tr>
        })
    });
    view! {
        <section>
            <h2>{texts::DESIGN_COLOUR}</h2>
            <div class="moves-table" tabindex="0" role="region" aria-label=texts::DESIGN_COLOUR>
                <table class="contrast">
                    <thead>
                        <tr>
                            <th scope="col">{texts::DESIGN_SAMPLE}</th>
                            <th scope="col">{texts::DESIGN_PAIR}</th>
                            <th scope="col">{texts::THEME_LIGHT}</th>
                            <th scope="col">{texts::THEME_DARK}</th>
                            <th scope="col">{texts::DESIGN_LEAST}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}
