//! One run over a settlement file that comes in chunks, as [`main`](../main.rs) and the harness in JavaScript drive it.

use echoscope_core::reconcile::declarations::Declarations;
use echoscope_core::reconcile::declarations::read::{DeclarationReader, ReadOptions};
use echoscope_core::reconcile::matching::{FileMatch, FileMatcher, MatchOptions, Matcher, Reason};
use echoscope_core::settlement::{CheckOptions, Checker, DialectChoice, Outlook};
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
    Declare(Box<DeclarationReader>),
    Match(Box<FileMatcher>),
}

#[wasm_bindgen]
impl Run {
    /// `what` is `newlines`, `check` or `declare`.
    #[wasm_bindgen(constructor)]
    pub fn new(what: &str) -> Self {
        let work = match what {
            "check" => Work::Check(Box::new(Checker::new(CheckOptions::default(), ()))),
            "declare" => {
                let reader =
                    DeclarationReader::new(Declarations::default(), "declared", ReadOptions::default());
                Work::Declare(Box::new(reader))
            }
            _ => Work::Count(0),
        };
        Self { buffer: vec![0; CHUNK], work }
    }

    /// After the declarations the file itself, of which the beginning and the end are shown first.
    #[must_use]
    pub fn matching(self, head: &[u8], tail: &[u8]) -> Self {
        let declarations = match self.work {
            Work::Declare(reader) => reader.finish(),
            _ => Declarations::default(),
        };
        let outlook = Outlook::of_ends(head, tail, DialectChoice::Auto);
        let matcher = Matcher::new(declarations, MatchOptions::default()).file("file", outlook);
        Self { buffer: self.buffer, work: Work::Match(Box::new(matcher)) }
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
            Work::Declare(reader) => {
                let declarations = reader.finish();
                json!({ "declarations": declarations.len(), "bytes": declarations.size() }).to_string()
            }
            Work::Match(matcher) => match matcher.finish() {
                Ok(matcher) => matcher.finish().files.first().map_or_else(String::new, counts),
                Err(again) => json!({ "expected": format!("{:?}", again.outlook) }).to_string(),
            },
        }
    }
}

impl Work {
    fn feed(&mut self, chunk: &[u8]) {
        match self {
            Self::Count(lines) => *lines += memchr::memchr_iter(b'\n', chunk).count(),
            Self::Check(checker) => checker.feed(chunk),
            Self::Declare(reader) => reader.feed(chunk),
            Self::Match(matcher) => matcher.feed(chunk),
        }
    }
}

impl Run {
    /// The next chunk is written here.
    pub fn buffer(&mut self) -> &mut [u8] {
        &mut self.buffer
    }
}

/// What every runner has to count alike.
fn counts(file: &FileMatch) -> String {
    let of = |reason| {
        file.reasons.iter().find(|counted| counted.reason == reason).map_or(0, |counted| counted.count)
    };
    json!({
        "lines": file.lines,
        "matched": file.matched,
        "malformed": of(Reason::Malformed),
        "unknown": of(Reason::UnknownReference),
        "differs": of(Reason::OtherAmount),
        "net": i64::try_from(file.declared_amount).unwrap_or_default(),
    })
    .to_string()
}
