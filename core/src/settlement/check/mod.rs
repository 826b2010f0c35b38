//! The walk over the file: header, lines, one empty row, footer.
//!
//! A fault never stops the walk where a reader could still go on: all faults come out at once. Which dialect a
//! file has is known only when its footer has been read, so whatever depends on the dialect is kept for both
//! until then.

mod container;
mod footer;
mod header;
mod line;

use super::findings::{Findings, Note};
use super::read::{Next, Reader, Record};
use super::report::{Dialect, Report, Verdict};
use super::rules;
use super::totals::FeeConvention;
use super::{CheckOptions, DialectChoice};
use container::Container;
use footer::FooterCheck;
use header::Header;
use line::LineCheck;
pub use line::{LineFacts, signed_of_2025};

/// Takes the transaction lines as they are read.
pub trait LineSink {
    fn line(&mut self, facts: &LineFacts<'_>);
}

/// Nobody wants the lines.
impl LineSink for () {
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
    header: Option<Header>,
    lines: LineCheck,
    footer: FooterCheck,
    sink: S,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Header,
    Lines,
    /// Empty rows have been read and nothing after them.
    Separator {
        rows: u64,
    },
    Footer,
}

impl<S: LineSink> Checker<S> {
    pub fn new(options: CheckOptions, sink: S) -> Self {
        let findings = || Findings::new(options.findings_per_rule);
        Self {
            reader: Reader::default(),
            walk: Walk {
                options,
                findings: findings(),
                if_2025: findings(),
                if_2026: findings(),
                container: Container::default(),
                part: Part::Header,
                delimiter_chosen: false,
                header: None,
                lines: LineCheck::new(options.duplicate_lines),
                footer: FooterCheck::default(),
                sink,
            },
        }
    }

    pub fn feed(&mut self, chunk: &[u8]) {
        self.reader.feed(chunk, &mut |record| self.walk.record(record));
    }

    pub fn finish(mut self) -> (Report, S) {
        self.reader.finish(&mut |record| self.walk.record(record));
        self.walk.conclude()
    }
}

impl<S: LineSink> Walk<S> {
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
            Part::Header if blank => {
                self.findings.add(&rules::HEADER_NOT_FIRST, || {
                    (
                        record.position(0),
                        Note::new("An empty row stands before the header.").remedy("Remove the row."),
                    )
                });
            }
            Part::Header => {
                self.header = Header::read(record, &mut self.findings);
                self.part = Part::Lines;
                // Without a header the first row may well be a line, but no value has a name.
            }
            Part::Lines if blank => {
                self.part = Part::Separator { rows: 1 };
                if record.raw.is_empty() {
                    self.findings.add(&rules::SEPARATOR_WITHOUT_COMMAS, || {
                        (
                            record.position(0),
                            Note::new("The separating row is empty: it has no commas.")
                                .remedy("Write as many commas as the header has."),
                        )
                    });
                }
            }
            Part::Separator { rows } if blank => {
                self.part = Part::Separator { rows: rows.saturating_add(1) };
                self.footer.pending_blank(record);
            }
            Part::Lines if footer::is_footer_row(record) => {
                self.findings.add(&rules::SEPARATOR_MISSING, || {
                    (
                        record.position(0),
                        Note::new("No empty row stands before the footer.")
                            .remedy("Insert a row of commas before this one."),
                    )
                });
                self.part = Part::Footer;
                self.footer_row(record);
            }
            Part::Lines => self.line(record),
            Part::Separator { rows } => self.after_separator(record, rows),
            Part::Footer if blank => self.footer.pending_blank(record),
            Part::Footer if self.is_line(record) => {
                self.findings.add(&rules::LINE_AFTER_FOOTER, || {
                    (
                        record.position(0),
                        Note::new("A transaction line stands after the footer has begun.")
                            .remedy("Move it above the empty row."),
                    )
                });
                self.line(record);
            }
            Part::Footer => self.footer_row(record),
        }
        Next::Continue
    }

    fn after_separator(&mut self, record: &Record<'_>, rows: u64) {
        if !footer::is_footer_row(record) && self.is_line(record) {
            self.part = Part::Lines;
            self.footer.forget_blanks();
            self.findings.add(&rules::BLANK_ROW_BETWEEN_LINES, || {
                (
                    record.position(0),
                    Note::new("An empty row stands above this transaction line.")
                        .remedy("Remove the empty row."),
                )
            });
            self.line(record);
            return;
        }
        self.part = Part::Footer;
        if rows > 1 {
            self.footer.forget_blanks();
            self.findings.add(&rules::SEPARATOR_REPEATED, || {
                let message =
                    format!("{rows} empty rows stand before the footer; there must be exactly one.");
                (record.position(0), Note::new(message).remedy("Remove all but one."))
            });
        }
        self.footer_row(record);
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
        self.container.conclude(&mut self.findings);
        let (own, other) = match dialect {
            Dialect::V1 => (self.if_2025, self.if_2026),
            Dialect::V2 => (self.if_2026, self.if_2025),
        };
        drop(other);
        self.findings.absorb(own);
        if self.header.is_some() && self.lines.count() == 0 {
            let at = self.container.end();
            self.findings.add(&rules::LINES_MISSING, || {
                (
                    at,
                    Note::new("The file has no transaction line.")
                        .remedy("Add at least one line below the header."),
                )
            });
        }
        if self.header.is_some() && self.part == Part::Lines && self.lines.count() > 0 {
            let at = self.container.end();
            self.findings.add(&rules::SEPARATOR_MISSING, || {
                (
                    at,
                    Note::new("The file ends without an empty row and a footer.")
                        .remedy("Add a row of commas and the footer rows."),
                )
            });
        }
        self.lines.conclude(&mut self.findings);
        let convention = self.options.fees.unwrap_or(FeeConvention::of(dialect));
        let auto = self.options.dialect == DialectChoice::Auto;
        let end = self.container.end();
        if !self.container.is_empty() {
            self.footer.conclude(dialect, auto, self.lines.currency(), end, &mut self.findings);
            self.lines.conclude_dates(self.footer.date(), &mut self.findings);
        }
        let (footer, net_at, fees_at) = self.footer.read(dialect);
        let tally = self.lines.tally(dialect);
        let totals = tally.totals(convention, footer.total_fees, footer.total_net);
        footer::compare_totals(
            &totals,
            tally,
            footer.currency.or(self.lines.currency()),
            net_at,
            fees_at,
            &mut self.findings,
        );
        let verdict = if self.findings.reject_file() { Verdict::Failed } else { Verdict::Created };
        let lines = self.lines.count();
        let (findings, counts) = self.findings.into_parts();
        (Report { verdict, dialect, lines, footer, totals, findings, counts }, self.sink)
    }
}
