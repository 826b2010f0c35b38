//! The small part of Markdown that the project's own texts are written in, as parts of the page.
//!
//! Only texts that were compiled in come here, never a user's file.

mod block;
mod inline;

pub use block::{Block, blocks};
pub use inline::Span;

use leptos::prelude::*;

/// Words with their emphasis, code and links; what `plain` makes of the words in between is shown.
pub fn words(spans: Vec<Span>, plain: fn(String) -> AnyView) -> AnyView {
    let parts = spans.into_iter().map(|span| match span {
        Span::Plain(text) => plain(text),
        Span::Strong(inner) => view! { <strong>{words(inner, plain)}</strong> }.into_any(),
        Span::Emphasis(inner) => view! { <em>{words(inner, plain)}</em> }.into_any(),
        Span::Code(code) => view! { <code>{code}</code> }.into_any(),
        Span::Link { text, to } => {
            let text = words(text, IntoAny::into_any);
            // Only places of this page: a path in the repository leads nowhere from here.
            if to.starts_with('#') { view! { <a href=to>{text}</a> }.into_any() } else { text }
        }
    });
    parts.collect_view().into_any()
}

/// A block; headings become `<h3>`, because the title of the page and of its sections stand above.
pub fn show(block: Block, plain: fn(String) -> AnyView) -> AnyView {
    match block {
        Block::Heading(_, text) => view! { <h3>{words(text, plain)}</h3> }.into_any(),
        Block::Paragraph(text) => view! { <p>{words(text, plain)}</p> }.into_any(),
        Block::Bullets(items) => view! { <ul class="bullets">{list(items, plain)}</ul> }.into_any(),
        Block::Numbers(items) => view! { <ol class="numbers">{list(items, plain)}</ol> }.into_any(),
        Block::Code { text, .. } => view! { <pre class="listing" tabindex="0">{text}</pre> }.into_any(),
    }
}

fn list(items: Vec<Vec<Span>>, plain: fn(String) -> AnyView) -> impl IntoView {
    items.into_iter().map(|item| view! { <li>{words(item, plain)}</li> }).collect_view()
}
