//! The documentation of the rules is the catalogue: an index, and a page for each rule with an example that is made and
//! checked here.
//!
//! `cargo xtask gen` writes the pages anew (UPDATE_DOCS=1 in the environment does it).

mod samples;

use echoscope_core::reconcile::declarations;
use echoscope_core::reconcile::matching::Reason;
use echoscope_core::settlement::fix::FixKind;
use echoscope_core::settlement::rules::{self, Fixes, Rule};
use echoscope_core::settlement::write::faults;
use echoscope_core::settlement::{CheckOptions, check};
use samples::{corpus, corpus_root};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs};

const GENERATED: &str =
    "<!-- Generated from core/src/settlement/rules by `cargo xtask gen`: do not edit. -->";

fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::from([("README.md".to_owned(), index())]);
    for rule in rules::all() {
        pages.insert(format!("{}.md", rule.code), page(rule));
    }
    pages
}

fn index() -> String {
    let mut text = format!(
        "# Rules for settlement files\n\n{GENERATED}\n\nEchoscope is independent of Mangopay. Each rule has a page with its reason, an \
         example and what to do.\n\"Mangopay's code\" is given where it is public. A safe fix changes how a value is written, never what \
         it says.\n"
    );
    for (group, rules) in rules::groups() {
        write!(text, "\n## {group}\n\n| rule | | what it says | fix | Mangopay's code |\n| --- | --- | --- | --- | --- |\n").unwrap();
        for rule in rules {
            let Rule { code, title, .. } = rule;
            let (severity, fix) = (rule.severity.name(), fix_word(rule.fixes));
            let mangopay = rule.mangopay.map(|code| format!("`{code}`")).unwrap_or_default();
            writeln!(text, "| [`{code}`]({code}.md) | {severity} | {title} | {fix} | {mangopay} |").unwrap();
        }
    }
    text.push_str("\n## Lines that match no declaration\n\nHow matching works is told in [matching.md](../matching.md).\n\n| reason | what it means |\n| --- | --- |\n");
    for reason in Reason::ALL {
        writeln!(text, "| `{}` | {} |", reason.name(), reason.meaning()).unwrap();
    }
    text.push_str("\n## Declarations\n\nWhat can be wrong with the declarations that a file is matched with.\n\n| rule | | what it says | why, and what to do |\n| --- | --- | --- | --- |\n");
    for rule in declarations::catalogue() {
        let severity = rule.severity.name();
        writeln!(text, "| `{}` | {severity} | {} | {} |", rule.code, rule.title, rule.explanation).unwrap();
    }
    text
}

const fn fix_word(fixes: Fixes) -> &'static str {
    match fixes {
        Fixes::None => "",
        Fixes::Safe => "safe",
        Fixes::Unsafe => "unsafe",
        Fixes::Depends => "safe or unsafe",
    }
}

fn page(rule: &Rule) -> String {
    let mut text = format!("# {}\n\n{GENERATED}\n\n**{}**\n\n", rule.code, rule.title);
    writeln!(text, "- {}. {}", capitalised(rule.severity.name()), rule.effect.meaning()).unwrap();
    writeln!(text, "- Fix: {}", rule.fixes.meaning()).unwrap();
    if let Some(code) = rule.mangopay {
        writeln!(text, "- Mangopay's code: `{code}`.").unwrap();
    }
    writeln!(text, "- Source: {}.", rule.source).unwrap();
    write!(text, "\n## Why\n\n{}\n\n## Example\n\n", rule.explanation).unwrap();
    let Some(example) = faults::example(rule) else {
        text.push_str("It is about how the check is set, and depends on no single row.\n");
        return text;
    };
    let found = check(&example.bad_file, &CheckOptions::default()).findings;
    let finding =
        found.iter().find(|finding| finding.code == rule.code).expect("the bad side breaks the rule");
    text.push_str(&block("Wrong:", &example.bad));
    text.push_str(&block("Right:", &example.good));
    write!(
        text,
        "What the check says, at line {}, column {}:\n\n> {}",
        finding.at.line, finding.at.column, finding.message
    )
    .unwrap();
    if let Some(remedy) = &finding.remedy {
        write!(text, " {remedy}").unwrap();
    }
    text.push('\n');
    text
}

fn block(title: &str, rows: &[String]) -> String {
    if rows.is_empty() {
        format!("{title} nothing there.\n\n")
    } else {
        format!("{title}\n\n```csv\n{}\n```\n\n", rows.join("\n"))
    }
}

fn capitalised(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn folder() -> PathBuf {
    corpus_root().join("../../docs/rules")
}

#[test]
fn the_pages_of_rules_are_those_of_the_catalogue() {
    let pages = pages();
    if env::var_os("UPDATE_DOCS").is_some() {
        let _ = fs::remove_dir_all(folder());
        fs::create_dir_all(folder()).unwrap();
        for (name, text) in &pages {
            fs::write(folder().join(name), text).unwrap();
        }
    }
    for (name, text) in &pages {
        let written = fs::read_to_string(folder().join(name)).unwrap_or_default().replace("\r\n", "\n");
        assert!(written == *text, "docs/rules/{name} is not that of the catalogue: run `cargo xtask gen`");
    }
    let names: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, pages.into_keys().collect::<BTreeSet<_>>(), "a page of a rule that is no more");
}

/// What the catalogue says of fixes is what findings offer.
#[test]
fn fixes_are_of_the_kind_that_the_catalogue_says() {
    let mut kinds: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, bytes) in corpus() {
        for finding in check(&bytes, &CheckOptions::default()).findings {
            let kind = finding.fix.map(|fix| fix.kind.name());
            kinds.entry(finding.code).or_default().extend(kind);
        }
    }
    for rule in rules::all().filter(|rule| kinds.contains_key(rule.code)) {
        let said: BTreeSet<&str> = match rule.fixes {
            Fixes::None => BTreeSet::new(),
            Fixes::Safe => [FixKind::Safe.name()].into(),
            Fixes::Unsafe => [FixKind::Unsafe.name()].into(),
            Fixes::Depends => [FixKind::Safe.name(), FixKind::Unsafe.name()].into(),
        };
        assert_eq!(kinds[rule.code], said, "{}", rule.code);
    }
}

#[test]
fn what_can_be_wrong_with_declarations_has_names_of_its_own() {
    let mut codes: BTreeSet<&str> = rules::all().map(|rule| rule.code).collect();
    for rule in declarations::catalogue() {
        assert!(codes.insert(rule.code), "{}", rule.code);
        assert!(rule.title.ends_with('.') && rule.explanation.ends_with('.'), "{}", rule.code);
        assert!(rule.code.starts_with("declaration"), "{}", rule.code);
    }
}
