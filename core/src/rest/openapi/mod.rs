//! The OpenAPI description of everything that is served, made from the table of routes. `docs/openapi.json` is what
//! this writes; tests hold every answer against it.

mod answers;
mod calls;
mod requests;
mod shape;

use super::route::{Call, ROUTES, Route, TOKEN, Version};
use calls::{Body, Gives, Talk};
use serde_json::{Map, Value, json};
use shape::{Object, Shape};

/// The description, for clients that reach the sandbox at this address.
pub fn description(address: &str) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    let mut schemas = Map::new();
    for route in std::iter::once(&TOKEN).chain(ROUTES) {
        let path = path(route);
        let entry = paths.entry(path.clone()).or_insert_with(|| {
            let parameters: Vec<Value> = parameters(&path).collect();
            if parameters.is_empty() { json!({}) } else { json!({ "parameters": parameters }) }
        });
        if let Value::Object(methods) = entry {
            methods.insert(route.method.to_lowercase(), operation(route, &path, &mut schemas));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Echoscope sandbox",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "A local stand-in for Mangopay Echo. Independent of Mangopay.",
            "description":
                "The paths of Mangopay's API that Echo needs, and under `/_echoscope` what a test needs beside them. \
                 Names of fields are taken in any case, `null` is as good as nothing, a slash at the end of a path is \
                 no matter, and the dispute paths may say `capture`.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": address }],
        "tags": [
            { "name": "Echo", "description": "Intents, Splits, Settlements." },
            { "name": "Mangopay", "description": "What of the rest of the API Echo needs." },
            { "name": "Sandbox", "description": "Time, money, faults: what only a stand-in has." },
        ],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "key": { "type": "http", "scheme": "basic", "description": "Any client id, any API key." },
            },
            "responses": {
                "Refused": refused("Error"),
                "OlderRefused": refused("OlderError"),
            },
            "schemas": with_errors(schemas),
        },
    })
}

fn path(route: &Route) -> String {
    if route.call == Call::Token {
        return format!("/v2.01/{}", route.path);
    }
    format!("{}{}", route.version.prefix(), route.path)
}

/// The words of a path that are written `{…}`.
fn parameters(path: &str) -> impl Iterator<Item = Value> {
    let words = path.split('/').filter_map(|word| word.strip_prefix('{')?.strip_suffix('}'));
    words.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
}

fn operation(route: &Route, path: &str, schemas: &mut Map<String, Value>) -> Value {
    let Talk { body, gives, asked } = calls::of(route.call);
    let is_older = route.version == Version::V2;
    let takes_key = route.method == "POST" && route.version != Version::Own && route.call != Call::Token;
    let refused = |name: &str| json!({ "$ref": format!("#/components/responses/{name}") });
    let no = refused(if is_older { "OlderRefused" } else { "Refused" });

    let mut parameters: Vec<Value> = asked
        .iter()
        .map(|(name, shape, about)| {
            json!({ "name": name, "in": "query", "description": about, "schema": shape.schema() })
        })
        .collect();
    let mut responses = Map::new();
    responses.insert("200".into(), answer(gives, schemas));
    responses.insert("400".into(), no.clone());
    if route.call == Call::Token {
        responses.insert("401".into(), no_token(schemas));
    }
    if path.contains('{') {
        responses.insert("404".into(), no.clone());
    }
    if takes_key {
        parameters.push(json!({
            "name": "Idempotency-Key",
            "in": "header",
            "description": "Works once in 24 hours; GET /responses/{key} shows the answer again.",
            "schema": { "type": "string", "pattern": "^[0-9A-Za-z-]{16,36}$" },
        }));
        responses.insert("409".into(), no.clone());
    }
    if route.call == Call::Token {
        responses.insert("401".into(), no_client());
    }
    responses.insert("default".into(), no);

    let mut operation = json!({
        "tags": [match route.version {
            Version::V3 => "Echo",
            Version::V2 => "Mangopay",
            Version::Own => "Sandbox",
        }],
        "summary": route.about,
        "operationId": operation_id(route),
    });
    if let Value::Object(operation) = &mut operation {
        if route.call == Call::Token {
            operation.insert("security".into(), json!([{ "key": [] }]));
        } else if route.version == Version::Own {
            operation.insert("security".into(), json!([]));
        }
        if !parameters.is_empty() {
            operation.insert("parameters".into(), parameters.into());
        }
        if let Some(body) = request_body(body, schemas) {
            operation.insert("requestBody".into(), body);
        }
        operation.insert("responses".into(), responses.into());
    }
    operation
}

/// The one refusal in the shape of OAuth.
fn no_client() -> Value {
    json!({
        "description": "There is no Basic authorization.",
        "content": { "application/json": { "schema": {
            "type": "object",
            "required": ["error"],
            "properties": { "error": { "const": "invalid_client" }, "error_description": { "type": "string" } },
        } } },
    })
}

/// `postPayinsIntentsCaptures`: the method and the fixed words of the path.
fn operation_id(route: &Route) -> String {
    let mut id = route.method.to_lowercase();
    let mut last_is_free = false;
    for word in route.path.split(['/', '-', '.']) {
        last_is_free = word.starts_with('{');
        if !last_is_free {
            let mut letters = word.chars();
            id.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
            id.extend(letters);
        }
    }
    if last_is_free {
        id.push_str("One");
    }
    id
}

fn request_body(body: Body, schemas: &mut Map<String, Value>) -> Option<Value> {
    let mut json = |object: &'static Object| {
        object.add_to(schemas);
        json!({ "schema": Shape::Is(object).schema() })
    };
    Some(match body {
        Body::Nothing => return None,
        Body::One(object) => json!({ "required": true, "content": { "application/json": json(object) } }),
        Body::Perhaps(object) => json!({ "content": { "application/json": json(object) } }),
        Body::OrForm(object) => json!({
            "required": true,
            "content": {
                "application/json": json(object),
                "multipart/form-data": { "schema": {
                    "type": "object",
                    "description": "As until February 2026: the file comes along.",
                    "properties": { "file": { "type": "string", "format": "binary" } },
                    "required": ["file"],
                } },
            },
        }),
        Body::File => json!({
            "required": true,
            "content": { "text/csv": { "schema": { "type": "string", "format": "binary" } } },
        }),
        Body::Scenario => json!({
            "required": true,
            "content": { "text/markdown": { "schema": { "type": "string" } } },
        }),
    })
}

fn answer(gives: Gives, schemas: &mut Map<String, Value>) -> Value {
    let mut content = |shape: Shape| {
        if let Some(object) = shape.object() {
            object.add_to(schemas);
        }
        shape.schema()
    };
    let list = |entry: Value| json!({ "type": "array", "items": entry });
    match gives {
        Gives::One(object) => json!({
            "description": object.about,
            "content": { "application/json": { "schema": content(Shape::Is(object)) } },
        }),
        Gives::All(shape) => json!({
            "description": "All of them.",
            "content": { "application/json": { "schema": list(content(shape)) } },
        }),
        Gives::Page(object) => json!({
            "description": "One page of them, newest first.",
            "headers": {
                "X-Number-Of-Pages": { "schema": { "type": "integer" } },
                "X-Number-Of-Items": { "schema": { "type": "integer" } },
                "Link": { "description": "The other pages: first, prev, next, last.", "schema": { "type": "string" } },
            },
            "content": { "application/json": { "schema": list(content(Shape::Is(object))) } },
        }),
        Gives::Csv => json!({
            "description": "The file.",
            "content": { "text/csv": { "schema": { "type": "string" } } },
        }),
        Gives::Story => json!({
            "description": "The scenario, as Markdown.",
            "content": { "text/markdown": { "schema": { "type": "string" } } },
        }),
        Gives::Nothing => json!({ "description": "Taken." }),
    }
}

/// Who asks for a token without credentials is answered as OAuth wants it.
fn no_token(schemas: &mut Map<String, Value>) -> Value {
    answers::NO_TOKEN.add_to(schemas);
    json!({
        "description": answers::NO_TOKEN.about,
        "content": { "application/json": { "schema": Shape::Is(&answers::NO_TOKEN).schema() } },
    })
}

fn refused(schema: &str) -> Value {
    json!({
        "description": "Why not. Where Echo refuses, the headers say which rule it is and what could be done.",
        "headers": {
            "X-Echoscope-Code": { "schema": { "type": "string" } },
            "X-Echoscope-Docs": { "schema": { "type": "string" } },
        },
        "content": {
            "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } },
        },
    })
}

/// Mangopay's older paths write `errors`, those of Echo `Errors`.
fn with_errors(mut schemas: Map<String, Value>) -> Map<String, Value> {
    for (name, errors) in [("Error", "Errors"), ("OlderError", "errors")] {
        let schema = json!({
            "type": "object",
            "description": "Why not: a sentence for each field that is wrong.",
            "properties": {
                "Message": { "type": "string" },
                "Type": { "type": "string" },
                "Id": { "type": "string" },
                "Date": { "type": "integer", "format": "int64", "description": "Unix seconds, UTC." },
                errors: { "type": ["object", "null"], "additionalProperties": { "type": "string" } },
            },
            "required": ["Message", "Type", "Id", "Date", errors],
        });
        schemas.insert(name.to_owned(), schema);
    }
    schemas.sort_keys();
    schemas
}
