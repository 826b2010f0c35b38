//! An amount as the reader's country writes it, exact when copied.

use crate::locale::{Marks, marks};
use echoscope_core::money::{Currency, major};
use leptos::prelude::*;

#[component]
pub fn Amount(minor: i128, currency: Option<Currency>) -> impl IntoView {
    let (text, unit) = match currency {
        Some(currency) => (major(minor, currency), currency.code()),
        None => (minor.to_string(), crate::texts::MINOR_UNITS),
    };
    let shown = grouped(&text, marks());
    view! {
        <span class="amount">
            <span data-exact=text>{shown}</span>
            " "
            <span class="unit">{unit}</span>
        </span>
    }
}

/// A decimal number with its digits in groups of three.
pub fn grouped(exact: &str, marks: &Marks) -> String {
    let (sign, rest) = exact.strip_prefix('-').map_or(("", exact), |rest| ("\u{2212}", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let mut out = sign.to_owned();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push_str(&marks.group);
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push_str(&marks.point);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_group_from_the_point() {
        let german = Marks { group: ".".to_owned(), point: ",".to_owned() };
        assert_eq!(grouped("0.05", &german), "0,05");
        assert_eq!(grouped("495.00", &german), "495,00");
        assert_eq!(grouped("-1234567.89", &german), "\u{2212}1.234.567,89");
        assert_eq!(grouped("12345", &german), "12.345");
    }
}
