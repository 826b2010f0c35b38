//! Names of ambiguities inside a text become links to their pages.

use super::readings;
use super::topic::reading_address;
use leptos::prelude::*;

/// A text in which `A12` or `B3` leads to that reading.
pub fn linked(text: String) -> AnyView {
    let mut parts = Vec::new();
    let mut plain = String::new();
    for word in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let number = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        if readings::find(number).is_some() {
            parts.push(std::mem::take(&mut plain).into_any());
            let link = view! { <a href=reading_address(number)>{number.to_owned()}</a> };
            parts.push(link.into_any());
            plain.push_str(&word[number.len()..]);
        } else {
            plain.push_str(word);
        }
    }
    parts.push(plain.into_any());
    parts.into_any()
}
