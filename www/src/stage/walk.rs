//! The way an object has gone through its lifecycle.

use echoscope_core::machine::{MachineView, SETTLEMENT, SettlementStatus, Status};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Walk {
    /// `None` for its creation.
    steps: Vec<(Option<&'static str>, &'static str)>,
}

impl Walk {
    /// The shortest way of a Settlement to a status, as the engine's table allows it.
    pub fn of_settlement(status: SettlementStatus) -> Self {
        let path = SETTLEMENT.shortest_path(None, |reached| reached == status).unwrap_or_default();
        Self { steps: path.into_iter().map(|edge| (edge.from.map(Status::value), edge.to.value())).collect() }
    }

    /// The way through these states, from the creation on; `None` if the table has no such moves.
    pub fn along<'a>(machine: &MachineView, states: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut steps = Vec::new();
        for state in states {
            let from = steps.last().map(|&(_, to)| to);
            let edge = machine.edges.iter().find(|edge| edge.from == from && edge.to == state)?;
            steps.push((edge.from, edge.to));
        }
        Some(Self { steps })
    }

    pub fn states(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.steps.iter().map(|&(_, to)| to)
    }

    /// At which step the state was reached, from 0.
    pub fn step_of_state(&self, state: &str) -> Option<usize> {
        self.steps.iter().position(|&(_, to)| to == state)
    }

    pub fn step_of_move(&self, from: Option<&str>, to: &str) -> Option<usize> {
        self.steps.iter().position(|&step| step == (from, to))
    }

    /// The state the object is in.
    pub fn end(&self) -> Option<&'static str> {
        self.steps.last().map(|&(_, to)| to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejected_file_ends_in_failed() {
        let walk = Walk::of_settlement(SettlementStatus::Failed);
        assert_eq!(walk.states().collect::<Vec<_>>(), ["PENDING_UPLOAD", "UPLOADED", "FAILED"]);
        assert_eq!(walk.step_of_move(Some("UPLOADED"), "FAILED"), Some(2));
        assert_eq!(walk.end(), Some("FAILED"));
    }
}
