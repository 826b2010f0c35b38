//! Where the two are known to differ and it is not settled yet who is right. The random lives go around these places;
//! when one is settled, its detour goes.

use super::step::Step;
use echoscope_core::engine::Code;
use echoscope_reference::{FileLine, Model, Reading, SettlementFile, SettlementStatus};

/// `skip_unaffordable`: credit that a younger Settlement leaves does not reach an older one that waits.
/// `rematch`: a file that has lost its lines to another one is not always matched anew after the next declaration (B8).
pub fn without_open_switches(reading: Reading) -> Reading {
    Reading { skip_unaffordable: false, rematch: false, ..reading }
}

/// Two lines that say the same could settle two actions that look the same (B25). The engine's file check calls the
/// second one a duplicate before anything is matched.
pub fn drop_twins(file: &mut SettlementFile, model: &Model) {
    let mut place = 0;
    while let Some(line) = file.lines.get(place).cloned() {
        let says_the_same = |earlier: &FileLine| {
            earlier.kind == line.kind && earlier.reference == line.reference && earlier.amount == line.amount
        };
        let twin = file.lines[..place].iter().any(says_the_same);
        if twin && model.candidates(file, &line).len() > 1 {
            file.fees -= line.fees.unwrap_or(0);
            file.lines.remove(place);
        } else {
            place += 1;
        }
    }
}

/// B5 forbids to raise a Split beyond what is settled; the engine also refuses to lower it to something beyond. The two
/// worlds part there.
pub fn parts_the_worlds(before: &Model, step: &Step, code: Code) -> bool {
    let Step::UpdateSplit { split, change, .. } = step else { return false };
    let lowers = change.amount.is_some_and(|amount| amount <= before.splits[*split].amount);
    lowers && code == Code::SplitBeyondSettled
}

/// B18: what is missing of a Settlement that fell short and was then overtaken by an older one does not follow what is there.
pub fn shortage_is_stale(model: &Model) -> bool {
    let short = |it: usize| model.settlements[it].status == SettlementStatus::InsufficientFunds;
    let waits =
        |it: usize| short(it) || model.settlements[it].status == SettlementStatus::PendingFundsReception;
    let pool = |it: usize| {
        model.settlements[it]
            .file
            .as_ref()
            .map(|file| (file.provider.clone(), file.lines[0].currency.clone()))
    };
    (0..model.settlements.len())
        .any(|it| short(it) && (0..it).any(|older| waits(older) && pool(older) == pool(it)))
}
