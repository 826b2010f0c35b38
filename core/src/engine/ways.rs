//! The shortest legal way to what was asked for, found on the tables.

use super::refusal::Step;
use crate::machine::{
    Edge, INTENT, IntentStatus, Machine, SETTLEMENT, SPLIT, SettlementStatus, SplitStatus, Status, Trigger,
};

/// From this status of the Intent to the trigger, which is the last step. Empty where no way leads there.
pub fn to_intent(from: IntentStatus, goal: Trigger) -> Vec<Step> {
    way(&INTENT, from, goal, |_| Vec::new())
}

pub fn to_settlement(from: SettlementStatus, goal: Trigger) -> Vec<Step> {
    way(&SETTLEMENT, from, goal, |_| Vec::new())
}

/// A Split moves up when a Settlement does: those steps come before its own.
pub fn to_split(from: SplitStatus, goal: Trigger) -> Vec<Step> {
    let by = |from: Option<SettlementStatus>, to: SettlementStatus| {
        let path = SETTLEMENT.shortest_path(from, |status| status == to).unwrap_or_default();
        path.into_iter().map(|edge| step(&SETTLEMENT, edge)).collect()
    };
    way(&SPLIT, from, goal, |trigger| match trigger {
        Trigger::SettlementMatched => by(None, SettlementStatus::PendingFundsReception),
        Trigger::SettlementPaid => {
            by(Some(SettlementStatus::PendingFundsReception), SettlementStatus::Reconciled)
        }
        _ => Vec::new(),
    })
}

fn way<S: Status>(
    machine: &'static Machine<S>,
    from: S,
    goal: Trigger,
    before: impl Fn(Trigger) -> Vec<Step>,
) -> Vec<Step> {
    let Some(path) = machine.shortest_path(Some(from), |status| machine.allows(status, goal)) else {
        return Vec::new();
    };
    let there = path.last().map_or(from, |edge| edge.to);
    let last = machine.edges.iter().find(|edge| edge.from == Some(there) && edge.trigger == goal);
    path.into_iter()
        .chain(last)
        .flat_map(|edge| before(edge.trigger).into_iter().chain([step(machine, edge)]))
        .collect()
}

fn step<S: Status>(machine: &'static Machine<S>, edge: &Edge<S>) -> Step {
    Step { machine: machine.name, trigger: edge.trigger, to: edge.to.value() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executing_a_created_split_needs_its_settlement_first() {
        let steps: Vec<_> = to_split(SplitStatus::Created, Trigger::Execute)
            .iter()
            .map(|s| (s.machine, s.trigger.label()))
            .collect();
        assert_eq!(
            steps,
            [
                ("settlement", "create"),
                ("settlement", "file uploaded"),
                ("settlement", "file well formed"),
                ("settlement", "every line matched"),
                ("split", "settlement fully matched"),
                ("settlement", "money covers it"),
                ("split", "settlement reconciled"),
                ("split", "execute"),
            ]
        );
    }

    #[test]
    fn nothing_leads_out_of_a_cancelled_intent() {
        assert!(to_intent(IntentStatus::Cancelled, Trigger::CaptureAll).is_empty());
        let refund: Vec<_> =
            to_intent(IntentStatus::Authorized, Trigger::RefundAll).iter().map(|s| s.trigger).collect();
        assert_eq!(refund, [Trigger::CaptureAll, Trigger::RefundAll]);
    }
}
