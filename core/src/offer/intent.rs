//! What the platform can declare about an Intent.

use super::{Desk, Offer};
use crate::intent::{Counters, Intent, Part};
use crate::machine::Trigger;
use crate::scenario::Label;

pub fn offers(desk: &Desk, intent: &Intent, name: &str) -> Vec<Offer> {
    let (capture, refund, dispute) = (desk.fresh("c"), desk.fresh("r"), desk.fresh("d"));
    let about = |machine, trigger, about: &str, text| Offer {
        machine,
        trigger,
        about: about.to_owned(),
        intent: name.to_owned(),
        text,
    };
    let on_intent = |trigger, text| about("intent", trigger, name, text);
    let part = |left: fn(&Counters) -> i128| part_of(desk, intent, left);
    let mut offers = vec![
        on_intent(Trigger::CaptureAll, the_rest(desk, intent, name, &capture)),
        on_intent(
            Trigger::CapturePart,
            format!(
                "capture {name} as {capture} reference {capture}-ref lines {}",
                part(Counters::capturable)
            ),
        ),
        on_intent(Trigger::CancelAll, format!("cancel {name}")),
        on_intent(Trigger::CancelPart, format!("cancel {name} lines {}", part(Counters::capturable))),
        on_intent(Trigger::AddLineItems, another_line(desk, intent, name)),
        on_intent(Trigger::RefundAll, format!("refund {name} as {refund}")),
        on_intent(Trigger::RefundPart, format!("refund {name} as {refund} lines {}", part(Counters::kept))),
    ];
    for reversed in &intent.refunds {
        if let Some(label) = desk.name(reversed.id) {
            let text = format!("reverse refund {label}");
            offers.push(about("refund", Trigger::ReverseRefund, &label, text));
        }
    }
    for (place, captured) in (0u32..).zip(&intent.captures) {
        if let Some(label) = desk.name(captured.id) {
            let left = intent.disputable(place);
            let parts = left.first().or(captured.parts.first()).copied();
            let half = parts.map(|part| half_of(desk, intent, part)).unwrap_or_default();
            let all = format!("dispute {label} as {dispute}");
            offers.push(about("intent", Trigger::DisputeAll, &label, all));
            let some = format!("dispute {label} as {dispute} lines {half}");
            offers.push(about("intent", Trigger::DisputePart, &label, some));
        }
    }
    for disputed in &intent.disputes {
        if let Some(label) = desk.name(disputed.id) {
            for (trigger, decision) in [
                (Trigger::Defend, "DEFENDED"),
                (Trigger::WinDispute, "DISPUTED_WON"),
                (Trigger::LoseDispute, "DISPUTED_LOST"),
            ] {
                offers.push(about("dispute", trigger, &label, format!("decide {label} {decision}")));
            }
        }
    }
    offers
}

/// A full capture; after a partial operation, one that names what is left of every line (R39).
fn the_rest(desk: &Desk, intent: &Intent, name: &str, capture: &str) -> String {
    let whole = format!("capture {name} as {capture}");
    if intent.captures.is_empty() && intent.cancels.is_empty() {
        return whole;
    }
    let lines = intent.lines.iter().zip(intent.counters());
    let parts = lines
        .filter(|(_, counters)| counters.capturable() > 0)
        .filter_map(|(line, counters)| Some(format!(" {}={}", desk.name(line.id)?, counters.capturable())));
    let parts: String = parts.collect();
    if parts.is_empty() { whole } else { format!("{whole} reference {capture}-ref lines{parts}") }
}

/// Half of what is left of the first line that has something left; of a line without anything, half of its total.
fn part_of(desk: &Desk, intent: &Intent, left: fn(&Counters) -> i128) -> String {
    let lines: Vec<_> = (0u32..).zip(intent.counters()).collect();
    let found = lines.iter().find(|(_, counters)| left(counters) > 1).or(lines.first());
    found.map_or_else(String::new, |(line, counters)| {
        let whole = if left(counters) > 1 { left(counters) } else { counters.total };
        half_of(desk, intent, Part { line: *line, amount: i64::try_from(whole).unwrap_or(i64::MAX) })
    })
}

fn half_of(desk: &Desk, intent: &Intent, part: Part) -> String {
    let label: Label = intent.line(part.line).and_then(|line| desk.name(line.id)).unwrap_or_default();
    format!("{label}={}", (part.amount / 2).max(1))
}

/// One more line of the seller of the first, at a tenth of the Intent's amount.
fn another_line(desk: &Desk, intent: &Intent, name: &str) -> String {
    let amount = (intent.amount / 10).max(1);
    let seller =
        intent.lines.first().map(|line| seller(desk, &line.seller, &line.wallet)).unwrap_or_default();
    format!("add lines {name} {amount}\n  line {} {seller} {amount}", desk.fresh("item-"))
}

/// A seller as a scenario names one: the user if it is known, else the platform or the wallet.
fn seller(desk: &Desk, author: &str, wallet: &str) -> Label {
    if author == desk.world.config().client_id {
        "client".to_owned()
    } else if desk.by_id.contains_key(author) {
        desk.id_text(author)
    } else {
        desk.id_text(wallet)
    }
}
