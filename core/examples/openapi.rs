//! Writes the OpenAPI description of the sandbox to standard output; `cargo xtask gen` puts it into `docs/openapi.json`.

use echoscope_core::rest::description;
use std::io::{Result, Write};

/// Where a sandbox listens unless told otherwise.
const ADDRESS: &str = "http://127.0.0.1:8731";

fn main() -> Result<()> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &description(ADDRESS))?;
    out.write_all(b"\n")
}
