//! What is wrong with the text of a scenario, said so that it can be put right without looking anything up.

use std::fmt;

/// One thing in a scenario that cannot be read. Lines and columns count from 1, columns in characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScenarioError {
    pub line: usize,
    pub column: usize,
    /// What should stand there.
    pub expected: String,
    /// What stands there; `None` at the end of the line.
    pub found: Option<String>,
    /// The word that was probably meant.
    pub nearest: Option<String>,
    /// How the step is written as a whole, where that helps.
    pub form: Option<&'static str>,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: expected {}, found ", self.line, self.column, self.expected)?;
        match &self.found {
            Some(found) => write!(f, "`{found}`.")?,
            None => f.write_str("the end of the line.")?,
        }
        if let Some(nearest) = &self.nearest {
            write!(f, " Did you mean `{nearest}`?")?;
        }
        if let Some(form) = self.form {
            write!(f, " The step is written `{form}`.")?;
        }
        Ok(())
    }
}

impl std::error::Error for ScenarioError {}

/// The candidate that differs least from what was written, if it is close enough to have been meant.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let written = written.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&written, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let words = ["capture", "cancel", "refund"];
        assert_eq!(nearest("captuer", words).as_deref(), Some("capture"));
        assert_eq!(nearest("CANCEL", words).as_deref(), Some("cancel"));
        assert_eq!(nearest("xyz", words), None);
    }
}
