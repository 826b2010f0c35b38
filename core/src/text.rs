//! Text for people.

/// Long rubbish is quoted by its beginning, and its length is said.
pub fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut chars = text.chars();
    let beginning: String = chars.by_ref().take(SHOWN).collect();
    match chars.count() {
        0 => beginning,
        more => {
            let more = counted(u64::try_from(more).unwrap_or(u64::MAX), "more character");
            format!("{beginning}… ({more})")
        }
    }
}

/// `1 line`, `2 lines`.
pub fn counted(number: u64, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_text_is_shortened() {
        assert_eq!(shortened("short"), "short");
        assert_eq!(shortened(&"é".repeat(60)), "é".repeat(60));
        assert_eq!(shortened(&"é".repeat(61)), format!("{}… (1 more character)", "é".repeat(60)));
    }
}
