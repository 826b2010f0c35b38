//! The words of what stands around every place.

use crate::clerk::Form;
use crate::theme::Theme;

pub const PALETTE: &str = "Commands";
pub const PALETTE_OPEN: &str = "Commands (Ctrl K)";
pub const PALETTE_HINT: &str = "What would you like to do?";
pub const PALETTE_EMPTY: &str = "No command has these words.";
pub const KEYS_TITLE: &str = "Keyboard shortcuts";
pub const TRY_GOOD: &str = "Check the sample that passes";
pub const TRY_BROKEN: &str = "Check the sample with mistakes";
pub const NEXT_FINDING: &str = "Go to the next finding";
pub const PREVIOUS_FINDING: &str = "Go to the finding before";
pub const FIX_ALL_SAFE: &str = "Make all safe fixes";
pub const UNDO: &str = "Undo the last change of the file";
pub const REDO: &str = "Make the undone change again";
pub const STOP: &str = "Stop reading the file";
pub const OTHER_KEYS: [(&str, &str); 3] = [
    ("Ctrl K", "Search all commands"),
    ("← → ↑ ↓", "Move in the file, once it has the focus"),
    ("Enter", "Edit the present cell"),
];

pub fn go_to(place: &str) -> String {
    format!("Go to {place}")
}

pub fn save_report(form: Form) -> String {
    format!("Save the report as {}", super::check::form(form))
}

pub const fn use_theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "Use the theme of the system",
        Theme::Light => "Use the light theme",
        Theme::Dark => "Use the dark theme",
    }
}
