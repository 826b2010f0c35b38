//! What the reader sees when the page itself has a fault: never a blank page.

use crate::texts;
use leptos::prelude::document;

pub fn show_panics() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        show(&info.to_string());
    }));
}

pub fn show(message: &str) {
    // The page is past repair here; if even the panel cannot be drawn, the console has the message.
    let _ = draw(message);
}

/// Plain DOM calls: the framework may be what has failed.
fn draw(message: &str) -> Option<()> {
    let document = document();
    if document.get_element_by_id("panic").is_some() {
        return None;
    }
    let panel = document.create_element("section").ok()?;
    panel.set_id("panic");
    panel.set_class_name("outside");
    panel.set_attribute("role", "alert").ok()?;
    for (tag, text) in
        [("h2", texts::PANIC_TITLE), ("p", texts::PANIC_LEAD), ("pre", message), ("a", texts::PANIC_RELOAD)]
    {
        let element = document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        if tag == "a" {
            // A link needs no script of ours to work.
            element.set_attribute("href", "").ok()?;
        }
        panel.append_child(&element).ok()?;
    }
    document.body()?.prepend_with_node_1(&panel).ok()
}
