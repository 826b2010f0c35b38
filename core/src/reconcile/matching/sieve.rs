//! A set that is asked for millions of numbers and has a few of them: most are told apart by one bit.

/// Says of a number that it is certainly not in the set, or that it may be.
#[derive(Debug)]
pub struct Sieve {
    bits: Vec<u64>,
}

/// How many bits there are for a number of the set: of two hundred and fifty-six others, one may pass.
const ROOM: usize = 256;

impl Sieve {
    pub fn of(numbers: &[u64]) -> Self {
        let bits = numbers.len().max(1).saturating_mul(ROOM).checked_next_power_of_two().unwrap_or(1 << 20);
        let mut sieve = Self { bits: vec![0; bits / 64] };
        for number in numbers {
            let (word, bit) = sieve.place(*number);
            if let Some(word) = sieve.bits.get_mut(word) {
                *word |= bit;
            }
        }
        sieve
    }

    #[inline]
    pub fn may_have(&self, number: u64) -> bool {
        let (word, bit) = self.place(number);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }

    /// The word, and its one bit.
    #[inline]
    fn place(&self, number: u64) -> (usize, u64) {
        let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mixed = (mixed ^ mixed >> 32).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        let last = self.bits.len().wrapping_sub(1);
        (usize::try_from(mixed >> 38).unwrap_or(0) & last, 1 << (mixed >> 32 & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sieve_lets_its_own_numbers_pass_and_few_others() {
        for count in [0usize, 1, 7, 5000] {
            let numbers: Vec<u64> = (0..count as u64).map(|number| number * number * 3).collect();
            let sieve = Sieve::of(&numbers);
            assert!(numbers.iter().all(|number| sieve.may_have(*number)));
            let others = (0..100_000).map(|number| number * 7 + (1 << 40));
            let passed = others.filter(|number| sieve.may_have(*number)).count();
            assert!(passed < 800, "{passed} with {count}");
        }
    }
}
