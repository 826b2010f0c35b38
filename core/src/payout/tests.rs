use super::*;
use crate::settlement::{CheckOptions, check};

const STRIPE: &str = "\
automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created,available_on,currency,gross,fee,net,reporting_category,source_id,description,charge_id,payment_intent_id
po_1,2026-06-21,txn_1,2026-06-17 10:00:00,2026-06-19 00:00:00,eur,120.00,3.63,116.37,charge,ch_1,\"Order 1, shoes\",ch_1,pi_1
po_1,2026-06-21,txn_2,2026-06-18 11:30:00,2026-06-20 00:00:00,eur,80.00,2.50,77.50,charge,ch_2,Order 2,ch_2,pi_2
po_1,2026-06-21,txn_3,2026-06-18 11:31:00,2026-06-20 00:00:00,eur,-30.00,-0.50,-29.50,partial_capture_reversal,ch_2,Order 2,ch_2,pi_2
po_1,2026-06-21,txn_4,2026-06-19 09:00:00,2026-06-19 00:00:00,eur,-20.00,0.00,-20.00,refund,re_1,Refund,ch_1,pi_1
po_1,2026-06-21,txn_5,2026-06-19 09:05:00,2026-06-19 00:00:00,eur,-50.00,15.00,-65.00,dispute,dp_1,Dispute,ch_0,pi_0
po_1,2026-06-21,txn_6,2026-06-20 00:00:00,2026-06-20 00:00:00,eur,-1.00,0.00,-1.00,fee,,Radar,,
";

const ADYEN: &str = "\
Company Account,Merchant Account,Psp Reference,Merchant Reference,Payment Method,Creation Date,TimeZone,Type,Modification Reference,Gross Currency,Gross Debit (GC),Gross Credit (GC),Exchange Rate,Net Currency,Net Debit (NC),Net Credit (NC),Commission (NC),Markup (NC),Scheme Fees (NC),Interchange (NC),Batch Number
Shop,ShopEU,8816,order-1,visa,2026-06-17 10:00:00,CET,Settled,8817,EUR,,120.00,1,EUR,,118.80,,0.40,0.30,0.50,7
Shop,ShopEU,8816,order-1,visa,2026-06-18 10:00:00,CET,Refunded,8820,EUR,20.00,,1,EUR,20.00,,,,,,7
Shop,ShopEU,8700,order-0,mc,2026-06-18 12:00:00,CET,Chargeback,8830,EUR,50.00,,1,EUR,57.50,,7.50,,,,7
Shop,ShopEU,,,,2026-06-20 00:00:00,CET,Fee,Transaction Fees June,,,,,EUR,2.00,,,,,,7
Shop,ShopEU,,,,2026-06-21 06:00:00,CET,MerchantPayout,\"TX7, batch 7\",,,,,EUR,39.30,,,,,,7
";

fn converted(report: &str) -> String {
    let converted = convert(report.as_bytes(), &Wishes::default());
    assert_eq!(converted.faults, []);
    converted.file.unwrap()
}

fn fault(report: &str, wishes: &Wishes) -> Fault {
    let mut converted = convert(report.as_bytes(), wishes);
    assert_eq!(converted.file, None);
    converted.faults.remove(0)
}

#[test]
fn a_stripe_report_becomes_a_file_that_passes() {
    let file = converted(STRIPE);
    let report = check(file.as_bytes(), &CheckOptions::default());
    assert_eq!(report.findings, []);
    assert!(file.contains("ch_1,,PAYMENT,SETTLED,17-06-2026,12000,EUR,,"), "{file}");
    assert!(
        file.contains("ch_2,,PAYMENT,SETTLED,18-06-2026,5000,EUR,,"),
        "the uncaptured part is taken off: {file}"
    );
    assert!(file.contains("re_1,,REFUND,REFUNDED,19-06-2026,-2000,EUR,ch_1,"), "{file}");
    assert!(file.contains("dp_1,,DISPUTE,DISPUTED,19-06-2026,-5000,EUR,ch_0,"), "{file}");
    // 3.63 + 2.50 - 0.50 + 15.00 + 1.00 of fees; 120 + 50 - 20 - 50 less these.
    assert!(file.contains("TotalSettlementFeesAmount,-2163,"), "{file}");
    assert!(file.contains("TotalNetSettlementAmount,7837,"), "{file}");
    assert!(file.contains("SettlementDate,21-06-2026,"), "the day of the payout: {file}");
    let without = STRIPE.replace("automatic_payout_effective_at", "description_2");
    let last = "SettlementDate,19-06-2026,";
    assert!(converted(&without).contains(last), "else of the last transaction: {file}");
}

#[test]
fn an_adyen_report_becomes_a_file_that_passes_and_adds_up_to_the_payout() {
    let file = converted(ADYEN);
    assert_eq!(check(file.as_bytes(), &CheckOptions::default()).findings, []);
    assert!(file.contains("8816,,PAYMENT,SETTLED,17-06-2026,12000,EUR,,"), "{file}");
    assert!(file.contains("8830,,DISPUTE,DISPUTED,18-06-2026,-5000,EUR,8700,"), "{file}");
    assert!(file.contains("SettlementDate,21-06-2026,"), "{file}");
    assert!(file.contains("TotalNetSettlementAmount,3930,"), "{file}");
    let left_out = convert(ADYEN.as_bytes(), &Wishes::default()).left_out;
    assert_eq!(left_out, [LeftOut { line: 6, kind: "MerchantPayout".into() }]);
}

#[test]
fn payments_may_have_been_declared_under_another_column() {
    let wishes = Wishes { reference: Some("payment_intent_id".into()), payout: None };
    let file = convert(STRIPE.as_bytes(), &wishes).file.unwrap();
    assert!(file.contains("pi_1,,PAYMENT,SETTLED,"), "{file}");
    assert!(file.contains("re_1,,REFUND,REFUNDED,19-06-2026,-2000,EUR,pi_1,"), "{file}");
    let wishes = Wishes { reference: Some("invoice".into()), payout: None };
    assert_eq!(fault(STRIPE, &wishes).message, "The report has no column `invoice`.");
}

#[test]
fn a_report_of_several_payouts_needs_a_choice() {
    let two = STRIPE.replacen("po_1,", "po_2,", 1);
    let refused = fault(&two, &Wishes::default());
    assert_eq!(refused.message, "The report holds 2 payouts, and a settlement file is one.");
    assert_eq!(refused.remedy, "Choose one of: po_2, po_1.");
    let wishes = Wishes { payout: Some("po_2".into()), reference: None };
    assert_eq!(convert(two.as_bytes(), &wishes).lines, 1);
    let wishes = Wishes { payout: Some("po_3".into()), reference: None };
    assert_eq!(fault(&two, &wishes).remedy, "It holds: po_2, po_1.");
}

#[test]
fn money_that_is_not_explained_is_never_left_out_in_silence() {
    let unknown = STRIPE.replace(",fee,,Radar", ",connect_reserved_funds,,Reserve");
    let refused = fault(&unknown, &Wishes::default());
    assert_eq!((refused.line, refused.value.as_deref()), (7, Some("connect_reserved_funds")));
    let short = ADYEN.replace(",39.30,", ",39.00,");
    assert!(fault(&short, &Wishes::default()).message.contains("-0.30 EUR are unexplained"));
}

#[test]
fn a_cell_that_is_no_exact_amount_is_named() {
    for (cell, why) in
        [("120,00", "no amount"), ("1.2e2", "no amount"), ("120.001", "finer than"), ("ten", "no amount")]
    {
        let broken = STRIPE.replacen(",120.00,", &format!(",\"{cell}\","), 1);
        let refused = fault(&broken, &Wishes::default());
        assert_eq!((refused.line, refused.column.as_deref()), (2, Some("gross")), "{cell}");
        assert!(refused.message.contains(why), "{cell}: {}", refused.message);
    }
}

#[test]
fn what_is_no_report_says_what_would_be() {
    assert_eq!(fault("", &Wishes::default()).message, "The report is empty.");
    assert!(fault("a,b\n1,2\n", &Wishes::default()).message.starts_with("This is no payout report"));
    let lacking = STRIPE.replacen("source_id", "source", 1);
    assert!(fault(&lacking, &Wishes::default()).message.ends_with("but lacks: source_id."));
    assert!(fault("a\n\u{0}\u{0}\"", &Wishes::default()).message.starts_with("This is no payout report"));
    let latin = [STRIPE.as_bytes(), b"\xE9,\n"].concat();
    assert!(
        convert(&latin, &Wishes::default()).faults[0].message.starts_with("The report cannot be read as CSV")
    );
}

#[test]
fn a_payment_in_another_currency_than_the_payout_is_refused() {
    let dollars = ADYEN.replacen("EUR,,120.00", "USD,,120.00", 1);
    assert_eq!(fault(&dollars, &Wishes::default()).column.as_deref(), Some("Gross Currency"));
}
