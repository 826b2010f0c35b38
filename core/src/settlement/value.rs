//! Single values: the strict reading, and what a wrong one was probably meant to be.

use crate::date::Date;
use crate::money::Minor;

/// An amount: digits, with a hyphen in front when negative.
pub fn amount(text: &[u8]) -> Option<Minor> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() {
        return None;
    }
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte.wrapping_sub(b'0')));
    // Accumulated below zero, where i64 has one value more.
    let mut digits = digits.iter();
    // So many digits fit always. Where they may not fit is looked at only behind them.
    let first = digits
        .by_ref()
        .take(18)
        .try_fold(0i64, |sum, &byte| Some(sum.wrapping_mul(10).wrapping_sub(digit(byte)?)))?;
    let below = digits.try_fold(first, |sum, &byte| sum.checked_mul(10)?.checked_sub(digit(byte)?))?;
    if negative { Some(below) } else { below.checked_neg() }
}

/// The same amount, written as it should be.
pub fn without_leading_zeros(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    match digits.trim_start_matches('0') {
        "" => "0".to_owned(),
        digits => format!("{sign}{digits}"),
    }
}

/// Why a text is no amount, as the end of a sentence, and the amount it probably means.
pub fn why_no_amount(text: &str) -> (&'static str, Option<String>) {
    let trimmed = text.trim();
    let body = trimmed.trim_start_matches(['-', '+', '−', '–', '—']);
    let sign = if trimmed.starts_with(['-', '−', '–', '—']) { "-" } else { "" };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let meant = |s: &str| Some(format!("{sign}{s}"));
    if digits(body) {
        return match trimmed.chars().next() {
            Some('−' | '–' | '—') => ("has a minus that is not a hyphen", meant(body)),
            Some('+') => ("has a plus sign", meant(body)),
            _ if trimmed != text => ("has blanks around it", meant(body)),
            _ if body.len() < trimmed.len().saturating_sub(1) => ("has more than one sign", None),
            _ => ("is larger than any amount can be", None),
        };
    }
    if let Some(body) = body.strip_suffix('-').filter(|s| digits(s)) {
        return ("has its sign at the end", Some(format!("-{body}")));
    }
    if let Some(body) = body.strip_prefix('(').and_then(|s| s.strip_suffix(')')).filter(|s| digits(s)) {
        return ("shows a negative number in brackets", Some(format!("-{body}")));
    }
    let is_scientific = body.split_once(['e', 'E']).is_some_and(|(mantissa, exponent)| {
        digits(&mantissa.replace(['.', ','], "")) && digits(exponent.trim_start_matches(['+', '-']))
    });
    if is_scientific {
        return ("is in scientific notation, as a spreadsheet writes long numbers", None);
    }
    let grouped = |c: char| matches!(c, ',' | '.' | ' ' | '\'' | '’' | '_' | '\u{a0}' | '\u{202f}');
    let mut groups = body.split(grouped);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<_> = groups.collect();
    if digits(first) && !rest.is_empty() && rest.iter().all(|group| digits(group)) {
        let joined = format!("{first}{}", rest.concat());
        return match rest.last().map(|group| group.len()) {
            Some(3) if first.len() <= 3 && rest.iter().all(|group| group.len() == 3) => {
                ("has thousands separators", meant(&joined))
            }
            Some(2) => ("has decimals", meant(&joined)),
            _ => ("has decimals", None),
        };
    }
    if body.starts_with(['€', '$', '£', '¥']) || body.ends_with(['€', '$', '£', '¥']) {
        return ("has a currency sign", None);
    }
    ("is not a number", None)
}

/// Why a text is no `DD-MM-YYYY` date, as the end of a sentence, and the day it certainly means.
pub fn why_no_date(text: &str) -> (&'static str, Option<Date>) {
    let day_part = text.trim().split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<_> = day_part.split(['-', '/', '.']).collect();
    let numbers: Option<Vec<u16>> = parts
        .iter()
        .map(|part| if part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None })
        .collect();
    let date =
        |day: u16, month: u16, year: u16| Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    match (numbers.as_deref(), parts.as_slice()) {
        (Some(&[year, month, day]), [first, ..]) if first.len() == 4 => match date(day, month, year) {
            Some(day) => ("puts the year first", Some(day)),
            None => ("is not a day of the calendar", None),
        },
        (Some(&[first, second, year]), [.., last]) if last.len() == 4 => {
            match (date(first, second, year), date(second, first, year)) {
                (Some(day), _) if first > 12 || first == second => {
                    ("is not written as DD-MM-YYYY", Some(day))
                }
                (None, Some(day)) => ("puts the month before the day", Some(day)),
                // Hyphens say the European order; slashes leave open which number is the month.
                (Some(day), _) if day_part.contains('-') => ("is not written as DD-MM-YYYY", Some(day)),
                (Some(_), _) => ("is not written as DD-MM-YYYY, and may have day and month exchanged", None),
                (None, None) => ("is not a day of the calendar", None),
            }
        }
        (Some(&[_, _, _]), _) => ("has a year that is not of four digits", None),
        _ => ("is not a date", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_digits_with_an_optional_hyphen() {
        assert_eq!(amount(b"100000"), Some(100_000));
        assert_eq!(amount(b"-25000"), Some(-25_000));
        assert_eq!(amount(b"9223372036854775807"), Some(i64::MAX));
        assert_eq!(amount(b"-9223372036854775808"), Some(i64::MIN));
        for text in
            ["", "-", "+1", "12.50", "1,000", "\u{2212}5", "1 000", "1e5", "9223372036854775808", "--1"]
        {
            assert_eq!(amount(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_says_why_and_what_it_means() {
        for (text, why, meant) in [
            ("12.50", "has decimals", Some("1250")),
            ("12,5", "has decimals", None),
            ("1,000", "has thousands separators", Some("1000")),
            ("-1.000.000", "has thousands separators", Some("-1000000")),
            ("\u{2212}5", "has a minus that is not a hyphen", Some("-5")),
            ("+5", "has a plus sign", Some("5")),
            ("5-", "has its sign at the end", Some("-5")),
            ("(5)", "shows a negative number in brackets", Some("-5")),
            ("1.0E+05", "is in scientific notation, as a spreadsheet writes long numbers", None),
            ("99999999999999999999", "is larger than any amount can be", None),
            ("--5", "has more than one sign", None),
            ("5 €", "has a currency sign", None),
            ("abc", "is not a number", None),
        ] {
            assert_eq!(why_no_amount(text), (why, meant.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn a_date_is_corrected_only_where_it_has_one_meaning() {
        let day = Date::new(2025, 6, 19);
        for (text, meant) in [
            ("2025-06-19", day),
            ("2025-06-19T15:01:25Z", day),
            ("19/06/2025", day),
            ("19.6.2025", day),
            ("06/19/2025", day),
            ("6-5-2025", Date::new(2025, 5, 6)),
            ("05/06/2025", None),
            ("191-06-2025", None),
            ("31-06-2025", None),
            ("19-06-25", None),
            ("yesterday", None),
        ] {
            assert_eq!(why_no_date(text).1, meant, "{text}");
        }
    }
}
