//! The names of the columns and footer rows, and which of them are needed (spec 5.2, 5.4).

use super::report::Dialect;

/// A column of the transaction lines, found by its name in the header.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Column {
    ProviderReference,
    PaymentMethod,
    Type,
    Status,
    Date,
    Amount,
    Currency,
    InitialReference,
    Fees,
}

impl Column {
    pub const ALL: [Self; 9] = [
        Self::ProviderReference,
        Self::PaymentMethod,
        Self::Type,
        Self::Status,
        Self::Date,
        Self::Amount,
        Self::Currency,
        Self::InitialReference,
        Self::Fees,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::ProviderReference => "ExternalProviderReference",
            Self::PaymentMethod => "ExternalPaymentMethod",
            Self::Type => "ExternalTransactionType",
            Self::Status => "ExternalTransactionStatus",
            Self::Date => "ExternalProcessingDate",
            Self::Amount => "Amount",
            Self::Currency => "Currency",
            Self::InitialReference => "ExternalInitialReference",
            Self::Fees => "ExternalProviderFees",
        }
    }

    /// Must be in the header, and filled on every line.
    pub const fn is_mandatory(self) -> bool {
        !matches!(self, Self::PaymentMethod | Self::InitialReference | Self::Fees)
    }

    pub const fn is_reference(self) -> bool {
        matches!(self, Self::ProviderReference | Self::InitialReference)
    }

    pub fn from_name(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name().as_bytes() == name)
    }
}

/// Columns of earlier formats: known, and ignored.
pub const DROPPED_COLUMNS: [&str; 2] = ["IntentId", "ClientId"];

/// A row of the footer, found by its name in the first cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FooterRow {
    SettlementDate,
    ProviderName,
    TotalFees,
    TotalNet,
    /// The name of `TotalNet` in the 2025 dialect.
    TotalLegacy,
    Currency,
}

impl FooterRow {
    pub const ALL: [Self; 6] = [
        Self::SettlementDate,
        Self::ProviderName,
        Self::TotalFees,
        Self::TotalNet,
        Self::TotalLegacy,
        Self::Currency,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::SettlementDate => "SettlementDate",
            Self::ProviderName => "ExternalProviderName",
            Self::TotalFees => "TotalSettlementFeesAmount",
            Self::TotalNet => "TotalNetSettlementAmount",
            Self::TotalLegacy => "TotalSettlementAmount",
            Self::Currency => "SettlementCurrency",
        }
    }

    pub fn from_name(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|row| row.name().as_bytes() == name)
    }

    /// The row that states the net total.
    pub const fn total(dialect: Dialect) -> Self {
        match dialect {
            Dialect::V1 => Self::TotalLegacy,
            Dialect::V2 => Self::TotalNet,
        }
    }
}
