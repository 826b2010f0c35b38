//! The lanes of the checker against each other: whatever the file and however it is cut into chunks, the fast lane and the
//! exact one give the same report and the same lines.

mod samples;

use echoscope_core::settlement::read::Lanes;
use echoscope_core::settlement::{CheckOptions, Checker, LineFacts, LineSink, Report};
use samples::{GOOD, corpus};

/// Everything that is said of a line, and how many of them came the fast way.
#[derive(Default)]
struct Recorder {
    facts: Vec<String>,
    fast: usize,
}

impl LineSink for Recorder {
    fn line(&mut self, facts: &LineFacts<'_>) {
        self.facts.push(format!("{facts:?}"));
    }

    fn lines(&mut self, facts: &[LineFacts<'_>]) {
        self.fast += facts.len();
        for facts in facts {
            self.line(facts);
        }
    }
}

fn run<'c>(
    lanes: Lanes,
    options: CheckOptions,
    chunks: impl IntoIterator<Item = &'c [u8]>,
) -> (Report, Recorder) {
    let mut checker = Checker::with_lanes(options, Recorder::default(), lanes);
    chunks.into_iter().for_each(|chunk| checker.feed(chunk));
    checker.finish()
}

/// Returns how many lines the fast lane took.
fn hold_together(bytes: &[u8], options: CheckOptions, chunk: usize) -> usize {
    let (exact_report, exact) = run(Lanes::ExactOnly, options, [bytes]);
    assert_eq!(exact.fast, 0);
    let silent = {
        let mut checker = Checker::new(options, ());
        checker.feed(bytes);
        checker.finish().0
    };
    assert_eq!(silent, exact_report, "without a sink: {}", String::from_utf8_lossy(bytes));
    let mut fast = 0;
    for chunk in [bytes.len().max(1), chunk] {
        let (report, lines) = run(Lanes::Both, options, bytes.chunks(chunk));
        assert_eq!(report, exact_report, "in chunks of {chunk}: {}", String::from_utf8_lossy(bytes));
        assert_eq!(lines.facts, exact.facts, "in chunks of {chunk}: {}", String::from_utf8_lossy(bytes));
        fast = fast.max(lines.fast);
    }
    fast
}

#[test]
fn every_file_of_the_corpus_is_checked_alike_in_all_lanes() {
    for (_, bytes) in corpus() {
        for findings_per_rule in [0, 1, 1000] {
            let options = CheckOptions { findings_per_rule, ..CheckOptions::default() };
            hold_together(&bytes, options, 97);
        }
    }
}

/// A small generator of pseudo-random numbers, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.roll(texts.len())]
    }
}

const COLUMNS: [&str; 11] = [
    "ExternalProviderReference",
    "ExternalPaymentMethod",
    "ExternalTransactionType",
    "ExternalTransactionStatus",
    "ExternalProcessingDate",
    "Amount",
    "Currency",
    "ExternalInitialReference",
    "ExternalProviderFees",
    "Remark",
    "IntentId",
];

const STATUSES: [(&str, &str, i64); 7] = [
    ("PAYMENT", "SETTLED", 1),
    ("REFUND", "REFUNDED", -1),
    ("REFUND", "REFUND_REVERSED", 1),
    ("DISPUTE", "DISPUTED", -1),
    ("DISPUTE", "DEFENDED", -1),
    ("DISPUTE", "DISPUTED_WON", 1),
    ("DISPUTE", "DISPUTED_LOST", -1),
];

/// What a cell may hold that is not as it should be, or only just.
const ODD: [&str; 48] = [
    "",
    " ",
    "\"",
    "\"\"",
    "\"\"\"\"",
    "x",
    "0",
    "-0",
    "00",
    "-",
    "--5",
    "+5",
    "12.5",
    "1e5",
    "1E+05",
    "=1+1",
    "@x",
    "-x",
    "é",
    "\u{a0}",
    "\u{feff}x",
    "a\0b",
    "a\rb",
    "\"a\nb\"",
    "\"a\r\nb\"",
    "\"a,b\"",
    "\"a\"\"b\"",
    "a\"b",
    "\"a\"b",
    "\"EUR\"",
    "USD",
    "eur",
    "EUR ",
    "XXX",
    "31-06-2025",
    "2025-06-19",
    "\"19-06-2025\"",
    "settled",
    "SETTLED ",
    "PAYMENT",
    "REFUND",
    "VISA",
    "123456789012345",
    "1234567890123456",
    "999999999999999999999",
    "SettlementDate",
    "TotalNetSettlementAmount",
    "-123456789012345",
];

/// A file whose lines are mostly ordinary.
fn file(dice: &mut Dice, lines: usize, odd_of: usize) -> Vec<u8> {
    let mut columns: Vec<usize> = (0..COLUMNS.len()).collect();
    columns.truncate(9 + dice.roll(3));
    if dice.roll(6) == 0 {
        columns.remove(dice.roll(columns.len()));
    }
    if dice.roll(2) == 0 {
        for at in (1..columns.len()).rev() {
            columns.swap(at, dice.roll(at + 1));
        }
    }
    let end = dice.pick(&["\n", "\n", "\r\n"]);
    let is_2025 = dice.roll(4) == 0;
    let quoted_of = [1, 3, 1000][dice.roll(3)];
    let mut text = String::new();
    if dice.roll(8) == 0 {
        text.push('\u{feff}');
    }
    text += &columns.iter().map(|column| COLUMNS[*column]).collect::<Vec<_>>().join(",");
    text += end;
    let long = "r".repeat(dice.roll(120));
    for line in 0..lines {
        let (line_type, status, sign) = STATUSES[if dice.roll(3) == 0 { dice.roll(7) } else { 0 }];
        let digits = 1 + dice.roll(9);
        let amount = i64::try_from(1 + dice.roll(10usize.pow(u32::try_from(digits).unwrap()))).unwrap();
        let amount = if is_2025 { amount } else { amount * sign };
        let mut cells: Vec<String> = columns
            .iter()
            .map(|column| match column {
                0 => format!("{long}{}", if dice.roll(50) == 0 { dice.roll(lines) } else { line }),
                1 => dice
                    .pick(&["VISA", "", "SEPA_DIRECT_DEBIT", "AMERICAN_EXPRESS", "PAYPAL_PAY_LATER"])
                    .to_owned(),
                2 => line_type.to_owned(),
                3 => status.to_owned(),
                4 => format!("{:02}-{:02}-2025", 1 + dice.roll(28), 1 + dice.roll(12)),
                5 => amount.to_string(),
                6 => "EUR".to_owned(),
                7 if line_type == "PAYMENT" => String::new(),
                7 => format!("9{line}"),
                8 => dice.pick(&["", "-10", "0", "12"]).to_owned(),
                _ => dice.pick(&["", "remark", "two words"]).to_owned(),
            })
            .collect();
        if dice.roll(odd_of) == 0 {
            let at = dice.roll(cells.len());
            dice.pick(&ODD).clone_into(&mut cells[at]);
        }
        for cell in &mut cells {
            if dice.roll(quoted_of) == 0 && !cell.contains('"') && dice.roll(4) == 0 {
                *cell = format!("\"{cell}\"");
            }
        }
        match dice.roll(odd_of * 8) {
            0 => drop(cells.pop()),
            1 => cells.push(String::new()),
            2 => cells.push("extra".to_owned()),
            3 => cells.fill(String::new()),
            _ => {}
        }
        text += &cells.join(",");
        text += if dice.roll(odd_of * 8) == 0 { dice.pick(&["\r", "\n", "\r\n", "\n\n"]) } else { end };
    }
    let commas = ",".repeat(columns.len() - 1);
    let total = if is_2025 { "TotalSettlementAmount" } else { "TotalNetSettlementAmount" };
    let footer =
        format!("{commas}{end}SettlementDate,19-06-2025{end}ExternalProviderName,STRIPE{end}{total},1");
    (text + &footer).into_bytes()
}

#[test]
fn made_up_files_are_checked_alike_in_all_lanes() {
    let mut dice = Dice(4);
    let (mut all, mut fast) = (0, 0);
    for round in 0..1200 {
        let lines = dice.roll(60);
        let bytes = file(&mut dice, lines, [2, 10, 100][round % 3]);
        let options = CheckOptions {
            findings_per_rule: [0, 2, 1000][dice.roll(3)],
            duplicate_lines: [0, 5, 1 << 16][dice.roll(3)],
            ..CheckOptions::default()
        };
        fast += hold_together(&bytes, options, 1 + dice.roll(300));
        all += lines;
    }
    assert!(fast * 3 > all, "only {fast} of {all} lines were ordinary");
}

#[test]
fn long_files_are_checked_alike_in_all_lanes() {
    let mut dice = Dice(5);
    for _ in 0..12 {
        let bytes = file(&mut dice, 3000, 40);
        let options = CheckOptions { findings_per_rule: 20, ..CheckOptions::default() };
        let chunk = [4096, 32768, 65536, 100_000][dice.roll(4)] + dice.roll(3);
        hold_together(&bytes, options, chunk);
    }
}

/// One byte of a file of ordinary lines is replaced by every byte there is.
#[test]
fn any_wrong_byte_is_seen_alike_in_all_lanes() {
    let line = "\"pay-1\",VISA,PAYMENT,SETTLED,19-06-2025,100000,EUR,,-100\n";
    let other = "ref-1,,REFUND,REFUNDED,20-06-2025,-25000,EUR,pay-1,\n";
    let (header, footer) =
        (GOOD.split_inclusive('\n').next().unwrap(), ",,,,,,,,\nSettlementDate,19-06-2025,,,,,,,\n");
    let first = line.replace("pay-1", "pay-0");
    let options = CheckOptions { findings_per_rule: 0, ..CheckOptions::default() };
    for (at, byte) in (0..line.len() + other.len()).flat_map(|at| (0..=255).map(move |byte| (at, byte))) {
        let mut lines = [line, other].concat().into_bytes();
        lines[at] = byte;
        let bytes =
            [header.as_bytes(), first.as_bytes(), &lines, line.as_bytes(), footer.as_bytes()].concat();
        hold_together(&bytes, options, 64);
    }
}
