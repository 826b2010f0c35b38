//! Every file is matched before it is uploaded, too: what is foretold must come true, line by line and word by word.

use super::engine::Beside;
use super::file::written;
use super::step::Step;
use echoscope_core::engine::Settlement;
use echoscope_core::machine::SettlementStatus;
use echoscope_core::reading::{FeeSign, FileDialect};
use echoscope_core::reconcile::declarations::Declarations;
use echoscope_core::reconcile::matching::{FileMatch, MatchOptions, Reason, match_files};
use echoscope_core::settlement::totals::FeeConvention;
use echoscope_core::settlement::{CheckOptions, DialectChoice};

pub struct Foretold {
    settlement: usize,
    file: FileMatch,
}

impl Foretold {
    /// What comes of an upload; nothing is foretold of other steps.
    pub fn of(beside: &Beside, step: &Step) -> Option<Self> {
        let Step::Upload { settlement, file, style } = step else { return None };
        let world = beside.engine.world();
        let mut declarations = Declarations::default();
        world.declare(&mut declarations).expect("there is room");
        let reading = &world.config().reading;
        if (reading.parse_seconds, reading.match_seconds) != (0, 0) {
            return None; // By the time of matching more may be declared.
        }
        let dialect = match reading.dialect {
            FileDialect::Auto => DialectChoice::Auto,
            FileDialect::V1 => DialectChoice::V1,
            FileDialect::V2 => DialectChoice::V2,
        };
        let fees = (reading.fee_sign == FeeSign::Legacy).then_some(FeeConvention::Subtracted);
        let check = CheckOptions { dialect, fees, ..CheckOptions::default() };
        let bytes = written(file, *style);
        let report = match_files(
            declarations,
            [("june.csv", bytes.as_slice())],
            MatchOptions { check, ..MatchOptions::default() },
        );
        Some(Self { settlement: *settlement, file: report.files.into_iter().next()? })
    }

    pub fn came_true(&self, beside: &Beside) -> Result<(), String> {
        let id = beside.names.settlements[self.settlement];
        let settlement = beside.engine.world().settlement(id).expect("it took the file");
        // Where lines compete, the walk through the file serves them as they come and may find fewer (B29).
        if self.file.unmatched_lines.iter().any(|line| line.code == "DUPLICATE_LINE") {
            let fewer = self.matched(settlement) <= settlement.matched.len();
            return if fewer {
                Ok(())
            } else {
                Err("more matches before the upload than after it".to_owned())
            };
        }
        let foretold = (self.file.status, self.matched(settlement), self.errors(), self.footer());
        let happened =
            (reached(settlement.status), settlement.matched.len(), errors(settlement), footer(settlement));
        if foretold == happened {
            return Ok(());
        }
        Err(format!("before the upload: {foretold:?}\nafter it: {happened:?}"))
    }

    /// In a rejected file the engine matches nothing.
    fn matched(&self, settlement: &Settlement) -> usize {
        let failed = settlement.status == SettlementStatus::Failed;
        if failed { 0 } else { usize::try_from(self.file.matched).expect("few lines") }
    }

    /// Line, code and words of what does not match.
    fn errors(&self) -> Vec<(u64, String, String)> {
        if self.file.status == SettlementStatus::Failed {
            return Vec::new();
        }
        let lines = self.file.unmatched_lines.iter().flat_map(|line| {
            let one = (line.line, line.code.to_owned(), line.description.clone());
            let further = line.faults.iter().skip(1).filter_map(|code| {
                let rule = echoscope_core::settlement::rules::find(code)?;
                Some((line.line, rule.validation.to_owned(), rule.title.to_owned()))
            });
            assert_eq!(line.reason == Reason::Malformed, !line.faults.is_empty());
            [one].into_iter().chain(further).collect::<Vec<_>>()
        });
        lines.collect()
    }

    fn footer(&self) -> Vec<(String, String)> {
        self.file.footer_errors.iter().map(|error| (error.row.clone(), error.description.clone())).collect()
    }
}

fn reached(status: SettlementStatus) -> SettlementStatus {
    match status {
        SettlementStatus::InsufficientFunds | SettlementStatus::Reconciled => {
            SettlementStatus::PendingFundsReception
        }
        other => other,
    }
}

fn errors(settlement: &Settlement) -> Vec<(u64, String, String)> {
    let errors = settlement.line_errors.iter();
    errors.map(|error| (error.line, error.code.to_owned(), error.description.to_string())).collect()
}

fn footer(settlement: &Settlement) -> Vec<(String, String)> {
    if settlement.status == SettlementStatus::Failed {
        return Vec::new();
    }
    let errors = settlement.footer_errors.iter();
    errors.map(|error| (error.footer_name.to_string(), error.description.to_string())).collect()
}
