//! What a command comes to: the answer in Mangopay's shape and the events, or the refusal.

use super::Echo;
use crate::exact::{encode, outcome, with_room};
use crate::memory::grow_ahead;
use echoscope_core::engine::{Answer, Command, Outcome, Refusal};
use echoscope_core::json;
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
            Ok(Outcome { answer, events }) => with_room(|told| {
                match answer {
                    Answer::Done => {}
                    Answer::User { id } | Answer::Wallet { id } => json::write(&Registered { id: &id }, told),
                    Answer::Intent { intent } => json::write(&IntentView::of(world, &intent), told),
                    Answer::Action { intent, action } => {
                        json::write(&ActionView::of(world, &intent, action), told);
                    }
                    Answer::Splits { intent, splits } => {
                        let views = splits.iter().filter_map(|split| SplitView::of(&intent, *split));
                        json::write(&views.collect::<Vec<_>>(), told);
                    }
                    Answer::Settlement { settlement } => json::write(&SettlementView::of(&settlement), told),
                }
                told.push('\n');
                json::write(&events, told);
                outcome(told)
            }),
            Err(refusal) => encode(&Refused { ok: false, refusal }),
        }
    }
}
