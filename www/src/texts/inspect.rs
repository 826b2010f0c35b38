//! The words of Inspect.

use echoscope_core::rest::{Door, Language};

pub const TITLE: &str = "Inspect";
pub const OBJECT: &str = "Object";
pub const HTTP: &str = "HTTP";
pub const WEBHOOKS: &str = "Webhooks";
pub const REPORTS: &str = "Reports";
pub const STORY: &str = "Story";
pub const NOTHING: &str = "Nothing to show at this step.";

pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied";
pub const COPY_FAILED: &str = "Not allowed";

pub const NOTHING_SENT: &str = "Nothing is sent at this step.";
pub const REQUEST: &str = "Request";
pub const SAVE_FILE: &str = "Save the file";
pub const MADE_UP: &str = "Name, birthday and country are made up here. Mangopay makes the id; in this story it is the name of the user.";
pub const CODE: &str = "As code";
pub const LANGUAGE: &str = "Language";
pub const THIS_STEP: &str = "This step";
pub const BEFORE_IT: &str = "What stands before it";
pub const BEGINNING: &str = "Once, at the beginning";
pub const SAME_IDS: &str = "The ids are those of this story. A sandbox that has played it up to here has the same ones: save the story as a scenario, leave out the steps to come, and start";
pub const SANDBOX: &str = "The sandbox";
pub const SERVE: &str =
    "npx echoscope serve --scenario story.md --seed 0 --now 2026-01-01T00:00:00Z --frozen";

pub const WEBHOOKS_LEAD: &str = "Mangopay calls the address of the hook for each event, and says only what happened to which resource: the platform then reads it.";
pub const HOOK: &str = "Address of the hook";
pub const NO_WEBHOOK: &str = "No webhook is sent at this step.";

pub const REPORTS_LEAD: &str = "What the four Echo reports say at this moment: every row there is, the newest first, amounts in minor units.";
pub const SAVE_CSV: &str = "Download as CSV";
pub const NO_ROWS: &str = "No rows yet.";

pub fn answer(status: u16) -> String {
    format!("Answer {status}")
}

/// The words of the first line of an answer.
pub const fn status(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        409 => "Conflict",
        _ => "",
    }
}

pub const fn door(door: Door) -> &'static str {
    match door {
        Door::Mangopay => "mangopay",
        Door::Storage => "storage",
        Door::Sandbox => "sandbox",
    }
}

pub const fn about_door(door: Door) -> &'static str {
    match door {
        Door::Mangopay => "",
        Door::Storage => {
            "The address is the UploadUrl that came with the Settlement; at Mangopay it is a storage, and takes no token. "
        }
        Door::Sandbox => {
            "No call of Mangopay does this: in the world it happens by itself. It is a control of the sandbox. "
        }
    }
}

/// How far the code can be trusted.
pub const fn about_language(language: Language) -> &'static str {
    match language {
        Language::Curl => "For a POSIX shell.",
        Language::Node => {
            "Mangopay’s SDK mangopay4-nodejs-sdk 1.68. Our tests run these calls against the sandbox."
        }
        Language::Php => {
            "Mangopay’s SDK mangopay/php-sdk-v2 4.4, by the names of its methods; our tests do not run it."
        }
        Language::Python => "Mangopay’s SDK mangopay4-python-sdk 4.2; our tests do not run it.",
    }
}
