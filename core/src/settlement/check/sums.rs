//! What the lines add up to, against what the footer says.

use super::footer::FooterCheck;
use crate::money::{Currency, Minor, major};
use crate::settlement::findings::{Findings, Note};
use crate::settlement::fix::FixKind;
use crate::settlement::layout::FooterRow;
use crate::settlement::report::Dialect;
use crate::settlement::rules;
use crate::settlement::totals::{FeeConvention, Tally, Totals};

pub fn compare(
    totals: &Totals,
    tally: &Tally,
    currency: Option<Currency>,
    footer: &FooterCheck,
    dialect: Dialect,
    findings: &mut Findings,
) {
    let show = |amount: i128| match currency {
        Some(currency) => format!("{amount} ({} {currency})", major(amount, currency)),
        None => amount.to_string(),
    };
    let fees_agree = compare_fees(totals, tally, footer, &show, findings);
    let row = FooterRow::total(dialect);
    let (Some(expected), Some(stated), Some(place)) =
        (totals.net_expected, totals.net_stated, footer.place(row))
    else {
        return;
    };
    if totals.lines_left_out > 0 {
        findings.add(&rules::TOTALS_NOT_CHECKED, || {
            let lines = count(totals.lines_left_out, "line has", "lines have");
            let message =
                format!("The net total was not checked: {lines} an amount, status or sign that is wrong.");
            let remedy = "Correct these lines and check again.";
            (place.at, Note::new(message).field(row.name()).remedy(remedy))
        });
    } else if i128::from(stated) != expected {
        findings.add(&rules::NET_TOTAL_MISMATCH, || {
            let note = Note::new(net_message(totals, expected, stated, &show)).field(row.name());
            let note = note.value(&stated.to_string()).remedy(net_remedy(totals, expected));
            // A wrong fees total is a term of this one: it has to be settled first.
            if !fees_agree {
                return (place.at, note);
            }
            (place.at, note.replace(FixKind::Unsafe, place.range.clone(), expected.to_string()))
        });
    }
}

/// Returns whether the fees footer can be relied on.
fn compare_fees(
    totals: &Totals,
    tally: &Tally,
    footer: &FooterCheck,
    show: &impl Fn(i128) -> String,
    findings: &mut Findings,
) -> bool {
    let name = FooterRow::TotalFees.name();
    let (Some(stated), Some(place)) = (totals.fees_footer, footer.place(FooterRow::TotalFees)) else {
        return false;
    };
    if tally.lines_with_unreadable_fees() > 0 {
        findings.add(&rules::TOTALS_NOT_CHECKED, || {
            let lines = count(tally.lines_with_unreadable_fees(), "line has", "lines have");
            let message = format!("The total of the fees was not checked: {lines} fees that cannot be read.");
            (place.at, Note::new(message).field(name).remedy("Correct these lines and check again."))
        });
        return false;
    }
    let Some(lines) = totals.fees_from_lines else { return true };
    if tally.lines_without_fees() > 0 {
        findings.add(&rules::FEES_PARTLY_GIVEN, || {
            let lines = count(tally.lines_without_fees(), "line has", "lines have");
            (place.at, Note::new(format!("{lines} no ExternalProviderFees, the others have.")).field(name))
        });
    }
    if lines == i128::from(stated) {
        return true;
    }
    findings.add(&rules::FEES_TOTAL_MISMATCH, || {
        let (stated, added) = (show(i128::from(stated)), show(lines));
        let message =
            format!("TotalSettlementFeesAmount is {stated}, but the lines' fees add up to {added}.");
        let note = Note::new(message).field(name).remedy(format!("Write {lines}, or correct the lines."));
        (place.at, note.replace(FixKind::Unsafe, place.range.clone(), lines.to_string()))
    });
    false
}

fn net_message(totals: &Totals, expected: i128, stated: Minor, show: &impl Fn(i128) -> String) -> String {
    let fees = totals.fees_footer.unwrap_or_default();
    let sign = match totals.convention {
        FeeConvention::Added => "plus",
        FeeConvention::Subtracted => "less",
    };
    let floored = match totals.raw {
        Some(raw) if raw < 0 => format!(" is {raw}, and a negative total is written as 0"),
        _ => String::new(),
    };
    let (stated, expected) = (show(i128::from(stated)), show(expected));
    format!(
        "The net total is {stated}, but should be {expected}: lines of {} {sign} fees of {fees}{floored}.",
        totals.counted
    )
}

fn net_remedy(totals: &Totals, expected: i128) -> String {
    let (this, other) = match totals.convention {
        FeeConvention::Added => ("added with their sign", "subtracted"),
        FeeConvention::Subtracted => ("subtracted", "added with their sign"),
    };
    if totals.fits_other_convention {
        return format!(
            "The total fits if fees are {other}; here they are {this}. Change the sign of the fees, or write {expected}."
        );
    }
    format!("Write {expected}, or correct the lines or the fees.")
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
