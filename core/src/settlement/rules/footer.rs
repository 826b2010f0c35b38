//! Rules about the footer rows.

use super::{Effect, Rule, rules};
use crate::settlement::report::Severity;

rules! {
    FOOTER_MISSING = "footer-missing", Error, RejectsFile, fix Safe, "R124, 5.4, R137";
        "A mandatory footer row is missing.";
        "The footer needs SettlementDate, ExternalProviderName, TotalSettlementFeesAmount and TotalNetSettlementAmount, under exactly these names.";
    FOOTER_EMPTY = "footer-empty", Error, RejectsFile, "R124, 5.4";
        "A mandatory footer row has no value.";
        "The value stands in the second cell of the row.";
    FOOTER_DUPLICATE = "footer-duplicate", Error, RejectsFile, "5.7";
        "A footer row stands twice.";
        "It cannot be known which of the two is meant.";
    FOOTER_UNKNOWN = "footer-unknown", Warning, None, "5.4";
        "A footer row is not part of the format, and is ignored.";
        "The footer rows are SettlementDate, ExternalProviderName, TotalSettlementFeesAmount, TotalNetSettlementAmount and SettlementCurrency.";
    FOOTER_EXTRA_VALUE = "footer-extra-value", Warning, None, "5.1";
        "A footer row has more than one value.";
        "Only the second cell is read.";
    FOOTER_DATE_MALFORMED = "footer-date-malformed", Error, RejectsFile, fix Safe, "R130, 5.7", mangopay "FORMAT_DATE_INVALID";
        "SettlementDate is not a day written as DD-MM-YYYY.";
        "A footer that cannot be read rejects the file.";
    FOOTER_AMOUNT_MALFORMED = "footer-amount-malformed", Error, RejectsFile, fix Unsafe, "R131, 5.7";
        "A footer total is not a whole number of the smallest unit.";
        "A footer that cannot be read rejects the file.";
    PROVIDER_UNSUPPORTED = "provider-unsupported", Error, RejectsFile, fix Depends, "5.7, 2.10";
        "ExternalProviderName is not a provider that Mangopay supports.";
        "The names are on Mangopay's list of supported providers; new ones are added by contract.";
    FOOTER_CURRENCY_UNKNOWN = "footer-currency-unknown", Error, RejectsFile, fix Depends, "R128, 0.2";
        "SettlementCurrency is not a currency that Mangopay accepts.";
        "The row may be left out or left empty; a value must be a currency.";
    FOOTER_CURRENCY_DIFFERENT = "footer-currency-different", Error, RejectsFile, fix Unsafe, "R128";
        "SettlementCurrency differs from the currency of the lines.";
        "One settlement file has exactly one currency.";
    FORMAT_2025 = "format-2025", Info, None, "R137, A31";
        "The file is written in the 2025 format.";
        "It was recognised by the footer name TotalSettlementAmount or the column IntentId, and checked by the rules of that format: amounts without sign, fees subtracted. Mangopay renamed the footer row in February 2026: new files should use TotalNetSettlementAmount and signed amounts.";
}
