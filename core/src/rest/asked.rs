//! What a request asks beside its body: the query.

use std::borrow::Cow;

/// Why a request is bad: the field, and what is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bad {
    pub field: &'static str,
    pub text: String,
}

impl Bad {
    pub fn new(field: &'static str, text: impl Into<String>) -> Self {
        Self { field, text: text.into() }
    }
}

/// The query of a request. Names are found whatever their case; of a name that stands twice, the first counts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked<'q> {
    pairs: Vec<(Cow<'q, str>, Cow<'q, str>)>,
}

impl<'q> Asked<'q> {
    pub fn read(query: &'q str) -> Self {
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        });
        Self { pairs: pairs.collect() }
    }

    /// The value; an empty one is none.
    pub fn get(&self, name: &str) -> Option<&str> {
        let pair = self.pairs.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        pair.map(|(_, value)| value.as_ref()).filter(|value| !value.is_empty())
    }

    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }
}

/// `%41` and `+` read; what is no code stays as it is.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, behind @ ..]) if let (Some(high), Some(low)) = (digit(*high), digit(*low)) => {
                bytes.push(high << 4 | low);
                rest = behind;
            }
            _ => bytes.push(first),
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_and_rubbish_stays() {
        let asked = Asked::read("a=%41+b&c=%zz&d=%&e&a=2&%66=%C3%A9&g=%FF");
        assert_eq!(asked.get("A"), Some("A b"));
        assert_eq!((asked.get("c"), asked.get("d"), asked.get("e")), (Some("%zz"), Some("%"), None));
        assert_eq!((asked.get("f"), asked.get("g")), (Some("é"), Some("\u{fffd}")));
    }
}
