//! events_reports
