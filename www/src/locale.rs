//! Numbers and days as the reader's own country writes them. What is copied is exact: see `copying.js`.

use echoscope_core::date::Date;
use leptos::prelude::set_timeout;
use std::sync::LazyLock;

/// What stands between groups of three digits, and before the fraction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marks {
    pub group: String,
    pub point: String,
}

static MARKS: LazyLock<Marks> = LazyLock::new(|| Marks::read(&sample()).unwrap_or_else(Marks::plain));

pub fn marks() -> &'static Marks {
    &MARKS
}

/// The browser's first words in a language take it tens of milliseconds: better before a file is read than while it is.
pub fn prepare() {
    marks();
    set_timeout(
        || {
            day(Date { year: 2000, month: 1, day: 1 });
        },
        std::time::Duration::ZERO,
    );
}

/// How the browser writes 1234567.5. Some countries group no number of four digits.
#[cfg(target_arch = "wasm32")]
fn sample() -> String {
    js_sys::Number::from(1_234_567.5).to_locale_string("default").into()
}

#[cfg(not(target_arch = "wasm32"))]
fn sample() -> String {
    "1234567.5".to_owned()
}

impl Marks {
    fn plain() -> Self {
        Self { group: "\u{202f}".to_owned(), point: ".".to_owned() }
    }

    /// Only Western digits are understood; a reader of others gets the plain form.
    fn read(sample: &str) -> Option<Self> {
        let (before, fraction) = sample.strip_prefix('1')?.split_once("567")?;
        let (group, _) = before.split_once("234")?;
        let point = fraction.strip_suffix('5').filter(|point| !point.is_empty())?;
        let group = if group.is_empty() { "\u{202f}" } else { group };
        Some(Self { group: group.to_owned(), point: point.to_owned() })
    }
}

/// A day, as `19 Jun 2025`.
#[cfg(target_arch = "wasm32")]
pub fn day(date: Date) -> String {
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeZone", "UTC")] {
        // A plain object takes any property.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    let day = js_sys::Date::new(&0.into());
    // In this order: no month is too short for the first day.
    day.set_utc_full_year(u32::from(date.year));
    day.set_utc_month(u32::from(date.month) - 1);
    day.set_utc_date(u32::from(date.day));
    day.to_locale_date_string("default", &options).into()
}

#[cfg(not(target_arch = "wasm32"))]
pub fn day(date: Date) -> String {
    date.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sample: &str) -> Option<(String, String)> {
        Marks::read(sample).map(|marks| (marks.group, marks.point))
    }

    #[test]
    fn the_marks_of_many_countries_are_read() {
        let pair = |group: &str, point: &str| Some((group.to_owned(), point.to_owned()));
        assert_eq!(read("1,234,567.5"), pair(",", "."));
        assert_eq!(read("1.234.567,5"), pair(".", ","));
        assert_eq!(read("1\u{202f}234\u{202f}567,5"), pair("\u{202f}", ","));
        assert_eq!(read("1’234’567.5"), pair("’", "."));
        assert_eq!(read("1234567.5"), pair("\u{202f}", "."));
        assert_eq!(read("١٬٢٣٤٬٥٦٧٫٥"), None);
    }
}
