//! Country codes of two letters, ISO 3166-1 alpha-2.

/// First letter, and the second letters that follow it.
const COUNTRIES: [(u8, &[u8]); 25] = [
    (b'A', b"DEFGILMOQRSTUWXZ"),
    (b'B', b"ABDEFGHIJLMNOQRSTVWYZ"),
    (b'C', b"ACDFGHIKLMNORUVWXYZ"),
    (b'D', b"EJKMOZ"),
    (b'E', b"CEGHRST"),
    (b'F', b"IJKMOR"),
    (b'G', b"ABDEFGHILMNPQRSTUWY"),
    (b'H', b"KMNRTU"),
    (b'I', b"DELMNOQRST"),
    (b'J', b"EMOP"),
    (b'K', b"EGHIMNPRWYZ"),
    (b'L', b"ABCIKRSTUVY"),
    (b'M', b"ACDEFGHKLMNOPQRSTUVWXYZ"),
    (b'N', b"ACEFGILOPRUZ"),
    (b'O', b"M"),
    (b'P', b"AEFGHKLMNRSTWY"),
    (b'Q', b"A"),
    (b'R', b"EOSUW"),
    (b'S', b"ABCDEGHIJKLMNORSTVXYZ"),
    (b'T', b"CDFGHJKLMNORTVWZ"),
    (b'U', b"AGMSYZ"),
    (b'V', b"ACEGINU"),
    (b'W', b"FS"),
    (b'Y', b"ET"),
    (b'Z', b"AMW"),
];

/// Whether this is the code of a country, in capitals.
pub fn is_country(code: &str) -> bool {
    match code.as_bytes() {
        [first, second] => {
            COUNTRIES.iter().any(|(known, seconds)| known == first && seconds.contains(second))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_249_and_others_are_none() {
        let letters = b'A'..=b'Z';
        let pairs = letters.clone().flat_map(|first| letters.clone().map(move |second| [first, second]));
        let known = pairs.filter(|pair| is_country(std::str::from_utf8(pair).unwrap()));
        assert_eq!(known.count(), 249);
        assert!(is_country("FR") && is_country("ZW"));
        for other in ["", "F", "fr", "FRA", "UK", "XX", "F\u{e9}"] {
            assert!(!is_country(other), "{other}");
        }
    }
}
