//! curl, for a shell.

use super::FILE;
use crate::rest::written::{Content, Door, Written};

pub fn beginning(client: &str, address: &str) -> String {
    format!(
        "TOKEN=$(curl -s {address}/v2.01/oauth/token -u {}:any-key -d grant_type=client_credentials | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')\n",
        quoted(client)
    )
}

pub fn code(request: &Written, address: &str) -> String {
    let mut words =
        vec![format!("curl -X {} {}", request.method, quoted(&format!("{address}{}", request.target)))];
    if request.door == Door::Mangopay {
        words.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
    }
    match &request.content {
        Content::Nothing => {}
        Content::Json(value) => {
            words.push("-H 'Content-Type: application/json'".to_owned());
            // Numbers keep their digits, texts their letters: this is the body, only with room in it.
            let body = serde_json::to_string_pretty(value).unwrap_or_default();
            words.push(format!("-d {}", quoted(&body)));
        }
        Content::File(_) => {
            words.push("-H 'Content-Type: text/csv'".to_owned());
            words.push(format!("--data-binary @{FILE}"));
        }
    }
    format!("{}\n", words.join(" \\\n  "))
}

/// A word of a shell: between single quotes nothing has a meaning, and a quote stands outside of them.
fn quoted(text: &str) -> String {
    let is_plain = !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/%@".contains(&byte));
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_gets_out_of_its_quotes() {
        assert_eq!(quoted("a b'; rm -rf ~"), r"'a b'\''; rm -rf ~'");
        assert_eq!(quoted("http://127.0.0.1:8731/x"), "http://127.0.0.1:8731/x");
        assert_eq!(quoted(""), "''");
    }
}
