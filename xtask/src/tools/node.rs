//! Node, and the packages that a package-lock.json names.

use crate::place;
use crate::run::{self, Problem};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The oldest Node that runs our tests.
const OLDEST: u32 = 20;

/// The directory with the programs of the packages of `dir`, after making sure that they are those of its lock file.
pub fn packages(dir: &str) -> Result<PathBuf, Problem> {
    node()?;
    let dir = place::root().join(dir);
    let modules = dir.join("node_modules");
    let bin = modules.join(".bin");
    let wanted = fs::read(dir.join("package-lock.json")).unwrap_or_default();
    let stamp = modules.join(".installed-from-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(bin);
    }
    let npm = place::program("npm").ok_or_else(|| {
        Problem::new(
            "npm is missing.",
            "Install it with Node 20 or newer (https://nodejs.org), then run the same command again.",
        )
    })?;
    println!("Installing the Node packages of {} ...", dir.join("package-lock.json").display());
    let ending = run::capture(Command::new(npm).args(["ci", "--ignore-scripts"]).current_dir(&dir), false);
    if !ending.success {
        return Err(run::install_problem("The Node packages", ending.output));
    }
    // Without the stamp the next run installs again, which is slow but right.
    let _ = fs::write(stamp, wanted);
    Ok(bin)
}

/// The path of a Node that is new enough.
pub fn node() -> Result<PathBuf, Problem> {
    let remedy =
        format!("Install Node {OLDEST} or newer (https://nodejs.org), then run the same command again.");
    let Some(node) = place::program("node") else {
        return Err(Problem::new("Node is missing.", remedy));
    };
    let version = run::ask(Command::new(&node).arg("--version")).unwrap_or_default();
    match major(&version) {
        Some(major) if major >= OLDEST => Ok(node),
        _ => Err(Problem::new(format!("Node is too old: `node --version` answers `{version}`."), remedy)),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major(""), None);
    }
}
