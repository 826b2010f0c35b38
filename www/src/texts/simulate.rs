//! The words of the place to play.

use echoscope_core::machine::Trigger;
use echoscope_core::offer::{FileFault, Offer};

pub const TITLE: &str = "Simulate";
pub const LEAD: &str =
    "All of Echo as a working model: play a story, go back, try what is not allowed, take another way.";
pub const STORY: &str = "Story";
pub const STORY_OWN: &str = "My own way";
pub const STORY_BLANK: &str = "Start empty";
pub const STEPS: &str = "Steps of this section";

pub fn steps_before(count: usize) -> String {
    format!("{count} earlier steps of this section are left out.")
}

pub fn steps_after(count: usize) -> String {
    format!("{count} later steps of this section are left out.")
}
pub const ARROWS: &str = "The arrow keys ← and → step through the story.";

pub const PLAYER: &str = "Player";
pub const TO_START: &str = "To the beginning";
pub const BACK: &str = "One step back";
pub const PLAY: &str = "Play";
pub const PAUSE: &str = "Pause";
pub const ON: &str = "One step on";
pub const TO_END: &str = "To the end";
pub const TIMELINE: &str = "Timeline";
pub const SPEED: &str = "Speed";
pub const BEGINNING: &str = "the beginning";

pub const STAGE: &str = "The stage";
pub const FOLLOW: &str = "Follow what moves";
pub const NOTHING_YET: &str =
    "Nothing has been declared yet. Step on, or declare an Intent beside this stage.";
pub const NOTHING_MOVED: &str = "Nothing moved.";
pub const INTENT: &str = "Intent";
pub const INTENTS: &str = "Intents";
pub const CAST: &str = "Everything that lives a life in this story";

pub const ASK_TITLE: &str = "What can be asked now";
pub const ASK_NONE: &str = "Nothing that would be granted to this object.";
pub const REFUSED: &str = "Refused:";
pub const UNREADABLE: &str = "This step cannot be read";
pub const NOT_NOW: &str = "Not from here";
pub const CLOSE: &str = "Close";
pub const REASON: &str = "Reason";
pub const SOURCE: &str = "Source";
pub const WAY: &str = "The shortest way that is allowed";
pub const DO_FIRST: &str = "Do this first";
pub const KEEP_REFUSAL: &str = "Keep this refusal in the story";

pub const OVERVIEW: &str = "Where this is in Mangopay’s overview";

pub const SENTENCE_TITLE: &str = "Do";
pub const SENTENCE_WHAT: &str = "What";
pub const SENTENCE_AS_TEXT: &str = "As text";
pub const SENTENCE_DO: &str = "Do it";
pub const SENTENCE_POSSIBLE: &str = "Possible now";

pub const CURRENCY: &str = "Currency";
pub const PROVIDER: &str = "Provider";
pub const NEW_INTENT: &str = "Declare an Intent";
pub const NEW_USER: &str = "Register a user";
pub const NEW_FUNDS: &str = "Money arrives from a provider";
pub const NEW_WALLET_FUNDS: &str = "Money arrives on a wallet";
pub const NEW_FAULT: &str = "Let the next transfer fail";
pub const NEW_CLOCK: &str = "Let time pass";

pub const PROVIDER_TITLE: &str = "The provider";
pub const PROVIDER_LEAD: &str = "Reports what was declared in a settlement file, and sends the money.";
pub const PROVIDER_NONE: &str = "No provider has anything to report: declare an Intent first.";
pub const PROVIDER_POOL: &str = "Provider and currency";
pub const PROVIDER_FEES: &str = "Fees it keeps";
pub const PROVIDER_FAULT: &str = "Mistake in the file";
pub const PROVIDER_UPLOAD: &str = "Write and upload the file";
pub const PROVIDER_SENDS: &str = "Send the money";
pub const SEND_ALL: &str = "All of it";
pub const SEND_SHORT: &str = "Short by a tenth";
pub const SEND_PARTS: &str = "In two parts";
pub const SEND_TWICE: &str = "Twice";
pub const SEND_LATE: &str = "A week late";
pub const CLOCK: &str = "Clock";
pub const CLOCK_HOUR: &str = "+1 hour";
pub const CLOCK_DAY: &str = "+1 day";
pub const CLOCK_WEEK: &str = "+7 days";

pub const MONEY_TITLE: &str = "Money";
pub const MONEY_PICTURE: &str =
    "Flow of the money from the provider to the wallets; it scrolls sideways in a narrow window";
pub const MONEY_NONE: &str = "No money yet: it comes with the first declaration.";
pub const MONEY_OWED: &str = "still to report";
pub const MONEY_ANNOUNCED: &str = "announced";
pub const MONEY_ESCROW: &str = "escrow wallet";
pub const MONEY_FREE: &str = "free";
pub const MONEY_CREDIT: &str = "credit carried";
pub const MONEY_MISSING: &str = "missing";
pub const MONEY_FEES: &str = "fees wallet";
pub const MONEY_SELLER: &str = "seller";

pub const FORKS: &str = "Other ways";
pub const FORKS_LEAD: &str =
    "Go back and do something else: the way you leave is kept here and compared with the new one.";
pub const FORK: &str = "Keep this way";
pub const UNDO: &str = "Undo the last step";
pub const FORK_SAME: &str = "Both ways end the same.";
pub const FORK_SWITCH: &str = "Go on with it";
pub const COMPARE_OBJECT: &str = "Object";
pub const COMPARE_HERE: &str = "Here";
pub const COMPARE_THERE: &str = "There";
pub const COMPARE_ABSENT: &str = "not there";

pub const KEEP_TITLE: &str = "Keep and share";
pub const KEEP_LINK: &str = "Copy a link";
pub const KEEP_ELEMENT: &str = "Copy for a page";
pub const KEEP_COPY: &str = "What can be copied";
pub const KEEP_STORY: &str = "Save as a scenario";
pub const KEEP_SVG: &str = "Picture, SVG";
pub const KEEP_PNG: &str = "Picture, PNG";
pub const KEEP_OPEN: &str = "Open a scenario";
pub const KEEP_NAMES: &str = "Links carry names and references as they are";
pub const LINK_IMPOSSIBLE: &str = "This browser cannot compress a story. Save it as a scenario instead.";
pub const LINK_BROKEN: &str = "This link does not hold a story any more: it may have been cut off on its way. Ask for the scenario as a file.";
pub const SHELF_TITLE: &str = "Kept in this browser";
pub const SHELF_CLOSED: &str = "This browser keeps nothing for this page, as in a private window. Your story lasts until you leave: save it as a scenario.";
pub const SHELF_FULL: &str = "The storage of this browser is full, and your story could not be kept. Save it as a scenario, or forget older ones below.";
pub const FORGET: &str = "Forget";

pub fn linked(copied: bool, letters: usize) -> String {
    let copied = if copied { "The link is copied." } else { "Copy the link from here." };
    let long =
        if letters > 8000 { " It is long: some programs cut it off. A scenario file is safer." } else { "" };
    format!("{copied} It holds the whole story; nothing was sent anywhere.{long}")
}

pub fn embedded(copied: bool) -> String {
    let copied = if copied { "The element is copied." } else { "Copy the element from here." };
    format!(
        "{copied} A page that knows <echo-playground> from the npm package shows the story; docs/embed.md says how."
    )
}

pub fn opened(name: &str) -> String {
    format!("{name} is open.")
}

pub fn not_a_story(name: &str, error: &str) -> String {
    format!("{name} is not a scenario: {error}")
}

pub fn forget(title: &str) -> String {
    format!("Forget {title}")
}

pub fn fork(number: usize) -> String {
    format!("Way {number}")
}

pub fn step_of(position: usize, steps: usize) -> String {
    format!("{position} / {steps}")
}

pub fn speed(times: u32) -> String {
    match times {
        1 => "Reading pace".to_owned(),
        times => format!("{times} times as fast"),
    }
}

/// `order-1 is CAPTURED`.
pub fn stands(name: &str, machine: &str, status: Option<&str>) -> String {
    format!("{machine} {name}: {}", status.unwrap_or("new"))
}

pub fn moved(name: &str, machine: &str, from: Option<&str>, to: &str) -> String {
    match from {
        None => format!("{machine} {name} begins as {to}."),
        Some(from) if from == to => format!("{machine} {name} stays {to}."),
        Some(from) => format!("{machine} {name} goes from {from} to {to}."),
    }
}

/// Why an arrow cannot be taken where nobody can ask for it.
pub fn elsewhere(name: &str, now: Option<&str>, from: Option<&str>, to: &str, triggers: &[&str]) -> String {
    let by = triggers.join(" or ");
    let from = from.unwrap_or("nothing");
    match now {
        Some(now) if now == from => {
            format!(
                "From {from} to {to} it goes by “{by}”. That follows by itself from something else, or is not possible as things stand."
            )
        }
        now => format!(
            "This move leads from {from} to {to}, by “{by}”. But {name} is {}.",
            now.unwrap_or("not there")
        ),
    }
}

/// What a number in a step is, from the word before it.
pub fn amount_after(word: &str) -> String {
    format!("Number after {word}")
}

pub fn would_be_refused(count: usize) -> String {
    format!("{count} more would be refused. Ask, and see why")
}

pub fn ask(offer: &Offer) -> String {
    let words = match (offer.machine, offer.trigger) {
        ("split", Trigger::Create) => "declare a Split".to_owned(),
        ("settlement", Trigger::Create) => "create a Settlement".to_owned(),
        ("settlement", Trigger::Upload) => "upload the file".to_owned(),
        ("settlement", Trigger::MoneyCovers) => "send the money".to_owned(),
        ("settlement", Trigger::MoneyShort) => "send too little money".to_owned(),
        (_, trigger) => trigger.label().to_owned(),
    };
    let mut letters = words.chars();
    let words: String =
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    if offer.about.is_empty() || offer.about == offer.intent {
        words
    } else {
        format!("{words}: {}", offer.about)
    }
}

pub fn way_step(machine: &str, trigger: &str, to: &str) -> String {
    format!("{machine}: {trigger} → {to}")
}

pub fn fault(fault: FileFault) -> &'static str {
    match fault {
        FileFault::None => "None",
        FileFault::WrongAmount => "A cent too much on the first line",
        FileFault::UnknownReference => "A reference that nobody declared",
        FileFault::LineTwice => "The first line twice",
        FileFault::WrongTotal => "The total is a cent off",
        FileFault::LineForgotten => "The last line left out",
        FileFault::MalformedDate => "A date that is none",
    }
}

pub fn conserved(held: &str) -> String {
    format!("Everything that came in is there: {held}.")
}

pub fn differences(count: usize) -> String {
    crate::texts::count(count as u64, "difference", "differences")
}
