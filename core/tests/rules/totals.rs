//! R140 to R147: what a file adds up to.

use super::file_text::File;
use super::world::{Echo, id};
use serde_json::{Value, json};

/// Payments `pay-1` of 20000 and `pay-2` of 10000; of the first 2500 refunded, 3000 disputed, of the second 400
/// refunded and reversed, 700 disputed and won, 900 disputed and lost, 50 defended.
fn busy_world() -> Echo {
    let mut echo = Echo::new();
    let first = echo.captured("pay-1", &[20000]);
    echo.does(first.refund_part("ref-1", &[(0, 2500)]));
    echo.does(first.dispute_part("dis-1", &[(0, 3000)]));
    let second = echo.captured("pay-2", &[10000]);
    let refund = echo.does(second.refund_part("ref-2", &[(0, 400)]));
    echo.does(second.reverse(&id(&refund["Refund"]["Id"]), "rev-2"));
    for (reference, amount, decision) in
        [("dis-2", 700, "DISPUTED_WON"), ("dis-3", 900, "DISPUTED_LOST"), ("dis-4", 50, "DEFENDED")]
    {
        let dispute = echo.does(second.dispute_part(reference, &[(0, amount)]));
        echo.does(second.decide(&id(&dispute["Dispute"]["Id"]), decision));
    }
    echo
}

/// A file with a line of every status.
fn busy_file() -> File {
    File::of("STRIPE")
        .payment("pay-1", 20000)
        .payment("pay-2", 10000)
        .refund("ref-1", "pay-1", 2500)
        .dispute("DISPUTED", "dis-1", "pay-1", 3000)
        .refund("ref-2", "pay-2", 400)
        .reversal("rev-2", "pay-2", 400)
        .dispute("DISPUTED", "dis-2", "pay-2", 700)
        .dispute("DISPUTED_WON", "dis-2", "pay-2", 700)
        .dispute("DISPUTED", "dis-3", "pay-2", 900)
        .dispute("DISPUTED_LOST", "dis-3", "pay-2", 900)
        .dispute("DEFENDED", "dis-4", "pay-2", 50)
}

/// 20000 + 10000 − 2500 − 3000 − 400 + 400 − 700 + 700 − 900.
const COUNTED: i64 = 23600;

fn amounts(view: &Value) -> [i64; 3] {
    ["DeclaredIntentAmount", "ExternalProcessorFeesAmount", "ActualSettlementAmount"]
        .map(|field| view[field].as_i64().expect("a number"))
}

#[test]
fn r140_the_fees_total_is_the_sum_of_the_lines_fees() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[1000]);
    let wrong = File::of("STRIPE").payment("pay-1", 1000).with_fee(-20).fees(-21);
    let settlement = echo.settle(&wrong);
    assert_eq!(echo.settlement(&settlement)["Status"], "PARTIALLY_MATCHED");
    assert_eq!(
        echo.validations(&settlement)["FooterErrors"],
        json!([{
            "FooterName": "TotalSettlementFeesAmount",
            "Code": "FEESAMOUNT_NOT_MATCH",
            "Description": "TotalSettlementFeesAmount -21 EUR is not the sum of ExternalProviderFees, -20 EUR.",
        }])
    );
}

#[test]
fn r141_a_file_with_the_right_net_total_passes() {
    let mut echo = busy_world();
    let settlement = echo.settle(&busy_file().fees(-600).net(COUNTED - 600));
    assert_eq!(echo.settlement(&settlement)["Status"], "PENDING_FUNDS_RECEPTION");
    assert_eq!(echo.validations(&settlement), json!({"FooterErrors": [], "LinesErrors": []}));
}

#[test]
fn r142_a_wrong_net_total_is_an_error_that_names_both_amounts() {
    let mut echo = Echo::new();
    echo.captured("pay-1", &[9000]);
    let settlement = echo.settle(&File::of("STRIPE").payment("pay-1", 9000).net(1000));
    assert_eq!(
        echo.validations(&settlement)["FooterErrors"],
        json!([{
            "FooterName": "TotalNetSettlementAmount",
            "Code": "SETTLEMENTAMOUNT_NOT_MATCH",
            "Description": "TotalNetSettlement amount 1000 EUR is not matching to declared amount 9000 EUR.",
        }])
    );
}

/// A file whose lines add up to −600.
fn negative(echo: &mut Echo) -> File {
    let payment = echo.captured("pay-1", &[1000]);
    echo.does(payment.refund("ref-1"));
    echo.captured("pay-2", &[400]);
    File::of("STRIPE").payment("pay-2", 400).refund("ref-1", "pay-1", 1000)
}

#[test]
fn r143_a_negative_total_is_written_and_kept_as_zero() {
    let mut echo = Echo::new();
    let file = negative(&mut echo);
    let wrong = echo.settle(&file.clone().net(-600));
    assert_eq!(echo.validations(&wrong)["FooterErrors"][0]["Code"], "SETTLEMENTAMOUNT_NOT_MATCH");
    let right = echo.settle(&file.net(0));
    assert_eq!(echo.settlement(&right)["Status"], "RECONCILED");
    assert_eq!(echo.settlement(&right)["ActualSettlementAmount"], 0);
}

#[test]
fn r144_defended_and_lost_lines_do_not_count() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let dispute = echo.does(payment.dispute_part("dis-1", &[(0, 300)]));
    let dispute = id(&dispute["Dispute"]["Id"]);
    echo.does(payment.decide(&dispute, "DEFENDED"));
    echo.does(payment.decide(&dispute, "DISPUTED_LOST"));
    let file = File::of("STRIPE")
        .payment("pay-1", 1000)
        .dispute("DISPUTED", "dis-1", "pay-1", 300)
        .dispute("DEFENDED", "dis-1", "pay-1", 300)
        .dispute("DISPUTED_LOST", "dis-1", "pay-1", 300);
    let settlement = echo.settle(&file.net(700));
    assert_eq!(echo.settlement(&settlement)["Status"], "PENDING_FUNDS_RECEPTION");
    assert_eq!(amounts(&echo.settlement(&settlement)), [700, 0, 700]);
}

#[test]
fn r145_the_declared_amount_is_captures_less_refunds_and_disputes_plus_reversals_and_won() {
    let mut echo = busy_world();
    let settlement = echo.settle(&busy_file());
    assert_eq!(echo.settlement(&settlement)["DeclaredIntentAmount"], COUNTED);
}

#[test]
fn r146_the_actual_amount_is_the_declared_less_the_fees() {
    for (declared, fees) in [(10500, 500), (20000, 2), (20000, 0)] {
        let mut echo = Echo::new();
        echo.captured("pay-1", &[declared]);
        let settlement = echo.settle(&File::of("STRIPE").payment("pay-1", declared).fees(-fees));
        assert_eq!(amounts(&echo.settlement(&settlement)), [declared, fees, declared - fees]);
    }
}

#[test]
fn r147_the_legacy_sign_subtracts_a_positive_fee() {
    use echoscope_core::reading::FeeSign;
    for (sign, net) in [(FeeSign::Signed, 10500), (FeeSign::Legacy, 9500)] {
        let mut echo = Echo::reading(|reading| reading.fee_sign = sign);
        echo.captured("pay-1", &[10000]);
        let settlement = echo.settle(&File::of("STRIPE").payment("pay-1", 10000).fees(500).net(net));
        assert_eq!(amounts(&echo.settlement(&settlement)), [10000, 500, net]);
        assert_eq!(echo.settlement(&settlement)["Status"], "PENDING_FUNDS_RECEPTION");
    }
}
