//! `upload`: the file, line by line or verbatim.

use super::error::ScenarioError;
use super::line::Line;
use super::read::{Cut, first_word_error, form_under};
use super::step::{Action, Contents, Kind, WrittenFile, WrittenLine};
use super::words::Word;
use crate::catalog::{LineStatus, LineType};

pub fn read(mut line: Line, under: Vec<Cut>) -> Result<Action, ScenarioError> {
    let settlement = line.known(Kind::Settlement)?;
    if line.keyword_if("raw") {
        line.end()?;
        let mut text = String::new();
        for cut in under {
            let [word] = cut.words.as_slice() else {
                return Err(first_word_error(&cut, "one line of the file, in quotes"));
            };
            if !word.quoted {
                return Err(word.error("one line of the file, in quotes"));
            }
            text.push_str(&word.text);
            text.push('\n');
        }
        return Ok(Action::Upload { settlement, contents: Contents::Raw(text) });
    }
    let (provider, currency, date) = (line.provider()?, line.currency()?, line.date()?);
    let options = line.options()?;
    let number = |word: &Word| word.amount().map(|amount| amount.to_string());
    let lines = under.into_iter().map(|cut| {
        let form = form_under(&cut, "upload")?;
        let mut line = Line::new(form, cut.words, cut.end, line.names());
        let status = status_of(form.keyword);
        let about = line.known(match status.line_type() {
            LineType::Payment => Kind::Capture,
            LineType::Refund => Kind::Refund,
            LineType::Dispute => Kind::Dispute,
        })?;
        let options = line.options()?;
        Ok(WrittenLine {
            status,
            about,
            amount: options.cell("amount", number)?,
            reference: options.text("reference"),
            fees: options.cell("fees", number)?,
            currency: options
                .cell("currency", |word| word.currency().map(|currency| currency.to_string()))?,
            date: options.cell("date", |word| word.date().map(|date| date.to_string()))?,
            initial: options.text("initial"),
        })
    });
    let lines = lines.collect::<Result<_, _>>()?;
    let (fees, net) = (options.cell("fees", number)?, options.cell("net", number)?);
    Ok(Action::Upload {
        settlement,
        contents: Contents::Written(WrittenFile { provider, currency, date, fees, net, lines }),
    })
}

fn status_of(keyword: &str) -> LineStatus {
    match keyword {
        "refunded" => LineStatus::Refunded,
        "reversed" => LineStatus::RefundReversed,
        "disputed" => LineStatus::Disputed,
        "defended" => LineStatus::Defended,
        "won" => LineStatus::DisputedWon,
        "lost" => LineStatus::DisputedLost,
        _ => LineStatus::Settled,
    }
}

#[cfg(test)]
mod tests {
    use super::super::forms::FORMS;
    use super::*;

    #[test]
    fn every_keyword_of_a_file_line_has_its_status() {
        let statuses: Vec<_> = FORMS
            .iter()
            .filter(|form| form.under.contains(&"upload"))
            .map(|form| status_of(form.keyword))
            .collect();
        assert_eq!(statuses, LineStatus::ALL);
    }
}
