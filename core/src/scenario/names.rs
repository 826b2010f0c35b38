//! Which names a scenario has used so far, and for what. A slip is found while reading, before anything runs.

use super::error::{ScenarioError, nearest};
use super::forms::FORMS;
use super::step::Kind;
use super::words::Word;
use crate::money::Currency;
use crate::persistent::Map;

#[derive(Clone, Debug)]
struct Known {
    kind: Kind,
    /// Where it was named; 0 for what is always there.
    line: usize,
    /// The Intent it belongs to.
    intent: Option<String>,
}

impl Known {
    fn about(&self) -> String {
        let noun = self.kind.noun();
        if self.line == 0 {
            format!("this is {noun}, always there")
        } else {
            format!("this is {noun}, from line {}", self.line)
        }
    }
}

#[derive(Clone, Debug)]
pub struct Names(Map<String, Known>);

impl Names {
    /// The fees wallets of the client are there from the start.
    pub fn new() -> Self {
        let fees = Currency::ALL.into_iter().map(|currency| {
            (format!("fees.{currency}"), Known { kind: Kind::Wallet, line: 0, intent: None })
        });
        Self(fees.collect())
    }

    /// A word that must be a name of this kind.
    pub fn known(&self, kind: Kind, word: &Word) -> Result<String, ScenarioError> {
        self.one_of(&[kind], word).map(|_| word.text.clone())
    }

    /// A word that must be a name of one of these kinds.
    pub fn one_of(&self, kinds: &[Kind], word: &Word) -> Result<Kind, ScenarioError> {
        if let Some(known) = self.0.get(&word.text).filter(|known| kinds.contains(&known.kind)) {
            return Ok(known.kind);
        }
        let nouns: Vec<_> = kinds.iter().map(|kind| kind.noun()).collect();
        let expected = format!("the name of {}", nouns.join(" or "));
        let expected = match self.0.get(&word.text) {
            Some(other) => format!("{expected} ({})", other.about()),
            None => expected,
        };
        let candidates =
            self.0.iter().filter(|(_, known)| kinds.contains(&known.kind)).map(|(name, _)| name.as_str());
        Err(ScenarioError { nearest: nearest(&word.text, candidates), ..word.error(expected) })
    }

    /// The Intent that a name belongs to.
    pub fn intent_of(&self, name: &str) -> String {
        self.0.get(name).and_then(|known| known.intent.clone()).unwrap_or_default()
    }

    /// A word that must not be a name yet.
    pub fn fresh(&self, word: &Word) -> Result<String, ScenarioError> {
        let well_formed = !word.quoted
            && word.text.chars().next().is_some_and(char::is_alphanumeric)
            && word.text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.'));
        if !well_formed {
            return Err(word.error("a new name of letters, digits, hyphens and points"));
        }
        // `cancel settlement f1` must not be read as cancelling an Intent called `settlement`.
        let second_words =
            FORMS.iter().filter_map(|form| form.keyword.split_once(' ').map(|(_, second)| second));
        if second_words.chain(["client"]).any(|reserved| reserved == word.text) {
            return Err(word.error("a new name that is no word of the grammar"));
        }
        match self.0.get(&word.text) {
            Some(known) => Err(word.error(format!("a new name ({})", known.about()))),
            None => Ok(word.text.clone()),
        }
    }

    /// The name of an action that was not given one: `order-1.capture`, then `order-1.capture-2` and so on.
    pub fn automatic(&self, intent: &str, action: &str) -> String {
        let first = format!("{intent}.{action}");
        let numbered = (2u32..).map(|number| format!("{intent}.{action}-{number}"));
        std::iter::once(first).chain(numbered).find(|name| !self.0.contains_key(name)).unwrap_or_default()
    }

    pub fn declare(&mut self, name: &str, kind: Kind, line: usize, intent: Option<&str>) {
        self.0.insert(name.to_owned(), Known { kind, line, intent: intent.map(ToOwned::to_owned) });
    }
}
