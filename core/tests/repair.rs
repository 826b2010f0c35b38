//! Repair: what is fixed is gone, what is not touched stays, byte for byte.

mod samples;

use echoscope_core::settlement::fix::{Fix, FixKind, apply, repair, repair_safely};
use echoscope_core::settlement::{CheckOptions, Report, check};
use samples::made_up::{Dice, file};
use samples::{GOOD, corpus, with};

fn report(bytes: &[u8]) -> Report {
    check(bytes, &CheckOptions::default())
}

#[track_caller]
fn safely(broken: impl AsRef<[u8]>, repaired: &str) {
    let result = repair_safely(broken.as_ref(), &CheckOptions::default());
    assert_eq!(String::from_utf8_lossy(&result.bytes), repaired);
}

#[test]
fn safe_fixes_restore_the_good_file() {
    for (from, to) in [
        ("ExternalProcessingDate", "external_processing_date"),
        ("pay-1,VISA", "pay-1, visa"),
        ("PAYMENT,SETTLED", "Payment,settled "),
        ("SETTLED,19-06-2025", "SETTLED,2025-06-19"),
        ("SETTLED,19-06-2025", "SETTLED,19/06/2025"),
        ("100000,EUR", "0100000,eur"),
        ("100000,EUR", "100000,EUR\u{A0}"),
        (",,,,,,,,\n", "\n"),
        (",,,,,,,,\n", ""),
        (",,,,,,,,\n", ",,,,,,,,\n,,,,,,,,\n,,,,,,,,\n"),
        ("ref-1", ",,,,,,,,\nref-1"),
        ("SettlementCurrency,EUR,,,,,,,\n", "SettlementCurrency,EUR\n"),
        ("SettlementCurrency,EUR,,,,,,,\n", "SettlementCurrency,EUR,,,,,,,,,\n,,,,,,\n"),
        ("TotalNetSettlementAmount", "Total Net Settlement Amount"),
        ("SettlementDate,19-06-2025", "SettlementDate,2025-06-19"),
        ("STRIPE", " stripe "),
    ] {
        safely(with(from, to), GOOD);
    }
}

#[test]
fn whole_file_repairs_restore_the_good_file() {
    safely(GOOD.replace(',', ";"), GOOD);
    safely(GOOD.replace(',', "\t").replace('\n', "\r\n"), &GOOD.replace('\n', "\r\n"));
    let utf16: Vec<u8> = format!("\u{FEFF}{GOOD}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    safely(utf16, GOOD);
}

#[test]
fn money_is_never_touched_by_a_safe_fix() {
    for (from, to) in [
        ("49500", "45000"),
        ("49500", "495.00"),
        ("19-06-2025,100000", "19-06-2025,-100000"),
        ("19-06-2025,100000", "19-06-2025,\"100,000\""),
        ("TotalSettlementFeesAmount,-500", "TotalSettlementFeesAmount,-400"),
        ("ref-1", "pay-1,VISA,PAYMENT,SETTLED,19-06-2025,100000,EUR,,-100\nref-1"),
    ] {
        safely(with(from, to), &with(from, to));
    }
}

#[test]
fn chosen_unsafe_fixes_correct_totals_in_the_right_order() {
    let broken = with("TotalSettlementFeesAmount,-500", "TotalSettlementFeesAmount,-400");
    let repaired = repair(broken.as_bytes(), &CheckOptions::default(), |_, _| true);
    assert_eq!(String::from_utf8(repaired.bytes).unwrap(), GOOD);
    assert_eq!(
        repaired.rounds[0].diff,
        "@@ line 8 @@\n-TotalSettlementFeesAmount,-400,,,,,,,\n+TotalSettlementFeesAmount,-500,,,,,,,\n"
    );
}

/// Outside its edits nothing changes, and what was fixed is not found again.
fn fixing_is_exact_and_final(name: &str, bytes: &[u8]) {
    for finding in report(bytes).findings {
        for edit in finding.fix.into_iter().flat_map(|fix| fix.edits) {
            let after = apply(bytes, std::slice::from_ref(&edit)).unwrap();
            let place = |offset| usize::try_from(offset).unwrap();
            let (start, end) = (place(edit.start), place(edit.end));
            let expected = [&bytes[..start], edit.text.as_bytes(), &bytes[end..]].concat();
            assert_eq!(after, expected, "{name}");
        }
    }
    for kind in [FixKind::Safe, FixKind::Unsafe] {
        let wanted = |fix: &Fix| kind == FixKind::Unsafe || fix.kind == kind;
        let result = repair(bytes, &CheckOptions::default(), |_, fix| wanted(fix));
        let left: Vec<_> = report(&result.bytes)
            .findings
            .into_iter()
            .filter(|finding| finding.fix.as_ref().is_some_and(wanted))
            .map(|finding| (finding.at.line, finding.code))
            .collect();
        let (before, after) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&result.bytes));
        assert_eq!(left, [], "{name}: {before}\nbecame {after}");
    }
}

#[test]
fn fixing_every_file_of_the_corpus_is_exact_and_final() {
    for (path, bytes) in corpus() {
        fixing_is_exact_and_final(&path, &bytes);
    }
}

#[test]
fn fixing_made_up_files_is_exact_and_final() {
    let mut dice = Dice::new(8);
    for round in 0..400 {
        let lines = dice.roll(25);
        let bytes = file(&mut dice, lines, [2, 5, 30][round % 3]);
        fixing_is_exact_and_final(&format!("round {round}"), &bytes);
    }
}
