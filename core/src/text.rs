//! Text for people.

/// Long rubbish is quoted by its beginning, and its length is said.
pub fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut chars = text.chars();
    let beginning: String = chars.by_ref().take(SHOWN).collect();
    match chars.count() {
        0 => beginning,
        more => format!("{beginning}… ({more} more characters)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_text_is_shortened() {
        assert_eq!(shortened("short"), "short");
        assert_eq!(shortened(&"é".repeat(60)), "é".repeat(60));
        assert_eq!(shortened(&"é".repeat(61)), format!("{}… (1 more characters)", "é".repeat(60)));
    }
}
