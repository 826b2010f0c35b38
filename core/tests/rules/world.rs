//! The words in which the rules are told: an [`Echo`] that is asked and answers in JSON, and a [`Payment`] that knows
//! how to phrase what can be asked about it.
//!
//! Every accepted command is followed by a check of all invariants (R190), every refused one by a comparison of the
//! whole state with the state before it.

use super::file_text::File;
pub use super::payment::{Payment, external, intent, line};
pub use super::value::{Edit, command_of, id, json};
use echoscope_core::engine::{Answer, Code, Config, Engine, ErrorType, Event, Outcome, Refusal, World};
use echoscope_core::funds::PoolKey;
use echoscope_core::id::{Id, Kind};
use echoscope_core::reading::Reading;
use echoscope_core::view::{ActionView, IntentView, SettlementView, SplitView, ValidationsView};
use serde_json::{Value, json};

/// The clock of every new [`Echo`]: 1 January 2026.
pub const NOW: i64 = 1_767_225_600;
pub const HOUR: i64 = 3600;
pub const DAY: i64 = 24 * HOUR;

/// An engine with two sellers, `anna` (wallets `anna-eur` and `anna-usd`) and `ben` (`ben-eur`), and a buyer, `bea`.
#[derive(Clone)]
pub struct Echo {
    pub engine: Engine,
    happened: Vec<Event>,
}

impl Echo {
    pub fn new() -> Self {
        Self::reading(|_| {})
    }

    pub fn reading(choose: impl FnOnce(&mut Reading)) -> Self {
        let mut config = Config { now: NOW, ..Config::default() };
        choose(&mut config.reading);
        let mut echo = Self { engine: Engine::new(config), happened: Vec::new() };
        for user in ["anna", "ben", "bea"] {
            echo.does(json!({"do": "register_user", "id": user}));
        }
        for (wallet, owner, currency) in
            [("anna-eur", "anna", "EUR"), ("anna-usd", "anna", "USD"), ("ben-eur", "ben", "EUR")]
        {
            echo.does(json!({"do": "register_wallet", "id": wallet, "owner": owner, "currency": currency}));
        }
        echo
    }

    // Asking.

    /// What must be accepted: the answer, as Mangopay would send it.
    pub fn does(&mut self, command: Value) -> Value {
        let shown = command.clone();
        let Outcome { answer, events } =
            self.engine.handle(command_of(command)).unwrap_or_else(|refusal| panic!("{shown}\n{refusal:?}"));
        self.happened = events;
        self.world().check().unwrap_or_else(|broken| panic!("{shown}\n{broken}"));
        self.view(&answer)
    }

    /// What must be refused, with nothing changed.
    pub fn refuses(&mut self, command: Value) -> Refused {
        let shown = command.clone();
        let before = self.world().clone();
        match self.engine.handle(command_of(command)) {
            Ok(_) => panic!("accepted: {shown}"),
            Err(refusal) => {
                assert!(*self.world() == before, "a refusal changed the state: {shown}");
                Refused(refusal)
            }
        }
    }

    // Steps that many rules begin with.

    pub fn authorized(&mut self, reference: &str, amounts: &[i64]) -> Payment {
        let answer = self.does(intent(reference, amounts));
        Payment::of(&answer)
    }

    /// Authorized and captured in one go: the capture has the Intent's reference.
    pub fn captured(&mut self, reference: &str, amounts: &[i64]) -> Payment {
        let payment = self.authorized(reference, amounts);
        let answer = self.does(payment.capture());
        Payment { capture: id(&answer["Capture"]["Id"]), ..payment }
    }

    /// A new Settlement with this file.
    pub fn settle(&mut self, file: &File) -> String {
        let settlement = self.new_settlement();
        self.upload(&settlement, file);
        settlement
    }

    pub fn new_settlement(&mut self) -> String {
        let answer = self.does(json!({"do": "create_settlement", "FileName": "march.csv"}));
        id(&answer["SettlementId"])
    }

    pub fn upload(&mut self, settlement: &str, file: &File) -> Value {
        self.does(json!({"do": "upload", "settlement": settlement, "file": file.text()}))
    }

    /// Money of STRIPE, in EUR, arrives.
    pub fn receive(&mut self, amount: i64) {
        self.receive_from("STRIPE", amount);
    }

    pub fn receive_from(&mut self, provider: &str, amount: i64) {
        self.does(json!({"do": "receive_funds", "provider": provider, "currency": "EUR", "amount": amount}));
    }

    pub fn wait(&mut self, seconds: i64) {
        let to = self.world().now() + seconds;
        self.does(json!({"do": "advance_clock", "to": to}));
    }

    /// A payment of this amount, split as a whole and settled: the Split is `AVAILABLE`.
    pub fn available_split(&mut self, reference: &str, amount: i64) -> (Payment, String) {
        let payment = self.captured(reference, &[amount]);
        let split = self.split(&payment, 0, amount);
        self.settle(&File::of("STRIPE").payment(reference, amount));
        self.receive(amount);
        assert_eq!(self.split_of(&payment, &split)["Status"], "AVAILABLE");
        (payment, split)
    }

    /// The same, and the seller is paid.
    pub fn completed_split(&mut self, reference: &str, amount: i64) -> (Payment, String) {
        let (payment, split) = self.available_split(reference, amount);
        self.does(payment.execute(&split));
        assert_eq!(self.split_of(&payment, &split)["Status"], "COMPLETED");
        (payment, split)
    }

    /// One new Split of a line.
    pub fn split(&mut self, payment: &Payment, line: usize, amount: i64) -> String {
        let answer = self.does(payment.splits(&[payment.share(line, amount)]));
        id(&answer["Splits"][0]["Id"])
    }

    // Looking.

    pub fn world(&self) -> &World {
        self.engine.world()
    }

    pub fn intent(&self, payment: &Payment) -> Value {
        let id = Id::parse(Kind::Intent, &payment.id).expect("an id");
        json(IntentView::of(self.world(), self.world().intent(id).expect("an Intent")))
    }

    pub fn status(&self, payment: &Payment) -> String {
        id(&self.intent(payment)["Status"])
    }

    pub fn split_of(&self, payment: &Payment, split: &str) -> Value {
        let id = Id::parse(Kind::Intent, &payment.id).expect("an id");
        let intent = self.world().intent(id).expect("an Intent");
        json(SplitView::of(intent, Id::parse(Kind::Split, split).expect("an id")))
    }

    pub fn settlement(&self, settlement: &str) -> Value {
        let id = Id::parse(Kind::Settlement, settlement).expect("an id");
        json(SettlementView::of(self.world().settlement(id).expect("a Settlement")))
    }

    /// The statuses of Settlements, in the order asked for.
    pub fn statuses(&self, settlements: &[&str]) -> Vec<String> {
        settlements.iter().map(|settlement| id(&self.settlement(settlement)["Status"])).collect()
    }

    pub fn validations(&self, settlement: &str) -> Value {
        let id = Id::parse(Kind::Settlement, settlement).expect("an id");
        json(ValidationsView::of(self.world().settlement(id).expect("a Settlement")))
    }

    /// The codes of the line errors, each with its reference.
    pub fn line_errors(&self, settlement: &str) -> Vec<(String, String)> {
        let validations = self.validations(settlement);
        let errors = validations["LinesErrors"].as_array().expect("a list");
        errors.iter().map(|error| (id(&error["ExternalProviderReference"]), id(&error["Code"]))).collect()
    }

    pub fn balance(&self, wallet: &str) -> i128 {
        self.world().wallets().balance(wallet)
    }

    /// What the escrow wallet of STRIPE in EUR holds.
    pub fn escrow(&self) -> i128 {
        self.pool().map_or(0, |pool| self.balance(&pool.escrow_wallet))
    }

    pub fn pool(&self) -> Option<&echoscope_core::funds::Pool> {
        let provider = echoscope_core::catalog::Provider::parse("STRIPE").expect("a provider");
        self.world().pool(PoolKey { provider, currency: echoscope_core::money::Currency::Eur })
    }

    /// The event types of the last command, each with the prefix of its resource.
    pub fn webhooks(&self) -> Vec<String> {
        let hooks = self.happened.iter().filter_map(|event| match event {
            Event::Webhook { webhook } => Some(webhook),
            _ => None,
        });
        hooks
            .map(|hook| {
                let prefix = hook.resource_id.kind.prefix().trim_end_matches('_').to_owned();
                format!("{} {prefix}", hook.event_type.value())
            })
            .collect()
    }

    fn view(&self, answer: &Answer) -> Value {
        match answer {
            Answer::Done => Value::Null,
            Answer::User { id } | Answer::Wallet { id } => json!({"Id": id}),
            Answer::Intent { intent } => json(IntentView::of(self.world(), intent)),
            Answer::Action { intent, action } => json(ActionView::of(self.world(), intent, *action)),
            Answer::Splits { intent, splits } => {
                let views: Vec<_> = splits.iter().map(|split| SplitView::of(intent, *split)).collect();
                json!({ "Splits": views })
            }
            Answer::Settlement { settlement } => json(SettlementView::of(settlement)),
        }
    }
}

pub struct Refused(pub Refusal);

impl Refused {
    /// Type, key of `Errors` and text, to the letter.
    #[track_caller]
    pub fn says(&self, error_type: ErrorType, field: &str, message: &str) {
        let Refusal { error_type: given, field: key, message: text, .. } = &self.0;
        assert_eq!((*given, key.as_str(), text.as_str()), (error_type, field, message));
    }

    /// Where the wording is ours, the code is what counts.
    #[track_caller]
    pub fn is(&self, code: Code, error_type: ErrorType, field: &str) {
        assert_eq!((self.0.code, self.0.error_type, self.0.field.as_str()), (code, error_type, field));
    }
}
