//! A scenario that is being written: read once, then continued step by step, shortened, and written out again.

use super::error::ScenarioError;
use super::names::Names;
use super::parse::{block_steps, read_with};
use super::step::{Scenario, Section, Step};
use std::fmt;

#[derive(Clone, Debug)]
pub struct Draft {
    scenario: Scenario,
    names: Names,
}

impl Draft {
    pub fn parse(text: &str) -> Result<Self, ScenarioError> {
        let mut names = Names::new();
        let scenario = read_with(text, &mut names)?;
        Ok(Self { scenario, names })
    }

    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Reads steps as if they came next, and adds nothing. Positions in errors count from the beginning of this text.
    pub fn read(&self, text: &str) -> Result<Vec<Step>, ScenarioError> {
        self.read_on(text).map(|(steps, _)| steps)
    }

    /// Adds steps at the end, to the block that stands there, else to a new one.
    pub fn add(&mut self, text: &str) -> Result<Vec<Step>, ScenarioError> {
        let (steps, names) = self.read_on(text)?;
        self.names = names;
        match self.scenario.sections.last_mut() {
            Some(last) => last.steps.extend(steps.iter().cloned()),
            None => {
                self.scenario.sections.push(Section { prose: String::new(), steps: steps.clone() });
            }
        }
        Ok(steps)
    }

    fn read_on(&self, text: &str) -> Result<(Vec<Step>, Names), ScenarioError> {
        let mut names = self.names.clone();
        let lines: Vec<_> = (1usize..).zip(text.lines()).collect();
        block_steps(&lines, &mut names).map(|steps| (steps, names))
    }

    /// Only the first steps; prose that would lead to nothing is left out.
    #[must_use]
    pub fn shortened(&self, steps: usize) -> Self {
        let mut left = steps;
        let mut sections = Vec::new();
        for section in &self.scenario.sections {
            let kept: Vec<_> = section.steps.iter().take(left).cloned().collect();
            left = left.saturating_sub(kept.len());
            if !kept.is_empty() {
                sections.push(Section { prose: section.prose.clone(), steps: kept });
            }
        }
        let scenario = Scenario { sections, ..self.scenario.clone() };
        // A name of a later step is free again; what was read once is read again without error.
        Self::parse(&written(&scenario)).unwrap_or(Self { scenario, names: self.names.clone() })
    }
}

/// The Markdown of the scenario. Comments and line breaks in the summary are not kept.
impl fmt::Display for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written(&self.scenario))
    }
}

fn written(scenario: &Scenario) -> String {
    let mut text = format!("# {}\n\n{}\n", scenario.title, scenario.summary);
    for section in &scenario.sections {
        if !section.prose.is_empty() {
            text.push('\n');
            text.push_str(&section.prose);
            text.push('\n');
        }
        if !section.steps.is_empty() {
            text.push_str("\n```echo\n");
            for step in &section.steps {
                text.push_str(&step.text);
                text.push('\n');
            }
            text.push_str("```\n");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Title\n\nSummary.\n\n```echo\nuser anna wallet EUR\nintent o 100 EUR STRIPE @1B\n  line shoes anna 100\n```\n\nThen.\n\n```echo\ncapture o as c\n```\n";

    #[test]
    fn what_is_written_is_what_was_read() {
        let draft = Draft::parse(TEXT).unwrap();
        assert_eq!(draft.to_string(), TEXT);
    }

    #[test]
    fn a_draft_goes_on_with_the_names_it_knows() {
        let mut draft = Draft::parse(TEXT).unwrap();
        assert_eq!(draft.add("refund o\nrefund o").unwrap().len(), 2);
        assert_eq!(draft.scenario().steps().count(), 5);
        let error = draft.read("capture nothing").unwrap_err();
        assert_eq!((error.line, error.column), (1, 9));
        assert!(draft.add("capture o as c").is_err(), "the name is taken");
        assert_eq!(Draft::parse(&draft.to_string()).unwrap().scenario().steps().count(), 5);
    }

    #[test]
    fn a_shortened_draft_frees_the_names_of_what_it_drops() {
        let mut draft = Draft::parse(TEXT).unwrap().shortened(2);
        assert!(!draft.to_string().contains("Then."));
        assert!(draft.add("capture o as c").is_ok());
        assert!(Draft::parse(TEXT).unwrap().shortened(0).add("user bob").is_ok());
    }
}
