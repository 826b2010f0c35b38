//! The settlement file: what a check of it reports.

pub mod report;
