//! What comes in and what goes out. Bytes and text: no sockets here.

use crate::json;
use serde::Serialize;
use std::borrow::Cow;

/// A request, as far as it matters.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Request<'a> {
    pub method: &'a str,
    /// Path and query, as they stand in the first line of the request.
    pub target: &'a str,
    pub authorization: Option<&'a str>,
    pub content_type: Option<&'a str>,
    pub idempotency_key: Option<&'a str>,
    pub body: &'a [u8],
}

impl<'a> Request<'a> {
    pub fn path(&self) -> &'a str {
        self.target.split_once('?').map_or(self.target, |(path, _)| path)
    }

    /// Whose the path says it is: the segment after the version.
    pub fn client(&self) -> &'a str {
        self.path().split('/').filter(|segment| !segment.is_empty()).nth(1).unwrap_or_default()
    }

    /// The target with letters, digits and `-._~` in its path written plainly: `%41` is another spelling of `A`. What stands for
    /// anything else stays as it is, so that a path keeps its segments.
    pub(super) fn plain_target(&self) -> Cow<'a, str> {
        let path = self.path();
        if !path.contains('%') {
            return Cow::Borrowed(self.target);
        }
        let mut plain = String::with_capacity(self.target.len());
        let mut rest = path;
        while let Some((before, code)) = rest.split_once('%') {
            plain.push_str(before);
            let letter = code.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
            let is_plain = |letter: &u8| letter.is_ascii_alphanumeric() || b"-._~".contains(letter);
            if let Some(letter) = letter.filter(is_plain) {
                plain.push(char::from(letter));
                rest = code.get(2..).unwrap_or_default();
            } else {
                plain.push('%');
                rest = code;
            }
        }
        plain.push_str(rest);
        plain.push_str(self.target.get(path.len()..).unwrap_or_default());
        Cow::Owned(plain)
    }

    pub fn query(&self) -> &'a str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Response {
    pub status: u16,
    pub content_type: &'static str,
    /// Beside the type and length of the content.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Whether the sandbox is another one than before the request: the request must be kept if anything is to be.
    pub changed: bool,
}

/// The room that an Intent of one line item needs.
const BODY_SIZE: usize = 1024;

/// The content type of almost every answer.
pub const JSON: &str = "application/json; charset=utf-8";

impl Response {
    pub fn json(value: &impl Serialize) -> Self {
        Self::json_with(200, value)
    }

    pub fn json_with(status: u16, value: &impl Serialize) -> Self {
        let mut body = String::with_capacity(BODY_SIZE);
        json::write(value, &mut body);
        Self { status, content_type: JSON, headers: Vec::new(), body: body.into_bytes(), changed: false }
    }

    pub fn text(content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, content_type, headers: Vec::new(), body: body.into(), changed: false }
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub fn is_success(&self) -> bool {
        self.status < 400
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_one_spelling_and_keeps_its_segments() {
        let plain = |target| Request { target, ..Request::default() }.plain_target();
        for (target, expected) in [
            ("/a/b?x=%41", "/a/b?x=%41"),
            ("/%41/%7e%2E%2e/b%2D1?x=%41", "/A/~../b-1?x=%41"),
            ("/a%2Fb/%2520/%C3%A9/%zz/%4/%", "/a%2Fb/%2520/%C3%A9/%zz/%4/%"),
            ("/%+1/%é1", "/%+1/%é1"),
        ] {
            assert_eq!(plain(target), expected);
        }
    }
}
