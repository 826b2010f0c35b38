//! A Firefox for the walks of `cargo xtask test browser --firefox`. It is looked for and never installed: whoever wants
//! these walks asks for them by name.

use crate::place;
use crate::run::Problem;
use std::path::PathBuf;

pub fn firefox() -> Result<PathBuf, Problem> {
    if let Some(named) = super::named("FIREFOX", "a Firefox") {
        return named;
    }
    installed().ok_or_else(|| {
        Problem::new(
            "No Firefox is installed.",
            "Install one (on Debian: apt-get install firefox-esr) or set FIREFOX to its program, then run the same command again.",
        )
    })
}

fn installed() -> Option<PathBuf> {
    const NAMES: &[&str] = &["firefox-esr", "firefox"];
    const PATHS: &[&str] =
        &["/Applications/Firefox.app/Contents/MacOS/firefox", "C:/Program Files/Mozilla Firefox/firefox.exe"];
    let on_path = NAMES.iter().find_map(|name| place::program(name));
    on_path.or_else(|| PATHS.iter().map(PathBuf::from).find(|path| path.is_file()))
}
