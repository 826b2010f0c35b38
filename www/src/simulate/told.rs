//! What the stories show, for the index of `walks`.

use super::history::moves;
use super::session::Session;
use super::stories::STORIES;
use echoscope_core::scenario::Action;

/// What one story shows.
#[derive(Debug)]
pub struct Told {
    pub name: &'static str,
    pub title: &'static str,
    pub steps: usize,
    /// Steps, from 1, with the code with which they are refused.
    pub refused: Vec<(usize, &'static str)>,
    pub switched: Vec<&'static str>,
    pub lives: Vec<Life>,
}

/// The life of one object: at which step it came to which status.
#[derive(Debug)]
pub struct Life {
    pub machine: &'static str,
    pub moves: Vec<(usize, &'static str)>,
}

pub fn told() -> Vec<Told> {
    let tell = |story: &super::Story| {
        let session = Session::open(story.text).unwrap();
        let mut lives = Vec::new();
        let mut places = std::collections::BTreeMap::new();
        let (mut refused, mut switched) = (Vec::new(), Vec::new());
        for (step, played) in (1..).zip(session.played()) {
            refused.extend(played.refusal().map(|refusal| (step, refusal.code.as_str())));
            if let Action::Reading { switch, .. } = played.step.action {
                switched.push(switch);
            }
            for moved in moves(played) {
                let place = *places.entry(moved.key.clone()).or_insert_with(|| {
                    lives.push(Life { machine: moved.machine, moves: Vec::new() });
                    lives.len() - 1
                });
                lives[place].moves.push((step, moved.to));
            }
        }
        let steps = session.len();
        Told { name: story.name, title: story.title(), steps, refused, switched, lives }
    };
    STORIES.iter().map(tell).collect()
}
