//! A story inside an address: compressed, with a version in front, so that old links keep working.

use js_sys::{Array, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableWritablePair, Response};

#[wasm_bindgen]
extern "C" {
    /// `web_sys` counts these two among what may still change; every current browser has them.
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

const FORMAT: &str = "deflate-raw";

/// The first version: the story as UTF-8, raw deflate, base64 in the letters of addresses, without padding.
const VERSION: &str = "1.";
/// What stands in front of it in the address.
pub const PREFIX: &str = "#/simulate/link/";

/// The address of a story; `None` where the browser cannot compress.
pub async fn packed(story: &str) -> Option<String> {
    let stream = CompressionStream::new(FORMAT).ok()?;
    let bytes = through(story.as_bytes(), stream.unchecked_ref()).await.ok()?;
    let base = window().location().href().ok()?;
    let base = base.split('#').next()?;
    Some(format!("{base}{PREFIX}{VERSION}{}", encode(&bytes)))
}

/// The story of what follows the prefix; `None` where it is none of ours, or was cut off.
pub async fn unpacked(packed: &str) -> Option<String> {
    let bytes = decode(packed.strip_prefix(VERSION)?)?;
    let stream = DecompressionStream::new(FORMAT).ok()?;
    String::from_utf8(through(&bytes, stream.unchecked_ref()).await.ok()?).ok()
}

async fn through(bytes: &[u8], stream: &ReadableWritablePair) -> Result<Vec<u8>, JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let source = Blob::new_with_u8_array_sequence(&parts)?.stream();
    let response = Response::new_with_opt_readable_stream(Some(&source.pipe_through(stream)))?;
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 3);
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            text.push(char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize]));
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for four in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for letter in four {
            let value = LETTERS.iter().position(|known| known == letter)?;
            bits = bits << 6 | u32::try_from(value).ok()?;
        }
        bits <<= 6 * (4 - four.len());
        let whole = bits.to_be_bytes();
        bytes.extend_from_slice(whole.get(1..four.len())?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded_and_nothing_else() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(37)).collect();
            let text = encode(&bytes);
            assert!(text.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-_".contains(&letter)));
            assert_eq!(decode(&text), Some(bytes));
        }
        assert_eq!(decode("a*bc"), None);
        assert_eq!(encode(b"Echo"), "RWNobw");
    }
}
