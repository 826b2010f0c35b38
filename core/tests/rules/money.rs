//! R167 to R179: money meets Settlements.

use super::file_text::File;
use super::settlements::settlement_in;
use super::world::{Echo, Edit, HOUR, Payment, intent};
use echoscope_core::machine::SettlementStatus;
use serde_json::{Value, json};

/// A captured payment and its settlement.
fn settled(echo: &mut Echo, reference: &str, amount: i64) -> (Payment, String) {
    let payment = echo.captured(reference, &[amount]);
    let settlement = echo.settle(&File::of("STRIPE").payment(reference, amount));
    (payment, settlement)
}

fn missing(echo: &Echo, settlement: &str) -> Value {
    echo.settlement(settlement)["FundsMissingAmount"].clone()
}

fn unallocated(echo: &Echo) -> i128 {
    echo.pool().map_or(0, |pool| pool.unallocated)
}

#[test]
fn r167_enough_money_reconciles_everything() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    let split = echo.split(&payment, 0, 1000);
    let settlement = echo.settle(&File::of("STRIPE").payment("pay-1", 1000));
    echo.receive(1000);
    assert_eq!(echo.settlement(&settlement)["Status"], "RECONCILED");
    assert_eq!(echo.intent(&payment)["Captures"][0]["Status"], "PAID");
    assert_eq!(echo.split_of(&payment, &split)["Status"], "AVAILABLE");
}

#[test]
fn r168_too_little_money_is_a_shortage() {
    let mut echo = Echo::new();
    let (payment, settlement) = settled(&mut echo, "pay-1", 1000);
    echo.receive(700);
    assert_eq!(echo.settlement(&settlement)["Status"], "INSUFFICIENT_FUNDS");
    assert_eq!(missing(&echo, &settlement), 300);
    assert_eq!(echo.intent(&payment)["Captures"][0]["Status"], "SETTLED_NOT_PAID");
    assert_eq!(unallocated(&echo), 700, "nothing is used until everything is there");
}

#[test]
fn r169_more_money_ends_the_shortage() {
    let mut echo = Echo::new();
    let (payment, settlement) = settled(&mut echo, "pay-1", 1000);
    for (arriving, left) in [(700, 300), (299, 1)] {
        echo.receive(arriving);
        assert_eq!(missing(&echo, &settlement), left);
    }
    echo.receive(1);
    assert_eq!(
        (echo.statuses(&[&settlement]), missing(&echo, &settlement)),
        (vec!["RECONCILED".into()], json!(0))
    );
    assert_eq!(echo.intent(&payment)["Captures"][0]["Status"], "PAID");
}

#[test]
fn r170_the_older_settlement_is_paid_first() {
    let mut echo = Echo::new();
    // The younger one is matched first: its creation is what counts.
    echo.captured("old", &[500]);
    let old = echo.new_settlement();
    echo.wait(HOUR);
    let (_, young) = settled(&mut echo, "young", 500);
    echo.upload(&old, &File::of("STRIPE").payment("old", 500));
    echo.receive(500);
    assert_eq!(echo.statuses(&[&old, &young]), ["RECONCILED", "PENDING_FUNDS_RECEPTION"]);
}

#[test]
fn r171_an_unaffordable_older_settlement_blocks_a_younger_one() {
    let mut echo = Echo::new();
    let (_, old) = settled(&mut echo, "old", 1000);
    let (_, young) = settled(&mut echo, "young", 100);
    echo.receive(500);
    assert_eq!(echo.statuses(&[&old, &young]), ["INSUFFICIENT_FUNDS", "PENDING_FUNDS_RECEPTION"]);
}

#[test]
fn r172_one_arrival_pays_as_many_as_it_can() {
    let mut echo = Echo::new();
    let settlements = [100, 200, 400].map(|amount| settled(&mut echo, &format!("pay-{amount}"), amount).1);
    echo.receive(350);
    let [first, second, third] = &settlements;
    assert_eq!(echo.statuses(&[first, second, third]), ["RECONCILED", "RECONCILED", "INSUFFICIENT_FUNDS"]);
    assert_eq!((missing(&echo, third), unallocated(&echo)), (json!(350), 50));
}

#[test]
fn r173_money_may_come_before_the_file() {
    let mut echo = Echo::new();
    echo.receive(1000);
    let (_, settlement) = settled(&mut echo, "pay-1", 1000);
    assert_eq!((echo.statuses(&[&settlement]), unallocated(&echo)), (vec!["RECONCILED".into()], 0));
}

#[test]
fn r174_every_provider_and_currency_has_its_own_money() {
    let mut echo = Echo::new();
    let (_, settlement) = settled(&mut echo, "pay-1", 1000);
    echo.receive_from("ADYEN", 1000);
    echo.does(json!({"do": "receive_funds", "provider": "STRIPE", "currency": "USD", "amount": 1000}));
    assert_eq!(
        (echo.statuses(&[&settlement]), unallocated(&echo)),
        (vec!["PENDING_FUNDS_RECEPTION".into()], 0)
    );
}

#[test]
fn r175_a_total_of_zero_needs_no_money() {
    let mut echo = Echo::new();
    let payment = echo.captured("pay-1", &[1000]);
    echo.does(payment.refund("ref-1"));
    let settlement = echo.settle(&File::of("STRIPE").payment("pay-1", 1000).refund("ref-1", "pay-1", 1000));
    assert_eq!(echo.settlement(&settlement)["Status"], "RECONCILED");
    assert_eq!(echo.intent(&payment)["Captures"][0]["Status"], "PAID");
}

#[test]
fn r176_a_negative_total_helps_to_pay_the_next_settlement() {
    let mut echo = Echo::new();
    let (payment, first) = settled(&mut echo, "pay-1", 100);
    echo.receive(100);
    echo.does(payment.refund("ref-1"));
    echo.captured("pay-2", &[30]);
    let second = echo.settle(&File::of("STRIPE").payment("pay-2", 30).refund("ref-1", "pay-1", 100));
    assert_eq!(echo.pool().map(echoscope_core::funds::Pool::carried), Some(70));
    let (_, third) = settled(&mut echo, "pay-3", 200);
    echo.receive(130);
    assert_eq!(echo.statuses(&[&first, &second, &third]), ["RECONCILED", "RECONCILED", "RECONCILED"]);
    assert_eq!(echo.pool().map(echoscope_core::funds::Pool::available), Some(0));
}

#[test]
fn r177_while_funds_are_awaited_nothing_is_missing() {
    let (echo, settlement) = settlement_in(SettlementStatus::PendingFundsReception);
    assert_eq!(missing(&echo, &settlement), 0);
}

#[test]
fn r178_a_surplus_waits_for_the_next_settlement() {
    let mut echo = Echo::new();
    let (_, first) = settled(&mut echo, "pay-1", 1000);
    echo.receive(1700);
    assert_eq!((echo.statuses(&[&first]), unallocated(&echo)), (vec!["RECONCILED".into()], 700));
    let (_, second) = settled(&mut echo, "pay-2", 700);
    assert_eq!((echo.statuses(&[&second]), unallocated(&echo)), (vec!["RECONCILED".into()], 0));
}

#[test]
fn r179_reconciled_failed_and_cancelled_are_final() {
    for status in [SettlementStatus::Reconciled, SettlementStatus::Failed, SettlementStatus::Cancelled] {
        let (mut echo, settlement) = settlement_in(status);
        for command in [
            json!({"do": "upload", "settlement": settlement, "file": "any"}),
            json!({"do": "update_settlement", "settlement": settlement, "FileName": "again.csv"}),
            json!({"do": "cancel_settlement", "settlement": settlement}),
        ] {
            echo.refuses(command);
        }
        echo.receive(100_000);
        echo.wait(HOUR);
        assert_eq!(echo.settlement(&settlement)["Status"], json!(status));
    }
}

#[test]
fn a14_a_shortage_is_shared_out_from_the_last_line_to_the_first() {
    let mut echo = Echo::new();
    let first = echo.captured("pay-1", &[300]);
    let second = echo.captured("pay-2", &[200, 100]);
    let file = File::of("STRIPE").payment("pay-1", 300).payment("pay-2", 300);
    let settlement = echo.settle(&file);
    let shares = |echo: &Echo| {
        let view = [&first, &second].map(|payment| echo.intent(payment));
        let lines = [&view[0]["LineItems"][0], &view[1]["LineItems"][0], &view[1]["LineItems"][1]];
        let of = |value: &Value, field: &str| value[field].as_i64().expect("a number");
        let by_line = lines.map(|line| of(line, "UnfundedSellerAmount"));
        (view.each_ref().map(|view| of(view, "UnfundedAmount")), by_line)
    };
    assert_eq!(shares(&echo), ([0, 0], [0, 0, 0]), "nothing is missing yet");
    for (arriving, expected) in [
        (50, ([250, 300], [250, 200, 100])),
        (250, ([0, 300], [0, 200, 100])),
        (50, ([0, 250], [0, 150, 100])),
        (160, ([0, 90], [0, 0, 90])),
    ] {
        echo.receive(arriving);
        assert_eq!(shares(&echo), expected);
    }
    echo.receive(90);
    assert_eq!(echo.settlement(&settlement)["Status"], "RECONCILED");
    assert_eq!(shares(&echo), ([0, 0], [0, 0, 0]));
}

#[test]
fn a28_of_the_same_second_the_one_with_the_smaller_id_is_older() {
    let mut echo = Echo::new();
    let [first, second] = [1, 2].map(|number| settled(&mut echo, &format!("pay-{number}"), 500).1);
    assert!(first < second);
    echo.receive(500);
    assert_eq!(echo.statuses(&[&first, &second]), ["RECONCILED", "PENDING_FUNDS_RECEPTION"]);
}

#[test]
fn b10_a_pool_is_there_as_soon_as_it_is_used() {
    let mut echo = Echo::new();
    assert!(echo.pool().is_none());
    echo.authorized("pay-1", &[1000]);
    let pool = echo.pool().expect("a pool").clone();
    assert!(pool.iban.starts_with("FR") && pool.escrow_wallet.starts_with("wlt_m_"));
    let other = intent("pay-2", &[1000]).with("ExternalData/ExternalProviderName", "ADYEN");
    echo.does(other);
    echo.receive(1);
    assert_eq!(echo.world().pools().count(), 2);
    assert_eq!(echo.pool().map(|now| now.iban.clone()), Some(pool.iban));
}

#[test]
fn b18_nothing_is_short_before_money_arrives() {
    let mut echo = Echo::new();
    let (_, first) = settled(&mut echo, "pay-1", 1000);
    let (_, second) = settled(&mut echo, "pay-2", 400);
    assert_eq!(echo.statuses(&[&first, &second]), ["PENDING_FUNDS_RECEPTION"; 2]);
    // The first takes all that came: for the second nothing has arrived.
    echo.receive(1000);
    assert_eq!(echo.statuses(&[&first, &second]), ["RECONCILED", "PENDING_FUNDS_RECEPTION"]);
    echo.receive(1);
    assert_eq!(
        (echo.statuses(&[&second]), missing(&echo, &second)),
        (vec!["INSUFFICIENT_FUNDS".into()], json!(399))
    );
}

#[test]
fn b18_what_is_missing_follows_the_money_also_behind_an_older_settlement() {
    let mut echo = Echo::new();
    echo.captured("old", &[1000]);
    let old = echo.new_settlement();
    let (_, young) = settled(&mut echo, "young", 500);
    echo.receive(400);
    assert_eq!(missing(&echo, &young), 100);
    // Now an older one wants the same money.
    echo.upload(&old, &File::of("STRIPE").payment("old", 1000));
    assert_eq!(echo.statuses(&[&old, &young]), ["INSUFFICIENT_FUNDS", "INSUFFICIENT_FUNDS"]);
    for (arriving, of_old, of_young) in [(200, 400, 0), (400, 0, 500), (499, 0, 1)] {
        echo.receive(arriving);
        assert_eq!([missing(&echo, &old), missing(&echo, &young)], [json!(of_old), json!(of_young)]);
    }
    echo.receive(1);
    assert_eq!(echo.statuses(&[&old, &young]), ["RECONCILED", "RECONCILED"]);
}
