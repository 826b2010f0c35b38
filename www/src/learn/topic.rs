//! What the pages of this place are about, and their addresses.

use super::lesson::{LESSONS, Lesson};
use super::readings::{self, Entry};
use crate::texts;
use echoscope_core::engine::Code;
use echoscope_core::machine::{MachineView, machine_named};
use echoscope_core::settlement::rules::{self, Rule};

const ROOT: &str = "#/learn";

#[derive(Clone, PartialEq, Debug)]
pub enum Topic {
    Lesson(&'static Lesson),
    Machine(MachineView),
    Rule(&'static Rule),
    Refusal(Code),
    Reading(Entry),
}

impl Topic {
    /// The page at an address; `None` where there is none.
    pub fn at(hash: &str) -> Option<Self> {
        let path = hash.strip_prefix(ROOT)?.trim_matches('/');
        if path.is_empty() {
            return LESSONS.first().map(Self::Lesson);
        }
        match path.split_once('/') {
            None => LESSONS.iter().find(|lesson| lesson.name == path).map(Self::Lesson),
            Some(("lifecycle", name)) => machine_named(name).map(Self::Machine),
            Some(("rule", code)) => rules::find(code).map(Self::Rule),
            Some(("refusal", name)) => {
                Code::ALL.iter().copied().find(|code| code.as_str() == name).map(Self::Refusal)
            }
            Some(("reading", number)) => readings::find(number).map(Self::Reading),
            Some(_) => None,
        }
    }

    pub fn address(&self) -> String {
        match self {
            Self::Lesson(lesson) => format!("{ROOT}/{}", lesson.name),
            Self::Machine(machine) => format!("{ROOT}/lifecycle/{}", machine.name),
            Self::Rule(rule) => format!("{ROOT}/rule/{}", rule.code),
            Self::Refusal(code) => format!("{ROOT}/refusal/{}", code.as_str()),
            Self::Reading(entry) => reading_address(&entry.numbers[0]),
        }
    }

    pub fn title(&self) -> String {
        match self {
            Self::Lesson(lesson) => lesson.title().to_owned(),
            Self::Machine(machine) => texts::machine(machine.name),
            Self::Rule(rule) => rule.code.to_owned(),
            Self::Refusal(code) => code.as_str().to_owned(),
            Self::Reading(entry) => entry.title.clone(),
        }
    }
}

pub fn reading_address(number: &str) -> String {
    format!("{ROOT}/reading/{number}")
}

#[cfg(test)]
mod tests {
    use super::super::contents::chapters;
    use super::*;

    #[test]
    fn every_page_is_found_at_its_own_address() {
        let pages: Vec<_> = chapters().into_iter().flat_map(|chapter| chapter.topics).collect();
        assert!(pages.len() > 150, "only {} pages", pages.len());
        for page in pages {
            assert_eq!(Topic::at(&page.address()).as_ref(), Some(&page));
        }
    }

    #[test]
    fn the_first_lesson_stands_at_the_door_and_an_unknown_address_leads_nowhere() {
        assert_eq!(Topic::at("#/learn"), LESSONS.first().map(Topic::Lesson));
        assert_eq!(Topic::at("#/learn/rule/nothing"), None);
    }
}
