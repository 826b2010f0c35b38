//! The words about payout reports.

pub const LEAD: &str = "It is no settlement file. Echoscope can make one of it: amounts are read exactly, and a file is only made when its total is what the report says was paid.";
pub const REFERENCE: &str = "Column with the references of the payments";
pub const REFERENCE_USUAL: &str = "The usual one";
pub const PAYOUT: &str = "Which payout, if there are several";
pub const MAKE: &str = "Make the settlement file";
pub const NOT_MADE: &str = "No file was made of it";
pub const LEFT_OUT: &str = "Rows that are no transactions of Echo and were left out:";

pub fn title(format: &str) -> String {
    format!("This is {format}")
}

pub fn line(line: u64) -> String {
    format!("Line {line}:")
}

pub fn made(format: &str, lines: usize) -> String {
    format!(
        "Made of {format}: {}. Download it below, or drop your declarations to match it.",
        super::count(lines as u64, "transaction", "transactions")
    )
}
