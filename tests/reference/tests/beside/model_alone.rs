//! The model without the engine: whatever is asked of it, its own laws hold and a refusal changes nothing.

use super::dice::Dice;
use super::plan;
use super::step::Step;
use std::collections::BTreeMap;

const NEVER_REFUSED: [&str; 2] = ["create_settlement", "inject_fault"];

#[test]
fn laws_hold() {
    let mut asked: BTreeMap<&'static str, (u32, u32)> = BTreeMap::new();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for case in 0..200_u64 {
        let mut dice = Dice::new(case);
        let mut model = plan::world(plan::reading(&mut dice));
        for _ in 0..100 {
            let step = plan::next(&model, &mut dice);
            let before = model.clone();
            let outcome = step.apply(&mut model);
            if outcome.is_err() {
                assert!(before == model, "{step:?} was refused and yet changed something");
            }
            model.check_invariants();
            for event in &model.events[before.events.len()..] {
                *seen.entry(event.name.to_owned()).or_default() += 1;
            }
            for (intent, _) in model.intents.iter().enumerate() {
                *seen.entry(format!("Intent {:?}", model.status(intent))).or_default() += 1;
            }
            for it in &model.splits {
                *seen.entry(format!("Split {:?}", it.status)).or_default() += 1;
            }
            for it in &model.settlements {
                *seen.entry(format!("Settlement {:?}", it.status)).or_default() += 1;
            }
            let count = asked.entry(name(&step)).or_default();
            if outcome.is_ok() { count.0 += 1 } else { count.1 += 1 }
        }
    }
    for (name, (accepted, refused)) in &asked {
        println!("{name:18} {accepted:6} accepted {refused:6} refused");
    }
    for (status, times) in &seen {
        println!("{status:45} {times:6}");
    }
    for (name, (accepted, refused)) in asked {
        assert!(
            accepted >= 50 && (refused >= 10 || NEVER_REFUSED.contains(&name)),
            "{name} is not tried out"
        );
    }
}

fn name(step: &Step) -> &'static str {
    match step {
        Step::RegisterUser { .. } | Step::RegisterWallet { .. } => "register",
        Step::CreateIntent(_) => "create_intent",
        Step::Capture { .. } => "capture",
        Step::Cancel { .. } => "cancel",
        Step::Refund { .. } => "refund",
        Step::ReverseRefund { .. } => "reverse_refund",
        Step::Dispute { .. } => "dispute",
        Step::Decide { .. } => "decide",
        Step::CreateSplits { .. } => "create_splits",
        Step::UpdateSplit { .. } => "update_split",
        Step::ExecuteSplit { .. } => "execute_split",
        Step::ReverseSplit { .. } => "reverse_split",
        Step::CreateSettlement => "create_settlement",
        Step::Upload { .. } => "upload",
        Step::NewAddress { .. } => "new_address",
        Step::CancelSettlement { .. } => "cancel_settlement",
        Step::ReceiveFunds { .. } => "receive_funds",
        Step::FundWallet { .. } => "fund_wallet",
        Step::AdvanceClock { .. } => "advance_clock",
        Step::InjectFault(_) => "inject_fault",
    }
}
