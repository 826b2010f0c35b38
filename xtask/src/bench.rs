//! `cargo xtask bench`: how fast things are. Every bench prints a table and writes its figures to `target/bench`.

use crate::choice;
use crate::package;
use crate::place;
use crate::run::Problem;
use crate::tools::{Tool, Toolbox, cargo};
use std::process::{Command, ExitCode};

struct Bench {
    name: &'static str,
    command: fn() -> Result<Command, Problem>,
}

const BENCHES: &[Bench] =
    &[Bench { name: "engine", command: engine }, Bench { name: "package", command: package_in_node }];

/// Runs the named benches, or all of them.
pub fn start(words: &[String]) -> Result<ExitCode, Problem> {
    let named: Result<Vec<_>, _> =
        words.iter().map(|word| choice::pick("bench", word, BENCHES, |bench| bench.name)).collect();
    let mut chosen = named?;
    if chosen.is_empty() {
        chosen.extend(BENCHES);
    }
    for Bench { name, command } in chosen {
        println!("Bench {name}: a few minutes, best on an idle machine ...");
        if !command()?.status().is_ok_and(|status| status.success()) {
            return Err(Problem::new(format!("The bench {name} failed."), "The output above says where."));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A bench of the crate echoscope-core.
#[expect(clippy::unnecessary_wraps, reason = "a bench like any other")]
fn engine() -> Result<Command, Problem> {
    let mut command = Command::new(cargo());
    command.args(["bench", "--locked", "-p", "echoscope-core", "--bench", "engine"]);
    Ok(command)
}

/// The built package in Node.
fn package_in_node() -> Result<Command, Problem> {
    let needs = [Tool::WasmTarget, Tool::WasmBindgen, Tool::Packages];
    let tools = Toolbox::gather(&needs);
    if let Some((_, problem)) = tools.missing(&needs) {
        return Err(problem.clone());
    }
    let ending = package::build(&tools, false);
    if !ending.success {
        let problem = Problem::new("The package does not build.", "The output above says where.");
        return Err(problem.with_output(ending.output));
    }
    let mut command = tools.command("node");
    command.arg(place::root().join("tests/npm/bench.mjs"));
    Ok(command)
}
