//! The page of Echoscope. It shows what the engine says and decides nothing about Echo itself.

// Components own their properties: what draws them may outlive the caller.
#![allow(clippy::needless_pass_by_value)]

mod amount;
mod app;
mod check;
mod clerk;
mod design;
mod icon;
mod learn;
mod lifecycles;
mod locale;
mod panic;
mod place;
mod playhouse;
mod prose;
mod saving;
mod shell;
mod simulate;
mod stage;
mod texts;
mod theme;
mod walks;

/// The page.
pub fn page() {
    panic::show_panics();
    leptos::mount::mount_to_body(app::App);
}

/// The place to play, inside the page.
pub fn playhouse() {
    panic::show_panics();
    simulate::open();
}
