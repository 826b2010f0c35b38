//! Settlement files: what they say, and how that is written down.

use super::dice::Dice;
use super::plan::{advance_clock, settlement};
use super::step::Step;
use echoscope_reference::{
    Action, Amount, CaptureStatus, Dialect, FeeSign, FileLine, LineKind, Model, SettlementFile,
    SettlementStatus,
};
use std::fmt::Write as _;

/// Uploads a file about actions that are not settled yet, as a provider would; or one with something wrong in it.
pub fn upload(model: &Model, dice: &mut Dice) -> Step {
    // One file at a time is on its way: between two that are looked at in one moment the engine has transfers under
    // way, and the model's transfers take no time.
    let on_its_way = model.settlements.iter().position(|it| it.next_look.is_some());
    let place = match on_its_way {
        Some(_) if dice.one_in(2) => return advance_clock(model, dice),
        Some(place) => place,
        None => settlement(model, dice, |status| status == SettlementStatus::PendingUpload),
    };
    let (provider, currency) = pool(model, dice);
    let offered = offered(model, &provider, &currency);
    let mut lines = Vec::new();
    for line in offered {
        let of_its_time = model.reading.dialect != Dialect::Only2025 || line.kind == LineKind::Settled;
        if lines.len() < 6 && of_its_time && !dice.one_in(3) {
            lines.push(line);
        }
    }
    if lines.is_empty() {
        lines.push(line_of(LineKind::Settled, "unknown", 100, &currency, None));
    }
    if dice.one_in(6) {
        lines.reverse();
    }

    let sign = if model.reading.fee_sign == FeeSign::Legacy { 1 } else { -1 };
    let usual_2025 = model.reading.dialect == Dialect::Only2025;
    let of_2025 = (if usual_2025 { !dice.one_in(12) } else { dice.one_in(12) })
        && lines.iter().all(|line| line.kind == LineKind::Settled);
    let sign = if of_2025 { 1 } else { sign };
    let fees = match dice.roll(5) {
        0 | 1 => 0,
        2 => sign * dice.amount(lines[0].amount.abs() / 10),
        3 => sign * dice.amount(lines[0].amount.abs() * 3),
        _ => lines.iter_mut().fold(0, |sum, line| {
            let fee = sign * dice.pick(&[0, 1, 5, 10]);
            line.fees = Some(fee);
            sum + fee
        }),
    };
    let mut file = SettlementFile { provider, lines, fees, net: 0, currency: None, of_2025, broken: false };
    if dice.one_in(3) {
        file.currency = Some(currency);
    }
    if dice.one_in(4) {
        spoil_line(&mut file, dice);
    }
    file.net = file.raw_total(model.reading.fee_sign).max(0);
    if dice.one_in(10) {
        spoil_footer(&mut file, model, dice);
    }
    Step::Upload { settlement: place, file, style: dice.roll(1_000) }
}

fn pool(model: &Model, dice: &mut Dice) -> (String, String) {
    let intent = &model.intents[dice.roll(model.intents.len())];
    (intent.provider.clone(), intent.currency.clone())
}

/// Correct lines for everything in the pool that a file could name now.
fn offered(model: &Model, provider: &str, currency: &str) -> Vec<FileLine> {
    let of_pool = |intent: usize| {
        let it = &model.intents[intent];
        it.provider == provider && it.currency == currency
    };
    let mut lines = Vec::new();
    for (place, it) in model.captures.iter().enumerate().filter(|(_, it)| of_pool(it.intent)) {
        if it.status == CaptureStatus::Captured {
            let amount = it.parts.iter().map(|part| part.amount).sum();
            push_new(
                model,
                &mut lines,
                Action::Capture(place),
                LineKind::Settled,
                amount,
                &it.reference,
                None,
            );
        }
    }
    for (place, it) in model.refunds.iter().enumerate().filter(|(_, it)| of_pool(it.intent)) {
        let amount = it.parts.iter().map(|part| part.amount).sum();
        let initial = Some(model.intents[it.intent].reference.as_str());
        let action = Action::Refund(place);
        if let Some(reversal) = &it.reversal {
            let reference = if place % 2 == 0 { &reversal.reference } else { &it.reference };
            push_new(model, &mut lines, action, LineKind::RefundReversed, amount, reference, initial);
        }
        push_new(model, &mut lines, action, LineKind::Refunded, amount, &it.reference, initial);
    }
    for (place, it) in model.disputes.iter().enumerate().filter(|(_, it)| of_pool(it.intent)) {
        let amount = it.parts.iter().map(|part| part.amount).sum();
        let initial = Some(model.captures[it.capture].reference.as_str());
        for kind in [LineKind::Disputed, LineKind::Defended, LineKind::DisputedWon, LineKind::DisputedLost] {
            let said = match it.status {
                echoscope_reference::DisputeStatus::Disputed => kind == LineKind::Disputed,
                echoscope_reference::DisputeStatus::Defended => {
                    kind != LineKind::DisputedWon && kind != LineKind::DisputedLost
                }
                echoscope_reference::DisputeStatus::Won => kind != LineKind::DisputedLost,
                echoscope_reference::DisputeStatus::Lost => kind != LineKind::DisputedWon,
            };
            if said {
                push_new(model, &mut lines, Action::Dispute(place), kind, amount, &it.reference, initial);
            }
        }
    }
    lines
}

fn push_new(
    model: &Model,
    lines: &mut Vec<FileLine>,
    action: Action,
    kind: LineKind,
    amount: Amount,
    reference: &str,
    initial: Option<&str>,
) {
    if !model.reconciled.contains(&(action, kind)) {
        let intent = match action {
            Action::Capture(it) => model.captures[it].intent,
            Action::Refund(it) => model.refunds[it].intent,
            Action::Dispute(it) => model.disputes[it].intent,
        };
        lines.push(line_of(kind, reference, amount, &model.intents[intent].currency, initial));
    }
}

fn line_of(
    kind: LineKind,
    reference: &str,
    amount: Amount,
    currency: &str,
    initial: Option<&str>,
) -> FileLine {
    FileLine {
        kind,
        reference: reference.into(),
        amount: amount * kind.sign(),
        currency: currency.into(),
        initial: initial.map(Into::into),
        fees: None,
        malformed: false,
    }
}

fn spoil_line(file: &mut SettlementFile, dice: &mut Dice) {
    let place = dice.roll(file.lines.len());
    let twice = file.lines[place].clone();
    let line = &mut file.lines[place];
    match dice.roll(10) {
        0 => line.reference = "unknown".into(),
        1 => line.amount += line.kind.sign(),
        2 => line.malformed = true,
        3 => line.amount = -line.amount,
        4 => line.initial = None,
        5 => line.initial = Some("unknown".into()),
        6 => line.currency = "GBP".into(),
        7 => {
            line.kind = dice.pick(&[
                LineKind::Settled,
                LineKind::Refunded,
                LineKind::DisputedWon,
                LineKind::Defended,
            ]);
        }
        8 => file.provider = dice.pick(&["ADYEN", "STRIPE", "MOLLIE"]).into(),
        _ => file.lines.push(twice),
    }
    if file.lines.iter().any(|line| line.fees.is_some()) {
        file.fees = file.lines.iter().filter_map(|line| line.fees).sum();
    }
    if file.of_2025 && file.lines.iter().any(|line| line.kind != LineKind::Settled) {
        file.of_2025 = false;
    }
}

fn spoil_footer(file: &mut SettlementFile, model: &Model, dice: &mut Dice) {
    match dice.roll(5) {
        0 => file.net += 1,
        1 => file.net = file.raw_total(model.reading.fee_sign),
        2 => file.fees += 1,
        3 => file.currency = Some("GBP".into()),
        _ => file.broken = true,
    }
}

const COLUMNS: [&str; 9] = [
    "ExternalProviderReference",
    "ExternalPaymentMethod",
    "ExternalTransactionType",
    "ExternalTransactionStatus",
    "ExternalProcessingDate",
    "Amount",
    "Currency",
    "ExternalInitialReference",
    "ExternalProviderFees",
];

/// The bytes of the file.
pub fn written(file: &SettlementFile, style: usize) -> Vec<u8> {
    let defect = if file.broken { style % 6 } else { usize::MAX };
    let end = if style.is_multiple_of(3) { "\r\n" } else { "\n" };
    let mut rows: Vec<String> = Vec::new();
    let extra = if file.of_2025 { "IntentId," } else { "" };
    let mut header = format!("{extra}{}", COLUMNS.join(","));
    if defect == 0 {
        header = header.replace("ExternalTransactionStatus", "Something");
    }
    rows.push(header);
    for (place, line) in file.lines.iter().enumerate() {
        let comma = if file.of_2025 { "," } else { "" };
        let row = row(line, style + place, defect == 1 && place == 0);
        rows.push(format!("{comma}{row}"));
    }
    if defect != 2 {
        rows.push(",".repeat(if file.of_2025 { 9 } else { 8 }));
    }
    let net_name = if file.of_2025 { "TotalSettlementAmount" } else { "TotalNetSettlementAmount" };
    rows.push("SettlementDate,19-06-2025,,,,,,,".to_owned());
    let provider = if defect == 3 { "NO_SUCH_PROVIDER" } else { &file.provider };
    rows.push(format!("ExternalProviderName,{provider},,,,,,,"));
    if defect != 4 {
        rows.push(format!("TotalSettlementFeesAmount,{},,,,,,,", file.fees));
    }
    let net = if defect == 5 { "much".to_owned() } else { file.net.to_string() };
    rows.push(format!("{net_name},{net},,,,,,,"));
    if let Some(currency) = &file.currency {
        rows.push(format!("SettlementCurrency,{currency},,,,,,,"));
    }
    let mut text = String::new();
    if style.is_multiple_of(5) {
        text.push('\u{feff}');
    }
    text.push_str(&rows.join(end));
    if style.is_multiple_of(2) {
        text.push_str(end);
    }
    text.into_bytes()
}

fn row(line: &FileLine, style: usize, without_currency: bool) -> String {
    let (kind, mut status) = match line.kind {
        LineKind::Settled => ("PAYMENT", "SETTLED"),
        LineKind::Refunded => ("REFUND", "REFUNDED"),
        LineKind::RefundReversed => ("REFUND", "REFUND_REVERSED"),
        LineKind::Disputed => ("DISPUTE", "DISPUTED"),
        LineKind::Defended => ("DISPUTE", "DEFENDED"),
        LineKind::DisputedWon => ("DISPUTE", "DISPUTED_WON"),
        LineKind::DisputedLost => ("DISPUTE", "DISPUTED_LOST"),
    };
    let mut date = "19-06-2025";
    let mut amount = line.amount.to_string();
    if line.malformed {
        match style % 4 {
            0 => date = "2025-06-19",
            1 => amount.push_str(".50"),
            2 => status = "SETLED",
            _ => status = if kind == "PAYMENT" { "REFUNDED" } else { "SETTLED" },
        }
    }
    let currency = if without_currency { "" } else { &line.currency };
    let initial = line.initial.as_deref().unwrap_or_default();
    let fees = line.fees.map(|fees| fees.to_string()).unwrap_or_default();
    let mut row = String::new();
    write!(row, "{},VISA,{kind},{status},{date},{amount},{currency},{initial},{fees}", line.reference)
        .expect("text can be written to");
    row
}
