//! Every edge of every lifecycle, and which edges a run has taken.

use echoscope_core::engine::{Event, Step};
use echoscope_core::machine::{Trigger, all_machines};
use std::collections::BTreeSet;
use std::fmt;

/// An edge of one of the seven tables.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Taken {
    pub machine: &'static str,
    pub from: Option<&'static str>,
    pub trigger: &'static str,
    pub to: &'static str,
}

impl Taken {
    /// The edge that an event claims to be, if the event is a move at all.
    pub fn of(event: &Event) -> Option<Self> {
        let Event::Moved { from, step: Step { machine, trigger, to }, .. } = event else { return None };
        Some(Self { machine, from: *from, trigger: Trigger::label(*trigger), to })
    }
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { machine, from, trigger, to } = self;
        write!(f, "{machine}: {} --{trigger}--> {to}", from.unwrap_or("(new)"))
    }
}

/// Every edge there is.
pub fn all_edges() -> BTreeSet<Taken> {
    let machines = all_machines().into_iter();
    machines
        .flat_map(|machine| {
            machine.edges.into_iter().map(move |edge| Taken {
                machine: machine.name,
                from: edge.from,
                trigger: edge.trigger,
                to: edge.to,
            })
        })
        .collect()
}
