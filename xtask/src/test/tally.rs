//! The running count: what is going on, how long it took, what passed, and the output of what did not.

use super::count::{Count, Counter};
use crate::run::{self, Problem};
use crate::tools::Tool;
use std::io::{self, Write};
use std::process::Command;
use std::time::Instant;

#[derive(Debug)]
pub struct Tally {
    verbose: bool,
    part: &'static str,
    total: Count,
    failed_steps: Vec<String>,
    unusable: Vec<Tool>,
}

impl Tally {
    pub fn new(verbose: bool) -> Self {
        Self { verbose, part: "", total: Count::default(), failed_steps: Vec::new(), unusable: Vec::new() }
    }

    pub fn enter(&mut self, part: &'static str) {
        self.part = part;
    }

    pub fn passed(&self) -> u64 {
        self.total.passed
    }

    pub fn failed(&self) -> u64 {
        self.total.failed
    }

    /// One check of one thing: it passes or it fails.
    pub fn check(&mut self, step: &str, command: &mut Command) -> bool {
        self.step(step, |verbose| {
            let ending = run::capture(command, verbose);
            let count = Count::one(ending.success);
            Done { ok: ending.success, count, report: String::new(), output: ending.output }
        })
    }

    /// A check made by ourselves: each line of `faults` is one thing that is wrong.
    pub fn check_here(&mut self, step: &str, faults: impl FnOnce() -> Result<Vec<String>, Problem>) -> bool {
        self.step(step, |_| {
            let output = match faults() {
                Ok(faults) => faults.join("\n"),
                Err(problem) => problem.to_string(),
            };
            let ok = output.is_empty();
            Done { ok, count: Count::one(ok), report: String::new(), output }
        })
    }

    /// Something that tests need first. It counts only when it fails.
    pub fn build(&mut self, step: &str, build: impl FnOnce(bool) -> run::Ending) -> bool {
        self.step(step, |verbose| {
            let ending = build(verbose);
            let count = if ending.success { Count::default() } else { Count::one(false) };
            Done { ok: ending.success, count, report: String::new(), output: ending.output }
        })
    }

    /// A run of many tests, counted by what the runner says at its end.
    pub fn tests(&mut self, step: &str, command: &mut Command, counter: Counter) -> bool {
        self.step(step, |verbose| {
            let ending = run::capture(command, verbose);
            let mut count = counter(&ending.output);
            let mut output = ending.output;
            if ending.success && count == Count::default() {
                output.push_str("\nNot one test ran.");
            }
            let ok = ending.success && count.failed == 0 && count != Count::default();
            if !ok && count.failed == 0 {
                count.failed = 1;
            }
            Done { ok, count, report: count.to_string(), output }
        })
    }

    /// A part that lacks a tool fails once for each tool, however many parts lack it.
    pub fn cannot_start(&mut self, tool: Tool, problem: &Problem) {
        if self.unusable.contains(&tool) {
            println!("{:8} not run, for the same reason", self.part);
            self.failed_steps.push(self.part.to_owned());
            self.total.failed += 1;
            return;
        }
        self.unusable.push(tool);
        self.step("tools", |_| Done {
            ok: false,
            count: Count::one(false),
            report: String::new(),
            output: problem.to_string(),
        });
    }

    /// What stands above the last line.
    pub fn closing_details(&self) -> String {
        match self.failed_steps.as_slice() {
            [] => "All parts passed".to_owned(),
            steps => format!("Failed: {}", steps.join("; ")),
        }
    }

    fn step(&mut self, step: &str, run: impl FnOnce(bool) -> Done) -> bool {
        print!("{:8} {step:32} ", self.part);
        // Without a terminal to write to there is nobody to tell.
        let _ = io::stdout().flush();
        if self.verbose {
            println!();
        }
        let begin = Instant::now();
        let done = run(self.verbose);
        let seconds = begin.elapsed().as_secs_f64();
        println!("{:6} {seconds:6.1} s   {}", if done.ok { "ok" } else { "FAILED" }, done.report);
        if !done.ok {
            if !self.verbose {
                println!("\n{}\n", telling(&done.output));
            }
            self.failed_steps.push(format!("{}: {step}", self.part));
        }
        self.total += done.count;
        done.ok
    }
}

/// The output of a failed step without the lines on what went well.
fn telling(output: &str) -> String {
    const ROUTINE: &[&str] = &["Compiling ", "Checking ", "Downloaded ", "Downloading "];
    let is_telling = |line: &&str| !ROUTINE.iter().any(|word| line.trim_start().starts_with(word));
    let lines: Vec<&str> = output.trim_end().lines().filter(is_telling).collect();
    lines.join("\n")
}

struct Done {
    ok: bool,
    count: Count,
    report: String,
    output: String,
}
