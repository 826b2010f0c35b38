//! Match before you upload: settlement files against what was declared, and the status that Mangopay would give.
//!
//! Files come in pieces, one after the other; what a fully matched file contains is settled for those behind it. The decision
//! on a line is that of the engine: both ask [`judge`](super::judge).

mod candidates;
mod lines;
mod near;
mod open;
mod ordinary;
pub mod render;
mod report;
mod sieve;
mod tail;
mod wording;

pub use near::Likeness;
pub use open::{OpenActions, OpenSum};
pub use report::{
    Assumed, DeclaredAction, FileMatch, Footing, MatchReport, Nearest, Reason, ReasonCount, UnmatchedLine,
};

use super::declarations::Declarations;
use crate::catalog::Provider;
use crate::date::Date;
use crate::money::Currency;
use crate::settlement::read::Lanes;
use crate::settlement::{CheckOptions, Checker, Outlook};
use lines::Lines;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MatchOptions {
    pub check: CheckOptions,
    /// How many unmatched lines of each reason are listed, and how many declared actions that no line mentions. All are counted.
    pub details: usize,
    /// How many declarations are named that an unmatched line may have meant.
    pub nearest: usize,
}

impl Default for MatchOptions {
    fn default() -> Self {
        Self { check: CheckOptions::default(), details: 1000, nearest: 3 }
    }
}

/// Between two files.
#[derive(Debug)]
pub struct Matcher {
    declarations: Declarations,
    options: MatchOptions,
    files: Vec<FileMatch>,
    scope: Vec<Scope>,
    /// The next file was read before, and is read once more.
    again: bool,
    lanes: Lanes,
}

/// Whose actions the files are about, and up to which day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Scope {
    provider: Option<Provider>,
    currency: Option<Currency>,
    until: Option<Date>,
}

/// In the middle of a file.
#[derive(Debug)]
pub struct FileMatcher {
    checker: Checker<Lines>,
    outlook: Outlook,
    name: String,
    options: MatchOptions,
    files: Vec<FileMatch>,
    scope: Vec<Scope>,
    lanes: Lanes,
}

/// The file has to be read once more, with this outlook: it was not what its ends had promised, or lines compete for a
/// declaration (B29), and those that came first are gone.
#[derive(Debug)]
pub struct Again {
    pub matcher: Matcher,
    pub outlook: Outlook,
}

impl Matcher {
    pub fn new(declarations: Declarations, options: MatchOptions) -> Self {
        Self::with_lanes(declarations, options, Lanes::Both)
    }

    /// For holding the lanes together in tests.
    pub fn with_lanes(mut declarations: Declarations, options: MatchOptions, lanes: Lanes) -> Self {
        declarations.settle();
        Self { declarations, options, files: Vec::new(), scope: Vec::new(), again: false, lanes }
    }

    /// Begins a file. `outlook` comes from its ends.
    pub fn file(self, name: &str, outlook: Outlook) -> FileMatcher {
        let lines = Lines::new(self.declarations, outlook, self.options.details, self.again);
        FileMatcher {
            checker: Checker::with_lanes(self.options.check, lines, self.lanes),
            outlook,
            name: name.to_owned(),
            options: self.options,
            files: self.files,
            scope: self.scope,
            lanes: self.lanes,
        }
    }

    /// Matches a file that is at hand.
    #[must_use]
    pub fn whole_file(self, name: &str, bytes: &[u8]) -> Self {
        let mut outlook = Outlook::of_file(bytes, self.options.check.dialect);
        let mut matcher = self;
        loop {
            let mut file = matcher.file(name, outlook);
            file.feed(bytes);
            match file.finish() {
                Ok(matcher) => return matcher,
                Err(again) => (matcher, outlook) = (again.matcher, again.outlook),
            }
        }
    }

    pub fn finish(self) -> MatchReport {
        let open = open::open_actions(&self.declarations, &self.scope, self.options.details);
        MatchReport {
            files: self.files,
            declarations: u64::from(self.declarations.len()),
            sources: self.declarations.sources().to_vec(),
            open,
            details: self.options.details,
        }
    }
}

impl FileMatcher {
    pub fn feed(&mut self, chunk: &[u8]) {
        self.checker.feed(chunk);
    }

    pub fn finish(self) -> Result<Matcher, Box<Again>> {
        let Self { checker, outlook, name, options, mut files, mut scope, lanes } = self;
        let (report, lines) = checker.finish();
        let actual = Outlook::of(&report);
        if actual != outlook || lines.compete() {
            // What lines compete for is known only by a reading with the right outlook.
            let again = actual == outlook;
            let declarations = lines.abandon(again);
            let matcher = Matcher { declarations, options, files, scope, again, lanes };
            return Err(Box::new(Again { matcher, outlook: actual }));
        }
        let currency = report.footer.currency.or(lines.currency());
        let here = Scope {
            provider: outlook.provider,
            currency,
            until: lines.latest().max(report.footer.settlement_date),
        };
        match scope
            .iter_mut()
            .find(|known| (known.provider, known.currency) == (here.provider, here.currency))
        {
            Some(known) => known.until = known.until.max(here.until),
            None => scope.push(here),
        }
        let (file, declarations) = lines.conclude(name, report, &options);
        files.push(file);
        Ok(Matcher { declarations, options, files, scope, again: false, lanes })
    }
}

/// Matches files that are at hand, in this order.
pub fn match_files<'f>(
    declarations: Declarations,
    files: impl IntoIterator<Item = (&'f str, &'f [u8])>,
    options: MatchOptions,
) -> MatchReport {
    let matcher = Matcher::new(declarations, options);
    files.into_iter().fold(matcher, |matcher, (name, bytes)| matcher.whole_file(name, bytes)).finish()
}
