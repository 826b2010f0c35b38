//! Plain data as JSON. What is answered has texts as keys and no bytes; knowing that makes this smaller and faster than a
//! serializer for everything: names of fields need no escaping. Every view is compiled for this one writer.

use serde::ser::{
    Error, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};
use std::fmt::{self, Display};

/// The JSON of `value`.
pub fn written(value: &impl Serialize) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// Appends the JSON of `value` to `out`.
pub fn write(value: &impl Serialize, out: &mut String) {
    run(value, &mut Json { out, depth: None });
}

/// The JSON of `value` in lines for people to read.
pub fn lines(value: &impl Serialize) -> String {
    let mut out = String::new();
    run(value, &mut Json { out: &mut out, depth: Some(0) });
    out
}

/// `value` as a tree, for what takes it apart.
pub fn tree(value: &impl Serialize) -> Option<serde_json::Value> {
    serde_json::from_str(&written(value)).ok()
}

/// What is wrong with a value that was read, without the place in a text that its sender has not seen.
pub fn fault(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}

fn run(value: &impl Serialize, json: &mut Json<'_>) {
    let before = json.out.len();
    if value.serialize(&mut *json).is_err() {
        json.out.truncate(before);
        json.out.push_str("null");
    }
}

struct Json<'o> {
    out: &'o mut String,
    /// How deep items stand, where each has a line of its own.
    depth: Option<usize>,
}

/// Something that no view holds.
#[derive(Debug)]
struct Unforeseen;

impl Display for Unforeseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("only plain data is answered")
    }
}

impl std::error::Error for Unforeseen {}

impl Error for Unforeseen {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

impl Json<'_> {
    #[inline(never)]
    fn text(&mut self, text: &str) {
        self.out.push('"');
        if is_plain(text.as_bytes()) {
            self.out.push_str(text);
        } else {
            self.escaped(text);
        }
        self.out.push('"');
    }

    #[inline(never)]
    fn escaped(&mut self, text: &str) {
        let mut plain = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte >= b' ' && byte != b'"' && byte != b'\\' {
                continue;
            }
            self.out.push_str(text.get(plain..at).unwrap_or_default());
            plain = at.saturating_add(1);
            match byte {
                b'"' => self.out.push_str("\\\""),
                b'\\' => self.out.push_str("\\\\"),
                b'\n' => self.out.push_str("\\n"),
                b'\r' => self.out.push_str("\\r"),
                b'\t' => self.out.push_str("\\t"),
                8 => self.out.push_str("\\b"),
                12 => self.out.push_str("\\f"),
                control => {
                    self.out.push_str(if control < 16 { "\\u000" } else { "\\u001" });
                    self.out.push(char::from_digit(u32::from(control % 16), 16).unwrap_or('0'));
                }
            }
        }
        self.out.push_str(text.get(plain..).unwrap_or_default());
    }

    #[inline(never)]
    fn natural(&mut self, mut number: u64) {
        let mut digits = [b'0'; 20];
        let mut first = digits.len();
        for digit in digits.iter_mut().rev() {
            *digit = b'0'.saturating_add(u8::try_from(number % 10).unwrap_or_default());
            first = first.saturating_sub(1);
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.out.push_str(digits.get(first..).and_then(|digits| str::from_utf8(digits).ok()).unwrap_or("0"));
    }

    #[inline(never)]
    fn begin(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth = self.depth.map(|depth| depth.saturating_add(1));
    }

    /// What stands before the next item of a list, or the next field of an object.
    #[inline(never)]
    fn comma(&mut self) {
        if !self.is_empty() {
            self.out.push(',');
        }
        self.indent();
    }

    #[inline(never)]
    fn finish(&mut self, bracket: char) {
        self.depth = self.depth.map(|depth| depth.saturating_sub(1));
        if !self.is_empty() {
            self.indent();
        }
        self.out.push(bracket);
    }

    /// Whether nothing stands yet in the list or object that was begun last.
    fn is_empty(&self) -> bool {
        matches!(self.out.as_bytes().last(), Some(b'[' | b'{'))
    }

    fn indent(&mut self) {
        if let Some(depth) = self.depth {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", depth));
        }
    }

    fn colon(&mut self) {
        self.out.push_str(if self.depth.is_some() { ": " } else { ":" });
    }

    #[inline(never)]
    fn name(&mut self, name: &str) {
        self.comma();
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str(if self.depth.is_some() { "\": " } else { "\":" });
    }
}

/// Whether nothing in a text needs to be escaped. Almost every text is so; eight bytes are looked at together.
fn is_plain(text: &[u8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    const QUOTES: u64 = 0x2222_2222_2222_2222;
    const BACKSLASHES: u64 = 0x5c5c_5c5c_5c5c_5c5c;
    /// The highest bit of every byte that is less than so much; where one is, those above it may be marked, too.
    const fn below(word: u64, least: u64) -> u64 {
        word.wrapping_sub(ONES.wrapping_mul(least)) & !word & TOPS
    }
    let (words, rest) = text.as_chunks::<8>();
    let mut marks = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        marks |= below(word, 0x20) | below(word ^ QUOTES, 1) | below(word ^ BACKSLASHES, 1);
    }
    marks == 0 && rest.iter().all(|byte| *byte >= b' ' && *byte != b'"' && *byte != b'\\')
}

impl Serializer for &mut Json<'_> {
    type Ok = ();
    type Error = Unforeseen;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Impossible<(), Unforeseen>;
    type SerializeTupleVariant = Impossible<(), Unforeseen>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<(), Unforeseen>;

    fn serialize_bool(self, value: bool) -> Result<(), Unforeseen> {
        self.out.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), Unforeseen> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Unforeseen> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Unforeseen> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Unforeseen> {
        if value < 0 {
            self.out.push('-');
        }
        self.natural(value.unsigned_abs());
        Ok(())
    }

    fn serialize_i128(self, value: i128) -> Result<(), Unforeseen> {
        self.out.push_str(&value.to_string());
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<(), Unforeseen> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Unforeseen> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Unforeseen> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Unforeseen> {
        self.natural(value);
        Ok(())
    }

    fn serialize_u128(self, value: u128) -> Result<(), Unforeseen> {
        self.out.push_str(&value.to_string());
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Unforeseen> {
        self.serialize_f64(value.into())
    }

    /// No view has fractions, but what clients say and see again may.
    fn serialize_f64(self, value: f64) -> Result<(), Unforeseen> {
        let number = serde_json::Number::from_f64(value).ok_or(Unforeseen)?;
        self.out.push_str(&number.to_string());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Unforeseen> {
        self.text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Unforeseen> {
        self.text(value);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unforeseen> {
        Err(Unforeseen)
    }

    fn serialize_none(self) -> Result<(), Unforeseen> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unforeseen> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unforeseen> {
        self.out.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unforeseen> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unforeseen> {
        self.text(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unforeseen> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unforeseen> {
        self.begin('{');
        self.name(variant);
        value.serialize(&mut *self)?;
        self.finish('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unforeseen> {
        self.begin('[');
        Ok(self)
    }

    fn serialize_tuple(self, length: usize) -> Result<Self, Unforeseen> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Unforeseen>, Unforeseen> {
        Err(Unforeseen)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Unforeseen>, Unforeseen> {
        Err(Unforeseen)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Unforeseen> {
        self.begin('{');
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unforeseen> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Unforeseen>, Unforeseen> {
        Err(Unforeseen)
    }
}

impl SerializeSeq for &mut Json<'_> {
    type Ok = ();
    type Error = Unforeseen;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unforeseen> {
        self.comma();
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unforeseen> {
        self.finish(']');
        Ok(())
    }
}

impl SerializeTuple for &mut Json<'_> {
    type Ok = ();
    type Error = Unforeseen;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unforeseen> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Unforeseen> {
        SerializeSeq::end(self)
    }
}

impl SerializeMap for &mut Json<'_> {
    type Ok = ();
    type Error = Unforeseen;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unforeseen> {
        self.comma();
        key.serialize(&mut **self)?;
        self.colon();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unforeseen> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unforeseen> {
        self.finish('}');
        Ok(())
    }
}

impl SerializeStruct for &mut Json<'_> {
    type Ok = ();
    type Error = Unforeseen;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unforeseen> {
        self.name(name);
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unforeseen> {
        self.finish('}');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Command, Config, Engine};
    use serde_json::{Value, json};

    #[test]
    fn it_writes_what_serde_json_writes() {
        let every_mark: String =
            (0..0x250).filter_map(char::from_u32).chain("€\u{1F600}\u{2028}".chars()).collect();
        let value = json!({
            "numbers": [0, 1, -1, 9, 10, 99, 100, i64::MIN, i64::MAX, u64::MAX, 0.5, -1e300, 1.0],
            "nested": { "empty": {}, "list": [[], [[]], null, true, false] },
            "text": every_mark,
            "a \"name\"": "with\\marks\n",
        });
        assert_eq!(lines(&value), serde_json::to_string_pretty(&value).expect("plain data"));
        assert_eq!(serde_json::from_str::<Value>(&written(&value)).ok(), Some(value));
    }

    #[test]
    fn a_log_reads_back() {
        let mut engine = Engine::new(Config { seed: u64::MAX, ..Config::default() });
        engine.handle(Command::RegisterUser { id: Some("anna \u{1}\"".to_owned()) }).expect("a user");
        engine
            .handle_once(
                "0123456789abcdef".to_owned(),
                Command::CreateSettlement { file_name: Some("a.csv".to_owned()) },
            )
            .expect("a settlement");
        let log = engine.export();
        let read = serde_json::from_str(&written(&log)).expect("a log");
        assert_eq!(Engine::import(read).expect("replay").world().fingerprint(), engine.world().fingerprint());
    }

    #[test]
    fn large_numbers_are_exact_and_what_is_no_number_is_nothing() {
        assert_eq!(written(&i128::MAX), i128::MAX.to_string());
        assert_eq!(written(&f64::NAN), "null");
    }
}
