//! Where things are on this machine.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The root of the checkout. Asked when running, not when compiling: checkouts that share a target directory share
/// this program too.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let xtask = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = xtask.as_deref().and_then(Path::parent).map(Path::to_owned);
        root.or_else(|| env::current_dir().ok()).unwrap_or_default()
    })
}

/// Where cargo writes, and where everything else that is built goes as well.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Where tools are kept between runs and shared between checkouts.
pub fn cache() -> Option<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    base.or_else(|| env::home_dir().map(|home| home.join(".cache"))).map(|base| base.join("echoscope"))
}

/// The program that a shell would run for `name`.
pub fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).find_map(|dir| program_in(&dir, name))
}

pub fn program_in(dir: &Path, name: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    endings.iter().map(|ending| dir.join(format!("{name}{ending}"))).find(|path| path.is_file())
}
