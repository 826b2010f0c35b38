//! `cargo xtask play`: the page, built and served on this machine.

use crate::place;
use crate::run::Problem;
use crate::tools::{Tool, Toolbox};
use std::env;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

const FIRST_PORT: u16 = 8080;
const LAST_PORT: u16 = 8099;

pub fn start(words: &[String]) -> Result<ExitCode, Problem> {
    let wishes = Wishes::read(words)?;
    let begin = Instant::now();
    let mut needs = vec![Tool::WasmTarget, Tool::WasmBindgen, Tool::Trunk];
    if !wishes.dev {
        needs.push(Tool::Packages);
    }
    let tools = Toolbox::gather(&needs);
    if let Some((_, problem)) = tools.missing(&needs) {
        return Err(problem.clone());
    }
    let port = match wishes.port {
        Some(port) if is_free(port) => port,
        Some(port) => return Err(busy(port)),
        None => free_port()?,
    };
    println!("Building the page; the first build takes a minute or two ...");
    let mut trunk = tools.command("trunk");
    trunk.arg("serve").arg("--port").arg(port.to_string());
    if !wishes.dev {
        trunk.arg("--release");
    }
    serve(&mut trunk, port, wishes.open, begin)
}

/// Trunk builds, serves, and builds again whenever a source file changes, until it is stopped with Ctrl-C.
fn serve(trunk: &mut Command, port: u16, open: bool, begin: Instant) -> Result<ExitCode, Problem> {
    // Trunk reads NO_COLOR as true or false and stops at NO_COLOR=1.
    trunk.env_remove("NO_COLOR").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    let failed = |error: std::io::Error| {
        Problem::new(format!("Trunk did not start: {error}."), "Run `cargo xtask play` again.")
    };
    let mut child = trunk.spawn().map_err(failed)?;
    let address = format!("http://127.0.0.1:{port}/");
    let mut greeted = false;
    for line in
        child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()).map_while(Result::ok)
    {
        println!("{line}");
        if !greeted && line.contains("server listening at") {
            greeted = true;
            println!(
                "\nEchoscope is at {address} after {:.0} s. Stop it with Ctrl-C.\n",
                begin.elapsed().as_secs_f64()
            );
            if open {
                open_browser(&address);
            }
        }
    }
    let status = child.wait().map_err(failed)?;
    if status.success() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Problem::new(
        "Trunk stopped.",
        "The output above says why; mend it and run `cargo xtask play` again.",
    ))
}

struct Wishes {
    port: Option<u16>,
    dev: bool,
    open: bool,
}

impl Wishes {
    fn read(words: &[String]) -> Result<Self, Problem> {
        let mut wishes = Self { port: None, dev: false, open: env::var_os("CI").is_none() };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *crate::choice::pick("flag", word, &["--port", "--dev", "--no-open"], |flag| flag)? {
                "--dev" => wishes.dev = true,
                "--no-open" => wishes.open = false,
                _ => {
                    let number = words.next().and_then(|text| text.parse().ok()).filter(|&port| port > 0);
                    wishes.port = Some(number.ok_or_else(|| {
                        Problem::new("`--port` needs a number from 1 to 65535.", "For example: --port 8123.")
                    })?);
                }
            }
        }
        Ok(wishes)
    }
}

fn free_port() -> Result<u16, Problem> {
    let port = (FIRST_PORT..=LAST_PORT).find(|&port| is_free(port)).ok_or_else(|| {
        Problem::new(format!("Ports {FIRST_PORT} to {LAST_PORT} are all busy."), "Name a free one: --port N.")
    })?;
    if port != FIRST_PORT {
        println!("Port {FIRST_PORT} is busy; using {port}.");
    }
    Ok(port)
}

fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}

fn busy(port: u16) -> Problem {
    Problem::new(
        format!("Port {port} is busy."),
        "Name another with --port N, or leave --port out and a free one is found.",
    )
}

/// Opens the address where there is a desktop to open it on; elsewhere the printed address has to do.
fn open_browser(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        Some(vec!["open"])
    } else if cfg!(windows) {
        Some(vec!["cmd", "/C", "start"])
    } else {
        let has_desktop = env::var_os("DISPLAY").or_else(|| env::var_os("WAYLAND_DISPLAY")).is_some();
        (has_desktop && place::program("xdg-open").is_some()).then(|| vec!["xdg-open"])
    };
    if let Some((program, words)) = opener.as_deref().and_then(|words| words.split_first()) {
        // The address is already printed: if the browser does not come, the reader opens it.
        let _ = Command::new(program)
            .args(words)
            .arg(address)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Wishes, Problem> {
        Wishes::read(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_port_is_a_number_and_nothing_else() {
        assert_eq!(read(&["--port", "9000"]).unwrap().port, Some(9000));
        for words in [&["--port"][..], &["--port", "x"], &["--port", "0"], &["--port", "70000"]] {
            assert!(read(words).is_err_and(|problem| problem.what.contains("--port")), "{words:?}");
        }
    }

    #[test]
    fn a_busy_port_is_seen() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        assert!(!is_free(taken.local_addr().unwrap().port()));
    }
}
