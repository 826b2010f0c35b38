//! What a command comes to: the answer in Mangopay's shape and the events, or the refusal.

use super::Echo;
use crate::exact::{encode, outcome, with_json};
use crate::memory::grow_ahead;
use echoscope_core::engine::{Answer, Command, Outcome, Refusal};
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
        let handled = self.sandbox.engine_mut().handle(command);
        grow_ahead();
        let world = self.sandbox.world();
        match handled {
            Ok(Outcome { answer, events }) => with_json(&events, |events| match answer {
                Answer::Done => outcome(None, events),
                Answer::User { id } | Answer::Wallet { id } => told(&Registered { id: &id }, events),
                Answer::Intent { intent } => told(&IntentView::of(world, &intent), events),
                Answer::Action { intent, action } => told(&ActionView::of(world, &intent, action), events),
                Answer::Splits { intent, splits } => {
                    let views = splits.iter().filter_map(|split| SplitView::of(&intent, *split));
                    told(&views.collect::<Vec<_>>(), events)
                }
                Answer::Settlement { settlement } => told(&SettlementView::of(&settlement), events),
            }),
            Err(refusal) => encode(&Refused { ok: false, refusal }),
        }
    }
}

fn told(answer: &impl Serialize, events: &str) -> JsValue {
    with_json(answer, |answer| outcome(Some(answer), events))
}
