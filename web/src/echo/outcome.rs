//! What a command comes to: the answer in Mangopay's shape and the events, or the refusal.

use super::Echo;
use crate::exact::encode;
use echoscope_core::engine::{Answer, Command, World};
use echoscope_core::view::{ActionView, IntentView, SettlementView, SplitView};
use js_sys::{Object, Reflect};
use serde::Serialize;
use wasm_bindgen::JsValue;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Registered<'a> {
    id: &'a str,
}

impl Echo {
    pub fn carry_out(&mut self, command: Command) -> Result<JsValue, JsValue> {
        let result = Object::new();
        let set = |name: &str, value: JsValue| Reflect::set(&result, &name.into(), &value);
        match self.engine.handle(command) {
            Ok(outcome) => {
                set("ok", JsValue::TRUE)?;
                set("answer", answer(self.engine.world(), &outcome.answer)?)?;
                set("events", encode(&outcome.events)?)?;
            }
            Err(refusal) => {
                set("ok", JsValue::FALSE)?;
                set("refusal", encode(&refusal)?)?;
            }
        }
        Ok(result.into())
    }
}

fn answer(world: &World, answer: &Answer) -> Result<JsValue, JsValue> {
    match answer {
        Answer::Done => Ok(JsValue::UNDEFINED),
        Answer::User { id } | Answer::Wallet { id } => encode(&Registered { id }),
        Answer::Intent { intent } => encode(&IntentView::of(world, intent)),
        Answer::Action { intent, action } => encode(&ActionView::of(world, intent, *action)),
        Answer::Splits { intent, splits } => {
            encode(&splits.iter().filter_map(|split| SplitView::of(intent, *split)).collect::<Vec<_>>())
        }
        Answer::Settlement { settlement } => encode(&SettlementView::of(settlement)),
    }
}
