//! Faults of single values, and of what values say together.

use super::super::dice::Dice;
use super::super::sheet::Sheet;
use super::Fault;
use crate::catalog::{LineStatus, LineType};
use crate::money::Currency;
use crate::settlement::layout::{Column, FooterRow};
use crate::settlement::rules;

pub static FAULTS: &[Fault] = &[
    Fault::rows(&rules::VALUE_MISSING, |sheet, dice| {
        let mandatory: Vec<Column> = Column::ALL.into_iter().filter(|column| column.is_mandatory()).collect();
        let column = *mandatory.get(dice.roll(mandatory.len()))?;
        on_some_line(sheet, dice, column, |_, _| Some(String::new()))
    }),
    Fault::rows(&rules::VALUE_PADDED, |sheet, dice| {
        let column = *[Column::Currency, Column::Status, Column::Amount, Column::ProviderReference]
            .get(dice.roll(4))?;
        on_some_line(sheet, dice, column, |value, dice| {
            Some(if dice.roll(2) == 0 { format!(" {value}") } else { format!("{value} ") })
        })
    }),
    Fault::rows(&rules::CHARACTER_INVISIBLE, |sheet, dice| {
        on_some_line(sheet, dice, Column::Currency, |value, dice| {
            let hidden = ['\u{a0}', '\u{200b}', '\u{feff}'].get(dice.roll(3))?;
            Some(format!("{value}{hidden}"))
        })
    }),
    Fault::rows(&rules::REFERENCE_TOO_LONG, |sheet, dice| {
        on_some_line(sheet, dice, Column::ProviderReference, |_, _| Some("x".repeat(2001)))
    }),
    Fault::rows(&rules::REFERENCE_DAMAGED, |sheet, dice| {
        on_some_line(sheet, dice, Column::ProviderReference, |_, dice| {
            Some(format!("4.{}2E+15", dice.roll(10)))
        })
    }),
    Fault::rows(&rules::FORMULA, |sheet, dice| {
        on_some_line(sheet, dice, Column::ProviderReference, |value, dice| {
            Some(format!("{}{value}", ['=', '+', '@'].get(dice.roll(3))?))
        })
    }),
    Fault::rows(&rules::TYPE_UNKNOWN, |sheet, dice| {
        on_some_line(sheet, dice, Column::Type, |value, dice| Some(spoilt(value, "SALE", dice)))
    }),
    Fault::rows(&rules::STATUS_UNKNOWN, |sheet, dice| {
        on_some_line(sheet, dice, Column::Status, |value, dice| Some(spoilt(value, "OK", dice)))
    }),
    Fault::rows(&rules::TYPE_STATUS_PAIR, |sheet, dice| {
        on_some_line(sheet, dice, Column::Type, |value, _| {
            let other = if value == LineType::Payment.value() { LineType::Refund } else { LineType::Payment };
            Some(other.value().to_owned())
        })
    }),
    Fault::rows(&rules::DATE_MALFORMED, |sheet, dice| on_some_line(sheet, dice, Column::Date, bad_date)),
    Fault::rows(&rules::DATE_AFTER_SETTLEMENT, |sheet, dice| {
        on_some_line(sheet, dice, Column::Date, |_, dice| {
            Some(format!("{:02}-12-9999", dice.roll(28).saturating_add(1)))
        })
    }),
    Fault::rows(&rules::AMOUNT_MALFORMED, |sheet, dice| {
        on_some_line(sheet, dice, Column::Amount, |value, dice| Some(bad_amount(value, dice)))
    }),
    Fault::rows(&rules::AMOUNT_SIGN, |sheet, dice| {
        on_some_line(sheet, dice, Column::Amount, |value, _| {
            Some(value.strip_prefix('-').map_or_else(|| format!("-{value}"), str::to_owned))
        })
    }),
    Fault::in_2025(&rules::AMOUNT_SIGNED_IN_2025, |sheet, dice| {
        let debits = lines_where(sheet, |status| !status.is_credit());
        let line = *debits.get(dice.roll(debits.len()))?;
        sheet.cell(line, Column::Amount)?.insert(0, '-');
        Some(())
    }),
    Fault::rows(&rules::AMOUNT_ZERO, |sheet, dice| {
        on_some_line(sheet, dice, Column::Amount, |_, _| Some("0".to_owned()))
    }),
    Fault::rows(&rules::AMOUNT_LEADING_ZERO, |sheet, dice| {
        on_some_line(sheet, dice, Column::Amount, |value, _| {
            Some(value.strip_prefix('-').map_or_else(|| format!("0{value}"), |digits| format!("-0{digits}")))
        })
    }),
    Fault::rows(&rules::CURRENCY_UNKNOWN, |sheet, dice| {
        on_some_line(sheet, dice, Column::Currency, |value, dice| Some(spoilt(value, "XXX", dice)))
    }),
    Fault::rows(&rules::CURRENCY_MIXED, |sheet, dice| {
        sheet.lines.get(1)?;
        on_some_line(sheet, dice, Column::Currency, |value, dice| {
            let others: Vec<&str> =
                Currency::ALL.map(Currency::code).into_iter().filter(|code| *code != value).collect();
            others.get(dice.roll(others.len())).map(|code| (*code).to_owned())
        })
    }),
    Fault::rows(&rules::METHOD_UNKNOWN, |sheet, dice| {
        on_some_line(sheet, dice, Column::PaymentMethod, |_, dice| {
            Some((*["visa", "BITCOIN", "MASTER CARD"].get(dice.roll(3))?).to_owned())
        })
    }),
    Fault::rows(&rules::INITIAL_REFERENCE_MISSING, |sheet, dice| {
        let lines = lines_where(sheet, |status| status != LineStatus::Settled);
        let line = *lines.get(dice.roll(lines.len()))?;
        sheet.cell(line, Column::InitialReference)?.clear();
        Some(())
    }),
    Fault::rows(&rules::INITIAL_REFERENCE_ON_PAYMENT, |sheet, dice| {
        let lines = lines_where(sheet, |status| status == LineStatus::Settled);
        let line = *lines.get(dice.roll(lines.len()))?;
        "auth-1".clone_into(sheet.cell(line, Column::InitialReference)?);
        Some(())
    }),
    Fault::rows(&rules::FEES_MALFORMED, |sheet, dice| {
        on_some_line(sheet, dice, Column::Fees, |_, dice| {
            Some((*["-1.00", "2%", "free"].get(dice.roll(3))?).to_owned())
        })
    }),
    Fault::rows(&rules::LINE_DUPLICATE, |sheet, dice| {
        let row = sheet.lines.get(dice.roll(sheet.lines.len()))?.clone();
        sheet.lines.push(row);
        Some(())
    }),
    Fault::rows(&rules::REFERENCE_REPEATED, |sheet, dice| {
        let row = sheet.lines.get(dice.roll(sheet.lines.len()))?.clone();
        sheet.lines.push(row);
        let last = sheet.lines.len().checked_sub(1)?;
        let amount = sheet.cell(last, Column::Amount)?;
        amount.push('0');
        Some(())
    }),
    Fault::rows(&rules::FOOTER_DATE_MALFORMED, |sheet, dice| {
        let value = sheet.footer_value(FooterRow::SettlementDate)?;
        *value = bad_date(value, dice)?;
        Some(())
    }),
    Fault::rows(&rules::FOOTER_AMOUNT_MALFORMED, |sheet, dice| {
        let row = [FooterRow::TotalFees, FooterRow::TotalNet].into_iter().nth(dice.roll(2))?;
        let row = if sheet.footer_value(row).is_some() { row } else { FooterRow::TotalLegacy };
        let value = sheet.footer_value(row)?;
        *value = bad_amount(value, dice);
        Some(())
    }),
    Fault::rows(&rules::PROVIDER_UNSUPPORTED, |sheet, dice| {
        let value = sheet.footer_value(FooterRow::ProviderName)?;
        *value = if dice.roll(2) == 0 { "ACME_PAY".to_owned() } else { format!("{value}E") };
        Some(())
    }),
    Fault::rows(&rules::FOOTER_CURRENCY_UNKNOWN, |sheet, dice| {
        let value = sheet.footer_value(FooterRow::Currency)?;
        *value = spoilt(value, "EURO", dice);
        Some(())
    }),
    Fault::rows(&rules::FOOTER_CURRENCY_DIFFERENT, |sheet, dice| {
        let value = sheet.footer_value(FooterRow::Currency)?;
        let others: Vec<&str> =
            Currency::ALL.map(Currency::code).into_iter().filter(|code| *code != value.as_str()).collect();
        *value = (*others.get(dice.roll(others.len()))?).to_owned();
        Some(())
    }),
    Fault::rows(&rules::FEES_TOTAL_MISMATCH, |sheet, dice| {
        let has_fees = (0..sheet.lines.len())
            .any(|line| sheet.cell(line, Column::Fees).is_some_and(|fees| !fees.is_empty()));
        let value = sheet.footer_value(FooterRow::TotalFees).filter(|_| has_fees)?;
        *value = other_number(value, dice)?;
        Some(())
    }),
    Fault::rows(&rules::FEES_PARTLY_GIVEN, |sheet, dice| {
        sheet.lines.get(1)?;
        on_some_line(sheet, dice, Column::Fees, |value, _| (!value.is_empty()).then(String::new))
    }),
    Fault::rows(&rules::NET_TOTAL_MISMATCH, |sheet, dice| {
        let row = if sheet.footer_value(FooterRow::TotalNet).is_some() {
            FooterRow::TotalNet
        } else {
            FooterRow::TotalLegacy
        };
        let value = sheet.footer_value(row)?;
        *value = other_number(value, dice)?;
        Some(())
    }),
    Fault::rows(&rules::TOTALS_NOT_CHECKED, |sheet, dice| {
        on_some_line(sheet, dice, Column::Amount, |value, _| Some(format!("{value}.00")))
    }),
];

/// Changes the value of a column on some line.
fn on_some_line(
    sheet: &mut Sheet,
    dice: &mut Dice,
    column: Column,
    change: impl Fn(&str, &mut Dice) -> Option<String>,
) -> Option<()> {
    let line = dice.roll(sheet.lines.len());
    let cell = sheet.cell(line, column)?;
    *cell = change(cell, dice)?;
    Some(())
}

fn lines_where(sheet: &mut Sheet, wanted: impl Fn(LineStatus) -> bool) -> Vec<usize> {
    let mut lines = Vec::new();
    for line in 0..sheet.lines.len() {
        let status = sheet.cell(line, Column::Status).and_then(|value| LineStatus::parse(value));
        if status.is_some_and(&wanted) {
            lines.push(line);
        }
    }
    lines
}

/// The word in lower case, with a slip, or another one.
fn spoilt(word: &str, other: &str, dice: &mut Dice) -> String {
    match dice.roll(3) {
        0 => word.to_lowercase(),
        1 => format!("{word}S"),
        _ => other.to_owned(),
    }
}

fn bad_date(date: &str, dice: &mut Dice) -> Option<String> {
    let &[day, month, year] = date.split('-').collect::<Vec<_>>().as_slice() else { return None };
    Some(match dice.roll(5) {
        0 => format!("{year}-{month}-{day}"),
        1 => format!("{day}/{month}/{year}"),
        2 => format!("{month}/{day}/{year}"),
        3 => format!("31-02-{year}"),
        _ => format!("{day}-{month}-{}", year.get(2..)?),
    })
}

fn bad_amount(amount: &str, dice: &mut Dice) -> String {
    let digits = amount.trim_start_matches('-');
    match dice.roll(5) {
        0 => format!("{amount}.00"),
        1 => format!("\"{amount},00\""),
        2 => format!("\u{2212}{digits}"),
        3 => format!("{digits}-"),
        _ => "1.0E+05".to_owned(),
    }
}

fn other_number(value: &str, dice: &mut Dice) -> Option<String> {
    let number: i64 = value.parse().ok()?;
    let off = i64::try_from(dice.roll(100)).ok()?.saturating_add(1);
    Some(number.saturating_add(off).to_string())
}
