//! Drafts of which no correct file can be made. The file is written and read like any other; what is wrong with it is told in the
//! words of the draft.

use super::{Draft, write};
use crate::money::Minor;
use crate::settlement::layout::{Column, FooterRow};
use crate::settlement::report::{Finding, Severity};
use crate::settlement::{CheckOptions, check};

/// Why a draft is not written: the field and a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unsound {
    pub field: String,
    pub why: String,
}

/// Writes a file in which nothing is wrong.
pub fn write_sound(draft: &Draft) -> Result<String, Unsound> {
    let unsound = |field: &str, why: String| Err(Unsound { field: field.to_owned(), why });
    if draft.fees_deducted < 0 {
        return unsound("feesDeducted", "What the provider keeps is not negative.".to_owned());
    }
    let of_lines: Vec<Minor> = draft.lines.iter().filter_map(|line| line.fees).collect();
    let sum: i128 = of_lines.iter().map(|fees| i128::from(*fees)).sum();
    if draft.fees_deducted != 0 && !of_lines.is_empty() && sum != i128::from(draft.fees_deducted) {
        return unsound(
            "feesDeducted",
            format!(
                "It is {}, and the lines give fees of {sum}. Leave one of the two out.",
                draft.fees_deducted
            ),
        );
    }
    let file = write(draft);
    let report = check(file.as_bytes(), &CheckOptions::default());
    match report.findings.iter().find(|finding| finding.severity == Severity::Error) {
        None => Ok(file),
        Some(fault) => unsound(&field(draft, fault), fault.message.clone()),
    }
}

/// What of the draft became the cell that is at fault.
fn field(draft: &Draft, fault: &Finding) -> String {
    let name = fault.field.as_deref().unwrap_or_default();
    let place = usize::try_from(fault.at.line).ok().and_then(|line| line.checked_sub(2));
    match place.filter(|place| *place < draft.lines.len()) {
        Some(place) => match Column::from_name(name.as_bytes()).map(line_field) {
            Some(field) => format!("lines[{place}].{field}"),
            None => format!("lines[{place}]"),
        },
        None => match FooterRow::from_name(name.as_bytes()) {
            Some(FooterRow::SettlementDate) => "settlementDate",
            Some(FooterRow::ProviderName) => "provider",
            Some(FooterRow::TotalFees) => "feesDeducted",
            Some(FooterRow::Currency) => "currency",
            _ => "lines",
        }
        .to_owned(),
    }
}

const fn line_field(column: Column) -> &'static str {
    match column {
        Column::ProviderReference => "providerReference",
        Column::PaymentMethod => "paymentMethod",
        Column::Type | Column::Status => "status",
        Column::Date => "date",
        Column::Amount => "amount",
        Column::Currency => "currency",
        Column::InitialReference => "initialReference",
        Column::Fees => "fees",
    }
}

#[cfg(test)]
mod tests {
    use super::super::DraftLine;
    use super::*;
    use crate::catalog::{LineStatus, Provider};
    use crate::date::Date;
    use crate::money::Currency;
    use crate::settlement::report::Dialect;

    fn draft() -> Draft {
        let line = |reference: &str, status, amount| DraftLine {
            provider_reference: reference.to_owned(),
            payment_method: None,
            status,
            date: Date::parse_iso("2026-01-30").unwrap(),
            amount,
            initial_reference: String::new(),
            fees: None,
        };
        let refund =
            DraftLine { initial_reference: "pi_1".into(), ..line("re_1", LineStatus::Refunded, -300) };
        Draft {
            dialect: Dialect::V2,
            provider: Provider::parse("STRIPE").unwrap(),
            currency: Currency::Eur,
            settlement_date: Date::parse_iso("2026-01-31").unwrap(),
            fees_deducted: 20,
            lines: vec![line("pi_1", LineStatus::Settled, 1000), refund],
        }
    }

    #[test]
    fn a_sound_draft_is_written() {
        assert_eq!(write_sound(&draft()), Ok(write(&draft())));
    }

    #[test]
    fn what_no_correct_file_can_say_is_named_as_the_draft_names_it() {
        type Harm = fn(&mut Draft);
        let harms: [(&str, Harm); 8] = [
            ("lines[0].amount", |draft| draft.lines[0].amount = -1000),
            ("lines[1].amount", |draft| draft.lines[1].amount = 5),
            ("lines[1].initialReference", |draft| draft.lines[1].initial_reference.clear()),
            ("lines[0].providerReference", |draft| draft.lines[0].provider_reference.clear()),
            ("lines[2]", |draft| draft.lines.push(draft.lines[0].clone())),
            ("lines", |draft| draft.lines.clear()),
            ("feesDeducted", |draft| draft.fees_deducted = -1),
            ("feesDeducted", |draft| draft.lines[0].fees = Some(10)),
        ];
        for (field, harm) in harms {
            let mut draft = draft();
            harm(&mut draft);
            let unsound = write_sound(&draft).unwrap_err();
            assert!(unsound.field.starts_with(field), "{field}: {unsound:?}");
        }
    }
}
