//! `cargo xtask test`: every test there is, part by part, counted from what really ran.

mod count;
mod parts;
mod rules;
mod tally;

use crate::choice;
use crate::run::Problem;
use crate::tools::{Tool, Toolbox};
use parts::{FIREFOX, PARTS, Part};
use std::process::ExitCode;
use std::time::Instant;
use tally::Tally;

pub fn start(words: &[String]) -> Result<ExitCode, Problem> {
    let (flags, names): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| word.starts_with('-'));
    let (mut verbose, mut in_firefox) = (false, false);
    for flag in flags {
        match *choice::pick("flag", flag, &["--list", "--verbose", "--firefox"], |flag| flag)? {
            "--list" => return Ok(list()),
            "--firefox" => in_firefox = true,
            _ => verbose = true,
        }
    }
    let mut parts: Vec<&Part> = Vec::new();
    for name in names {
        let name = if in_firefox && name == "browser" { FIREFOX } else { name };
        parts.push(choice::pick("part of the tests", name, PARTS, |part| part.name)?);
    }
    if in_firefox && !parts.iter().any(|part| part.name == FIREFOX) {
        return Err(Problem::new(
            "--firefox belongs to a part.",
            "Say `cargo xtask test browser --firefox`.",
        ));
    }
    if parts.is_empty() {
        parts.extend(PARTS.iter().filter(|part| !part.only_when_named));
    }
    Ok(run(&parts, verbose))
}

fn list() -> ExitCode {
    for part in PARTS {
        println!("  {:8}  {}", part.name, part.about);
    }
    ExitCode::SUCCESS
}

fn run(parts: &[&Part], verbose: bool) -> ExitCode {
    let begin = Instant::now();
    let needs: Vec<Tool> = parts.iter().flat_map(|part| part.needs).copied().collect();
    let tools = Toolbox::gather(&needs);
    let mut tally = Tally::new(verbose);
    for part in parts {
        tally.enter(part.name);
        match tools.missing(part.needs) {
            Some((tool, problem)) => tally.cannot_start(tool, problem),
            None => (part.run)(&mut tally, &tools),
        }
    }
    println!("\n{} in {:.1} s", tally.closing_details(), begin.elapsed().as_secs_f64());
    println!("{} passed, {} failed", tally.passed(), tally.failed());
    if tally.failed() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
