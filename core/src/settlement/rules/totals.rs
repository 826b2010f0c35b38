//! Rules about sums.

use super::{Effect, Rule, rules};
use crate::settlement::report::Severity;

rules! {
    FEES_TOTAL_MISMATCH = "fees-total-mismatch", Error, BlocksSettlement, fix Unsafe, "R140, 5.5";
        "TotalSettlementFeesAmount is not the sum of the lines' fees.";
        "When the lines give their fees, the footer holds exactly their sum, with the same sign.";
    FEES_PARTLY_GIVEN = "fees-partly-given", Warning, None, "5.5";
        "Some lines give their fees and others do not.";
        "The footer is compared with the sum of the fees that are given.";
    NET_TOTAL_MISMATCH = "net-total-mismatch", Error, BlocksSettlement, fix Unsafe, "R141, R142, R143, A9, A36", mangopay "SETTLEMENTAMOUNT_NOT_MATCH";
        "The net total is not what the lines and the fees add up to.";
        "Net total = SETTLED + REFUNDED + DISPUTED + REFUND_REVERSED + DISPUTED_WON + TotalSettlementFeesAmount, each term with its sign, and 0 where the sum is negative. DEFENDED and DISPUTED_LOST lines are not counted. The file is read, but the settlement stays PARTIALLY_MATCHED. Mangopay's documents show the code SETTLEMENTAMOUNT_NOT_MATCH for it, a test of its Python SDK TOTAL_NET_MISCALCULATED.";
    TOTALS_NOT_CHECKED = "totals-not-checked", Warning, None, "design";
        "The totals could not be checked.";
        "A line whose amount or status cannot be read leaves the sum open. Correct the lines and check again.";
}
