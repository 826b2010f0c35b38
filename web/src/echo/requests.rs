//! Mangopay's REST interface for JavaScript.
//!
//! The package makes `Echo.handle` and its server of these; the names with underscores are nobody else's business.

use super::Echo;
use super::exchange::Exchange;
use crate::exact::{decode, json_of};
use crate::memory::grow_ahead;
use crate::reading::chosen;
use echoscope_core::engine::Config;
use echoscope_core::reading::Reading;
use echoscope_core::rest::{Beginning, Sandbox, Wall};
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
        let basis = if serving.strict { Reading::strict() } else { Reading::default() };
        let config = Config {
            seed: serving.seed.unwrap_or(default.seed),
            now: serving.now.unwrap_or(default.now),
            reading: chosen(basis, serving.reading.as_ref())?,
            ..default
        };
        let beginning = Beginning {
            config,
            follows_wall: serving.now.is_none(),
            frozen: serving.frozen,
            needs_token: serving.strict,
        };
        let sandbox = Sandbox::new(beginning, serving.address, wall(serving.wall));
        Ok(Self { sandbox, exchange: Exchange::default() })
    }

    /// Where a request can be written, so many bytes of it. Views of the memory are to be taken after this call: it may grow.
    #[wasm_bindgen(js_name = __room, skip_typescript)]
    pub fn room(&mut self, size: usize) -> *mut u8 {
        self.exchange.room(size)
    }

    /// Answers the request that stands in the room: a head of so many bytes, then a body of so many. Five numbers of 32
    /// bits stand where the answer points, see [`Exchange`]; they hold until the next call.
    #[wasm_bindgen(js_name = __answer, skip_typescript)]
    pub fn answer(&mut self, head: usize, body: usize, now: f64) -> *const u32 {
        let place = self.exchange.answer(&mut self.sandbox, head, body, wall(now));
        grow_ahead();
        place
    }

    /// Forgets the last answer: large ones are not kept until the next call.
    #[wasm_bindgen(js_name = __forget, skip_typescript)]
    pub fn forget(&mut self) {
        self.exchange = Exchange::default();
    }

    /// Webhooks that are to be sent now, so many at most, as JSON; empty where there are none.
    #[wasm_bindgen(js_name = __outbox, skip_typescript)]
    pub fn outbox(&self, most: usize) -> String {
        let mut parcels = self.sandbox.outbox().take(most).peekable();
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

#[expect(clippy::cast_possible_truncation, reason = "a clock counts whole milliseconds")]
fn wall(milliseconds: f64) -> Wall {
    milliseconds as Wall
}
