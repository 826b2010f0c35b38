//! Reading one entry of a log: an object in which `do` names the command, beside the fields of that command.
//!
//! The request of a command lies flat in the object, next to `intent` and its like. So the text is read twice: once for what
//! commands name, once for the request. Deriving this would read every entry into a general value first.

use super::command::{Command, Given, SplitRequest, TransferFault};
use super::file::FileBytes;
use super::intake::requests;
use super::log::Entry;
use crate::date::Timestamp;

use serde::Deserialize;
use serde::de::{Deserializer, Error};
use serde_json::value::RawValue;

/// Everything that commands name beside their requests.
#[derive(Default)]
struct Fields {
    name: Option<String>,
    key: Option<String>,
    id: Option<String>,
    owner: Option<String>,
    currency: Option<String>,
    intent: Option<String>,
    capture: Option<String>,
    refund: Option<String>,
    dispute: Option<String>,
    decision: Option<String>,
    split: Option<String>,
    splits: Option<Vec<SplitRequest>>,
    settlement: Option<String>,
    file_name: Option<String>,
    file: Option<FileBytes>,
    provider: Option<String>,
    wallet: Option<String>,
    amount: Option<Given>,
    to: Option<Timestamp>,
    fault: Option<TransferFault>,
}

requests! {
    Fields {
        "do" => Text name,
        "key" => Text key,
        "id" => Text id,
        "owner" => Text owner,
        "currency" => Text currency,
        "intent" => Text intent,
        "capture" => Text capture,
        "refund" => Text refund,
        "dispute" => Text dispute,
        "decision" => Text decision,
        "split" => Text split,
        "splits" => List splits,
        "settlement" => Text settlement,
        "FileName" => Text file_name,
        "file" => File file,
        "provider" => Text provider,
        "wallet" => Text wallet,
        "amount" => GivenAtAll amount,
        "to" => Whole to,
        "fault" => Fault fault,
    }
}

impl<'de> Deserialize<'de> for Entry {
    /// Only from JSON, as logs are.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        read(text.get()).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Command {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Entry::deserialize(deserializer).map(|entry| entry.command)
    }
}

fn read(text: &str) -> Result<Entry, serde_json::Error> {
    let Fields {
        name,
        key,
        id,
        owner,
        currency,
        intent,
        capture,
        refund,
        dispute,
        decision,
        split,
        splits,
        settlement,
        file_name,
        file,
        provider,
        wallet,
        amount,
        to,
        fault,
    } = serde_json::from_str(text)?;
    let name = named(name, "do")?;
    let intent = || named(intent, "intent");
    let settlement = || named(settlement, "settlement");
    let command = match name.as_str() {
        "register_user" => Command::RegisterUser { id },
        "register_wallet" => Command::RegisterWallet {
            id,
            owner: named(owner, "owner")?,
            currency: named(currency, "currency")?,
        },
        "create_intent" => Command::CreateIntent { request: serde_json::from_str(text)? },
        "capture" => Command::Capture { intent: intent()?, request: serde_json::from_str(text)? },
        "cancel" => Command::Cancel { intent: intent()?, request: serde_json::from_str(text)? },
        "refund" => Command::Refund { intent: intent()?, request: serde_json::from_str(text)? },
        "reverse_refund" => Command::ReverseRefund {
            intent: intent()?,
            refund: named(refund, "refund")?,
            request: serde_json::from_str(text)?,
        },
        "dispute" => Command::Dispute {
            intent: intent()?,
            capture: named(capture, "capture")?,
            request: serde_json::from_str(text)?,
        },
        "decide_dispute" => Command::DecideDispute {
            intent: intent()?,
            capture: named(capture, "capture")?,
            dispute: named(dispute, "dispute")?,
            decision: named(decision, "decision")?,
        },
        "create_splits" => Command::CreateSplits { intent: intent()?, splits: named(splits, "splits")? },
        "update_split" => Command::UpdateSplit {
            intent: intent()?,
            split: named(split, "split")?,
            request: serde_json::from_str(text)?,
        },
        "execute_split" => Command::ExecuteSplit { intent: intent()?, split: named(split, "split")? },
        "reverse_split" => Command::ReverseSplit { intent: intent()?, split: named(split, "split")? },
        "create_settlement" => Command::CreateSettlement { file_name },
        "upload" => Command::Upload { settlement: settlement()?, file: named(file, "file")? },
        "update_settlement" => Command::UpdateSettlement { settlement: settlement()?, file_name },
        "cancel_settlement" => Command::CancelSettlement { settlement: settlement()? },
        "receive_funds" => Command::ReceiveFunds {
            provider: named(provider, "provider")?,
            currency: named(currency, "currency")?,
            amount: named(amount, "amount")?,
        },
        "fund_wallet" => {
            Command::FundWallet { wallet: named(wallet, "wallet")?, amount: named(amount, "amount")? }
        }
        "advance_clock" => Command::AdvanceClock { to: named(to, "to")? },
        "inject_transfer_fault" => Command::InjectTransferFault { fault: named(fault, "fault")? },
        _ => return Err(serde_json::Error::custom(format!("there is no command `{name}`"))),
    };
    Ok(Entry { key, command })
}

fn named<T>(value: Option<T>, field: &'static str) -> Result<T, serde_json::Error> {
    value.ok_or_else(|| serde_json::Error::missing_field(field))
}
