//! The design language, shown with its own parts. Not linked: for those who build the page.

mod contrast;
mod parts;
mod scales;

use crate::texts;
use leptos::prelude::*;
use parts::Parts;
use scales::{Colours, Spaces, Types};

#[component]
pub fn Design() -> impl IntoView {
    view! {
        <div class="design">
            <h1>{texts::DESIGN_TITLE}</h1>
            <p class="lead">{texts::DESIGN_LEAD}</p>
            <Types />
            <Spaces />
            <Colours />
            <Parts />
        </div>
    }
}
