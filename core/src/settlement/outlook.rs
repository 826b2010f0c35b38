//! What the end of a file says about all of it: the provider, and the generation of the format.
//!
//! Both stand in the footer, and both decide how a line is matched. So a file is matched in one pass by looking at its ends
//! first; what was expected is compared with what was read at last.

use super::check::Checker;
use super::report::{Dialect, Report};
use super::{CheckOptions, DialectChoice};
use crate::catalog::Provider;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outlook {
    pub dialect: Dialect,
    /// `None` where the footer names none, or none that is supported.
    pub provider: Option<Provider>,
}

impl Outlook {
    /// How much of either end of a file is enough for almost any.
    pub const END: usize = 1 << 16;

    /// By the beginning and the end of a file. They may overlap, and each may be the whole file.
    pub fn of_ends(head: &[u8], tail: &[u8], dialect: DialectChoice) -> Self {
        let options =
            CheckOptions { dialect, findings_per_rule: 0, duplicate_lines: 0, ..CheckOptions::default() };
        let mut checker = Checker::new(options, ());
        let header = memchr::memchr(b'\n', head).map_or(head.len(), |end| end.saturating_add(1));
        let whole_rows = memchr::memchr(b'\n', tail).map_or(tail.len(), |end| end.saturating_add(1));
        checker.feed(head.get(..header).unwrap_or(head));
        checker.feed(tail.get(whole_rows..).unwrap_or_default());
        Self::of(&checker.finish().0)
    }

    /// By a file that is at hand.
    pub fn of_file(bytes: &[u8], dialect: DialectChoice) -> Self {
        let tail = bytes.get(bytes.len().saturating_sub(Self::END)..).unwrap_or(bytes);
        Self::of_ends(bytes, tail, dialect)
    }

    /// What a report says in the end.
    pub fn of(report: &Report) -> Self {
        let provider = report.footer.external_provider_name.as_deref().and_then(Provider::parse);
        Self { dialect: report.dialect, provider }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "IntentId,ExternalProviderReference,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency\n";

    #[test]
    fn the_ends_tell_what_the_whole_file_tells() {
        let lines = "int_1,a,PAYMENT,SETTLED,19-06-2025,1,EUR\n".repeat(5000);
        for (footer, dialect, provider) in [
            (
                "TotalSettlementAmount,1\nExternalProviderName,Paypal\n",
                Dialect::V1,
                Provider::parse("PAYPAL"),
            ),
            (
                "TotalNetSettlementAmount,1\nExternalProviderName,stripe",
                Dialect::V2,
                Provider::parse("STRIPE"),
            ),
            ("ExternalProviderName,nobody\n", Dialect::V1, None),
        ] {
            let file = format!("{FILE}{lines},,,,,,\n{footer}");
            assert!(file.len() > 2 * Outlook::END);
            let outlook = Outlook::of_file(file.as_bytes(), DialectChoice::Auto);
            assert_eq!(outlook, Outlook { dialect, provider });
            let report = super::super::check(file.as_bytes(), &CheckOptions::default());
            assert_eq!(outlook, Outlook::of(&report));
        }
    }
}
