//! JSON values as literals of a language: on one line where they fit, else a line for each entry.

use serde_json::Value;

/// How a language writes them.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub indent: &'static str,
    pub object: (&'static str, &'static str),
    /// Stands inside the brackets of an object that fits on a line.
    pub padding: &'static str,
    pub key: fn(&str) -> String,
    /// Between a key and its value.
    pub arrow: &'static str,
    pub text: fn(&str) -> String,
    pub yes: &'static str,
    pub no: &'static str,
    pub nothing: &'static str,
}

/// Longer ones are broken.
const LINE_CHARS_MAX: usize = 90;

impl Style {
    /// `before` is how many characters stand in front of it on its line, `depth` how far that line is indented.
    pub fn literal(&self, value: &Value, depth: usize, before: usize) -> String {
        let inline = self.inline(value);
        if depth.saturating_mul(self.indent.len()).saturating_add(before).saturating_add(inline.len())
            <= LINE_CHARS_MAX
        {
            return inline;
        }
        let inner = self.indent.repeat(depth.saturating_add(1));
        let outer = self.indent.repeat(depth);
        let (open, close, entries): (_, _, Vec<String>) = match value {
            Value::Object(map) => {
                let entries = map.iter().map(|(key, value)| {
                    let key = (self.key)(key);
                    let before = key.len().saturating_add(self.arrow.len());
                    format!("{key}{}{}", self.arrow, self.literal(value, depth.saturating_add(1), before))
                });
                (self.object.0, self.object.1, entries.collect())
            }
            Value::Array(list) => {
                let entries = list.iter().map(|value| self.literal(value, depth.saturating_add(1), 0));
                ("[", "]", entries.collect())
            }
            _ => return inline,
        };
        let lines: Vec<String> = entries.into_iter().map(|entry| format!("{inner}{entry},\n")).collect();
        format!("{open}\n{}{outer}{close}", lines.concat())
    }

    fn inline(&self, value: &Value) -> String {
        let join = |entries: Vec<String>| entries.join(", ");
        match value {
            Value::Null => self.nothing.to_owned(),
            Value::Bool(true) => self.yes.to_owned(),
            Value::Bool(false) => self.no.to_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => (self.text)(text),
            Value::Array(list) => {
                format!("[{}]", join(list.iter().map(|value| self.inline(value)).collect()))
            }
            Value::Object(map) if map.is_empty() => format!("{}{}", self.object.0, self.object.1),
            Value::Object(map) => {
                let entries = map
                    .iter()
                    .map(|(key, value)| format!("{}{}{}", (self.key)(key), self.arrow, self.inline(value)));
                let Self { object: (open, close), padding, .. } = self;
                format!("{open}{padding}{}{padding}{close}", join(entries.collect()))
            }
        }
    }
}

/// A text in double quotes, with the escapes of JSON, which JavaScript and Python share.
pub fn double_quoted(text: &str) -> String {
    Value::from(text).to_string()
}
