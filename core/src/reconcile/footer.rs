//! The footer against the lines, once the lines are matched (spec 5.5, A35, A36).

use crate::money::Currency;
use crate::settlement::totals::Totals;

/// `FooterErrors` of the validations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FooterError {
    pub footer_name: Box<str>,
    pub code: &'static str,
    pub description: Box<str>,
}

/// What keeps a file from matching fully even if every line does.
pub fn footer_errors(totals: &Totals, currency: Currency) -> Vec<FooterError> {
    let mut errors = Vec::new();
    let fees = totals.fees_footer.unwrap_or(0);
    if let Some(sum) = totals.fees_from_lines.filter(|sum| *sum != i128::from(fees)) {
        errors.push(FooterError {
            footer_name: Box::from("TotalSettlementFeesAmount"),
            code: "FEESAMOUNT_NOT_MATCH",
            description: format!(
                "TotalSettlementFeesAmount {fees} {currency} is not the sum of ExternalProviderFees, {sum} {currency}."
            )
            .into(),
        });
    }
    let stated = totals.net_stated.unwrap_or(0);
    let expected = totals.net_expected.unwrap_or(0);
    if i128::from(stated) != expected {
        let hint = if totals.fits_other_convention {
            " It would match if TotalSettlementFeesAmount had the other sign."
        } else {
            ""
        };
        errors.push(FooterError {
            footer_name: Box::from("TotalNetSettlementAmount"),
            code: "SETTLEMENTAMOUNT_NOT_MATCH",
            description: format!(
                "TotalNetSettlement amount {stated} {currency} is not matching to declared amount {expected} {currency}.{hint}"
            )
            .into(),
        });
    }
    errors
}
