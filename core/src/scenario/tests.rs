//! Reading whole scenarios: what they become, and what is said about those that cannot be read.

use super::*;
use crate::catalog::LineStatus;
use crate::engine::Code;
use crate::money::Currency;

fn read(block: &str) -> Result<Vec<Step>, ScenarioError> {
    let scenario = parse(&format!("# Title\n\nSummary.\n\n```echo\n{block}\n```\n"))?;
    Ok(scenario.steps().cloned().collect())
}

/// Reads a block that must be wrong; its first line is line 6 of the file.
fn said(block: &str) -> String {
    read(block).unwrap_err().to_string()
}

const ORDER: &str = "user anna wallet EUR USD\nintent order-1 10000 EUR STRIPE\n  line shoes anna 10000\n";

#[test]
fn prose_and_steps_alternate() {
    let text = "# A title\n\nWhat it shows,\nin short.\n\nMore.\n\n## Part\n\n```echo\nuser anna\n\n# nothing\nclock +1d @6A @6B # later\n```\n\nAnd then:\n\n```echo\nuser bob\n```\n\nThe end.\n";
    let scenario = parse(text).unwrap();
    assert_eq!((scenario.title.as_str(), scenario.summary.as_str()), ("A title", "What it shows, in short."));
    let prose: Vec<_> = scenario.sections.iter().map(|section| section.prose.as_str()).collect();
    assert_eq!(prose, ["More.\n\n## Part", "And then:", "The end."]);
    let steps: Vec<_> =
        scenario.steps().map(|step| (step.line, step.text.as_str(), step.marks.clone())).collect();
    assert_eq!(
        steps,
        [
            (11, "user anna", vec![]),
            (14, "clock +1d @6A @6B # later", vec!["6A", "6B"]),
            (20, "user bob", vec![])
        ]
    );
}

#[test]
fn a_line_item_follows_the_formula_of_its_total() {
    let block = "user anna\nintent o 10000 EUR STRIPE\n  line a anna 10000 quantity 2 discount 2000 tax 10";
    let Action::Intent(intent) = read(block).unwrap().remove(1).action else { panic!("no Intent") };
    let line = &intent.lines[0];
    assert_eq!((line.quantity, line.unit, line.discount, line.tax), (2, 6000, Some(2000), Some(10)));
    assert_eq!(intent.reference, "o-ref");
    assert!(
        said("user anna\nintent o 9 EUR STRIPE\n  line a anna 9 quantity 2")
            .starts_with("line 8, column 15: ")
    );
}

#[test]
fn actions_without_a_name_are_numbered() {
    let block = format!(
        "{ORDER}capture order-1 lines shoes=1\n  => refused over-capture\ncapture order-1 lines shoes=1\n\
         capture order-1 lines shoes=2\ndispute order-1.capture-2\nexpect order-1.dispute DISPUTED amount 2"
    );
    let steps = read(&block).unwrap();
    assert_eq!(steps[2].outcome, Outcome::Refused(Code::OverCapture));
    let Action::Capture { capture, .. } = &steps[3].action else { panic!("no capture") };
    assert_eq!(capture, "order-1.capture");
    let Action::Dispute { dispute, capture, reference, parts } = &steps[5].action else {
        panic!("no dispute")
    };
    assert_eq!((dispute.as_str(), capture.as_str()), ("order-1.dispute", "order-1.capture-2"));
    assert_eq!((reference.as_str(), parts.len()), ("order-1.dispute-ref", 0));
}

#[test]
fn a_file_is_written_or_quoted() {
    let block = format!(
        "{ORDER}capture order-1 as c1\nsettlement f1\nupload f1 STRIPE EUR 2026-01-31 fees -5\n  \
         settled c1 date \"2026-1-1\" amount 9 currency USD\nupload f1 raw\n  \"a,\"\"b\"\"\"\n  \"c\""
    );
    let steps = read(&block).unwrap();
    let Action::Upload { contents: Contents::Written(file), .. } = &steps[4].action else {
        panic!("no file")
    };
    assert_eq!((file.currency, file.fees.as_deref(), file.lines.len()), (Currency::Eur, Some("-5"), 1));
    let line = &file.lines[0];
    assert_eq!((line.status, line.date.as_deref()), (LineStatus::Settled, Some("2026-1-1")));
    assert_eq!((line.amount.as_deref(), line.currency.as_deref()), (Some("9"), Some("USD")));
    let Action::Upload { contents: Contents::Raw(text), .. } = &steps[5].action else { panic!("no file") };
    assert_eq!(text, "a,\"b\"\nc\n");
}

#[test]
fn the_clock_moves_to_a_moment_or_by_a_duration() {
    let actions: Vec<_> = read("clock 2026-01-02 10:00:01\nclock 2026-01-02\nclock +2h")
        .unwrap()
        .into_iter()
        .map(|step| step.action)
        .collect();
    let midnight = 1_767_312_000;
    assert_eq!(
        actions,
        [Action::ClockTo(midnight + 36_001), Action::ClockTo(midnight), Action::ClockBy(7200)]
    );
}

/// (block, what is said): the messages are part of what users see.
#[test]
fn errors_say_where_what_and_what_was_probably_meant() {
    let cases = [
        (
            "captuer order-1".to_owned(),
            "line 6, column 1: expected a step, found `captuer`. Did you mean `capture`?",
        ),
        (
            format!("{ORDER}line socks anna 1"),
            "line 9, column 1: expected a step; this belongs under `intent` or `add lines`, indented, found `line`.",
        ),
        (
            "user anna\n  => events\n  => events".to_owned(),
            "line 8, column 3: expected one `=>` under a step, found `=>`.",
        ),
        (
            "user anna\n=> events".to_owned(),
            "line 7, column 1: expected a step; this belongs under its step, indented, found `=>`.",
        ),
        (
            "reverse refnd r1".to_owned(),
            "line 6, column 1: expected a step, found `reverse`. Did you mean `reverse refund`?",
        ),
        (
            format!("{ORDER}capture order1"),
            "line 9, column 9: expected the name of an Intent, found `order1`. Did you mean `order-1`?",
        ),
        (
            format!("{ORDER}capture shoes"),
            "line 9, column 9: expected the name of an Intent (this is a line item, from line 7), found `shoes`.",
        ),
        (
            format!("{ORDER}capture order-1 line shoes=1"),
            "line 9, column 17: expected an option of this step, or the end of the line, found `line`. Did you mean \
             `lines`? The step is written `capture INTENT [as CAPTURE] [reference TEXT] [lines LINE=AMOUNT …]`.",
        ),
        (
            format!("{ORDER}capture order-1 lines shoes=x"),
            "line 9, column 29: expected a whole number of minor units, such as 10000, found `x`.",
        ),
        (
            "intent o 1 EUR STRIP".to_owned(),
            "line 6, column 16: expected a provider such as STRIPE, found `STRIP`. Did you mean `STRIPE`?",
        ),
        (
            "funds STRIPE EUR".to_owned(),
            "line 6, column 17: expected an amount in minor units, found the end of the line. The step is written \
             `funds PROVIDER CURRENCY AMOUNT`.",
        ),
        (
            format!("{ORDER}expect order-1 CAPTURD"),
            "line 9, column 16: expected a status of an Intent, found `CAPTURD`. Did you mean `CAPTURED`?",
        ),
        (
            format!("{ORDER}expect order-1 CAPTURED missing 3"),
            "line 9, column 8: expected something that has `missing`; an Intent has amount, fees, available, unfunded, \
             found `order-1`.",
        ),
        (
            format!("{ORDER}capture order-1\n  => refused overcapture"),
            "line 10, column 14: expected the code of a refusal, found `overcapture`. Did you mean `over-capture`?",
        ),
        (
            format!("{ORDER}capture order-1\n  => event INTENT_CAPTURED"),
            "line 10, column 6: expected `refused` or `events`, found `event`. Did you mean `events`? The step is \
             written `=> refused CODE, or => events EVENT …`.",
        ),
        (
            "user anna\nuser anna".to_owned(),
            "line 7, column 6: expected a new name (this is a user, from line 6), found `anna`.",
        ),
        (
            "user line".to_owned(),
            "line 6, column 6: expected a new name that is no word of the grammar, found `line`.",
        ),
        (
            "clock +1w".to_owned(),
            "line 6, column 7: expected a duration such as +1d, +2h, +30m or +10s, found `+1w`.",
        ),
        (
            "clock +1d @8A".to_owned(),
            "line 6, column 11: expected a number of the overview diagram, @1A to @7B, at the end of the step, found `@8A`.",
        ),
        (
            "  user anna".to_owned(),
            "line 6, column 3: expected a step at the start of the line; what is indented belongs to a step above it, \
             found `user`.",
        ),
        (
            format!("{ORDER}  lines socks anna 1"),
            "line 9, column 3: expected a line that belongs under `intent`, or a step that is not indented, found \
             `lines`. Did you mean `line`?",
        ),
        (
            "user anna\n  line x anna 3".to_owned(),
            "line 7, column 3: expected nothing indented under `user` but `=>`, found `line`.",
        ),
    ];
    for (block, message) in cases {
        assert_eq!(said(&block), message, "{block}");
    }
}

#[test]
fn a_file_without_title_summary_or_closing_fence_is_no_scenario() {
    let said = |text: &str| parse(text).unwrap_err().to_string();
    assert!(said("").contains("`# The title`"));
    assert!(said("Prose only.").contains("`# The title`"));
    assert!(said("# Title\n").contains("a paragraph"));
    assert!(said("# Title\n\nSummary.\n\n```echo\nuser anna\n").starts_with("line 5, column 1: "));
}

#[test]
fn no_text_makes_the_reader_fail_otherwise_than_by_an_error() {
    let text = include_str!("../../../docs/scenarios.md");
    for (place, _) in text.char_indices().step_by(5) {
        let block: String = text[place..].lines().take(3).collect::<Vec<_>>().join("\n");
        let _ = read(&block);
    }
    for form in FORMS {
        let mut words: Vec<_> = form.whole.split_whitespace().collect();
        while words.pop().is_some() {
            let _ = read(&words.join(" "));
        }
    }
}

/// (steps behind ORDER, what is said): a scenario that goes otherwise than it says is told so in one line.
#[test]
fn a_step_that_goes_otherwise_says_what_was_expected_and_what_came() {
    let cases: &[(&str, &[&str])] = &[
        (
            "capture order-1 as c1\nexpect order-1 REFUNDED available 1 amount 10000",
            &["line 10: expected status REFUNDED, available 1, got status CAPTURED, available 10000"],
        ),
        (
            "capture order-1\n  => refused over-capture",
            &["line 9: expected the refusal over-capture, got acceptance"],
        ),
        ("capture order-1\n  => events", &["line 9: expected no webhook, got the webhooks INTENT_CAPTURED"]),
        (
            "capture order-1 as c1 lines shoes=10001\nexpect c1 CAPTURED",
            &[
                "line 9: expected acceptance, got the refusal over-capture",
                "line 10: expected `c1` to be there, got nothing of that name, because an earlier step failed",
            ],
        ),
        (
            "settlement f1\nexpect error f1 X on y\nexpect wallet anna.EUR 1\nexpect pool STRIPE EUR credit 1",
            &[
                "line 10: expected X on y, got no error",
                "line 11: expected balance 1, got balance 0",
                "line 12: expected credit 1, got credit 0",
            ],
        ),
        ("capture order-1 as c1\nexpect c1 CAPTURED amount 10000\nexpect line shoes captured 10000", &[]),
    ];
    for (block, expected) in cases {
        let scenario = parse(&format!("# Title\n\nSummary.\n\n```echo\n{ORDER}{block}\n```\n")).unwrap();
        let said: Vec<_> = play(&scenario).iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), expected.len(), "{block}: {said:?}");
        for (said, start) in said.iter().zip(*expected) {
            assert!(said.starts_with(start), "{block}: {said}");
        }
    }
}

#[test]
fn a_player_tells_what_a_name_stands_for() {
    let scenario = parse(&format!("# Title\n\nSummary.\n\n```echo\n{ORDER}```\n")).unwrap();
    let mut player = Player::new(crate::engine::Config::default());
    for step in scenario.steps() {
        assert!(player.play(step).is_ok());
    }
    let names: Vec<_> = player.names().collect();
    assert_eq!(names[0], ("anna", "anna"));
    assert_eq!(
        names.iter().map(|(name, _)| *name).collect::<Vec<_>>()[1..],
        ["anna.EUR", "anna.USD", "order-1", "shoes"]
    );
    assert!(names[3].1.starts_with("int_") && names[4].1.starts_with("int_li_"));
    assert_eq!(player.engine().len(), 4);
}
