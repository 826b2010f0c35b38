//! Finding what a chore needs, and installing what is missing, outside the checkout and once.

mod chromium;
mod firefox;
mod node;
mod rust;

use crate::run::Problem;
use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

pub use node::node;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Tool {
    /// The standard library for `wasm32-unknown-unknown`.
    WasmTarget,
    /// `wasm-bindgen` and its test runner, in exactly the version of Cargo.lock.
    WasmBindgen,
    Trunk,
    /// Node and the packages of package-lock.json.
    Packages,
    /// Mangopay's SDK and what its tests run in: the packages of tests/sdk.
    SdkPackages,
    /// Bun, Deno, workerd, Next.js: the packages of tests/runtimes.
    RuntimePackages,
    /// The load generator and the other server of the sandbox's bench: the packages of tests/sdk/bench.
    BenchPackages,
    Chromium,
    Firefox,
}

/// For each tool asked for, the place where it was found, or why it is not there.
#[derive(Debug)]
pub struct Toolbox {
    found: BTreeMap<Tool, Result<PathBuf, Problem>>,
}

impl Toolbox {
    /// Finds or installs all of `wanted`. The two tools that take minutes to build are built side by side.
    pub fn gather(wanted: &[Tool]) -> Self {
        let wants = |tool| wanted.contains(&tool);
        let mut found = BTreeMap::new();
        thread::scope(|scope| {
            let bindgen = wants(Tool::WasmBindgen).then(|| scope.spawn(rust::wasm_bindgen));
            let trunk = wants(Tool::Trunk).then(|| scope.spawn(rust::trunk));
            if wants(Tool::WasmTarget) {
                found.insert(Tool::WasmTarget, rust::wasm_target());
            }
            if wants(Tool::Firefox) {
                found.insert(Tool::Firefox, firefox::firefox());
            }
            if wants(Tool::Packages) || wants(Tool::Chromium) {
                let packages = node::packages(".");
                if wants(Tool::Chromium) {
                    found.insert(Tool::Chromium, packages.clone().and_then(|_| chromium::chromium()));
                }
                found.insert(Tool::Packages, packages);
            }
            for (tool, dir) in [
                (Tool::SdkPackages, "tests/sdk"),
                (Tool::RuntimePackages, "tests/runtimes"),
                (Tool::BenchPackages, "tests/sdk/bench"),
            ] {
                if wants(tool) {
                    found.insert(tool, node::packages(dir));
                }
            }
            for (tool, thread) in [(Tool::WasmBindgen, bindgen), (Tool::Trunk, trunk)] {
                if let Some(thread) = thread {
                    found.insert(tool, thread.join().expect("finding a tool does not panic"));
                }
            }
        });
        Self { found }
    }

    /// The first of `tools` that could not be had, if any.
    pub fn missing(&self, tools: &[Tool]) -> Option<(Tool, &Problem)> {
        tools.iter().find_map(|&tool| match self.found.get(&tool) {
            Some(Err(problem)) => Some((tool, problem)),
            _ => None,
        })
    }

    pub fn chromium(&self) -> Option<&Path> {
        self.place(Tool::Chromium)
    }

    pub fn firefox(&self) -> Option<&Path> {
        self.place(Tool::Firefox)
    }

    /// A command that sees our tools before any other of the same name.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let ours = [Tool::WasmBindgen, Tool::Trunk, Tool::Packages];
        let dirs = ours.into_iter().filter_map(|tool| self.place(tool)).map(Path::to_owned);
        let path = env::var_os("PATH").unwrap_or_default();
        let mut command = Command::new(program);
        if let Ok(path) = env::join_paths(dirs.chain(env::split_paths(&path))) {
            command.env("PATH", path);
        }
        command.current_dir(crate::place::root());
        // Either would replace the flags of .cargo/config.toml and lose SIMD without a word.
        command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        command
    }

    fn place(&self, tool: Tool) -> Option<&Path> {
        self.found.get(&tool)?.as_deref().ok()
    }
}

/// The cargo that started us, which rustup has already set to the pinned toolchain.
pub fn cargo() -> std::ffi::OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The program that a variable of the environment names, if it names one.
fn named(variable: &str, what: &str) -> Option<Result<PathBuf, Problem>> {
    let path = PathBuf::from(env::var_os(variable).filter(|path| !path.is_empty())?);
    Some(if path.is_file() {
        Ok(path)
    } else {
        Err(Problem::new(
            format!("{variable} names {}, which is not a file.", path.display()),
            format!("Point it at the program of {what}, or unset it."),
        ))
    })
}
