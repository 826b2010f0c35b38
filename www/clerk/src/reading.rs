//! A file as the browser hands it out: in pieces, whatever its size.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamByobReader, ReadableStreamReadResult};

const PIECE: u32 = 1 << 20;

/// Hands the bytes to `take`, piece by piece, until it returns `false`.
pub async fn read(blob: &Blob, mut take: impl FnMut(&[u8]) -> bool) -> Result<(), String> {
    let reader = ReadableStreamByobReader::new(&blob.stream()).map_err(|error| reason(&error))?;
    // One buffer goes back and forth between the browser and us.
    let mut buffer = ArrayBuffer::new(PIECE);
    let mut bytes = vec![0; PIECE as usize];
    loop {
        let view = Uint8Array::new(&buffer);
        let result = JsFuture::from(reader.read_with_array_buffer_view(&view)).await;
        let result: ReadableStreamReadResult = result.map_err(|error| reason(&error))?.unchecked_into();
        let Some(view) = result.get_value().dyn_into::<Uint8Array>().ok() else { return Ok(()) };
        let read = view.length() as usize;
        if let Some(piece) = bytes.get_mut(..read) {
            view.copy_to(piece);
            if !take(piece) {
                // The stream is given up; nobody waits for the word that it has ended.
                let _ = reader.cancel();
                return Ok(());
            }
        }
        if result.get_done().unwrap_or(true) {
            return Ok(());
        }
        buffer = view.buffer();
    }
}

/// The bytes from `start` up to `end`.
pub async fn stretch(blob: &Blob, start: u64, end: u64) -> Result<Vec<u8>, String> {
    let part = slice(blob, start, end)?;
    let buffer = JsFuture::from(part.array_buffer()).await.map_err(|error| reason(&error))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// A part of the file that is not read yet.
#[allow(clippy::cast_precision_loss, reason = "no file comes near 2^53 bytes")]
pub fn slice(blob: &Blob, start: u64, end: u64) -> Result<Blob, String> {
    blob.slice_with_f64_and_f64(start as f64, end as f64).map_err(|error| reason(&error))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number")]
pub fn size(blob: &Blob) -> u64 {
    blob.size() as u64
}

fn reason(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    let message = message.or_else(|| js_sys::Reflect::get(error, &"message".into()).ok()?.as_string());
    message.unwrap_or_default()
}
