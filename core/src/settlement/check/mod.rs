//! The walk over the file: header, lines, one empty row, footer.
//!
//! A fault never stops the walk where a reader could still go on: all faults come out at once. Which dialect a
//! file has is known only when its footer has been read, so whatever depends on the dialect is kept for both
//! until then.

mod container;
mod exam;
mod footer;
mod header;
mod kind;
mod line;
mod ordinary;
mod seen;
mod structure;
mod sums;

use super::findings::Findings;
use super::read::{Ahead, Lanes, Next, Reader, Receiver, Record, Taken};
use super::report::{Dialect, Position, Report, Verdict};
use super::rules;
use super::totals::FeeConvention;
use super::{CheckOptions, DialectChoice};
use container::Container;
use footer::FooterCheck;
use header::Header;
pub use kind::RowKind;
use line::LineCheck;
pub use line::{LineFacts, OrdinaryLine, signed_of_2025};
use ordinary::Ordinary;

/// Among how many rows the header is looked for.
const HEADER_ROWS: u64 = 10;

/// How many lines are handed over together.
pub const TOGETHER: usize = 64;

/// Takes the transaction lines as they are read.
pub trait LineSink {
    /// Whether [`Self::lines`] is to be called at all.
    const WANTS_LINES: bool = true;

    fn line(&mut self, facts: &LineFacts<'_>);

    /// At most [`TOGETHER`] lines at once, in their order. Who looks something up for each of them can look it up for all of them
    /// together, so that the waits for memory overlap.
    fn lines(&mut self, lines: &[OrdinaryLine<'_>]) {
        for line in lines {
            self.line(&line.facts());
        }
    }
}

/// Nobody wants the lines.
impl LineSink for () {
    const WANTS_LINES: bool = false;

    fn line(&mut self, _: &LineFacts<'_>) {}
}

/// Checks a file that comes in pieces. Its memory does not depend on the size of the file.
#[derive(Debug)]
pub struct Checker<S> {
    reader: Reader,
    walk: Walk<S>,
}

#[derive(Debug)]
struct Walk<S> {
    options: CheckOptions,
    findings: Findings,
    /// Findings that hold only if the file turns out to be of the 2025 dialect.
    if_2025: Findings,
    if_2026: Findings,
    container: Container,
    part: Part,
    delimiter_chosen: bool,
    /// The first row that is no header, while the header is still looked for.
    before_header: Option<(Position, String)>,
    header: Option<Header>,
    lines: LineCheck,
    ordinary: Ordinary,
    footer: FooterCheck,
    sink: S,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Header,
    Lines,
    /// Empty rows have been read and nothing after them; where the first and the second of them begin.
    Separator {
        rows: u64,
        first: u64,
        second: u64,
    },
    Footer,
}

impl<S: LineSink> Checker<S> {
    pub fn new(options: CheckOptions, sink: S) -> Self {
        Self::with_lanes(options, sink, Lanes::Both)
    }

    /// For holding the lanes together in tests.
    pub fn with_lanes(options: CheckOptions, sink: S, lanes: Lanes) -> Self {
        let findings = || Findings::new(options.findings_per_rule);
        Self {
            reader: Reader::new(lanes),
            walk: Walk {
                options,
                findings: findings(),
                if_2025: findings(),
                if_2026: findings(),
                container: Container::default(),
                part: Part::Header,
                delimiter_chosen: false,
                before_header: None,
                header: None,
                lines: LineCheck::new(options.duplicate_lines),
                ordinary: Ordinary::default(),
                footer: FooterCheck::default(),
                sink,
            },
        }
    }

    pub fn feed(&mut self, chunk: &[u8]) {
        self.reader.feed(chunk, &mut self.walk);
    }

    /// How the bytes are cut into records, and how far that has come.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    pub fn finish(mut self) -> (Report, S) {
        self.reader.finish(&mut self.walk);
        self.walk.conclude()
    }
}

impl<S: LineSink> Receiver for Walk<S> {
    fn record(&mut self, record: &Record<'_>) -> Next {
        let blank = record.is_blank();
        if self.part == Part::Header && !blank && !self.delimiter_chosen {
            self.delimiter_chosen = true;
            if let Some(delimiter) = header::foreign_delimiter(record, &mut self.findings) {
                return Next::Delimiter(delimiter);
            }
        }
        if !self.container.check(record, &mut self.findings) {
            return Next::Continue;
        }
        match self.part {
            Part::Header => self.header_row(record, blank),
            Part::Lines if blank => {
                self.part = Part::Separator { rows: 1, first: record.byte, second: record.next_byte() };
                if record.raw.is_empty() {
                    let commas = self.commas();
                    self.findings.add(&rules::SEPARATOR_WITHOUT_COMMAS, || {
                        structure::separator_without_commas(record, &commas)
                    });
                }
            }
            Part::Lines if footer::is_footer_row(record) => {
                let commas = self.commas();
                self.findings
                    .add(&rules::SEPARATOR_MISSING, || structure::separator_missing(record, &commas));
                self.part = Part::Footer;
                self.footer_row(record);
            }
            Part::Lines => self.line(record),
            Part::Separator { rows, first, second } if blank => {
                self.part = Part::Separator { rows: rows.saturating_add(1), first, second };
            }
            Part::Separator { first, .. } if !footer::is_footer_row(record) && self.is_line(record) => {
                self.part = Part::Lines;
                self.findings
                    .add(&rules::BLANK_ROW_BETWEEN_LINES, || structure::blank_between_lines(record, first));
                self.line(record);
            }
            Part::Separator { rows, second, .. } => {
                self.part = Part::Footer;
                if rows > 1 {
                    self.findings.add(&rules::SEPARATOR_REPEATED, || {
                        structure::separator_repeated(record, rows, second)
                    });
                }
                self.footer_row(record);
            }
            Part::Footer if blank => self.footer.pending_blank(record),
            Part::Footer if self.is_line(record) => {
                self.footer.forget_blanks();
                self.findings.add(&rules::LINE_AFTER_FOOTER, || structure::line_after_footer(record));
                self.line(record);
            }
            Part::Footer => self.footer_row(record),
        }
        Next::Continue
    }

    /// Takes ordinary lines; any other record comes to [`Self::record`].
    fn ahead(&mut self, ahead: &Ahead<'_>) -> Taken {
        if self.part != Part::Lines || self.header.is_none() {
            return Taken::default();
        }
        let mut baskets =
            line::Baskets { all: &mut self.findings, if_2025: &mut self.if_2025, if_2026: &mut self.if_2026 };
        self.ordinary.take(ahead, &mut self.container, &mut self.lines, &mut baskets, &mut self.sink)
    }
}

impl<S: LineSink> Walk<S> {
    /// Looks for the header among the first rows: a title above it is a common slip.
    fn header_row(&mut self, record: &Record<'_>, blank: bool) {
        if footer::is_footer_row(record) {
            self.give_up_header();
            self.part = Part::Footer;
            self.footer_row(record);
        } else if header::names_columns(record) {
            if let Some((at, _)) = self.before_header.take() {
                self.findings.add(&rules::HEADER_NOT_FIRST, || structure::text_before_header(at, record));
            }
            self.lines.forget_unread();
            let header = Header::read(record, &mut self.findings);
            self.ordinary.begin(&header);
            self.header = Some(header);
            self.part = Part::Lines;
        } else if blank && self.before_header.is_none() {
            self.findings.add(&rules::HEADER_NOT_FIRST, || structure::blank_before_header(record));
        } else {
            if self.before_header.is_none() {
                let text = String::from_utf8_lossy(record.raw).into_owned();
                self.before_header = Some((record.position(0), text));
            }
            if !blank {
                self.lines.count_unread();
            }
            if self.lines.count() >= HEADER_ROWS {
                self.give_up_header();
                self.part = Part::Lines;
            }
        }
    }

    /// Without a header no value has a name: the rest is only searched for the footer.
    fn give_up_header(&mut self) {
        if let Some((at, text)) = self.before_header.take() {
            self.findings.add(&rules::HEADER_MISSING, || structure::header_missing(at, &text));
        }
    }

    fn is_line(&self, record: &Record<'_>) -> bool {
        self.header.as_ref().is_some_and(|header| header.looks_like_line(record))
    }

    fn line(&mut self, record: &Record<'_>) {
        let Some(header) = &self.header else {
            self.lines.count_unread();
            return;
        };
        let mut baskets =
            line::Baskets { all: &mut self.findings, if_2025: &mut self.if_2025, if_2026: &mut self.if_2026 };
        self.lines.check(record, header, &mut baskets, &mut self.sink);
    }

    fn footer_row(&mut self, record: &Record<'_>) {
        let width = self.header.as_ref().map_or(0, Header::width);
        self.footer.row(record, width, &mut self.findings);
    }

    /// A row of nothing but commas.
    fn commas(&self) -> String {
        ",".repeat(self.header.as_ref().map_or(0, Header::width).saturating_sub(1))
    }

    fn dialect(&self) -> Dialect {
        match self.options.dialect {
            DialectChoice::V1 => Dialect::V1,
            DialectChoice::V2 => Dialect::V2,
            DialectChoice::Auto => self.footer.dialect().unwrap_or_else(|| {
                let dropped = self.header.as_ref().is_some_and(Header::has_dropped_column);
                if dropped { Dialect::V1 } else { Dialect::V2 }
            }),
        }
    }

    fn conclude(mut self) -> (Report, S) {
        let dialect = self.dialect();
        if self.part == Part::Header {
            self.give_up_header();
        }
        self.container.conclude(&mut self.findings);
        let (own, other) = match dialect {
            Dialect::V1 => (self.if_2025, self.if_2026),
            Dialect::V2 => (self.if_2026, self.if_2025),
        };
        drop(other);
        self.findings.absorb(own);
        let end = self.container.end();
        if self.header.is_some() && self.lines.count() == 0 {
            self.findings.add(&rules::LINES_MISSING, || structure::lines_missing(end));
        }
        if self.header.is_some() && self.part == Part::Lines && self.lines.count() > 0 {
            self.findings.add(&rules::SEPARATOR_MISSING, || structure::footer_absent(end));
        }
        self.lines.conclude(&mut self.findings);
        let convention = self.options.fees.unwrap_or(FeeConvention::of(dialect));
        // What has neither header nor footer is no settlement file: nothing more can be said about its parts.
        if self.header.is_some() || !self.footer.is_empty() {
            let recognised = self.options.dialect == DialectChoice::Auto;
            self.footer.conclude(dialect, recognised, self.lines.currency(), end, &mut self.findings);
            self.lines.conclude_dates(self.footer.date(), &mut self.findings);
        }
        let footer = self.footer.read(dialect);
        let tally = self.lines.tally(dialect);
        let totals = tally.totals(convention, footer.total_fees, footer.total_net);
        let currency = footer.currency.or(self.lines.currency());
        sums::compare(&totals, tally, currency, &self.footer, dialect, &mut self.findings);
        let verdict = if self.findings.reject_file() { Verdict::Failed } else { Verdict::Created };
        let lines = self.lines.count();
        let (findings, counts) = self.findings.into_parts();
        let findings_per_rule = self.options.findings_per_rule;
        let report =
            Report { verdict, dialect, lines, currency, footer, totals, findings, counts, findings_per_rule };
        (report, self.sink)
    }
}
