//! Choices from one number: the same number makes the same choices on every machine.

/// A source of choices.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// One of `0..sides`, by SplitMix64.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % sides as u64).expect("fewer sides than a usize has values")
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.roll(n) == 0
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len())]
    }

    /// An amount with an eye on a limit: often all of it, sometimes a little too much.
    pub fn amount(&mut self, limit: i128) -> i128 {
        let limit = limit.max(1);
        match self.roll(24) {
            0..=9 => limit,
            10..=12 => (limit / 2).max(1),
            13 => 1,
            14 => limit + 1,
            _ => 1 + i128::try_from(self.roll(usize::try_from(limit).unwrap_or(usize::MAX))).unwrap_or(0),
        }
    }
}
