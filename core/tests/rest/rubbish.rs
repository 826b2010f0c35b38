//! Requests that nobody should send: every one is answered, as described, and the world stays sound.

use super::everything::day;
use super::stage::{INTENTS, Sent, Stage};
use serde_json::{Value, json};

/// A small generator of numbers: tests are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn pick<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}

fn odd(dice: &mut Dice) -> Value {
    let values = [
        Value::Null,
        json!(0),
        json!(-1),
        json!(1),
        json!(i64::MAX),
        json!(1e300),
        json!(0.5),
        json!(""),
        json!("x".repeat(3000)),
        json!("\u{0}\u{202e}é"),
        json!([]),
        json!([[], {}, 1]),
        json!({}),
        json!({ "Amount": { "Amount": {} } }),
        json!(true),
        json!("int_li_00000000-0000-7000-8000-000000000000"),
    ];
    dice.pick(&values).clone()
}

/// Changes one thing somewhere in a value.
fn bend(value: &mut Value, dice: &mut Dice) {
    let inside = dice.below(4) > 0;
    match value {
        Value::Object(object) if inside && !object.is_empty() => {
            let keys: Vec<String> = object.keys().cloned().collect();
            let key = dice.pick(&keys).clone();
            match dice.below(8) {
                0 => drop(object.remove(&key)),
                1 => drop(object.insert(key.to_uppercase(), odd(dice))),
                _ => bend(object.get_mut(&key).unwrap(), dice),
            }
        }
        Value::Array(list) if inside && !list.is_empty() => {
            let at = dice.below(list.len());
            if dice.below(4) == 0 {
                list.push(list[at].clone());
            } else {
                bend(&mut list[at], dice);
            }
        }
        other => *other = odd(dice),
    }
}

/// Sends so many requests, each like one that was sent, with something in it bent.
pub fn mangle(stage: &mut Stage, seed: u64, times: usize) {
    let mut dice = Dice::new(seed + 1);
    let models = stage.all.clone();
    let targets: Vec<String> = models.iter().map(|sent| sent.target.clone()).collect();
    for _ in 0..times {
        let mut sent = dice.pick(&models).clone();
        // Beginning again would make the rest of the run an empty one.
        if sent.target.ends_with("/reset") || sent.target.ends_with("/log") {
            continue;
        }
        stage.wall += i64::try_from(dice.below(1500)).unwrap();
        match dice.below(8) {
            0 => {
                sent.method =
                    (*dice.pick(&["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "get"])).into();
            }
            1 => sent.target.clone_from(dice.pick(&targets)),
            2 => {
                let cut = (0..=sent.target.len()).filter(|at| sent.target.is_char_boundary(*at));
                let cuts: Vec<usize> = cut.collect();
                let odds = ["/", "%2e%2e/", "%00", "é", "?", "x", "../"];
                let odd: &str = odds[dice.below(odds.len())];
                sent.target.insert_str(*dice.pick(&cuts), odd);
            }
            3 => {
                sent.key =
                    Some((*dice.pick(&["", "short", "0123456789abcdef", "a-key-of-20-letters-"])).into());
            }
            4 if !sent.body.is_empty() => sent.body.truncate(dice.below(sent.body.len())),
            _ => {
                if let Ok(mut body) = serde_json::from_slice::<Value>(&sent.body) {
                    bend(&mut body, &mut dice);
                    sent.body = body.to_string().into_bytes();
                }
            }
        }
        stage.send(sent);
    }
    stage.sandbox.world().check().unwrap();
}

#[test]
fn bent_requests_are_answered_as_described_and_leave_a_sound_world() {
    for seed in 100..104 {
        mangle(&mut day(), seed, 600);
    }
}

#[test]
fn ids_that_climb_out_of_their_folder_find_nothing() {
    let mut stage = Stage::new();
    for odd in ["..", "%2e%2e%2fstate", "..%2f..%2f", "a%00b", "int_stlmnt_", "\u{202e}", &"x".repeat(10_000)]
    {
        for path in [
            format!("/_echoscope/uploads/{odd}"),
            format!("/_echoscope/reports/{odd}.csv"),
            format!("{INTENTS}/{odd}"),
        ] {
            let method = if path.contains("uploads") { "PUT" } else { "GET" };
            let answer = stage.ask(method, &path, "");
            assert_eq!(answer.status, 404, "{path}");
            assert!(answer.raw.len() < 1000, "what was sent comes back only in short");
        }
    }
}

#[test]
fn a_body_that_is_not_text_is_refused_and_one_of_many_megabytes_is_read() {
    let mut stage = Stage::new();
    let send = |stage: &mut Stage, body: Vec<u8>| {
        stage.send(Sent { method: "POST".into(), target: INTENTS.into(), body, ..Sent::default() })
    };
    for body in [b"\xff\xfe".to_vec(), b"{\"Tag\": \"\xff\"}".to_vec(), vec![0; 5000]] {
        assert_eq!(send(&mut stage, body).status, 400);
    }
    let large = json!({ "Tag": "x".repeat(8 << 20), "LineItems": vec![json!({}); 5000] }).to_string();
    let answer = send(&mut stage, large.into_bytes());
    assert_eq!(answer.status, 400);
    assert!(answer.raw.len() < 2000);
}
