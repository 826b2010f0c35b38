//! Every scenario of `tests/scenarios` is read and played, and together they use all of the language.

use echoscope_core::engine::{Config, Engine};
use echoscope_core::scenario::{self, FORMS, Player, Scenario};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// (file name, text), in the order of the names.
fn files() -> Vec<(String, String)> {
    let folder = repository().join("tests/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of the scenarios")
        .map(|entry| entry.expect("an entry of the folder").path())
        .map(|path| {
            let name = path.file_name().expect("a file name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("a text file"))
        })
        .collect();
    files.sort();
    files
}

fn scenarios() -> Vec<(String, Scenario)> {
    let read = |(name, text): (String, String)| match scenario::parse(&text) {
        Ok(scenario) => (name, scenario),
        Err(error) => panic!("{name}: {error}"),
    };
    files().into_iter().map(read).collect()
}

#[test]
fn there_are_enough_scenarios_and_each_has_its_own_title() {
    let scenarios = scenarios();
    assert!(scenarios.len() >= 25, "{} scenarios", scenarios.len());
    let titles: BTreeSet<_> = scenarios.iter().map(|(_, scenario)| &scenario.title).collect();
    assert_eq!(titles.len(), scenarios.len());
}

/// Beside what the scenarios say: after every step the world is sound, and in the end the log gives the same world again.
#[test]
fn every_scenario_goes_as_it_says() {
    let mut failures = Vec::new();
    for (name, scenario) in scenarios() {
        let mut player = Player::new(Config::default());
        for step in scenario.steps() {
            if let Err(failure) = player.play(step) {
                failures.push(format!("tests/scenarios/{name}, {failure}"));
            }
            if let Err(broken) = player.engine().world().check() {
                failures.push(format!("tests/scenarios/{name}, line {}: {broken}", step.line));
            }
        }
        match Engine::import(player.engine().export()) {
            Ok(again) if again == *player.engine() => {}
            Ok(_) => failures.push(format!("tests/scenarios/{name}: the log leads to another world")),
            Err(error) => failures.push(format!("tests/scenarios/{name}: {error}")),
        }
    }
    assert!(failures.is_empty(), "{} failures\n\n{}\n", failures.len(), failures.join("\n\n"));
}

/// `tests/replay/scenarios.json` says where each scenario ends. The npm package plays them to the same ends in Node
/// (`tests/npm/lifecycle.test.mjs`) and in Chromium (`tests/matrix`). `cargo xtask gen` writes it anew.
#[test]
fn r189_every_scenario_leads_to_its_committed_fingerprint() {
    let ends: BTreeMap<String, String> = scenarios()
        .into_iter()
        .map(|(name, scenario)| {
            let mut player = Player::new(Config::default());
            for step in scenario.steps() {
                player.play(step).unwrap_or_else(|failure| panic!("{name}: {failure}"));
            }
            (name, player.engine().world().fingerprint())
        })
        .collect();
    let text = serde_json::to_string_pretty(&ends).expect("texts") + "\n";
    let path = repository().join("tests/replay/scenarios.json");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &text).expect("the ends can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        committed, text,
        "a scenario ends elsewhere: if it should, run `cargo xtask gen` and commit it"
    );
}

#[test]
fn the_overview_carries_every_number_of_the_diagram() {
    let scenarios = scenarios();
    let (_, overview) = scenarios.iter().find(|(name, _)| name == "01-overview.md").expect("the overview");
    let marks: Vec<_> = overview.steps().flat_map(|step| step.marks.clone()).collect();
    assert_eq!(marks, scenario::MARKS);
}

/// `keyword` and `keyword option` for everything that the lines of some text use.
fn used<'a>(lines: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for line in lines {
        let words: Vec<_> = line.split_whitespace().map(|word| word.trim_matches(['[', ']'])).collect();
        let form = FORMS
            .iter()
            .filter(|form| words.starts_with(&form.keyword.split(' ').collect::<Vec<_>>()))
            .max_by_key(|form| form.keyword.len());
        let Some(form) = form else { continue };
        used.insert(form.keyword.to_owned());
        // The seven lines of a file share their options, and one description of them.
        let owner = if form.under.contains(&"upload") { "settled" } else { form.keyword };
        for (option, _) in form.options().filter(|(option, _)| words.contains(option)) {
            used.insert(format!("{owner} [{option}]"));
        }
    }
    used
}

fn all_of_the_language() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for form in FORMS {
        all.insert(form.keyword.to_owned());
        let owner = if form.under.contains(&"upload") { "settled" } else { form.keyword };
        all.extend(form.options().map(|(option, _)| format!("{owner} [{option}]")));
    }
    all
}

#[test]
fn the_scenarios_use_every_keyword_and_every_option() {
    let scenarios = scenarios();
    let texts =
        scenarios.iter().flat_map(|(_, scenario)| scenario.steps()).flat_map(|step| step.text.lines());
    let missing: Vec<_> = all_of_the_language().difference(&used(texts)).cloned().collect();
    assert!(missing.is_empty(), "no scenario uses {missing:?}");
}

#[test]
fn the_documentation_shows_every_keyword_and_every_option() {
    let text = std::fs::read_to_string(repository().join("docs/scenarios.md")).expect("docs/scenarios.md");
    let missing: Vec<_> = all_of_the_language().difference(&used(text.lines())).cloned().collect();
    assert!(missing.is_empty(), "docs/scenarios.md does not show {missing:?}");
}
