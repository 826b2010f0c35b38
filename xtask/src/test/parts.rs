//! The parts of the tests, in the order in which they run: what fails fastest comes first.

use super::tally::Tally;
use super::{count, rules};
use crate::package;
use crate::page;
use crate::place;
use crate::tools::{Tool, Toolbox, cargo};
use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

pub struct Part {
    pub name: &'static str,
    pub about: &'static str,
    pub needs: &'static [Tool],
    /// Takes minutes on its own: run only when it is named.
    pub only_when_named: bool,
    pub run: fn(&mut Tally, &Toolbox),
}

pub const PARTS: &[Part] = &[
    Part {
        name: "style",
        about: "The rules of the house, rustfmt, clippy for this machine and for wasm.",
        needs: &[Tool::WasmTarget],
        only_when_named: false,
        run: style,
    },
    Part {
        name: "rust",
        about: "The tests of every crate that runs on this machine.",
        needs: &[],
        only_when_named: false,
        run: rust,
    },
    Part {
        name: "wasm",
        about: "The tests of echoscope-web, compiled to WebAssembly, in Node.",
        needs: &[Tool::WasmTarget, Tool::WasmBindgen, Tool::Packages],
        only_when_named: false,
        run: wasm,
    },
    Part {
        name: "npm",
        about: "The npm package: its types, in Node, and packed and installed (tests/npm).",
        needs: &[Tool::WasmTarget, Tool::WasmBindgen, Tool::Packages],
        only_when_named: false,
        run: npm,
    },
    Part {
        name: "matrix",
        about: "The packed package in every bundler, run in a real Chromium (tests/matrix).",
        needs: &[Tool::WasmTarget, Tool::WasmBindgen, Tool::Packages, Tool::Chromium],
        only_when_named: false,
        run: matrix,
    },
    Part {
        name: "runtimes",
        about: "The packed package in Bun, Deno, workerd and Next.js (tests/runtimes).",
        needs: &[Tool::WasmTarget, Tool::WasmBindgen, Tool::Packages, Tool::RuntimePackages, Tool::Chromium],
        only_when_named: false,
        run: runtimes,
    },
    Part {
        name: "sdk",
        about: "The sandbox: Mangopay's own SDK tests unchanged, ours through the same SDK, kills and abuse (tests/sdk).",
        needs: &[Tool::WasmTarget, Tool::WasmBindgen, Tool::Packages, Tool::SdkPackages],
        only_when_named: false,
        run: sdk,
    },
    Part {
        name: "browser",
        about: "The built page in a real Chromium (tests/browser).",
        needs: page::NEEDS,
        only_when_named: false,
        run: browser,
    },
    Part {
        name: FIREFOX,
        about: "Only when named, as `browser --firefox`: the main walks in a real Firefox (tests/browser/firefox).",
        needs: page::NEEDS_IN_FIREFOX,
        only_when_named: true,
        run: firefox,
    },
    Part {
        name: "soak",
        about: "Only when named: ten million random commands beside the reference, and the largest model.",
        needs: &[],
        only_when_named: true,
        run: soak,
    },
];

/// What `browser --firefox` stands for.
pub const FIREFOX: &str = "firefox";

/// Compiled for wasm only: the page and its clerk. Everything else is compiled for this machine too.
const PAGE: &str = "echoscope-www";
const CLERK: &str = "echoscope-clerk";
const WASM: &str = "wasm32-unknown-unknown";

fn style(tally: &mut Tally, tools: &Toolbox) {
    let cargo = |words: &[&str]| with_words(tools.command(cargo()), words);
    tally.check_here("rules of the house", rules::broken);
    tally.check("rustfmt", &mut cargo(&["fmt", "--all", "--check"]));
    tally.check(
        "clippy",
        &mut cargo(&[
            "clippy",
            "--quiet",
            "--workspace",
            "--exclude",
            PAGE,
            "--exclude",
            CLERK,
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]),
    );
    tally.check(
        "clippy for wasm",
        &mut cargo(&[
            "clippy",
            "--quiet",
            "-p",
            "echoscope-web",
            "-p",
            PAGE,
            "-p",
            CLERK,
            "--target",
            WASM,
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]),
    );
}

fn rust(tally: &mut Tally, tools: &Toolbox) {
    let words = ["test", "--workspace", "--locked", "--no-fail-fast"];
    tally.tests("cargo test", &mut with_words(tools.command(cargo()), &words), count::of_cargo);
}

fn wasm(tally: &mut Tally, tools: &Toolbox) {
    let words =
        ["test", "-p", "echoscope-web", "--target", WASM, "--lib", "--tests", "--locked", "--no-fail-fast"];
    tally.tests("cargo test in Node", &mut with_words(tools.command(cargo()), &words), count::of_cargo);
}

fn npm(tally: &mut Tally, tools: &Toolbox) {
    if !tally.build("build the package", |echo| package::build(tools, echo)) {
        return;
    }
    tally.check("types", &mut with_words(tools.command(bin("tsc")), &["--project", "tests/npm"]));
    if !tally.build("pack the package", |echo| package::pack(tools, echo)) {
        return;
    }
    for (what, mut command) in package::checks(tools) {
        tally.check(what, &mut command);
    }
    let mut tests = node_tests(tools, "tests/npm");
    tests.env("ECHOSCOPE_TARBALL", package::tarball());
    tally.tests("node --test tests/npm", &mut tests, count::of_node);
}

fn matrix(tally: &mut Tally, tools: &Toolbox) {
    of_the_packed(tally, tools, "tests/matrix");
}

fn runtimes(tally: &mut Tally, tools: &Toolbox) {
    of_the_packed(tally, tools, "tests/runtimes");
}

/// Tests that install the packed package into projects of their own.
fn of_the_packed(tally: &mut Tally, tools: &Toolbox, folder: &str) {
    let packed = tally.build("build the package", |echo| package::build(tools, echo))
        && tally.build("pack the package", |echo| package::pack(tools, echo));
    if !packed {
        return;
    }
    let mut tests = node_tests(tools, folder);
    tests.env("ECHOSCOPE_TARBALL", package::tarball());
    if let Some(chromium) = tools.chromium() {
        tests.env("CHROMIUM", chromium);
    }
    tally.tests(&format!("node --test {folder}"), &mut tests, count::of_node);
}

fn sdk(tally: &mut Tally, tools: &Toolbox) {
    if !tally.build("build the package", |echo| package::build(tools, echo)) {
        return;
    }
    let mut official = tools.command("node");
    official.arg("tests/sdk/official.mjs");
    tally.tests("Mangopay's SDK, its own tests", &mut official, count::of_mocha);
    tally.tests("node --test tests/sdk", &mut node_tests(tools, "tests/sdk"), count::of_node);
}

fn browser(tally: &mut Tally, tools: &Toolbox) {
    if !tally.build("build the page", |echo| page::build(tools, echo)) {
        return;
    }
    let mut tests = node_tests(tools, "tests/browser");
    tests
        .env("ECHOSCOPE_PAGE", page::folder())
        .env("ECHOSCOPE_SCREENSHOTS", place::target().join("screenshots"));
    if let Some(chromium) = tools.chromium() {
        tests.env("CHROMIUM", chromium);
    }
    tally.tests("node --test tests/browser", &mut tests, count::of_node);
}

fn firefox(tally: &mut Tally, tools: &Toolbox) {
    if !tally.build("build the page", |echo| page::build(tools, echo)) {
        return;
    }
    let mut tests = node_tests(tools, "tests/browser/firefox");
    tests.env("ECHOSCOPE_PAGE", page::folder());
    if let Some(firefox) = tools.firefox() {
        tests.env("FIREFOX", firefox);
    }
    tally.tests("node --test tests/browser/firefox", &mut tests, count::of_node);
}

/// The long proofs, optimized (the profile `soak`).
fn soak(tally: &mut Tally, tools: &Toolbox) {
    let cargo = |words: &[&str]| {
        let fixed = ["test", "--profile", "soak", "--locked"];
        with_words(with_words(tools.command(cargo()), &fixed), words)
    };
    let mut beside =
        cargo(&["-p", "echoscope-reference", "--test", "beside_the_engine", "beside_the_engine"]);
    if env::var_os("ECHOSCOPE_COMMANDS").is_none() {
        beside.env("ECHOSCOPE_COMMANDS", "10_000_000");
    }
    tally.tests("beside the reference", &mut beside, count::of_cargo);
    let mut model = cargo(&["-p", "echoscope-model", "--test", "everything_at_once"]);
    tally.tests("the largest model", &mut model, count::of_cargo);
}

/// Names every file: Node 20 knows no patterns. One file at a time, because two cores are soon busy.
fn node_tests(tools: &Toolbox, dir: &str) -> Command {
    let entries = fs::read_dir(place::root().join(dir)).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.to_str().is_some_and(|path| path.ends_with(".test.mjs")))
        .collect();
    files.sort();
    let mut command = tools.command("node");
    command.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).args(files);
    command
}

fn bin(name: &str) -> PathBuf {
    let bin = place::root().join("node_modules/.bin");
    place::program_in(&bin, name).unwrap_or_else(|| bin.join(name))
}

fn with_words(mut command: Command, words: &[&str]) -> Command {
    command.args(words);
    command
}
