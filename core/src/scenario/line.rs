//! One line being read: its words in turn, then its options in any order.

use super::error::ScenarioError;
use super::forms::Form;
use super::names::Names;
use super::step::{Kind, Part};
use super::words::Word;
use crate::catalog::Provider;
use crate::date::{Date, Timestamp};
use crate::money::{Currency, Minor};

pub struct Line<'a> {
    pub form: &'static Form,
    words: std::vec::IntoIter<Word>,
    /// Where the line stops: what is missing is missing here.
    end: (usize, usize),
    names: &'a Names,
}

impl<'a> Line<'a> {
    /// The words behind the keyword.
    pub fn new(form: &'static Form, words: Vec<Word>, end: (usize, usize), names: &'a Names) -> Self {
        let mut words = words.into_iter();
        for _ in form.keyword.split(' ') {
            words.next();
        }
        Self { form, words, end, names }
    }

    pub fn names(&self) -> &'a Names {
        self.names
    }

    pub fn word(&mut self, expected: &str) -> Result<Word, ScenarioError> {
        let (line, column) = self.end;
        self.words.next().ok_or_else(|| ScenarioError {
            line,
            column,
            expected: expected.to_owned(),
            found: None,
            nearest: None,
            form: Some(self.form.whole),
        })
    }

    pub fn keyword(&mut self, keyword: &str) -> Result<(), ScenarioError> {
        let expected = format!("the word `{keyword}`");
        let word = self.word(&expected)?;
        if word.is(keyword) {
            return Ok(());
        }
        Err(ScenarioError { form: Some(self.form.whole), ..word.not_among(expected, [keyword]) })
    }

    /// Takes the word only if it is this one.
    pub fn keyword_if(&mut self, keyword: &str) -> bool {
        let here = self.words.as_slice().first().is_some_and(|word| word.is(keyword));
        if here {
            self.words.next();
        }
        here
    }

    pub fn known(&mut self, kind: Kind) -> Result<String, ScenarioError> {
        let word = self.word(&format!("the name of {}", kind.noun()))?;
        self.names.known(kind, &word)
    }

    pub fn fresh(&mut self) -> Result<String, ScenarioError> {
        let word = self.word("a new name")?;
        self.names.fresh(&word)
    }

    pub fn amount(&mut self) -> Result<Minor, ScenarioError> {
        self.word("an amount in minor units")?.amount()
    }

    pub fn currency(&mut self) -> Result<Currency, ScenarioError> {
        self.word("a currency such as EUR")?.currency()
    }

    pub fn provider(&mut self) -> Result<Provider, ScenarioError> {
        let word = self.word("a provider such as STRIPE")?;
        Provider::parse(&word.text)
            .ok_or_else(|| word.not_among("a provider such as STRIPE", Provider::all().map(Provider::value)))
    }

    pub fn date(&mut self) -> Result<Date, ScenarioError> {
        self.word("a day such as 2026-01-31")?.date()
    }

    /// One of a closed list of values.
    pub fn one_of<T: Copy>(&mut self, expected: &str, all: &[(&'static str, T)]) -> Result<T, ScenarioError> {
        let word = self.word(expected)?;
        let found = all.iter().find(|(value, _)| word.is(value));
        found
            .map(|(_, value)| *value)
            .ok_or_else(|| word.not_among(expected, all.iter().map(|(value, _)| *value)))
    }

    pub fn rest(&mut self) -> impl Iterator<Item = Word> + use<'_, 'a> {
        self.words.by_ref()
    }

    pub fn end(&mut self) -> Result<(), ScenarioError> {
        match self.words.next() {
            Some(word) => {
                Err(ScenarioError { form: Some(self.form.whole), ..word.error("the end of the line") })
            }
            None => Ok(()),
        }
    }

    /// The rest of the line as options. Each may stand once.
    pub fn options(&mut self) -> Result<Options<'a>, ScenarioError> {
        let mut found: Vec<(&'static str, Vec<Word>)> = Vec::new();
        while let Some(word) = self.words.next() {
            let known = self.form.options().find(|(name, _)| word.is(name));
            let Some((name, several)) = known else {
                let names = self.form.options().map(|(name, _)| name);
                let error = word.not_among("an option of this step, or the end of the line", names);
                return Err(ScenarioError { form: Some(self.form.whole), ..error });
            };
            if found.iter().any(|(earlier, _)| *earlier == name) {
                return Err(word.error(format!("each option once, and `{name}` stands before")));
            }
            let mut values = vec![self.word(&format!("a value for `{name}`"))?];
            while several && self.words.as_slice().first().is_some_and(|next| !self.is_option(next)) {
                values.extend(self.words.next());
            }
            found.push((name, values));
        }
        Ok(Options { found, names: self.names })
    }

    fn is_option(&self, word: &Word) -> bool {
        self.form.options().any(|(name, _)| word.is(name))
    }
}

pub struct Options<'a> {
    found: Vec<(&'static str, Vec<Word>)>,
    names: &'a Names,
}

impl Options<'_> {
    pub fn words(&self, name: &str) -> &[Word] {
        self.found.iter().find(|(found, _)| *found == name).map_or(&[], |(_, words)| words)
    }

    pub fn word(&self, name: &str) -> Option<&Word> {
        self.words(name).first()
    }

    pub fn text(&self, name: &str) -> Option<String> {
        self.word(name).map(|word| word.text.clone())
    }

    pub fn amount(&self, name: &str) -> Result<Option<Minor>, ScenarioError> {
        self.word(name).map(Word::amount).transpose()
    }

    pub fn date(&self, name: &str) -> Result<Option<Date>, ScenarioError> {
        self.word(name).map(Word::date).transpose()
    }

    pub fn known(&self, kind: Kind, name: &str) -> Result<Option<String>, ScenarioError> {
        self.word(name).map(|word| self.names.known(kind, word)).transpose()
    }

    pub fn fresh(&self, name: &str) -> Result<Option<String>, ScenarioError> {
        self.word(name).map(|word| self.names.fresh(word)).transpose()
    }

    /// `lines shoes=4000 socks=2000`; empty where it is not given.
    pub fn parts(&self) -> Result<Vec<Part>, ScenarioError> {
        self.words("lines")
            .iter()
            .map(|word| {
                let (name, amount) = word.part()?;
                Ok(Part { line: self.names.known(Kind::Line, &name)?, amount })
            })
            .collect()
    }

    /// A value for a cell of a file: quoted as it stands, else checked and written as the file wants it.
    pub fn cell(
        &self,
        name: &str,
        write: impl FnOnce(&Word) -> Result<String, ScenarioError>,
    ) -> Result<Option<String>, ScenarioError> {
        self.word(name).map(|word| if word.quoted { Ok(word.text.clone()) } else { write(word) }).transpose()
    }
}

/// `+1d`, `+2h`, `+30m` or `+10s`, in seconds.
pub fn duration(word: &Word) -> Option<Timestamp> {
    let text = word.text.strip_prefix('+').filter(|_| !word.quoted)?;
    let unit = text.chars().last()?;
    let seconds = match unit {
        'd' => 86_400,
        'h' => 3600,
        'm' => 60,
        's' => 1,
        _ => return None,
    };
    let number: u32 = text.strip_suffix(unit)?.parse().ok()?;
    Timestamp::from(number).checked_mul(seconds)
}
