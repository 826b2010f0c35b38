//! What to ask next of Splits.

use super::dice::Dice;
use super::plan::{NOBODY, START, choose, date_offset, or_another, sum_of};
use super::step::Step;
use echoscope_reference::{Amount, Model, NewSplit, SplitChange, SplitStatus};

/// What Splits can still take of a line.
fn splittable(model: &Model, line: usize) -> Amount {
    let live = model.splits.iter().filter(|it| it.line == line && it.status != SplitStatus::Reversed);
    model.kept(line) - live.map(|it| it.amount - it.claimed).sum::<Amount>()
}

pub fn create_splits(model: &Model, dice: &mut Dice) -> Step {
    let intent =
        choose(dice, model.intents.len(), |it| sum_of(model, it, |line| splittable(model, line)) > 0);
    let mut lines: Vec<usize> = model.lines_of(intent);
    lines.retain(|&line| splittable(model, line) > 0);
    if lines.is_empty() || dice.one_in(60) {
        lines = vec![dice.pick(&[0, NOBODY])];
    }
    let mut splits = Vec::new();
    for _ in 0..=dice.roll(2) {
        let line = dice.pick(&lines);
        let limit = if line < model.lines.len() { splittable(model, line) } else { 1 };
        let half = dice.one_in(3);
        let amount = dice.amount(if half { limit / 2 } else { limit });
        let fee = match dice.roll(20) {
            0 => Some(amount + 1),
            1 => Some(amount),
            2..=4 => Some(amount / 10),
            5..=6 => Some(0),
            7 if dice.one_in(4) => Some(-1),
            _ => None,
        };
        splits.push(NewSplit {
            line,
            amount: if dice.one_in(80) { 0 } else { amount },
            fee,
            transfer_date: if dice.one_in(5) { Some(START + date_offset(dice)) } else { None },
            origin: split_origin(model, intent, dice),
        });
    }
    Step::CreateSplits { intent, splits }
}

fn split_origin(model: &Model, intent: usize, dice: &mut Dice) -> Option<String> {
    let hybrid = model.intents.get(intent).is_some_and(|it| it.provider == "MANGOPAY");
    match dice.roll(30) {
        0 => Some("no.wallet".into()),
        1 => Some("anna.USD".into()),
        2 => Some("bob.EUR".into()),
        3..=20 if hybrid => Some("bob.EUR".into()),
        _ => None,
    }
}

pub fn update_split(model: &Model, dice: &mut Dice) -> Step {
    let may_change = |it: usize| {
        matches!(
            model.splits[it].status,
            SplitStatus::Created
                | SplitStatus::PendingFundsReception
                | SplitStatus::Available
                | SplitStatus::Failed
        )
    };
    let failed = |it: usize| model.splits[it].status == SplitStatus::Failed;
    let split = if dice.one_in(2) {
        choose(dice, model.splits.len(), failed)
    } else {
        choose(dice, model.splits.len(), may_change)
    };
    let Some(it) = model.splits.get(split) else {
        let change = SplitChange { line: 0, amount: None, fee: None, transfer_date: None, origin: None };
        return Step::UpdateSplit { intent: 0, split, change };
    };
    let change = SplitChange {
        line: if dice.one_in(40) { dice.roll(model.lines.len()) } else { it.line },
        amount: match dice.roll(6) {
            0 => Some(dice.amount(it.amount)),
            1 => Some(dice.amount(it.amount + splittable(model, it.line))),
            2 => Some(it.amount),
            _ => None,
        },
        fee: if dice.one_in(4) { Some(dice.amount(it.amount) / dice.pick(&[1, 10, 1_000])) } else { None },
        transfer_date: if dice.one_in(4) { Some(START + date_offset(dice)) } else { None },
        origin: if dice.one_in(10) { split_origin(model, it.intent, dice) } else { None },
    };
    Step::UpdateSplit { intent: or_another(dice, it.intent, model), split, change }
}

pub fn execute_split(model: &Model, dice: &mut Dice) -> Step {
    let can = |it: usize| {
        matches!(
            model.splits[it].status,
            SplitStatus::Available | SplitStatus::Rejected | SplitStatus::RefundSplitRejected
        )
    };
    let split = choose(dice, model.splits.len(), can);
    let intent = model.splits.get(split).map_or(0, |it| it.intent);
    Step::ExecuteSplit { intent: or_another(dice, intent, model), split }
}

pub fn reverse_split(model: &Model, dice: &mut Dice) -> Step {
    let early = model.reading.early_reverse;
    let can = |it: usize| match model.splits[it].status {
        SplitStatus::Available | SplitStatus::Rejected => true,
        SplitStatus::Created => early,
        _ => false,
    };
    let split = choose(dice, model.splits.len(), can);
    let intent = model.splits.get(split).map_or(0, |it| it.intent);
    Step::ReverseSplit { intent: or_another(dice, intent, model), split }
}
