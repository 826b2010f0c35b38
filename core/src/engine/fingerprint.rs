//! One short text for the whole state, the same on every platform.
//!
//! The state is written out object by object, one per line, and the text is hashed on its way. Where two worlds that
//! should be equal are not, [`World::write_out`] gives the two texts to compare.

use super::settle::Settlement;
use super::world::World;
use std::fmt::{self, Debug, Display, Write};
use std::sync::Arc;

impl World {
    /// 32 hexadecimal digits that depend on everything the world knows.
    pub fn fingerprint(&self) -> String {
        let mut hash = Fnv::default();
        // Writing into the hash cannot fail.
        let _ = self.write_out(&mut hash);
        format!("{:032x}", hash.0)
    }

    /// The canonical text: every fact, in the order of its creation or of its key. What can be derived (the hash map
    /// of references, what was read in a file) is left out, and so is what is always empty between two commands.
    pub fn write_out(&self, out: &mut impl Write) -> fmt::Result {
        writeln!(out, "config {:?}", self.config)?;
        writeln!(out, "now {}, next number {}", self.now, self.next_number)?;
        for (user, since) in &self.users {
            writeln!(out, "user {user} {since}")?;
        }
        writeln!(out, "wallets {:?}", self.wallets)?;
        list(out, "intent", &self.intents)?;
        let unread =
            |settlement: &Arc<Settlement>| Settlement { parsed: None, ..Settlement::clone(settlement) };
        list(out, "settlement", self.settlements.iter().map(unread))?;
        list(out, "waiting", &self.waiting)?;
        list(out, "unmatched", &self.unmatched)?;
        list(out, "pool", self.pools.values())?;
        list(out, "task", &self.agenda)?;
        list(out, "fault", &self.faults)?;
        list(out, "webhook", &self.webhooks)
    }
}

fn list<T: Debug>(
    out: &mut impl Write,
    what: impl Display,
    things: impl IntoIterator<Item = T>,
) -> fmt::Result {
    things.into_iter().try_for_each(|thing| writeln!(out, "{what} {thing:?}"))
}

/// FNV-1a with 128 bits: small, and the same everywhere. It guards against accidents, not against malice.
struct Fnv(u128);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Write for Fnv {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Command, Config, Engine};

    #[test]
    fn the_hash_is_fnv_1a_with_128_bits() {
        let hash = |text: &str| {
            let mut hash = Fnv::default();
            hash.write_str(text).unwrap();
            format!("{:032x}", hash.0)
        };
        // Published test vectors.
        assert_eq!(hash(""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(hash("a"), "d228cb696f1a8caf78912b704e4a8964");
        assert_eq!(hash("foobar"), "343e1662793c64bf6f0d3597ba446f18");
    }

    #[test]
    fn every_command_shows_in_the_fingerprint() {
        let mut engine = Engine::new(Config::default());
        let before = engine.world().fingerprint();
        assert_eq!(before, Engine::new(Config::default()).world().fingerprint());
        engine.handle(Command::RegisterUser { id: None }).unwrap();
        assert_ne!(before, engine.world().fingerprint());
        let other_seed = Config { seed: 1, ..Config::default() };
        assert_ne!(before, Engine::new(other_seed).world().fingerprint());
    }
}
