//! One run over a settlement file that comes in chunks, as [`main`](../main.rs) and the harness in JavaScript drive it.

use echoscope_core::settlement::{CheckOptions, Checker};
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

/// How many bytes are read at once.
pub const CHUNK: usize = 1 << 18;

/// A run over one file.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Run {
    buffer: Vec<u8>,
    work: Work,
}

#[derive(Debug)]
enum Work {
    /// The floor: nothing can be done with a file in less time than it takes to count its lines.
    Count(usize),
    Check(Box<Checker<()>>),
}

#[wasm_bindgen]
impl Run {
    /// `what` is `newlines` or `check`.
    #[wasm_bindgen(constructor)]
    pub fn new(what: &str) -> Self {
        let work = match what {
            "check" => Work::Check(Box::new(Checker::new(CheckOptions::default(), ()))),
            _ => Work::Count(0),
        };
        Self { buffer: vec![0; CHUNK], work }
    }

    /// Where in the memory of the module the next chunk is to be written.
    pub fn room(&mut self) -> usize {
        self.buffer.as_mut_ptr().addr()
    }

    #[must_use]
    pub fn size(&self) -> usize {
        CHUNK
    }

    /// So many bytes were written there.
    pub fn fed(&mut self, bytes: usize) {
        let Self { buffer, work } = self;
        work.feed(&buffer[..bytes]);
    }

    /// What came out, as JSON.
    #[must_use]
    pub fn finish(self) -> String {
        match self.work {
            Work::Count(lines) => json!({ "newlines": lines }).to_string(),
            Work::Check(checker) => {
                let report = checker.finish().0;
                let findings: u64 = report.counts.iter().map(|count| count.count).sum();
                json!({ "lines": report.lines, "findings": findings }).to_string()
            }
        }
    }
}

impl Work {
    fn feed(&mut self, chunk: &[u8]) {
        match self {
            Self::Count(lines) => *lines += memchr::memchr_iter(b'\n', chunk).count(),
            Self::Check(checker) => checker.feed(chunk),
        }
    }
}

impl Run {
    /// The next chunk is written here.
    pub fn buffer(&mut self) -> &mut [u8] {
        &mut self.buffer
    }
}
