//! A log told as a scenario: what somebody did, through an SDK perhaps, as a story that can be read, played and gone on with.
//!
//! The story comes to the same: the same moves, the same money. Ids become names, and what scenarios have no words for is left out and
//! said to be (see [`Retold::left_out`]).

use super::names::Names;
use super::step::Kind;
use super::words::Word;
use crate::catalog::Provider;
use crate::date::{Date, SECONDS_PER_DAY, Timestamp, iso};
use crate::engine::{
    ActionRequest, Answer, Command, Config, Engine, Given, GivenExternalData, GivenLineItem, GivenPart,
    IntentRequest, SplitRequest, TransferFault,
};
use crate::id::Id;
use crate::intent::Intent;
use crate::money::Currency;
use crate::persistent::Map;
use crate::reading::{Reading, SWITCHES};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Retold {
    /// The scenario, as Markdown.
    pub text: String,
    /// What of the log it does not tell, in words.
    pub left_out: Vec<&'static str>,
}

const TITLE: &str = "What happened in the sandbox";
/// Longer ids make no names.
const NAME_CHARS_MAX: usize = 24;

const WORDS: &str = "tags, descriptions, categories and addresses";
const DATES: &str = "processing dates and merchant references";
const TIMES: &str = "the time of day of transfer dates";
const WALLETS: &str = "that two wallets in one currency belong to one user";
const BEGINNING: &str = "the time before 1 January 2026";
const FILES: &str = "a file that is no text";

pub fn retell(engine: &Engine) -> Retold {
    let config = engine.world().config();
    let mut teller = Teller::new(config);
    teller.tell_reading(&config.reading);
    teller.find_wallets(engine);
    let mut again = Engine::new(config.clone());
    for entry in engine.entries() {
        let now = again.world().now();
        if let Ok(outcome) = again.handle(entry.command.clone()) {
            teller.tell(&entry.command, &outcome.answer, now);
        }
    }
    teller.tell_clock();
    teller.end()
}

struct Teller {
    client: String,
    steps: Vec<String>,
    names: Names,
    /// The name of every id.
    called: Map<String, String>,
    /// The wallets of each user, in the order in which they were opened.
    wallets: Map<String, Vec<(String, String)>>,
    counts: Map<&'static str, u32>,
    /// Where the clock has to be before the next step.
    clock: Option<Timestamp>,
    left_out: Map<&'static str, ()>,
}

impl Teller {
    fn new(config: &Config) -> Self {
        let begins = Config::default().now;
        let mut left_out = Map::default();
        if config.now < begins {
            left_out.insert(BEGINNING, ());
        }
        Self {
            client: config.client_id.clone(),
            steps: Vec::new(),
            names: Names::new(),
            called: Map::default(),
            wallets: Map::default(),
            counts: Map::default(),
            clock: Some(config.now).filter(|now| *now > begins),
            left_out,
        }
    }

    fn end(self) -> Retold {
        let left_out: Vec<_> = self.left_out.keys().copied().collect();
        let summary = if left_out.is_empty() {
            "Everything that was done, in order.".to_owned()
        } else {
            format!("Everything that was done, in order. Left out: {}.", left_out.join("; "))
        };
        let steps = self.steps.concat();
        let block = if steps.is_empty() { String::new() } else { format!("\n```echo\n{steps}```\n") };
        Retold { text: format!("# {TITLE}\n\n{summary}\n{block}"), left_out }
    }

    // The world before the first step.

    fn tell_reading(&mut self, reading: &Reading) {
        let (Ok(chosen), Ok(usual)) =
            (serde_json::to_value(reading), serde_json::to_value(Reading::default()))
        else {
            return;
        };
        for (switch, _) in SWITCHES {
            let value = chosen.get(switch);
            if let Some(value) = value.filter(|value| usual.get(switch) != Some(*value)) {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                self.step(format!("reading {switch} {value}"));
            }
        }
    }

    /// In a scenario a user comes with wallets.
    fn find_wallets(&mut self, engine: &Engine) {
        let mut again = Engine::new(engine.world().config().clone());
        for entry in engine.entries() {
            let came = again.handle(entry.command.clone());
            if let (Command::RegisterWallet { owner, currency, .. }, Ok(outcome)) = (&entry.command, came)
                && let Answer::Wallet { id } = outcome.answer
            {
                let currency = Currency::from_code(currency).map_or("", Currency::code).to_owned();
                self.wallets.or_insert(owner.clone(), Vec::new()).push((id.to_string(), currency));
            }
        }
    }

    fn tell_user(&mut self, id: &str) {
        let mut left = self.wallets.remove(id).unwrap_or_default();
        let mut of = Some(id);
        // A second wallet in a currency needs a second user.
        while of.is_some() || !left.is_empty() {
            let user = self.name(of, "user", Kind::User);
            let mut step = format!("user {user}");
            let (mut wallets, mut later) = (Vec::new(), Vec::new());
            for (wallet, currency) in left {
                if wallets.contains(&currency) {
                    later.push((wallet, currency));
                } else {
                    let name = format!("{user}.{currency}");
                    self.names.declare(&name, Kind::Wallet, 1, None);
                    self.called.insert(wallet, name);
                    wallets.push(currency);
                }
            }
            if !wallets.is_empty() {
                step = format!("{step} wallet {}", wallets.join(" "));
            }
            if let Some(id) = of.take() {
                self.called.insert(id.to_owned(), user);
            } else {
                self.left_out.insert(WALLETS, ());
            }
            self.step(step);
            left = later;
        }
    }

    // Names.

    /// The id itself where it is a name, else a new one.
    fn name(&mut self, id: Option<&str>, usual: &'static str, kind: Kind) -> String {
        let own = id.filter(|id| id.len() <= NAME_CHARS_MAX && self.is_free(id)).map(str::to_owned);
        let name = own.unwrap_or_else(|| {
            loop {
                let count = self.counts.or_insert(usual, 0);
                *count = count.saturating_add(1);
                let name = format!("{usual}{count}");
                if self.is_free(&name) {
                    break name;
                }
            }
        });
        self.names.declare(&name, kind, 1, None);
        name
    }

    fn is_free(&self, name: &str) -> bool {
        self.names.fresh(&Word { line: 1, column: 1, text: name.to_owned(), quoted: false }).is_ok()
    }

    fn call(&mut self, id: Id, usual: &'static str, kind: Kind) -> String {
        let name = self.name(None, usual, kind);
        self.called.insert(id.to_string(), name.clone());
        name
    }

    fn called(&self, id: &str) -> String {
        match id.strip_prefix("FEES_") {
            Some(currency) => format!("fees.{currency}"),
            None => self.called.get(id).cloned().unwrap_or_else(|| id.to_owned()),
        }
    }

    // Steps.

    fn step(&mut self, text: impl Into<String>) {
        let mut text = text.into();
        text.push('\n');
        self.steps.push(text);
    }

    fn tell_clock(&mut self) {
        if let Some(to) = self.clock.take() {
            self.step(format!("clock {}", iso(to).trim_end_matches('Z').replace('T', " ")));
        }
    }

    fn tell(&mut self, command: &Command, answer: &Answer, now: Timestamp) {
        if let Command::AdvanceClock { to } = command {
            // Of several moves of the clock only the last counts: what is due in between happens all the same.
            self.clock = Some(*to).filter(|to| *to > Config::default().now);
            return;
        }
        if let Command::RegisterWallet { .. } = command {
            return;
        }
        self.tell_clock();
        match (command, answer) {
            (Command::RegisterUser { .. }, Answer::User { id }) => self.tell_user(id),
            (Command::CreateIntent { request }, Answer::Intent { intent }) => {
                self.tell_intent(request, intent, now);
            }
            (Command::Capture { intent, request }, Answer::Action { action, .. }) => {
                let capture = self.call(*action, "c", Kind::Capture);
                let rest = self.action(request, now);
                self.step(format!("capture {} as {capture}{rest}", self.called(intent)));
            }
            (Command::Cancel { intent, request }, _) => {
                let request = ActionRequest { external_data: None, ..request.clone() };
                let rest = self.action(&request, now);
                self.step(format!("cancel {}{rest}", self.called(intent)));
            }
            (Command::Refund { intent, request }, Answer::Action { action, .. }) => {
                let refund = self.call(*action, "r", Kind::Refund);
                let rest = self.action(request, now);
                self.step(format!("refund {} as {refund}{rest}", self.called(intent)));
            }
            (Command::ReverseRefund { refund, request, .. }, _) => {
                let rest = self.action(request, now);
                self.step(format!("reverse refund {}{rest}", self.called(refund)));
            }
            (Command::Dispute { capture, request, .. }, Answer::Action { action, .. }) => {
                let dispute = self.call(*action, "d", Kind::Dispute);
                let rest = self.action(request, now);
                self.step(format!("dispute {} as {dispute}{rest}", self.called(capture)));
            }
            (Command::DecideDispute { dispute, decision, .. }, _) => {
                self.step(format!("decide {} {decision}", self.called(dispute)));
            }
            (Command::CreateSplits { intent, splits }, Answer::Splits { splits: made, .. }) => {
                for (request, id) in splits.iter().zip(made) {
                    let split = self.call(*id, "s", Kind::Split);
                    let line = self.called(request.line_item_id.as_deref().unwrap_or_default());
                    let amount = whole(request.split_amount.as_ref());
                    let rest = self.split(request);
                    let intent = self.called(intent);
                    self.step(format!("split {intent} as {split} line {line} {amount}{rest}"));
                    self.note(WORDS, request.description.is_some() || request.tag.is_some());
                }
            }
            (Command::UpdateSplit { split, request, .. }, _) => {
                let mut step = format!("update split {}", self.called(split));
                add(&mut step, "amount", request.split_amount.as_ref().map(|given| whole(Some(given))));
                step += &self.split(&SplitRequest { split_origin_wallet_id: None, ..request.clone() });
                add(&mut step, "description", request.description.as_deref().map(quoted));
                self.note(WORDS, request.tag.is_some());
                self.step(step);
            }
            (Command::ExecuteSplit { split, .. }, _) => self.step(format!("execute {}", self.called(split))),
            (Command::ReverseSplit { split, .. }, _) => {
                self.step(format!("reverse split {}", self.called(split)));
            }
            (Command::CreateSettlement { file_name }, Answer::Settlement { settlement }) => {
                let name = self.call(settlement.id, "f", Kind::Settlement);
                self.step(with_file(format!("settlement {name}"), file_name.as_deref()));
            }
            (Command::UpdateSettlement { settlement, file_name }, _) => {
                let step = format!("new address {}", self.called(settlement));
                self.step(with_file(step, file_name.as_deref()));
            }
            (Command::CancelSettlement { settlement }, _) => {
                self.step(format!("cancel settlement {}", self.called(settlement)));
            }
            (Command::Upload { settlement, file }, _) => {
                let text = String::from_utf8_lossy(&file.0);
                self.note(FILES, std::str::from_utf8(&file.0).is_err());
                let mut step = format!("upload {} raw", self.called(settlement));
                for line in text.strip_suffix('\n').unwrap_or(&text).split('\n') {
                    step = format!("{step}\n  {}", in_quotes(line));
                }
                self.step(step);
            }
            (Command::ReceiveFunds { provider, currency, amount }, _) => {
                // What was accepted names both.
                let provider = Provider::parse(provider).map_or("", Provider::value);
                let currency = Currency::from_code(currency).map_or("", Currency::code);
                self.step(format!("funds {provider} {currency} {}", whole(Some(amount))));
            }
            (Command::FundWallet { wallet, amount }, _) => {
                self.step(format!("fund wallet {} {}", self.called(wallet), whole(Some(amount))));
            }
            (Command::InjectTransferFault { fault }, _) => self.step(match fault {
                TransferFault::Rejected => "fault REJECTED",
                TransferFault::Failed => "fault FAILED",
            }),
            _ => {}
        }
    }

    fn tell_intent(&mut self, request: &IntentRequest, intent: &Intent, now: Timestamp) {
        let id = intent.id.to_string();
        let amount = whole(request.amount.as_ref());
        let mut step = if let Some(name) = self.called.get(&id) {
            format!("add lines {name} {amount}")
        } else {
            let name = self.call(intent.id, "order-", Kind::Intent);
            let external = &intent.external;
            let mut step = format!(
                "intent {name} {amount} {} {} reference {}",
                intent.currency.code(),
                external.provider.value(),
                quoted(&external.reference)
            );
            let buyer = intent.buyer.as_ref().map(|buyer| self.called(&buyer.id));
            // Only who was registered has a name.
            add(&mut step, "buyer", buyer.filter(|buyer| !self.is_free(buyer)));
            add(&mut step, "method", external.payment_method.map(str::to_owned));
            step
        };
        self.note_external(request.external_data.as_deref(), now);
        add(&mut step, "fees", request.platform_fees_amount.as_ref().map(|given| whole(Some(given))));
        let given = request.line_items.as_deref().unwrap_or_default();
        let first = intent.lines.len().saturating_sub(given.len());
        for (item, line) in given.iter().zip(intent.lines.iter().skip(first)) {
            let name = self.name(Some(&line.sku), "item-", Kind::Line);
            self.called.insert(line.id.to_string(), name.clone());
            let mut text = format!("\n  line {name} {} {}", self.seller(item), line.total);
            if line.quantity != 1 || line.discount_amount.is_some() {
                text = format!("{text} quantity {} unit {}", line.quantity, line.unit_amount);
            }
            add(&mut text, "discount", line.discount_amount.map(|amount| amount.to_string()));
            add(&mut text, "tax", line.tax_amount.map(|amount| amount.to_string()));
            let seller = item.seller.as_ref();
            let fees = seller.and_then(|seller| seller.fees_amount.as_ref());
            add(&mut text, "fees", fees.map(|given| whole(Some(given))));
            add(&mut text, "transfer", line.transfer_date.map(|date| self.day(date)));
            add(&mut text, "origin", line.origin_wallet.as_deref().map(|wallet| self.called(wallet)));
            self.note(
                WORDS,
                item.name.is_some()
                    || item.description.is_some()
                    || item.category.is_some()
                    || item.shipping_address.is_some(),
            );
            step += &text;
        }
        self.note(WORDS, request.tag.is_some());
        self.step(step);
    }

    fn seller(&self, item: &GivenLineItem) -> String {
        let seller = item.seller.as_ref();
        let wallet = seller.and_then(|seller| seller.wallet_id.as_deref());
        let author = seller.and_then(|seller| seller.author_id.as_deref());
        match (wallet, author) {
            (Some(wallet), _) => self.called(wallet),
            (None, Some(author)) if author == self.client => "client".to_owned(),
            (None, author) => self.called(author.unwrap_or_default()),
        }
    }

    /// The reference and the parts.
    fn action(&mut self, request: &ActionRequest, now: Timestamp) -> String {
        let external = request.external_data.as_deref();
        self.note_external(external, now);
        self.note(WORDS, request.tag.is_some());
        let mut rest = String::new();
        let reference = external.and_then(|external| external.external_provider_reference.as_deref());
        add(&mut rest, "reference", reference.map(quoted));
        let parts = request.line_items.as_deref().unwrap_or_default();
        let part = |GivenPart { id, amount }: &GivenPart| {
            format!("{}={}", self.called(id.as_deref().unwrap_or_default()), whole(amount.as_ref()))
        };
        let parts: Vec<_> = parts.iter().map(part).collect();
        add(&mut rest, "lines", (!parts.is_empty()).then(|| parts.join(" ")));
        rest
    }

    fn split(&mut self, request: &SplitRequest) -> String {
        let mut rest = String::new();
        add(&mut rest, "fees", request.fees_amount.as_ref().map(|given| whole(Some(given))));
        let date = request.transfer_date.as_ref().and_then(moment);
        add(&mut rest, "on", date.map(|date| self.day(date)));
        let origin = request.split_origin_wallet_id.as_deref();
        add(&mut rest, "origin", origin.map(|wallet| self.called(wallet)));
        rest
    }

    fn day(&mut self, moment: Timestamp) -> String {
        self.note(TIMES, moment.rem_euclid(SECONDS_PER_DAY) != 0);
        iso(moment).split('T').next().unwrap_or_default().to_owned()
    }

    fn note_external(&mut self, external: Option<&GivenExternalData>, now: Timestamp) {
        let Some(external) = external else { return };
        let date = external.external_processing_date.as_ref();
        let is_other = date.is_some_and(|date| moment(date) != Some(now));
        self.note(DATES, is_other || external.external_merchant_reference.is_some());
    }

    fn note(&mut self, what: &'static str, is_so: bool) {
        if is_so {
            self.left_out.insert(what, ());
        }
    }
}

fn add(step: &mut String, word: &str, value: Option<String>) {
    if let Some(value) = value {
        *step = format!("{step} {word} {value}");
    }
}

fn with_file(mut step: String, file_name: Option<&str>) -> String {
    add(&mut step, "file", file_name.map(quoted));
    step
}

/// What was accepted was a whole number.
fn whole(given: Option<&Given>) -> String {
    match given {
        Some(Given::Whole(number)) => number.to_string(),
        Some(Given::Other(text)) => text.clone(),
        None => "0".to_owned(),
    }
}

fn moment(given: &Given) -> Option<Timestamp> {
    match given {
        Given::Whole(moment) => Some(*moment),
        Given::Other(text) => Date::parse(text.as_bytes()).map(Date::midnight),
    }
}

/// A text as a word: in quotes where it could be read as anything else.
fn quoted(text: &str) -> String {
    let is_plain = text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter))
        && text.chars().any(|letter| !letter.is_ascii_lowercase());
    if is_plain { text.to_owned() } else { in_quotes(text) }
}

/// A line break would end the step.
fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\"").replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use super::super::{parse, play::Player};
    use super::*;

    fn played(text: &str) -> Engine {
        let scenario = parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let mut player = Player::new(Config::default());
        for step in scenario.steps() {
            player.play(step).unwrap_or_else(|failure| panic!("{failure}\n{text}"));
        }
        player.engine().clone()
    }

    #[test]
    fn the_log_of_every_scenario_told_again_makes_the_same_world() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/scenarios");
        for file in std::fs::read_dir(folder).unwrap().flatten() {
            if file.path().extension().is_none_or(|end| end != "md") {
                continue;
            }
            let engine = played(&std::fs::read_to_string(file.path()).unwrap());
            let Retold { text, left_out } = retell(&engine);
            assert_eq!(left_out, Vec::<&str>::new(), "{}", file.path().display());
            let again = played(&text);
            assert!(again.world() == engine.world(), "{}\n{text}", file.path().display());
        }
    }

    #[test]
    fn texts_are_words_or_stand_in_quotes() {
        assert_eq!(quoted("pi_1"), "pi_1");
        assert_eq!(quoted("fees"), "\"fees\"");
        assert_eq!(quoted("say \"no\" # now"), "\"say \"\"no\"\" # now\"");
        assert_eq!(quoted(""), "\"\"");
    }
}
