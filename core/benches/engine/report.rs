//! The figures of a bench: a table for people, a file for whoever compares runs.

use serde::Serialize;
use std::path::Path;
use std::process::Command;

#[derive(Serialize)]
pub struct Report {
    #[serde(skip)]
    name: &'static str,
    commit: String,
    machine: String,
    rows: Vec<Row>,
}

/// One figure. `ratio` is the figure against what it is held to: a goal, or another program.
#[derive(Serialize)]
pub struct Row {
    what: String,
    who: &'static str,
    value: f64,
    unit: &'static str,
    ratio: Option<f64>,
}

impl Row {
    pub fn new(what: impl Into<String>, value: f64, unit: &'static str, ratio: Option<f64>) -> Self {
        Self { what: what.into(), who: "echoscope-core", value, unit, ratio }
    }
}

impl Report {
    pub fn new(name: &'static str) -> Self {
        Self { name, commit: commit(), machine: machine(), rows: Vec::new() }
    }

    pub fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Prints the table and writes `target/bench/<name>.json`.
    pub fn publish(&self) {
        println!("\n{} at {} on {}", self.name, self.commit, self.machine);
        for row in &self.rows {
            let ratio = row.ratio.map(|ratio| format!("{ratio:.2} × goal")).unwrap_or_default();
            println!("{:<52} {:>14.1} {:<6} {ratio}", row.what, row.value, row.unit);
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
        std::fs::create_dir_all(&folder).expect("target/bench can be made");
        let text = serde_json::to_string_pretty(self).expect("figures are plain data");
        std::fs::write(folder.join(format!("{}.json", self.name)), text).expect("the report can be written");
    }
}

fn commit() -> String {
    let output = Command::new("git").args(["describe", "--always", "--dirty"]).output();
    let text = output.ok().filter(|output| output.status.success()).map(|output| output.stdout);
    text.and_then(|text| String::from_utf8(text).ok())
        .map_or_else(|| "unknown".to_owned(), |t| t.trim().to_owned())
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or(std::env::consts::ARCH, |(_, model)| model);
    format!("{model}, {cores} cores, {}", std::env::consts::OS)
}
