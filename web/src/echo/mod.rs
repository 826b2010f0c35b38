//! An engine as JavaScript holds it. Each method decodes, calls core, encodes.

mod actions;
mod exchange;
mod outcome;
mod requests;
mod types;
mod views;

use crate::exact::{decode, decode_or_default, encode};
use echoscope_core::engine::Engine;
use echoscope_core::rest::Sandbox;
use exchange::Exchange;
use js_sys::RangeError;
use wasm_bindgen::prelude::*;

/// A local Echo: everything one platform has declared, and all that followed from it.
///
/// Equal configuration and equal commands give equal ids, answers and fingerprints, everywhere.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Echo {
    sandbox: Sandbox,
    exchange: Exchange,
}

#[wasm_bindgen]
impl Echo {
    /// A new world. Every option has a default; the clock begins at 1 January 2026, 00:00 UTC.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "Partial<Config>")] options: &JsValue,
    ) -> Result<Self, JsValue> {
        Ok(Self::around(Engine::new(decode_or_default(options, "options")?)))
    }

    /// Builds the world again from a log that `log()` gave.
    pub fn from(#[wasm_bindgen(unchecked_param_type = "Log")] log: &JsValue) -> Result<Self, JsValue> {
        let engine = Engine::import(decode(log, "log")?)
            .map_err(|error| RangeError::new(&format!("`log` cannot be replayed: {error}")))?;
        Ok(Self::around(engine))
    }

    /// Every command so far, and the configuration: all that is needed to have this world again.
    #[wasm_bindgen(unchecked_return_type = "Log")]
    pub fn log(&self) -> JsValue {
        encode(&self.sandbox.engine().export())
    }

    /// How many commands the log holds.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> usize {
        self.sandbox.engine().len()
    }

    /// The clock of this world, in Unix seconds.
    #[wasm_bindgen(getter)]
    #[expect(clippy::cast_precision_loss, reason = "the engine's clock ends with the year 9999")]
    pub fn now(&self) -> f64 {
        self.sandbox.world().now() as f64
    }

    /// Takes the last command back. False where there is none.
    pub fn undo(&mut self) -> bool {
        self.sandbox.engine_mut().undo()
    }

    /// A second world that begins as this one stands. It costs next to nothing, and the two go their own ways.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self { sandbox: self.sandbox.clone(), exchange: Exchange::default() }
    }

    /// The world as it stood after so many commands, as one of its own.
    #[must_use]
    pub fn at(&self, length: usize) -> Self {
        Self::around(self.sandbox.engine().at(length))
    }

    /// 32 hexadecimal digits that depend on everything this world knows, the same on every platform.
    pub fn fingerprint(&self) -> String {
        self.sandbox.world().fingerprint()
    }
}

impl Echo {
    fn around(engine: Engine) -> Self {
        Self { sandbox: Sandbox::around(engine, requests::ADDRESS), exchange: Exchange::default() }
    }
}
