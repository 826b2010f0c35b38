//! A Chromium for the browser tests: one that is there, else Debian's, else Playwright's own download.

use super::node;
use crate::place;
use crate::run::{self, Problem};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

pub fn chromium() -> Result<PathBuf, Problem> {
    if let Some(named) = super::named("CHROMIUM", "a Chromium or Chrome") {
        return named;
    }
    if let Some(path) = installed() {
        return Ok(path);
    }
    println!("Installing Chromium for the browser tests ...");
    let ending = if is_root() && is_debian() { from_debian() } else { from_playwright() };
    installed().ok_or_else(|| {
        let problem = run::install_problem("Chromium", ending.output);
        let remedy = format!("{} Or set CHROMIUM to the program of a Chromium or Chrome.", problem.remedy);
        Problem { remedy, ..problem }
    })
}

fn installed() -> Option<PathBuf> {
    const NAMES: &[&str] =
        &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    const PATHS: &[&str] = &[
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
    ];
    let on_path = NAMES.iter().find_map(|name| place::program(name));
    let well_known = || PATHS.iter().map(PathBuf::from).find(|path| path.is_file());
    on_path.or_else(well_known).or_else(playwrights_own)
}

fn playwrights_own() -> Option<PathBuf> {
    let script = "console.log(require('playwright-core').chromium.executablePath())";
    let path = run::ask(Command::new(node().ok()?).args(["-e", script]).current_dir(place::root()))?;
    Some(PathBuf::from(path)).filter(|path| path.is_file())
}

fn from_debian() -> run::Ending {
    let apt = |words: &[&str]| {
        run::capture(Command::new("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive"), false)
    };
    let update = apt(&["update", "--quiet"]);
    if !update.success {
        return update;
    }
    apt(&["install", "--quiet", "--yes", "--no-install-recommends", "chromium"])
}

fn from_playwright() -> run::Ending {
    let cli = place::root().join("node_modules/playwright-core/cli.js");
    let mut command = Command::new("node");
    command.arg(cli).arg("install");
    if is_root() {
        command.arg("--with-deps");
    }
    run::capture(command.arg("chromium").current_dir(place::root()), false)
}

fn is_root() -> bool {
    cfg!(unix) && run::ask(Command::new("id").arg("-u")).as_deref() == Some("0")
}

/// Ubuntu calls itself a relative of Debian but has Chromium only as a snap, which no container runs.
fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}
