//! `cargo xtask bench`: how fast things are. Every bench prints a table and writes its figures to `target/bench`.

use crate::choice;
use crate::run::Problem;
use crate::tools::cargo;
use std::process::{Command, ExitCode};

/// One bench: its name, and the crate that has it.
struct Bench {
    name: &'static str,
    krate: &'static str,
}

const BENCHES: &[Bench] = &[Bench { name: "engine", krate: "echoscope-core" }];

/// Runs the named benches, or all of them.
pub fn start(words: &[String]) -> Result<ExitCode, Problem> {
    let named: Result<Vec<_>, _> =
        words.iter().map(|word| choice::pick("bench", word, BENCHES, |bench| bench.name)).collect();
    let mut chosen = named?;
    if chosen.is_empty() {
        chosen.extend(BENCHES);
    }
    for Bench { name, krate } in chosen {
        println!("Bench {name}: a few minutes, best on an idle machine ...");
        let done = Command::new(cargo()).args(["bench", "--locked", "-p", krate, "--bench", name]).status();
        if !done.is_ok_and(|status| status.success()) {
            return Err(Problem::new(format!("The bench {name} failed."), "The output above says where."));
        }
    }
    Ok(ExitCode::SUCCESS)
}
