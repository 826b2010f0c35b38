//! How many tests ran, read from what the runners print.

use std::fmt;
use std::ops::AddAssign;

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

pub type Counter = fn(&str) -> Count;

impl Count {
    pub fn one(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed) }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed", self.passed)?;
        if self.failed > 0 {
            write!(f, ", {} failed", self.failed)?;
        }
        Ok(())
    }
}

/// Sums the lines `test result: ok. 12 passed; 0 failed; ...`, one for each binary that cargo (or the runner of
/// wasm-bindgen) starts.
pub fn of_cargo(output: &str) -> Count {
    let mut total = Count::default();
    for line in output.lines() {
        let Some((_, result)) = line.split_once("test result: ") else { continue };
        let number = |word: &str| {
            let parts = result.split([';', '.']).map(str::trim);
            parts.filter_map(|part| part.strip_suffix(word)).find_map(|number| number.trim().parse().ok())
        };
        total += Count {
            passed: number("passed").unwrap_or_default(),
            failed: number("failed").unwrap_or_default(),
        };
    }
    total
}

/// Reads the closing lines of `node --test`: `ℹ pass 12`, `ℹ fail 0`, `ℹ cancelled 0`.
pub fn of_node(output: &str) -> Count {
    let number = |word: &str| {
        let closing = output.lines().rev().find_map(|line| {
            let (mark, rest) = line.split_once(' ')?;
            matches!(mark, "ℹ" | "#").then(|| rest.strip_prefix(word)?.trim().parse::<u64>().ok()).flatten()
        });
        closing.unwrap_or_default()
    };
    Count { passed: number("pass "), failed: number("fail ") + number("cancelled ") }
}

/// Reads the closing lines of mocha: `12 passing (3s)`, `1 failing`. A pending test did not run and counts as failed.
pub fn of_mocha(output: &str) -> Count {
    let number = |word: &str| {
        let closing = output.lines().rev().find_map(|line| {
            let (number, rest) = line.trim_start().split_once(' ')?;
            (rest.split(' ').next() == Some(word)).then(|| number.parse::<u64>().ok()).flatten()
        });
        closing.unwrap_or_default()
    };
    Count { passed: number("passing"), failed: number("failing") + number("pending") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_binary_of_a_cargo_run_is_counted() {
        let output = "\
running 2 tests
test a ... ok
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
     Running unittests
test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
";
        assert_eq!(of_cargo(output), Count { passed: 5, failed: 1 });
    }

    #[test]
    fn the_runner_of_wasm_bindgen_is_counted() {
        let output = "test result: ok. 4 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.00s\n";
        assert_eq!(of_cargo(output), Count { passed: 4, failed: 0 });
    }

    #[test]
    fn the_last_words_of_node_are_counted() {
        let output = "pass 99\n✔ reads a file (1ms)\nℹ tests 4\nℹ suites 0\nℹ pass 2\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\n";
        assert_eq!(of_node(output), Count { passed: 2, failed: 2 });
        assert_eq!(of_node("# pass 3\n# fail 0\n"), Count { passed: 3, failed: 0 });
    }

    #[test]
    fn the_last_words_of_mocha_are_counted() {
        let output =
            "  12 passing tests\n    ✔ should be\n\n  37 passing (2s)\n  1 pending\n  2 failing\n\n  1) a\n";
        assert_eq!(of_mocha(output), Count { passed: 37, failed: 3 });
        assert_eq!(of_mocha("  2 passing (12ms)\n"), Count { passed: 2, failed: 0 });
    }

    #[test]
    fn silence_counts_nothing() {
        assert_eq!(of_cargo("error: could not compile"), Count::default());
        assert_eq!(of_node(""), Count::default());
        assert_eq!(of_mocha(""), Count::default());
    }
}
