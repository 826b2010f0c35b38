//! A provider's own payout report: recognised by its header, made into a settlement file by core.

use super::message::{Made, Payout, PayoutFault, Wanted};
use super::reading;
use echoscope_core::payout::{Converted, Wishes, convert, recognised};
use js_sys::Array;
use web_sys::Blob;

/// So much of a file holds its header row.
const HEADER_BYTES: u64 = 16 * 1024;
/// More faults than these say nothing new.
const FAULTS_MAX: usize = 50;

/// What report the file is; `None` for a settlement file, or anything else.
pub async fn look_at(name: &str, blob: &Blob) -> Result<Option<Payout>, String> {
    let beginning = reading::stretch(blob, 0, HEADER_BYTES).await?;
    let Some(format) = recognised(&beginning) else { return Ok(None) };
    let header = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let header = String::from_utf8_lossy(header.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(header)).into_owned();
    let columns = header.trim_end().split(',').map(|column| column.trim_matches('"').to_owned());
    Ok(Some(Payout {
        name: name.to_owned(),
        format: format.name().to_owned(),
        columns: columns.collect(),
        faults: Vec::new(),
    }))
}

/// The file, or the report with its faults.
pub async fn make(
    payout: &Payout,
    blob: &Blob,
    wanted: Wanted,
) -> Result<Result<(Made, Blob), Payout>, String> {
    let report = reading::stretch(blob, 0, reading::size(blob)).await?;
    let some = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let wishes = Wishes { reference: some(wanted.reference), payout: some(wanted.payout) };
    let Converted { file, lines, faults, left_out, .. } = convert(&report, &wishes);
    let Some(file) = file else {
        let faults = faults.into_iter().take(FAULTS_MAX).map(|fault| PayoutFault {
            line: fault.line,
            column: fault.column,
            value: fault.value,
            message: fault.message,
            remedy: fault.remedy,
        });
        return Ok(Err(Payout { faults: faults.collect(), ..payout.clone() }));
    };
    let mut kinds: Vec<(String, usize)> = Vec::new();
    for row in left_out {
        match kinds.iter_mut().find(|(kind, _)| *kind == row.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((row.kind, 1)),
        }
    }
    let stem = payout.name.rsplit_once('.').map_or(payout.name.as_str(), |(stem, _)| stem);
    let name = format!("{stem}-settlement.csv");
    let blob = Blob::new_with_str_sequence(&Array::of1(&file.into())).map_err(|_| String::new())?;
    Ok(Ok((Made { name, format: payout.format.clone(), lines, left_out: kinds }, blob)))
}
