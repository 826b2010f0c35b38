//! One command, in the words of the model.

use echoscope_reference::{
    Amount, DisputeStatus, Model, NewIntent, NewSplit, Refused, Scope, SettlementFile, SplitChange,
    TransferFault,
};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    RegisterUser {
        id: String,
    },
    RegisterWallet {
        id: String,
        owner: String,
        currency: String,
    },
    CreateIntent(NewIntent),
    Capture {
        intent: usize,
        scope: Scope,
        reference: Option<String>,
    },
    Cancel {
        intent: usize,
        scope: Scope,
    },
    Refund {
        intent: usize,
        scope: Scope,
        reference: Option<String>,
    },
    ReverseRefund {
        intent: usize,
        refund: usize,
        scope: Scope,
        reference: Option<String>,
    },
    Dispute {
        intent: usize,
        capture: usize,
        scope: Scope,
        reference: Option<String>,
    },
    Decide {
        intent: usize,
        capture: usize,
        dispute: usize,
        decision: DisputeStatus,
    },
    CreateSplits {
        intent: usize,
        splits: Vec<NewSplit>,
    },
    UpdateSplit {
        intent: usize,
        split: usize,
        change: SplitChange,
    },
    ExecuteSplit {
        intent: usize,
        split: usize,
    },
    ReverseSplit {
        intent: usize,
        split: usize,
    },
    CreateSettlement,
    /// `style` chooses among the ways to write the same file.
    Upload {
        settlement: usize,
        file: SettlementFile,
        style: usize,
    },
    NewAddress {
        settlement: usize,
    },
    CancelSettlement {
        settlement: usize,
    },
    ReceiveFunds {
        provider: String,
        currency: String,
        amount: Amount,
    },
    FundWallet {
        wallet: String,
        amount: Amount,
    },
    AdvanceClock {
        to: i64,
    },
    InjectFault(TransferFault),
}

impl Step {
    pub fn apply(&self, model: &mut Model) -> Result<(), Refused> {
        match self {
            Self::RegisterUser { id } => model.register_user(id),
            Self::RegisterWallet { id, owner, currency } => model.register_wallet(id, owner, currency),
            Self::CreateIntent(wanted) => model.create_intent(wanted).map(drop),
            Self::Capture { intent, scope, reference } => {
                model.capture(*intent, scope, reference.as_deref()).map(drop)
            }
            Self::Cancel { intent, scope } => model.cancel(*intent, scope).map(drop),
            Self::Refund { intent, scope, reference } => {
                model.refund(*intent, scope, reference.as_deref()).map(drop)
            }
            Self::ReverseRefund { intent, refund, scope, reference } => {
                model.reverse_refund(*intent, *refund, scope, reference.as_deref())
            }
            Self::Dispute { intent, capture, scope, reference } => {
                model.dispute(*intent, *capture, scope, reference.as_deref()).map(drop)
            }
            Self::Decide { intent, capture, dispute, decision } => {
                model.decide(*intent, *capture, *dispute, *decision)
            }
            Self::CreateSplits { intent, splits } => model.create_splits(*intent, splits),
            Self::UpdateSplit { intent, split, change } => model.update_split(*intent, *split, change),
            Self::ExecuteSplit { intent, split } => model.execute_split(*intent, *split),
            Self::ReverseSplit { intent, split } => model.reverse_split(*intent, *split),
            Self::CreateSettlement => model.create_settlement().map(drop),
            Self::Upload { settlement, file, .. } => model.upload(*settlement, file),
            Self::NewAddress { settlement } => model.new_address(*settlement),
            Self::CancelSettlement { settlement } => model.cancel_settlement(*settlement),
            Self::ReceiveFunds { provider, currency, amount } => {
                model.receive_funds(provider, currency, *amount)
            }
            Self::FundWallet { wallet, amount } => model.fund_wallet(wallet, *amount),
            Self::AdvanceClock { to } => model.advance_clock(*to),
            Self::InjectFault(fault) => model.inject_fault(*fault),
        }
    }
}
