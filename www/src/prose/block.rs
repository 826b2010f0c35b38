use super::inline::{Span, spans};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    Heading(usize, Vec<Span>),
    Paragraph(Vec<Span>),
    Bullets(Vec<Vec<Span>>),
    Numbers(Vec<Vec<Span>>),
    Code { language: String, text: String },
}

impl Block {
    /// Its lines of words: one, or one for each entry of a list.
    pub fn spans(&self) -> Vec<&[Span]> {
        match self {
            Self::Heading(_, spans) | Self::Paragraph(spans) => vec![spans],
            Self::Bullets(entries) | Self::Numbers(entries) => entries.iter().map(Vec::as_slice).collect(),
            Self::Code { .. } => Vec::new(),
        }
    }
}

/// Cuts a text into blocks. A line that is like no other kind of block belongs to a paragraph, so nothing is lost.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let code: Vec<_> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            blocks.push(Block::Code { language: language.to_owned(), text: code.join("\n") });
        } else if line.starts_with('#') {
            let words = line.trim_start_matches('#');
            blocks.push(Block::Heading(line.len() - words.len(), spans(words.trim())));
        } else if !line.trim().is_empty() {
            let mut rows = vec![line];
            while let Some(next) = lines.next_if(|next| !ends_block(next)) {
                rows.push(next);
            }
            blocks.push(list_or_paragraph(&rows));
        }
    }
    blocks
}

fn ends_block(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#') || line.starts_with("```")
}

fn list_or_paragraph(rows: &[&str]) -> Block {
    let first = rows.first().copied().unwrap_or_default();
    if bullet(first).is_some() {
        return Block::Bullets(items(rows, bullet));
    }
    if number(first).is_some() {
        return Block::Numbers(items(rows, number));
    }
    let text: Vec<_> = rows.iter().map(|row| row.trim()).collect();
    Block::Paragraph(spans(&text.join(" ")))
}

/// A row without a mark of its own goes on with the item above it.
fn items<'a>(rows: &[&'a str], mark: fn(&'a str) -> Option<&'a str>) -> Vec<Vec<Span>> {
    let mut items: Vec<String> = Vec::new();
    for row in rows {
        match (mark(row), items.last_mut()) {
            (Some(text), _) => items.push(text.to_owned()),
            (None, Some(item)) => {
                item.push(' ');
                item.push_str(row.trim());
            }
            (None, None) => items.push((*row).to_owned()),
        }
    }
    items.iter().map(|item| spans(item)).collect()
}

fn bullet(row: &str) -> Option<&str> {
    row.strip_prefix("- ")
}

fn number(row: &str) -> Option<&str> {
    let (digits, text) = row.split_once(". ")?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_block_is_told_apart() {
        let text = "# One\n\nTwo\nthree\n\n- four\n  five\n- six\n\n1. seven\n2. eight\n\n```csv\na,b\n\nc\n```\nnine";
        let plain = |text: &str| vec![Span::Plain(text.to_owned())];
        assert_eq!(
            blocks(text),
            [
                Block::Heading(1, plain("One")),
                Block::Paragraph(plain("Two three")),
                Block::Bullets(vec![plain("four five"), plain("six")]),
                Block::Numbers(vec![plain("seven"), plain("eight")]),
                Block::Code { language: "csv".to_owned(), text: "a,b\n\nc".to_owned() },
                Block::Paragraph(plain("nine")),
            ]
        );
    }
}
