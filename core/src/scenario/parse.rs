//! The file of a scenario: Markdown, in which the `echo` blocks are run and the rest is read by people.

use super::error::ScenarioError;
use super::names::Names;
use super::read::{self, Cut};
use super::step::{MARKS, Scenario, Section, Step};
use super::words::{Word, words};

const OPENING: &str = "```echo";
const CLOSING: &str = "```";

/// Reads a scenario, up to its first error.
pub fn parse(text: &str) -> Result<Scenario, ScenarioError> {
    read_with(text, &mut Names::new())
}

/// The same, telling the names that the scenario uses.
pub fn read_with(text: &str, names: &mut Names) -> Result<Scenario, ScenarioError> {
    let mut sections = vec![Section::default()];
    let mut lines = (1usize..).zip(text.lines());
    while let Some((number, line)) = lines.next() {
        let mut section = sections.pop().unwrap_or_default();
        if line.trim_end() == OPENING {
            let block: Vec<_> = lines.by_ref().take_while(|(_, line)| line.trim_end() != CLOSING).collect();
            if text.lines().nth(number.saturating_add(block.len())).is_none() {
                let word = Word { line: number, column: 1, text: OPENING.to_owned(), quoted: false };
                return Err(word.error(format!("a closing {CLOSING} for this block")));
            }
            section.prose = section.prose.trim().into();
            section.steps = block_steps(&block, names)?;
            sections.extend([section, Section::default()]);
        } else {
            section.prose.push_str(line.trim_end());
            section.prose.push('\n');
            sections.push(section);
        }
    }
    if let Some(mut last) = sections.pop() {
        last.prose = last.prose.trim().into();
        if !last.prose.is_empty() {
            sections.push(last);
        }
    }
    let (title, summary) = title_and_summary(&mut sections)?;
    Ok(Scenario { title, summary, sections })
}

/// Takes the title and the first paragraph out of the first prose.
fn title_and_summary(sections: &mut [Section]) -> Result<(String, String), ScenarioError> {
    let missing = |line, expected: &str| ScenarioError {
        line,
        column: 1,
        expected: expected.to_owned(),
        found: None,
        nearest: None,
        form: None,
    };
    let prose =
        sections.first_mut().map(|section| &mut section.prose).ok_or_else(|| missing(1, "`# The title`"))?;
    let (head, rest) = prose.split_once('\n').unwrap_or((prose, ""));
    let title = head.strip_prefix("# ").ok_or_else(|| missing(1, "`# The title`"))?.trim().to_owned();
    let (summary, rest) = rest.trim().split_once("\n\n").unwrap_or((rest.trim(), ""));
    if summary.is_empty() {
        return Err(missing(2, "a paragraph that says what the scenario shows"));
    }
    let summary = summary.lines().collect::<Vec<_>>().join(" ");
    *prose = rest.trim().to_owned();
    Ok((title, summary))
}

pub fn block_steps(block: &[(usize, &str)], names: &mut Names) -> Result<Vec<Step>, ScenarioError> {
    let mut steps = Vec::new();
    let mut lines = block.iter().copied().peekable();
    while let Some((number, text)) = lines.next() {
        let Some(mut head) = cut(number, text)? else { continue };
        if text.starts_with(char::is_whitespace) {
            let first = head.words.swap_remove(0);
            return Err(
                first.error("a step at the start of the line; what is indented belongs to a step above it")
            );
        }
        let marks = marks(&mut head.words)?;
        let mut whole = text.trim_end().to_owned();
        let mut under = Vec::new();
        while let Some((number, text)) =
            lines.next_if(|(_, text)| text.trim().is_empty() || text.starts_with(char::is_whitespace))
        {
            if let Some(cut) = cut(number, text)? {
                whole.push('\n');
                whole.push_str(text.trim_end());
                under.push(cut);
            }
        }
        let (action, outcome) = read::step(head, under, names)?;
        steps.push(Step { line: number, text: whole, marks, action, outcome });
    }
    Ok(steps)
}

/// The words of a line; `None` where it is empty or only a comment.
fn cut(number: usize, text: &str) -> Result<Option<Cut>, ScenarioError> {
    let words = words(number, text)?;
    let end = (number, text.trim_end().chars().count().saturating_add(1));
    Ok((!words.is_empty()).then_some(Cut { words, end }))
}

/// Takes the marks off the end of a step.
fn marks(words: &mut Vec<Word>) -> Result<Vec<&'static str>, ScenarioError> {
    let first =
        words.iter().position(|word| !word.quoted && word.text.starts_with('@')).unwrap_or(words.len());
    let marks = words.split_off(first);
    marks
        .iter()
        .map(|word| {
            let found = MARKS.iter().copied().find(|mark| word.text.strip_prefix('@') == Some(mark));
            found.ok_or_else(|| {
                word.error("a number of the overview diagram, @1A to @7B, at the end of the step")
            })
        })
        .collect()
}
