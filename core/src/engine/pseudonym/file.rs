use super::names::Names;
use crate::settlement::fix::{Edit, apply, cell};
use crate::settlement::layout::Column;
use crate::settlement::read::{Next, Reader, Record};

/// The file with other references, and without what its unknown columns hold. A file without a header that can be found is
/// rejected whatever else it says, so nothing of it is kept.
pub fn pseudonymised(names: &mut Names, bytes: &[u8]) -> Vec<u8> {
    let mut edits = Vec::new();
    let mut header: Option<Vec<Option<Column>>> = None;
    let mut in_lines = true;
    let mut take = |record: &Record<'_>| {
        let known = |index| Column::from_name(record.cell(index).trim_ascii());
        match &header {
            None => {
                let columns: Vec<_> = (0..record.cells.len()).map(known).collect();
                header = columns.contains(&Some(Column::ProviderReference)).then_some(columns);
            }
            Some(_) if record.is_blank() => in_lines = false,
            Some(columns) if in_lines => {
                for index in 0..record.cells.len() {
                    let text = record.text(index);
                    let replaced = match columns.get(index).copied().flatten() {
                        Some(column) if column.is_reference() => cell(&names.reference(&text)),
                        Some(_) => continue,
                        None => String::new(),
                    };
                    let range = record.range(index);
                    edits.push(Edit { start: range.start, end: range.end, text: replaced });
                }
            }
            Some(_) => {}
        }
        Next::Continue
    };
    let mut reader = Reader::default();
    reader.feed(bytes, &mut take);
    reader.finish(&mut take);
    let rewritten = header.is_some().then(|| apply(bytes, &edits)).flatten();
    rewritten.unwrap_or_else(|| b"not a settlement file\n".to_vec())
}
