//! `expect`: what must be so, read against the kind of the thing it is about.

use super::error::ScenarioError;
use super::line::{Line, Options};
use super::step::{Expectation, Kind, Value};
use super::words::Word;
use crate::machine::{
    CaptureStatus, DisputeStatus, IntentStatus, RefundStatus, SettlementStatus, SplitStatus, Status,
};
use crate::money::Minor;

const WITH_STATUS: &[Kind] =
    &[Kind::Intent, Kind::Capture, Kind::Refund, Kind::Dispute, Kind::Split, Kind::Settlement];

pub fn read(line: &mut Line) -> Result<Expectation, ScenarioError> {
    match line.form.keyword {
        "expect line" => {
            let (item, options) = (line.known(Kind::Line)?, line.options()?);
            Ok(Expectation::Line { line: item, values: values(&options)? })
        }
        "expect wallet" => {
            Ok(Expectation::Wallet { wallet: line.known(Kind::Wallet)?, balance: line.amount()? })
        }
        "expect pool" => {
            let (provider, currency, options) = (line.provider()?, line.currency()?, line.options()?);
            Ok(Expectation::Pool { provider, currency, values: values(&options)? })
        }
        "expect error" => {
            let settlement = line.known(Kind::Settlement)?;
            let code = line.word("the code of a finding, such as MATCH_REF_NOT_FOUND")?.text;
            Ok(Expectation::Error { settlement, code, on: line.options()?.text("on") })
        }
        _ => status(line),
    }
}

fn status(line: &mut Line) -> Result<Expectation, ScenarioError> {
    let name = line.word("the name of something with a status")?;
    let kind = line.names().one_of(WITH_STATUS, &name)?;
    let statuses = match kind {
        Kind::Capture => of::<CaptureStatus>(),
        Kind::Refund => of::<RefundStatus>(),
        Kind::Dispute => of::<DisputeStatus>(),
        Kind::Split => of::<SplitStatus>(),
        Kind::Settlement => of::<SettlementStatus>(),
        _ => of::<IntentStatus>(),
    };
    let status = line.one_of(&format!("a status of {}", kind.noun()), &statuses)?;
    let options = line.options()?;
    let values = values(&options)?;
    if let Some((value, _)) = values.iter().find(|(value, _)| !kind.values().contains(value)) {
        let words = kind.values().iter().map(|value| value.word()).collect::<Vec<_>>().join(", ");
        return Err(name.error(format!(
            "something that has `{}`; {} has {words}",
            value.word(),
            kind.noun()
        )));
    }
    if let Some(word) = options.word("next").filter(|_| kind != Kind::Intent) {
        return Err(word.error("`next` only with an Intent"));
    }
    Ok(Expectation::Status { kind, name: name.text, status, values, next: options.text("next") })
}

fn of<S: Status>() -> Vec<(&'static str, &'static str)> {
    S::ALL.iter().map(|status| (status.value(), status.value())).collect()
}

fn values(options: &Options) -> Result<Vec<(Value, Minor)>, ScenarioError> {
    let words = Value::ALL.iter().filter_map(|(word, value)| Some((*value, options.word(word)?)));
    words.map(|(value, word): (Value, &Word)| Ok((value, word.amount()?))).collect()
}
