//! Reports in their four forms, and files that we write ourselves.

mod samples;

use echoscope_core::catalog::{LineStatus, Provider};
use echoscope_core::date::Date;
use echoscope_core::money::Currency;
use echoscope_core::settlement::file::parse;
use echoscope_core::settlement::render::{csv, json, markdown, sarif};
use echoscope_core::settlement::write::{Draft, DraftLine, write};
use echoscope_core::settlement::{CheckOptions, Dialect, Report, Severity, Verdict, check, rules};
use samples::{GOOD, corpus, with};
use serde_json::Value;

fn report(text: &str, findings_per_rule: usize) -> Report {
    check(text.as_bytes(), &CheckOptions { findings_per_rule, ..CheckOptions::default() })
}

fn three_bad_dates() -> String {
    GOOD.replace("ED,19-06-2025", "ED,2025-06-19")
}

#[test]
fn json_is_plain_data_with_exact_counts() {
    let read: Value = serde_json::from_str(&json(&report(&three_bad_dates(), 2))).unwrap();
    assert_eq!(read["verdict"], "CREATED");
    assert_eq!(read["findings"].as_array().unwrap().len(), 2);
    assert_eq!(read["findings"][0]["code"], "date-malformed");
    assert_eq!((&read["findings"][0]["line"], &read["findings"][0]["column"]), (&2.into(), &28.into()));
    assert_eq!(read["findings"][0]["mangopayCode"], "FORMAT_DATE_INVALID");
    assert_eq!((&read["counts"][0]["count"], &read["counts"][0]["listed"]), (&3.into(), &2.into()));
    assert_eq!(read["totals"]["netExpected"], 49_500);
}

#[test]
fn integers_beyond_what_javascript_holds_are_strings() {
    let text = with(",100000,", ",9007199254740993,");
    let read: Value = serde_json::from_str(&json(&report(&text, 10))).unwrap();
    assert_eq!(read["totals"]["byStatus"][0]["sum"], "9007199254740993");
}

#[test]
fn sarif_names_rules_places_and_fixes() {
    let read: Value = serde_json::from_str(&sarif(&report(&three_bad_dates(), 2), "my file.csv")).unwrap();
    let run = &read["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "date-malformed");
    assert_eq!(run["results"].as_array().unwrap().len(), 2);
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20file.csv");
    assert_eq!(place["region"]["startLine"], 2);
    let change = &run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "19-06-2025");
    let note = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(note, "date-malformed: 2 of 3 findings listed; the limit is 2 a rule.");
}

#[test]
fn csv_reads_back_and_runs_nothing() {
    let text = csv(&report(&with("pay-1,VISA", "\"=1+1,\"\"x\"\"\",VISA"), 10), "june.csv");
    let rows: Vec<_> =
        ::csv::Reader::from_reader(text.as_bytes()).into_records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!((&rows[0][0], &rows[0][5], &rows[0][8]), ("june.csv", "formula", "'=1+1,\"x\""));
    assert!(csv(&report(&three_bad_dates(), 2), "=june.csv").ends_with(
        "'=june.csv,,,,error,date-malformed,,,,\"1 finding more of this rule, beyond the limit of 2.\",,\n"
    ));
}

#[test]
fn markdown_shows_the_sums_and_escapes_the_file() {
    let text = markdown(&report(&with("VISA,PAYMENT", "a|b<i>,PAYMENT"), 10), "june_1.csv");
    for part in [
        "# Check of june\\_1.csv",
        "**CREATED**",
        "| SETTLED | 1 | 1000.00 |",
        "a\\|b\\<i\\>",
        "independent of Mangopay",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn every_report_of_the_corpus_can_be_written_in_every_form() {
    for (name, bytes) in corpus() {
        let report = check(&bytes, &CheckOptions::default());
        for text in [json(&report), sarif(&report, &name)] {
            assert!(serde_json::from_str::<Value>(&text).is_ok(), "{name}");
        }
        let rows = ::csv::Reader::from_reader(csv(&report, &name).as_bytes())
            .into_records()
            .map(Result::unwrap)
            .count();
        assert_eq!(rows, report.findings.len(), "{name}");
        assert!(report.findings.iter().all(|finding| rules::find(finding.code).is_some()));
    }
}

#[test]
fn what_is_written_is_read_back_without_a_finding() {
    let day = |day| Date::new(2026, 3, day).unwrap();
    for dialect in [Dialect::V1, Dialect::V2] {
        for provider in Provider::all() {
            let lines = LineStatus::ALL.map(|status| DraftLine {
                provider_reference: format!("ref, \"{}\"", status.value()),
                payment_method: (status == LineStatus::Settled).then(|| "VISA".to_owned()),
                status,
                date: day(2),
                amount: if status.is_credit() { 5000 } else { -700 },
                initial_reference: if status == LineStatus::Settled {
                    String::new()
                } else {
                    "pay-1".to_owned()
                },
                fees: None,
            });
            let draft = Draft {
                dialect,
                provider,
                currency: Currency::Eur,
                settlement_date: day(3),
                fees_deducted: 120,
                lines: lines.to_vec(),
            };
            let file = parse(write(&draft).as_bytes(), &CheckOptions::default());
            assert_eq!((file.verdict, file.dialect), (Verdict::Created, dialect));
            assert!(file.findings.iter().all(|finding| finding.code == "format-2025"), "{:?}", file.findings);
            for (read, written) in file.lines.iter().zip(&draft.lines) {
                assert_eq!(read.provider_reference, written.provider_reference);
                assert_eq!(read.initial_reference, written.initial_reference);
                assert_eq!((read.status, read.date), (Some(written.status), Some(written.date)));
                assert_eq!((read.amount, read.currency), (Some(written.amount), Some(draft.currency)));
            }
            assert_eq!(file.totals.net_stated, Some(5000 * 3 - 700 * 2 - 120));
        }
    }
}

/// Writing and reading again is the identity, whatever is written.
#[test]
fn any_draft_reads_back_as_it_was_written() {
    let mut state = 11u64;
    let mut roll = |sides: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let references = ["pay-1", "a,b", "\"quoted\"", "été", "=1+1", "0012", "two words", "x\u{1F600}"];
    for round in 0..2000 {
        let dialect = if roll(3) == 0 { Dialect::V1 } else { Dialect::V2 };
        let gives_fees = roll(2) == 0;
        let mut line = |number: u64| {
            let status = LineStatus::ALL[usize::try_from(roll(7)).unwrap()];
            let amount = i64::try_from(roll(1 << 20) + 1).unwrap() << roll(40);
            let day = u8::try_from(roll(28) + 1).unwrap();
            DraftLine {
                provider_reference: format!("{}{number}", references[usize::try_from(roll(8)).unwrap()]),
                payment_method: (roll(2) == 0).then(|| "VISA".to_owned()),
                status,
                date: Date::new(2026, 3, day).unwrap(),
                amount: if status.is_credit() { amount } else { -amount },
                initial_reference: if status == LineStatus::Settled {
                    String::new()
                } else {
                    "pay-0".to_owned()
                },
                fees: gives_fees.then(|| i64::try_from(roll(500)).unwrap() - 100),
            }
        };
        let lines: Vec<DraftLine> = (0..=round % 5).map(&mut line).collect();
        let draft = Draft {
            dialect,
            provider: Provider::all().nth(usize::try_from(roll(29)).unwrap()).unwrap(),
            currency: Currency::ALL[usize::try_from(roll(15)).unwrap()],
            settlement_date: Date::new(2026, 4, 1).unwrap(),
            fees_deducted: i64::try_from(roll(1000)).unwrap(),
            lines,
        };
        let text = write(&draft);
        let file = parse(text.as_bytes(), &CheckOptions::default());
        assert_eq!((file.verdict, file.dialect), (Verdict::Created, dialect), "{text}");
        let errors = file.findings.iter().filter(|finding| finding.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{:#?}\n{text}", file.findings);
        let sign = if dialect == Dialect::V1 { 1 } else { -1 };
        let read: Vec<DraftLine> = (file.lines.into_iter())
            .map(|line| DraftLine {
                provider_reference: line.provider_reference,
                payment_method: None,
                status: line.status.unwrap(),
                date: line.date.unwrap(),
                amount: line.amount.unwrap(),
                initial_reference: line.initial_reference,
                fees: line.fees.map(|fees| sign * fees),
            })
            .collect();
        let written = draft.lines.iter().cloned().map(|line| DraftLine { payment_method: None, ..line });
        assert_eq!(read, written.collect::<Vec<_>>());
        assert_eq!(file.footer.external_provider_name.as_deref(), Some(draft.provider.value()));
        assert_eq!(
            (file.footer.currency, file.footer.settlement_date),
            (Some(draft.currency), Some(draft.settlement_date))
        );
        let kept = if gives_fees {
            draft.lines.iter().filter_map(|line| line.fees).sum()
        } else {
            draft.fees_deducted
        };
        assert_eq!(file.footer.total_fees, Some(sign * kept));
    }
}

/// What `value` has and `schema` does not allow; enough of JSON Schema for our own file.
fn strays(schema: &Value, value: &Value, path: &str) -> Vec<String> {
    if let Some(choices) = schema["anyOf"].as_array() {
        let fits = choices.iter().any(|choice| strays(choice, value, path).is_empty());
        return if fits { Vec::new() } else { vec![format!("{path}: no choice fits {value}")] };
    }
    if let Some(known) = schema["enum"].as_array() {
        return if known.contains(value) { Vec::new() } else { vec![format!("{path}: {value}")] };
    }
    if schema.get("const").is_some_and(|constant| constant != value) {
        return vec![format!("{path}: {value}")];
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let allowed = match &schema["type"] {
        Value::String(one) => one == kind,
        Value::Array(many) => many.iter().any(|one| one == kind),
        _ => true,
    };
    if !allowed {
        return vec![format!("{path}: {kind}")];
    }
    let mut found = Vec::new();
    if let Value::Array(items) = value {
        found.extend(items.iter().flat_map(|item| strays(&schema["items"], item, path)));
    }
    if let Value::Object(fields) = value {
        let properties = schema["properties"].as_object().unwrap();
        found.extend(
            properties
                .keys()
                .filter(|name| !fields.contains_key(*name))
                .map(|name| format!("{path}.{name} is missing")),
        );
        for (name, field) in fields {
            match properties.get(name) {
                Some(schema) => found.extend(strays(schema, field, &format!("{path}.{name}"))),
                None => found.push(format!("{path}.{name} is not in the schema")),
            }
        }
    }
    found
}

#[test]
fn every_json_report_of_the_corpus_follows_the_published_schema() {
    let schema =
        std::fs::read_to_string(samples::corpus_root().join("../../docs/report.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    for (name, bytes) in corpus() {
        let report: Value = serde_json::from_str(&json(&check(&bytes, &CheckOptions::default()))).unwrap();
        assert_eq!(strays(&schema, &report, "report"), Vec::<String>::new(), "{name}");
    }
}
