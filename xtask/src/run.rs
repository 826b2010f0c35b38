//! Running other programs, and saying in one sentence what went wrong.

use std::fmt;
use std::io::{self, BufRead, BufReader};
use std::process::{Command, Stdio};

/// What went wrong and what to do about it, one sentence each, with the output of the program that failed.
#[derive(Clone, Debug)]
pub struct Problem {
    pub what: String,
    pub remedy: String,
    pub output: String,
}

impl Problem {
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into(), output: String::new() }
    }

    pub fn with_output(self, output: String) -> Self {
        Self { output, ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.output.is_empty() {
            writeln!(f, "{}\n", self.output.trim_end())?;
        }
        write!(f, "{} {}", self.what, self.remedy)
    }
}

/// How a program ended, with everything it wrote on both of its streams, in order.
#[derive(Debug)]
pub struct Ending {
    pub success: bool,
    pub output: String,
}

/// Runs a program to its end without a keyboard. `echo` shows its output while it runs.
pub fn capture(command: &mut Command, echo: bool) -> Ending {
    try_capture(command, echo).unwrap_or_else(|error| Ending {
        success: false,
        output: format!("{} did not start: {error}", command.get_program().display()),
    })
}

fn try_capture(command: &mut Command, echo: bool) -> io::Result<Ending> {
    let (reader, writer) = io::pipe()?;
    command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn()?;
    // The command keeps its copies of the writing end; until they are closed, reading would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut output = String::new();
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        if echo {
            eprint!("{text}");
        }
        output.push_str(&text);
        line.clear();
    }
    Ok(Ending { success: child.wait()?.success(), output })
}

/// What a program answers on its first line, if it runs and succeeds: for asking versions and paths.
pub fn ask(command: &mut Command) -> Option<String> {
    let answer = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&answer.stdout);
    answer.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// Whether the output of a program complains that it cannot reach the network.
pub fn blames_the_network(output: &str) -> bool {
    const COMPLAINTS: &[&str] = &[
        "could not resolve",
        "couldn't resolve",
        "failed to connect",
        "could not connect",
        "connection refused",
        "network is unreachable",
        "name resolution",
        "error sending request",
        "spurious network error",
        "could not download file",
        "enotfound",
        "econnrefused",
        "eai_again",
        "etimedout",
        "network request to",
    ];
    let output = output.to_lowercase();
    COMPLAINTS.iter().any(|complaint| output.contains(complaint))
}

/// The problem of a tool that could not be fetched or built.
pub fn install_problem(what: &str, output: String) -> Problem {
    let problem = if blames_the_network(&output) {
        Problem::new(
            format!("{what} could not be downloaded."),
            "Check the network, then run the same command again; what is already there is kept.",
        )
    } else {
        Problem::new(
            format!("{what} could not be installed."),
            "The output above says why; when it is mended, run the same command again.",
        )
    };
    problem.with_output(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_streams_of_a_program_are_kept() {
        let cargo = std::env::var_os("CARGO").expect("cargo sets CARGO for tests");
        let ending = capture(Command::new(&cargo).arg("--version"), false);
        assert!(ending.success && ending.output.starts_with("cargo "));
        let ending = capture(Command::new(&cargo).arg("no-such-chore"), false);
        assert!(!ending.success && ending.output.contains("no-such-chore"));
    }

    #[test]
    fn a_program_that_is_not_there_is_an_ending_too() {
        let ending = capture(&mut Command::new("echoscope-no-such-program"), false);
        assert!(!ending.success && ending.output.contains("did not start"));
    }

    #[test]
    fn a_failed_download_asks_for_the_network() {
        let problem = install_problem("Trunk", "error: Could not resolve host: example.org".to_owned());
        assert!(problem.what.contains("downloaded") && problem.remedy.contains("network"));
    }
}
