#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Span {
    Plain(String),
    Strong(Vec<Span>),
    Emphasis(Vec<Span>),
    Code(String),
    Link { text: Vec<Span>, to: String },
}

/// Reads emphasis, code and links. A mark without its partner is an ordinary character.
pub fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((span, after)) = marked(rest) {
            if !plain.is_empty() {
                spans.push(Span::Plain(std::mem::take(&mut plain)));
            }
            spans.push(span);
            rest = after;
        } else {
            plain.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    if !plain.is_empty() {
        spans.push(Span::Plain(plain));
    }
    spans
}

/// The marked span that the text begins with, and what follows it.
fn marked(text: &str) -> Option<(Span, &str)> {
    if let Some(after) = text.strip_prefix('`') {
        let (code, after) = after.split_once('`')?;
        return Some((Span::Code(code.to_owned()), after));
    }
    if let Some(after) = text.strip_prefix("**") {
        let (strong, after) = after.split_once("**")?;
        return Some((Span::Strong(spans(strong)), after));
    }
    if let Some(after) = text.strip_prefix('*') {
        let (emphasis, after) = after.split_once('*')?;
        return Some((Span::Emphasis(spans(emphasis)), after));
    }
    let (label, after) = text.strip_prefix('[')?.split_once("](")?;
    let (to, after) = after.split_once(')')?;
    Some((Span::Link { text: spans(label), to: to.to_owned() }, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_nest_and_lonely_marks_are_characters() {
        let plain = |text: &str| Span::Plain(text.to_owned());
        assert_eq!(
            spans("a **b `c`** *d* [e](#/f) 2 * 3 `g"),
            [
                plain("a "),
                Span::Strong(vec![plain("b "), Span::Code("c".to_owned())]),
                plain(" "),
                Span::Emphasis(vec![plain("d")]),
                plain(" "),
                Span::Link { text: vec![plain("e")], to: "#/f".to_owned() },
                plain(" 2 * 3 `g"),
            ]
        );
    }
}
