//! The lifecycles of Echo as tables.
//!
//! Each lifecycle is a `const` list of edges: from which status, by which trigger, to which status, and which
//! sentence of the public material (or which of our documented readings) allows it. Whatever draws, lists, enforces,
//! documents or checks a lifecycle reads these tables; there is no second description of them anywhere.

mod edges;
mod status;
mod trigger;
mod view;

pub use edges::{CAPTURE, CREDIT, DISPUTE, INTENT, REFUND, SETTLEMENT, SPLIT};
pub use status::{
    CaptureStatus, CreditStatus, DisputeStatus, IntentStatus, RefundStatus, SettlementStatus, SplitStatus,
    Status,
};
pub use trigger::Trigger;
pub use view::{EdgeView, MachineView, StateView, all_machines, machine_named};

/// Where an edge comes from, so that a reader can check it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// Documented by Mangopay; the text names the section of our specification that quotes it.
    Documented(&'static str),
    /// Follows from two documented facts or from an official example.
    Inferred(&'static str),
    /// Our reading, where the public material is silent or contradicts itself. See `docs/ambiguities.md`.
    Chosen(&'static str),
}

/// One arrow of a lifecycle. `from: None` is the creation of the object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edge<S: 'static> {
    pub from: Option<S>,
    pub trigger: Trigger,
    pub to: S,
    pub source: Source,
}

/// A lifecycle: its statuses are those of `S`, its arrows are `edges`.
#[derive(Clone, Copy, Debug)]
pub struct Machine<S: 'static> {
    pub name: &'static str,
    /// What lives this life, in one sentence.
    pub about: &'static str,
    pub edges: &'static [Edge<S>],
}

impl<S: Status> Machine<S> {
    /// The edge taken when `trigger` moves an object from `from` to `to`, if the table has it.
    pub fn edge(&self, from: Option<S>, trigger: Trigger, to: S) -> Option<&'static Edge<S>> {
        self.edges.iter().find(|edge| edge.from == from && edge.trigger == trigger && edge.to == to)
    }

    /// Whether the table lets `trigger` happen at all in this status.
    pub fn allows(&self, from: S, trigger: Trigger) -> bool {
        self.edges.iter().any(|edge| edge.from == Some(from) && edge.trigger == trigger)
    }

    /// A status that no edge leaves, apart from edges back to itself.
    pub fn is_final(&self, status: S) -> bool {
        !self.edges.iter().any(|edge| edge.from == Some(status) && edge.to != status)
    }

    /// The shortest row of edges from `from` to any status that `reached` accepts, found breadth first.
    pub fn shortest_path(
        &self,
        from: Option<S>,
        reached: impl Fn(S) -> bool,
    ) -> Option<Vec<&'static Edge<S>>> {
        if from.is_some_and(&reached) {
            return Some(Vec::new());
        }
        let mut paths = std::collections::VecDeque::from([(from, Vec::new())]);
        let mut seen = vec![from];
        while let Some((place, path)) = paths.pop_front() {
            for edge in self.edges.iter().filter(|edge| edge.from == place) {
                if seen.contains(&Some(edge.to)) {
                    continue;
                }
                seen.push(Some(edge.to));
                let mut longer = path.clone();
                longer.push(edge);
                if reached(edge.to) {
                    return Some(longer);
                }
                paths.push_back((Some(edge.to), longer));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_table<S: Status>(machine: &Machine<S>) {
        for (place, edge) in machine.edges.iter().enumerate() {
            let twin = machine
                .edges
                .iter()
                .skip(place + 1)
                .any(|e| e.from == edge.from && e.trigger == edge.trigger && e.to == edge.to);
            assert!(!twin, "{}: {:?} {:?} stands twice", machine.name, edge.trigger, edge.to.value());
        }
        for &status in S::ALL {
            let path = machine.shortest_path(None, |reached| reached == status);
            assert!(path.is_some(), "{}: nothing reaches {}", machine.name, status.value());
            assert_eq!(S::parse(status.value()), Some(status));
        }
    }

    #[test]
    fn every_status_of_every_table_can_be_reached_and_no_edge_stands_twice() {
        check_table(&INTENT);
        check_table(&CAPTURE);
        check_table(&REFUND);
        check_table(&DISPUTE);
        check_table(&SPLIT);
        check_table(&SETTLEMENT);
        check_table(&CREDIT);
    }

    #[test]
    fn r179_reconciled_failed_and_cancelled_settlements_are_final() {
        let finals: Vec<_> =
            SettlementStatus::ALL.iter().copied().filter(|&status| SETTLEMENT.is_final(status)).collect();
        assert_eq!(
            finals,
            [SettlementStatus::Reconciled, SettlementStatus::Failed, SettlementStatus::Cancelled]
        );
    }

    #[test]
    fn the_shortest_path_is_the_shortest() {
        let path = SETTLEMENT.shortest_path(None, |s| s == SettlementStatus::Reconciled).unwrap();
        let names: Vec<_> = path.iter().map(|edge| edge.to.value()).collect();
        assert_eq!(names, ["PENDING_UPLOAD", "UPLOADED", "CREATED", "PENDING_FUNDS_RECEPTION", "RECONCILED"]);
    }
}
