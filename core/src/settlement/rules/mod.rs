//! The catalogue: every fault the checker can report, in one place.
//!
//! The documentation, the reports and the checker all read it from here. A rule says what it does to the file,
//! so the verdict is a function of the findings and of nothing else.

mod container;
mod footer;
mod lines;
mod structure;
mod totals;

pub use container::*;
pub use footer::*;
pub use lines::*;
pub use structure::*;
pub use totals::*;

use super::report::Severity;
use serde::{Deserialize, Deserializer, de};
use std::borrow::Cow;

/// What a finding of this rule does to the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Mangopay rejects the file as a whole: `FAILED`.
    RejectsFile,
    /// The line it stands on cannot match.
    BlocksLine,
    /// Every line may match, and still the settlement stays `PARTIALLY_MATCHED`.
    BlocksSettlement,
    /// The declaration is not taken in.
    LeavesOut,
    None,
}

impl Effect {
    /// What it means for the reader of the documentation.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::RejectsFile => "The file is rejected: FAILED.",
            Self::BlocksLine => {
                "The line cannot match, so the settlement stays PARTIALLY_MATCHED or UNMATCHED."
            }
            Self::BlocksSettlement => "The settlement stays PARTIALLY_MATCHED, even if every line matches.",
            Self::LeavesOut => "The declaration is left out, so no line can match it.",
            Self::None => "No effect on the file.",
        }
    }
}

/// Whether findings of a rule come with a fix, and of which kind. Where what was meant cannot be known, none is offered all
/// the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fixes {
    None,
    Safe,
    Unsafe,
    /// Safe or unsafe, depending on the value.
    Depends,
}

impl Fixes {
    /// What it means for the reader of the documentation.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::None => "None is offered: it has to be corrected by hand.",
            Self::Safe => "Safe: it changes how a value is written, never what it says.",
            Self::Unsafe => "Unsafe: it touches money, drops something, or guesses, and waits to be chosen.",
            Self::Depends => "Safe where the meaning is certain, else unsafe.",
        }
    }
}

/// The name of a rule, or Mangopay's. A type of its own, because serde would borrow a plain reference from what it reads.
pub type Code = &'static str;

#[derive(PartialEq, Eq, Debug)]
pub struct Rule {
    /// Stable name.
    pub code: &'static str,
    pub severity: Severity,
    pub effect: Effect,
    /// The rule in one sentence.
    pub title: &'static str,
    /// Why it is so, and what to do.
    pub explanation: &'static str,
    /// What a finding offers to do about it.
    pub fixes: Fixes,
    /// What the rule rests on: rules of the specification (R…), ambiguities (A…), or experience.
    pub source: &'static str,
    /// Mangopay's own code for it, where that is public.
    pub mangopay: Option<&'static str>,
    /// Its code among the validations of a Settlement: Mangopay's own, else ours in the same style (B30).
    pub validation: &'static str,
}

/// `amount-malformed` as `AMOUNT_MALFORMED`.
pub(crate) const fn in_capitals<const LENGTH: usize>(code: &str) -> [u8; LENGTH] {
    let mut capitals = [0; LENGTH];
    let (mut from, mut to): (&[u8], &mut [u8]) = (code.as_bytes(), &mut capitals);
    while let (Some((byte, more)), Some((place, room))) = (from.split_first(), to.split_first_mut()) {
        *place = if *byte == b'-' { b'_' } else { byte.to_ascii_uppercase() };
        (from, to) = (more, room);
    }
    capitals
}

/// The rules by the part of the file they are about, in the order in which a reader meets them.
pub fn groups() -> [(&'static str, &'static [&'static Rule]); 5] {
    [
        ("Bytes, quotes and line ends", container::RULES),
        ("Header, lines and footer", structure::RULES),
        ("Values of a line", lines::RULES),
        ("Values of the footer", footer::RULES),
        ("Totals", totals::RULES),
    ]
}

/// Every rule, in the order of [`groups`].
pub fn all() -> impl Iterator<Item = &'static Rule> {
    groups().into_iter().flat_map(|(_, rules)| rules.iter().copied())
}

pub fn find(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// Reads the name of a rule of this catalogue.
pub fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    let code = Cow::<str>::deserialize(deserializer)?;
    find(&code).map(|rule| rule.code).ok_or_else(|| de::Error::custom(format!("no rule is called {code:?}")))
}

/// Reads one of Mangopay's own codes.
pub fn known_mangopay<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<&'static str>, D::Error> {
    let code = Option::<Cow<str>>::deserialize(deserializer)?;
    Ok(code.and_then(|code| all().find_map(|rule| rule.mangopay.filter(|known| *known == code))))
}

/// Declares rules as statics and lists them, so that none can be forgotten in the list.
macro_rules! rules {
    ($($name:ident = $code:literal, $severity:ident, $effect:ident, $(fix $fixes:ident,)? $source:literal $(, mangopay $mangopay:literal)?;
        $title:literal; $explanation:literal;)+) => {
        $(pub static $name: Rule = Rule {
            code: $code,
            severity: Severity::$severity,
            effect: Effect::$effect,
            title: $title,
            explanation: $explanation,
            fixes: rules!(@fixes $($fixes)?),
            source: $source,
            mangopay: rules!(@mangopay $($mangopay)?),
            validation: rules!(@validation $code $($mangopay)?),
        };)+
        pub(super) static RULES: &[&Rule] = &[$(&$name),+];
    };
    (@fixes $fixes:ident) => { $crate::settlement::rules::Fixes::$fixes };
    (@fixes) => { $crate::settlement::rules::Fixes::None };
    (@mangopay $code:literal) => { Some($code) };
    (@mangopay) => { None };
    (@validation $code:literal $mangopay:literal) => { $mangopay };
    (@validation $code:literal) => {{
        const CAPITALS: [u8; $code.len()] = crate::settlement::rules::in_capitals($code);
        match std::str::from_utf8(&CAPITALS) {
            Ok(text) => text,
            Err(_) => $code,
        }
    }};
}
pub(crate) use rules;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_kebab_case_words() {
        let codes: Vec<_> = all().map(|rule| rule.code).collect();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
        for code in codes {
            assert!(
                code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{code}"
            );
        }
    }

    #[test]
    fn what_stops_a_line_or_the_file_is_an_error_and_the_reverse() {
        for rule in all() {
            assert_eq!(rule.effect != Effect::None, rule.severity == Severity::Error, "{}", rule.code);
        }
    }

    #[test]
    fn validations_have_one_style() {
        for rule in all() {
            assert!(
                rule.validation.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
            );
            assert!(rule.mangopay.is_none_or(|code| code == rule.validation));
        }
        assert_eq!(find("amount-malformed").map(|rule| rule.validation), Some("AMOUNT_MALFORMED"));
    }

    #[test]
    fn every_rule_explains_itself_in_whole_sentences() {
        for rule in all() {
            assert!(rule.title.ends_with('.') && rule.explanation.ends_with('.'), "{}", rule.code);
            assert!(!rule.source.is_empty(), "{}", rule.code);
        }
    }
}
