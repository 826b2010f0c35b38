//! How sellers can be paid.

use super::{Desk, Offer};
use crate::intent::Intent;
use crate::machine::Trigger;

pub fn offers(desk: &Desk, intent: &Intent, name: &str) -> Vec<Offer> {
    let offer = |trigger, about: &str, text| Offer {
        machine: "split",
        trigger,
        about: about.to_owned(),
        intent: name.to_owned(),
        text,
    };
    let fresh = desk.fresh("s");
    let mut offers = Vec::new();
    for (line, counters) in intent.lines.iter().zip(intent.counters()) {
        let left = counters.kept().saturating_sub(counters.committed);
        let amount = if left > 0 { left } else { counters.total };
        if let Some(label) = desk.name(line.id) {
            let text = format!("split {name} as {fresh} line {label} {amount}");
            offers.push(offer(Trigger::Create, "", text));
        }
    }
    for split in &intent.splits {
        let Some(label) = desk.name(split.id) else { continue };
        offers.push(offer(Trigger::Execute, &label, format!("execute {label}")));
        offers.push(offer(
            Trigger::Update,
            &label,
            format!("update split {label} amount {}", (split.amount / 2).max(1)),
        ));
        offers.push(offer(Trigger::Reverse, &label, format!("reverse split {label}")));
    }
    offers
}
