//! JSON by the schema in `docs/report.schema.json`. Integers beyond 2^53 are strings.

use crate::json;
use crate::settlement::report::Report;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'r> {
    schema: &'static str,
    #[serde(flatten)]
    report: &'r Report,
}

/// Version of the form: it changes when a field changes its name or meaning.
const SCHEMA: &str = "echoscope-settlement-report/1";

pub fn json(report: &Report) -> String {
    json::lines(&Document { schema: SCHEMA, report })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settlement::{CheckOptions, check};

    #[test]
    fn a_report_is_read_back_as_it_was_written() {
        let file =
            "ExternalProviderReference;Amount\nA;99999999999999999\nA;1,5\n\nSettlementDate;1.2.2026\n";
        for bytes in [file.as_bytes(), &file.replace(';', ",").into_bytes(), b"", b"\xFF\xFEA\0"] {
            let report = check(bytes, &CheckOptions::default());
            assert!(!report.findings.is_empty());
            assert_eq!(serde_json::from_str::<Report>(&json(&report)).unwrap(), report);
        }
    }
}
