//! Errors in Mangopay's shape. What Echo refuses keeps its code, its source and the shortest legal way in headers.

use super::asked::Bad;
use super::request::Response;
use super::route::Version;
use crate::date::Timestamp;
use crate::engine::{Code, ErrorType, Refusal};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// An answer that says no.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    pub status: u16,
    pub error_type: &'static str,
    pub message: &'static str,
    /// The field and the sentence about it.
    pub errors: Option<(String, String)>,
    pub refusal: Option<Box<Refusal>>,
    /// For a path that knows other methods.
    pub allow: Option<String>,
}

const NOT_FOUND: &str = "The ressource does not exist";

impl Problem {
    fn new(status: u16, error_type: &'static str, message: &'static str) -> Self {
        Self { status, error_type, message, errors: None, refusal: None, allow: None }
    }

    #[must_use]
    fn about(mut self, field: impl Into<String>, sentence: impl Into<String>) -> Self {
        self.errors = Some((field.into(), sentence.into()));
        self
    }

    pub fn param(field: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self::new(400, "param_error", ErrorType::ParamError.message()).about(field, sentence)
    }

    /// No object has this id. Mangopay spells the type with a double s.
    pub fn no_object(field: &str, sentence: impl Into<String>) -> Self {
        Self::new(404, "ressource_not_found", NOT_FOUND).about(field, sentence)
    }

    pub fn no_path(sentence: impl Into<String>) -> Self {
        Self::no_object("Path", sentence)
    }

    pub fn no_method(allow: String, sentence: impl Into<String>) -> Self {
        let problem = Self::new(405, "method_not_allowed", "The method is not allowed here");
        Self { allow: Some(allow), ..problem.about("Method", sentence) }
    }

    pub fn unauthorized(sentence: impl Into<String>) -> Self {
        Self::new(401, "unauthorized", "Authentication is required").about("Authorization", sentence)
    }

    pub fn no_answer_kept(key: &str) -> Self {
        let sentence = format!("No request came with the Idempotency-Key {key} in the last 24 hours.");
        Self::new(400, "correlationid_not_found", "The correlation id does not exist")
            .about("Idempotency-Key", sentence)
    }

    /// The answer. V3 writes `Errors`, the older API `errors`.
    pub fn answer(&self, version: Version, id: String, now: Timestamp) -> Response {
        let body = Body {
            message: self.message,
            error_type: self.error_type,
            id,
            date: now,
            errors: self.errors.as_ref(),
            lower_case: version == Version::V2,
        };
        let mut response = Response::json_with(self.status, &body);
        if let Some(refusal) = &self.refusal {
            let code = refusal.code.as_str();
            response = response
                .header("X-Echoscope-Code", code)
                .header("X-Echoscope-Source", refusal.source)
                .header("X-Echoscope-Docs", format!("/_echoscope/refusals/{code}"));
            if !refusal.way.is_empty() {
                let way: Vec<String> =
                    refusal.way.iter().map(|step| format!("{}: {}", step.machine, step.to)).collect();
                response = response.header("X-Echoscope-Way", way.join(", "));
            }
        }
        if let Some(allow) = &self.allow {
            response = response.header("Allow", allow.clone());
        }
        response
    }
}

impl From<Bad> for Problem {
    fn from(bad: Bad) -> Self {
        Self::param(bad.field, bad.text)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let error_type = match refusal.error_type {
            ErrorType::ParamError => "param_error",
            ErrorType::InvalidAction => "invalid_action",
            ErrorType::CurrencyIncompatibility => "currency_incompatibility",
            ErrorType::IdempotentCreationConflict => "idempotent_creation_conflict",
        };
        let is_conflict = refusal.code == Code::IdempotencyKeyUsed;
        Self {
            status: if is_conflict { 409 } else { 400 },
            error_type,
            message: refusal.error_type.message(),
            // Mangopay's conflict has none; ours stands in the headers.
            errors: (!is_conflict).then(|| (refusal.field.clone(), refusal.message.clone())),
            refusal: Some(Box::new(refusal)),
            allow: None,
        }
    }
}

struct Body<'a> {
    message: &'static str,
    error_type: &'static str,
    id: String,
    date: Timestamp,
    errors: Option<&'a (String, String)>,
    lower_case: bool,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("Message", self.message)?;
        map.serialize_entry("Type", self.error_type)?;
        map.serialize_entry("Id", &self.id)?;
        map.serialize_entry("Date", &self.date)?;
        let name = if self.lower_case { "errors" } else { "Errors" };
        match self.errors {
            Some((field, sentence)) => map.serialize_entry(name, &One(field, sentence))?,
            None => map.serialize_entry(name, &())?,
        }
        map.end()
    }
}

struct One<'a>(&'a str, &'a str);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, self.1)?;
        map.end()
    }
}
