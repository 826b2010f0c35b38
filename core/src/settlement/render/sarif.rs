//! SARIF 2.1.0, for code hosts and editors.

use super::shortened;
use crate::settlement::report::{Finding, Report, Severity};
use crate::settlement::rules::{self, Rule};
use crate::text::counted;
use serde_json::{Value, json};
use std::fmt::Write;

pub fn sarif(report: &Report, file_name: &str) -> String {
    let broken: Vec<&Rule> = report.counts.iter().filter_map(|count| rules::find(count.code)).collect();
    let results: Vec<Value> =
        report.findings.iter().map(|finding| result(finding, &broken, file_name)).collect();
    let notes: Vec<Value> = shortened(report)
        .map(|count| {
            let text = format!(
                "{}: {} of {} listed; the limit is {} a rule.",
                count.code,
                count.listed,
                counted(count.count, "finding"),
                report.findings_per_rule
            );
            json!({ "level": "note", "message": { "text": text } })
        })
        .collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Echoscope",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": broken.iter().map(|rule| about(rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notes }],
            "results": results,
        }],
    });
    format!("{document:#}")
}

fn about(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.explanation },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "source": rule.source, "mangopayCode": rule.mangopay },
    })
}

fn result(finding: &Finding, broken: &[&Rule], file_name: &str) -> Value {
    let mut text = finding.message.clone();
    if let Some(remedy) = &finding.remedy {
        text.push(' ');
        text.push_str(remedy);
    }
    let artifact = json!({ "uri": uri(file_name) });
    let fixes: Vec<Value> = finding
        .fix
        .iter()
        .filter(|fix| !fix.edits.is_empty())
        .map(|fix| {
            let replacements: Vec<Value> = fix
                .edits
                .iter()
                .map(|edit| {
                    let length = edit.end.saturating_sub(edit.start);
                    json!({
                        "deletedRegion": { "byteOffset": edit.start, "byteLength": length },
                        "insertedContent": { "text": edit.text },
                    })
                })
                .collect();
            json!({
                "description": { "text": finding.remedy.as_deref().unwrap_or(&finding.message) },
                "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements }],
            })
        })
        .collect();
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": broken.iter().position(|rule| rule.code == finding.code),
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": artifact,
            "region": { "startLine": finding.at.line, "startColumn": finding.at.column },
        } }],
    });
    if let (Some(object), false) = (result.as_object_mut(), fixes.is_empty()) {
        object.insert("fixes".to_owned(), Value::Array(fixes));
    }
    result
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A file name as a relative reference: what has a meaning of its own in one is written in hexadecimal.
fn uri(file_name: &str) -> String {
    let mut out = String::with_capacity(file_name.len());
    for byte in file_name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
