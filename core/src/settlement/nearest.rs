//! "Did you mean": the known word that a wrong one was probably meant to be.

/// Names that differ only in case, blanks, hyphens and underscores, or by one or two letters.
pub fn nearest<'k>(wrong: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let wrong = plain(wrong);
    if wrong.is_empty() {
        return None;
    }
    known
        .into_iter()
        // What differs more in length cannot be near; the distance is dear.
        .filter(|word| wrong.chars().count().abs_diff(plain(word).chars().count()) <= allowed(word))
        .map(|word| (strsim::damerau_levenshtein(&wrong, &plain(word)), word))
        .filter(|(distance, word)| *distance <= allowed(word))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// The two differ in nothing but case, blanks and punctuation.
pub fn is_same_word(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

fn plain(word: &str) -> String {
    // A word longer than any known one by half cannot be near; the limit keeps the distance cheap.
    word.chars().take(40).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn allowed(word: &str) -> usize {
    match word.len() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn case_blanks_and_small_slips_are_seen_through() {
        let known = ["Amount", "Currency", "ExternalProcessingDate"];
        assert_eq!(nearest(" amount", known), Some("Amount"));
        assert_eq!(nearest("Curency", known), Some("Currency"));
        assert_eq!(nearest("External Processing Date", known), Some("ExternalProcessingDate"));
        assert_eq!(nearest("Total", known), None);
        assert_eq!(nearest("", known), None);
    }
}
