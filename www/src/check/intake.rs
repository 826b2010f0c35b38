//! From what was dropped to the bytes of one file, or a friendly word about why not.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DataTransfer, File, FileList};

/// Larger files would block the page for seconds while it checks them.
pub const LARGEST_MEGABYTES: u32 = 256;
const LARGEST_BYTES: f64 = LARGEST_MEGABYTES as f64 * 1024.0 * 1024.0;

/// Why there is no file to check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    Folder,
    Several(u32),
    Nothing,
    TooLarge { name: String },
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

pub async fn read(file: &File) -> Result<Vec<u8>, Refusal> {
    if file.size() > LARGEST_BYTES {
        return Err(Refusal::TooLarge { name: file.name() });
    }
    let blob: &Blob = file;
    match JsFuture::from(blob.array_buffer()).await {
        Ok(buffer) => Ok(Uint8Array::new(&buffer).to_vec()),
        Err(error) => Err(Refusal::Unreadable { name: file.name(), reason: reason(&error) }),
    }
}

fn reason(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    let message = message.or_else(|| {
        let message = js_sys::Reflect::get(error, &"message".into()).ok()?;
        message.as_string()
    });
    message.unwrap_or_default()
}
