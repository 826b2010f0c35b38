//! Calendar dates as the settlement file writes them (`DD-MM-YYYY`), and instants as the API does (Unix seconds).
//!
//! Hand-written because it is thirty lines, exact, and needed inside the hottest loop of the product.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Seconds since 1970-01-01T00:00:00Z.
pub type Timestamp = i64;

pub const SECONDS_PER_DAY: i64 = 86_400;

/// A day of the proleptic Gregorian calendar, years 0001 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

impl Date {
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let real = (1..=9999).contains(&year) && day >= 1 && day <= days_in_month(year, month);
        real.then_some(Self { year, month, day })
    }

    /// Exactly ten bytes, two hyphens, a real day.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let &[d1, d2, b'-', m1, m2, b'-', y1, y2, y3, y4] = text else { return None };
        let year = number(&[y1, y2, y3, y4])?;
        let month = u8::try_from(number(&[m1, m2])?).ok()?;
        let day = u8::try_from(number(&[d1, d2])?).ok()?;
        Self::new(year, month, day)
    }

    /// A day as ISO 8601 writes it: `2025-06-19`.
    pub fn parse_iso(text: &str) -> Option<Self> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
        let month = u8::try_from(number(&[m1, m2])?).ok()?;
        Self::new(number(&[y1, y2, y3, y4])?, month, u8::try_from(number(&[d1, d2])?).ok()?)
    }

    /// Midnight UTC at the start of this day.
    pub fn midnight(self) -> Timestamp {
        self.days_since_epoch().saturating_mul(SECONDS_PER_DAY)
    }

    pub fn from_timestamp(seconds: Timestamp) -> Option<Self> {
        // Days are counted from 0000-03-01 so that the leap day is the last day of a year.
        let days = seconds.div_euclid(SECONDS_PER_DAY).checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = day_of_era
            .checked_sub(day_of_era / 1460)?
            .checked_add(day_of_era / 36_524)?
            .checked_sub(day_of_era / 146_096)?
            / 365;
        let day_of_year = day_of_era.checked_sub(days_before_year(year_of_era)?)?;
        let shifted_month = day_of_year.checked_mul(5)?.checked_add(2)? / 153;
        let day =
            day_of_year.checked_sub(shifted_month.checked_mul(153)?.checked_add(2)? / 5)?.checked_add(1)?;
        let month =
            if shifted_month < 10 { shifted_month.checked_add(3)? } else { shifted_month.checked_sub(9)? };
        let year = era.checked_mul(400)?.checked_add(year_of_era)?.checked_add(i64::from(month <= 2))?;
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    fn days_since_epoch(self) -> i64 {
        let shifted = i64::from(self.month > 2);
        let year = i64::from(self.year).saturating_add(shifted).saturating_sub(1);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = i64::from(self.month).saturating_add(9).rem_euclid(12);
        let day_of_year = (month.saturating_mul(153).saturating_add(2) / 5)
            .saturating_add(i64::from(self.day))
            .saturating_sub(1);
        era.saturating_mul(146_097)
            .saturating_add(days_before_year(year_of_era).unwrap_or(0))
            .saturating_add(day_of_year)
            .saturating_sub(719_468)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}-{:04}", self.day, self.month, self.year)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An ISO 8601 moment in UTC, as Mirakl writes it: `2025-06-19T10:30:00Z`, with or without a fraction of a second.
pub fn parse_iso(text: &str) -> Option<Timestamp> {
    let (day, time) = text.split_once('T')?;
    let date = Date::parse_iso(day)?;
    let time = time.strip_suffix('Z').or_else(|| time.strip_suffix("+00:00"))?;
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let &[h1, h2, b':', n1, n2, b':', s1, s2] = clock.as_bytes() else { return None };
    let (hours, minutes, seconds) = (number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?);
    let real = hours < 24 && minutes < 60 && seconds < 60;
    if !real || fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let of_day = i64::from(hours).saturating_mul(3600).saturating_add(i64::from(minutes).saturating_mul(60));
    Some(date.midnight().saturating_add(of_day).saturating_add(i64::from(seconds)))
}

/// The moment as ISO 8601 writes it, in UTC; empty where it has no day.
pub fn iso(moment: Timestamp) -> String {
    let Some(Date { year, month, day }) = Date::from_timestamp(moment) else { return String::new() };
    let of_day = moment.rem_euclid(SECONDS_PER_DAY);
    let (hours, minutes, seconds) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}Z")
}

/// Days from the start of a 400-year era to the start of its given year.
fn days_before_year(year_of_era: i64) -> Option<i64> {
    year_of_era.checked_mul(365)?.checked_add(year_of_era / 4)?.checked_sub(year_of_era / 100)
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0u16, |sum, &byte| {
        let digit = byte.is_ascii_digit().then(|| byte.wrapping_sub(b'0'))?;
        sum.checked_mul(10)?.checked_add(u16::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn official_dates_read() {
        assert_eq!(Date::parse(b"19-06-2025"), Date::new(2025, 6, 19));
        assert_eq!(Date::parse(b"26-08-2025").unwrap().midnight(), 1_756_166_400);
        assert_eq!(Date::parse(b"15-07-2025").unwrap().midnight(), 1_752_537_600);
    }

    #[test]
    fn iso_moments_are_read_and_written() {
        assert_eq!(iso(1_756_166_400 + 37_805), "2025-08-26T10:30:05Z");
        assert_eq!(iso(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso(i64::MAX), "");
        assert_eq!(parse_iso("2025-08-26T00:00:00Z"), Some(1_756_166_400));
        assert_eq!(parse_iso("2025-08-26T10:30:05.123Z"), Some(1_756_166_400 + 37_805));
        assert_eq!(parse_iso("2025-08-26T10:30:05+00:00"), Some(1_756_166_400 + 37_805));
        for text in ["", "2025-08-26", "2025-08-26T24:00:00Z", "2025-08-26T10:30:05", "2025-02-30T10:30:05Z"]
        {
            assert_eq!(parse_iso(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "2025-06-19",
            "19/06/2025",
            "31-06-2025",
            "29-02-2025",
            "1-06-2025",
            "00-01-2025",
            "19-13-2025",
            "",
        ] {
            assert_eq!(Date::parse(text.as_bytes()), None, "{text}");
        }
        assert!(Date::parse(b"29-02-2024").is_some());
    }

    #[test]
    fn every_day_from_0001_to_9999_goes_to_seconds_and_back() {
        let mut expected = Date::new(1, 1, 1).unwrap().midnight();
        for year in 1..=9999 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    let date = Date::new(year, month, day).unwrap();
                    assert_eq!(date.midnight(), expected);
                    assert_eq!(Date::from_timestamp(expected), Some(date));
                    expected += SECONDS_PER_DAY;
                }
            }
        }
        assert_eq!(Date::new(1970, 1, 1).unwrap().midnight(), 0);
    }
}
