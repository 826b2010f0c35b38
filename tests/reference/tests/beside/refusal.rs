//! Where several refusals apply, the engine promises the first of an order. The model's reasons are coarser than the
//! engine's codes; the groups of that order are what both can say.

use echoscope_core::engine::Code;
use echoscope_reference::Refused;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    Request,
    Status,
    Sums,
    Limits,
}

pub fn group_of_reason(reason: Refused) -> Group {
    match reason {
        Refused::UnknownId
        | Refused::KnownId
        | Refused::BadAmount
        | Refused::BadList
        | Refused::CurrencyDiffers
        | Refused::Missing
        | Refused::Unsupported
        | Refused::Past => Group::Request,
        Refused::WrongStatus | Refused::PartialOperation => Group::Status,
        Refused::NamedTwice | Refused::AmountsDiffer => Group::Sums,
        Refused::NothingLeft | Refused::ExceedsLimit | Refused::FeeLimit => Group::Limits,
    }
}

pub fn group_of_code(code: Code) -> Group {
    match code {
        Code::WrongIntentStatus
        | Code::PartialOperationFound
        | Code::AlreadyReversed
        | Code::DisputeDecided
        | Code::WrongSplitStatus
        | Code::WrongSettlementStatus => Group::Status,
        Code::LineTwice | Code::LineTotalsDiffer | Code::FeesDiffer | Code::ReversalDiffers => Group::Sums,
        Code::NothingLeft
        | Code::OverCapture
        | Code::OverCancel
        | Code::OverRefund
        | Code::OverDispute
        | Code::OverSplit
        | Code::SplitFeesTooHigh
        | Code::SplitBeyondSettled => Group::Limits,
        _ => Group::Request,
    }
}
