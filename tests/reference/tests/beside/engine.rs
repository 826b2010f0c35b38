//! The engine under the same commands, and how its answers are named in the model's words.

use super::file::written;
use super::plan::{CLIENT, START, USERS, WALLETS};
use super::step::Step;
use echoscope_core::engine::{
    ActionRequest, Answer, Command, Config, Engine, FileBytes, Given, GivenBuyer, GivenExternalData,
    GivenLineItem, GivenPart, GivenSeller, IntentRequest, Refusal, SplitRequest, TransferFault,
};
use echoscope_core::id::Id;
use echoscope_core::reading as core_reading;
use echoscope_reference::{
    Amount, Dialect, DisputeStatus, FeeSign, NewLine, Part, PartialReversal, Reading, RefundLimit, Scope,
    SplitFees, TransferFault as ModelFault,
};

/// The engine's ids in the model's order.
#[derive(Default)]
pub struct Names {
    pub intents: Vec<Id>,
    pub lines: Vec<Id>,
    pub captures: Vec<Id>,
    pub refunds: Vec<Id>,
    pub disputes: Vec<Id>,
    pub splits: Vec<Id>,
    pub settlements: Vec<Id>,
}

pub struct Beside {
    pub engine: Engine,
    pub names: Names,
}

impl Beside {
    pub fn new(reading: Reading) -> Self {
        let config = Config { client_id: CLIENT.into(), seed: 7, now: START, reading: in_core(reading) };
        let mut engine = Engine::new(config);
        for user in USERS {
            engine.handle(Command::RegisterUser { id: Some(user.into()) }).expect("a new user");
        }
        for (id, owner, currency) in WALLETS {
            let wallet = Command::RegisterWallet {
                id: Some(id.into()),
                owner: owner.into(),
                currency: currency.into(),
            };
            engine.handle(wallet).expect("a new wallet");
        }
        Self { engine, names: Names::default() }
    }

    pub fn handle(&mut self, step: &Step, key: Option<String>) -> Result<(), Refusal> {
        let command = self.command(step);
        let outcome = match key {
            Some(key) => self.engine.handle_once(key, command)?,
            None => self.engine.handle(command)?,
        };
        let names = &mut self.names;
        match (step, outcome.answer) {
            (_, Answer::Intent { intent }) => {
                if !names.intents.contains(&intent.id) {
                    names.intents.push(intent.id);
                }
                let view = echoscope_core::view::IntentView::of(self.engine.world(), &intent);
                for line in view.line_items {
                    if !names.lines.contains(&line.id) {
                        names.lines.push(line.id);
                    }
                }
            }
            (Step::Capture { .. }, Answer::Action { action, .. }) => names.captures.push(action),
            (Step::Refund { .. }, Answer::Action { action, .. }) => names.refunds.push(action),
            (Step::Dispute { .. }, Answer::Action { action, .. }) => names.disputes.push(action),
            (Step::CreateSplits { .. }, Answer::Splits { splits, .. }) => names.splits.extend(splits),
            (Step::CreateSettlement, Answer::Settlement { settlement }) => {
                names.settlements.push(settlement.id);
            }
            _ => {}
        }
        Ok(())
    }

    /// The command of a step.
    pub fn command(&self, step: &Step) -> Command {
        let names = &self.names;
        let intent_id = |place: usize| named(&names.intents, place, "int_nobody");
        let split_id = |place: usize| named(&names.splits, place, "int_split_nobody");
        let settlement_id = |place: usize| named(&names.settlements, place, "int_stlmnt_nobody");
        match step.clone() {
            Step::RegisterUser { id } => Command::RegisterUser { id: Some(id) },
            Step::RegisterWallet { id, owner, currency } => {
                Command::RegisterWallet { id: Some(id), owner, currency }
            }
            Step::CreateIntent(wanted) => Command::CreateIntent {
                request: IntentRequest {
                    amount: Some(whole(wanted.amount)),
                    currency: Some(wanted.currency),
                    platform_fees_amount: wanted.platform_fees.map(whole),
                    external_data: Some(Box::new(GivenExternalData {
                        external_provider_name: Some(wanted.provider),
                        ..external_data(&wanted.reference)
                    })),
                    buyer: wanted.buyer.map(|id| GivenBuyer { id: Some(id) }),
                    line_items: Some(wanted.lines.into_iter().map(line_item).collect()),
                    tag: None,
                },
            },
            Step::Capture { intent, scope, reference } => Command::Capture {
                intent: intent_id(intent),
                request: self.action(&scope, reference.as_deref()),
            },
            Step::Cancel { intent, scope } => {
                Command::Cancel { intent: intent_id(intent), request: self.action(&scope, None) }
            }
            Step::Refund { intent, scope, reference } => Command::Refund {
                intent: intent_id(intent),
                request: self.action(&scope, reference.as_deref()),
            },
            Step::ReverseRefund { intent, refund, scope, reference } => Command::ReverseRefund {
                intent: intent_id(intent),
                refund: named(&names.refunds, refund, "int_refund_nobody"),
                request: self.action(&scope, reference.as_deref()),
            },
            Step::Dispute { intent, capture, scope, reference } => Command::Dispute {
                intent: intent_id(intent),
                capture: named(&names.captures, capture, "int_capture_nobody"),
                request: self.action(&scope, reference.as_deref()),
            },
            Step::Decide { intent, capture, dispute, decision } => Command::DecideDispute {
                intent: intent_id(intent),
                capture: named(&names.captures, capture, "int_capture_nobody"),
                dispute: named(&names.disputes, dispute, "int_dispute_nobody"),
                decision: match decision {
                    DisputeStatus::Disputed => "DISPUTED",
                    DisputeStatus::Defended => "DEFENDED",
                    DisputeStatus::Won => "DISPUTED_WON",
                    DisputeStatus::Lost => "DISPUTED_LOST",
                }
                .into(),
            },
            Step::CreateSplits { intent, splits } => Command::CreateSplits {
                intent: intent_id(intent),
                splits: splits
                    .into_iter()
                    .map(|split| SplitRequest {
                        line_item_id: Some(named(&names.lines, split.line, "int_li_nobody")),
                        split_amount: Some(whole(split.amount)),
                        fees_amount: split.fee.map(whole),
                        transfer_date: split.transfer_date.map(Given::Whole),
                        split_origin_wallet_id: split.origin,
                        ..SplitRequest::default()
                    })
                    .collect(),
            },
            Step::UpdateSplit { intent, split, change } => Command::UpdateSplit {
                intent: intent_id(intent),
                split: split_id(split),
                request: SplitRequest {
                    line_item_id: Some(named(&names.lines, change.line, "int_li_nobody")),
                    split_amount: change.amount.map(whole),
                    fees_amount: change.fee.map(whole),
                    transfer_date: change.transfer_date.map(Given::Whole),
                    split_origin_wallet_id: change.origin,
                    ..SplitRequest::default()
                },
            },
            Step::ExecuteSplit { intent, split } => {
                Command::ExecuteSplit { intent: intent_id(intent), split: split_id(split) }
            }
            Step::ReverseSplit { intent, split } => {
                Command::ReverseSplit { intent: intent_id(intent), split: split_id(split) }
            }
            Step::CreateSettlement => Command::CreateSettlement { file_name: Some("june.csv".into()) },
            Step::Upload { settlement, file, style } => Command::Upload {
                settlement: settlement_id(settlement),
                file: FileBytes(written(&file, style).into()),
            },
            Step::NewAddress { settlement } => Command::UpdateSettlement {
                settlement: settlement_id(settlement),
                file_name: Some("june-again.csv".into()),
            },
            Step::CancelSettlement { settlement } => {
                Command::CancelSettlement { settlement: settlement_id(settlement) }
            }
            Step::ReceiveFunds { provider, currency, amount } => {
                Command::ReceiveFunds { provider, currency, amount: whole(amount) }
            }
            Step::FundWallet { wallet, amount } => Command::FundWallet { wallet, amount: whole(amount) },
            Step::AdvanceClock { to } => Command::AdvanceClock { to },
            Step::InjectFault(fault) => Command::InjectTransferFault {
                fault: match fault {
                    ModelFault::Rejected => TransferFault::Rejected,
                    ModelFault::Failed => TransferFault::Failed,
                },
            },
        }
    }

    fn action(&self, scope: &Scope, reference: Option<&str>) -> ActionRequest {
        let part = |part: &Part| GivenPart {
            id: Some(named(&self.names.lines, part.line, "int_li_nobody")),
            amount: Some(whole(part.amount)),
        };
        let (amount, line_items) = match scope {
            Scope::Full => (None, None),
            Scope::Parts { amount, parts } => (Some(whole(*amount)), Some(parts.iter().map(part).collect())),
        };
        ActionRequest {
            amount,
            line_items,
            external_data: reference.map(external_data).map(Box::new),
            ..ActionRequest::default()
        }
    }
}

fn named(ids: &[Id], place: usize, nobody: &str) -> String {
    ids.get(place).map_or_else(|| nobody.to_owned(), ToString::to_string)
}

fn whole(amount: Amount) -> Given {
    Given::Whole(i64::try_from(amount).expect("the plan sends what fits 64 bits"))
}

fn external_data(reference: &str) -> GivenExternalData {
    GivenExternalData {
        external_processing_date: Some(Given::Whole(START)),
        external_provider_reference: Some(reference.into()),
        ..GivenExternalData::default()
    }
}

fn line_item(line: NewLine) -> GivenLineItem {
    GivenLineItem {
        seller: Some(GivenSeller {
            author_id: line.seller.author,
            wallet_id: line.seller.wallet,
            fees_amount: line.seller.fee.map(whole),
            transfer_date: line.seller.transfer_date.map(Given::Whole),
        }),
        sku: Some("sku".into()),
        quantity: Some(whole(line.quantity)),
        unit_amount: Some(whole(line.unit_amount)),
        tax_amount: Some(whole(line.tax)),
        discount_amount: Some(whole(line.discount)),
        split_origin_wallet_id: line.origin,
        ..GivenLineItem::default()
    }
}

fn in_core(reading: Reading) -> core_reading::Reading {
    core_reading::Reading {
        partial_reversal: match reading.partial_reversal {
            PartialReversal::MarksIntent => core_reading::PartialReversal::MarksIntent,
            PartialReversal::LeavesIntent => core_reading::PartialReversal::LeavesIntent,
        },
        split_fees: match reading.split_fees {
            SplitFees::LimitWhenStated => core_reading::SplitFees::LimitWhenStated,
            SplitFees::AlwaysLimit => core_reading::SplitFees::AlwaysLimit,
        },
        fee_sign: match reading.fee_sign {
            FeeSign::Signed => core_reading::FeeSign::Signed,
            FeeSign::Legacy => core_reading::FeeSign::Legacy,
        },
        refund_limit: match reading.refund_limit {
            RefundLimit::Captured => core_reading::RefundLimit::Captured,
            RefundLimit::Available => core_reading::RefundLimit::Available,
        },
        dialect: match reading.dialect {
            Dialect::Auto => core_reading::FileDialect::Auto,
            Dialect::Only2025 => core_reading::FileDialect::V1,
            Dialect::Only2026 => core_reading::FileDialect::V2,
        },
        early_reverse: reading.early_reverse,
        past_transfer_date: reading.past_transfer_date,
        early_cancel: reading.early_cancel,
        rematch: reading.rematch,
        skip_unaffordable: reading.skip_unaffordable,
        parse_seconds: reading.parse_seconds,
        match_seconds: reading.match_seconds,
        transfer_seconds: reading.transfer_seconds,
    }
}
