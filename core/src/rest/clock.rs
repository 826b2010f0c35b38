//! The clock of a sandbox: it runs with the one on the wall, at a distance, or stands still.

use super::sandbox::Wall;
use crate::date::Timestamp;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// So many milliseconds ahead of the wall.
    Running {
        ahead: Wall,
    },
    Stopped {
        at: Wall,
    },
}

impl Clock {
    pub const fn on_the_wall() -> Self {
        Self::Running { ahead: 0 }
    }

    /// Shows this moment now, and runs.
    pub fn showing(now: Timestamp, wall: Wall) -> Self {
        Self::Running { ahead: now.saturating_mul(1000).saturating_sub(wall) }
    }

    pub fn milliseconds(self, wall: Wall) -> Wall {
        match self {
            Self::Running { ahead } => wall.saturating_add(ahead),
            Self::Stopped { at } => at,
        }
    }

    #[must_use]
    pub fn stopped(self, wall: Wall) -> Self {
        Self::Stopped { at: self.milliseconds(wall) }
    }

    #[must_use]
    pub fn started(self, wall: Wall) -> Self {
        Self::Running { ahead: self.milliseconds(wall).saturating_sub(wall) }
    }

    /// Moves to a moment, and runs or stands as before.
    #[must_use]
    pub fn moved(self, to: Timestamp, wall: Wall) -> Self {
        match self {
            Self::Running { .. } => Self::showing(to, wall),
            Self::Stopped { .. } => Self::Stopped { at: to.saturating_mul(1000) },
        }
    }

    pub const fn is_stopped(self) -> bool {
        matches!(self, Self::Stopped { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_runs_at_a_distance_and_keeps_its_time_when_it_stops_and_starts() {
        let clock = Clock::showing(100, 7_000);
        assert_eq!(clock.milliseconds(9_000), 102_000);
        let stopped = clock.stopped(9_000);
        assert_eq!(stopped.milliseconds(50_000), 102_000);
        assert_eq!(stopped.moved(200, 50_000).milliseconds(60_000), 200_000);
        assert_eq!(stopped.started(50_000).milliseconds(51_000), 103_000);
    }
}
