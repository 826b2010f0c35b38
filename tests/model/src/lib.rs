//! What the proofs about the engine share: a small platform, its commands in few words, and its settlement files.

pub mod commands;
pub mod file;
pub mod tables;

use echoscope_core::engine::{Answer, Command, Config, Engine, Outcome, Refusal};
use echoscope_core::intent::Intent;
use echoscope_core::reading::Reading;
use std::sync::Arc;

pub const PROVIDER: &str = "STRIPE";
pub const CURRENCY: &str = "EUR";
pub const SELLER: &str = "user_m_seller";
pub const SELLER_WALLET: &str = "wlt_m_seller";

/// A platform with one seller and the seller's wallet.
pub fn platform(reading: Reading) -> Engine {
    let mut engine = Engine::new(Config { reading, ..Config::default() });
    let user = Command::RegisterUser { id: Some(SELLER.to_owned()) };
    let wallet = Command::RegisterWallet {
        id: Some(SELLER_WALLET.to_owned()),
        owner: SELLER.to_owned(),
        currency: CURRENCY.to_owned(),
    };
    for command in [user, wallet] {
        engine.handle(command).expect("a new platform has no users");
    }
    engine
}

/// The Intent at a place of the table: the first created is 0.
pub fn intent(engine: &Engine, place: usize) -> Arc<Intent> {
    Arc::clone(engine.world().intents().nth(place).expect("the Intent was created"))
}

/// The id of the Settlement at a place of the table, as the caller writes it.
pub fn settlement(engine: &Engine, place: usize) -> String {
    engine.world().settlements().nth(place).expect("the Settlement was created").id.to_string()
}

/// Creates a Settlement and uploads its file.
pub fn settle(engine: &mut Engine, file: &str) -> Result<String, Refusal> {
    let outcome = engine.handle(commands::create_settlement())?;
    let Answer::Settlement { settlement } = outcome.answer else {
        panic!("a Settlement answers its creation")
    };
    let id = settlement.id.to_string();
    engine.handle(commands::upload(&id, file))?;
    Ok(id)
}

/// Carries a command out that must not be refused.
pub fn must(engine: &mut Engine, command: Command) -> Outcome {
    let asked = format!("{command:?}");
    engine.handle(command).unwrap_or_else(|refusal| panic!("{asked}\nis refused: {}", refusal.message))
}
