//! Holds answers against the OpenAPI description: the document itself is read, not the tables that it is made from.

use super::stage::{Answer, Sent};
use echoscope_core::rest::description;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

#[derive(Clone)]
pub struct Description {
    document: Rc<Value>,
    /// `METHOD path` of everything that was answered 200.
    pub answered: Rc<RefCell<BTreeSet<String>>>,
}

impl Description {
    pub fn new(address: &str) -> Self {
        Self { document: Rc::new(description(address)), answered: Rc::default() }
    }

    /// `METHOD path` of everything that is described.
    pub fn calls(&self) -> BTreeSet<String> {
        let paths = self.document["paths"].as_object().unwrap();
        let methods = |entry: &Value| -> Vec<String> {
            let names = entry.as_object().unwrap().keys();
            names.filter(|name| *name != "parameters").map(|name| name.to_uppercase()).collect()
        };
        paths
            .iter()
            .flat_map(|(path, entry)| {
                methods(entry).into_iter().map(move |method| format!("{method} {path}"))
            })
            .collect()
    }

    /// Says what of an answer is not as described.
    pub fn hold(&self, sent: &Sent, answer: &Answer) -> Result<(), String> {
        let path = sent.target.split('?').next().unwrap_or_default();
        let method = if sent.method == "HEAD" { "get".to_owned() } else { sent.method.to_lowercase() };
        let Some((template, operation)) = self.operation(&method, path) else {
            return self.is_error(answer);
        };
        let responses = &operation["responses"];
        let status = answer.status.to_string();
        let described = responses.get(&status).unwrap_or(&responses["default"]);
        let described = self.resolved(described)?;
        if answer.status == 200 {
            self.answered.borrow_mut().insert(format!("{} {template}", method.to_uppercase()));
        }
        let Some(content) = described.get("content").and_then(Value::as_object) else {
            return if answer.raw.is_empty() { Ok(()) } else { Err("a body where none is described".into()) };
        };
        let kind = answer.content_type.split(';').next().unwrap_or_default();
        let media = content.get(kind).ok_or_else(|| format!("content of the type {kind}"))?;
        if kind != "application/json" {
            return Ok(());
        }
        let body: Value = serde_json::from_slice(&answer.raw).map_err(|error| error.to_string())?;
        self.check(&body, &media["schema"], "answer")
    }

    fn is_error(&self, answer: &Answer) -> Result<(), String> {
        if answer.status < 400 {
            return Err(format!("{} where nothing is described", answer.status));
        }
        let name = if answer.body.get("errors").is_some() { "OlderError" } else { "Error" };
        self.check(&answer.body, &self.document["components"]["schemas"][name], "error")
    }

    /// The first described path that fits, fixed words before free ones.
    fn operation(&self, method: &str, path: &str) -> Option<(&str, &Value)> {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let paths = self.document["paths"].as_object()?;
        let mut fitting: Vec<(usize, &str, &Value)> = paths
            .iter()
            .filter_map(|(template, entry)| {
                let operation = entry.get(method)?;
                let parts: Vec<&str> = template.split('/').filter(|part| !part.is_empty()).collect();
                let fits = parts.len() == segments.len()
                    && parts.iter().zip(&segments).enumerate().all(|(place, (part, segment))| {
                        part.starts_with('{')
                            || part == segment
                            || (place == 0 && part.eq_ignore_ascii_case(segment))
                            || (*part == "captures" && *segment == "capture")
                    });
                let free = parts.iter().filter(|part| part.starts_with('{')).count();
                fits.then_some((free, template.as_str(), operation))
            })
            .collect();
        fitting.sort_by_key(|(free, ..)| *free);
        fitting.first().map(|(_, template, operation)| (*template, *operation))
    }

    fn resolved<'d>(&'d self, schema: &'d Value) -> Result<&'d Value, String> {
        let Some(name) = schema.get("$ref").and_then(Value::as_str) else { return Ok(schema) };
        let pointer = name.strip_prefix('#').unwrap_or(name);
        self.document.pointer(pointer).ok_or_else(|| format!("{name} leads nowhere"))
    }

    /// As much of JSON Schema as the description uses. An object that does not say otherwise has no other fields.
    fn check(&self, value: &Value, schema: &Value, place: &str) -> Result<(), String> {
        let schema = self.resolved(schema)?;
        let kinds: Vec<&str> = match &schema["type"] {
            Value::Null => return Ok(()),
            Value::String(kind) => vec![kind],
            kinds => kinds.as_array().unwrap().iter().filter_map(Value::as_str).collect(),
        };
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if !kinds.contains(&kind) {
            return Err(format!("{place} is {kind}, not {}", kinds.join(" or ")));
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(value)
        {
            return Err(format!("{place} is {value}, none of {}", schema["enum"]));
        }
        for (at, entry) in value.as_array().into_iter().flatten().enumerate() {
            self.check(entry, &schema["items"], &format!("{place}[{at}]"))?;
        }
        let Some(object) = value.as_object() else { return Ok(()) };
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                return Err(format!("{place} has no {name}"));
            }
        }
        for (name, value) in object {
            let place = format!("{place}.{name}");
            match (schema["properties"].get(name), &schema["additionalProperties"]) {
                (Some(described), _) => self.check(value, described, &place)?,
                (None, Value::Bool(true)) => {}
                (None, others @ Value::Object(_)) => self.check(value, others, &place)?,
                (None, _) => return Err(format!("{place} is not described")),
            }
        }
        Ok(())
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_has_its_own_id() {
    let description = Description::new("http://127.0.0.1:1");
    let mut ids = BTreeSet::new();
    let mut open = vec![&*description.document];
    while let Some(value) = open.pop() {
        description.resolved(value).unwrap();
        if let Some(id) = value.get("operationId").and_then(Value::as_str) {
            assert!(ids.insert(id), "{id} stands twice");
        }
        match value {
            Value::Array(list) => open.extend(list),
            Value::Object(object) => open.extend(object.values()),
            _ => {}
        }
    }
    assert_eq!(ids.len(), description.calls().len());
}

#[test]
fn the_description_in_the_docs_is_the_one_that_is_served() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");
    let stands = std::fs::read_to_string(path).unwrap_or_default();
    let served = serde_json::to_string_pretty(&description(super::stage::ADDRESS)).unwrap() + "\n";
    assert!(stands == served, "docs/openapi.json is stale: run `cargo xtask gen` and commit it");
}
