//! `docs/openapi.json`: what the sandbox serves. Core knows it; this chore only asks.

use crate::place;
use crate::run::Problem;
use std::process::{Command, Stdio};

pub fn page() -> Result<String, Problem> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--quiet", "--package", "echoscope-core", "--example", "openapi"]);
    let output = cargo.current_dir(place::root()).stdin(Stdio::null()).output().map_err(|error| {
        Problem::new(format!("cargo did not start: {error}."), "Run this as `cargo xtask gen`.")
    })?;
    if !output.status.success() {
        let problem =
            Problem::new("The description of the sandbox cannot be made.", "The output above says why.");
        return Err(problem.with_output(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| Problem::new("The description of the sandbox is not text.", "This is a bug of core."))
}
