//! Quadratic curves between boxes.

use super::layout::{BOX_HEIGHT, BOX_WIDTH};

pub type Point = (f64, f64);

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Curve {
    pub start: Point,
    pub bend: Point,
    pub end: Point,
}

/// Space between the box and the tip of the arrow.
const GAP: f64 = 3.0;
const ARROW: f64 = 7.0;

impl Curve {
    /// From border to border, pulled aside by `bend` (to the right of the direction of travel).
    pub fn between(from: Point, to: Point, bend: f64) -> Self {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(1.0);
        let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        let pulled = (middle.0 - dy / length * bend, middle.1 + dx / length * bend);
        Self { start: border(from, pulled, 0.0), bend: pulled, end: border(to, pulled, GAP) }
    }

    pub fn at(&self, t: f64) -> Point {
        let (a, b, c) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
        (
            a * self.start.0 + b * self.bend.0 + c * self.end.0,
            a * self.start.1 + b * self.bend.1 + c * self.end.1,
        )
    }

    pub fn path(&self) -> String {
        let Self { start, bend, end } = self;
        format!("M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}", start.0, start.1, bend.0, bend.1, end.0, end.1)
    }

    /// The head of the arrow at the end.
    pub fn arrow(&self) -> String {
        let (dx, dy) = (self.end.0 - self.bend.0, self.end.1 - self.bend.1);
        let length = dx.hypot(dy).max(1.0);
        let (ux, uy) = (dx / length, dy / length);
        let back = (self.end.0 - ux * ARROW, self.end.1 - uy * ARROW);
        let half = ARROW * 0.48;
        format!(
            "M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z",
            self.end.0,
            self.end.1,
            back.0 - uy * half,
            back.1 + ux * half,
            back.0 + uy * half,
            back.1 - ux * half
        )
    }
}

/// Where the line from the middle of a box towards a point leaves the box.
fn border(middle: Point, towards: Point, gap: f64) -> Point {
    let (dx, dy) = (towards.0 - middle.0, towards.1 - middle.1);
    let across = (BOX_WIDTH / 2.0 + gap) / dx.abs().max(0.001);
    let along = (BOX_HEIGHT / 2.0 + gap) / dy.abs().max(0.001);
    let scale = across.min(along);
    (middle.0 + dx * scale, middle.1 + dy * scale)
}

/// Whether a point lies in the box around `middle`, widened by `margin`.
pub fn in_box(point: Point, middle: Point, margin: f64) -> bool {
    (point.0 - middle.0).abs() < BOX_WIDTH / 2.0 + margin
        && (point.1 - middle.1).abs() < BOX_HEIGHT / 2.0 + margin
}
