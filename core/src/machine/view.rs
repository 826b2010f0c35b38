//! The tables as plain data, for whatever draws or prints them.

use super::{CAPTURE, CREDIT, DISPUTE, INTENT, Machine, REFUND, SETTLEMENT, SPLIT, Source, Status};
use serde::Serialize;
use std::collections::VecDeque;

/// One lifecycle with its types erased.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct MachineView {
    pub name: &'static str,
    pub about: &'static str,
    pub states: Vec<StateView>,
    pub edges: Vec<EdgeView>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StateView {
    pub value: &'static str,
    pub meaning: &'static str,
    /// Creation leads here.
    pub is_initial: bool,
    /// Nothing leads away.
    pub is_final: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EdgeView {
    /// `None` for the creation of the object.
    pub from: Option<&'static str>,
    pub to: &'static str,
    pub trigger: &'static str,
    /// `documented`, `inferred` or `chosen`.
    pub mark: &'static str,
    /// The section of the specification, or the entry of `docs/ambiguities.md`, that allows the edge.
    pub source: &'static str,
}

impl<S: Status> Machine<S> {
    pub fn view(&self) -> MachineView {
        let states = S::ALL
            .iter()
            .map(|&status| StateView {
                value: status.value(),
                meaning: status.meaning(),
                is_initial: self.edges.iter().any(|edge| edge.from.is_none() && edge.to == status),
                is_final: self.is_final(status),
            })
            .collect();
        let edges = self
            .edges
            .iter()
            .map(|edge| {
                let (mark, source) = match edge.source {
                    Source::Documented(section) => ("documented", section),
                    Source::Inferred(section) => ("inferred", section),
                    Source::Chosen(entry) => ("chosen", entry),
                };
                EdgeView {
                    from: edge.from.map(Status::value),
                    to: edge.to.value(),
                    trigger: edge.trigger.label(),
                    mark,
                    source,
                }
            })
            .collect();
        MachineView { name: self.name, about: self.about, states, edges }
    }
}

impl MachineView {
    /// The shortest row of moves between two states; `None` where no way leads there.
    pub fn way(&self, from: &str, to: &str) -> Option<Vec<&EdgeView>> {
        let mut ways: VecDeque<(&str, Vec<&EdgeView>)> = VecDeque::from([(from, Vec::new())]);
        let mut seen = vec![from];
        while let Some((place, way)) = ways.pop_front() {
            if place == to {
                return Some(way);
            }
            for edge in self.edges.iter().filter(|edge| edge.from == Some(place)) {
                if !seen.contains(&edge.to) {
                    seen.push(edge.to);
                    ways.push_back((edge.to, way.iter().copied().chain([edge]).collect()));
                }
            }
        }
        None
    }
}

/// Every lifecycle, in the order in which a payment meets them.
pub fn all_machines() -> Vec<MachineView> {
    vec![
        INTENT.view(),
        CAPTURE.view(),
        REFUND.view(),
        DISPUTE.view(),
        SPLIT.view(),
        SETTLEMENT.view(),
        CREDIT.view(),
    ]
}

pub fn machine_named(name: &str) -> Option<MachineView> {
    all_machines().into_iter().find(|machine| machine.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_as_short_as_the_table_allows() {
        let settlement = SETTLEMENT.view();
        let states =
            |from, to| settlement.way(from, to).map(|way| way.iter().map(|edge| edge.to).collect::<Vec<_>>());
        assert_eq!(states("CREATED", "RECONCILED").unwrap(), ["PENDING_FUNDS_RECEPTION", "RECONCILED"]);
        assert_eq!(states("FAILED", "CREATED"), None);
        assert_eq!(states("CREATED", "CREATED").unwrap(), [""; 0]);
    }
}
