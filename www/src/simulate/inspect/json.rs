//! JSON as lines, each with whether it is new or changed.

use serde_json::Value;

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Listing {
    pub lines: Vec<(String, bool)>,
}

impl Listing {
    pub fn text(text: &str) -> Self {
        Self { lines: text.lines().map(|line| (line.to_owned(), false)).collect() }
    }
}

/// The lines of a value, marked where the older one has another value at that place.
pub fn listing(new: &Value, old: Option<&Value>) -> Listing {
    let mut lines = Vec::new();
    write(&mut lines, 0, "", new, old, "");
    Listing { lines }
}

fn write(
    lines: &mut Vec<(String, bool)>,
    depth: usize,
    name: &str,
    new: &Value,
    old: Option<&Value>,
    comma: &str,
) {
    let indent = "  ".repeat(depth);
    let is_new = old.is_none();
    let entries: Vec<(String, &Value, Option<&Value>)> = match new {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| {
                (format!("{}: ", Value::from(key.as_str())), value, old.and_then(|old| old.get(key)))
            })
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(place, value)| (String::new(), value, old.and_then(|old| old.get(place))))
            .collect(),
        leaf => {
            lines.push((format!("{indent}{name}{leaf}{comma}"), old != Some(leaf)));
            return;
        }
    };
    let (open, close) = if new.is_array() { ('[', ']') } else { ('{', '}') };
    if entries.is_empty() {
        lines.push((format!("{indent}{name}{open}{close}{comma}"), old != Some(new)));
        return;
    }
    lines.push((format!("{indent}{name}{open}"), is_new));
    let last = entries.len() - 1;
    for (place, (name, value, old)) in entries.into_iter().enumerate() {
        write(lines, depth + 1, &name, value, old, if place == last { "" } else { "," });
    }
    lines.push((format!("{indent}{close}{comma}"), is_new));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_changed_is_marked() {
        let old = json!({ "a": 1, "b": [1], "c": {} });
        let new = json!({ "a": 2, "b": [1, 2], "c": {} });
        let marked: Vec<_> = listing(&new, Some(&old))
            .lines
            .into_iter()
            .filter(|(_, new)| *new)
            .map(|(line, _)| line)
            .collect();
        assert_eq!(marked, ["  \"a\": 2,", "    2"]);
        let text: Vec<_> = listing(&new, None).lines.into_iter().map(|(line, _)| line).collect();
        assert_eq!(serde_json::from_str::<Value>(&text.join("\n")).unwrap(), new);
    }
}
