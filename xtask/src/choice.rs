//! Words typed by a person: the right one, or the nearest one as a suggestion.

use crate::run::Problem;

/// The entry called `word`. Anything else is refused with the nearest name, or with all of them.
pub fn pick<'a, T>(
    kind: &str,
    word: &str,
    entries: &'a [T],
    name: impl Fn(&T) -> &str,
) -> Result<&'a T, Problem> {
    if let Some(entry) = entries.iter().find(|entry| name(entry) == word) {
        return Ok(entry);
    }
    let names: Vec<&str> = entries.iter().map(&name).collect();
    let remedy = match nearest(word, &names) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("There are: {}.", names.join(", ")),
    };
    Err(Problem::new(format!("There is no {kind} called `{word}`."), remedy))
}

fn nearest<'a>(word: &str, names: &[&'a str]) -> Option<&'a str> {
    let near_enough = 0.7;
    names
        .iter()
        .map(|name| (strsim::jaro_winkler(word, name), *name))
        .filter(|(likeness, _)| *likeness >= near_enough)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] = &["style", "rust", "browser"];

    #[test]
    fn a_slip_of_the_finger_gets_a_suggestion() {
        let problem = pick("part", "brwser", NAMES, |name| name).unwrap_err();
        assert_eq!(problem.remedy, "Did you mean `browser`?");
    }

    #[test]
    fn a_word_unlike_any_other_gets_the_whole_list() {
        let problem = pick("part", "xyz", NAMES, |name| name).unwrap_err();
        assert_eq!(problem.remedy, "There are: style, rust, browser.");
    }
}
