//! The shapes of what is sent and answered: as much of JSON Schema as Mangopay's objects need.

use crate::machine::Status;
use serde_json::{Map, Value, json};

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    Text,
    Whole,
    /// Unix seconds.
    Moment,
    Flag,
    /// One of these words.
    Word(fn() -> Vec<&'static str>),
    Is(&'static Object),
    ListOf(&'static Shape),
    /// Whatever was sent comes back.
    Any,
}

/// An object with its fields, in the order in which answers have them.
#[derive(Debug)]
pub struct Object {
    pub name: &'static str,
    pub about: &'static str,
    pub fields: &'static [Field],
    /// Other fields may stand beside them.
    pub open: bool,
}

#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub shape: Shape,
    /// It is there whatever else is.
    pub always: bool,
}

pub const fn always(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, always: true }
}

pub const fn maybe(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, always: false }
}

pub const fn object(name: &'static str, about: &'static str, fields: &'static [Field]) -> Object {
    Object { name, about, fields, open: false }
}

/// An object that gives back what it does not know.
pub const fn open(name: &'static str, about: &'static str, fields: &'static [Field]) -> Object {
    Object { name, about, fields, open: true }
}

/// The values of a set of statuses.
pub fn values<S: Status>() -> Vec<&'static str> {
    S::ALL.iter().map(|status| status.value()).collect()
}

impl Shape {
    pub fn schema(self) -> Value {
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Whole => json!({ "type": "integer", "format": "int64" }),
            Self::Moment => {
                json!({ "type": "integer", "format": "int64", "description": "Unix seconds, UTC." })
            }
            Self::Flag => json!({ "type": "boolean" }),
            Self::Word(words) => json!({ "type": "string", "enum": words() }),
            Self::Is(object) => json!({ "$ref": format!("#/components/schemas/{}", object.name) }),
            Self::ListOf(entry) => json!({ "type": "array", "items": entry.schema() }),
            Self::Any => json!({}),
        }
    }

    /// The object that it is made of, if it is.
    pub const fn object(self) -> Option<&'static Object> {
        match self {
            Self::Is(object) => Some(object),
            Self::ListOf(entry) => entry.object(),
            _ => None,
        }
    }
}

impl Object {
    /// Adds its schema, and those of the objects in it, by their names.
    pub fn add_to(&self, schemas: &mut Map<String, Value>) {
        if schemas.contains_key(self.name) {
            return;
        }
        let properties: Map<String, Value> =
            self.fields.iter().map(|field| (field.name.to_owned(), field.shape.schema())).collect();
        let required: Vec<_> =
            self.fields.iter().filter(|field| field.always).map(|field| field.name).collect();
        let mut schema = json!({ "type": "object", "description": self.about, "properties": properties });
        if let Value::Object(schema) = &mut schema {
            if !required.is_empty() {
                schema.insert("required".into(), required.into());
            }
            if self.open {
                schema.insert("additionalProperties".into(), true.into());
            }
        }
        schemas.insert(self.name.to_owned(), schema);
        for object in self.fields.iter().filter_map(|field| field.shape.object()) {
            object.add_to(schemas);
        }
    }
}
