//! The way an object has gone through its lifecycle.

use echoscope_core::machine::{MachineView, SETTLEMENT, SettlementStatus, Status};

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Walk {
    steps: Vec<Pace>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Pace {
    /// `None` for its creation.
    from: Option<&'static str>,
    to: &'static str,
    /// When its token glides, counted in glides; `None` for what lies in the past.
    turn: Option<usize>,
}

impl Walk {
    /// The shortest way of a Settlement to a status, as the engine's table allows it.
    pub fn of_settlement(status: SettlementStatus) -> Self {
        let path = SETTLEMENT.shortest_path(None, |reached| reached == status).unwrap_or_default();
        let mut walk = Self::default();
        for (turn, edge) in path.into_iter().enumerate() {
            walk.go(edge.from.map(Status::value), edge.to.value(), Some(turn));
        }
        walk
    }

    /// The way through these states, from the creation on; `None` if the table has no such moves.
    pub fn along<'a>(machine: &MachineView, states: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut walk = Self::default();
        for (turn, state) in states.enumerate() {
            let from = walk.end();
            let edge = machine.edges.iter().find(|edge| edge.from == from && edge.to == state)?;
            walk.go(edge.from, edge.to, Some(turn));
        }
        Some(walk)
    }

    /// Goes on by one move, whose token glides at this turn.
    pub fn go(&mut self, from: Option<&'static str>, to: &'static str, turn: Option<usize>) {
        self.steps.push(Pace { from, to, turn });
    }

    pub fn states(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.steps.iter().map(|pace| pace.to)
    }

    /// When the object came to the state for the last time; `None` if it never did.
    pub fn arrival(&self, state: &str) -> Option<Turn> {
        self.steps.iter().rfind(|pace| pace.to == state).map(|pace| Turn(pace.turn))
    }

    /// When the object took the move for the last time; `None` if it never did.
    pub fn passage(&self, from: Option<&str>, to: &str) -> Option<Turn> {
        self.steps.iter().rfind(|pace| pace.from == from && pace.to == to).map(|pace| Turn(pace.turn))
    }

    /// The state the object is in.
    pub fn end(&self) -> Option<&'static str> {
        self.steps.last().map(|pace| pace.to)
    }
}

/// When something of a walk lights up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turn(Option<usize>);

impl Turn {
    /// For the style sheet, which waits so many glides: nothing for what lies in the past.
    pub fn of(self) -> Option<usize> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejected_file_ends_in_failed() {
        let walk = Walk::of_settlement(SettlementStatus::Failed);
        assert_eq!(walk.states().collect::<Vec<_>>(), ["PENDING_UPLOAD", "UPLOADED", "FAILED"]);
        assert_eq!(walk.passage(Some("UPLOADED"), "FAILED"), Some(Turn(Some(2))));
        assert_eq!(walk.end(), Some("FAILED"));
    }
}
