//! The header row: which column holds what.

use crate::catalog::{LineStatus, LineType};
use crate::settlement::findings::{Findings, Note};
use crate::settlement::fix::{FixKind, Whole};
use crate::settlement::layout::{Column, DROPPED_COLUMNS};
use crate::settlement::nearest::nearest;
use crate::settlement::read::Record;
use crate::settlement::rules;

#[derive(Debug)]
pub struct Header {
    /// Where each column of the format stands, in the order of [`Column::ALL`].
    places: [Option<usize>; Column::ALL.len()],
    width: usize,
    has_dropped_column: bool,
}

impl Header {
    pub fn read(record: &Record<'_>, findings: &mut Findings) -> Self {
        let names: Vec<String> = (0..record.cells.len()).map(|index| record.text(index)).collect();
        let mut header =
            Self { places: [None; Column::ALL.len()], width: record.cells.len(), has_dropped_column: false };
        let mut near = Vec::new();
        for (index, name) in names.iter().enumerate() {
            if let Some(column) = Column::from_name(name.as_bytes()) {
                if header.place(column).is_some() {
                    findings.add(&rules::COLUMN_DUPLICATE, || {
                        let note = Note::new(format!("The column {name} is named twice.")).field(name);
                        (record.position(index), note.remedy("Remove one of the two columns."))
                    });
                } else {
                    header.set(column, index);
                }
            } else if DROPPED_COLUMNS.contains(&name.as_str()) {
                header.has_dropped_column = true;
                findings.add(&rules::COLUMN_DROPPED, || {
                    let message = format!("The column {name} belongs to an earlier format, and is ignored.");
                    (record.position(index), Note::new(message).field(name))
                });
            } else if let Some(column) = meant(name) {
                near.push((column, index));
            } else if !name.trim().is_empty() {
                findings.add(&rules::COLUMN_UNKNOWN, || {
                    let message = format!("The column {name} is not part of the format, and is ignored.");
                    (record.position(index), Note::new(message).field(name))
                });
            }
        }
        header.report_missing(record, &names, &near, findings);
        header
    }

    /// Mandatory columns that are not there. A near name is read in the place of the right one, so that the
    /// values below it are checked too.
    fn report_missing(
        &mut self,
        record: &Record<'_>,
        names: &[String],
        near: &[(Column, usize)],
        findings: &mut Findings,
    ) {
        for column in Column::ALL {
            if self.place(column).is_some() {
                continue;
            }
            let written = near.iter().find(|(meant, _)| *meant == column).map(|(_, index)| *index);
            let name = column.name();
            match written.map(|index| (index, names.get(index).cloned().unwrap_or_default())) {
                Some((index, written)) => {
                    let rule =
                        if column.is_mandatory() { &rules::COLUMN_MISSING } else { &rules::COLUMN_NAME_NEAR };
                    findings.add(rule, || {
                        let message = format!("No column is named {name}; this one is named \"{written}\".");
                        let note = Note::new(message).field(name).value(&written);
                        let note = note.remedy(format!("Write {name}."));
                        (record.position(index), note.replace(FixKind::Safe, record.range(index), name))
                    });
                    self.set(column, index);
                }
                None if column.is_mandatory() => findings.add(&rules::COLUMN_MISSING, || {
                    let note = Note::new(format!("The mandatory column {name} is missing.")).field(name);
                    (
                        record.position(0),
                        note.remedy(format!("Add a column {name} with a value on every line.")),
                    )
                }),
                None => {}
            }
        }
    }

    pub fn place(&self, column: Column) -> Option<usize> {
        self.places.get(slot(column)).copied().flatten()
    }

    fn set(&mut self, column: Column, index: usize) {
        if let Some(place) = self.places.get_mut(slot(column)) {
            *place = Some(index);
        }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn has_dropped_column(&self) -> bool {
        self.has_dropped_column
    }

    /// A row that holds a type or a status in the right place, or most of its cells.
    pub fn looks_like_line(&self, record: &Record<'_>) -> bool {
        let holds = |column, known: &dyn Fn(&str) -> bool| {
            self.place(column).is_some_and(|index| known(&record.text(index)))
        };
        holds(Column::Type, &|text| LineType::parse(text).is_some())
            || holds(Column::Status, &|text| LineStatus::parse(text).is_some())
            || (0..record.cells.len()).filter(|index| !record.cell(*index).is_empty()).count() >= 4
    }
}

/// Columns are numbered in the order of [`Column::ALL`], which is that of their declaration.
const fn slot(column: Column) -> usize {
    column as usize
}

/// The row has at least two names that are, or almost are, names of columns.
pub fn names_columns(record: &Record<'_>) -> bool {
    (0..record.cells.len()).filter(|index| meant(&record.text(*index)).is_some()).take(2).count() == 2
}

/// The column that a name is, or almost is.
fn meant(name: &str) -> Option<Column> {
    let near = nearest(name, Column::ALL.map(Column::name))?;
    Column::from_name(near.as_bytes())
}

/// The delimiter that the header uses, where it is not the comma.
pub fn foreign_delimiter(record: &Record<'_>, findings: &mut Findings) -> Option<u8> {
    let text = record.text(0);
    if record.cells.len() != 1 || text.contains('\0') {
        return None;
    }
    let (delimiter, name) = [(b';', "a semicolon"), (b'\t', "a tab"), (b'|', "a bar")]
        .into_iter()
        .max_by_key(|(delimiter, _)| text.bytes().filter(|byte| byte == delimiter).count())?;
    let at = text.bytes().position(|byte| byte == delimiter)?;
    let known = |name: &&str| meant(name).is_some();
    if text.split(char::from(delimiter)).filter(known).count() < 2 {
        return None;
    }
    findings.add(&rules::DELIMITER_WRONG, || {
        let message = format!("Cells are separated by {name} instead of a comma.");
        (
            record.position_at(at),
            Note::new(message)
                .remedy("Save the file with commas.")
                .rewrite(FixKind::Safe, Whole::Delimiter(delimiter)),
        )
    });
    Some(delimiter)
}
