//! One line of a block, cut into words that remember where they stand.

use super::error::{ScenarioError, nearest};
use crate::date::{Date, Timestamp};
use crate::money::{Currency, Minor};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    pub line: usize,
    pub column: usize,
    pub text: String,
    /// It stood in double quotes, so it is a text and never a keyword.
    pub quoted: bool,
}

impl Word {
    pub fn is(&self, text: &str) -> bool {
        !self.quoted && self.text == text
    }

    pub fn error(&self, expected: impl Into<String>) -> ScenarioError {
        ScenarioError {
            line: self.line,
            column: self.column,
            expected: expected.into(),
            found: Some(self.text.clone()),
            nearest: None,
            form: None,
        }
    }

    /// The word is none of a closed list; says which one is near.
    pub fn not_among<'a>(
        &self,
        expected: impl Into<String>,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> ScenarioError {
        ScenarioError { nearest: nearest(&self.text, candidates), ..self.error(expected) }
    }

    pub fn amount(&self) -> Result<Minor, ScenarioError> {
        let amount = if self.quoted { None } else { self.text.parse().ok() };
        amount.ok_or_else(|| self.error("a whole number of minor units, such as 10000"))
    }

    pub fn currency(&self) -> Result<Currency, ScenarioError> {
        Currency::from_code(&self.text).ok_or_else(|| {
            self.not_among("a currency such as EUR", Currency::ALL.into_iter().map(Currency::code))
        })
    }

    /// A day as `2026-01-31`.
    pub fn date(&self) -> Result<Date, ScenarioError> {
        let mut parts = self.text.split('-');
        let day = (|| {
            let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
            let month = parts.next().filter(|month| month.len() == 2)?.parse().ok()?;
            Date::new(year, month, parts.next().filter(|day| day.len() == 2)?.parse().ok()?)
        })();
        day.filter(|_| parts.next().is_none()).ok_or_else(|| self.error("a day such as 2026-01-31"))
    }

    /// A time of day as `10:30:00`, in seconds after midnight.
    pub fn time_of_day(&self) -> Result<Timestamp, ScenarioError> {
        let numbers: Vec<Timestamp> =
            self.text.split(':').map_while(|part| part.parse().ok().filter(|_| part.len() == 2)).collect();
        match numbers.as_slice() {
            &[hours @ 0..=23, minutes @ 0..=59, seconds @ 0..=59] if self.text.len() == 8 => Ok(hours
                .saturating_mul(3600)
                .saturating_add(minutes.saturating_mul(60))
                .saturating_add(seconds)),
            _ => Err(self.error("a time of day such as 10:30:00")),
        }
    }

    /// `NAME=AMOUNT`: the name as a word of its own, and the amount.
    pub fn part(&self) -> Result<(Self, Minor), ScenarioError> {
        let Some((name, amount)) = self.text.split_once('=').filter(|_| !self.quoted) else {
            return Err(self.error("a line item and its amount, such as shoes=4000"));
        };
        let behind = self.column.saturating_add(name.chars().count()).saturating_add(1);
        let amount = Self { column: behind, text: amount.to_owned(), ..self.clone() }.amount()?;
        Ok((Self { text: name.to_owned(), ..self.clone() }, amount))
    }
}

/// Cuts a line at blanks. `#` at the start of a word begins a comment; in quotes, `""` stands for one quote.
pub fn words(line: usize, text: &str) -> Result<Vec<Word>, ScenarioError> {
    let mut words = Vec::new();
    let mut letters = (1usize..).zip(text.chars()).peekable();
    while let Some((column, letter)) = letters.next() {
        if letter.is_whitespace() {
            continue;
        }
        if letter == '#' {
            break;
        }
        let quoted = letter == '"';
        let mut word = Word { line, column, text: String::new(), quoted };
        if quoted {
            loop {
                match letters.next() {
                    Some((_, '"')) if letters.next_if(|(_, next)| *next == '"').is_some() => {
                        word.text.push('"');
                    }
                    Some((_, '"')) => break,
                    Some((_, inner)) => word.text.push(inner),
                    None => return Err(word.error("a closing quote behind this text")),
                }
            }
            if letters.peek().is_some_and(|(_, next)| !next.is_whitespace()) {
                return Err(
                    word.error("a blank behind the closing quote; write \"\" for a quote inside the text")
                );
            }
        } else {
            word.text.push(letter);
            while let Some((_, inner)) = letters.next_if(|(_, next)| !next.is_whitespace()) {
                word.text.push(inner);
            }
        }
        words.push(word);
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<String> {
        words(1, line).unwrap().into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn blanks_part_words_quotes_join_them_and_comments_end_the_line() {
        assert_eq!(texts("  capture  order-1 # all of it"), ["capture", "order-1"]);
        assert_eq!(texts("next \"REFUND, DISPUTE\" a#b"), ["next", "REFUND, DISPUTE", "a#b"]);
        assert_eq!(texts(r#""say ""yes"" # now""#), [r#"say "yes" # now"#]);
        assert_eq!(texts("\"\""), [""]);
        assert_eq!(texts(" # nothing"), Vec::<String>::new());
    }

    #[test]
    fn words_know_their_column_in_characters() {
        let found = words(7, "é \"ü ü\" x=5").unwrap();
        assert_eq!(
            found.iter().map(|word| (word.line, word.column)).collect::<Vec<_>>(),
            [(7, 1), (7, 3), (7, 9)]
        );
        let error = words(1, "a x=five").unwrap()[1].part().unwrap_err();
        assert_eq!((error.column, error.found.as_deref()), (5, Some("five")));
    }

    #[test]
    fn an_open_quote_is_pointed_at() {
        let error = words(3, "a \"b c").unwrap_err();
        assert_eq!((error.line, error.column), (3, 3));
        assert!(words(3, "\"a\"b").is_err());
    }

    #[test]
    fn values_are_exact() {
        let word = |text: &str| words(1, text).unwrap().remove(0);
        assert_eq!(word("-100").amount(), Ok(-100));
        assert!(word("\"100\"").amount().is_err() && word("1e3").amount().is_err());
        assert_eq!(word("2026-01-31").date(), Ok(Date::new(2026, 1, 31).unwrap()));
        for text in ["2026-02-30", "31-01-2026", "2026-1-31", "2026-01-31-1", "2026-01"] {
            assert!(word(text).date().is_err(), "{text}");
        }
        assert_eq!(word("10:30:05").time_of_day(), Ok(37_805));
        for text in ["24:00:00", "10:30", "10:30:00:00", "1:30:000"] {
            assert!(word(text).time_of_day().is_err(), "{text}");
        }
        assert_eq!(word("EURO").currency().unwrap_err().nearest.as_deref(), Some("EUR"));
    }
}
