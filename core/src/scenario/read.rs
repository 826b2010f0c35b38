//! One step from its lines: the keyword decides, the names are looked up, nothing is left unread.

use super::error::ScenarioError;
use super::forms::{FORMS, Form, OUTCOME, form_of};
use super::line::{Line, Options, duration};
use super::names::Names;
use super::step::{Action, DeclaredIntent, DeclaredLine, DeclaredSplit, Kind, Outcome, SplitChange};
use super::words::Word;
use super::{declaration, expectation, upload};
use crate::engine::{Code, EventType, TransferFault};
use crate::machine::{DisputeStatus, Status};
use crate::reading::{Reading, SWITCHES};

/// The words of a line that is not empty, and where it ends.
pub struct Cut {
    pub words: Vec<Word>,
    pub end: (usize, usize),
}

impl Cut {
    fn form(&self) -> Option<&'static Form> {
        let first = self.words.first().filter(|word| !word.quoted)?;
        form_of(&first.text, self.words.get(1).map(|word| word.text.as_str()))
    }
}

/// Reads a step, and declares the names that it makes.
pub fn step(head: Cut, mut under: Vec<Cut>, names: &mut Names) -> Result<(Action, Outcome), ScenarioError> {
    let line_number = head.end.0;
    let form = head.form().filter(|form| form.under.is_empty()).ok_or_else(|| no_step(&head))?;
    let outcome = match under.iter().position(|cut| cut.words.first().is_some_and(|word| word.is("=>"))) {
        Some(place) => {
            let cut = under.remove(place);
            if form.keyword.starts_with("expect") {
                return Err(first_word_error(&cut, "no `=>` under an expectation"));
            }
            if let Some(second) = under.iter().find(|cut| cut.words.first().is_some_and(|word| word.is("=>")))
            {
                return Err(first_word_error(second, "one `=>` under a step"));
            }
            outcome(&cut)?
        }
        None => Outcome::Accepted,
    };
    let action = action(Line::new(form, head.words, head.end, names), under)?;
    // What was refused has made nothing that could be named.
    if !matches!(outcome, Outcome::Refused(_)) {
        declare(&action, line_number, names);
    }
    Ok((action, outcome))
}

fn no_step(head: &Cut) -> ScenarioError {
    let Some(first) = head.words.first() else { return first_word_error(head, "a step") };
    let owners = FORMS.iter().find(|form| first.is(form.keyword)).map_or(&[] as &[_], |form| form.under);
    if !owners.is_empty() || first.is("=>") {
        let owners =
            if owners.is_empty() { "its step".to_owned() } else { format!("`{}`", owners.join("` or `")) };
        return first.error(format!("a step; this belongs under {owners}, indented"));
    }
    let two = head.words.get(1).map(|second| format!("{} {}", first.text, second.text)).unwrap_or_default();
    let steps = || FORMS.iter().filter(|form| form.under.is_empty()).map(|form| form.keyword);
    let by_two = ScenarioError {
        found: Some(first.text.clone()),
        ..Word { text: two, ..first.clone() }.not_among("a step", steps())
    };
    if by_two.nearest.is_some() { by_two } else { first.not_among("a step", steps()) }
}

pub fn first_word_error(cut: &Cut, expected: &str) -> ScenarioError {
    let nothing = Word { line: cut.end.0, column: cut.end.1, text: String::new(), quoted: false };
    cut.words.first().unwrap_or(&nothing).error(expected)
}

fn outcome(cut: &Cut) -> Result<Outcome, ScenarioError> {
    let mut words = cut.words.iter().skip(1);
    let form = |error: ScenarioError| ScenarioError { form: Some(OUTCOME), ..error };
    let missing = |expected: &str| ScenarioError {
        line: cut.end.0,
        column: cut.end.1,
        expected: expected.to_owned(),
        found: None,
        nearest: None,
        form: Some(OUTCOME),
    };
    let kind = words.next().ok_or_else(|| missing("`refused` or `events`"))?;
    if kind.is("events") {
        let events = words.map(|word| {
            let found = EventType::ALL.iter().copied().find(|event| word.is(event.value()));
            found.ok_or_else(|| {
                word.not_among("an event type", EventType::ALL.iter().map(|event| event.value()))
            })
        });
        return events.collect::<Result<_, _>>().map(Outcome::Webhooks);
    }
    if !kind.is("refused") {
        return Err(form(kind.not_among("`refused` or `events`", ["refused", "events"])));
    }
    let word = words.next().ok_or_else(|| missing("the code of a refusal"))?;
    if let Some(more) = words.next() {
        return Err(form(more.error("the end of the line")));
    }
    let code = Code::ALL.iter().copied().find(|code| word.is(code.as_str()));
    code.map(Outcome::Refused)
        .ok_or_else(|| word.not_among("the code of a refusal", Code::ALL.iter().map(|code| code.as_str())))
}

fn action(mut line: Line, under: Vec<Cut>) -> Result<Action, ScenarioError> {
    let keyword = line.form.keyword;
    let action = match keyword {
        "intent" | "add lines" => return declaration::read(line, under),
        "upload" => return upload::read(line, under),
        "reading" => {
            let switches: Vec<_> = SWITCHES.iter().map(|(switch, _)| (*switch, *switch)).collect();
            let switch = line.one_of("a switch of `docs/ambiguities.md`", &switches)?;
            let value = line.word("a value of the switch")?;
            if !Reading::default().choose(switch, &value.text) {
                let values =
                    SWITCHES.iter().find(|(known, _)| *known == switch).map_or(&[] as &[_], |(_, v)| v);
                return Err(value.not_among(format!("a value of {switch}"), values.iter().copied()));
            }
            Action::Reading { switch, value: value.text }
        }
        "user" => {
            let user = line.fresh()?;
            let wallets =
                line.options()?.words("wallet").iter().map(Word::currency).collect::<Result<_, _>>()?;
            Action::User { user, wallets }
        }
        "capture" => {
            let (intent, options) = (line.known(Kind::Intent)?, line.options()?);
            let capture = named(&line, &options, &intent, "capture")?;
            Action::Capture { capture, intent, reference: options.text("reference"), parts: options.parts()? }
        }
        "cancel" => Action::Cancel { intent: line.known(Kind::Intent)?, parts: line.options()?.parts()? },
        "refund" => {
            let (intent, options) = (line.known(Kind::Intent)?, line.options()?);
            let refund = named(&line, &options, &intent, "refund")?;
            Action::Refund {
                reference: reference(&options, &refund),
                refund,
                intent,
                parts: options.parts()?,
            }
        }
        "reverse refund" => {
            let (refund, options) = (line.known(Kind::Refund)?, line.options()?);
            let reference = reference(&options, &format!("{refund}-reversal"));
            Action::ReverseRefund { refund, reference, parts: options.parts()? }
        }
        "dispute" => {
            let (capture, options) = (line.known(Kind::Capture)?, line.options()?);
            let dispute = named(&line, &options, &line.names().intent_of(&capture), "dispute")?;
            Action::Dispute {
                reference: reference(&options, &dispute),
                dispute,
                capture,
                parts: options.parts()?,
            }
        }
        "decide" => {
            let dispute = line.known(Kind::Dispute)?;
            let decisions =
                [DisputeStatus::Defended, DisputeStatus::DisputedWon, DisputeStatus::DisputedLost];
            let decision = line.one_of("a decision", &decisions.map(|status| (status.value(), status)))?;
            Action::Decide { dispute, decision }
        }
        "split" => {
            let intent = line.known(Kind::Intent)?;
            let split =
                if line.keyword_if("as") { line.fresh()? } else { line.names().automatic(&intent, "split") };
            line.keyword("line")?;
            let (item, amount, options) = (line.known(Kind::Line)?, line.amount()?, line.options()?);
            Action::Split(DeclaredSplit {
                split,
                intent,
                line: item,
                amount,
                fees: options.amount("fees")?,
                on: options.date("on")?,
                origin: options.known(Kind::Wallet, "origin")?,
            })
        }
        "update split" => {
            let (split, options) = (line.known(Kind::Split)?, line.options()?);
            Action::UpdateSplit(SplitChange {
                split,
                amount: options.amount("amount")?,
                fees: options.amount("fees")?,
                on: options.date("on")?,
                description: options.text("description"),
            })
        }
        "execute" => Action::Execute { split: line.known(Kind::Split)? },
        "reverse split" => Action::ReverseSplit { split: line.known(Kind::Split)? },
        "settlement" => {
            let settlement = line.fresh()?;
            let file_name = line.options()?.text("file").unwrap_or_else(|| format!("{settlement}.csv"));
            Action::Settlement { settlement, file_name }
        }
        "new address" => {
            let settlement = line.known(Kind::Settlement)?;
            let file_name = line.options()?.text("file").unwrap_or_else(|| format!("{settlement}.csv"));
            Action::NewAddress { settlement, file_name }
        }
        "cancel settlement" => Action::CancelSettlement { settlement: line.known(Kind::Settlement)? },
        "funds" => {
            Action::Funds { provider: line.provider()?, currency: line.currency()?, amount: line.amount()? }
        }
        "fund wallet" => Action::FundWallet { wallet: line.known(Kind::Wallet)?, amount: line.amount()? },
        "clock" => clock(&mut line)?,
        "fault" => Action::Fault(line.one_of(
            "how the next transfer ends",
            &[("REJECTED", TransferFault::Rejected), ("FAILED", TransferFault::Failed)],
        )?),
        _ => Action::Expect(expectation::read(&mut line)?),
    };
    line.end()?;
    match under.first() {
        Some(cut) => Err(first_word_error(cut, &format!("nothing indented under `{keyword}` but `=>`"))),
        None => Ok(action),
    }
}

fn named(line: &Line, options: &Options, intent: &str, action: &str) -> Result<String, ScenarioError> {
    Ok(options.fresh("as")?.unwrap_or_else(|| line.names().automatic(intent, action)))
}

pub fn reference(options: &Options, name: &str) -> String {
    options.text("reference").unwrap_or_else(|| format!("{name}-ref"))
}

fn clock(line: &mut Line) -> Result<Action, ScenarioError> {
    let word = line.word("a day such as 2026-01-31, or a duration such as +1d")?;
    if let Some(seconds) = duration(&word) {
        return Ok(Action::ClockBy(seconds));
    }
    if word.text.starts_with('+') {
        return Err(word.error("a duration such as +1d, +2h, +30m or +10s"));
    }
    let midnight = word.date()?.midnight();
    let seconds = line.rest().next().map(|word| word.time_of_day()).transpose()?;
    Ok(Action::ClockTo(midnight.saturating_add(seconds.unwrap_or(0))))
}

/// The form of an indented line, among those that belong under this keyword.
pub fn form_under(cut: &Cut, keyword: &str) -> Result<&'static Form, ScenarioError> {
    let allowed = || FORMS.iter().filter(|form| form.under.contains(&keyword));
    let Some(word) = cut.words.first() else { return Err(first_word_error(cut, "a line")) };
    allowed().find(|form| word.is(form.keyword)).ok_or_else(|| {
        let expected = format!("a line that belongs under `{keyword}`, or a step that is not indented");
        word.not_among(expected, allowed().map(|form| form.keyword).chain(["=>"]))
    })
}

fn declare(action: &Action, line: usize, names: &mut Names) {
    match action {
        Action::User { user, wallets } => {
            names.declare(user, Kind::User, line, None);
            for currency in wallets {
                names.declare(&format!("{user}.{currency}"), Kind::Wallet, line, None);
            }
        }
        Action::Intent(DeclaredIntent { intent, lines, .. }) => {
            names.declare(intent, Kind::Intent, line, None);
            declare_lines(lines, intent, line, names);
        }
        Action::AddLines { intent, lines, .. } => declare_lines(lines, intent, line, names),
        Action::Capture { capture, intent, .. } => names.declare(capture, Kind::Capture, line, Some(intent)),
        Action::Refund { refund, intent, .. } => names.declare(refund, Kind::Refund, line, Some(intent)),
        Action::Dispute { dispute, capture, .. } => {
            let intent = names.intent_of(capture);
            names.declare(dispute, Kind::Dispute, line, Some(&intent));
        }
        Action::Split(DeclaredSplit { split, intent, .. }) => {
            names.declare(split, Kind::Split, line, Some(intent));
        }
        Action::Settlement { settlement, .. } => names.declare(settlement, Kind::Settlement, line, None),
        _ => {}
    }
}

fn declare_lines(lines: &[DeclaredLine], intent: &str, line: usize, names: &mut Names) {
    for item in lines {
        names.declare(&item.line, Kind::Line, line, Some(intent));
    }
}
