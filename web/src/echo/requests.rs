//! Mangopay's REST interface for JavaScript: a request goes in as bytes and a few texts, and comes out as bytes again.
//!
//! The package makes `Echo.handle` and its server of these; the names with underscores are nobody else's business.

use super::Echo;
use crate::exact::{decode, json_of};
use echoscope_core::engine::Config;
use echoscope_core::reading::Reading;
use echoscope_core::rest::{Beginning, Request, Response, Sandbox, Wall};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// What upload and download addresses begin with while nobody said otherwise.
pub const ADDRESS: &str = "https://api.sandbox.mangopay.com";

/// How a server begins. Without `now` its clock is the one on the wall.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[derive(Default)]
struct Serving {
    address: String,
    wall: f64,
    seed: Option<u64>,
    now: Option<i64>,
    frozen: bool,
    strict: bool,
    reading: Option<serde_json::Map<String, serde_json::Value>>,
}

#[wasm_bindgen]
impl Echo {
    /// An Echo behind a socket.
    #[wasm_bindgen(js_name = __serving, skip_typescript)]
    pub fn serving(options: &JsValue) -> Result<Self, JsValue> {
        let serving: Serving = decode(options, "options")?;
        let default = Config::default();
        let config = Config {
            seed: serving.seed.unwrap_or(default.seed),
            now: serving.now.unwrap_or(default.now),
            reading: reading(&serving)?,
            ..default
        };
        let beginning = Beginning {
            config,
            follows_wall: serving.now.is_none(),
            frozen: serving.frozen,
            needs_token: serving.strict,
        };
        let sandbox = Sandbox::new(beginning, serving.address, wall(serving.wall));
        Ok(Self { sandbox, response: None })
    }

    /// Answers a request. The number says the status, and with 65536 more that something has changed.
    #[wasm_bindgen(js_name = __answer, skip_typescript)]
    #[expect(
        clippy::needless_pass_by_value,
        clippy::too_many_arguments,
        reason = "single texts cross fastest"
    )]
    pub fn answer(
        &mut self,
        method: &str,
        target: &str,
        authorization: Option<String>,
        content_type: Option<String>,
        idempotency_key: Option<String>,
        body: &[u8],
        now: f64,
    ) -> u32 {
        let request = Request {
            method,
            target,
            authorization: authorization.as_deref(),
            content_type: content_type.as_deref(),
            idempotency_key: idempotency_key.as_deref(),
            body,
        };
        let response = self.sandbox.answer(&request, wall(now));
        let number = u32::from(response.status) | u32::from(response.changed) << 16;
        self.response = Some(response);
        number
    }

    /// The headers of the last answer: a line for the content type, then a line each.
    #[wasm_bindgen(js_name = __headers, skip_typescript)]
    pub fn headers(&self) -> String {
        let Some(response) = &self.response else { return String::new() };
        let mut lines = response.content_type.to_owned();
        for (name, value) in &response.headers {
            lines.push('\n');
            lines.push_str(name);
            lines.push(':');
            // Whatever a client got us to say: a line end would begin a header of its own.
            lines.extend(value.chars().map(|letter| if letter.is_control() { ' ' } else { letter }));
        }
        lines
    }

    /// The body of the last answer; it can be taken once.
    #[wasm_bindgen(js_name = __body, skip_typescript)]
    pub fn body(&mut self) -> Vec<u8> {
        self.response.take().map(|response: Response| response.body).unwrap_or_default()
    }

    /// Webhooks that are to be sent now, as JSON; empty where there are none.
    #[wasm_bindgen(js_name = __outbox, skip_typescript)]
    pub fn outbox(&self) -> String {
        let mut parcels = self.sandbox.outbox().peekable();
        if parcels.peek().is_none() {
            return String::new();
        }
        json_of(&parcels.collect::<Vec<_>>())
    }

    #[wasm_bindgen(js_name = __setAddress, skip_typescript)]
    pub fn set_address(&mut self, address: &str) {
        self.sandbox.set_address(address);
    }
}

/// The strict reading or the usual one, with what was named changed.
fn reading(serving: &Serving) -> Result<Reading, JsValue> {
    let basis = if serving.strict { Reading::strict() } else { Reading::default() };
    let Some(changes) = &serving.reading else { return Ok(basis) };
    let unreadable =
        |error: serde_json::Error| js_sys::TypeError::new(&format!("`reading` cannot be read: {error}"));
    let mut all = serde_json::to_value(&basis).map_err(unreadable)?;
    if let Some(all) = all.as_object_mut() {
        all.extend(changes.clone());
    }
    Ok(serde_json::from_value(all).map_err(unreadable)?)
}

#[expect(clippy::cast_possible_truncation, reason = "a clock counts whole milliseconds")]
fn wall(milliseconds: f64) -> Wall {
    milliseconds as Wall
}
