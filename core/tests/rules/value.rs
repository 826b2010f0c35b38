//! JSON values: changing them in passing, and reading them.

use echoscope_core::engine::Command;
use serde_json::Value;

/// Changing a JSON value in passing; `path` goes through objects and lists, `LineItems/0/Sku`.
pub trait Edit {
    fn with(self, path: &str, value: impl Into<Value>) -> Value;
    fn without(self, path: &str) -> Value;
}

impl Edit for Value {
    fn with(mut self, path: &str, value: impl Into<Value>) -> Value {
        let (parent, name) = parent_of(&mut self, path);
        parent[name] = value.into();
        self
    }

    fn without(mut self, path: &str) -> Value {
        let (parent, name) = parent_of(&mut self, path);
        parent.as_object_mut().expect("an object").remove(name).expect("a field");
        self
    }
}

fn parent_of<'a, 'p>(value: &'a mut Value, path: &'p str) -> (&'a mut Value, &'p str) {
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
    let pointer = if parent.is_empty() { String::new() } else { format!("/{parent}") };
    (value.pointer_mut(&pointer).unwrap_or_else(|| panic!("no {path}")), name)
}

/// The text of a JSON string.
#[track_caller]
pub fn id(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

pub fn json(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

pub fn command_of(command: Value) -> Command {
    let shown = command.clone();
    serde_json::from_value(command).unwrap_or_else(|error| panic!("{error}: {shown}"))
}
