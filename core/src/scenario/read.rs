//! One step from its lines: the keyword decides, the names are looked up, nothing is left unread.

use super::error::ScenarioError;
use super::forms::{FORMS, Form, OUTCOME, form_of};
use super::line::{Line, Options, duration};
use super::names::Names;
use super::step::{
    Action, Contents, DeclaredIntent, DeclaredLine, DeclaredSplit, Kind, Outcome, Seller, SplitChange,
    WrittenFile, WrittenLine,
};
use super::words::Word;
use super::{expectation, step};
use crate::catalog::{LineStatus, LineType, PAYMENT_METHODS, is_payment_method};
use crate::engine::{Code, EventType, TransferFault};
use crate::machine::{DisputeStatus, Status};

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
    let two = head.words.get(1).map(|second| format!("{} {}", first.text, second.text)).unwrap_or_default();
    let steps = || FORMS.iter().filter(|form| form.under.is_empty()).map(|form| form.keyword);
    let by_two = ScenarioError {
        found: Some(first.text.clone()),
        ..Word { text: two, ..first.clone() }.not_among("a step", steps())
    };
    if by_two.nearest.is_some() { by_two } else { first.not_among("a step", steps()) }
}

fn first_word_error(cut: &Cut, expected: &str) -> ScenarioError {
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
        "intent" | "add lines" => return declaration(line, under),
        "upload" => return upload(line, under),
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

fn reference(options: &Options, name: &str) -> String {
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

/// An Intent, or line items added to one, with the lines indented below.
fn declaration(mut line: Line, under: Vec<Cut>) -> Result<Action, ScenarioError> {
    if line.form.keyword == "add lines" {
        let (intent, amount, options) = (line.known(Kind::Intent)?, line.amount()?, line.options()?);
        let fees = options.amount("fees")?;
        return Ok(Action::AddLines { intent, amount, fees, lines: line_items(&line, under)? });
    }
    let (intent, amount) = (line.fresh()?, line.amount()?);
    let (currency, provider, options) = (line.currency()?, line.provider()?, line.options()?);
    let method = options.word("method");
    if let Some(word) = method.filter(|word| !is_payment_method(&word.text)) {
        return Err(word.not_among("a payment method such as VISA", PAYMENT_METHODS.iter().copied()));
    }
    Ok(Action::Intent(DeclaredIntent {
        reference: reference(&options, &intent),
        intent,
        amount,
        currency,
        provider,
        buyer: options.known(Kind::User, "buyer")?,
        fees: options.amount("fees")?,
        method: method.map(|word| word.text.clone()),
        lines: line_items(&line, under)?,
    }))
}

fn line_items(head: &Line, under: Vec<Cut>) -> Result<Vec<DeclaredLine>, ScenarioError> {
    let mut items: Vec<DeclaredLine> = Vec::new();
    for cut in under {
        let form = form_under(&cut, head.form.keyword)?;
        let item = line_item(Line::new(form, cut.words, cut.end, head.names()))?;
        if items.iter().any(|earlier| earlier.line == item.line) {
            let word = Word { line: cut.end.0, column: 1, text: item.line, quoted: false };
            return Err(word.error("a line item of another name than those above"));
        }
        items.push(item);
    }
    Ok(items)
}

fn line_item(mut line: Line) -> Result<DeclaredLine, ScenarioError> {
    let name = line.fresh()?;
    let seller = line.word("a seller: a user, a wallet or `client`")?;
    let seller = match line.names().one_of(&[Kind::User, Kind::Wallet], &seller) {
        _ if seller.is("client") => Seller::Client,
        Ok(Kind::User) => Seller::User(seller.text),
        Ok(_) => Seller::Wallet(seller.text),
        Err(error) => return Err(error),
    };
    let total_word = line.word("the line's total in minor units")?;
    let (total, options) = (total_word.amount()?, line.options()?);
    let (discount, quantity) = (options.amount("discount")?, options.amount("quantity")?.unwrap_or(1));
    let gross = total.checked_add(discount.unwrap_or(0));
    let unit = match options.amount("unit")? {
        Some(unit) => unit,
        None => gross.and_then(|gross| gross.checked_div(quantity)).unwrap_or(0),
    };
    if unit.checked_mul(quantity) != gross || gross.is_none() {
        return Err(total_word.error("a total that is quantity × unit − discount"));
    }
    Ok(DeclaredLine {
        line: name,
        seller,
        quantity,
        unit,
        discount,
        tax: options.amount("tax")?,
        fees: options.amount("fees")?,
        transfer: options.date("transfer")?,
        origin: options.known(Kind::Wallet, "origin")?,
    })
}

fn form_under(cut: &Cut, keyword: &str) -> Result<&'static Form, ScenarioError> {
    let allowed = || FORMS.iter().filter(|form| form.under.contains(&keyword));
    let Some(word) = cut.words.first() else { return Err(first_word_error(cut, "a line")) };
    allowed().find(|form| word.is(form.keyword)).ok_or_else(|| {
        let expected = format!("a line that belongs under `{keyword}`, or a step that is not indented");
        word.not_among(expected, allowed().map(|form| form.keyword).chain(["=>"]))
    })
}

fn upload(mut line: Line, under: Vec<Cut>) -> Result<Action, ScenarioError> {
    let settlement = line.known(Kind::Settlement)?;
    if line.keyword_if("raw") {
        line.end()?;
        let mut text = String::new();
        for cut in under {
            let [word] = cut.words.as_slice() else {
                return Err(first_word_error(&cut, "one line of the file, in quotes"));
            };
            if !word.quoted {
                return Err(word.error("one line of the file, in quotes"));
            }
            text.push_str(&word.text);
            text.push('\n');
        }
        return Ok(Action::Upload { settlement, contents: Contents::Raw(text) });
    }
    let (provider, currency, date) = (line.provider()?, line.currency()?, line.date()?);
    let options = line.options()?;
    let number = |word: &Word| word.amount().map(|amount| amount.to_string());
    let lines = under.into_iter().map(|cut| {
        let form = form_under(&cut, "upload")?;
        let mut line = Line::new(form, cut.words, cut.end, line.names());
        let status = status_of(form.keyword);
        let about = line.known(match status.line_type() {
            LineType::Payment => Kind::Capture,
            LineType::Refund => Kind::Refund,
            LineType::Dispute => Kind::Dispute,
        })?;
        let options = line.options()?;
        Ok(WrittenLine {
            status,
            about,
            amount: options.cell("amount", number)?,
            reference: options.text("reference"),
            fees: options.cell("fees", number)?,
            currency: options
                .cell("currency", |word| word.currency().map(|currency| currency.to_string()))?,
            date: options.cell("date", |word| word.date().map(|date| date.to_string()))?,
            initial: options.text("initial"),
        })
    });
    let lines = lines.collect::<Result<_, _>>()?;
    let (fees, net) = (options.cell("fees", number)?, options.cell("net", number)?);
    Ok(Action::Upload {
        settlement,
        contents: Contents::Written(WrittenFile { provider, currency, date, fees, net, lines }),
    })
}

fn status_of(keyword: &str) -> LineStatus {
    match keyword {
        "refunded" => LineStatus::Refunded,
        "reversed" => LineStatus::RefundReversed,
        "disputed" => LineStatus::Disputed,
        "defended" => LineStatus::Defended,
        "won" => LineStatus::DisputedWon,
        "lost" => LineStatus::DisputedLost,
        _ => LineStatus::Settled,
    }
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

fn declare_lines(lines: &[step::DeclaredLine], intent: &str, line: usize, names: &mut Names) {
    for item in lines {
        names.declare(&item.line, Kind::Line, line, Some(intent));
    }
}

/// Kept next to the reader so that a new kind of line cannot be listed without being read.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_of_a_file_line_has_its_status() {
        let statuses: Vec<_> = FORMS
            .iter()
            .filter(|form| form.under.contains(&"upload"))
            .map(|form| status_of(form.keyword))
            .collect();
        assert_eq!(statuses, LineStatus::ALL);
    }
}
