//! Rules about bytes, quotes and line ends.

use super::{Effect, Rule, rules};
use crate::settlement::report::Severity;

rules! {
    FILE_EMPTY = "file-empty", Error, RejectsFile, "5.7";
        "The file is empty.";
        "There is nothing to read. Export the settlement again and look at the size of the file before sending it.";
    UTF16 = "utf-16", Error, RejectsFile, fix Safe, "5.7, experience";
        "The file is written in UTF-16.";
        "Two bytes stand for every character, so no column name can be found. It comes from saving as \"Unicode text\" in a spreadsheet. Save as \"CSV UTF-8\".";
    NOT_UTF8 = "not-utf-8", Error, RejectsFile, fix Unsafe, "5.7";
        "The file holds bytes that are not UTF-8.";
        "Usually the file was saved in an older Windows or Latin-1 encoding and an accented letter gives it away. Save as \"CSV UTF-8\".";
    DELIMITER_WRONG = "delimiter-wrong", Error, RejectsFile, fix Safe, "5.1, experience";
        "Cells are separated by something other than a comma.";
        "Spreadsheets in many European languages save CSV with semicolons. Mangopay expects commas and would find a single column. The rest of the file was checked as if the delimiter were right.";
    QUOTE_UNTERMINATED = "quote-unterminated", Error, RejectsFile, fix Unsafe, "RFC 4180, experience";
        "A quote opens a cell and none closes it.";
        "A CSV reader takes everything that follows for the text of this cell, often to the end of the file, without saying so. Remove the quote, or close the cell with another one.";
    QUOTE_TEXT_AFTER = "quote-text-after", Error, RejectsFile, fix Unsafe, "RFC 4180, experience";
        "Text follows the closing quote of a cell.";
        "Readers disagree on what such a cell means. Put the whole cell between quotes and double the quotes inside it.";
    RECORD_TOO_LONG = "record-too-long", Error, RejectsFile, "experience";
        "A row is longer than 65536 bytes.";
        "No settlement line is that long: probably the file has no line ends, or is not a CSV file.";
    QUOTE_INSIDE = "quote-inside", Warning, None, fix Safe, "RFC 4180, experience";
        "A quote stands inside a cell that is not quoted.";
        "Most readers keep the quote as text, strict ones refuse the row. Remove it, or quote the cell and double the quote.";
    LINE_BREAK_IN_CELL = "line-break-in-cell", Warning, None, "experience";
        "A quoted cell holds a line break.";
        "It is legal CSV, but no value of a settlement file has more than one line.";
    CARRIAGE_RETURN_ALONE = "carriage-return-alone", Warning, None, fix Safe, "5.1, experience";
        "A row ends with a carriage return that no line feed follows.";
        "Official files end rows with LF or CRLF. Some readers take a lone carriage return for text, and glue two rows together.";
    LINE_ENDS_MIXED = "line-ends-mixed", Info, None, "5.1";
        "Some rows end with LF and others with CRLF.";
        "Both are read. A mix often means that the file was edited by hand or put together from two.";
}
