//! A story as an element for other people's pages: `<echo-playground>` of the npm package, see `docs/embed.md`.

/// A story of the package, at this step.
pub fn named(name: &str, position: usize) -> String {
    format!("<echo-playground scenario=\"{name}\" step=\"{position}\"></echo-playground>")
}

/// A story of one's own, inside of the element.
pub fn written(story: &str, position: usize) -> String {
    let text = story.trim().replace('&', "&amp;").replace('<', "&lt;");
    format!("<echo-playground step=\"{position}\">\n<pre>\n{text}\n</pre>\n</echo-playground>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_of_the_package_is_named_and_one_of_ones_own_is_text_whatever_it_says() {
        assert_eq!(
            named("shortage", 7),
            "<echo-playground scenario=\"shortage\" step=\"7\"></echo-playground>"
        );
        let markup = written("# A </pre><script>&amp;\n", 2);
        assert!(markup.contains("\n# A &lt;/pre>&lt;script>&amp;amp;\n"), "{markup}");
        assert_eq!(markup.matches("</pre>").count(), 1);
    }
}
