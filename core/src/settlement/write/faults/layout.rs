//! Faults of header, lines and footer: what is missing, doubled, or in the wrong place.

use super::super::dice::Dice;
use super::super::sheet::{Row, Sheet};
use super::Fault;
use crate::settlement::layout::{Column, FooterRow};
use crate::settlement::rules;

pub static FAULTS: &[Fault] = &[
    Fault::bytes(&rules::HEADER_NOT_FIRST, |bytes, dice| {
        let above = ["Settlement of March\n", "\n", ",,,,,,,,\n"].get(dice.roll(3))?;
        bytes.splice(0..0, above.bytes());
        Some(())
    }),
    Fault::bytes(&rules::HEADER_MISSING, |bytes, _| {
        let end = memchr::memchr(b'\n', bytes)?;
        bytes.drain(..=end);
        Some(())
    }),
    Fault::rows(&rules::COLUMN_MISSING, |sheet, dice| {
        let mandatory: Vec<Column> = Column::ALL.into_iter().filter(|column| column.is_mandatory()).collect();
        let column = mandatory.get(dice.roll(mandatory.len()))?;
        if dice.roll(2) == 0 {
            sheet.header.iter_mut().find(|name| *name == column.name())?.make_ascii_lowercase();
        } else {
            let place = sheet.header.iter().position(|name| name == column.name())?;
            every_row(sheet, |row| drop((place < row.len()).then(|| row.remove(place))));
        }
        Some(())
    }),
    Fault::rows(&rules::COLUMN_DUPLICATE, |sheet, dice| {
        let place = dice.roll(sheet.header.len());
        every_row(sheet, |row| row.extend(row.get(place).cloned()));
        // The footer has its values in the first two cells only.
        for row in &mut sheet.footer {
            row.last_mut()?.clear();
        }
        Some(())
    }),
    Fault::rows(&rules::COLUMN_NAME_NEAR, |sheet, dice| {
        let names = [Column::PaymentMethod, Column::Fees].map(Column::name);
        let name = names.get(dice.roll(2))?;
        sheet.header.iter_mut().find(|cell| cell == name)?.make_ascii_lowercase();
        Some(())
    }),
    Fault::rows(&rules::COLUMN_UNKNOWN, |sheet, _| {
        add_column(sheet, "OrderNumber");
        Some(())
    }),
    Fault::rows(&rules::COLUMN_DROPPED, |sheet, dice| {
        add_column(sheet, ["IntentId", "ClientId"].get(dice.roll(2))?);
        Some(())
    }),
    Fault::rows(&rules::LINES_MISSING, |sheet, _| {
        sheet.lines.clear();
        Some(())
    }),
    Fault::rows(&rules::SEPARATOR_MISSING, |sheet, _| {
        // The first row of the footer takes its place.
        sheet.separator = if sheet.footer.is_empty() { return None } else { sheet.footer.remove(0) };
        Some(())
    }),
    Fault::rows(&rules::SEPARATOR_REPEATED, |sheet, dice| {
        for _ in 0..=dice.roll(3) {
            sheet.lines.push(sheet.separator.clone());
        }
        Some(())
    }),
    Fault::rows(&rules::BLANK_ROW_BETWEEN_LINES, |sheet, dice| {
        let between = sheet.lines.len().checked_sub(1).filter(|between| *between > 0)?;
        let place = dice.roll(between).saturating_add(1);
        sheet.lines.insert(place, sheet.separator.clone());
        Some(())
    }),
    Fault::rows(&rules::SEPARATOR_WITHOUT_COMMAS, |sheet, _| {
        sheet.separator = vec![String::new()];
        Some(())
    }),
    Fault::rows(&rules::BLANK_ROW_AFTER_FOOTER, |sheet, dice| {
        for _ in 0..=dice.roll(3) {
            sheet.footer.push(sheet.separator.clone());
        }
        Some(())
    }),
    Fault::rows(&rules::ROW_SHORT, |sheet, dice| {
        let place = dice.roll(sheet.footer.len());
        sheet.footer.get_mut(place)?.truncate(2);
        Some(())
    }),
    Fault::rows(&rules::ROW_LONG_BLANK, |sheet, dice| {
        let row = any_line(sheet, dice)?;
        row.push(String::new());
        Some(())
    }),
    Fault::rows(&rules::ROW_LONG, |sheet, dice| {
        let line = dice.roll(sheet.lines.len());
        let amount = sheet.cell(line, Column::Amount)?;
        // A decimal comma, not quoted.
        amount.push_str(",00");
        Some(())
    }),
    Fault::rows(&rules::LINE_AFTER_FOOTER, |sheet, dice| {
        let row = any_line(sheet, dice)?.clone();
        sheet.footer.push(row);
        Some(())
    }),
    Fault::rows(&rules::FOOTER_MISSING, |sheet, dice| {
        let row = mandatory(sheet, dice)?;
        sheet.footer.retain(|cells| cells.first().is_none_or(|name| name != row.name()));
        Some(())
    }),
    Fault::rows(&rules::FOOTER_EMPTY, |sheet, dice| {
        let row = mandatory(sheet, dice)?;
        sheet.footer_value(row)?.clear();
        Some(())
    }),
    Fault::rows(&rules::FOOTER_DUPLICATE, |sheet, dice| {
        let row = sheet.footer.get(dice.roll(sheet.footer.len()))?.clone();
        sheet.footer.push(row);
        Some(())
    }),
    Fault::rows(&rules::FOOTER_UNKNOWN, |sheet, _| {
        let mut row = sheet.separator.clone();
        "PayoutId".clone_into(row.first_mut()?);
        "po-1".clone_into(row.get_mut(1)?);
        sheet.footer.push(row);
        Some(())
    }),
    Fault::rows(&rules::FOOTER_EXTRA_VALUE, |sheet, dice| {
        let place = dice.roll(sheet.footer.len());
        "see mail".clone_into(sheet.footer.get_mut(place)?.get_mut(2)?);
        Some(())
    }),
    Fault::rows(&rules::FORMAT_2025, |sheet, _| {
        let row = sheet.footer_row(FooterRow::TotalNet)?;
        FooterRow::TotalLegacy.name().clone_into(row.first_mut()?);
        Some(())
    }),
];

fn every_row(sheet: &mut Sheet, change: impl Fn(&mut Row)) {
    change(&mut sheet.header);
    sheet.lines.iter_mut().for_each(&change);
    change(&mut sheet.separator);
    sheet.footer.iter_mut().for_each(change);
}

fn add_column(sheet: &mut Sheet, name: &str) {
    every_row(sheet, |row| row.push(String::new()));
    if let Some(cell) = sheet.header.last_mut() {
        name.clone_into(cell);
    }
}

fn any_line<'s>(sheet: &'s mut Sheet, dice: &mut Dice) -> Option<&'s mut Row> {
    let line = dice.roll(sheet.lines.len());
    sheet.lines.get_mut(line)
}

/// A footer row that must be there.
fn mandatory(sheet: &Sheet, dice: &mut Dice) -> Option<FooterRow> {
    let rows = sheet.footer.iter().filter_map(|cells| FooterRow::from_name(cells.first()?.as_bytes()));
    let rows: Vec<FooterRow> = rows.filter(|row| *row != FooterRow::Currency).collect();
    rows.get(dice.roll(rows.len())).copied()
}
