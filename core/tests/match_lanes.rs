//! The lanes of the match against each other: whatever the file, its declarations and the chunks, lines that are taken the fast
//! way give the same report as lines that all go the exact way.

mod samples;

use echoscope_core::reconcile::declarations::Declarations;
use echoscope_core::reconcile::declarations::read::{ReadOptions, read};
use echoscope_core::reconcile::matching::{MatchOptions, MatchReport, Matcher};
use echoscope_core::settlement::read::Lanes;
use echoscope_core::settlement::{DialectChoice, Outlook};
use samples::made_up::{Dice, file};

fn run(
    lanes: Lanes,
    declared: &Declarations,
    files: &[Vec<u8>],
    details: usize,
    chunk: usize,
) -> MatchReport {
    let options = MatchOptions { details, ..MatchOptions::default() };
    let mut matcher = Matcher::with_lanes(declared.clone(), options, lanes);
    for bytes in files {
        let mut outlook = Outlook::of_file(bytes, DialectChoice::Auto);
        loop {
            let mut file = matcher.file("file.csv", outlook);
            bytes.chunks(chunk).for_each(|chunk| file.feed(chunk));
            match file.finish() {
                Ok(next) => {
                    matcher = next;
                    break;
                }
                Err(again) => (matcher, outlook) = (again.matcher, again.outlook),
            }
        }
    }
    matcher.finish()
}

/// What a platform may have declared that has these settlement files: mostly what they say, and a few other things.
fn declarations(dice: &mut Dice, files: &[Vec<u8>], wrong_of: usize) -> String {
    let mut rows = Vec::new();
    for bytes in files {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        let columns: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
        for line in lines {
            let cells: Vec<&str> = line.split(',').map(|cell| cell.trim_matches('"')).collect();
            let cell = |name: &str| {
                let at = columns.iter().position(|column| *column == name);
                at.and_then(|at| cells.get(at)).copied().unwrap_or_default()
            };
            let reference = cell("ExternalProviderReference");
            if reference.is_empty() {
                continue;
            }
            let mut row = [
                reference,
                cell("ExternalTransactionType"),
                cell("ExternalTransactionStatus"),
                cell("Amount").trim_start_matches('-'),
                dice.pick(&["EUR", "EUR", ""]),
                dice.pick(&["", "STRIPE"]),
                "",
                cell("ExternalInitialReference"),
            ]
            .map(str::to_owned);
            if dice.roll(3) == 0 {
                row[6] = format!("int_{}", dice.roll(5));
            }
            if dice.roll(wrong_of) == 0 {
                let odd = [
                    "",
                    "1",
                    "USD",
                    "PAYPAL",
                    "REFUND_REVERSED",
                    "PAID",
                    "DISPUTED",
                    "int_1",
                    "PAYIN",
                    reference,
                ];
                let at = dice.roll(8);
                dice.pick(&odd).clone_into(&mut row[at]);
            }
            for _ in 0..[1, 1, 1, 1, 1, 0, 2][dice.roll(7)] {
                rows.push(row.join(","));
                // The payment that a refund or a dispute names, of the same Intent or of another.
                if !row[7].is_empty() && dice.roll(2) == 0 {
                    let intent = if dice.roll(4) == 0 { "int_9" } else { &row[6] };
                    rows.push(format!("{},PAYIN,CAPTURED,5,EUR,,{intent},", row[7]));
                }
            }
        }
    }
    for at in (1..rows.len()).rev() {
        rows.swap(at, dice.roll(at + 1));
    }
    "Reference,Type,Status,Amount,Currency,Provider,IntentId,Initial reference\n".to_owned()
        + &rows.join("\n")
}

#[test]
fn made_up_files_are_matched_alike_in_all_lanes() {
    let mut dice = Dice::new(6);
    let (mut lines, mut matched) = (0, 0);
    for round in 0..400 {
        let files: Vec<Vec<u8>> = (0..=dice.roll(2))
            .map(|_| {
                let lines = dice.roll(if round % 10 == 0 { 600 } else { 80 });
                file(&mut dice, lines, [3, 20, 1000][round % 3])
            })
            .collect();
        let text = declarations(&mut dice, &files, [4, 30, 1000][round % 3]);
        let declared = read(Declarations::default(), "declared", text.as_bytes(), ReadOptions::default());
        let details = [0, 3, 1000][dice.roll(3)];
        let exact = run(Lanes::ExactOnly, &declared, &files, details, usize::MAX);
        for chunk in [usize::MAX, 1 + dice.roll(3000)] {
            let both = run(Lanes::Both, &declared, &files, details, chunk);
            assert_eq!(both, exact, "round {round} in chunks of {chunk}");
        }
        lines += exact.files.iter().map(|file| file.lines).sum::<u64>();
        matched += exact.files.iter().map(|file| file.matched).sum::<u64>();
    }
    assert!(matched * 3 > lines, "only {matched} of {lines} lines match");
}
