//! `cargo xtask bench`: how fast things are. Every bench prints a table and writes its figures to `target/bench`.

use crate::choice;
use crate::files;
use crate::package;
use crate::page;
use crate::place;
use crate::run::Problem;
use crate::tools::{Tool, Toolbox, cargo};
use std::process::{Command, ExitCode};

/// One bench: its name, and what runs it.
struct Bench {
    name: &'static str,
    run: fn(&str) -> Result<(), Problem>,
}

const BENCHES: &[Bench] = &[
    Bench { name: "engine", run: of_core },
    Bench { name: "package", run: of_the_package },
    Bench { name: "files", run: of_files },
    Bench { name: "page", run: of_the_page },
    Bench { name: "sandbox", run: of_the_sandbox },
];

/// Runs the named benches, or all of them.
pub fn start(words: &[String]) -> Result<ExitCode, Problem> {
    let named: Result<Vec<_>, _> =
        words.iter().map(|word| choice::pick("bench", word, BENCHES, |bench| bench.name)).collect();
    let mut chosen = named?;
    if chosen.is_empty() {
        chosen.extend(BENCHES);
    }
    for Bench { name, run } in chosen {
        println!("Bench {name}: a few minutes, best on an idle machine ...");
        run(name)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn of_core(name: &str) -> Result<(), Problem> {
    finish(name, Command::new(cargo()).args(["bench", "--locked", "-p", "echoscope-core", "--bench", name]))
}

/// The package in Node, through its JavaScript.
fn of_the_package(name: &str) -> Result<(), Problem> {
    const NEEDS: &[Tool] = &[Tool::WasmTarget, Tool::WasmBindgen, Tool::Packages];
    let tools = Toolbox::gather(NEEDS);
    if let Some((_, problem)) = tools.missing(NEEDS) {
        return Err(problem.clone());
    }
    let built = package::build(&tools, false);
    if !built.success {
        let problem = Problem::new("The package does not build.", "The output above says where.");
        return Err(problem.with_output(built.output));
    }
    finish(name, tools.command("node").arg(place::root().join("tests/npm/bench.mjs")))
}

/// Checking and matching settlement files, beside parsers in JavaScript.
fn of_files(name: &str) -> Result<(), Problem> {
    finish(name, &mut files::bench()?)
}

/// The server under load, beside a bare one and another mock server.
fn of_the_sandbox(name: &str) -> Result<(), Problem> {
    const NEEDS: &[Tool] = &[Tool::WasmTarget, Tool::WasmBindgen, Tool::Packages, Tool::BenchPackages];
    let tools = Toolbox::gather(NEEDS);
    if let Some((_, problem)) = tools.missing(NEEDS) {
        return Err(problem.clone());
    }
    let built = package::build(&tools, false);
    if !built.success {
        let problem = Problem::new("The package does not build.", "The output above says where.");
        return Err(problem.with_output(built.output));
    }
    let mut node = tools.command("node");
    node.arg("tests/sdk/bench/sandbox.mjs").env("ECHOSCOPE_BENCH_DIR", place::target().join("bench"));
    finish(name, &mut node)
}

/// The built page in a Chromium that is slowed down.
fn of_the_page(name: &str) -> Result<(), Problem> {
    let tools = Toolbox::gather(page::NEEDS);
    if let Some((_, problem)) = tools.missing(page::NEEDS) {
        return Err(problem.clone());
    }
    let built = page::build(&tools, false);
    if !built.success {
        let problem = Problem::new("The page does not build.", "The output above says where.");
        return Err(problem.with_output(built.output));
    }
    let mut node = tools.command("node");
    node.arg("tests/browser/bench.mjs").env("ECHOSCOPE_PAGE", page::folder());
    node.env("ECHOSCOPE_BENCH_DIR", place::target().join("bench"));
    if let Some(chromium) = tools.chromium() {
        node.env("CHROMIUM", chromium);
    }
    finish(name, &mut node)
}

fn finish(name: &str, command: &mut Command) -> Result<(), Problem> {
    if command.status().is_ok_and(|status| status.success()) {
        return Ok(());
    }
    Err(Problem::new(format!("The bench {name} failed."), "The output above says where."))
}
