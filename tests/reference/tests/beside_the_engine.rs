//! The model and the engine side by side: the same random commands, and after each of them everything that can be
//! seen is compared.
//!
//! `cargo xtask test soak` asks for ten million commands, `ECHOSCOPE_COMMANDS=…` for any number, and `ECHOSCOPE_SEED=…`
//! for others than the usual ones.

mod beside;

use beside::before_upload::Foretold;
use beside::compare::{compare, compare_events};
use beside::dice::Dice;
use beside::engine::Beside;
use beside::keys::Keys;
use beside::plan;
use beside::refusal::{group_of_code, group_of_reason};
use echoscope_core::engine::{Code, Engine};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::env;

const USUAL: u32 = 200_000;
/// Long enough for a life from authorization to a claim on the seller; short enough to stay quick.
const LONGEST: usize = 120;

/// The choice of the switches, and one number for every command.
fn lives() -> impl Strategy<Value = (u64, Vec<u64>)> {
    (any::<u64>().no_shrink(), vec(any::<u64>().no_shrink(), 1..=LONGEST))
}

#[test]
fn beside_the_engine() {
    let commands = number("ECHOSCOPE_COMMANDS").unwrap_or(USUAL);
    let seed = number("ECHOSCOPE_SEED").unwrap_or(0);
    let average = u32::try_from(LONGEST / 2).expect("a small number");
    let config = Config {
        cases: commands.div_ceil(average),
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let outcome = runner
        .run(&lives(), |(switches, numbers)| live(switches, &numbers, false).map_err(TestCaseError::fail));
    if let Err(TestError::Fail(reason, (switches, numbers))) = outcome {
        live(switches, &numbers, true).expect_err("it failed a moment ago");
        panic!("{reason}");
    }
    outcome.expect("the lives can be generated");
}

fn number(name: &str) -> Option<u32> {
    env::var(name).ok().and_then(|text| text.replace('_', "").parse().ok())
}

/// Lives one life twice. Says where the two first differ.
fn live(switches: u64, numbers: &[u64], aloud: bool) -> Result<(), String> {
    let reading = plan::reading(&mut Dice::new(switches));
    let mut model = plan::world(reading);
    let mut beside = Beside::new(reading);
    if aloud {
        eprintln!("{reading:?}");
    }
    let mut keys = Keys::default();
    for number in numbers {
        let mut dice = Dice::new(*number);
        let step = plan::next(&model, &mut dice);
        let key = Keys::choose(&mut dice);
        if let Some(key) = key.as_ref().filter(|key| !keys.may_use(key, model.now)) {
            let refused = beside.handle(&step, Some(key.clone()));
            if refused.as_ref().err().map(|refusal| refusal.code) != Some(Code::IdempotencyKeyUsed) {
                return Err(format!("{step:?}: the key {key} was used before, and yet: {refused:?}"));
            }
            compare(&model, &beside)?;
            continue;
        }
        let before = model.clone();
        let ours = step.apply(&mut model);
        let foretold = Foretold::of(&beside, &step);
        let theirs = beside.handle(&step, key);
        if aloud {
            eprintln!("{step:?}\n  model {ours:?}\n  engine {:?}", theirs.as_ref().map_err(|it| &it.message));
        }
        if ours.is_ok() != theirs.is_ok() {
            return Err(format!("{step:?}: model {ours:?}, engine {theirs:?}"));
        }
        let accepted = ours.is_ok();
        if let (Err(ours), Err(theirs)) = (ours, theirs)
            && group_of_reason(ours) != group_of_code(theirs.code)
        {
            return Err(format!(
                "{step:?}: refused for different reasons: model {ours:?}, engine {theirs:?}"
            ));
        }
        model.check_invariants();
        compare_events(&model, &beside, before.events.len())?;
        compare(&model, &beside)?;
        if let (Some(foretold), true) = (foretold, accepted) {
            foretold.came_true(&beside)?;
        }
    }
    if switches.is_multiple_of(2) { replay(&beside.engine, switches.is_multiple_of(8)) } else { Ok(()) }
}

/// The log is the state: read again, or gone back in, it leads to the same worlds.
fn replay(engine: &Engine, also_from_the_middle: bool) -> Result<(), String> {
    let again =
        Engine::import(engine.export()).map_err(|error| format!("the log cannot be replayed: {error}"))?;
    if again != *engine {
        return Err("replaying the log gives another state".into());
    }
    if !also_from_the_middle {
        return Ok(());
    }
    let mut back = engine.at(engine.len() / 2);
    for entry in engine.entries().skip(back.len()) {
        let again = match entry.key.clone() {
            Some(key) => back.handle_once(key, entry.command.clone()),
            None => back.handle(entry.command.clone()),
        };
        // With a key it may have been refused the first time, too: the states below tell.
        if let (Err(refusal), None) = (again, &entry.key) {
            return Err(format!("refused the second time: {refusal:?}"));
        }
    }
    if back == *engine { Ok(()) } else { Err("going back and on again gives another state".into()) }
}
