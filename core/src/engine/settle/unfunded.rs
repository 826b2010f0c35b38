//! How much of an Intent's money is missing while its Settlement falls short (A14).

use crate::engine::world::World;
use crate::intent::Intent;

impl World {
    /// Per line item, in the order of the lines.
    pub fn unfunded(&self, intent: &Intent) -> Vec<i128> {
        let mut lines = vec![0i128; intent.lines.len()];
        for capture in &intent.captures {
            let Some(settled) = capture.settled.filter(|settled| !settled.paid) else { continue };
            let Some(settlement) = self.settlement(settled.settlement) else { continue };
            let mut missing = settlement.unfunded_of(settled.line);
            for part in capture.parts.iter().rev() {
                let share = missing.min(i128::from(part.amount));
                missing = missing.saturating_sub(share);
                if let Some(line) = usize::try_from(part.line).ok().and_then(|place| lines.get_mut(place)) {
                    *line = line.saturating_add(share);
                }
            }
        }
        lines
    }
}
