//! What the platform declares about a payment. Every method judges first and writes afterwards.

use crate::count::sum;
use crate::model::{CURRENCIES, Model, PROVIDERS, Refused, at_least, fits, known, list_length};
use crate::reading::RefundLimit;
use crate::record::{
    Amount, Cancel, Capture, CaptureStatus, Deed, Dispute, DisputeStatus, Intent, IntentStatus, Line, Moment,
    Object, Part, Refund, RefundStatus, Reversal,
};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewIntent {
    pub amount: Amount,
    pub currency: String,
    pub platform_fees: Option<Amount>,
    /// Upper case.
    pub provider: String,
    pub reference: String,
    pub buyer: Option<String>,
    pub lines: Vec<NewLine>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewLine {
    pub seller: Seller,
    pub quantity: Amount,
    pub unit_amount: Amount,
    pub tax: Amount,
    pub discount: Amount,
    pub origin: Option<String>,
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Seller {
    pub author: Option<String>,
    pub wallet: Option<String>,
    pub fee: Option<Amount>,
    pub transfer_date: Option<Moment>,
}

/// How much of an Intent (or of a capture) an action is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scope {
    /// The request names no line items: everything that is left (B3).
    Full,
    /// The request names line items and states their sum.
    Parts { amount: Amount, parts: Vec<Part> },
}

impl Model {
    /// Creates an Intent; or, where provider and reference are those of an existing one, adds lines to it (3.2, B15).
    pub fn create_intent(&mut self, wanted: &NewIntent) -> Result<usize, Refused> {
        if !PROVIDERS.contains(&wanted.provider.as_str()) || !CURRENCIES.contains(&wanted.currency.as_str()) {
            return Err(Refused::Unsupported);
        }
        if let Some(buyer) = &wanted.buyer
            && !self.users.contains(buyer)
        {
            return Err(Refused::UnknownId);
        }
        list_length(wanted.lines.len())?;
        let mut lines = Vec::new();
        for line in &wanted.lines {
            lines.push(self.judge_line(line, &wanted.currency)?);
        }

        at_least(1, wanted.amount)?;

        let same = |it: &Intent| it.provider == wanted.provider && it.reference == wanted.reference;
        let standing = self.intents.iter().position(same);
        if let Some(standing) = standing {
            self.judge_addition(standing, wanted)?;
        }
        let total: Amount = lines.iter().map(|line| line.total).sum();
        if wanted.amount != total {
            return Err(Refused::AmountsDiffer);
        }
        let fees: Amount = lines.iter().map(|line| line.fee).sum();
        if wanted.platform_fees.is_some_and(|stated| stated != fees) {
            return Err(Refused::AmountsDiffer);
        }
        fits(total + standing.map_or(0, |standing| self.amount(standing)))?;

        let intent = if let Some(standing) = standing {
            self.intents[standing].platform_fees += fees;
            standing
        } else {
            self.intents.push(Intent {
                provider: wanted.provider.clone(),
                reference: wanted.reference.clone(),
                currency: wanted.currency.clone(),
                platform_fees: fees,
                deeds: Vec::new(),
                settlements: Vec::new(),
            });
            let new = self.intents.len() - 1;
            self.tell("INTENT_AUTHORIZED", Object::Intent(new));
            new
        };
        self.intents[intent].deeds.push(Deed::AddedLines { amount: total });
        for line in lines {
            self.lines.push(Line { intent, ..line });
        }
        self.end_declaration();
        Ok(intent)
    }

    fn judge_addition(&self, intent: usize, wanted: &NewIntent) -> Result<(), Refused> {
        if self.intents[intent].currency != wanted.currency {
            return Err(Refused::CurrencyDiffers);
        }
        match self.status(intent) {
            IntentStatus::Authorized
            | IntentStatus::PartiallyCaptured
            | IntentStatus::Captured
            | IntentStatus::RefundReversed
            | IntentStatus::DisputedWon => Ok(()),
            _ => Err(Refused::WrongStatus),
        }
    }

    /// The line as it will be remembered; its Intent is filled in by the caller.
    fn judge_line(&self, wanted: &NewLine, currency: &str) -> Result<Line, Refused> {
        at_least(1, wanted.quantity)?;
        at_least(1, wanted.unit_amount)?;
        at_least(0, wanted.tax)?;
        at_least(0, wanted.discount)?;
        let total = wanted.unit_amount * wanted.quantity - wanted.discount;
        at_least(1, total)?;
        let fee = wanted.seller.fee.unwrap_or(0);
        at_least(0, fee)?;
        if fee > total {
            return Err(Refused::BadAmount);
        }
        if let Some(date) = wanted.seller.transfer_date {
            self.judge_transfer_date(date)?;
        }
        let wallet = self.seller_wallet(&wanted.seller, currency)?;
        let origin = wanted.origin.as_ref().map(|id| self.judge_wallet(id, currency)).transpose()?;
        Ok(Line { intent: 0, total, fee, wallet, transfer_date: wanted.seller.transfer_date, origin })
    }

    /// B23, R26: "must be in the future"; the present moment is not.
    pub(crate) fn judge_transfer_date(&self, date: Moment) -> Result<(), Refused> {
        if date <= self.now && !self.reading.past_transfer_date { Err(Refused::Past) } else { Ok(()) }
    }

    /// A known wallet of this currency.
    pub(crate) fn judge_wallet(&self, id: &str, currency: &str) -> Result<usize, Refused> {
        let wallet = self.find_wallet(id).ok_or(Refused::UnknownId)?;
        if self.wallets[wallet].currency == currency { Ok(wallet) } else { Err(Refused::CurrencyDiffers) }
    }

    /// B17.
    fn seller_wallet(&self, seller: &Seller, currency: &str) -> Result<usize, Refused> {
        if let Some(author) = &seller.author
            && !self.users.contains(author)
        {
            return Err(Refused::UnknownId);
        }
        match (&seller.author, &seller.wallet) {
            (None, None) => Err(Refused::Missing),
            (None, Some(wallet)) => self.judge_wallet(wallet, currency),
            (Some(author), None) if *author == self.client => {
                self.find_wallet(&format!("FEES_{currency}")).ok_or(Refused::UnknownId)
            }
            (Some(author), None) => {
                let theirs = |it: &crate::Wallet| it.owner == *author && it.currency == currency;
                self.wallets.iter().position(theirs).ok_or(Refused::UnknownId)
            }
            (Some(author), Some(wallet)) => {
                let wallet = self.judge_wallet(wallet, currency)?;
                if self.wallets[wallet].owner == *author { Ok(wallet) } else { Err(Refused::UnknownId) }
            }
        }
    }

    /// `reference` is the capture's own; a full capture may do without and then has the Intent's (A18).
    pub fn capture(
        &mut self,
        intent: usize,
        scope: &Scope,
        reference: Option<&str>,
    ) -> Result<usize, Refused> {
        known(intent < self.intents.len())?;
        self.well_formed(intent, scope)?;
        if *scope != Scope::Full && reference.is_none() {
            return Err(Refused::Missing);
        }
        if matches!(self.status(intent), IntentStatus::Captured | IntentStatus::Cancelled) {
            return Err(Refused::WrongStatus);
        }
        let parts = match scope {
            Scope::Full => {
                let captured = self.captures.iter().any(|capture| capture.intent == intent);
                let cancelled = self.cancels.iter().any(|cancel| cancel.intent == intent);
                if captured || cancelled {
                    return Err(Refused::PartialOperation);
                }
                self.everything(intent, |model, line| model.lines[line].total)?
            }
            Scope::Parts { amount, parts } => self.named_parts(*amount, parts, Self::open)?,
        };
        self.intents[intent].deeds.push(Deed::Captured { amount: sum(&parts) });
        let reference = reference.unwrap_or(&self.intents[intent].reference).to_owned();
        self.captures.push(Capture { intent, reference, parts, status: CaptureStatus::Captured });
        let capture = self.captures.len() - 1;
        self.tell("INTENT_CAPTURED", Object::Capture(capture));
        self.end_declaration();
        Ok(capture)
    }

    pub fn cancel(&mut self, intent: usize, scope: &Scope) -> Result<usize, Refused> {
        known(intent < self.intents.len())?;
        self.well_formed(intent, scope)?;
        if self.status(intent) != IntentStatus::Authorized {
            return Err(Refused::WrongStatus);
        }
        let parts = match scope {
            Scope::Full => self.everything(intent, Self::open)?,
            Scope::Parts { amount, parts } => self.named_parts(*amount, parts, Self::open)?,
        };
        self.intents[intent].deeds.push(Deed::Cancelled { amount: sum(&parts) });
        self.cancels.push(Cancel { intent, parts });
        self.end_declaration();
        Ok(self.cancels.len() - 1)
    }

    pub fn refund(
        &mut self,
        intent: usize,
        scope: &Scope,
        reference: Option<&str>,
    ) -> Result<usize, Refused> {
        known(intent < self.intents.len())?;
        self.well_formed(intent, scope)?;
        let reference = reference.ok_or(Refused::Missing)?;
        self.may_be_returned(intent)?;
        let parts = match scope {
            Scope::Full => self.everything(intent, Self::kept)?,
            Scope::Parts { amount, parts } => self.named_parts(*amount, parts, Self::kept)?,
        };
        if self.reading.refund_limit == RefundLimit::Available && sum(&parts) > self.available(intent) {
            return Err(Refused::ExceedsLimit);
        }
        self.refunds.push(Refund {
            intent,
            reference: reference.to_owned(),
            reversal: None,
            parts,
            status: RefundStatus::Refunded,
        });
        let refund = self.refunds.len() - 1;
        self.intents[intent].deeds.push(Deed::Refunded { refund });
        self.tell("INTENT_REFUNDED", Object::Refund(refund));
        self.claim_back(intent);
        self.end_declaration();
        Ok(refund)
    }

    /// A reversal is always of the whole refund (3.7); named parts must be those of the refund.
    pub fn reverse_refund(
        &mut self,
        intent: usize,
        refund: usize,
        scope: &Scope,
        reference: Option<&str>,
    ) -> Result<(), Refused> {
        known(refund < self.refunds.len() && self.refunds[refund].intent == intent)?;
        self.well_formed(intent, scope)?;
        let reference = reference.ok_or(Refused::Missing)?;
        if self.refunds[refund].status != RefundStatus::Refunded {
            return Err(Refused::WrongStatus);
        }
        if let Scope::Parts { amount, parts } = scope {
            let refunded = &self.refunds[refund].parts;
            let same_parts =
                parts.len() == refunded.len() && refunded.iter().all(|part| parts.contains(part));
            if !same_parts || *amount != sum(refunded) {
                return Err(Refused::AmountsDiffer);
            }
        }
        self.refunds[refund].status = RefundStatus::RefundReversed;
        let number = self.refunds.iter().filter(|it| it.reversal.is_some()).count();
        self.refunds[refund].reversal = Some(Reversal { reference: reference.to_owned(), number });
        self.intents[intent].deeds.push(Deed::Reversed { refund });
        self.tell("INTENT_REFUND_REVERSED", Object::Refund(refund));
        self.end_declaration();
        Ok(())
    }

    pub fn dispute(
        &mut self,
        intent: usize,
        capture: usize,
        scope: &Scope,
        reference: Option<&str>,
    ) -> Result<usize, Refused> {
        known(capture < self.captures.len() && self.captures[capture].intent == intent)?;
        self.well_formed(intent, scope)?;
        let reference = reference.ok_or(Refused::Missing)?;
        self.may_be_returned(intent)?;
        let left = |model: &Self, line| model.disputable(capture, line);
        let parts = match scope {
            Scope::Full => {
                let lines: Vec<usize> = self.captures[capture].parts.iter().map(|part| part.line).collect();
                self.everything_on(&lines, left)?
            }
            Scope::Parts { amount, parts } => self.named_parts(*amount, parts, left)?,
        };
        let reference = reference.to_owned();
        self.disputes.push(Dispute { intent, capture, reference, parts, status: DisputeStatus::Disputed });
        let dispute = self.disputes.len() - 1;
        self.intents[intent].deeds.push(Deed::Disputed { dispute });
        self.tell("INTENT_DISPUTE_CREATED", Object::Dispute(dispute));
        self.claim_back(intent);
        self.end_declaration();
        Ok(dispute)
    }

    pub fn decide(
        &mut self,
        intent: usize,
        capture: usize,
        dispute: usize,
        decision: DisputeStatus,
    ) -> Result<(), Refused> {
        known(capture < self.captures.len() && self.captures[capture].intent == intent)?;
        known(dispute < self.disputes.len() && self.disputes[dispute].capture == capture)?;
        let event = match decision {
            DisputeStatus::Disputed => return Err(Refused::WrongStatus),
            DisputeStatus::Defended => "INTENT_DISPUTE_DEFENDED",
            DisputeStatus::Won => "INTENT_DISPUTE_WON",
            DisputeStatus::Lost => "INTENT_DISPUTE_LOST",
        };
        match (self.disputes[dispute].status, decision) {
            (DisputeStatus::Disputed, _)
            | (DisputeStatus::Defended, DisputeStatus::Won | DisputeStatus::Lost) => {}
            _ => return Err(Refused::WrongStatus),
        }
        self.disputes[dispute].status = decision;
        self.intents[intent].deeds.push(Deed::Decided { dispute, decision });
        self.tell(event, Object::Dispute(dispute));
        self.end_declaration();
        Ok(())
    }

    /// What can still be captured or cancelled of a line (B4).
    pub fn open(&self, line: usize) -> Amount {
        self.lines[line].total - self.cancelled(line) - self.captured(line)
    }

    /// B16: in the other statuses nothing is captured, or all of it is refunded or disputed.
    fn may_be_returned(&self, intent: usize) -> Result<(), Refused> {
        match self.status(intent) {
            IntentStatus::PartiallyCaptured
            | IntentStatus::Captured
            | IntentStatus::RefundReversed
            | IntentStatus::DisputedWon => Ok(()),
            _ => Err(Refused::WrongStatus),
        }
    }

    /// On every line all that `left` says is left.
    fn everything(&self, intent: usize, left: impl Fn(&Self, usize) -> Amount) -> Result<Vec<Part>, Refused> {
        self.everything_on(&self.lines_of(intent), left)
    }

    fn everything_on(
        &self,
        lines: &[usize],
        left: impl Fn(&Self, usize) -> Amount,
    ) -> Result<Vec<Part>, Refused> {
        let all = lines.iter().map(|&line| Part { line, amount: left(self, line) });
        let parts: Vec<Part> = all.filter(|part| part.amount > 0).collect();
        if parts.is_empty() { Err(Refused::NothingLeft) } else { Ok(parts) }
    }

    /// B4, B20: what can be said of a request without looking at amounts that are left.
    fn well_formed(&self, intent: usize, scope: &Scope) -> Result<(), Refused> {
        let Scope::Parts { amount, parts } = scope else { return Ok(()) };
        at_least(1, *amount)?;
        list_length(parts.len())?;
        for part in parts {
            known(part.line < self.lines.len() && self.lines[part.line].intent == intent)?;
            at_least(1, part.amount)?;
        }
        Ok(())
    }

    /// The parts that a request names, where they add up and nothing is more than is left (B4).
    fn named_parts(
        &self,
        amount: Amount,
        parts: &[Part],
        left: impl Fn(&Self, usize) -> Amount,
    ) -> Result<Vec<Part>, Refused> {
        for (place, part) in parts.iter().enumerate() {
            if parts[..place].iter().any(|earlier| earlier.line == part.line) {
                return Err(Refused::NamedTwice);
            }
        }
        if sum(parts) != amount {
            return Err(Refused::AmountsDiffer);
        }
        if parts.iter().any(|part| part.amount > left(self, part.line)) {
            return Err(Refused::ExceedsLimit);
        }
        Ok(parts.to_vec())
    }
}
