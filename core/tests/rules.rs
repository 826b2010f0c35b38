//! The conformance list, rule by rule: every test is named after the rule (`r038_…`) or the reading (`a03_…`, `b06_…`)
//! that it holds. `docs/rules.md` is made from these names.

mod rules {
    mod bad_input;
    mod cancels;
    mod captures;
    mod disputes;
    mod events_reports;
    mod file_text;
    mod intents;
    mod line_items;
    mod matching;
    mod money;
    mod payment;
    mod precedence;
    mod readings;
    mod refunds;
    mod refusals;
    mod settlements;
    mod split_readings;
    mod splits;
    mod status;
    mod totals;
    mod value;
    mod world;
}
