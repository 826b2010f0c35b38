//! `cargo xtask package`: the npm package, built in place in web/npm and packed into target/npm.

use crate::place;
use crate::run::{self, Ending, Problem};
use crate::tools::{Tool, Toolbox, cargo};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const NEEDS: &[Tool] = &[Tool::WasmTarget, Tool::WasmBindgen, Tool::Packages];

pub fn start(words: &[String]) -> Result<ExitCode, Problem> {
    if let Some(word) = words.first() {
        return Err(Problem::new(format!("`package` takes no `{word}`."), "Run `cargo xtask package`."));
    }
    let tools = Toolbox::gather(NEEDS);
    if let Some((_, problem)) = tools.missing(NEEDS) {
        return Err(problem.clone());
    }
    println!("Building the npm package ...");
    let ending = build(&tools, false);
    if !ending.success {
        let problem = Problem::new("The package does not build.", "The output above says where.");
        return Err(problem.with_output(ending.output));
    }
    let ending = pack(&tools, false);
    if !ending.success {
        let problem = Problem::new("The package cannot be packed.", "The output above says why.");
        return Err(problem.with_output(ending.output));
    }
    for (what, mut command) in checks(&tools) {
        let ending = run::capture(&mut command, false);
        if !ending.success {
            let problem =
                Problem::new(format!("{what} finds faults in the package."), "The output above says which.");
            return Err(problem.with_output(ending.output));
        }
    }
    println!("Packed: {}", tarball().display());
    Ok(ExitCode::SUCCESS)
}

/// What looks at the packed package: whether its manifest and its types keep what they promise to every kind of importer.
pub fn checks(tools: &Toolbox) -> [(&'static str, Command); 2] {
    let mut publint = tools.command("publint");
    publint.args(["run", "--strict", "--pack", "false"]).arg(place::root().join("web/npm"));
    let mut attw = tools.command("attw");
    // What is no JavaScript has no types; the worker exports nothing; the entries for MSW, service workers and the element are ESM only.
    attw.arg(tarball()).args(["--no-definitely-typed", "--no-color", "--profile", "node16"]);
    attw.arg("--exclude-entrypoints");
    attw.args([
        "./worker",
        "./msw",
        "./service-worker",
        "./element",
        "./element/define",
        "./engine.wasm",
        "./package.json",
        "./scenarios/*",
        "./schema/*",
    ]);
    [("publint", publint), ("attw", attw)]
}

/// What makes a module smaller, and no slower; `www/index.html` says the same for the page. Functions that stay by themselves,
/// and like ones side by side, are packed better by whatever compresses them on their way: a tenth.
const SMALLER: &[&str] = &["-Oz", "--one-caller-inline-max-function-size=1", "--reorder-functions-by-name"];

/// Compiles echoscope-web, optimises it, writes its JavaScript and types, and bundles all of it into web/npm/dist.
pub fn build(tools: &Toolbox, echo: bool) -> Ending {
    let target = "wasm32-unknown-unknown";
    let compiled = place::target().join(target).join("npm/echoscope_web.wasm");
    let package = place::root().join("web/npm");
    let glue = package.join("glue");
    let module = package.join("dist/engine.wasm");
    let mut steps = Steps { output: String::new(), echo };

    let words =
        ["build", "--quiet", "--profile", "npm", "--locked", "-p", "echoscope-web", "--target", target];
    let mut success = steps.run(tools.command(cargo()).args(words));
    if success && !is_newer(&module, &compiled) {
        success = fs::create_dir_all(package.join("dist")).is_ok()
            && steps.run(
                tools
                    .command("wasm-bindgen")
                    .args(["--target", "web", "--omit-default-module-path", "--out-name", "echoscope"])
                    .arg("--out-dir")
                    .arg(&glue)
                    .arg(&compiled),
            )
            && steps.run(
                tools
                    .command("wasm-opt")
                    .args(SMALLER)
                    .arg(glue.join("echoscope_bg.wasm"))
                    .arg("-o")
                    .arg(&module),
            );
        if !success {
            // Half a module must not pass for a fresh one the next time; if it is not there, all the better.
            let _ = fs::remove_file(&module);
        }
    }
    success = success && steps.run(tools.command("node").arg(package.join("build.mjs")));
    Ending { success, output: steps.output }
}

/// Packs what [`build`] made, exactly as it would be published.
pub fn pack(tools: &Toolbox, echo: bool) -> Ending {
    let folder = place::target().join("npm");
    if let Err(error) = fs::create_dir_all(&folder) {
        let output = format!("{} cannot be made: {error}", folder.display());
        return Ending { success: false, output };
    }
    let mut npm = tools.command("npm");
    npm.args(["pack", "--silent", "--ignore-scripts", "--pack-destination"]).arg(&folder);
    run::capture(npm.current_dir(place::root().join("web/npm")), echo)
}

/// Where [`pack`] leaves the package. The workspace and the package have one version; a test holds them together.
pub fn tarball() -> PathBuf {
    place::target().join("npm").join(concat!("echoscope-", env!("CARGO_PKG_VERSION"), ".tgz"))
}

fn is_newer(built: &Path, source: &Path) -> bool {
    let time = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    matches!((time(built), time(source)), (Some(built), Some(source)) if built > source)
}

struct Steps {
    output: String,
    echo: bool,
}

impl Steps {
    fn run(&mut self, command: &mut Command) -> bool {
        let ending = run::capture(command, self.echo);
        self.output.push_str(&ending.output);
        ending.success
    }
}
