use crate::icon::Icon;
use crate::texts;
use crate::theme::Theme;
use leptos::prelude::*;

#[component]
pub fn ThemeChoice() -> impl IntoView {
    let chosen = Theme::chosen();
    let choices = Theme::ALL.map(|theme| {
        let (icon, name) = match theme {
            Theme::System => (Icon::System, texts::THEME_SYSTEM),
            Theme::Light => (Icon::Light, texts::THEME_LIGHT),
            Theme::Dark => (Icon::Dark, texts::THEME_DARK),
        };
        view! {
            <label title=name>
                <input
                    type="radio"
                    name="theme"
                    value=theme.value()
                    checked=theme == chosen
                    on:change=move |_| theme.choose()
                />
                {icon.draw()}
                <span class="unseen">{name}</span>
            </label>
        }
    });
    view! {
        <fieldset class="segments">
            <legend class="unseen">{texts::THEME}</legend>
            {choices}
        </fieldset>
    }
}
