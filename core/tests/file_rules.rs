//! The rules of the settlement file, R121 to R147 of the specification, each by its number.

mod samples;

use echoscope_core::settlement::file::{ParsedFile, parse};
use echoscope_core::settlement::report::{Dialect, Finding, Verdict};
use echoscope_core::settlement::totals::FeeConvention;
use echoscope_core::settlement::{CheckOptions, DialectChoice, Report, check};
use samples::{GOOD, with};

const OF_2025: &str = "\
IntentId,ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,ExternalInitialReference,ExternalProviderFees
int_1,pay-1,VISA,PAYMENT,SETTLED,19-06-2025,100000,EUR,,100
int_2,ref-1,VISA,REFUND,REFUNDED,19-06-2025,25000,EUR,pay-1,400
,,,,,,,,,
SettlementDate,19-06-2025,,,,,,,,
ExternalProviderName,Paypal,,,,,,,,
TotalSettlementFeesAmount,500,,,,,,,,
TotalSettlementAmount,74500,,,,,,,,
SettlementCurrency,EUR,,,,,,,,
";

fn report(text: &str) -> Report {
    check(text.as_bytes(), &CheckOptions::default())
}

fn parsed(text: &str) -> ParsedFile {
    parse(text.as_bytes(), &CheckOptions::default())
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.code).collect()
}

#[track_caller]
fn the_one(report: &Report) -> &Finding {
    assert_eq!(report.findings.len(), 1, "{:#?}", report.findings);
    &report.findings[0]
}

/// The file is rejected, for this reason among others.
#[track_caller]
fn failed(text: &str, code: &str) {
    let report = report(text);
    assert!(codes(&report).contains(&code), "{code} is not among {:?}", codes(&report));
    assert_eq!(report.verdict, Verdict::Failed);
}

/// The file is read, and exactly this is found on line 2.
#[track_caller]
fn line_fault(text: &str, code: &str) {
    let report = report(text);
    let on_line: Vec<_> = report.findings.iter().filter(|finding| finding.at.line == 2).collect();
    assert_eq!(on_line.iter().map(|finding| finding.code).collect::<Vec<_>>(), [code]);
    assert_eq!(report.verdict, Verdict::Created);
    assert_eq!(parsed(text).lines[0].faults, [code]);
}

#[test]
fn the_good_files_are_without_error() {
    assert_eq!(codes(&report(GOOD)), Vec::<&str>::new());
    assert_eq!(codes(&report(OF_2025)), ["column-dropped", "format-2025"]);
}

#[test]
fn r121_columns_in_any_order_parse_equally() {
    let turned: String = GOOD
        .lines()
        .enumerate()
        .map(|(number, line)| {
            let mut cells: Vec<_> = line.split(',').collect();
            if number < 4 {
                cells.reverse();
            }
            cells.join(",") + "\n"
        })
        .collect();
    assert_eq!(parsed(&turned).lines, parsed(GOOD).lines);
    assert_eq!(report(&turned), report(GOOD));
}

#[test]
fn r122_missing_mandatory_column_is_failed() {
    for name in [
        "ExternalProviderReference",
        "ExternalTransactionType",
        "ExternalTransactionStatus",
        "ExternalProcessingDate",
    ] {
        failed(&with(name, "Other"), "column-missing");
    }
    failed(&with(",Amount,", ",amount,"), "column-missing");
    failed(&with(",Currency,", ",Curency,"), "column-missing");
}

#[test]
fn r123_empty_mandatory_cell_is_failed() {
    for (from, to) in [
        ("pay-1,VISA", ",VISA"),
        ("PAYMENT,SETTLED", ",SETTLED"),
        ("PAYMENT,SETTLED", "PAYMENT,"),
        ("19-06-2025,100000", ",100000"),
        ("100000,EUR", ",EUR"),
        ("100000,EUR", "100000, "),
    ] {
        failed(&with(from, to), "value-missing");
    }
}

#[test]
fn r124_missing_mandatory_footer_row_is_failed() {
    for row in [
        "SettlementDate,19-06-2025,,,,,,,\n",
        "ExternalProviderName,STRIPE,,,,,,,\n",
        "TotalSettlementFeesAmount,-500,,,,,,,\n",
        "TotalNetSettlementAmount,49500,,,,,,,\n",
    ] {
        let report = report(&with(row, ""));
        assert_eq!((the_one(&report).code, report.verdict), ("footer-missing", Verdict::Failed));
    }
    failed(&with("TotalNetSettlementAmount,49500", "TotalNetSettlementAmount,"), "footer-empty");
}

#[test]
fn r125_empty_optional_cells_are_fine() {
    let text = with("pay-1,VISA", "pay-1,").replace("SettlementCurrency,EUR,,,,,,,\n", "");
    assert_eq!(codes(&report(&text)), Vec::<&str>::new());
}

#[test]
fn r126_exactly_one_empty_row_separates_lines_and_footer() {
    failed(&with(",,,,,,,,\n", ""), "separator-missing");
    failed(&with(",,,,,,,,\n", ",,,,,,,,\n,,,,,,,,\n"), "separator-repeated");
    failed(&with("ref-1", ",,,,,,,,\nref-1"), "blank-row-between-lines");
}

#[test]
fn r127_two_currencies_in_one_file_are_failed() {
    failed(&with("-25000,EUR,pay-1", "-25000,USD,pay-1"), "currency-mixed");
}

#[test]
fn r128_settlement_currency_differing_from_the_lines_is_failed() {
    failed(&with("SettlementCurrency,EUR", "SettlementCurrency,USD"), "footer-currency-different");
}

#[test]
fn r129_byte_order_mark_line_ends_and_final_newline_are_free() {
    let marked = format!("\u{FEFF}{GOOD}");
    let windows = GOOD.replace('\n', "\r\n");
    for text in [&marked, &windows, GOOD.trim_end(), windows.trim_end()] {
        assert_eq!(codes(&report(text)), Vec::<&str>::new());
        assert_eq!(parsed(text).lines, parsed(GOOD).lines);
    }
}

#[test]
fn r130_a_date_is_written_day_month_year() {
    for date in ["2025-06-19", "19/06/2025", "31-06-2025", "191-06-2025"] {
        line_fault(&with("SETTLED,19-06-2025", &format!("SETTLED,{date}")), "date-malformed");
    }
}

#[test]
fn r131_an_amount_is_an_integer_with_an_optional_hyphen() {
    for amount in ["1000.00", "\"100,000\"", "\u{2212}100000", "+100000", "1.0E+05", "1 000"] {
        line_fault(&with("19-06-2025,100000", &format!("19-06-2025,{amount}")), "amount-malformed");
    }
    // A comma that is not quoted pushes the other values to the right.
    line_fault(&with("19-06-2025,100000", "19-06-2025,100,000"), "row-long");
}

#[test]
fn r132_pairs_of_type_and_status_outside_the_table_are_malformed() {
    line_fault(&with("PAYMENT,SETTLED", "PAYMENT,DISPUTED_WON"), "type-status-pair");
    line_fault(&with("PAYMENT,SETTLED", "PAYOUT,SETTLED"), "type-unknown");
    line_fault(&with("PAYMENT,SETTLED", "PAYMENT,settled"), "status-unknown");
}

#[test]
fn r133_the_sign_follows_the_status() {
    line_fault(&with("19-06-2025,100000", "19-06-2025,-100000"), "amount-sign");
    let text = with("REFUNDED,19-06-2025,-25000", "REFUNDED,19-06-2025,25000");
    assert_eq!(parsed(&text).lines[1].faults, ["amount-sign"]);
}

#[test]
fn r134_refunds_and_disputes_name_their_transaction() {
    for (from, line) in [("pay-1,-100", 1), ("pay-0,-300", 2)] {
        let text = with(from, from.split_at(5).1);
        assert_eq!(report(&text).verdict, Verdict::Created);
        assert_eq!(parsed(&text).lines[line].faults, ["initial-reference-missing"]);
    }
}

#[test]
fn r135_unknown_columns_are_ignored() {
    let text: String = GOOD
        .lines()
        .enumerate()
        .map(|(number, line)| match number {
            0 => format!("IntentId,{line},Note\n"),
            1..=3 => format!("int_{number},{line},anything\n"),
            _ => format!("{line},,\n"),
        })
        .collect();
    let file = parsed(&text);
    assert_eq!(file.lines, parsed(GOOD).lines);
    assert_eq!(file.verdict, Verdict::Created);
}

#[test]
fn r136_the_provider_matches_in_any_case() {
    for name in ["STRIPE", "Stripe", "paypal", "Paypal", "Minsait_Payments"] {
        assert_eq!(codes(&report(&with("STRIPE", name))), Vec::<&str>::new());
    }
    failed(&with("STRIPE", "STRIPES"), "provider-unsupported");
}

#[test]
fn r137_the_legacy_footer_name_fails_in_the_2026_format_and_works_in_the_2025_one() {
    let by = |dialect| check(OF_2025.as_bytes(), &CheckOptions { dialect, ..CheckOptions::default() });
    assert_eq!(by(DialectChoice::V2).verdict, Verdict::Failed);
    assert!(codes(&by(DialectChoice::V2)).contains(&"footer-missing"));
    assert_eq!(by(DialectChoice::V1).verdict, Verdict::Created);
    assert_eq!(codes(&by(DialectChoice::V1)), ["column-dropped"]);
    assert_eq!((report(OF_2025).dialect, report(GOOD).dialect), (Dialect::V1, Dialect::V2));
    let amounts: Vec<_> = parsed(OF_2025).lines.iter().map(|line| line.amount).collect();
    assert_eq!(amounts, [Some(100_000), Some(-25_000)]);
}

#[test]
fn r138_a_malformed_value_faults_its_line_and_leaves_the_file_created() {
    let file = parsed(&with("SETTLED,19-06-2025", "SETTLED,2025-06-19"));
    assert_eq!(file.verdict, Verdict::Created);
    let faults: Vec<_> = file.lines.iter().map(|line| line.faults.clone()).collect();
    assert_eq!(faults, [vec!["date-malformed"], vec![], vec![]]);
}

#[test]
fn r139_what_rejects_the_file_is_decided_before_any_line_can_match() {
    for text in ["", "\n", "a,b\n", "\u{FEFF}", "\0\0", GOOD.lines().next().unwrap()] {
        assert_eq!(report(text).verdict, Verdict::Failed, "{text:?}");
    }
    let latin = GOOD.replace("pay-1,V", "pay-\u{E9},V").chars().map(|c| c as u8).collect::<Vec<_>>();
    assert_eq!(check(&latin, &CheckOptions::default()).verdict, Verdict::Failed);
}

#[test]
fn r140_the_fees_footer_is_the_sum_of_the_lines_fees() {
    let report = report(&with("pay-0,-300", "pay-0,-200"));
    assert_eq!(the_one(&report).code, "fees-total-mismatch");
    let without: String = GOOD.replace(",-100\n", ",\n").replace(",-300\n", ",\n");
    assert_eq!(codes(&self::report(&without)), Vec::<&str>::new());
}

#[test]
fn r141_the_net_total_follows_the_published_formula() {
    let totals = report(GOOD).totals;
    assert_eq!((totals.counted, totals.raw, totals.net_expected), (50_000, Some(49_500), Some(49_500)));
    assert_eq!(
        (totals.fees_from_lines, totals.fees_footer, totals.net_stated),
        (Some(-500), Some(-500), Some(49_500))
    );
}

#[test]
fn r142_a_wrong_net_total_names_both_amounts_and_the_currency() {
    let report = report(&with("49500", "45000"));
    let finding = the_one(&report);
    assert_eq!(
        (finding.code, finding.mangopay_code),
        ("net-total-mismatch", Some("SETTLEMENTAMOUNT_NOT_MATCH"))
    );
    for part in ["45000", "49500", "EUR"] {
        assert!(finding.message.contains(part), "{}", finding.message);
    }
    assert_eq!(report.verdict, Verdict::Created, "A36: a wrong total alone does not reject the file");
}

#[test]
fn r143_a_negative_total_is_stated_as_zero() {
    let negative = with("REFUNDED,19-06-2025,-25000", "REFUNDED,19-06-2025,-125000");
    assert_eq!(codes(&report(&negative.replace("49500", "-50500"))), ["net-total-mismatch"]);
    let report = report(&negative.replace("49500", "0"));
    assert_eq!(codes(&report), Vec::<&str>::new());
    assert_eq!((report.totals.raw, report.totals.net_expected), (Some(-50_500), Some(0)));
}

#[test]
fn r144_defended_and_lost_disputes_do_not_change_the_total() {
    let lines = "dis-2,VISA,DISPUTE,DEFENDED,19-06-2025,-700,EUR,pay-0,0\ndis-3,VISA,DISPUTE,DISPUTED_LOST,19-06-2025,-900,EUR,pay-0,0\n,,,,,,,,\n";
    assert_eq!(codes(&report(&with(",,,,,,,,\n", lines))), Vec::<&str>::new());
}

#[test]
fn r145_won_disputes_and_reversed_refunds_are_added() {
    let lines = "dis-2,VISA,DISPUTE,DISPUTED_WON,19-06-2025,700,EUR,pay-0,0\nref-3,VISA,REFUND,REFUND_REVERSED,19-06-2025,900,EUR,pay-0,0\n,,,,,,,,\n";
    assert_eq!(report(&with(",,,,,,,,\n", lines)).totals.counted, 51_600);
}

#[test]
fn r146_the_net_total_is_the_lines_less_the_deducted_fees() {
    let totals = report(OF_2025).totals;
    assert_eq!((totals.counted, totals.net_expected), (75_000, Some(74_500)));
}

#[test]
fn r147_the_legacy_fee_sign_subtracts_and_is_pointed_out_where_only_it_fits() {
    let positive = with("TotalSettlementFeesAmount,-500", "TotalSettlementFeesAmount,500")
        .replace(",-100\n", ",100\n")
        .replace(",-300\n", ",300\n");
    let by_default = report(&positive);
    assert!(by_default.totals.fits_other_convention);
    assert!(the_one(&by_default).remedy.as_deref().unwrap().contains("fits if fees are subtracted"));
    let fees = Some(FeeConvention::Subtracted);
    let legacy = check(positive.as_bytes(), &CheckOptions { fees, ..CheckOptions::default() });
    assert_eq!(codes(&legacy), Vec::<&str>::new());
}
