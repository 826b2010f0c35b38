//! The page, built as it is published.

use crate::package;
use crate::place;
use crate::run::{self, Ending};
use crate::tools::{Tool, Toolbox};
use std::path::PathBuf;

/// What building and visiting it needs.
pub const NEEDS: &[Tool] =
    &[Tool::WasmTarget, Tool::WasmBindgen, Tool::Trunk, Tool::Packages, Tool::Chromium];

/// The same for visiting it in Firefox.
pub const NEEDS_IN_FIREFOX: &[Tool] =
    &[Tool::WasmTarget, Tool::WasmBindgen, Tool::Trunk, Tool::Packages, Tool::Firefox];

/// Where it is built.
pub fn folder() -> PathBuf {
    place::target().join("page")
}

/// The npm package comes first: the frame for other pages is a part of the page.
pub fn build(tools: &Toolbox, echo: bool) -> Ending {
    let packaged = package::build(tools, echo);
    if !packaged.success {
        return packaged;
    }
    let mut trunk = tools.command("trunk");
    // Trunk reads NO_COLOR as true or false and stops at NO_COLOR=1.
    trunk.args(["build", "--release", "--dist"]).arg(folder()).env_remove("NO_COLOR");
    run::capture(&mut trunk, echo)
}
