//! What a command comes to: the answer in Mangopay's shape and the events, or the refusal.

use super::Echo;
use crate::exact::{encode, json, outcome};
use echoscope_core::engine::{Answer, Command, Refusal, World};
use echoscope_core::view::{ActionView, IntentView, SettlementView, SplitView};
use serde::Serialize;
use wasm_bindgen::JsValue;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Registered<'a> {
    id: &'a str,
}

#[derive(Serialize)]
struct Refused {
    ok: bool,
    refusal: Refusal,
}

impl Echo {
    pub fn carry_out(&mut self, command: Command) -> JsValue {
        match self.sandbox.engine_mut().handle(command) {
            Ok(done) => outcome(answer(self.sandbox.world(), &done.answer), &json(&done.events)),
            Err(refusal) => encode(&Refused { ok: false, refusal }),
        }
    }
}

fn answer(world: &World, answer: &Answer) -> Option<String> {
    Some(match answer {
        Answer::Done => return None,
        Answer::User { id } | Answer::Wallet { id } => json(&Registered { id }),
        Answer::Intent { intent } => json(&IntentView::of(world, intent)),
        Answer::Action { intent, action } => json(&ActionView::of(world, intent, *action)),
        Answer::Splits { intent, splits } => {
            json(&splits.iter().filter_map(|split| SplitView::of(intent, *split)).collect::<Vec<_>>())
        }
        Answer::Settlement { settlement } => json(&SettlementView::of(settlement)),
    })
}
