//! What to ask next. The plan looks at the model, so that most commands are legal and many of them matter; and it
//! spoils a good share of them on purpose.

use super::dice::Dice;
use super::share::{create_splits, execute_split, reverse_split, update_split};
use super::step::Step;
use echoscope_reference::{
    Amount, Dialect, DisputeStatus, FeeSign, IntentStatus, Model, NewIntent, NewLine, Part, PartialReversal,
    Reading, RefundLimit, RefundStatus, Scope, Seller, SettlementStatus, SplitFees, TransferFault,
};

pub const CLIENT: &str = "client";
pub const START: i64 = 1_750_000_000;
pub const USERS: [&str; 3] = ["anna", "bob", "carl"];
/// Wallet, owner, currency. Carl has none in EUR.
pub const WALLETS: [(&str, &str, &str); 5] = [
    ("anna.EUR", "anna", "EUR"),
    ("anna.USD", "anna", "USD"),
    ("bob.EUR", "bob", "EUR"),
    ("anna.EUR.2", "anna", "EUR"),
    ("carl.USD", "carl", "USD"),
];
pub const NOBODY: usize = usize::MAX;

pub fn reading(dice: &mut Dice) -> Reading {
    Reading {
        partial_reversal: dice.pick(&[PartialReversal::MarksIntent, PartialReversal::LeavesIntent]),
        refund_limit: dice.pick(&[RefundLimit::Captured, RefundLimit::Captured, RefundLimit::Available]),
        split_fees: dice.pick(&[SplitFees::LimitWhenStated, SplitFees::AlwaysLimit]),
        early_reverse: dice.pick(&[true, false]),
        past_transfer_date: dice.pick(&[true, true, false]),
        fee_sign: dice.pick(&[FeeSign::Signed, FeeSign::Signed, FeeSign::Legacy]),
        dialect: dice.pick(&[
            Dialect::Auto,
            Dialect::Auto,
            Dialect::Auto,
            Dialect::Only2026,
            Dialect::Only2025,
        ]),
        early_cancel: dice.pick(&[true, false]),
        rematch: dice.pick(&[false, true]),
        skip_unaffordable: dice.pick(&[false, true]),
        // Never a moment at which a Split is due: which of the two goes first is not the model's to say.
        parse_seconds: dice.pick(&[0, 0, 0, 60]),
        match_seconds: dice.pick(&[0, 0, 0, 90]),
        // Shorter than the shortest step of the clock, and longer.
        transfer_seconds: dice.pick(&[0, 0, 0, 47, 5_000]),
    }
}

pub fn world(reading: Reading) -> Model {
    let mut model = Model::new(reading, CLIENT, START);
    for user in USERS {
        model.register_user(user).expect("a new user");
    }
    for (wallet, owner, currency) in WALLETS {
        model.register_wallet(wallet, owner, currency).expect("a new wallet");
    }
    model
}

/// Most steps that would be refused are thrown away; a good share stays.
pub fn next(model: &Model, dice: &mut Dice) -> Step {
    loop {
        let step = any(model, dice);
        if dice.one_in(9) || step.apply(&mut model.clone()).is_ok() {
            return step;
        }
    }
}

fn any(model: &Model, dice: &mut Dice) -> Step {
    if model.intents.is_empty() {
        return create_intent(model, dice);
    }
    match dice.roll(100) {
        0..=9 => create_intent(model, dice),
        10..=23 => capture(model, dice),
        24 => register(dice),
        25..=26 => cancel(model, dice),
        27..=30 => refund(model, dice),
        31..=33 => reverse_refund(model, dice),
        34..=36 => dispute(model, dice),
        37..=39 => decide(model, dice),
        40..=53 => create_splits(model, dice),
        54..=57 => update_split(model, dice),
        58..=68 => execute_split(model, dice),
        69..=70 => reverse_split(model, dice),
        71..=73 => Step::CreateSettlement,
        74..=86 => super::file::upload(model, dice),
        87..=88 => Step::NewAddress { settlement: settlement(model, dice, has_no_match) },
        89 => Step::CancelSettlement { settlement: settlement(model, dice, has_no_match) },
        90..=95 => receive_funds(model, dice),
        96 => fund_wallet(dice),
        97..=98 => advance_clock(model, dice),
        _ if dice.one_in(3) => register(dice),
        _ => Step::InjectFault(dice.pick(&[TransferFault::Rejected, TransferFault::Failed])),
    }
}

/// Mostly one that will do, sometimes any, rarely none at all.
pub fn choose(dice: &mut Dice, all: usize, will_do: impl Fn(usize) -> bool) -> usize {
    if all == 0 || dice.one_in(80) {
        return NOBODY;
    }
    let fitting: Vec<usize> = (0..all).filter(|&it| will_do(it)).collect();
    if fitting.is_empty() || dice.one_in(12) { dice.roll(all) } else { dice.pick(&fitting) }
}

/// Mostly a new reference, sometimes one that was used before.
fn reference(model: &Model, dice: &mut Dice) -> String {
    if dice.one_in(8) {
        return format!("ref-{}", dice.roll(4));
    }
    format!(
        "ref-{}",
        4 + model.intents.len() + model.captures.len() + model.refunds.len() + model.disputes.len()
    )
}

fn some_reference(model: &Model, dice: &mut Dice) -> Option<String> {
    if dice.one_in(50) { None } else { Some(reference(model, dice)) }
}

fn create_intent(model: &Model, dice: &mut Dice) -> Step {
    let mut provider = dice.pick(&["STRIPE", "STRIPE", "STRIPE", "ADYEN", "MANGOPAY"]).to_owned();
    let mut currency = dice.pick(&["EUR", "EUR", "EUR", "EUR", "USD"]).to_owned();
    let mut reference = reference(model, dice);
    if dice.one_in(3) {
        // Lines are added to an Intent that exists.
        let may_grow = |it| {
            !matches!(
                model.status(it),
                IntentStatus::Cancelled | IntentStatus::Refunded | IntentStatus::Disputed
            )
        };
        if let Some(known) = model.intents.get(choose(dice, model.intents.len(), may_grow)) {
            provider.clone_from(&known.provider);
            reference.clone_from(&known.reference);
            if !dice.one_in(20) {
                currency.clone_from(&known.currency);
            }
        }
    }
    if dice.one_in(80) {
        provider = "NO_SUCH_PROVIDER".into();
    }
    let lines: Vec<NewLine> = (0..=dice.roll(3)).map(|_| line(&currency, &provider, dice)).collect();
    let total: Amount = lines.iter().map(|it| it.unit_amount * it.quantity - it.discount).sum();
    let fees: Amount = lines.iter().filter_map(|it| it.seller.fee).sum();
    let platform_fees = match dice.roll(12) {
        0 => Some(fees + 1),
        1..=5 => Some(fees),
        _ => None,
    };
    let amount = if dice.one_in(40) { total + 1 } else { total };
    let fits = i64::try_from(amount).is_ok();
    Step::CreateIntent(NewIntent {
        amount: if fits { amount } else { Amount::from(i64::MAX) },
        currency,
        platform_fees,
        provider,
        reference,
        buyer: match dice.roll(40) {
            0 => Some("nobody".into()),
            1..=5 => Some("bob".into()),
            _ => None,
        },
        lines,
    })
}

fn line(currency: &str, provider: &str, dice: &mut Dice) -> NewLine {
    let (author, wallet) = match dice.roll(32) {
        0 => (None, None),
        1 => (Some("nobody"), None),
        2 => (Some("bob"), Some("anna.EUR")),
        3 => (None, Some("anna.USD")),
        4..=7 => (Some(CLIENT), None),
        8..=9 => (None, Some("FEES_EUR")),
        10 => (Some("carl"), None),
        25..=26 => (Some(dice.pick(&["new-0", "new-1", "new-2"])), None),
        11..=12 => (Some("anna"), Some("anna.EUR.2")),
        13..=18 if currency == "EUR" => (None, Some("bob.EUR")),
        19..=24 if currency == "EUR" => (Some("bob"), None),
        _ => (Some("anna"), None),
    };
    let quantity = dice.pick(&[1, 1, 1, 2, 3]);
    let unit_amount = match dice.roll(150) {
        0 => 0,
        1 => -5,
        2 if quantity > 1 => Amount::from(i64::MAX),
        2 => Amount::from(i64::MAX / 64),
        3..=60 => dice.pick(&[100, 100, 200, 500]),
        _ => 1 + i128::try_from(dice.roll(1_000)).unwrap_or(0),
    };
    let discount = if dice.one_in(6) { dice.amount(unit_amount) / 2 } else { 0 };
    let total = unit_amount * quantity - discount;
    let fee = match dice.roll(30) {
        0 => Some(total.min(1_000) + 1),
        1..=9 => Some(total.clamp(0, 1_000) / 10),
        10 => Some(total.clamp(0, 1_000)),
        11..=13 => Some(0),
        _ => None,
    };
    let origin = match dice.roll(20) {
        0 => Some("bob.EUR"),
        1 => Some("no.wallet"),
        2..=9 if provider == "MANGOPAY" && currency == "EUR" => Some("bob.EUR"),
        _ => None,
    };
    NewLine {
        seller: Seller {
            author: author.map(Into::into),
            wallet: wallet.map(Into::into),
            fee,
            transfer_date: if dice.one_in(10) { Some(START + date_offset(dice)) } else { None },
        },
        quantity,
        unit_amount,
        tax: if dice.one_in(200) { -1 } else { 0 },
        discount,
        origin: origin.map(Into::into),
    }
}

/// Some days before or after the start of the world.
pub fn date_offset(dice: &mut Dice) -> i64 {
    dice.pick(&[-86_400, 3_600, 86_400, 2 * 86_400, 3 * 86_400, 5 * 86_400, 9 * 86_400])
}

pub fn sum_of(model: &Model, intent: usize, left: impl Fn(usize) -> Amount) -> Amount {
    model.lines_of(intent).into_iter().map(left).sum()
}

/// Some lines and how much of them, looking at what is left of each.
fn parts(model: &Model, dice: &mut Dice, intent: usize, left: impl Fn(usize) -> Amount) -> Scope {
    let mut parts = Vec::new();
    for line in model.lines_of(intent) {
        let left = left(line);
        if (left > 0 && !dice.one_in(3)) || dice.one_in(40) {
            parts.push(Part { line, amount: dice.amount(left) });
        }
    }
    if parts.is_empty() {
        let lines = model.lines_of(intent);
        parts.push(match lines.first() {
            Some(&line) => Part { line, amount: dice.amount(left(line)) },
            None => Part { line: NOBODY, amount: 1 },
        });
    }
    let twice = parts[0];
    match dice.roll(120) {
        0 => parts.push(twice),
        1 => parts.push(Part { line: dice.roll(model.lines.len().max(1)), amount: 1 }),
        2 => parts[0].line = NOBODY,
        3 => parts[0].amount = 0,
        4 => parts[0].amount = -1,
        5..=9 => parts.reverse(),
        _ => {}
    }
    let sum: Amount = parts.iter().map(|part| part.amount).sum();
    let amount = if dice.one_in(50) { sum + 1 } else { sum };
    Scope::Parts { amount, parts }
}

fn capture(model: &Model, dice: &mut Dice) -> Step {
    let intent = choose(dice, model.intents.len(), |it| sum_of(model, it, |line| model.open(line)) > 0);
    let untouched = model.intents.get(intent).is_some() && model.status(intent) == IntentStatus::Authorized;
    let scope = if (untouched && dice.one_in(2)) || dice.one_in(15) {
        Scope::Full
    } else {
        parts(model, dice, intent, |line| model.open(line))
    };
    let reference = if scope == Scope::Full && dice.one_in(2) { None } else { some_reference(model, dice) };
    Step::Capture { intent, scope, reference }
}

fn cancel(model: &Model, dice: &mut Dice) -> Step {
    let intent = choose(dice, model.intents.len(), |it| model.status(it) == IntentStatus::Authorized);
    let scope =
        if dice.one_in(4) { Scope::Full } else { parts(model, dice, intent, |line| model.open(line)) };
    Step::Cancel { intent, scope }
}

fn refund(model: &Model, dice: &mut Dice) -> Step {
    let intent = choose(dice, model.intents.len(), |it| sum_of(model, it, |line| model.kept(line)) > 0);
    let scope =
        if dice.one_in(3) { Scope::Full } else { parts(model, dice, intent, |line| model.kept(line)) };
    Step::Refund { intent, scope, reference: some_reference(model, dice) }
}

fn reverse_refund(model: &Model, dice: &mut Dice) -> Step {
    let refund = choose(dice, model.refunds.len(), |it| model.refunds[it].status == RefundStatus::Refunded);
    let Some(it) = model.refunds.get(refund) else {
        return Step::ReverseRefund { intent: 0, refund, scope: Scope::Full, reference: Some("r".into()) };
    };
    let scope = match dice.roll(8) {
        0 => parts(model, dice, it.intent, |line| model.refunded(line)),
        1..=3 => {
            let amount = it.parts.iter().map(|part| part.amount).sum();
            Scope::Parts { amount, parts: it.parts.iter().rev().copied().collect() }
        }
        _ => Scope::Full,
    };
    Step::ReverseRefund {
        intent: or_another(dice, it.intent, model),
        refund,
        scope,
        reference: if dice.one_in(4) {
            Some(refund_reference(model, dice))
        } else {
            some_reference(model, dice)
        },
    }
}

/// The reference of some refund or reversal, so that lines of files compete for them (B29).
fn refund_reference(model: &Model, dice: &mut Dice) -> String {
    let known = &model.refunds[dice.roll(model.refunds.len())];
    match &known.reversal {
        Some(reversal) if dice.one_in(2) => reversal.reference.clone(),
        _ => known.reference.clone(),
    }
}

/// Rarely an Intent to which the object does not belong.
pub fn or_another(dice: &mut Dice, intent: usize, model: &Model) -> usize {
    if dice.one_in(60) { dice.roll(model.intents.len()) } else { intent }
}

fn dispute(model: &Model, dice: &mut Dice) -> Step {
    let disputable = |capture: usize| {
        sum_of(model, model.captures[capture].intent, |line| model.disputable(capture, line)) > 0
    };
    let capture = choose(dice, model.captures.len(), disputable);
    let Some(it) = model.captures.get(capture) else {
        return Step::Dispute { intent: 0, capture, scope: Scope::Full, reference: Some("d".into()) };
    };
    let scope = if dice.one_in(2) {
        Scope::Full
    } else {
        parts(model, dice, it.intent, |line| model.disputable(capture, line))
    };
    Step::Dispute {
        intent: or_another(dice, it.intent, model),
        capture,
        scope,
        reference: some_reference(model, dice),
    }
}

fn decide(model: &Model, dice: &mut Dice) -> Step {
    let open =
        |it: usize| matches!(model.disputes[it].status, DisputeStatus::Disputed | DisputeStatus::Defended);
    let dispute = choose(dice, model.disputes.len(), open);
    let decision =
        dice.pick(&[DisputeStatus::Defended, DisputeStatus::Won, DisputeStatus::Won, DisputeStatus::Lost]);
    let Some(it) = model.disputes.get(dispute) else {
        return Step::Decide { intent: 0, capture: 0, dispute, decision };
    };
    let capture = if dice.one_in(60) { dice.roll(model.captures.len()) } else { it.capture };
    Step::Decide { intent: or_another(dice, it.intent, model), capture, dispute, decision }
}

pub fn settlement(model: &Model, dice: &mut Dice, will_do: fn(SettlementStatus) -> bool) -> usize {
    choose(dice, model.settlements.len(), |it| will_do(model.settlements[it].status))
}

fn has_no_match(status: SettlementStatus) -> bool {
    matches!(status, SettlementStatus::Unmatched | SettlementStatus::PartiallyMatched)
}

fn receive_funds(model: &Model, dice: &mut Dice) -> Step {
    let waits = |it: usize| {
        matches!(
            model.settlements[it].status,
            SettlementStatus::PendingFundsReception | SettlementStatus::InsufficientFunds
        )
    };
    let waiting = choose(dice, model.settlements.len(), waits);
    let file = model.settlements.get(waiting).and_then(|it| it.file.as_ref());
    let (provider, currency, due) = match file {
        Some(file) => (file.provider.as_str(), file.lines[0].currency.as_str(), file.net),
        None => ("STRIPE", "EUR", 100),
    };
    let amount = match dice.roll(60) {
        0 => 0,
        1 => -1,
        2..=4 => due * 3,
        _ => dice.amount(due),
    };
    Step::ReceiveFunds {
        provider: if dice.one_in(100) { "NO_SUCH_PROVIDER".into() } else { provider.into() },
        currency: if dice.one_in(100) { "XXX".into() } else { currency.into() },
        amount: amount.clamp(-1, 1_000_000),
    }
}

fn register(dice: &mut Dice) -> Step {
    let id = format!("new-{}", dice.roll(6));
    if dice.one_in(2) {
        return Step::RegisterUser { id: if dice.one_in(10) { CLIENT.into() } else { id } };
    }
    let wallet = format!("{id}.{}", dice.roll(2));
    let owner = if dice.one_in(3) { "carl".into() } else { id };
    Step::RegisterWallet { id: wallet, owner, currency: dice.pick(&["EUR", "USD", "XXX"]).into() }
}

fn fund_wallet(dice: &mut Dice) -> Step {
    let wallet = dice.pick(&["bob.EUR", "bob.EUR", "anna.EUR", "anna.USD", "no.wallet"]).to_owned();
    Step::FundWallet { wallet, amount: dice.pick(&[100, 500, 1_000, 0]) }
}

pub fn advance_clock(model: &Model, dice: &mut Dice) -> Step {
    let by = dice.pick(&[3_600, 86_400, 86_400, 2 * 86_400, 3 * 86_400, -10]);
    Step::AdvanceClock { to: model.now + by }
}
