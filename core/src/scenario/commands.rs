//! Steps as commands: what the platform would send, with the ids that the engine gave to the names.

use super::settlement_file::{self, Declared};
use super::step::{
    Action, Contents, DeclaredIntent, DeclaredLine, DeclaredSplit, Label, Part, Seller, SplitChange,
    WrittenFile,
};
use crate::catalog::LineStatus;
use crate::date::{Date, Timestamp};
use crate::engine::{
    ActionRequest, Command, FileBytes, Given, GivenBuyer, GivenExternalData, GivenLineItem, GivenPart,
    GivenSeller, IntentRequest, SplitRequest,
};
use crate::money::{Currency, Minor};
use crate::persistent::Map;

/// What a name has come to stand for.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Known {
    pub id: String,
    /// The Intent it belongs to.
    pub intent: Label,
    /// The capture of a dispute, the line item of a Split.
    pub of: Label,
    pub reference: String,
    /// The reference of a refund's reversal.
    pub reversal: Option<String>,
    pub amount: Minor,
}

/// Everything that the commands so far have given a meaning to.
#[derive(Clone, Debug)]
pub struct Dictionary {
    pub client_id: String,
    pub known: Map<Label, Known>,
    pub intents: Map<Label, DeclaredIntent>,
}

/// A name that stands for nothing, because the step that was to make it failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unmade(pub Label);

impl Dictionary {
    pub fn new(client_id: &str) -> Self {
        Self { client_id: client_id.to_owned(), known: Map::default(), intents: Map::default() }
    }

    pub fn known(&self, name: &str) -> Result<&Known, Unmade> {
        self.known.get(name).ok_or_else(|| Unmade(name.to_owned()))
    }

    pub fn id(&self, name: &str) -> Result<String, Unmade> {
        self.known(name).map(|known| known.id.clone())
    }

    fn intent_id_of(&self, name: &str) -> Result<String, Unmade> {
        self.id(&self.known(name)?.intent)
    }

    fn intent(&self, name: &str) -> Result<&DeclaredIntent, Unmade> {
        self.intents.get(name).ok_or_else(|| Unmade(name.to_owned()))
    }

    /// The commands of a step, in order. An expectation has none.
    pub fn commands(&self, action: &Action, now: Timestamp) -> Result<Vec<Command>, Unmade> {
        let command = match action {
            Action::Expect(_) | Action::Reading { .. } => return Ok(Vec::new()),
            Action::User { user, wallets } => return Ok(register(user, wallets)),
            Action::Intent(intent) => Command::CreateIntent {
                request: self.declaration(intent, intent.amount, intent.fees, &intent.lines, now),
            },
            Action::AddLines { intent, amount, fees, lines } => Command::CreateIntent {
                request: self.declaration(self.intent(intent)?, *amount, *fees, lines, now),
            },
            Action::Capture { intent, reference, parts, .. } => {
                let inherited = || self.known(intent).map(|known| known.reference.clone());
                // Only a capture of everything may leave the reference out: it is then the Intent's (spec 3.4).
                let reference = match reference {
                    None if parts.is_empty() => None,
                    None => Some(inherited()?),
                    Some(reference) => Some(reference.clone()),
                };
                let request = self.request(intent, reference.as_deref(), parts, now)?;
                Command::Capture { intent: self.id(intent)?, request }
            }
            Action::Cancel { intent, parts } => {
                Command::Cancel { intent: self.id(intent)?, request: self.request(intent, None, parts, now)? }
            }
            Action::Refund { intent, reference, parts, .. } => Command::Refund {
                intent: self.id(intent)?,
                request: self.request(intent, Some(reference), parts, now)?,
            },
            Action::ReverseRefund { refund, reference, parts } => {
                let known = self.known(refund)?;
                Command::ReverseRefund {
                    intent: self.id(&known.intent)?,
                    refund: known.id.clone(),
                    request: self.request(&known.intent, Some(reference), parts, now)?,
                }
            }
            Action::Dispute { capture, reference, parts, .. } => {
                let known = self.known(capture)?;
                Command::Dispute {
                    intent: self.id(&known.intent)?,
                    capture: known.id.clone(),
                    request: self.request(&known.intent, Some(reference), parts, now)?,
                }
            }
            Action::Decide { dispute, decision } => {
                let known = self.known(dispute)?;
                Command::DecideDispute {
                    intent: self.id(&known.intent)?,
                    capture: self.id(&known.of)?,
                    dispute: known.id.clone(),
                    decision: crate::machine::Status::value(*decision).to_owned(),
                }
            }
            Action::Split(split) => {
                Command::CreateSplits { intent: self.id(&split.intent)?, splits: vec![self.split(split)?] }
            }
            Action::UpdateSplit(change) => Command::UpdateSplit {
                intent: self.intent_id_of(&change.split)?,
                split: self.id(&change.split)?,
                request: self.split_change(change)?,
            },
            Action::Execute { split } => {
                Command::ExecuteSplit { intent: self.intent_id_of(split)?, split: self.id(split)? }
            }
            Action::ReverseSplit { split } => {
                Command::ReverseSplit { intent: self.intent_id_of(split)?, split: self.id(split)? }
            }
            Action::Settlement { file_name, .. } => {
                Command::CreateSettlement { file_name: Some(file_name.clone()) }
            }
            Action::Upload { settlement, contents } => {
                let text = match contents {
                    Contents::Written(file) => self.file(file)?,
                    Contents::Raw(text) => text.clone(),
                };
                Command::Upload { settlement: self.id(settlement)?, file: FileBytes::from(text.as_str()) }
            }
            Action::NewAddress { settlement, file_name } => Command::UpdateSettlement {
                settlement: self.id(settlement)?,
                file_name: Some(file_name.clone()),
            },
            Action::CancelSettlement { settlement } => {
                Command::CancelSettlement { settlement: self.id(settlement)? }
            }
            Action::Funds { provider, currency, amount } => Command::ReceiveFunds {
                provider: provider.value().to_owned(),
                currency: currency.code().to_owned(),
                amount: Given::Whole(*amount),
            },
            Action::FundWallet { wallet, amount } => {
                Command::FundWallet { wallet: wallet_id(wallet), amount: Given::Whole(*amount) }
            }
            Action::ClockTo(to) => Command::AdvanceClock { to: *to },
            Action::ClockBy(seconds) => Command::AdvanceClock { to: now.saturating_add(*seconds) },
            Action::Fault(fault) => Command::InjectTransferFault { fault: *fault },
        };
        Ok(vec![command])
    }

    fn declaration(
        &self,
        intent: &DeclaredIntent,
        amount: Minor,
        fees: Option<Minor>,
        lines: &[DeclaredLine],
        now: Timestamp,
    ) -> IntentRequest {
        IntentRequest {
            amount: Some(Given::Whole(amount)),
            currency: Some(intent.currency.code().to_owned()),
            platform_fees_amount: fees.map(Given::Whole),
            external_data: Some(Box::new(external(intent, &intent.reference, now))),
            buyer: intent.buyer.clone().map(|buyer| GivenBuyer { id: Some(buyer) }),
            line_items: Some(lines.iter().map(|line| self.line_item(line)).collect()),
            tag: None,
        }
    }

    fn line_item(&self, line: &DeclaredLine) -> GivenLineItem {
        let (author, wallet) = match &line.seller {
            Seller::User(user) => (Some(user.clone()), None),
            Seller::Wallet(wallet) => (None, Some(wallet_id(wallet))),
            Seller::Client => (Some(self.client_id.clone()), None),
        };
        GivenLineItem {
            seller: Some(GivenSeller {
                author_id: author,
                wallet_id: wallet,
                fees_amount: line.fees.map(Given::Whole),
                transfer_date: line.transfer.map(moment),
            }),
            sku: Some(line.line.clone()),
            quantity: Some(Given::Whole(line.quantity)),
            unit_amount: Some(Given::Whole(line.unit)),
            tax_amount: line.tax.map(Given::Whole),
            discount_amount: line.discount.map(Given::Whole),
            split_origin_wallet_id: line.origin.as_deref().map(wallet_id),
            ..GivenLineItem::default()
        }
    }

    /// The body of an action: with line items it is partial, without it is full.
    fn request(
        &self,
        intent: &str,
        reference: Option<&str>,
        parts: &[Part],
        now: Timestamp,
    ) -> Result<ActionRequest, Unmade> {
        let declared = self.intent(intent)?;
        let external_data = reference.map(|reference| Box::new(external(declared, reference, now)));
        if parts.is_empty() {
            return Ok(ActionRequest { external_data, ..ActionRequest::default() });
        }
        let amount = parts.iter().fold(0, |sum: Minor, part| sum.saturating_add(part.amount));
        let line_items = parts.iter().map(|part| {
            Ok(GivenPart { id: Some(self.id(&part.line)?), amount: Some(Given::Whole(part.amount)) })
        });
        Ok(ActionRequest {
            amount: Some(Given::Whole(amount)),
            external_data,
            line_items: Some(line_items.collect::<Result<_, _>>()?),
            ..ActionRequest::default()
        })
    }

    fn split(&self, split: &DeclaredSplit) -> Result<SplitRequest, Unmade> {
        Ok(SplitRequest {
            line_item_id: Some(self.id(&split.line)?),
            split_amount: Some(Given::Whole(split.amount)),
            fees_amount: split.fees.map(Given::Whole),
            transfer_date: split.on.map(moment),
            split_origin_wallet_id: split.origin.as_deref().map(wallet_id),
            ..SplitRequest::default()
        })
    }

    /// The line item and the amount are always sent, as in Mangopay's examples.
    fn split_change(&self, change: &SplitChange) -> Result<SplitRequest, Unmade> {
        let known = self.known(&change.split)?;
        Ok(SplitRequest {
            line_item_id: Some(self.id(&known.of)?),
            split_amount: Some(Given::Whole(change.amount.unwrap_or(known.amount))),
            fees_amount: change.fees.map(Given::Whole),
            transfer_date: change.on.map(moment),
            description: change.description.clone(),
            ..SplitRequest::default()
        })
    }

    fn file(&self, file: &WrittenFile) -> Result<String, Unmade> {
        let declared = file.lines.iter().map(|line| {
            let known = self.known(&line.about)?;
            let intent = self.intent(&known.intent)?;
            let initial = match line.status {
                LineStatus::Settled => String::new(),
                LineStatus::Refunded | LineStatus::RefundReversed => intent.reference.clone(),
                _ => self.known(&known.of)?.reference.clone(),
            };
            let reversal = known.reversal.as_ref().filter(|_| line.status == LineStatus::RefundReversed);
            Ok(Declared {
                reference: reversal.unwrap_or(&known.reference).clone(),
                amount: known.amount,
                initial,
                method: intent.method.clone().unwrap_or_default(),
            })
        });
        Ok(settlement_file::write(file, &declared.collect::<Result<Vec<_>, _>>()?))
    }
}

/// The id of a wallet: its name, except that the platform's fees wallets have Mangopay's.
pub fn wallet_id(name: &str) -> String {
    match name.strip_prefix("fees.") {
        Some(currency) => format!("FEES_{currency}"),
        None => name.to_owned(),
    }
}

/// Users and wallets keep their names as ids, so that they are easy to find again.
fn register(user: &str, wallets: &[Currency]) -> Vec<Command> {
    let mut commands = vec![Command::RegisterUser { id: Some(user.to_owned()) }];
    commands.extend(wallets.iter().map(|currency| Command::RegisterWallet {
        id: Some(format!("{user}.{currency}")),
        owner: user.to_owned(),
        currency: currency.code().to_owned(),
    }));
    commands
}

fn external(intent: &DeclaredIntent, reference: &str, now: Timestamp) -> GivenExternalData {
    GivenExternalData {
        external_processing_date: Some(Given::Whole(now)),
        external_provider_reference: Some(reference.to_owned()),
        external_provider_name: Some(intent.provider.value().to_owned()),
        external_provider_payment_method: intent.method.clone(),
        external_merchant_reference: None,
    }
}

fn moment(day: Date) -> Given {
    Given::Whole(day.midnight())
}
