//! The rules of the house that no compiler knows.

use crate::place;
use crate::run::Problem;
use std::fs;
use std::process::Command;

/// More lines than this and a file has more than one subject.
const LONGEST: usize = 700;
const CODE: &[&str] = &["rs", "css", "js", "mjs", "ts"];
const CODE_ROOMS: &[&str] = &["core/", "web/", "www/", "xtask/", "tools/", "tests/"];
/// Samples are kept byte for byte, whatever they say.
const SAMPLES: &str = "tests/corpus/";

/// Every rule that a file of the checkout breaks, as `path:line: sentence`.
pub fn broken() -> Result<Vec<String>, Problem> {
    let listing = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(place::root())
        .output()
        .ok()
        .filter(|listing| listing.status.success())
        .ok_or_else(|| {
            Problem::new(
                "git cannot list the files of this checkout.",
                "Install git and run this in a git clone.",
            )
        })?;
    let listing = String::from_utf8_lossy(&listing.stdout);
    let mut faults = Vec::new();
    for path in listing.split_terminator('\0').filter(|path| !path.starts_with(SAMPLES)) {
        // A file may be gone from the disk and still be in the index; a picture is not text.
        if let Ok(text) = fs::read_to_string(place::root().join(path)) {
            faults.extend(faults_in(path, &text));
        }
    }
    Ok(faults)
}

fn faults_in(path: &str, text: &str) -> Vec<String> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_code = CODE.contains(&ending) && CODE_ROOMS.iter().any(|room| path.starts_with(room));
    let is_generated = text.lines().take(3).any(|line| line.contains("@generated"));
    let mut faults = Vec::new();
    let length = text.lines().count();
    if is_code && !is_generated && length > LONGEST {
        faults.push(format!("{path}: {length} lines; a file has one subject and at most {LONGEST} lines."));
    }
    for (number, line) in text.lines().enumerate() {
        let mut fault = |sentence: &str| faults.push(format!("{path}:{}: {sentence}", number + 1));
        if names_a_machine(line) {
            fault("a path of somebody's machine; use a path inside the checkout.");
        }
        if is_code && sleeps(line) {
            fault("a test that does not run; mend it or delete it.");
        }
        if ending == "json" && path.ends_with("package-lock.json") && names_a_registry(line) {
            fault("the address of a registry; install with the settings of .npmrc.");
        }
    }
    faults
}

/// Whether the line holds an absolute path under a home or a scratch directory.
fn names_a_machine(line: &str) -> bool {
    const HOMES: &[&str] = &["work", "root", "home", "Users", "tmp"];
    HOMES.iter().any(|home| {
        let path = format!("/{home}/");
        line.match_indices(&path).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            before.is_none_or(|c| {
                !(c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '_' | '~' | '}' | ')'))
            })
        })
    })
}

/// Where a package comes from; the pages where one may thank its authors are no registries.
fn names_a_registry(line: &str) -> bool {
    line.trim_start().starts_with("\"resolved\"") && line.contains("://")
}

fn sleeps(line: &str) -> bool {
    let line = line.trim_start();
    let marks = [
        concat!("#[", "ignore"),
        concat!("test.", "skip("),
        concat!("test.", "todo("),
        concat!("test.", "only("),
    ];
    marks.iter().any(|mark| line.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_a_machine_is_found_and_an_address_is_not() {
        let home = concat!("see /ho", "me/someone/file");
        assert_eq!(faults_in("README.md", home).len(), 1);
        assert!(faults_in("README.md", "https://example.org/home/page and core/home/x").is_empty());
    }

    #[test]
    fn a_file_of_many_subjects_is_found_unless_a_program_wrote_it() {
        let long = "line\n".repeat(LONGEST + 1);
        assert_eq!(faults_in("core/src/a.rs", &long).len(), 1);
        assert!(faults_in("core/src/a.rs", &format!("// @generated\n{long}")).is_empty());
        assert!(faults_in("docs/a.md", &long).is_empty());
    }

    #[test]
    fn a_test_that_sleeps_is_found() {
        assert_eq!(faults_in("core/src/a.rs", concat!("    #[", "ignore = \"slow\"]")).len(), 1);
    }

    #[test]
    fn an_address_in_the_npm_lock_file_is_found() {
        assert_eq!(faults_in("package-lock.json", "\"resolved\": \"https://example.org/a.tgz\"").len(), 1);
        assert!(faults_in("package-lock.json", "\"url\": \"https://example.org/thanks\"").is_empty());
    }
}
