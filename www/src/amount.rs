//! An amount as a person reads it, exact when copied.

use echoscope_core::money::{Currency, major};
use leptos::prelude::*;

#[component]
pub fn Amount(minor: i128, currency: Option<Currency>) -> impl IntoView {
    let (text, unit) = match currency {
        Some(currency) => (major(minor, currency), currency.code()),
        None => (minor.to_string(), crate::texts::MINOR_UNITS),
    };
    let groups = groups(&text);
    view! {
        <span class="amount" data-exact=text>
            {groups.into_iter().map(|group| view! { <span class="group">{group}</span> }).collect_view()}
            <span>" "</span>
            <span class="unit">{unit}</span>
        </span>
    }
}

/// The text in groups of three digits, counted from the point; the fraction stays with the last group.
fn groups(text: &str) -> Vec<String> {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("\u{2212}", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let mut groups: Vec<String> = Vec::new();
    for (place, digit) in whole.chars().enumerate() {
        match groups.last_mut() {
            Some(group) if !(whole.len() - place).is_multiple_of(3) => group.push(digit),
            _ => groups.push(digit.to_string()),
        }
    }
    if let (Some(last), Some(fraction)) = (groups.last_mut(), fraction) {
        last.push('.');
        last.push_str(fraction);
    }
    if let Some(first) = groups.first_mut() {
        first.insert_str(0, sign);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn digits_group_from_the_point() {
        assert_eq!(groups("0.05"), ["0.05"]);
        assert_eq!(groups("495.00"), ["495.00"]);
        assert_eq!(groups("-1234567.89"), ["\u{2212}1", "234", "567.89"]);
        assert_eq!(groups("12345"), ["12", "345"]);
    }
}
