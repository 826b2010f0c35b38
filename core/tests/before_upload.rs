//! Matching before an upload: what is declared, read from every form, against files at hand.

mod samples;

use echoscope_core::catalog::Provider;
use echoscope_core::date::Date;
use echoscope_core::engine::read_log;
use echoscope_core::machine::SettlementStatus;
use echoscope_core::money::Currency;
use echoscope_core::reconcile::declarations::Declarations;
use echoscope_core::reconcile::declarations::read::{DeclarationReader, Form, ReadOptions, Source, read};
use echoscope_core::reconcile::matching::{
    FileMatch, Likeness, MatchOptions, MatchReport, Matcher, Reason, match_files, render,
};
use echoscope_core::reconcile::{DraftWishes, FeeWishes, draft};
use echoscope_core::settlement::write::write;
use echoscope_core::settlement::{Dialect, Outlook};
use samples::{GOOD, with};

const REPORT: &str = "\
IntentId,Id,ExternalProcessingDate,ExternalProviderReference,ExternalMerchantReference,Status,Amount,Currency,FeesAmount,FeesCurrency,Type,PaymentMethod,BuyerId,SellerId
int_0197f0e2-0000-7000-8000-000000000001,int_capture_0197f0e2-0000-7000-8000-000000000011,1750291200,pay-1,order-1,CAPTURED,100000,EUR,0,EUR,PAYIN,VISA,,s
int_0197f0e2-0000-7000-8000-000000000001,int_refund_0197f0e2-0000-7000-8000-000000000012,1750291200,ref-1,order-1,REFUNDED,25000,EUR,0,EUR,REFUND,VISA,,s
int_0197f0e2-0000-7000-8000-000000000002,int_capture_0197f0e2-0000-7000-8000-000000000013,1750291200,pay-0,order-0,PAID,90000,EUR,0,EUR,PAYIN,VISA,,s
int_0197f0e2-0000-7000-8000-000000000002,int_dispute_0197f0e2-0000-7000-8000-000000000014,1750291200,dis-1,order-0,DISPUTED,25000,EUR,0,EUR,DISPUTE,VISA,,s
";

const LIST: &str = "Reference;Amount;Type;Date;Initial reference\n\
pay-1;100000;payment;2025-06-19;\n\
ref-1;-25000;;19-06-2025;pay-1\n\
dis-1;25000;chargeback;19/06/2025;pay-0\n";

fn declared(text: &str) -> Declarations {
    read(Declarations::default(), "declared", text.as_bytes(), ReadOptions::default())
}

fn source(text: &str) -> Source {
    declared(text).sources()[0].clone()
}

fn matched(declarations: Declarations, files: &[&str]) -> MatchReport {
    match_files(declarations, files.iter().map(|text| ("file.csv", text.as_bytes())), MatchOptions::default())
}

fn one(declarations: Declarations, file: &str) -> FileMatch {
    matched(declarations, &[file]).files.remove(0)
}

fn reasons(file: &FileMatch) -> Vec<(u64, Reason)> {
    file.unmatched_lines.iter().map(|line| (line.line, line.reason)).collect()
}

#[test]
fn the_good_file_matches_the_report_and_the_list() {
    for (text, form) in [(REPORT, Form::Report), (LIST, Form::List)] {
        let declarations = declared(text);
        let source = declarations.sources()[0].clone();
        assert_eq!((source.form, source.findings), (Some(form), vec![]));
        let file = one(declarations, GOOD);
        assert_eq!(
            (file.status, file.matched),
            (SettlementStatus::PendingFundsReception, 3),
            "{}",
            file.message
        );
        assert_eq!(file.declared_amount, 50_000);
        let sums: Vec<i128> =
            file.matched_by_status.iter().map(|total| total.sum).filter(|sum| *sum != 0).collect();
        assert_eq!(sums, [100_000, -25_000, -25_000]);
        // Neither tells the provider, nor what became of refunds and disputes.
        assert_eq!((file.assumed.provider, file.assumed.not_settled_before), (3, 2));
    }
}

#[test]
fn what_the_input_leaves_open_is_assumed_and_counted() {
    let source = source(LIST);
    assert_eq!((source.read, source.kept), (3, 3));
    assert_eq!((source.unknown.providers, source.unknown.currencies), (3, 3));
    assert_eq!(source.unknown.earlier_settlements, 2);
    let provider = Provider::parse("STRIPE");
    let options = ReadOptions { provider, ..ReadOptions::default() };
    let declarations = read(Declarations::default(), "declared", LIST.as_bytes(), options);
    assert_eq!(one(declarations, GOOD).assumed.provider, 0);
}

#[test]
fn every_reason_has_its_line() {
    for (from, to, reason) in [
        ("pay-1,order-1", "Pay-1,order-1", Reason::UnknownReference),
        ("ref-1", "ref-2", Reason::NotDeclared),
        ("REFUNDED,25000,EUR,0,EUR,REFUND", "CAPTURED,25000,EUR,0,EUR,PAYIN", Reason::OtherType),
        ("CAPTURED,100000,EUR", "CAPTURED,100000,USD", Reason::OtherCurrency),
        ("CAPTURED,100000", "CAPTURED,100001", Reason::OtherAmount),
        ("CAPTURED,100000", "PAID,100000", Reason::AlreadySettled),
        (
            "int_0197f0e2-0000-7000-8000-000000000001,int_refund",
            "int_0197f0e2-0000-7000-8000-000000000002,int_refund",
            Reason::InitialReference,
        ),
    ] {
        assert!(REPORT.contains(from), "{from}");
        let file = one(declared(&REPORT.replacen(from, to, 1)), GOOD);
        assert_eq!(reasons(&file).iter().map(|(_, reason)| *reason).collect::<Vec<_>>(), [reason], "{from}");
        assert_eq!(file.status, SettlementStatus::PartiallyMatched);
        assert_eq!((file.matched, file.unmatched), (2, 1));
        assert!(file.unmatched_lines[0].remedy.is_some());
    }
    let reversed =
        GOOD.replace("REFUND,REFUNDED,19-06-2025,-25000", "REFUND,REFUND_REVERSED,19-06-2025,25000");
    assert_eq!(reasons(&one(declared(REPORT), &reversed)), [(3, Reason::OtherStatus)]);
    let options = ReadOptions { provider: Provider::parse("ADYEN"), ..ReadOptions::default() };
    let others = read(Declarations::default(), "declared", REPORT.as_bytes(), options);
    let file = one(others, GOOD);
    assert_eq!(file.status, SettlementStatus::Unmatched);
}

#[test]
fn a_malformed_line_says_so_and_the_others_match() {
    let file = one(declared(REPORT), &with("REFUNDED,19-06-2025", "REFUNDED,2025-06-19"));
    assert_eq!(reasons(&file), [(3, Reason::Malformed)]);
    assert_eq!(file.unmatched_lines[0].code, "FORMAT_DATE_INVALID");
    assert_eq!(file.unmatched_lines[0].faults, ["date-malformed"]);
}

#[test]
fn a_rejected_file_still_says_what_would_match() {
    let file = one(declared(REPORT), &with(",,,,,,,,\n", ""));
    assert_eq!((file.status, file.matched), (SettlementStatus::Failed, 3));
    assert!(file.message.contains("Once repaired, 3 of 3 lines would match"), "{}", file.message);
}

#[test]
fn wrong_totals_keep_a_matching_file_from_matching_fully() {
    let file = one(declared(REPORT), &with("49500", "49501"));
    assert_eq!((file.status, file.matched), (SettlementStatus::PartiallyMatched, 3));
    assert_eq!(file.footer_errors[0].code, "SETTLEMENTAMOUNT_NOT_MATCH");
}

#[test]
fn what_the_first_file_settles_is_settled_for_the_second() {
    let report = matched(declared(REPORT), &[GOOD, GOOD]);
    let statuses: Vec<_> = report.files.iter().map(|file| file.status).collect();
    assert_eq!(statuses, [SettlementStatus::PendingFundsReception, SettlementStatus::Unmatched]);
    assert!(report.files[1].unmatched_lines.iter().all(|line| line.reason == Reason::AlreadySettled));
    // A file that does not match fully settles nothing (A7).
    let report = matched(declared(REPORT), &[&with("49500", "49501"), GOOD]);
    assert_eq!(report.files[1].status, SettlementStatus::PendingFundsReception);
}

#[test]
fn a_doubled_line_takes_nothing_twice() {
    let line = "pay-1,VISA,PAYMENT,SETTLED,19-06-2025,100000,EUR,,-100\n";
    let file = one(declared(REPORT), &with(line, &line.repeat(2)));
    assert_eq!(reasons(&file), [(3, Reason::Duplicate)]);
}

/// B29: a line that fits two declarations gives way to one that fits a single one, wherever the two stand.
#[test]
fn lines_that_compete_are_served_together() {
    let line = |reference: &str, initial: &str| {
        format!("{reference},VISA,REFUND,REFUNDED,19-06-2025,-25000,EUR,{initial},-100\n")
    };
    let refund = REPORT.lines().nth(2).unwrap();
    // Two refunds of one reference, of two Intents: one line names the first Intent, the other none that is known.
    let twin = refund.replace("000000000001,", "000000000003,").replace("000000000012,", "000000000019,");
    let declarations = || declared(&format!("{REPORT}{twin}\n"));
    let usual = line("ref-1", "pay-1");
    let open = line("ref-1", "unheard-of");
    for lines in [[&usual, &open], [&open, &usual]] {
        let file = GOOD
            .replace(&usual, &lines.map(String::as_str).concat())
            .replace("-500,", "-600,")
            .replace("49500", "24400");
        let found = one(declarations(), &file);
        assert_eq!(
            (found.status, found.matched),
            (SettlementStatus::PendingFundsReception, 4),
            "{}",
            found.message
        );
    }
    let thrice = GOOD.replace(&usual, &usual.repeat(3));
    let found = one(declarations(), &thrice);
    assert_eq!(reasons(&found), [(4, Reason::Duplicate), (5, Reason::Duplicate)]);
}

#[test]
fn the_nearest_declarations_are_named() {
    for (reference, likeness) in [
        ("PAY-1000001", Likeness::Case),
        ("pay 1000001", Likeness::Punctuation),
        ("stripe:pay-1000001", Likeness::Affix),
        ("another", Likeness::AmountAndDate),
    ] {
        let declarations = declared(&REPORT.replace("pay-1,", "pay-1000001,"));
        let file = one(declarations, &GOOD.replace("pay-1,", &format!("{reference},")));
        let line = &file.unmatched_lines[0];
        assert_eq!(line.nearest[0].likeness, likeness, "{reference}");
        assert_eq!(line.nearest[0].declared.reference, "pay-1000001");
        assert!(line.remedy.as_deref().unwrap().starts_with("Did you mean the capture"), "{:?}", line.remedy);
    }
}

#[test]
fn declared_actions_that_no_line_mentions_are_counted_and_summed() {
    let without = with("ref-1,VISA,REFUND,REFUNDED,19-06-2025,-25000,EUR,pay-1,-100\n", "");
    let open = matched(declared(REPORT), &[&without]).open;
    assert_eq!((open.count, open.later, open.elsewhere), (1, 0, 0));
    assert_eq!((open.listed[0].reference.as_str(), open.sums[0].sum), ("ref-1", 25_000));
    let later = REPORT.replace("1750291200,ref-1", "1850291200,ref-1");
    assert_eq!(matched(declared(&later), &[&without]).open.later, 1);
    let elsewhere = REPORT.replace("REFUNDED,25000,EUR", "REFUNDED,25000,USD");
    assert_eq!(matched(declared(&elsewhere), &[&without]).open.elsewhere, 1);
}

#[test]
fn details_end_at_the_limit_and_counts_do_not() {
    let options = MatchOptions { details: 2, ..MatchOptions::default() };
    let report = match_files(Declarations::default(), [("file.csv", GOOD.as_bytes())], options);
    let file = &report.files[0];
    assert_eq!(file.unmatched_lines.len(), 2);
    assert_eq!((file.reasons[0].count, file.reasons[0].listed), (3, 2));
    assert_eq!(file.status, SettlementStatus::Unmatched);
}

#[test]
fn pieces_of_any_size_change_nothing() {
    let whole = matched(declared(REPORT), &[GOOD]);
    for size in [1, 2, 7, 64] {
        let mut reader = DeclarationReader::new(Declarations::default(), "declared", ReadOptions::default());
        REPORT.as_bytes().chunks(size).for_each(|chunk| reader.feed(chunk));
        let outlook = Outlook { dialect: Dialect::V2, provider: Provider::parse("STRIPE") };
        let mut file = Matcher::new(reader.finish(), MatchOptions::default()).file("file.csv", outlook);
        GOOD.as_bytes().chunks(size).for_each(|chunk| file.feed(chunk));
        assert_eq!(file.finish().unwrap().finish(), whole);
    }
}

#[test]
fn a_wrong_outlook_is_noticed() {
    let outlook = Outlook { dialect: Dialect::V1, provider: None };
    let mut file = Matcher::new(declared(REPORT), MatchOptions::default()).file("file.csv", outlook);
    file.feed(GOOD.as_bytes());
    let again = file.finish().unwrap_err();
    let mut file = again.matcher.file("file.csv", again.outlook);
    file.feed(GOOD.as_bytes());
    assert_eq!(file.finish().unwrap().finish(), matched(declared(REPORT), &[GOOD]));
}

#[test]
fn intents_and_answers_as_the_api_gives_them_are_put_together() {
    let external = |reference: &str| {
        serde_json::json!({"ExternalProcessingDate": 1_750_291_200, "ExternalProviderReference": reference,
            "ExternalProviderName": "Stripe"})
    };
    let part = |id: &str, amount: i64, status: &str| serde_json::json!({"Id": id, "Amount": amount, "Status": status});
    let intents = serde_json::json!([
        {"Id": "int_1", "Amount": 100_000, "Currency": "EUR", "ExternalData": external("pay-1"), "LineItems": [],
         "Captures": [part("int_capture_1", 100_000, "CAPTURED")], "Refunds": [part("int_refund_1", 25_000, "REFUNDED")]},
        {"Id": "int_2", "Amount": 90_000, "Currency": "EUR", "ExternalData": external("auth-0"), "LineItems": [],
         "Captures": [part("int_capture_2", 90_000, "PAID")], "Disputes": [part("int_dispute_2", 25_000, "DISPUTED")]},
    ]);
    let answers = serde_json::json!([
        {"Id": "int_2", "Currency": "EUR", "ExternalData": external("pay-0"), "Capture": {"Id": "int_capture_2"}},
        {"Id": "int_1", "Currency": "EUR", "ExternalData": external("ref-1"), "Refund": {"Id": "int_refund_1"}},
        {"Id": "int_2", "Currency": "EUR", "ExternalData": external("dis-1"), "Dispute": {"Id": "int_dispute_2"}},
    ]);
    // One list, an envelope, or values one behind the other.
    let together = serde_json::json!([intents, answers]).to_string();
    let envelope = serde_json::json!({"Page": 1, "Intents": intents, "Answers": answers}).to_string();
    let lines: Vec<String> = [&intents, &answers]
        .into_iter()
        .flat_map(|list| list.as_array().unwrap())
        .map(ToString::to_string)
        .collect();
    for text in [
        together,
        envelope,
        lines.join("\n"),
        format!("\u{FEFF}{}", serde_json::to_string_pretty(&intents).unwrap())
            + &serde_json::to_string_pretty(&answers).unwrap(),
    ] {
        let declarations = declared(&text);
        assert_eq!(declarations.sources()[0].findings, vec![], "{text}");
        let file = one(declarations, GOOD);
        assert_eq!(file.status, SettlementStatus::PendingFundsReception, "{:#?}", file.unmatched_lines);
        assert_eq!((file.assumed.provider, file.assumed.initial_reference), (0, 0));
    }
    // Without the answers the references of refunds and disputes are not told.
    let alone = declared(&intents.to_string());
    let source = &alone.sources()[0];
    assert_eq!((source.unknown.capture_references, source.unknown.other_references), (2, 2));
    assert_eq!(source.findings[0].code, "declaration-reference-untold");
    assert_eq!(one(alone, GOOD).matched, 1);
}

#[test]
fn the_log_of_an_engine_is_replayed() {
    let log = include_str!("../../tests/replay/shop.json");
    let options = ReadOptions { log: Some(read_log), ..ReadOptions::default() };
    let log: serde_json::Value = serde_json::from_str(log).unwrap();
    let log = log.get("log").unwrap_or(&log);
    let declarations = read(Declarations::default(), "shop.json", log.to_string().as_bytes(), options);
    let source = &declarations.sources()[0];
    assert_eq!((source.form, &source.findings), (Some(Form::Log), &vec![]));
    assert!(declarations.len() > 3 && source.unknown.providers == 0);
}

#[test]
fn bad_input_is_found_with_its_place() {
    for (text, code, place) in [
        ("", "declarations-empty", (1, 1)),
        ("[]", "declarations-empty", (1, 1)),
        ("Name,Price\nx,1\n", "declarations-header", (1, 1)),
        ("\u{0}\u{1}binary", "declarations-not-text", (1, 1)),
        ("Reference,Amount\n\"x,1\n", "declarations-quotes", (2, 1)),
        ("Reference,Amount\n,1\n", "declaration-reference-missing", (2, 1)),
        ("Reference,Amount\nx,12.50\n", "declaration-amount-malformed", (2, 3)),
        ("Reference,Amount,Currency\nx,1,eur\n", "declaration-currency-unknown", (2, 5)),
        ("Reference,Amount,Type\nx,1,PAYOUT\n", "declaration-type-unknown", (2, 5)),
        ("Reference,Amount,Status\nx,1,GONE\n", "declaration-status-unknown", (2, 5)),
        ("Reference,Amount,Provider\nx,1,STRIPPE\n", "declaration-provider-unknown", (2, 5)),
        ("Reference,Amount,Date\nx,1,soon\n", "declaration-date-malformed", (2, 5)),
        ("Reference,Amount,IntentId\nx,1,i\nx,1,i\n", "declaration-repeated", (3, 1)),
        ("[{\"a\":1},\n {\"Id\":}]", "declarations-json", (2, 8)),
        ("[{\"ExternalData\":{\"ExternalProviderReference\":\"x\"}}", "declarations-json", (1, 52)),
        ("[\n 7]", "declaration-other", (2, 2)),
        ("{\"schema\":1,\"config\":{},\"entries\":[]}", "declarations-log", (1, 1)),
        (
            "{\"Id\":\"i\",\"ExternalData\":{\"ExternalProviderReference\":\"x\"},\"Capture\":{\"Id\":\"c\"}}",
            "declaration-amount-untold",
            (1, 1),
        ),
    ] {
        let source = source(text);
        let found = source.findings.iter().find(|finding| finding.code == code);
        let found = found.unwrap_or_else(|| panic!("{code} is not in {:#?}", source.findings));
        assert_eq!((found.at.line, found.at.column), place, "{text}");
    }
    let long = format!("Reference,Amount\n{},1\n", "x".repeat(2001));
    assert_eq!(source(&long).findings[0].code, "declaration-reference-too-long");
}

#[test]
fn overlapping_exports_count_once() {
    let twice = read(declared(REPORT), "again", REPORT.as_bytes(), ReadOptions::default());
    assert_eq!(twice.len(), 4);
    assert_eq!(twice.sources()[1].counts[0].count, 4);
    assert_eq!(one(twice, GOOD).status, SettlementStatus::PendingFundsReception);
}

#[test]
fn a_report_that_lists_the_newest_first_is_turned_around() {
    // Two captures of one reference: a line that fits neither is told of the older one.
    let row = |number: u32| {
        let id = format!("int_capture_0197f0e2-0000-7000-8000-00000000000{number}");
        format!("int_{number},{id},,pay-1,,CAPTURED,10000{number},EUR,,,PAYIN,,,\n")
    };
    let header = REPORT.lines().next().unwrap();
    for order in [[1, 2], [2, 1]] {
        let [first, second] = order.map(row);
        let file = one(declared(&format!("{header}\n{first}{second}")), GOOD);
        let line = &file.unmatched_lines[0];
        assert_eq!((line.reason, line.difference), (Reason::OtherAmount, Some(-1)), "{order:?}");
        assert_eq!(line.declared.as_ref().unwrap().amount, 100_001);
    }
}

/// What is written from declarations matches them, and settles all of it.
#[test]
fn a_file_written_from_declarations_matches_them() {
    let provider = Provider::parse("STRIPE").unwrap();
    for dialect in [Dialect::V1, Dialect::V2] {
        for fees in [FeeWishes::InAll(500), FeeWishes::Each { basis_points: 150, fixed: 25 }] {
            let wishes = DraftWishes {
                dialect,
                provider,
                currency: Currency::Eur,
                from: None,
                until: None,
                settlement_date: None,
                fees,
            };
            let reversed = REPORT.replace("REFUNDED,25000", "REFUND_REVERSED,25000");
            let drafted = draft(&declared(&reversed), &wishes).unwrap();
            // One capture is paid already; the reversed refund has two lines.
            assert_eq!((drafted.draft.lines.len(), drafted.left_out.settled), (4, 1));
            let report = matched(declared(&reversed), &[&write(&drafted.draft)]);
            assert_eq!(
                report.files[0].status,
                SettlementStatus::PendingFundsReception,
                "{}",
                report.files[0].message
            );
            assert_eq!((report.files[0].matched, report.open.count), (4, 0));
        }
    }
    let wishes = DraftWishes {
        dialect: Dialect::V2,
        provider,
        currency: Currency::Eur,
        from: Date::new(2025, 6, 20),
        until: None,
        settlement_date: None,
        fees: FeeWishes::InAll(0),
    };
    assert_eq!(draft(&declared(REPORT), &wishes), None, "everything is of the day before");
}

#[test]
fn a_fault_of_the_declarations_is_told_with_its_remedy() {
    let text = render::text(&match_files(declared("a,b\n1,2\n"), [], MatchOptions::default()));
    let remedy = "[declarations-header]\n  Name the columns ExternalProviderReference and Amount.\n";
    assert!(text.contains(remedy), "{text}");
}

#[test]
fn a_match_is_told_in_three_forms() {
    let options = MatchOptions { details: 1, ..MatchOptions::default() };
    let file = GOOD.replace("pay-1,VISA", "a|b,VISA").replace("ref-1", "ref-2");
    let report = match_files(declared(REPORT), [("june.csv", file.as_bytes())], options);
    let file = &report.files[0];
    assert_eq!((file.status, file.matched, file.unmatched), (SettlementStatus::PartiallyMatched, 1, 2));
    let text = render::text(&report);
    assert!(text.contains("june.csv: PARTIALLY_MATCHED. 1 of 3 lines match; 2 do not."), "{text}");
    assert!(text.contains("near: capture \"pay-1\" (1000.00 EUR, 19-06-2025)"), "{text}");
    let markdown = render::markdown(&report);
    assert!(markdown.contains("| 2 | a\\|b |"), "{markdown}");
    let csv = render::csv(&report);
    let rows: Vec<_> =
        ::csv::Reader::from_reader(csv.as_bytes()).into_records().map(Result::unwrap).collect();
    assert_eq!((&rows[0][1], &rows[0][2], &rows[0][12]), ("2", "unknown-reference", "pay-1"));
}

/// Nothing that somebody drops here makes a panic.
#[test]
fn rubbish_is_read_to_an_end() {
    let mut state = 7u64;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(state >> 33).unwrap() % sides
    };
    let intent = r#"[{"Id":"int_1","Currency":"EUR","ExternalData":{"ExternalProviderReference":"p"},"Captures":[{"Id":"c","Amount":1,"Status":"CAPTURED"}]}]"#;
    for _ in 0..3000 {
        let mut bytes = [REPORT, LIST, intent][roll(3)].as_bytes().to_vec();
        for _ in 0..=roll(6) {
            let at = roll(bytes.len());
            match roll(3) {
                0 => bytes[at] = b"\",;\n\r[]{}:\\\0\xFF-9"[roll(15)],
                1 => drop(bytes.drain(at..(at + roll(40)).min(bytes.len()))),
                _ => bytes.insert(at, b"\",;\n{}[]"[roll(8)]),
            }
            if bytes.is_empty() {
                bytes.push(b'x');
            }
        }
        let whole = read(Declarations::default(), "declared", &bytes, ReadOptions::default());
        let mut reader = DeclarationReader::new(Declarations::default(), "declared", ReadOptions::default());
        bytes.chunks(1 + roll(50)).for_each(|chunk| reader.feed(chunk));
        let pieces = reader.finish();
        assert_eq!(pieces.sources(), whole.sources(), "{}", String::from_utf8_lossy(&bytes));
        let report = matched(whole, &[GOOD]);
        let file = &report.files[0];
        let counted: u64 = file.reasons.iter().map(|reason| reason.count).sum();
        assert_eq!((file.lines, file.unmatched), (3, counted));
        assert_eq!(report, matched(pieces, &[GOOD]));
    }
}
