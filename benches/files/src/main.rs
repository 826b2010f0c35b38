//! The native run: `echoscope-bench-files newlines|check FILE REPETITIONS`. Prints one line of JSON.

use echoscope_bench_files::Run;
use serde_json::{Value, json};
use std::env::args;
use std::fs::File;
use std::io::{self, Read};
use std::time::Instant;

fn main() -> io::Result<()> {
    let words: Vec<String> = args().skip(1).collect();
    let [what, path, repetitions] = words.as_slice() else {
        return Err(io::Error::other("usage: echoscope-bench-files newlines|check FILE REPETITIONS"));
    };
    let repetitions: u32 = repetitions.parse().map_err(io::Error::other)?;
    let mut milliseconds = Vec::new();
    let mut result = String::new();
    for _ in 0..repetitions {
        let began = Instant::now();
        let mut run = Run::new(what);
        let mut file = File::open(path)?;
        loop {
            let bytes = file.read(run.buffer())?;
            if bytes == 0 {
                break;
            }
            run.fed(bytes);
        }
        result = run.finish();
        milliseconds.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    let result: Value = serde_json::from_str(&result)?;
    println!("{}", json!({ "milliseconds": milliseconds, "result": result }));
    Ok(())
}
