//! From what was dropped to one file, or a friendly word about why not.

use web_sys::{DataTransfer, File, FileList};

/// Why there is no file to check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    Folder,
    Several(u32),
    Nothing,
    Unreadable { name: String, reason: String },
}

pub fn pick(transfer: &DataTransfer) -> Result<File, Refusal> {
    let items = transfer.items();
    let folder = (0..items.length())
        .filter_map(|place| items.get(place))
        .filter_map(|item| item.webkit_get_as_entry().ok().flatten())
        .any(|entry| entry.is_directory());
    if folder { Err(Refusal::Folder) } else { only(transfer.files()) }
}

pub fn only(files: Option<FileList>) -> Result<File, Refusal> {
    let files = files.ok_or(Refusal::Nothing)?;
    match files.length() {
        0 => Err(Refusal::Nothing),
        1 => files.get(0).ok_or(Refusal::Nothing),
        several => Err(Refusal::Several(several)),
    }
}
