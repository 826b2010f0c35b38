//! Tools that cargo and rustup bring: the wasm target, wasm-bindgen, Trunk.

use super::cargo;
use crate::place;
use crate::run::{self, Problem};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

const WASM: &str = "wasm32-unknown-unknown";
/// Newer lines of Trunk need a newer Rust and bring a JavaScript compiler of their own.
const TRUNK: &str = "0.21.14";

pub fn wasm_target() -> Result<PathBuf, Problem> {
    if let Some(dir) = installed_target() {
        return Ok(dir);
    }
    let Some(rustup) = place::program("rustup") else {
        return Err(Problem::new(
            format!("Rust's {WASM} target is missing and rustup is not there to install it."),
            "Install rustup (https://rustup.rs), then run the same command again.",
        ));
    };
    println!("Installing Rust's {WASM} target ...");
    let ending = run::capture(Command::new(rustup).args(["target", "add", WASM]), false);
    installed_target().ok_or_else(|| run::install_problem(&format!("Rust's {WASM} target"), ending.output))
}

fn installed_target() -> Option<PathBuf> {
    let asked = run::ask(
        Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]).current_dir(place::root()),
    );
    asked.map(PathBuf::from).filter(|dir| dir.is_dir())
}

pub fn wasm_bindgen() -> Result<PathBuf, Problem> {
    let version = locked_version("Cargo.lock", "wasm-bindgen")?;
    let built = locked_version("tools/Cargo.lock", "wasm-bindgen-cli")?;
    if version != built {
        return Err(Problem::new(
            format!("The page uses wasm-bindgen {version}, but tools/ builds its command line as {built}."),
            "The two must be the same: change the version in tools/Cargo.toml, run `cargo update` there, and commit both.",
        ));
    }
    let source = place::root().join("tools");
    let mut install = Command::new(cargo());
    install.args(["install", "--quiet", "--locked", "--path"]).arg(source);
    CargoTool {
        name: "wasm-bindgen",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version: &version,
        wait: "1 to 3 minutes",
    }
    .find_or_install(&mut install)
}

pub fn trunk() -> Result<PathBuf, Problem> {
    let mut install = Command::new(cargo());
    // Without its default features Trunk has no TLS and downloads nothing. Its own release profile would take
    // three times as long to build, for a tool whose speed nobody notices.
    install
        .args(["install", "--quiet", "--locked", "--no-default-features", "trunk", "--version", TRUNK])
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    CargoTool { name: "trunk", programs: &["trunk"], version: TRUNK, wait: "2 to 5 minutes" }
        .find_or_install(&mut install)
}

struct CargoTool<'a> {
    name: &'a str,
    programs: &'a [&'a str],
    version: &'a str,
    wait: &'a str,
}

impl CargoTool<'_> {
    /// The directory of the programs: on the PATH, in our cache, or freshly built into our cache.
    fn find_or_install(&self, install: &mut Command) -> Result<PathBuf, Problem> {
        if let Some(dir) = self.dir_on_path() {
            return Ok(dir);
        }
        let home = place::cache()
            .ok_or_else(|| {
                Problem::new(
                    "There is no home directory to keep tools in.",
                    "Set XDG_CACHE_HOME to a directory.",
                )
            })?
            .join(format!("{}-{}", self.name, self.version));
        let bin = home.join("bin");
        if self.is_in(&bin) {
            return Ok(bin);
        }
        // Another checkout may be building the same tool right now.
        let _lock = lock(&home)?;
        if self.is_in(&bin) {
            return Ok(bin);
        }
        println!(
            "Installing {} {} into {}, once; {} ...",
            self.name,
            self.version,
            home.display(),
            self.wait
        );
        let build = home.join("build");
        install.arg("--root").arg(&home).arg("--target-dir").arg(&build).current_dir(place::root());
        let ending = run::capture(install, false);
        if !(ending.success && self.is_in(&bin)) {
            return Err(run::install_problem(&format!("{} {}", self.name, self.version), ending.output));
        }
        // Half a gigabyte that nobody needs again; if it stays, nothing breaks.
        let _ = fs::remove_dir_all(build);
        Ok(bin)
    }

    fn dir_on_path(&self) -> Option<PathBuf> {
        let dir = place::program(self.name)?.parent()?.to_owned();
        self.is_in(&dir).then_some(dir)
    }

    fn is_in(&self, dir: &Path) -> bool {
        self.programs.iter().all(|name| {
            let version = place::program_in(dir, name)
                .and_then(|program| run::ask(Command::new(program).arg("--version")));
            version.is_some_and(|answer| answer.split_whitespace().any(|word| word == self.version))
        })
    }
}

fn lock(home: &Path) -> Result<File, Problem> {
    let locked = fs::create_dir_all(home)
        .and_then(|()| File::create(home.join("lock")))
        .and_then(|file| file.lock().map(|()| file));
    locked.map_err(|error| {
        Problem::new(
            format!("{} cannot be written: {error}.", home.display()),
            "Set XDG_CACHE_HOME to a directory that can.",
        )
    })
}

/// The version of a package in a lock file of the checkout.
fn locked_version(lock: &str, package: &str) -> Result<String, Problem> {
    let text = fs::read_to_string(place::root().join(lock)).unwrap_or_default();
    version_in(&text, package).ok_or_else(|| {
        Problem::new(format!("{lock} does not name {package}."), "Restore it with `git checkout -- .`")
    })
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let after = lock.lines().skip_while(|line| *line != name).nth(1)?;
    Some(after.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_a_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-cli\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.1\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.1"));
        assert_eq!(version_in(lock, "absent"), None);
    }

    #[test]
    fn the_page_and_the_command_line_speak_the_same_wasm_bindgen() {
        let page = locked_version("Cargo.lock", "wasm-bindgen").unwrap();
        assert_eq!(page, locked_version("tools/Cargo.lock", "wasm-bindgen-cli").unwrap());
    }
}
