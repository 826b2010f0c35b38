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
    rule_pages()?;
    Ok(ExitCode::SUCCESS)
}

/// The pages of the settlement rules come out of the catalogue in core, which this crate does not wait for: core's own
/// test writes them.
fn rule_pages() -> Result<(), Problem> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["test", "--quiet", "-p", "echoscope-core", "--test", "catalogue"]);
    command.env("UPDATE_DOCS", "1").current_dir(place::root());
    let ending = capture(&mut command, false);
    if ending.success {
        println!("docs/rules: as the catalogue has it");
        return Ok(());
    }
    let problem =
        Problem::new("docs/rules cannot be written.", "Mend what is said above and run this again.");
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
