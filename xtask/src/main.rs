//! Every chore of Echoscope behind one word: `cargo xtask <chore>`.
//!
//! One file per chore. [`tools`] finds or installs what a chore needs, [`run`] runs programs and says what went
//! wrong in one sentence, [`place`] knows where things are.

mod bench;
mod choice;
mod files;
mod generate;
mod package;
mod page;
mod place;
mod play;
mod run;
mod test;
mod tools;

use run::Problem;
use std::process::ExitCode;

/// One thing that `cargo xtask` can do.
struct Chore {
    name: &'static str,
    usage: &'static str,
    about: &'static str,
    start: fn(&[String]) -> Result<ExitCode, Problem>,
}

const CHORES: &[Chore] = &[
    Chore {
        name: "play",
        usage: "play [--port N] [--dev] [--no-open]",
        about: "Build the page, serve it on this machine and open it in a browser.",
        start: play::start,
    },
    Chore {
        name: "test",
        usage: "test [part ...] [--list] [--verbose] [--firefox]",
        about: "Run every test, or only the named parts. `test soak` is the long run, `test browser --firefox` the page in Firefox. Ends with `N passed, N failed`.",
        start: test::start,
    },
    Chore {
        name: "bench",
        usage: "bench [name ...]",
        about: "Measure how fast things are; figures are kept in target/bench.",
        start: bench::start,
    },
    Chore {
        name: "package",
        usage: "package",
        about: "Build the npm package and pack it into target/npm.",
        start: package::start,
    },
    Chore {
        name: "gen",
        usage: "gen",
        about: "Write the pages of documentation that are made from sources.",
        start: generate::start,
    },
    Chore { name: "help", usage: "help", about: "Show this list.", start: help },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match words.split_first() {
        None => help(&[]),
        Some((word, _)) if matches!(word.as_str(), "-h" | "--help") => help(&[]),
        Some((_, rest)) if rest.iter().any(|word| matches!(word.as_str(), "-h" | "--help")) => help(&[]),
        Some((word, rest)) => {
            choice::pick("chore", word, CHORES, |chore| chore.name).and_then(|chore| (chore.start)(rest))
        }
    };
    outcome.unwrap_or_else(|problem| {
        eprintln!("{problem}");
        ExitCode::FAILURE
    })
}

#[expect(clippy::unnecessary_wraps, reason = "a chore like any other")]
fn help(_: &[String]) -> Result<ExitCode, Problem> {
    println!("Usage: cargo xtask <chore>\n");
    let width = CHORES.iter().map(|chore| chore.usage.len()).max().unwrap_or_default();
    for chore in CHORES {
        println!("  {:width$}  {}", chore.usage, chore.about);
    }
    println!("\nWhatever a chore needs and does not find, it installs outside your checkout, once.");
    Ok(ExitCode::SUCCESS)
}
