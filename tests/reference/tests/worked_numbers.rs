//! The numbers that the documents work out themselves, and the sentences that are easiest to misread.

use echoscope_reference::{
    CaptureStatus, DisputeStatus, FileLine, IntentStatus, LineKind, Model, NewIntent, NewLine, NewSplit,
    Part, PartialReversal, Reading, RefundStatus, Refused, Scope, Seller, SettlementFile, SettlementStatus,
    SplitChange, SplitFees, SplitStatus, TransferFault,
};

/// A shop with two sellers.
fn shop() -> Model {
    shop_reading(Reading::default())
}

fn shop_reading(reading: Reading) -> Model {
    let mut model = Model::new(reading, "client", 1_000);
    for seller in ["anna", "bob"] {
        model.register_user(seller).unwrap();
        model.register_wallet(&format!("{seller}.EUR"), seller, "EUR").unwrap();
    }
    model
}

fn line(seller: &str, amount: i128, fee: i128) -> NewLine {
    NewLine {
        seller: Seller { author: Some(seller.into()), fee: Some(fee), ..Seller::default() },
        quantity: 1,
        unit_amount: amount,
        tax: 0,
        discount: 0,
        origin: None,
    }
}

fn intent(reference: &str, lines: Vec<NewLine>) -> NewIntent {
    let amount = lines.iter().map(|line| line.unit_amount * line.quantity - line.discount).sum();
    NewIntent {
        amount,
        currency: "EUR".into(),
        platform_fees: None,
        provider: "STRIPE".into(),
        reference: reference.into(),
        buyer: None,
        lines,
    }
}

/// An Intent of one line of Anna's, captured in full.
fn captured(model: &mut Model, reference: &str, amount: i128, fee: i128) -> usize {
    let new = model.create_intent(&intent(reference, vec![line("anna", amount, fee)])).unwrap();
    model.capture(new, &Scope::Full, None).unwrap();
    new
}

fn part(line: usize, amount: i128) -> Scope {
    Scope::Parts { amount, parts: vec![Part { line, amount }] }
}

fn split(line: usize, amount: i128, fee: Option<i128>) -> NewSplit {
    NewSplit { line, amount, fee, transfer_date: None, origin: None }
}

fn says(kind: LineKind, reference: &str, amount: i128, initial: Option<&str>) -> FileLine {
    FileLine {
        kind,
        reference: reference.into(),
        amount,
        currency: "EUR".into(),
        initial: initial.map(Into::into),
        fees: None,
        malformed: false,
    }
}

fn file(lines: Vec<FileLine>, fees: i128, net: i128) -> SettlementFile {
    SettlementFile {
        provider: "STRIPE".into(),
        lines,
        fees,
        net,
        currency: None,
        of_2025: false,
        broken: false,
    }
}

fn settle(model: &mut Model, lines: Vec<FileLine>, fees: i128, net: i128) -> usize {
    let settlement = model.create_settlement().unwrap();
    model.upload(settlement, &file(lines, fees, net)).unwrap();
    model.check_invariants();
    settlement
}

fn names(model: &Model) -> Vec<&'static str> {
    model.events.iter().map(|event| event.name).collect()
}

/// 2.2.1: what is available to split, through the life of 20000.
#[test]
fn available_amount() {
    let mut model = shop();
    let order =
        model.create_intent(&intent("pi", vec![line("anna", 10_000, 0), line("bob", 10_000, 0)])).unwrap();
    assert_eq!((model.available(order), model.status(order)), (0, IntentStatus::Authorized));
    model.capture(order, &part(0, 10_000), Some("ch-1")).unwrap();
    assert_eq!((model.available(order), model.status(order)), (10_000, IntentStatus::PartiallyCaptured));
    model.capture(order, &part(1, 10_000), Some("ch-2")).unwrap();
    assert_eq!((model.available(order), model.status(order)), (20_000, IntentStatus::Captured));

    model.create_splits(order, &[split(0, 5_000, None), split(1, 6_000, None)]).unwrap();
    assert_eq!(model.available(order), 20_000, "created Splits take nothing yet");

    let refund = model.refund(order, &Scope::Full, Some("re")).unwrap();
    assert_eq!((model.available(order), model.status(order)), (0, IntentStatus::Refunded));
    model.reverse_refund(order, refund, &Scope::Full, Some("rr")).unwrap();
    assert_eq!((model.available(order), model.status(order)), (20_000, IntentStatus::RefundReversed));
    assert_eq!(model.next_actions(order), Some("REFUND, DISPUTE"));

    model.dispute(order, 0, &Scope::Full, Some("dp-1")).unwrap();
    model.dispute(order, 1, &Scope::Full, Some("dp-2")).unwrap();
    assert_eq!((model.available(order), model.status(order)), (0, IntentStatus::Disputed));
    model.check_invariants();
}

/// R3: 2 x 6000 - 2000.
#[test]
fn line_total() {
    let mut model = shop();
    let wanted = NewLine { quantity: 2, unit_amount: 6_000, discount: 2_000, tax: 700, ..line("anna", 1, 0) };
    let order = model.create_intent(&intent("pi", vec![wanted])).unwrap();
    assert_eq!((model.amount(order), model.lines[0].total), (10_000, 10_000));
}

/// R62: 7500 of 10000.
#[test]
fn partial_refund() {
    let mut model = shop();
    let order = captured(&mut model, "pi", 10_000, 0);
    let refund = model.refund(order, &part(0, 7_500), Some("re")).unwrap();
    assert_eq!((model.available(order), model.status(order)), (2_500, IntentStatus::Captured));
    assert_eq!(model.refund(order, &part(0, 2_501), Some("re-2")), Err(Refused::ExceedsLimit));
    assert_eq!(
        model.reverse_refund(order, refund, &part(0, 7_499), Some("rr")),
        Err(Refused::AmountsDiffer),
        "a reversal is of the whole refund"
    );
    model.reverse_refund(order, refund, &part(0, 7_500), Some("rr")).unwrap();
    assert_eq!(model.refunds[refund].status, RefundStatus::RefundReversed);
    assert_eq!(model.status(order), IntentStatus::RefundReversed, "A3, literally");

    let mut model =
        shop_reading(Reading { partial_reversal: PartialReversal::LeavesIntent, ..Reading::default() });
    let order = captured(&mut model, "pi", 10_000, 0);
    let refund = model.refund(order, &part(0, 7_500), Some("re")).unwrap();
    model.reverse_refund(order, refund, &Scope::Full, Some("rr")).unwrap();
    assert_eq!(model.status(order), IntentStatus::Captured, "A3, the other way");
}

/// A1, B12, R48, R54, R55.
#[test]
fn partial_cancel() {
    let mut model = shop();
    let order = model.create_intent(&intent("pi", vec![line("anna", 10_000, 0)])).unwrap();
    model.cancel(order, &part(0, 4_000)).unwrap();
    assert_eq!(model.status(order), IntentStatus::Authorized);
    assert_eq!(model.capture(order, &Scope::Full, None), Err(Refused::PartialOperation));
    assert_eq!(model.capture(order, &part(0, 6_001), Some("ch")), Err(Refused::ExceedsLimit));
    model.capture(order, &part(0, 6_000), Some("ch")).unwrap();
    assert_eq!(model.status(order), IntentStatus::Captured);
    assert_eq!(model.cancel(order, &Scope::Full), Err(Refused::WrongStatus));

    let other = model.create_intent(&intent("pi-2", vec![line("anna", 10_000, 0)])).unwrap();
    model.cancel(other, &part(1, 4_000)).unwrap();
    model.cancel(other, &part(1, 6_000)).unwrap();
    assert_eq!((model.status(other), model.next_actions(other)), (IntentStatus::Cancelled, None));
}

/// R28 to R30.
#[test]
fn adding_lines() {
    let mut model = shop();
    let order = captured(&mut model, "pi", 10_000, 0);
    assert_eq!(model.create_intent(&intent("pi", vec![line("bob", 500, 0)])), Ok(order));
    assert_eq!((model.amount(order), model.status(order)), (10_500, IntentStatus::PartiallyCaptured));
    model.capture(order, &part(1, 500), Some("ch")).unwrap();
    assert_eq!(model.status(order), IntentStatus::Captured);
    assert_eq!(names(&model), ["INTENT_AUTHORIZED", "INTENT_CAPTURED", "INTENT_CAPTURED"]);
}

/// A4, A40, R75 to R80.
#[test]
fn dispute_decisions() {
    let mut model = shop();
    let order = captured(&mut model, "pi", 10_000, 0);
    let dispute = model.dispute(order, 0, &Scope::Full, Some("dp")).unwrap();
    model.decide(order, 0, dispute, DisputeStatus::Defended).unwrap();
    assert_eq!((model.status(order), model.disputed(0)), (IntentStatus::Defended, 10_000));
    model.decide(order, 0, dispute, DisputeStatus::Won).unwrap();
    assert_eq!((model.status(order), model.available(order)), (IntentStatus::DisputedWon, 10_000));
    assert_eq!(model.decide(order, 0, dispute, DisputeStatus::Lost), Err(Refused::WrongStatus));

    let partial = model.dispute(order, 0, &part(0, 4_000), Some("dp-2")).unwrap();
    model.decide(order, 0, partial, DisputeStatus::Lost).unwrap();
    assert_eq!((model.status(order), model.disputed(0)), (IntentStatus::Captured, 4_000));
    let rest = model.dispute(order, 0, &Scope::Full, Some("dp-3")).unwrap();
    assert_eq!(model.disputes[rest].parts, [Part { line: 0, amount: 6_000 }], "B3: what is left");
    assert_eq!(model.status(order), IntentStatus::Disputed, "B2: the least advanced one speaks");
}

/// R101: 35000 with a fee of 5000 gives the seller 30000.
#[test]
fn seller_and_fees() {
    let mut model = shop();
    let order = captured(&mut model, "pi", 35_000, 0);
    model.create_splits(order, &[split(0, 35_000, Some(5_000))]).unwrap();
    assert_eq!(model.execute_split(order, 0), Err(Refused::WrongStatus));
    let settlement = settle(&mut model, vec![says(LineKind::Settled, "pi", 35_000, None)], 0, 35_000);
    assert_eq!(model.settlements[settlement].status, SettlementStatus::PendingFundsReception);
    assert_eq!(model.splits[0].status, SplitStatus::PendingFundsReception);
    assert_eq!(model.captures[0].status, CaptureStatus::SettledNotPaid);
    model.receive_funds("STRIPE", "EUR", 35_000).unwrap();
    assert_eq!(model.splits[0].status, SplitStatus::Available);
    model.execute_split(order, 0).unwrap();
    assert_eq!(model.splits[0].status, SplitStatus::Completed);
    let balance = |id: &str| model.wallets[model.find_wallet(id).unwrap()].balance;
    assert_eq!((balance("anna.EUR"), balance("FEES_EUR")), (30_000, 5_000));
    assert_eq!((model.available(order), model.split_amount(0)), (0, 35_000));
    assert_eq!(model.status(order), IntentStatus::Captured);
    model.check_invariants();
    assert_eq!(
        names(&model),
        [
            "INTENT_AUTHORIZED",
            "INTENT_CAPTURED",
            "SPLIT_CREATED",
            "SETTLEMENT_PENDING_UPLOAD",
            "SETTLEMENT_UPLOADED",
            "SETTLEMENT_CREATED",
            "SETTLEMENT_PENDING_FUNDS_RECEPTION",
            "INTENT_SETTLED_NOT_PAID",
            "SPLIT_PENDING_FUNDS_RECEPTION",
            "SETTLEMENT_RECONCILED",
            "INTENT_PAID",
            "SPLIT_AVAILABLE",
        ]
    );
}

/// R176: +100; +30 and -100; +200 with 130 received.
#[test]
fn carried_credit() {
    let mut model = shop();
    let first = captured(&mut model, "a", 100, 0);
    captured(&mut model, "b", 30, 0);
    captured(&mut model, "c", 200, 0);
    let one = settle(&mut model, vec![says(LineKind::Settled, "a", 100, None)], 0, 100);
    model.receive_funds("STRIPE", "EUR", 100).unwrap();
    assert_eq!(model.settlements[one].status, SettlementStatus::Reconciled);

    model.refund(first, &Scope::Full, Some("a-back")).unwrap();
    let lines =
        vec![says(LineKind::Settled, "b", 30, None), says(LineKind::Refunded, "a-back", -100, Some("a"))];
    let two = settle(&mut model, lines, 0, 0);
    assert_eq!(model.settlements[two].status, SettlementStatus::Reconciled);
    assert_eq!((model.settlements[two].declared, model.settlements[two].actual), (-70, 0));
    assert_eq!(model.pool("STRIPE", "EUR").unwrap().credit, 70);

    let three = settle(&mut model, vec![says(LineKind::Settled, "c", 200, None)], 0, 200);
    assert_eq!(
        model.settlements[three].status,
        SettlementStatus::InsufficientFunds,
        "the credit is there: B18"
    );
    assert_eq!((model.settlements[three].missing, model.unfunded(2)), (130, 130));
    model.receive_funds("STRIPE", "EUR", 130).unwrap();
    assert_eq!(model.settlements[three].status, SettlementStatus::Reconciled);
    assert_eq!((model.settlements[three].missing, model.unfunded(2)), (0, 0));
    model.check_invariants();
}

/// 2.7: declared 10500, fees 500, actual 10000; and R168, R169, A14.
#[test]
fn shortage() {
    let mut model = shop();
    captured(&mut model, "a", 4_500, 0);
    captured(&mut model, "b", 6_000, 0);
    let lines = || vec![says(LineKind::Settled, "a", 4_500, None), says(LineKind::Settled, "b", 6_000, None)];
    let one = settle(&mut model, lines(), -500, 10_000);
    let it = &model.settlements[one];
    assert_eq!((it.declared, it.fees, it.actual, it.missing), (10_500, 500, 10_000, 0));
    assert_eq!(it.status, SettlementStatus::PendingFundsReception, "nothing has arrived yet");
    model.receive_funds("STRIPE", "EUR", 3_000).unwrap();
    assert_eq!(model.settlements[one].status, SettlementStatus::InsufficientFunds);
    assert_eq!(model.settlements[one].missing, 7_000);
    assert_eq!((model.unfunded(1), model.unfunded(0)), (6_000, 1_000), "the last line bears it first");
    assert_eq!(model.new_address(one), Err(Refused::WrongStatus));
    model.receive_funds("STRIPE", "EUR", 7_000).unwrap();
    assert_eq!(model.settlements[one].status, SettlementStatus::Reconciled);
    model.check_invariants();
}

/// The self-consistent sample of 5.6: 49500.
#[test]
fn sample_file() {
    let mut model = shop();
    let (paid, before) =
        (captured(&mut model, "pay-1", 100_000, 0), captured(&mut model, "pay-0", 25_000, 0));
    model.refund(paid, &part(0, 25_000), Some("ref-1")).unwrap();
    model.dispute(before, 1, &Scope::Full, Some("dis-1")).unwrap();
    let with_fees = |line: FileLine, fees| FileLine { fees: Some(fees), ..line };
    let lines = || {
        vec![
            with_fees(says(LineKind::Settled, "pay-1", 100_000, None), -100),
            with_fees(says(LineKind::Refunded, "ref-1", -25_000, Some("pay-1")), -100),
            with_fees(says(LineKind::Disputed, "dis-1", -25_000, Some("pay-0")), -300),
        ]
    };
    let wrong = settle(&mut model, lines(), -500, 45_000);
    assert_eq!(model.settlements[wrong].status, SettlementStatus::PartiallyMatched, "A36");
    assert_eq!((model.settlements[wrong].footer_errors, model.line_errors(wrong)), (1, 0));
    assert_eq!(model.captures[0].status, CaptureStatus::Captured, "A7");

    model.new_address(wrong).unwrap();
    model.upload(wrong, &file(lines(), -500, 49_500)).unwrap();
    assert_eq!(model.settlements[wrong].status, SettlementStatus::PendingFundsReception);
    assert_eq!(model.intents[before].settlements, [wrong]);
    let again = settle(&mut model, lines(), -500, 49_500);
    assert_eq!(model.settlements[again].status, SettlementStatus::Unmatched, "A20");
    model.cancel_settlement(again).unwrap();
    assert_eq!(model.cancel_settlement(wrong), Err(Refused::WrongStatus));
}

/// R170 to R172 and A12.
#[test]
fn oldest_first() {
    for skip_unaffordable in [false, true] {
        let mut model = shop_reading(Reading { skip_unaffordable, ..Reading::default() });
        captured(&mut model, "a", 1_000, 0);
        captured(&mut model, "b", 300, 0);
        let old = settle(&mut model, vec![says(LineKind::Settled, "a", 1_000, None)], 0, 1_000);
        let young = settle(&mut model, vec![says(LineKind::Settled, "b", 300, None)], 0, 300);
        model.receive_funds("STRIPE", "EUR", 400).unwrap();
        let expected = if skip_unaffordable {
            (SettlementStatus::Reconciled, 900)
        } else {
            (SettlementStatus::PendingFundsReception, 600)
        };
        assert_eq!((model.settlements[young].status, model.settlements[old].missing), expected);
        model.receive_funds("STRIPE", "EUR", 1_000).unwrap();
        assert_eq!(model.settlements[young].status, SettlementStatus::Reconciled);
        assert_eq!(model.pool("STRIPE", "EUR").unwrap().unallocated, 100, "surplus stays");
        model.check_invariants();
    }
}

/// B14: a refund after the Split claims the money back.
#[test]
fn claimed_back() {
    let mut model = shop();
    let order = captured(&mut model, "pi", 10_000, 1_000);
    settle(&mut model, vec![says(LineKind::Settled, "pi", 10_000, None)], 0, 10_000);
    model.receive_funds("STRIPE", "EUR", 10_000).unwrap();
    model.create_splits(order, &[split(0, 6_000, None), split(0, 4_000, None)]).unwrap();
    assert_eq!((model.splits[0].fee, model.splits[1].fee), (600, 400), "A16");
    model.execute_split(order, 0).unwrap();
    model.execute_split(order, 1).unwrap();
    model.refund(order, &part(0, 5_000), Some("re")).unwrap();
    assert_eq!(model.splits[1].status, SplitStatus::RefundSplitCompleted, "the youngest first");
    assert_eq!(model.splits[0].status, SplitStatus::RefundSplitCompleted);
    assert_eq!((model.splits[1].returned, model.splits[0].returned), (4_000, 1_000));
    assert_eq!((model.split_amount(0), model.available(order)), (5_000, 0));
    // Anna got 9000, gave 5000 back, and now has 4000: the next 5000 cannot be had.
    model.refund(order, &Scope::Full, Some("re-2")).unwrap();
    assert_eq!(model.splits[0].status, SplitStatus::RefundSplitRejected);
    model.fund_wallet("anna.EUR", 1_000).unwrap();
    model.execute_split(order, 0).unwrap();
    assert_eq!(model.splits[0].status, SplitStatus::RefundSplitCompleted);
    assert_eq!(model.pool("STRIPE", "EUR").unwrap().escrow, 10_000);
    model.check_invariants();
}

/// A15, A37, B6, B22, B23.
#[test]
fn split_rules() {
    let mut model = shop();
    let order = captured(&mut model, "pi", 10_000, 1_000);
    assert_eq!(model.create_splits(order, &[split(0, 10_001, None)]), Err(Refused::ExceedsLimit));
    assert_eq!(model.create_splits(order, &[split(0, 5_000, Some(1_001))]), Err(Refused::FeeLimit));
    model.create_splits(order, &[split(0, 6_000, None)]).unwrap();
    assert_eq!(model.create_splits(order, &[split(0, 5_000, None)]), Err(Refused::ExceedsLimit), "B22");
    model.reverse_split(order, 0).unwrap();
    let dated = NewSplit { transfer_date: Some(2_000), ..split(0, 10_000, None) };
    model.create_splits(order, &[dated]).unwrap();
    settle(&mut model, vec![says(LineKind::Settled, "pi", 10_000, None)], 0, 10_000);
    model.receive_funds("STRIPE", "EUR", 10_000).unwrap();
    model.inject_fault(TransferFault::Failed).unwrap();
    assert_eq!(model.splits[1].status, SplitStatus::Available);
    model.advance_clock(2_000).unwrap();
    assert_eq!(model.splits[1].status, SplitStatus::Failed);
    let change = SplitChange { line: 0, amount: None, fee: None, transfer_date: Some(3_000), origin: None };
    model.update_split(order, 1, &change).unwrap();
    assert_eq!(model.splits[1].status, SplitStatus::Available);
    model.inject_fault(TransferFault::Rejected).unwrap();
    model.advance_clock(3_000).unwrap();
    assert_eq!(model.splits[1].status, SplitStatus::Rejected);
    model.execute_split(order, 1).unwrap();
    assert_eq!(model.splits[1].status, SplitStatus::Completed);
    model.check_invariants();

    let mut strict = shop_reading(Reading { split_fees: SplitFees::AlwaysLimit, ..Reading::default() });
    let order = captured(&mut strict, "pi", 10_000, 0);
    assert_eq!(strict.create_splits(order, &[split(0, 5_000, Some(1))]), Err(Refused::FeeLimit));
}

/// B13, B14: no money moves before a transfer ends, and a claim on one that is under way begins it anew.
#[test]
fn transfers_that_take_time() {
    let mut model = shop_reading(Reading { transfer_seconds: 60, ..Reading::default() });
    let order = captured(&mut model, "pi", 10_000, 1_000);
    model.create_splits(order, &[split(0, 10_000, None)]).unwrap();
    settle(&mut model, vec![says(LineKind::Settled, "pi", 10_000, None)], 0, 10_000);
    model.receive_funds("STRIPE", "EUR", 10_000).unwrap();
    let seen = |model: &Model| {
        model.check_invariants();
        let balance = |id: &str| model.wallets[model.find_wallet(id).unwrap()].balance;
        (model.splits[0].status, balance("anna.EUR"), balance("FEES_EUR"))
    };
    model.execute_split(order, 0).unwrap();
    assert_eq!(model.execute_split(order, 0), Err(Refused::WrongStatus));
    model.advance_clock(1_059).unwrap();
    assert_eq!(seen(&model), (SplitStatus::Pending, 0, 0));
    model.advance_clock(1_060).unwrap();
    assert_eq!(seen(&model), (SplitStatus::Completed, 9_000, 1_000));

    model.refund(order, &part(0, 2_000), Some("re-1")).unwrap();
    model.advance_clock(1_100).unwrap();
    assert_eq!(seen(&model), (SplitStatus::RefundSplitPending, 9_000, 1_000));
    model.refund(order, &part(0, 3_000), Some("re-2")).unwrap();
    model.advance_clock(1_159).unwrap();
    assert_eq!(seen(&model), (SplitStatus::RefundSplitPending, 9_000, 1_000), "it began anew");
    model.advance_clock(9_999).unwrap();
    assert_eq!(seen(&model), (SplitStatus::RefundSplitCompleted, 4_000, 1_000));
}

/// B24: Mangopay's own pay-ins need no file, and the payer's wallet pays.
#[test]
fn hybrid() {
    let mut model = shop();
    let wanted = NewIntent { provider: "MANGOPAY".into(), ..intent("pi", vec![line("anna", 1_000, 100)]) };
    let order = model.create_intent(&wanted).unwrap();
    model.capture(order, &Scope::Full, None).unwrap();
    assert_eq!(model.create_splits(order, &[split(0, 1_000, None)]), Err(Refused::Missing));
    let with_origin = NewSplit { origin: Some("bob.EUR".into()), ..split(0, 1_000, None) };
    model.create_splits(order, &[with_origin]).unwrap();
    assert_eq!(model.splits[0].status, SplitStatus::Available);
    model.execute_split(order, 0).unwrap();
    assert_eq!(model.splits[0].status, SplitStatus::Rejected, "Bob's wallet is empty");
    model.fund_wallet("bob.EUR", 1_000).unwrap();
    model.execute_split(order, 0).unwrap();
    assert_eq!(model.splits[0].status, SplitStatus::Completed);
    model.refund(order, &part(0, 400), Some("re")).unwrap();
    let balance = |id: &str| model.wallets[model.find_wallet(id).unwrap()].balance;
    assert_eq!((balance("anna.EUR"), balance("FEES_EUR"), balance("bob.EUR")), (500, 100, 400));
    model.check_invariants();
}

/// B8: a declaration that comes too late is found only with the switch.
#[test]
fn rematch() {
    for rematch in [false, true] {
        let mut model = shop_reading(Reading { rematch, ..Reading::default() });
        let settlement = settle(&mut model, vec![says(LineKind::Settled, "pi", 700, None)], 0, 700);
        assert_eq!(model.settlements[settlement].status, SettlementStatus::Unmatched);
        captured(&mut model, "pi", 700, 0);
        let status = model.settlements[settlement].status;
        assert_eq!(status == SettlementStatus::PendingFundsReception, rematch);
    }
}
