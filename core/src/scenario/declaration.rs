//! `intent` and `add lines`: what was bought, with one indented line per line item.

use super::error::ScenarioError;
use super::line::Line;
use super::read::{Cut, form_under, reference};
use super::step::{Action, DeclaredIntent, DeclaredLine, Kind, Seller};
use crate::catalog::{PAYMENT_METHODS, is_payment_method};

pub fn read(mut line: Line, under: Vec<Cut>) -> Result<Action, ScenarioError> {
    if line.form.keyword == "add lines" {
        let (intent, amount, options) = (line.known(Kind::Intent)?, line.amount()?, line.options()?);
        let (fees, lines) = (options.amount("fees")?, line_items(&line, &intent, under)?);
        return Ok(Action::AddLines { intent, amount, fees, lines });
    }
    let (intent, amount) = (line.fresh()?, line.amount()?);
    let (currency, provider, options) = (line.currency()?, line.provider()?, line.options()?);
    let method = options.word("method");
    if let Some(word) = method.filter(|word| !is_payment_method(&word.text)) {
        return Err(word.not_among("a payment method such as VISA", PAYMENT_METHODS.iter().copied()));
    }
    Ok(Action::Intent(DeclaredIntent {
        reference: reference(&options, &intent),
        lines: line_items(&line, &intent, under)?,
        intent,
        amount,
        currency,
        provider,
        buyer: options.known(Kind::User, "buyer")?,
        fees: options.amount("fees")?,
        method: method.map(|word| word.text.clone()),
    }))
}

fn line_items(head: &Line, intent: &str, under: Vec<Cut>) -> Result<Vec<DeclaredLine>, ScenarioError> {
    let mut items: Vec<DeclaredLine> = Vec::new();
    for cut in under {
        let form = form_under(&cut, head.form.keyword)?;
        let name = cut.words.get(1).cloned();
        let item = line_item(Line::new(form, cut.words, cut.end, head.names()))?;
        let taken = item.line == intent || items.iter().any(|earlier| earlier.line == item.line);
        if let Some(word) = name.filter(|_| taken) {
            return Err(word.error("a new name (this step has just used it)"));
        }
        items.push(item);
    }
    Ok(items)
}

fn line_item(mut line: Line) -> Result<DeclaredLine, ScenarioError> {
    let name = line.fresh()?;
    let word = line.word("a seller: a user, a wallet or `client`")?;
    let seller = if word.is("client") {
        Seller::Client
    } else if line.names().one_of(&[Kind::User, Kind::Wallet], &word)? == Kind::User {
        Seller::User(word.text)
    } else {
        Seller::Wallet(word.text)
    };
    let total_word = line.word("the line's total in minor units")?;
    let (total, options) = (total_word.amount()?, line.options()?);
    let (discount, quantity) = (options.amount("discount")?, options.amount("quantity")?.unwrap_or(1));
    let gross = total.checked_add(discount.unwrap_or(0));
    let unit = match options.amount("unit")? {
        Some(unit) => unit,
        None => gross.and_then(|gross| gross.checked_div(quantity)).unwrap_or(0),
    };
    if unit.checked_mul(quantity) != gross || gross.is_none() {
        return Err(total_word.error("a total that is quantity × unit − discount"));
    }
    Ok(DeclaredLine {
        line: name,
        seller,
        quantity,
        unit,
        discount,
        tax: options.amount("tax")?,
        fees: options.amount("fees")?,
        transfer: options.date("transfer")?,
        origin: options.known(Kind::Wallet, "origin")?,
    })
}
