//! From what was dropped to files, or a friendly word about why not.

use web_sys::{DataTransfer, File, FileList};

/// Why there is no file to check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    Folder,
    Nothing,
    Unreadable { name: String, reason: String },
}

pub fn pick(transfer: &DataTransfer) -> Result<Vec<File>, Refusal> {
    let items = transfer.items();
    let folder = (0..items.length())
        .filter_map(|place| items.get(place))
        .filter_map(|item| item.webkit_get_as_entry().ok().flatten())
        .any(|entry| entry.is_directory());
    if folder { Err(Refusal::Folder) } else { all(transfer.files()) }
}

pub fn all(files: Option<FileList>) -> Result<Vec<File>, Refusal> {
    let files = files.ok_or(Refusal::Nothing)?;
    let files: Vec<File> = (0..files.length()).filter_map(|place| files.get(place)).collect();
    if files.is_empty() { Err(Refusal::Nothing) } else { Ok(files) }
}
