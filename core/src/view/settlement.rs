//! The Settlement and its validations (spec 2.7, 2.8).

use super::minor;
use crate::catalog::LineType;
use crate::date::Timestamp;
use crate::engine::Settlement;
use crate::id::Id;
use crate::machine::SettlementStatus;
use crate::money::Minor;
use serde::Serialize;

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct SettlementView {
    pub settlement_id: Id,
    pub status: SettlementStatus,
    pub creation_date: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement_date: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_provider_name: Option<&'static str>,
    pub declared_intent_amount: Minor,
    pub external_processor_fees_amount: Minor,
    pub actual_settlement_amount: Minor,
    pub funds_missing_amount: Minor,
    pub file_name: String,
}

impl SettlementView {
    pub fn of(settlement: &Settlement) -> Self {
        Self {
            settlement_id: settlement.id,
            status: settlement.status,
            creation_date: settlement.created,
            settlement_date: settlement.date,
            external_provider_name: settlement.provider.map(crate::catalog::Provider::name),
            declared_intent_amount: minor(settlement.declared),
            external_processor_fees_amount: minor(settlement.fees),
            actual_settlement_amount: settlement.actual,
            funds_missing_amount: minor(settlement.missing),
            file_name: settlement.stamped_name(),
        }
    }
}

#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct ValidationsView {
    pub footer_errors: Vec<FooterErrorView>,
    pub lines_errors: Vec<LineErrorView>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct FooterErrorView {
    pub footer_name: String,
    pub code: String,
    pub description: String,
}

/// Both official shapes at once: the reference pages put `Code` and `Description` on the error, the SDKs read `Details`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct LineErrorView {
    pub external_provider_reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_transaction_type: Option<LineType>,
    pub code: String,
    pub description: String,
    pub details: Vec<ErrorDetail>,
    /// Echoscope's addition: the line of the file, from 1.
    pub line: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(tsify::Tsify))]
#[serde(rename_all = "PascalCase")]
pub struct ErrorDetail {
    pub code: String,
    pub description: String,
}

impl ValidationsView {
    pub fn of(settlement: &Settlement) -> Self {
        let footer_errors = settlement.footer_errors.iter().map(|error| FooterErrorView {
            footer_name: error.footer_name.to_string(),
            code: error.code.to_owned(),
            description: error.description.to_string(),
        });
        let mut lines_errors: Vec<LineErrorView> = Vec::new();
        for error in settlement.line_errors.iter() {
            let detail =
                ErrorDetail { code: error.code.to_owned(), description: error.description.to_string() };
            match lines_errors.last_mut().filter(|last| last.line == error.line) {
                Some(last) => last.details.push(detail),
                None => lines_errors.push(LineErrorView {
                    external_provider_reference: error.reference.to_string(),
                    external_transaction_type: error.line_type,
                    code: detail.code.clone(),
                    description: detail.description.clone(),
                    details: vec![detail],
                    line: error.line,
                }),
            }
        }
        Self { footer_errors: footer_errors.collect(), lines_errors }
    }
}
