//! `cargo xtask gen`: writes the pages of documentation that are made from sources.

mod named;
mod openapi;
mod rules;

use crate::place;
use crate::run::{Problem, capture};
use std::fs;
use std::process::Command;
use std::process::ExitCode;

struct Page {
    path: &'static str,
    write: fn() -> Result<String, Problem>,
}

const PAGES: &[Page] = &[Page { path: "docs/rules.md", write: rules::page }];

/// Core has to be compiled for this one; core's own tests fail while it is stale.
const DESCRIPTION: Page = Page { path: "docs/openapi.json", write: openapi::page };

pub fn start(_: &[String]) -> Result<ExitCode, Problem> {
    for page in PAGES.iter().chain([&DESCRIPTION]) {
        let text = (page.write)()?;
        let path = place::root().join(page.path);
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            println!("{}: as it was", page.path);
            continue;
        }
        fs::write(&path, text).map_err(|error| {
            Problem::new(
                format!("{} cannot be written: {error}.", page.path),
                "Make the checkout writable and run this again.",
            )
        })?;
        println!("{}: written", page.path);
    }
    by_their_tests("docs/rules", &["-p", "echoscope-core", "--test", "catalogue"])?;
    by_their_tests("tests/replay/scenarios.json", &["-p", "echoscope-core", "--test", "scenarios"])?;
    by_their_tests("docs/calls.md", &["-p", "echoscope-core", "--test", "rest", "calls"])?;
    by_their_tests("docs/learn/walks.txt", &["-p", "echoscope-www", "--lib", "walks"])?;
    by_their_tests("web/npm/src/element/drawn.json", &["-p", "echoscope-www", "--lib", "stage::drawn"])?;
    Ok(ExitCode::SUCCESS)
}

/// What comes out of a crate which this one does not wait for: that crate's own test writes it.
fn by_their_tests(what: &str, words: &[&str]) -> Result<(), Problem> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["test", "--quiet"]).args(words);
    command.env("UPDATE_DOCS", "1").current_dir(place::root());
    let ending = capture(&mut command, false);
    if ending.success {
        println!("{what}: as its sources have it");
        return Ok(());
    }
    let problem =
        Problem::new(format!("{what} cannot be written."), "Mend what is said above and run this again.");
    Err(problem.with_output(ending.output))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_as_its_sources_want_it() {
        for page in PAGES {
            let text = (page.write)().unwrap_or_else(|problem| panic!("{problem}"));
            let stands = fs::read_to_string(place::root().join(page.path)).unwrap_or_default();
            assert!(stands == text, "{} is stale: run `cargo xtask gen` and commit it", page.path);
        }
    }
}
