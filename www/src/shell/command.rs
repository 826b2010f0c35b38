//! Everything that the palette offers and a shortcut reaches, in one list.

use crate::check::{Desk, Sample, choose_file};
use crate::clerk::{Change, Form, Which};
use crate::place::{Place, go};
use crate::texts::shell as texts;
use crate::theme::Theme;
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    Go(Place),
    ChooseFile,
    TrySample(Sample),
    NextFinding,
    PreviousFinding,
    FixAllSafe,
    Undo,
    Redo,
    SaveCorrected,
    SaveReport(Form),
    Stop,
    Use(Theme),
    ShowKeys,
}

impl Command {
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = Place::LINKED.into_iter().map(Self::Go).collect();
        all.extend([
            Self::ChooseFile,
            Self::TrySample(Sample::Good),
            Self::TrySample(Sample::Broken),
            Self::NextFinding,
            Self::PreviousFinding,
            Self::FixAllSafe,
            Self::Undo,
            Self::Redo,
            Self::SaveCorrected,
        ]);
        all.extend(Form::ALL.map(Self::SaveReport));
        all.push(Self::Stop);
        all.extend(Theme::ALL.map(Self::Use));
        all.push(Self::ShowKeys);
        all
    }

    pub fn name(self) -> String {
        match self {
            Self::Go(place) => texts::go_to(place.name()),
            Self::ChooseFile => crate::texts::CHOOSE_FILE_LONG.to_owned(),
            Self::TrySample(Sample::Good) => texts::TRY_GOOD.to_owned(),
            Self::TrySample(Sample::Broken) => texts::TRY_BROKEN.to_owned(),
            Self::NextFinding => texts::NEXT_FINDING.to_owned(),
            Self::PreviousFinding => texts::PREVIOUS_FINDING.to_owned(),
            Self::FixAllSafe => texts::FIX_ALL_SAFE.to_owned(),
            Self::Undo => texts::UNDO.to_owned(),
            Self::Redo => texts::REDO.to_owned(),
            Self::SaveCorrected => crate::texts::check::SAVE_CORRECTED.to_owned(),
            Self::SaveReport(form) => texts::save_report(form),
            Self::Stop => texts::STOP.to_owned(),
            Self::Use(theme) => texts::use_theme(theme).to_owned(),
            Self::ShowKeys => texts::KEYS_TITLE.to_owned(),
        }
    }

    /// How it is called without the palette.
    pub const fn keys(self) -> Option<&'static str> {
        match self {
            Self::NextFinding => Some("N"),
            Self::PreviousFinding => Some("P"),
            Self::Undo => Some("Ctrl Z"),
            Self::Redo => Some("Ctrl Shift Z"),
            Self::Stop => Some("Esc"),
            Self::ShowKeys => Some("?"),
            _ => None,
        }
    }

    /// Whether there is anything to do it with now.
    pub fn is_possible(self, desk: Desk) -> bool {
        let facts = desk.facts();
        match self {
            Self::NextFinding | Self::PreviousFinding => {
                facts.is_some_and(|facts| !facts.report.counts.is_empty())
            }
            Self::FixAllSafe => facts.is_some_and(|facts| facts.fixes.safe > 0),
            Self::Undo | Self::SaveCorrected => facts.is_some_and(|facts| facts.can_undo),
            Self::Redo => facts.is_some_and(|facts| facts.can_redo),
            Self::SaveReport(_) => facts.is_some(),
            Self::Stop => desk.work().with(Option::is_some),
            _ => true,
        }
    }

    pub fn run(self, desk: Desk, show_keys: RwSignal<bool>) {
        match self {
            Self::Go(place) => return go(place),
            Self::Use(theme) => return theme.choose(),
            Self::ShowKeys => return show_keys.set(true),
            _ => {}
        }
        // The others are about the file, which is shown at one place.
        go(Place::Check);
        match self {
            Self::ChooseFile => choose_file(),
            Self::TrySample(sample) => desk.lay_bytes(sample.name(), sample.bytes()),
            Self::NextFinding => desk.step(false),
            Self::PreviousFinding => desk.step(true),
            Self::FixAllSafe => desk.change(Change::Mend(Which::AllSafe)),
            Self::Undo => desk.change(Change::Undo),
            Self::Redo => desk.change(Change::Redo),
            Self::SaveCorrected => desk.save_corrected(),
            Self::SaveReport(form) => desk.save_report(form),
            Self::Stop => desk.stop(),
            Self::Go(_) | Self::Use(_) | Self::ShowKeys => {}
        }
    }
}
