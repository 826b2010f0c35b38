//! The text of a settlement file, written from what the scenario declared.
//!
//! The file is right (spec 5.1 to 5.5) unless a line says otherwise: totals follow from the lines as they are written,
//! mistakes included, so that a wrong line is the only thing wrong.

use super::step::{WrittenFile, WrittenLine};
use crate::catalog::LineStatus;
use crate::date::Date;
use crate::money::Minor;

/// What was declared about the capture, refund or dispute of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Declared {
    pub reference: String,
    pub amount: Minor,
    /// The reference of the payment it goes back to; empty for a payment.
    pub initial: String,
    pub method: String,
}

const COLUMNS: &str = "ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,\
ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees";

/// The file, given what is declared about each of its lines.
pub fn write(file: &WrittenFile, declared: &[Declared]) -> String {
    let mut text = format!("{COLUMNS}\n");
    let (mut counted, mut fees) = (0i128, 0i128);
    for (line, declared) in file.lines.iter().zip(declared) {
        let amount = line.amount.clone().unwrap_or_else(|| signed(line.status, declared.amount).to_string());
        if line.status.counts() {
            counted = counted.saturating_add(number(&amount));
        }
        fees = fees.saturating_add(line.fees.as_deref().map_or(0, number));
        text.push_str(&transaction(line, declared, &amount, file));
        text.push('\n');
    }
    let fees = file.fees.clone().unwrap_or_else(|| fees.to_string());
    let formula = counted.saturating_add(number(&fees)).max(0);
    let net = file.net.clone().unwrap_or_else(|| formula.to_string());
    let date = file.date;
    let footer = [
        ("SettlementDate", date.to_string()),
        ("ExternalProviderName", file.provider.value().to_owned()),
        ("TotalSettlementFeesAmount", fees),
        ("TotalNetSettlementAmount", net),
        ("SettlementCurrency", file.currency.code().to_owned()),
    ];
    text.push_str(",,,,,,,,\n");
    text.extend(footer.map(|(name, value)| format!("{name},{},,,,,,,\n", cell(&value))));
    text
}

fn transaction(line: &WrittenLine, declared: &Declared, amount: &str, file: &WrittenFile) -> String {
    let or = |given: &Option<String>, right: &str| given.clone().unwrap_or_else(|| right.to_owned());
    let processed: Date = file.date;
    [
        or(&line.reference, &declared.reference),
        declared.method.clone(),
        line.status.line_type().value().to_owned(),
        line.status.value().to_owned(),
        or(&line.date, &processed.to_string()),
        amount.to_owned(),
        or(&line.currency, file.currency.code()),
        or(&line.initial, &declared.initial),
        or(&line.fees, ""),
    ]
    .map(|text| cell(&text))
    .join(",")
}

fn signed(status: LineStatus, amount: Minor) -> Minor {
    if status.is_credit() { amount } else { amount.saturating_neg() }
}

/// What a cell adds to a total; nothing where it is malformed on purpose.
fn number(cell: &str) -> i128 {
    cell.parse().unwrap_or(0)
}

fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Provider;
    use crate::money::Currency;

    fn line(status: LineStatus, fees: &str) -> WrittenLine {
        let (fees, about) = (Some(fees.to_owned()), String::new());
        WrittenLine {
            status,
            about,
            amount: None,
            reference: None,
            fees,
            currency: None,
            date: None,
            initial: None,
        }
    }

    fn declared(reference: &str, amount: Minor, initial: &str) -> Declared {
        let method = "VISA".to_owned();
        Declared { reference: reference.to_owned(), amount, initial: initial.to_owned(), method }
    }

    /// The self-consistent sample of the specification, section 5.6.
    #[test]
    fn the_published_formula_gives_the_sample_of_the_specification() {
        let lines = vec![
            line(LineStatus::Settled, "-100"),
            line(LineStatus::Refunded, "-100"),
            line(LineStatus::Disputed, "-300"),
        ];
        let (provider, date) = (Provider::parse("STRIPE").unwrap(), Date::new(2025, 6, 19).unwrap());
        let file = WrittenFile { provider, currency: Currency::Eur, date, fees: None, net: None, lines };
        let declared = [
            declared("pay-1", 100_000, ""),
            declared("ref-1", 25_000, "pay-1"),
            declared("dis-1", 25_000, "pay-0"),
        ];
        let expected = "\
ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees
pay-1,VISA,PAYMENT,SETTLED,19-06-2025,100000,EUR,,-100
ref-1,VISA,REFUND,REFUNDED,19-06-2025,-25000,EUR,pay-1,-100
dis-1,VISA,DISPUTE,DISPUTED,19-06-2025,-25000,EUR,pay-0,-300
,,,,,,,,
SettlementDate,19-06-2025,,,,,,,
ExternalProviderName,STRIPE,,,,,,,
TotalSettlementFeesAmount,-500,,,,,,,
TotalNetSettlementAmount,49500,,,,,,,
SettlementCurrency,EUR,,,,,,,
";
        assert_eq!(write(&file, &declared), expected);
    }

    #[test]
    fn a_negative_total_is_written_as_zero_and_informative_lines_do_not_count() {
        let lines = vec![
            line(LineStatus::Disputed, ""),
            line(LineStatus::DisputedLost, ""),
            WrittenLine { amount: Some("12.50".to_owned()), ..line(LineStatus::Settled, "") },
        ];
        let (provider, date) = (Provider::parse("STRIPE").unwrap(), Date::new(2025, 6, 19).unwrap());
        let file = WrittenFile { provider, currency: Currency::Eur, date, fees: None, net: None, lines };
        let declared = [declared("d", 500, "p"), declared("d", 500, "p"), declared("a,b", 1, "")];
        let text = write(&file, &declared);
        assert!(text.contains("TotalNetSettlementAmount,0,"), "{text}");
        assert!(text.contains("\"a,b\",VISA,PAYMENT,SETTLED,19-06-2025,12.50,"), "{text}");
    }
}
