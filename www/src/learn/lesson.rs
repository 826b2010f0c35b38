//! The lessons: texts of `docs/learn`, in which a block of `stage` stands for a lifecycle with the way of an object lit.

use super::sources::linked;
use crate::prose::{Block, blocks, show, words};
use crate::stage::{Stage, Walk};
use crate::texts;
use crate::walks;
use echoscope_core::machine::{MachineView, machine_named};
use leptos::prelude::*;

#[derive(PartialEq, Eq, Debug)]
pub struct Lesson {
    /// Its address.
    pub name: &'static str,
    text: &'static str,
}

pub const LESSONS: &[Lesson] = &[
    Lesson { name: "five-minutes", text: include_str!("../../../docs/learn/1-five-minutes.md") },
    Lesson { name: "declaring", text: include_str!("../../../docs/learn/2-declaring.md") },
    Lesson { name: "settlement-file", text: include_str!("../../../docs/learn/3-settlement-file.md") },
    Lesson { name: "matching", text: include_str!("../../../docs/learn/4-matching.md") },
    Lesson { name: "money", text: include_str!("../../../docs/learn/5-money.md") },
    Lesson { name: "paying-sellers", text: include_str!("../../../docs/learn/6-paying-sellers.md") },
];

impl Lesson {
    pub fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// The text, cut where a new section begins; the first has no heading but the title.
    fn sections(&self) -> Vec<Vec<Block>> {
        let mut sections = vec![Vec::new()];
        for block in blocks(self.text) {
            match block {
                Block::Heading(1, _) => {}
                Block::Heading(..) => sections.push(vec![block]),
                _ => sections.last_mut().expect("one stands from the start").push(block),
            }
        }
        sections
    }
}

#[component]
pub fn LessonPage(lesson: &'static Lesson) -> impl IntoView {
    let after = LESSONS.iter().skip_while(|other| *other != lesson).nth(1);
    let sections = lesson.sections().into_iter().map(section).collect_view();
    view! {
        <h1>{lesson.title()}</h1>
        <div class="lesson">{sections}</div>
        {after.map(|next| {
            view! {
                <p class="onward">
                    {texts::LEARN_NEXT} " "
                    <a href=format!("#/learn/{}", next.name)>{next.title()}</a>
                </p>
            }
        })}
    }
}

fn section(blocks: Vec<Block>) -> impl IntoView {
    let mut stage = None;
    let mut parts = Vec::new();
    for block in blocks {
        match block {
            Block::Code { language, text } if language == "stage" => stage = scene(&text),
            Block::Heading(_, text) => parts.push(view! { <h2>{words(text, linked)}</h2> }.into_any()),
            block => parts.push(show(block, linked)),
        }
    }
    view! {
        <section class="lesson-part">
            <div class="lesson-words">{parts}</div>
            {stage.map(|(machine, walk)| {
                let title = texts::machine(machine.name);
                let states: Vec<_> = walk.states().collect();
                let seat = walks::walked(machine.name, &states).or_else(|| last_move(machine.name, &states));
                view! {
                    <div class="lesson-stage card">
                        <p class="soft">{title}</p>
                        <Stage machine=machine walk=Signal::stored(Some(walk)) />
                        {seat.map(|seat| {
                            view! {
                                <p class="to-story">
                                    <a href=seat.moving() title=seat.title>{texts::LEARN_SEE_MOVE}</a>
                                </p>
                            }
                        })}
                    </div>
                }
            })}
        </section>
    }
}

/// Where no story goes all of the way, one that takes its last move.
pub fn last_move(machine: &str, states: &[&str]) -> Option<walks::Seat> {
    let (to, before) = states.split_last()?;
    walks::moved(machine, before.last().copied(), to)
}

/// `settlement PENDING_UPLOAD UPLOADED`: the lifecycle, and the states in the order they are reached.
fn scene(text: &str) -> Option<(MachineView, Walk)> {
    let mut words = text.split_whitespace();
    let machine = machine_named(words.next()?)?;
    let walk = Walk::along(&machine, words)?;
    Some((machine, walk))
}

/// The ways that the lessons light, for the index of the stories that go them.
#[cfg(test)]
pub fn ways() -> Vec<(&'static str, Vec<&'static str>)> {
    let blocks = LESSONS.iter().flat_map(Lesson::sections).flatten();
    let scenes = blocks.filter_map(|block| match block {
        Block::Code { language, text } if language == "stage" => scene(&text),
        _ => None,
    });
    scenes.map(|(machine, walk)| (machine.name, walk.states().collect())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use echoscope_core::settlement::{CheckOptions, check};

    #[test]
    fn every_stage_of_every_lesson_is_a_way_that_the_engine_allows() {
        let mut stages = 0;
        for lesson in LESSONS {
            for block in lesson.sections().into_iter().flatten() {
                if let Block::Code { language, text } = block
                    && language == "stage"
                {
                    assert!(scene(&text).is_some(), "{}: no such way: {text}", lesson.title());
                    stages += 1;
                }
            }
        }
        assert!(stages > 10, "only {stages} stages");
    }

    #[test]
    fn the_file_of_the_lesson_is_one_that_passes() {
        let lesson = LESSONS.iter().find(|lesson| lesson.name == "settlement-file").unwrap();
        let file = lesson.sections().into_iter().flatten().find_map(|block| match block {
            Block::Code { language, text } if language == "csv" => Some(text),
            _ => None,
        });
        let report = check(file.unwrap().as_bytes(), &CheckOptions::default());
        assert_eq!(report.findings, []);
    }
}
