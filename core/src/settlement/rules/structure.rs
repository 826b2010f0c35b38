//! Rules about the three parts of the file: header, lines, footer.

use super::{Effect, Rule, rules};
use crate::settlement::report::Severity;

rules! {
    HEADER_NOT_FIRST = "header-not-first", Error, RejectsFile, fix Depends, "5.1";
        "Something stands before the header row.";
        "The first row must name the columns. Remove what stands above it.";
    HEADER_MISSING = "header-missing", Error, RejectsFile, "5.7";
        "The first row does not name the columns.";
        "Columns are found by their names, so without a header row no value can be read.";
    COLUMN_MISSING = "column-missing", Error, RejectsFile, fix Safe, "R122, 5.2";
        "A mandatory column is missing.";
        "Columns are found by their exact names, in any order. A name that is almost right counts as missing.";
    COLUMN_DUPLICATE = "column-duplicate", Error, RejectsFile, "5.7";
        "A column is named twice.";
        "It cannot be known which of the two holds the value.";
    COLUMN_NAME_NEAR = "column-name-near", Warning, None, fix Safe, "experience";
        "An optional column has almost the right name, and is ignored.";
        "Columns are found by their exact names. The values of this column are not read by Mangopay.";
    COLUMN_UNKNOWN = "column-unknown", Info, None, "R135, A32";
        "A column is not part of the format, and is ignored.";
        "Additional columns do no harm.";
    COLUMN_DROPPED = "column-dropped", Info, None, "R135, A32";
        "A column belongs to an earlier version of the format, and is ignored.";
        "IntentId and ClientId were dropped from the format in 2025. They do no harm.";
    LINES_MISSING = "lines-missing", Error, RejectsFile, "5.7";
        "The file has no transaction line.";
        "A settlement without a line has nothing to match.";
    SEPARATOR_MISSING = "separator-missing", Error, RejectsFile, fix Safe, "R126, 5.7";
        "No empty row stands between the transaction lines and the footer.";
        "Exactly one row of nothing but commas ends the lines. Without it the footer is read as transactions.";
    SEPARATOR_REPEATED = "separator-repeated", Error, RejectsFile, fix Safe, "R126";
        "More than one empty row stands before the footer.";
        "Exactly one row of nothing but commas separates the lines from the footer.";
    BLANK_ROW_BETWEEN_LINES = "blank-row-between-lines", Error, RejectsFile, fix Safe, "R126";
        "An empty row stands between two transaction lines.";
        "The first empty row ends the lines: what follows it is read as the footer.";
    SEPARATOR_WITHOUT_COMMAS = "separator-without-commas", Warning, None, fix Safe, "5.1";
        "The separating row is completely empty.";
        "Official files write a row of commas. Many CSV readers skip a completely empty line, and would then find no separator.";
    BLANK_ROW_AFTER_FOOTER = "blank-row-after-footer", Warning, None, fix Safe, "experience";
        "An empty row follows the footer.";
        "Spreadsheets leave such rows behind. Official files end with the last footer row.";
    ROW_SHORT = "row-short", Info, None, fix Safe, "5.1";
        "A row has fewer commas than the header.";
        "The missing cells are read as empty. Official files pad every row with commas.";
    ROW_LONG_BLANK = "row-long-blank", Info, None, fix Safe, "5.1";
        "A row has more commas than the header.";
        "The additional cells are empty and do no harm.";
    ROW_LONG = "row-long", Error, BlocksLine, "5.1, experience";
        "A line has more values than the header has columns.";
        "A comma inside a value pushes every later value one column to the right: a decimal comma, or a thousands separator. The other values of this line were not checked.";
    LINE_AFTER_FOOTER = "line-after-footer", Error, RejectsFile, "5.1";
        "A transaction line stands after the footer has begun.";
        "The order is header, lines, one empty row, footer.";
}
