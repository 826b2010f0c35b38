use super::CheckOptions;
use super::report::*;
use crate::catalog::*;
use crate::date::Date;
use crate::money::*;
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileLine {
    pub line: u64,
    pub provider_reference: String,
    pub line_type: Option<LineType>,
    pub status: Option<LineStatus>,
    pub date: Option<Date>,
    pub amount: Option<Minor>,
    pub currency: Option<Currency>,
    pub initial_reference: String,
    pub fees: Option<Minor>,
    pub faults: Vec<&'static str>,
}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Totals {
    pub counted: i128,
    pub fees_from_lines: Option<i128>,
}
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParsedFile {
    pub verdict: Verdict,
    pub dialect: Dialect,
    pub lines: Vec<FileLine>,
    pub footer: Footer,
    pub findings: Vec<Finding>,
    pub totals: Totals,
}
pub fn parse(_b: &[u8], _o: &CheckOptions) -> ParsedFile {
    ParsedFile {
        verdict: Verdict::Failed,
        dialect: Dialect::V2,
        lines: vec![],
        footer: Footer::default(),
        findings: vec![],
        totals: Totals { counted: 0, fees_from_lines: None },
    }
}
