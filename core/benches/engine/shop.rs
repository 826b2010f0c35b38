//! A platform with one seller and ever more Intents of one line each.

use echoscope_core::engine::{
    ActionRequest, Answer, Command, Config, Engine, Given, GivenExternalData, GivenLineItem, GivenSeller,
    IntentRequest, SplitRequest,
};

const SELLER: &str = "user_m_seller";
const AMOUNT: i64 = 10_000;

/// A copy is a fork.
#[derive(Clone)]
pub struct Shop {
    pub engine: Engine,
    /// Intents created so far: numbers make references.
    created: u64,
    /// Ids of Intents and of their lines that are still to be captured, and to be split.
    uncaptured: Vec<(String, String)>,
    unsplit: Vec<(String, String)>,
}

impl Shop {
    pub fn new() -> Self {
        let mut engine = Engine::new(Config::default());
        engine.handle(Command::RegisterUser { id: Some(SELLER.to_owned()) }).expect("a new user");
        let (owner, currency) = (SELLER.to_owned(), "EUR".to_owned());
        engine.handle(Command::RegisterWallet { id: None, owner, currency }).expect("a new wallet");
        Self { engine, created: 0, uncaptured: Vec::new(), unsplit: Vec::new() }
    }

    /// What the next so many callers send; made before the clock starts.
    pub fn orders(&mut self, count: u64) -> Vec<Command> {
        let first = self.created;
        self.created += count;
        (first..self.created).map(order).collect()
    }

    pub fn create(&mut self) -> (String, String) {
        let order = order(self.created);
        self.created += 1;
        self.place(order)
    }

    /// The same on somebody else's engine.
    pub fn create_in(&self, mut engine: Engine) -> Engine {
        engine.handle(order(self.created)).expect("a good order");
        engine
    }

    fn place(&mut self, order: Command) -> (String, String) {
        let outcome = self.engine.handle(order).expect("a good order");
        let Answer::Intent { intent } = outcome.answer else { panic!("an Intent answers a creation") };
        (intent.id.to_string(), intent.lines[0].id.to_string())
    }

    /// Creates, captures and splits one Intent.
    pub fn triple(&mut self, order: Command) {
        let (intent, line) = self.place(order);
        self.engine.handle(capture(&intent)).expect("a full capture");
        self.engine.handle(split(intent, line)).expect("a full split");
    }

    /// Makes so many Intents ready for a command, outside the measured time.
    pub fn prepare(&mut self, command: &str, rounds: u64) {
        for _ in 0..rounds {
            match command {
                "capture it" => {
                    let made = self.create();
                    self.uncaptured.push(made);
                }
                "split it" => {
                    let made = self.create();
                    self.engine.handle(capture(&made.0)).expect("a full capture");
                    self.unsplit.push(made);
                }
                _ => {}
            }
        }
    }

    pub fn capture_next(&mut self) {
        let (intent, _) = self.uncaptured.pop().expect("prepared");
        self.engine.handle(capture(&intent)).expect("a full capture");
    }

    pub fn split_next(&mut self) {
        let (intent, line) = self.unsplit.pop().expect("prepared");
        self.engine.handle(split(intent, line)).expect("a full split");
    }

    pub fn ask_for_nothing(&mut self) {
        self.engine.handle(capture("int_nothing")).expect_err("unknown");
    }
}

fn order(number: u64) -> Command {
    let text = |text: &str| Some(text.to_owned());
    let request = IntentRequest {
        amount: Some(Given::Whole(AMOUNT)),
        currency: text("EUR"),
        external_data: Some(Box::new(GivenExternalData {
            external_processing_date: Some(Given::Whole(1_767_225_600)),
            external_provider_reference: Some(format!("pi_{number:024}")),
            external_provider_name: text("STRIPE"),
            ..GivenExternalData::default()
        })),
        line_items: Some(vec![GivenLineItem {
            seller: Some(GivenSeller { author_id: text(SELLER), ..GivenSeller::default() }),
            sku: text("sku-1"),
            quantity: Some(Given::Whole(1)),
            unit_amount: Some(Given::Whole(AMOUNT)),
            ..GivenLineItem::default()
        }]),
        ..IntentRequest::default()
    };
    Command::CreateIntent { request }
}

fn capture(intent: &str) -> Command {
    Command::Capture { intent: intent.to_owned(), request: ActionRequest::default() }
}

fn split(intent: String, line: String) -> Command {
    let request = SplitRequest {
        line_item_id: Some(line),
        split_amount: Some(Given::Whole(AMOUNT)),
        ..SplitRequest::default()
    };
    Command::CreateSplits { intent, splits: vec![request] }
}
