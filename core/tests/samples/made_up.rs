//! Settlement files of no particular meaning, most of whose lines are ordinary.

/// A small generator of pseudo-random numbers, so that a failure can be repeated.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    pub fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
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
pub fn file(dice: &mut Dice, lines: usize, odd_of: usize) -> Vec<u8> {
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
