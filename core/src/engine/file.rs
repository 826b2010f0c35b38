//! The bytes of an uploaded file inside a log of commands.

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// Shared, so that a copy of a command costs no copy of the file. In JSON a string where the bytes are UTF-8 (almost
/// always), else `{"base64": "…"}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileBytes(pub Arc<[u8]>);

impl From<&[u8]> for FileBytes {
    fn from(bytes: &[u8]) -> Self {
        Self(Arc::from(bytes))
    }
}

impl From<&str> for FileBytes {
    fn from(text: &str) -> Self {
        Self::from(text.as_bytes())
    }
}

impl Serialize for FileBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Ok(text) = std::str::from_utf8(&self.0) {
            return serializer.serialize_str(text);
        }
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("base64", &base64(&self.0))?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for FileBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = FileBytes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a file, or its bytes as { base64 }")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<FileBytes, E> {
        Ok(FileBytes::from(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FileBytes, A::Error> {
        let mut bytes = None;
        while let Some(name) = map.next_key::<String>()? {
            if name == "base64" {
                let text = map.next_value::<String>()?;
                bytes =
                    Some(from_base64(&text).ok_or_else(|| A::Error::custom("the file is not valid base64"))?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        bytes
            .map(|bytes| FileBytes(Arc::from(bytes)))
            .ok_or_else(|| A::Error::custom("a file is a text, or an object with its `base64`"))
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (place, shift) in [18u32, 12, 6, 0].into_iter().enumerate() {
            let digit =
                ALPHABET.get(usize::try_from(group >> shift & 63).unwrap_or(0)).copied().unwrap_or(b'=');
            text.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    text
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(digits.len());
    for chunk in digits.as_bytes().chunks(4) {
        if chunk.len() == 1 {
            return None;
        }
        let mut group = 0u32;
        for place in 0..4 {
            let digit = match chunk.get(place) {
                Some(byte) => u32::try_from(ALPHABET.iter().position(|letter| letter == byte)?).ok()?,
                None => 0,
            };
            group = group << 6 | digit;
        }
        bytes.extend(group.to_be_bytes().into_iter().skip(1).take(chunk.len().saturating_sub(1)));
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_go_through_base64_unchanged() {
        for length in 0..40u8 {
            let bytes: Vec<u8> = (0..length).map(|n| n.wrapping_mul(37).wrapping_add(200)).collect();
            assert_eq!(from_base64(&base64(&bytes)), Some(bytes));
        }
        assert_eq!(base64(b"Echo"), "RWNobw==");
        assert_eq!(from_base64("!"), None);
    }
}
