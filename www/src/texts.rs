//! Every English word of the page that does not come from the engine.

pub mod simulate;

pub mod check;
pub mod inspect;
pub mod payout;
pub mod shell;

use crate::amount::grouped;
use crate::locale::marks;
use crate::stage::Walk;
use echoscope_core::settlement::report::{Report, Severity, Verdict};
use echoscope_core::settlement::rules::{self, Effect};
use echoscope_core::settlement::totals::FeeConvention;

pub const NAME: &str = "Echoscope";
pub const PLACES: &str = "Places";
pub const PLACE_CHECK: &str = "Check";
pub const PLACE_SIMULATE: &str = "Simulate";
pub const PLACE_LEARN: &str = "Learn";
pub const PLACE_LIFECYCLES: &str = "Lifecycles";
pub const PLACE_DESIGN: &str = "Design";
pub const SKIP: &str = "Skip to the content";
pub const MARK: &str = "Simulation, not Mangopay";
pub const MARK_MORE: &str = "· independent";
pub const INDEPENDENT: &str = "Independent of Mangopay: not made, checked or endorsed by it.";
pub const STAYS_HERE: &str = "Files are checked in this browser and never leave it.";
pub const THEME: &str = "Theme";
pub const THEME_SYSTEM: &str = "As the system";
pub const THEME_LIGHT: &str = "Light";
pub const THEME_DARK: &str = "Dark";

pub const PLAYHOUSE_OPENS: &str = "The engine is being loaded …";
pub const PLAYHOUSE_STUCK: &str =
    "The engine could not be loaded: the connection to where this page came from may be gone.";
pub const TRY_AGAIN: &str = "Try again";

pub const NOWHERE_TITLE: &str = "There is nothing at this address";
pub const NOWHERE_LEAD: &str = "The link may be old, or a letter is missing.";
pub const NOWHERE_BACK: &str = "Check a file";
pub const PANIC_TITLE: &str = "Echoscope has a fault of its own";
pub const PANIC_LEAD: &str = "Your file is fine and has not left this browser. Reload the page; if it happens again, report these lines:";
pub const PANIC_RELOAD: &str = "Reload the page";

pub const CHECK_TITLE: &str = "Check a settlement file";
pub const CHECK_LEAD: &str = "See what Mangopay Echo would say to your file before you upload it: each fault with its line, its column and the way to mend it.";
pub const DROP_HERE: &str = "Drop a settlement file (CSV) here";
pub const DROP_ALSO: &str = "With your declarations, or several files, they are matched too.";
pub const DROP_NOW: &str = "Let go to check this file";
pub const DROP_STAYS: &str = "It is read in this browser and sent nowhere.";
pub const CHOOSE_FILE: &str = "Choose a file";
pub const CHOOSE_FILE_LONG: &str = "Choose a settlement file to check";
pub const SAMPLES: &str = "No file at hand? Try";
pub const SAMPLE_GOOD: &str = "a sample that passes";
pub const SAMPLE_BROKEN: &str = "a sample with mistakes";
pub const RESULT: &str = "Result";
pub const STAGE_TITLE: &str = "Where the settlement stands";
pub const STAGE_WAITING: &str =
    "The life of a settlement, from upload to money. Drop a file and see how far it comes.";

pub const FOLDER: &str = "This is a folder, not a file.";
pub const FOLDER_REMEDY: &str = "Open it and drop the settlement files that you want to check.";
pub const NO_FILE: &str = "There was no file in what you dropped.";
pub const NO_FILE_REMEDY: &str = "Drag a CSV file from your file manager, or use “Choose a file”.";

pub const FACT_LINES: &str = "Lines";
pub const FACT_ERRORS: &str = "Errors";
pub const FACT_WARNINGS: &str = "Warnings";
pub const FACT_NET: &str = "Net total";
pub const FACT_FEES: &str = "Fees";
pub const FACT_PROVIDER: &str = "Provider";
pub const FACT_DATE: &str = "Settlement date";
pub const FACT_FORMAT: &str = "Format";
pub const FORMAT_2025: &str = "2025";
pub const FORMAT_2026: &str = "2026, signed amounts";
pub const NOT_READ: &str = "not readable";
pub const MINOR_UNITS: &str = "(minor units)";

pub const FINDINGS_TITLE: &str = "What to mend";
pub const NOTHING_FOUND: &str = "Nothing to mend: no rule found a fault.";
pub const WHY: &str = "Why";
pub const MANGOPAY_CODE: &str = "Mangopay’s code:";

pub const SUM_TITLE: &str = "How it adds up";
pub const SUM_EXPECTED: &str = "The lines and fees give";
pub const SUM_STATED: &str = "The footer says";
pub const SUM_AGREES: &str = "The total agrees.";
pub const SUM_DIFFERS: &str = "The total does not agree.";
pub const NOT_COUNTED: &str = ", not part of the total";

pub const LIFECYCLES_TITLE: &str = "Lifecycles";
pub const LIFECYCLES_LEAD: &str = "How the seven objects of Echo live, drawn from the tables that the engine obeys. Point at a state or a move to follow it.";
pub const LEGEND: &str = "Where a move comes from";
pub const STATES: &str = "States";
pub const MOVES: &str = "All moves";
pub const MOVE_FROM: &str = "From";
pub const MOVE_BY: &str = "By";
pub const MOVE_TO: &str = "To";
pub const MOVE_SOURCE: &str = "Source";
pub const MOVE_SEEN: &str = "See it move";
pub const BORN: &str = "(new)";
pub const FIRST: &str = "first";
pub const FINAL: &str = "final";

pub fn title(place: &str) -> String {
    format!("{place} · {NAME}")
}

pub fn version() -> String {
    format!("Version {}", env!("CARGO_PKG_VERSION"))
}

pub fn count(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", self::number(number)) }
}

/// As the reader's country writes it.
pub fn number(number: u64) -> String {
    grouped(&number.to_string(), marks())
}

pub fn lines(number: u64) -> String {
    count(number, "line", "lines")
}

pub fn reading(name: &str) -> String {
    format!("Reading {name} …")
}

pub fn unreadable(name: &str) -> String {
    format!("The browser could not read {name}.")
}

pub fn unreadable_remedy(reason: &str) -> String {
    let reason = if reason.is_empty() { String::new() } else { format!(" The browser says: {reason}") };
    format!("It may be a folder, or have been moved or changed since. Drop it again.{reason}")
}

pub fn file_size(bytes: u64) -> String {
    match bytes {
        0..1_000 => count(bytes, "byte", "bytes"),
        1_000..1_000_000 => format!("{}.{} kB", bytes / 1_000, bytes % 1_000 / 100),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

fn errors(report: &Report, wanted: impl Fn(Effect) -> bool) -> u64 {
    let counts = report.counts.iter().filter(|count| count.severity == Severity::Error);
    counts
        .filter(|count| rules::find(count.code).is_some_and(|rule| wanted(rule.effect)))
        .map(|count| count.count)
        .sum()
}

pub fn verdict(report: &Report) -> String {
    let rejecting = errors(report, |effect| effect == Effect::RejectsFile);
    let blocking = errors(report, |effect| effect != Effect::RejectsFile);
    match (report.verdict, blocking) {
        (Verdict::Failed, _) if rejecting == 1 => {
            "Mangopay would reject this file: 1 fault stops it.".to_owned()
        }
        (Verdict::Failed, _) => format!("Mangopay would reject this file: {rejecting} faults stop it."),
        (Verdict::Created, 0) => "Mangopay would accept this file.".to_owned(),
        (Verdict::Created, 1) => {
            "Mangopay would accept this file, but 1 fault would keep it from being reconciled.".to_owned()
        }
        (Verdict::Created, faults) => {
            format!(
                "Mangopay would accept this file, but {faults} faults would keep it from being reconciled."
            )
        }
    }
}

/// What follows the verdict.
pub fn verdict_next(report: &Report) -> String {
    match report.verdict {
        Verdict::Failed => "A rejected file needs a new settlement.".to_owned(),
        Verdict::Created => {
            format!("Next, its {} would be matched with your declarations.", lines(report.lines))
        }
    }
}

pub fn stage_reached(walk: &Walk) -> String {
    let states: Vec<_> = walk.states().collect();
    format!("The settlement goes {}.", states.join(" → "))
}

pub fn position(line: u64, column: u64) -> String {
    format!("Line {line}, column {column}")
}

pub fn effect(effect: Option<Effect>, severity: Severity) -> &'static str {
    match (effect, severity) {
        (Some(Effect::RejectsFile), _) => "Rejects the file",
        (Some(Effect::BlocksLine), _) => "Blocks the line",
        (Some(Effect::BlocksSettlement), _) => "Blocks the settlement",
        (_, Severity::Error) => "Error",
        (_, Severity::Warning) => "Warning",
        (_, Severity::Info) => "Note",
    }
}

pub fn times(number: u64) -> String {
    format!("× {}", self::number(number))
}

pub fn show_more(number: usize) -> String {
    format!("Show {number} more")
}

pub fn not_listed(number: u64) -> String {
    format!("{number} more of this kind are counted but not listed.")
}

pub fn source(source: &str) -> String {
    format!("Source: {source}")
}

pub fn fees_term(convention: FeeConvention) -> &'static str {
    match convention {
        FeeConvention::Added => "plus the fees of the footer",
        FeeConvention::Subtracted => "minus the fees of the footer",
    }
}

pub fn sum_incomplete(left_out: u64) -> String {
    match left_out {
        1 => "Not compared: 1 line has faults and is in no sum.".to_owned(),
        lines => format!("Not compared: {lines} lines have faults and are in no sum."),
    }
}

/// The heading of a lifecycle, from the engine's name for it.
pub fn machine(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub fn mark(mark: &str) -> &'static str {
    match mark {
        "documented" => "Documented by Mangopay",
        "inferred" => "Follows from two documented facts or an official example",
        _ => "Chosen by Echoscope, where the public material is silent or contradicts itself",
    }
}

pub fn move_source(mark: &str, source: &str) -> String {
    match mark {
        "chosen" => format!("chosen, {source}"),
        mark => format!("{mark}, section {source}"),
    }
}

pub fn and_more(first: &str, others: usize) -> String {
    format!("{first} + {others} more")
}

pub fn stage_scrolls(name: &str) -> String {
    format!("Picture of the lifecycle of the {name}; it scrolls sideways in a narrow window")
}

/// What a picture of a lifecycle says to those who cannot see it.
pub fn machine_alternative(name: &str, states: usize, moves: usize, walk: Option<&Walk>) -> String {
    let lit = walk.map_or_else(String::new, |walk| format!(" {}", stage_reached(walk)));
    format!("Lifecycle of the {name}: {states} states, {moves} moves; all are listed below the picture.{lit}")
}

pub const LEARN_CONTENTS: &str = "Contents";
pub const LEARN_SEEK: &str = "Find a page";
pub const LEARN_LESSONS: &str = "Lessons";
pub const LEARN_LIFECYCLES: &str = "Lifecycles";
pub const LEARN_RULES: &str = "Rules of the file";
pub const LEARN_REFUSALS: &str = "Refusals";
pub const LEARN_READINGS: &str = "Readings";
pub const LEARN_NEXT: &str = "Next:";
pub const LEARN_RULE: &str = "Rule for settlement files";
pub const LEARN_EFFECT: &str = "What it does";
pub const LEARN_MANGOPAY: &str = "Mangopay’s code";
pub const LEARN_SOURCE: &str = "Rests on";
pub const LEARN_EXAMPLE: &str = "Example";
pub const LEARN_WRONG: &str = "Wrong";
pub const LEARN_RIGHT: &str = "Right";
pub const LEARN_NO_ROWS: &str = "Nothing stands there.";
pub const LEARN_CHECK_WRONG: &str = "Check the wrong file";
pub const LEARN_CHECK_RIGHT: &str = "Check the right file";
pub const LEARN_NO_EXAMPLE: &str = "It is about how the check is set, and depends on no single row.";
pub const LEARN_SEE_MOVE: &str = "See it move";
pub const LEARN_SEE_REFUSED: &str = "See it refused, and the way on:";
pub const LEARN_NOT_REFUSED: &str =
    "No story shows it: it refuses what only a request by hand can say. Send one to the sandbox.";
pub const LEARN_SEE_SWITCH: &str = "See the other reading played:";
pub const LEARN_REFUSAL: &str = "Refusal of the engine";
pub const LEARN_REFUSAL_MEANS: &str = "The command changes nothing. The answer names the field, the facts that decided it and, where there is one, the shortest way to what was asked for.";
pub const LEARN_READING: &str = "Reading";
pub const LEARN_READING_MEANS: &str = "Mangopay’s public material leaves this open. This is how Echoscope reads it; it may turn out differently in production.";

pub const DESIGN_TITLE: &str = "Design language";
pub const DESIGN_LEAD: &str =
    "The type, space, colours and parts of this page, with the contrast that each pair of colours has.";
pub const DESIGN_TYPE: &str = "Type";
pub const DESIGN_PANGRAM: &str = "Sum of the lines, less the fees";
pub const DESIGN_SPACE: &str = "Space";
pub const DESIGN_COLOUR: &str = "Colour";
pub const DESIGN_ON: &str = "on";
pub const DESIGN_SAMPLE: &str = "Sample";
pub const DESIGN_PAIR: &str = "Pair";
pub const DESIGN_LEAST: &str = "Needed";
pub const DESIGN_CONTROLS: &str = "Controls and status";
pub const DESIGN_GOOD: &str = "Good";
pub const DESIGN_BAD: &str = "Error";
pub const DESIGN_WARN: &str = "Warning";
pub const DESIGN_INFO: &str = "Note";
pub const DESIGN_ERRORS: &str = "When there is nothing to check";
