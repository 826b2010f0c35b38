//! The words of the place where files are checked.

use super::{count, number};
use crate::clerk::{Form, Progress};
use echoscope_core::settlement::totals::FeeConvention;

pub const PROGRESS: &str = "How much of the file is read";
pub const STOP: &str = "Stop";
pub const ACTIONS: &str = "Mend and save";
pub const UNDO: &str = "Undo";
pub const REDO: &str = "Redo";
pub const SAVE_CORRECTED: &str = "Save the corrected file";
pub const SAVE_REPORT: &str = "Save the report";
pub const FIX: &str = "Fix it";
pub const FIX_WHOLE: &str = "Write the file anew";
pub const FIX_REMOVE: &str = "Remove it";
pub const DOUBTFUL: &str = "(a guess)";
pub const SAFE_MEANS: &str = "Changes how the value is written, never what it says.";
pub const DOUBTFUL_MEANS: &str = "Touches money, drops something, or guesses: look before you take it.";
pub const REVIEW_TITLE: &str = "Fixes for you to decide";
pub const REVIEW_LEAD: &str =
    "Each of these touches money, drops something, or guesses. Choose those that say what was meant.";
pub const CLOSE: &str = "Close";
pub const ALL: &str = "All";
pub const NOTES: &str = "Notes";
pub const BY_SEVERITY: &str = "Show by severity";
pub const BY_RULE: &str = "Show by rule";
pub const ALL_RULES: &str = "All rules";
pub const PREVIOUS: &str = "Previous";
pub const NEXT: &str = "Next";
pub const SHOW_CELL: &str = "Show it in the file";
pub const GRID_TITLE: &str = "The file";
pub const GRID_KEYS: &str = "Arrow keys move, Enter edits, Esc leaves; N and P go to the next and the previous finding, Ctrl Z undoes.";
pub const LINE: &str = "Line";
pub const ROW_HEADER: &str = "header";
pub const ROW_BLANK: &str = "empty";
pub const ROW_FOOTER: &str = "footer";
pub const NO_CELL: &str = "Choose a cell, or a finding, to see it here and to edit it.";
pub const NOT_EDITABLE: &str = "This cell cannot be edited here: it is missing, too long, or not plain text.";
pub const WRITE: &str = "Write";
pub const MATCH_TITLE: &str = "Matched with your declarations";
pub const FILES_TITLE: &str = "Several files";
pub const NO_DECLARATIONS: &str = "Drop your declarations too, and each line is matched with them: the ECHO_INTENT_ACTION report, JSON from the API, or a list of references and amounts.";
pub const FILE: &str = "File";
pub const STATUS: &str = "Status";
pub const MATCHED: &str = "Matched";
pub const UNMATCHED: &str = "Unmatched";
pub const FAULTS: &str = "Faults";
pub const UNMATCHED_TITLE: &str = "Lines that do not match";
pub const NEAREST: &str = "Perhaps it means";
pub const OPEN_TITLE: &str = "Declared, and in no file";
pub const OPEN_NONE: &str = "Every declaration that could be expected here is in a file.";
pub const DIFFERENCE: &str = "Difference";
pub const FLOORED: &str = "A negative total is written as 0. Before that it is";
pub const FEES_OF_LINES: &str =
    "The fees of the lines, ExternalProviderFees, are not those of the footer. They are";

pub fn progress(progress: &Progress) -> String {
    let megabytes = |bytes: u64| format!("{}.{}", number(bytes / 1_000_000), bytes % 1_000_000 / 100_000);
    let (read, of) = (megabytes(progress.read), megabytes(progress.of));
    format!("{read} of {of} MB · {} · {}", count(progress.rows, "row", "rows"), time_left(progress))
}

fn time_left(progress: &Progress) -> String {
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an estimate"
    )]
    let seconds = (progress.seconds / progress.read.max(1) as f64
        * progress.of.saturating_sub(progress.read) as f64)
        .ceil() as u64;
    match seconds {
        0 | 1 => "about a second left".to_owned(),
        2..=90 => format!("about {seconds} seconds left"),
        _ => format!("about {} minutes left", seconds.div_ceil(60)),
    }
}

pub fn fix_write(text: &str) -> String {
    format!("Write “{text}”")
}

pub fn fix_all_safe(fixes: usize) -> String {
    match fixes {
        1 => "Make the safe fix".to_owned(),
        fixes => format!("Make all {} safe fixes", number(fixes as u64)),
    }
}

pub fn review_doubtful(fixes: usize) -> String {
    match fixes {
        1 => "Decide on 1 other fix".to_owned(),
        fixes => format!("Decide on {} other fixes", number(fixes as u64)),
    }
}

pub fn apply_chosen(fixes: usize) -> String {
    match fixes {
        0 => "Make the chosen fixes".to_owned(),
        fixes => format!("Make {}", count(fixes as u64, "fix", "fixes")),
    }
}

pub fn more_reviews(more: usize) -> String {
    format!("{} more follow when these are decided.", number(more as u64))
}

pub fn mended(mended: u64) -> String {
    format!("{} made; the file was checked again.", count(mended, "fix", "fixes"))
}

pub fn not_changed(reason: &str) -> String {
    let reason = if reason.is_empty() { "The browser could not read the file." } else { reason };
    format!("Nothing was changed. {reason}")
}

pub fn form(form: Form) -> &'static str {
    match form {
        Form::Json => "JSON, for programs",
        Form::Csv => "CSV, for a spreadsheet",
        Form::Sarif => "SARIF, for code hosts",
        Form::Markdown => "Markdown, for a ticket",
    }
}

pub fn on_line(line: u64) -> String {
    format!("Line {line}:")
}

pub fn rows(rows: u64) -> String {
    count(rows, "row", "rows")
}

pub fn fault(message: &str) -> String {
    format!(" (fault: {message})")
}

pub fn more_cells(cells: usize) -> String {
    format!("… {} more cells", number(cells as u64))
}

pub fn cell_place(line: u64, column: &str) -> String {
    if column.is_empty() { format!("Line {line}") } else { format!("Line {line}, {column}") }
}

pub fn other_convention(taken: FeeConvention) -> &'static str {
    match taken {
        FeeConvention::Added => "It would agree if the fees were subtracted, as the format of 2025 has it.",
        FeeConvention::Subtracted => "It would agree if the fees were added, as the format of 2026 has it.",
    }
}

pub fn names(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        [first, rest @ ..] => {
            format!("{first} and {}", count(rest.len() as u64, "other file", "other files"))
        }
        [] => String::new(),
    }
}

pub fn source(name: &str, kept: u64) -> String {
    format!("{name}: {}", count(kept, "declaration", "declarations"))
}

pub fn reason(meaning: &str, lines: u64) -> String {
    format!("{meaning} ({})", count(lines, "line", "lines"))
}

pub fn open_sum(kind: &str, number: u64) -> String {
    count(number, kind, &format!("{kind}s"))
}

pub fn later(later: u64) -> String {
    format!("{} dated after the last day of the files.", count(later, "more is", "more are"))
}

pub fn elsewhere(elsewhere: u64) -> String {
    format!("{} of another provider or currency.", count(elsewhere, "more is", "more are"))
}
