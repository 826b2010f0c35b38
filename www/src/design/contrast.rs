//! The contrast of the colour tokens, measured from the style sheet itself (WCAG 2.2, relative luminance).

const TOKENS: &str = include_str!("../../style/tokens.css");

/// Text needs 4.5, the lines of controls and pictures 3.
pub const TEXT: f64 = 4.5;
pub const LINE: f64 = 3.0;

/// (foreground, background, least ratio): every pair that the style sheets use.
pub const PAIRS: &[(&str, &str, f64)] = &[
    ("ink", "paper", TEXT),
    ("ink", "card", TEXT),
    ("ink", "sunken", TEXT),
    ("ink", "bad-wash", TEXT),
    ("ink", "warn-wash", TEXT),
    ("ink", "good-wash", TEXT),
    ("ink", "info-wash", TEXT),
    ("ink", "accent-wash", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "card", TEXT),
    ("ink-soft", "sunken", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "card", TEXT),
    ("accent", "accent-wash", TEXT),
    ("accent-deep", "paper", TEXT),
    ("accent-deep", "card", TEXT),
    ("accent-deep", "accent-wash", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-deep", TEXT),
    ("good", "card", TEXT),
    ("good", "good-wash", TEXT),
    ("bad", "card", TEXT),
    ("bad", "bad-wash", TEXT),
    ("warn", "card", TEXT),
    ("warn", "warn-wash", TEXT),
    ("info", "card", TEXT),
    ("info", "info-wash", TEXT),
    ("line-strong", "paper", LINE),
    ("line-strong", "card", LINE),
];

/// The colours of a token: light, dark.
pub fn token(name: &str) -> Option<(&'static str, &'static str)> {
    let declaration = TOKENS
        .lines()
        .find_map(|line| line.trim().strip_prefix("--")?.strip_prefix(name)?.strip_prefix(": "))?;
    let (light, dark) = declaration.strip_prefix("light-dark(")?.strip_suffix(");")?.split_once(", ")?;
    Some((light, dark))
}

/// The ratio in the light and in the dark theme.
pub fn contrast(foreground: &str, background: &str) -> Option<(f64, f64)> {
    let (front, back) = (token(foreground)?, token(background)?);
    Some((ratio(front.0, back.0)?, ratio(front.1, back.1)?))
}

fn ratio(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

fn luminance(colour: &str) -> Option<f64> {
    let number = u32::from_str_radix(colour.strip_prefix('#')?, 16).ok()?;
    let linear = |shift: u32| {
        let value = f64::from(number >> shift & 0xff) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    Some(0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measure_is_right_at_both_ends() {
        assert!((ratio("#000000", "#ffffff").unwrap() - 21.0).abs() < 1e-9);
        assert!((ratio("#777777", "#ffffff").unwrap() - 4.48).abs() < 0.01);
    }

    #[test]
    fn every_pair_is_legible_in_both_themes() {
        for &(front, back, least) in PAIRS {
            let (light, dark) =
                contrast(front, back).unwrap_or_else(|| panic!("{front} on {back}: no such token"));
            assert!(
                light >= least && dark >= least,
                "{front} on {back}: {light:.2} light, {dark:.2} dark, needs {least}"
            );
        }
    }
}
