//! The form in which settlement files came until February 2026: `multipart/form-data` with one part named `file`.

use memchr::memmem;

/// The name of a file whose part has none.
const UNNAMED: &str = "settlement_file.csv";
const BOUNDARY_CHARS_MAX: usize = 70;

/// The boundary, if this is the type of such a form.
pub fn boundary(content_type: &str) -> Option<&str> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameter(parameters, "boundary")?;
    (1..=BOUNDARY_CHARS_MAX).contains(&boundary.len()).then_some(boundary)
}

/// The name and the bytes of the file: of the part named `file`, else of the first part that has a file's name.
pub fn file<'b>(body: &'b [u8], boundary: &str) -> Option<(String, &'b [u8])> {
    let mut other = None;
    for (head, bytes) in parts(body, boundary) {
        let Some(disposition) = disposition(head) else { continue };
        let name = parameter(disposition, "filename").filter(|name| !name.is_empty());
        let file = || (name.unwrap_or(UNNAMED).to_owned(), bytes);
        if parameter(disposition, "name") == Some("file") {
            return Some(file());
        }
        if name.is_some() && other.is_none() {
            other = Some(file());
        }
    }
    other
}

/// The head and the content of each part. What does not end with the boundary is not a part.
fn parts<'b>(body: &'b [u8], boundary: &str) -> impl Iterator<Item = (&'b str, &'b [u8])> {
    let first = format!("--{boundary}");
    let next = memmem::Finder::new(format!("\r\n--{boundary}").as_bytes()).into_owned();
    let mut rest = match body.strip_prefix(first.as_bytes()) {
        Some(rest) => Some(rest),
        // Before the first boundary may stand anything.
        None => next.find(body).and_then(|at| body.get(at.saturating_add(next.needle().len())..)),
    };
    std::iter::from_fn(move || {
        let inside = rest?.strip_prefix(b"\r\n")?;
        let end = next.find(inside)?;
        rest = inside.get(end.saturating_add(next.needle().len())..);
        let part = inside.get(..end)?;
        let head_end = memmem::find(part, b"\r\n\r\n")?;
        let head = part.get(..head_end).and_then(|head| std::str::from_utf8(head).ok()).unwrap_or_default();
        Some((head, part.get(head_end.saturating_add(4)..)?))
    })
}

fn disposition(head: &str) -> Option<&str> {
    head.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    })
}

/// The value of `name=value` or `name="value"` between semicolons. A semicolon inside quotes is part of the value.
fn parameter<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = text;
    loop {
        let (key, behind) = rest.split_once('=')?;
        let key = key.rsplit(';').next().unwrap_or(key).trim();
        let (value, after) = match behind.trim_start().strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => behind.split_once(';').unwrap_or((behind, "")),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value.trim());
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=----x7";

    fn form(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut body = String::new();
        for (head, content) in parts {
            body.extend(["------x7\r\n", head, "\r\n\r\n", content, "\r\n"]);
        }
        (body + "------x7--\r\n").into_bytes()
    }

    #[test]
    fn the_boundary_is_read_with_and_without_quotes() {
        assert_eq!(boundary(TYPE), Some("----x7"));
        assert_eq!(boundary("Multipart/Form-Data;charset=utf-8; Boundary=\"a;b\""), Some("a;b"));
        for other in ["application/json; boundary=x", "multipart/form-data", "multipart/form-data; boundary="]
        {
            assert_eq!(boundary(other), None, "{other}");
        }
    }

    #[test]
    fn the_part_named_file_is_found_among_others() {
        let head = "Content-Type: text/csv\r\ncontent-disposition: form-data; name=\"file\"; filename=\"may; 1.csv\"";
        let body = form(&[
            ("Content-Disposition: form-data; name=Tag", "mine"),
            ("Content-Disposition: form-data; name=other; filename=other.csv", "no"),
            (head, "a,b\r\n--not the end\r\n"),
        ]);
        let found = file(&body, "----x7");
        assert_eq!(found, Some(("may; 1.csv".to_owned(), b"a,b\r\n--not the end\r\n".as_slice())));
    }

    #[test]
    fn a_file_under_another_name_or_without_one_is_taken_too() {
        let other = form(&[("Content-Disposition: form-data; name=upload; filename=x.csv", "1")]);
        assert_eq!(file(&other, "----x7"), Some(("x.csv".to_owned(), b"1".as_slice())));
        let unnamed = form(&[("Content-Disposition: form-data; name=\"file\"", "")]);
        assert_eq!(file(&unnamed, "----x7"), Some((UNNAMED.to_owned(), b"".as_slice())));
    }

    #[test]
    fn rubbish_has_no_file_and_does_no_harm() {
        let whole = form(&[("Content-Disposition: form-data; name=\"file\"; filename=\"x.csv\"", "content")]);
        for end in 0..whole.len() - "--\r\n".len() {
            assert_eq!(file(&whole[..end], "----x7").map(|(_, bytes)| bytes), None, "cut at {end}");
        }
        for body in ["", "------x7", "------x7--", "\r\n------x7\r\n\r\n\r\n------x7", "\u{0}\u{ff}"] {
            assert_eq!(file(body.as_bytes(), "----x7"), None);
        }
        assert_eq!(file(&form(&[("Content-Disposition: form-data; name", "x")]), "----x7"), None);
    }
}
