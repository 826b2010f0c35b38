//! The documentation of the rules is the catalogue, with examples from the corpus.
//!
//! With UPDATE_DOCS=1 in the environment the page is written anew.

mod samples;

use echoscope_core::settlement::{CheckOptions, Finding, check, rules};
use samples::{corpus, corpus_root};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::{env, fs};

/// For every rule the first finding of our own files that breaks it.
fn examples() -> BTreeMap<&'static str, (String, Finding)> {
    let mut examples = BTreeMap::new();
    for (name, bytes) in corpus().into_iter().filter(|(name, _)| !name.starts_with("official/")) {
        for finding in check(&bytes, &CheckOptions::default()).findings {
            examples.entry(finding.code).or_insert_with(|| (name.clone(), finding));
        }
    }
    examples
}

fn page() -> String {
    let examples = examples();
    let mut page = "# Rules for settlement files\n\n\
        <!-- Generated from core/src/settlement/rules and tests/corpus: UPDATE_DOCS=1 cargo test -p echoscope-core --test catalogue -->\n\n\
        Echoscope is independent of Mangopay. \"Source\" names what a rule rests on: a rule (R) or an ambiguity (A) of the\n\
        specification, a section of it, or experience. A code of Mangopay's own is given where it is public.\n"
        .to_owned();
    for (group, rules) in rules::groups() {
        write!(page, "\n## {group}\n").unwrap();
        for rule in rules {
            let severity = rule.severity.name();
            write!(page, "\n### `{}`\n\n{}\n\n{}\n\n", rule.code, rule.title, rule.explanation).unwrap();
            writeln!(page, "- {severity}. {}", rule.effect.meaning()).unwrap();
            writeln!(page, "- Source: {}.", rule.source).unwrap();
            if let Some(code) = rule.mangopay {
                writeln!(page, "- Mangopay's code: `{code}`.").unwrap();
            }
            if let Some((file, finding)) = examples.get(rule.code) {
                if let Some(fix) = &finding.fix {
                    writeln!(page, "- A fix is offered; it is {} in the example.", fix.kind.name()).unwrap();
                }
                let remedy = finding.remedy.as_deref().unwrap_or_default();
                let example = format!("line {}: {} {remedy}", finding.at.line, finding.message);
                writeln!(page, "- Example, [{file}](../../tests/corpus/{file}), {}", example.trim_end())
                    .unwrap();
            }
        }
    }
    page
}

#[test]
fn the_page_of_rules_is_that_of_the_catalogue() {
    let path = corpus_root().join("../../docs/rules/README.md");
    let page = page();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(written == page, "docs/rules/README.md is not that of the catalogue: run with UPDATE_DOCS=1");
}
