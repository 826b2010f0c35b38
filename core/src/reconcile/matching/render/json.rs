//! JSON with the fields of [`MatchReport`]. Integers beyond 2^53 are strings.

use crate::reconcile::matching::MatchReport;
use serde::Serialize;

#[derive(Serialize)]
struct Document<'r> {
    schema: &'static str,
    #[serde(flatten)]
    report: &'r MatchReport,
}

/// Version of the form: it changes when a field changes its name or meaning.
const SCHEMA: &str = "echoscope-match-report/1";

pub fn json(report: &MatchReport) -> String {
    // Plain data with string keys: there is nothing in it that serialisation could refuse.
    serde_json::to_string_pretty(&Document { schema: SCHEMA, report }).unwrap_or_default()
}
