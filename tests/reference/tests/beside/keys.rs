//! Idempotency keys: which were used, and when (R25, B19).

use super::dice::Dice;

const DAY: i64 = 86_400;

/// Every key that was used, oldest first.
#[derive(Default)]
pub struct Keys(Vec<(String, i64)>);

impl Keys {
    /// A command's key: mostly none, sometimes one that was used before.
    pub fn choose(dice: &mut Dice) -> Option<String> {
        dice.one_in(5).then(|| format!("key-of-the-platform-{}", dice.roll(12)))
    }

    /// Uses a key up, whatever becomes of its command. False where it was used within 24 hours.
    pub fn may_use(&mut self, key: &str, now: i64) -> bool {
        if self.0.iter().any(|(known, used)| known == key && now - used < DAY) {
            return false;
        }
        self.0.push((key.to_owned(), now));
        true
    }
}
