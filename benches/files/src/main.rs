//! The native run: `echoscope-bench-files newlines|check|match FILE REPETITIONS`. Prints one line of JSON.

use echoscope_bench_files::Run;
use echoscope_core::settlement::Outlook;
use serde_json::{Value, json};
use std::env::args;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::time::Instant;

fn main() -> io::Result<()> {
    let words: Vec<String> = args().skip(1).collect();
    let [what, file, repetitions] = words.as_slice() else {
        return Err(io::Error::other("usage: echoscope-bench-files newlines|check|match FILE REPETITIONS"));
    };
    let repetitions: u32 = repetitions.parse().map_err(io::Error::other)?;
    let path = format!("{file}.csv");
    let (mut milliseconds, mut processor) = (Vec::new(), Vec::new());
    let mut result = String::new();
    for _ in 0..repetitions {
        let declared = match what.as_str() {
            "match" => Some(feed(Run::new("declare"), &format!("{file}.declared.csv"))?),
            _ => None,
        };
        let (began, used) = (Instant::now(), processor_time());
        let run = match declared {
            Some(declared) => {
                let (head, tail) = ends(&path)?;
                declared.matching(&head, &tail)
            }
            None => Run::new(what),
        };
        result = feed(run, &path)?.finish();
        let wall = began.elapsed().as_secs_f64() * 1000.0;
        milliseconds.push(wall);
        processor.push(processor_time().zip(used).map_or(wall, |(now, then)| now - then));
    }
    let result: Value = serde_json::from_str(&result)?;
    println!("{}", json!({ "milliseconds": milliseconds, "processor": processor, "result": result }));
    Ok(())
}

/// Milliseconds of a processor that this process has had, where the system tells.
fn processor_time() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}

fn feed(mut run: Run, path: &str) -> io::Result<Run> {
    let mut file = File::open(path)?;
    loop {
        let bytes = file.read(run.buffer())?;
        if bytes == 0 {
            return Ok(run);
        }
        run.fed(bytes);
    }
}

fn ends(path: &str) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let end = Outlook::END as u64;
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    file.by_ref().take(end).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(size.saturating_sub(end)))?;
    file.read_to_end(&mut tail)?;
    Ok((head, tail))
}
