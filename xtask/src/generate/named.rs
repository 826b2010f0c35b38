//! Tests that say in their name which rule or reading they hold: `r038_…`, `a03_…`, `b06_…`.

use crate::place;
use crate::run::Problem;
use std::fmt;
use std::fs;
use std::path::Path;

/// Number of a rule (`R38`) or of a reading (`A3`, `B6`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Number {
    pub letter: char,
    pub number: u32,
}

impl Number {
    /// `R38`, as documents write it.
    pub fn parse(text: &str) -> Option<Self> {
        let letter = text.chars().next().filter(|letter| matches!(letter, 'R' | 'A' | 'B'))?;
        Some(Self { letter, number: text[1..].parse().ok()? })
    }

    /// `r038_what_it_says`, as a test is called.
    fn of_test(name: &str) -> Option<Self> {
        let (number, _) = name.split_once('_')?;
        let letter = number.chars().next().filter(|letter| matches!(letter, 'r' | 'a' | 'b'))?;
        let digits = if letter == 'r' { 3 } else { 2 };
        let number = number.get(1..).filter(|rest| rest.len() == digits)?.parse().ok()?;
        Some(Self { letter: letter.to_ascii_uppercase(), number })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.letter, self.number)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedTest {
    pub holds: Number,
    pub name: String,
    /// From the root of the checkout.
    pub path: String,
}

/// Where tests in Rust can lie.
const ROOMS: &[&str] = &["core", "web", "tests"];

/// All of them, by number, then by file and place.
pub fn tests() -> Result<Vec<NamedTest>, Problem> {
    let mut tests = Vec::new();
    for room in ROOMS {
        walk(&place::root().join(room), &mut tests)?;
    }
    tests.sort_by_key(|test| test.holds);
    Ok(tests)
}

fn walk(dir: &Path, tests: &mut Vec<NamedTest>) -> Result<(), Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::new(format!("{} cannot be read: {error}.", dir.display()), "Is this a whole checkout?")
    };
    let entries: Result<Vec<_>, _> = fs::read_dir(dir).map_err(unreadable)?.collect();
    let mut paths: Vec<_> = entries.map_err(unreadable)?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && !matches!(name, "target" | "node_modules") {
            walk(&path, tests)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let below = path.strip_prefix(place::root()).unwrap_or(&path);
            let below = below.to_string_lossy().replace('\\', "/");
            tests.extend(tests_in(&below, &fs::read_to_string(&path).map_err(unreadable)?));
        }
    }
    Ok(())
}

fn tests_in<'a>(path: &'a str, source: &'a str) -> impl Iterator<Item = NamedTest> + 'a {
    let lines = source.lines().map(str::trim);
    lines.clone().zip(lines.skip(1)).filter(|(mark, _)| *mark == "#[test]").filter_map(|(_, line)| {
        let name = line.strip_prefix("fn ")?.split('(').next()?;
        Some(NamedTest { holds: Number::of_test(name)?, name: name.to_owned(), path: path.to_owned() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_from_documents_and_from_test_names() {
        let reading = Some(Number { letter: 'A', number: 3 });
        assert_eq!((Number::parse("A3"), Number::of_test("a03_reversing")), (reading, reading));
        let rule = Some(Number { letter: 'R', number: 38 });
        assert_eq!((Number::parse("R38"), Number::of_test("r038_over_capture")), (rule, rule));
        for other in ["r38_short", "r0038_long", "c01_letter", "a_log_remembers", "r038"] {
            assert_eq!(Number::of_test(other), None, "{other}");
        }
        assert_eq!((Number::parse("C1"), Number::parse("R"), Number::parse("")), (None, None, None));
    }

    #[test]
    fn only_tests_count() {
        let source = concat!("    #[", "test]\n    fn r001_one() {\n}\nfn r002_helper() {\n}\n");
        let found: Vec<_> = tests_in("a.rs", source).map(|test| test.name).collect();
        assert_eq!(found, ["r001_one"]);
    }
}
