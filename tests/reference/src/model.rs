//! The whole memory, who takes part, and the clock.

use crate::reading::Reading;
use crate::record::{
    Action, Amount, Cancel, Capture, Dispute, Event, Intent, Line, LineKind, Moment, Object, Pool, Refund,
    Settlement, Split, TransferFault, Wallet,
};

/// Section 0.2.
pub const CURRENCIES: [&str; 15] =
    ["AED", "AUD", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "JPY", "NOK", "PLN", "SEK", "USD", "ZAR"];

/// Section 2.10.
pub const PROVIDERS: [&str; 29] = [
    "ADYEN",
    "BANKART",
    "BBVA",
    "BRAINTREE",
    "BUCKAROO",
    "CAIXA",
    "CETELEM",
    "CHECKOUT",
    "HIPAY",
    "INGENICO",
    "KLARNA",
    "MANGOPAY",
    "MARKETPAY",
    "MINSAIT_PAYMENTS",
    "MOLLIE",
    "MONEXT",
    "NUVEI",
    "ONEY",
    "PAYLINE",
    "PAYPAL",
    "PAYPLUG",
    "PPRO",
    "RAPYD",
    "REDSYS",
    "SEQURA",
    "SIPS",
    "STRIPE",
    "WORLDLINE",
    "WORLDPAY",
];

/// Why a command was refused, coarsely. A refused command changes nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// No such object, or it belongs to another one.
    UnknownId,
    /// The id is taken.
    KnownId,
    /// The object is in a status that does not allow it.
    WrongStatus,
    /// Too small, or too large for 64 bits.
    BadAmount,
    /// A list that is empty or longer than 1000.
    BadList,
    /// Two amounts that must agree do not.
    AmountsDiffer,
    /// A line item named twice in one request.
    NamedTwice,
    /// More than is left.
    ExceedsLimit,
    /// Nothing is left.
    NothingLeft,
    /// Fees above what they are taken from, or above what the Intent states.
    FeeLimit,
    /// A full capture after a partial operation (B12).
    PartialOperation,
    /// Two currencies that must be equal are not.
    CurrencyDiffers,
    /// A required value is absent.
    Missing,
    /// Provider or currency that is not supported.
    Unsupported,
    /// A moment in the past where none is allowed.
    Past,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Model {
    pub reading: Reading,
    pub client: String,
    pub now: Moment,
    pub users: Vec<String>,
    pub wallets: Vec<Wallet>,
    pub intents: Vec<Intent>,
    pub lines: Vec<Line>,
    pub captures: Vec<Capture>,
    pub cancels: Vec<Cancel>,
    pub refunds: Vec<Refund>,
    pub disputes: Vec<Dispute>,
    pub splits: Vec<Split>,
    pub settlements: Vec<Settlement>,
    /// Which action was settled as what. Each pair happens once (6.2).
    pub reconciled: Vec<(Action, LineKind)>,
    pub pools: Vec<Pool>,
    /// How the next transfers shall end, first one first.
    pub faults: Vec<TransferFault>,
    /// All webhooks so far.
    pub events: Vec<Event>,
    /// How often something was planned: a look at a file, the end of a transfer.
    pub planned: usize,
    /// Everything that came into this world through wallets.
    pub funded: Amount,
}

impl Model {
    pub fn new(reading: Reading, client: &str, now: Moment) -> Self {
        let fees_wallet = |currency: &&str| Wallet {
            id: format!("FEES_{currency}"),
            owner: client.to_owned(),
            currency: (*currency).to_owned(),
            balance: 0,
        };
        Self {
            reading,
            client: client.to_owned(),
            now,
            users: vec![client.to_owned()],
            wallets: CURRENCIES.iter().map(fees_wallet).collect(),
            intents: Vec::new(),
            lines: Vec::new(),
            captures: Vec::new(),
            cancels: Vec::new(),
            refunds: Vec::new(),
            disputes: Vec::new(),
            splits: Vec::new(),
            settlements: Vec::new(),
            reconciled: Vec::new(),
            pools: Vec::new(),
            faults: Vec::new(),
            events: Vec::new(),
            planned: 0,
            funded: 0,
        }
    }

    pub fn register_user(&mut self, id: &str) -> Result<(), Refused> {
        if self.users.iter().any(|user| user == id) {
            return Err(Refused::KnownId);
        }
        self.users.push(id.to_owned());
        Ok(())
    }

    pub fn register_wallet(&mut self, id: &str, owner: &str, currency: &str) -> Result<(), Refused> {
        if self.find_wallet(id).is_some() {
            return Err(Refused::KnownId);
        }
        if !self.users.iter().any(|user| user == owner) {
            return Err(Refused::UnknownId);
        }
        if !CURRENCIES.contains(&currency) {
            return Err(Refused::Unsupported);
        }
        self.wallets.push(Wallet {
            id: id.to_owned(),
            owner: owner.to_owned(),
            currency: currency.to_owned(),
            balance: 0,
        });
        Ok(())
    }

    /// Money arrives on a wallet from outside.
    pub fn fund_wallet(&mut self, id: &str, amount: Amount) -> Result<(), Refused> {
        let wallet = self.find_wallet(id).ok_or(Refused::UnknownId)?;
        at_least(1, amount)?;
        fits(self.wallets[wallet].balance + amount)?;
        self.wallets[wallet].balance += amount;
        self.funded += amount;
        self.end_command();
        Ok(())
    }

    pub fn advance_clock(&mut self, to: Moment) -> Result<(), Refused> {
        if to < self.now {
            return Err(Refused::Past);
        }
        // Time passes through every moment at which a Split is due, a transfer ends or a file is to be looked at.
        while let Some(moment) = self.next_moment().filter(|moment| *moment < to) {
            self.now = moment;
            self.let_happen();
            self.end_command();
        }
        self.now = to;
        self.let_happen();
        self.end_command();
        Ok(())
    }

    fn next_moment(&self) -> Option<Moment> {
        let dates = self.splits.iter().filter_map(|split| split.transfer_date);
        let looks = self.settlements.iter().filter_map(|settlement| Some(settlement.next_look?.0));
        let ends = self.splits.iter().filter_map(|split| Some(split.ends?.0));
        dates.chain(looks).chain(ends).filter(|moment| *moment > self.now).min()
    }

    /// Everything that is to happen to files and to transfers by now, the earliest first.
    fn let_happen(&mut self) {
        loop {
            let look = self.settlements.iter().filter_map(|settlement| settlement.next_look).min();
            let end = self.splits.iter().filter_map(|split| split.ends).min();
            let Some(first) = look.into_iter().chain(end).min().filter(|(moment, _)| *moment <= self.now)
            else {
                return;
            };
            match self.splits.iter().position(|split| split.ends == Some(first)) {
                Some(split) => {
                    self.splits[split].ends = None;
                    self.end_transfer(split);
                    self.end_command();
                }
                None => self.look_at_one_file(first),
            }
        }
    }

    /// The next transfer ends like this.
    pub fn inject_fault(&mut self, fault: TransferFault) -> Result<(), Refused> {
        self.faults.push(fault);
        Ok(())
    }

    pub fn total_received(&self) -> Amount {
        self.pools.iter().map(|pool| pool.received).sum::<Amount>() + self.funded
    }

    pub fn find_wallet(&self, id: &str) -> Option<usize> {
        self.wallets.iter().position(|wallet| wallet.id == id)
    }

    /// What follows from every command: Splits rise (B5), and those whose date has come are executed (B23).
    pub(crate) fn end_command(&mut self) {
        self.raise_splits();
        self.execute_due_splits();
    }

    /// What follows from every declaration: with the switch, files that did not match are tried again (B8).
    pub(crate) fn end_declaration(&mut self) {
        if self.reading.rematch {
            self.match_again();
        }
        self.end_command();
    }

    pub(crate) fn tell(&mut self, name: &'static str, object: Object) {
        self.events.push(Event { name, object });
    }
}

pub(crate) fn at_least(least: Amount, amount: Amount) -> Result<(), Refused> {
    if amount < least { Err(Refused::BadAmount) } else { fits(amount) }
}

/// B20: amounts and sums must fit 64 bits.
pub(crate) fn fits(amount: Amount) -> Result<(), Refused> {
    if amount > Amount::from(i64::MAX) { Err(Refused::BadAmount) } else { Ok(()) }
}

/// B20: lists have 1 to 1000 entries.
pub(crate) fn list_length(length: usize) -> Result<(), Refused> {
    if (1..=1000).contains(&length) { Ok(()) } else { Err(Refused::BadList) }
}

pub(crate) fn known(known: bool) -> Result<(), Refused> {
    if known { Ok(()) } else { Err(Refused::UnknownId) }
}
