//! From the encodings that spreadsheets save in to UTF-8.

/// By its byte order mark; without one by the place of the zero bytes. What is no character becomes U+FFFD.
pub fn from_utf16(bytes: &[u8]) -> Vec<u8> {
    let (big_endian, rest) = match bytes {
        [0xFE, 0xFF, rest @ ..] => (true, rest),
        [0xFF, 0xFE, rest @ ..] => (false, rest),
        [0, ..] => (true, bytes),
        _ => (false, bytes),
    };
    let units = rest.chunks_exact(2).map(|pair| match *pair {
        [high, low] if big_endian => u16::from_be_bytes([high, low]),
        [low, high] => u16::from_le_bytes([low, high]),
        _ => 0xFFFD,
    });
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect::<String>()
        .into_bytes()
}

/// Stretches that are UTF-8 already stay as they are; every other byte is read as Windows-1252.
pub fn from_windows_1252(bytes: &[u8]) -> Vec<u8> {
    let mut out = String::with_capacity(bytes.len());
    for stretch in bytes.utf8_chunks() {
        out.push_str(stretch.valid());
        out.extend(stretch.invalid().iter().map(|&byte| windows_1252(byte)));
    }
    out.into_bytes()
}

/// The characters of 0x80 to 0x9F; the others are those of Latin-1.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    let place = usize::from(byte.wrapping_sub(0x80));
    UPPER.get(place).copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_of_bytes_is_read() {
        let units: Vec<u16> = "Amount,€".encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [
            [&[0xFF, 0xFE], little.as_slice()].concat(),
            [&[0xFE, 0xFF], big.as_slice()].concat(),
            little,
            big,
        ] {
            assert_eq!(from_utf16(&bytes), "Amount,€".as_bytes());
        }
    }

    #[test]
    fn only_what_is_not_utf8_is_converted() {
        assert_eq!(from_windows_1252(b"caf\xE9 \x80 caf\xC3\xA9"), "café € café".as_bytes());
    }
}
