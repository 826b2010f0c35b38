//! The bench of settlement files: builds its module and its native program, installs its peers, and runs `benches/files/run.mjs`.

use crate::place;
use crate::run::{self, Problem};
use crate::tools::{Tool, Toolbox, cargo};
use std::process::Command;

pub fn bench() -> Result<Command, Problem> {
    const NEEDS: &[Tool] = &[Tool::WasmTarget, Tool::WasmBindgen, Tool::Packages];
    let tools = Toolbox::gather(&[NEEDS, &[Tool::Chromium]].concat());
    if let Some((_, problem)) = tools.missing(NEEDS) {
        return Err(problem.clone());
    }
    let must = |command: &mut Command, what: &str| {
        let ending = run::capture(command, false);
        if ending.success {
            return Ok(());
        }
        Err(Problem::new(what, "The output above says where.").with_output(ending.output))
    };
    let krate = ["build", "--quiet", "--release", "--locked", "-p", "echoscope-bench-files"];
    let target = "wasm32-unknown-unknown";
    let failed = "The bench does not build.";
    must(tools.command(cargo()).args(krate), failed)?;
    must(tools.command(cargo()).args(krate).args(["--lib", "--target", target]), failed)?;

    let folder = place::root().join("target/bench/files/wasm");
    let compiled = place::target().join(target).join("release/echoscope_bench_files.wasm");
    let mut bindgen = tools.command("wasm-bindgen");
    bindgen.args(["--target", "web", "--out-name", "bench", "--out-dir"]).arg(&folder).arg(compiled);
    must(&mut bindgen, failed)?;
    let module = folder.join("bench_bg.wasm");
    must(tools.command("wasm-opt").arg("-O3").arg(&module).arg("-o").arg(&module), failed)?;

    let home = place::root().join("benches/files");
    if !home.join("node_modules").is_dir() {
        let mut npm = tools.command("npm");
        npm.args(["ci", "--silent", "--ignore-scripts"]).current_dir(&home);
        must(&mut npm, "The parsers to compare with cannot be installed.")?;
    }
    let mut node = tools.command("node");
    node.arg(home.join("run.mjs"));
    node.env("ECHOSCOPE_BENCH_NATIVE", place::target().join("release/echoscope-bench-files"));
    match tools.chromium() {
        Some(chromium) => drop(node.env("CHROMIUM", chromium)),
        None => println!("There is no Chromium here: the job in a worker is left out."),
    }
    Ok(node)
}
