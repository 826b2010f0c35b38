//! Finds a way for every move. What is hard: up to fifty curves must miss all boxes and each other as far as they can.
//!
//! Each curve tries a row of bends and takes the cheapest, the documented moves first, because they should be the
//! straightest. Everything is computed from the layout and the table; nothing is drawn by hand.

use super::curve::{Curve, Point, in_box};
use super::layout::{BOX_HEIGHT, BOX_WIDTH, Layout};
use echoscope_core::machine::{EdgeView, MachineView};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// All moves between the same two states, drawn as one arrow.
#[derive(Clone, PartialEq, Debug)]
pub struct Route {
    /// `None` for the creation.
    pub from: Option<&'static str>,
    pub to: &'static str,
    pub triggers: Vec<&'static str>,
    /// The strongest source of any of its moves.
    pub mark: &'static str,
    pub path: String,
    pub arrow: String,
    /// Where a label may stand.
    pub middle: Point,
}

const BENDS: [f64; 25] = [
    0.0, 12.0, -12.0, 22.0, -22.0, 44.0, -44.0, 70.0, -70.0, 100.0, -100.0, 135.0, -135.0, 155.0, -155.0,
    175.0, -175.0, 200.0, -200.0, 225.0, -225.0, 280.0, -280.0, 350.0, -350.0,
];
const LAST: f64 = 1e9;
const SAMPLES: u32 = 28;
const MARKS: [&str; 3] = ["documented", "inferred", "chosen"];

/// Found once for each lifecycle: on some screens it stands several times.
pub fn routes(machine: &MachineView, layout: &Layout) -> Arc<[Route]> {
    static FOUND: Mutex<BTreeMap<&'static str, Arc<[Route]>>> = Mutex::new(BTreeMap::new());
    let Ok(mut found) = FOUND.lock() else { return find(machine, layout).into() };
    Arc::clone(found.entry(machine.name).or_insert_with(|| find(machine, layout).into()))
}

fn find(machine: &MachineView, layout: &Layout) -> Vec<Route> {
    let mut drawn: Vec<Vec<Point>> = Vec::new();
    let mut routes = Vec::new();
    let mut bundles = bundles(&machine.edges);
    bundles.sort_by(|a, b| rank(a, layout).total_cmp(&rank(b, layout)));
    for bundle in bundles {
        let Some(to) = layout.place(bundle.to) else { continue };
        let from = bundle.from.and_then(|from| layout.place(from));
        let route = match from {
            None => Some(entry(to, layout)),
            Some(from) if from == to => Some(own_loop(to, layout, &drawn)),
            Some(from) => BENDS
                .iter()
                .map(|&bend| Curve::between(from, to, bend))
                .map(|curve| (cost(&curve, from, to, layout, &drawn), curve))
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, curve)| Drawn::of(&curve)),
        };
        if let Some(Drawn { path, arrow, middle, points }) = route {
            drawn.push(points);
            routes.push(Route { path, arrow, middle, ..bundle });
        }
    }
    routes
}

struct Drawn {
    path: String,
    arrow: String,
    middle: Point,
    points: Vec<Point>,
}

impl Drawn {
    fn of(curve: &Curve) -> Self {
        Self { path: curve.path(), arrow: curve.arrow(), middle: curve.at(0.5), points: points(curve) }
    }
}

fn bundles(edges: &[EdgeView]) -> Vec<Route> {
    let mut bundles: Vec<Route> = Vec::new();
    for edge in edges {
        let known = bundles.iter_mut().find(|bundle| bundle.from == edge.from && bundle.to == edge.to);
        if let Some(bundle) = known {
            bundle.triggers.push(edge.trigger);
            let strongest = MARKS.iter().find(|&&mark| mark == bundle.mark || mark == edge.mark);
            bundle.mark = strongest.copied().unwrap_or(edge.mark);
        } else {
            bundles.push(Route {
                from: edge.from,
                to: edge.to,
                triggers: vec![edge.trigger],
                mark: edge.mark,
                path: String::new(),
                arrow: String::new(),
                middle: (0.0, 0.0),
            });
        }
    }
    bundles
}

/// Documented before chosen, short before long; the loops last, because they fit anywhere.
fn rank(bundle: &Route, layout: &Layout) -> f64 {
    if bundle.from == Some(bundle.to) {
        return LAST;
    }
    let class = MARKS.iter().position(|&mark| mark == bundle.mark).unwrap_or(MARKS.len());
    let ends = bundle.from.and_then(|from| layout.place(from)).zip(layout.place(bundle.to));
    let length = ends.map_or(0.0, |(from, to)| (from.0 - to.0).hypot(from.1 - to.1));
    [0.0, 10_000.0, 20_000.0, 30_000.0][class] + length
}

fn points(curve: &Curve) -> Vec<Point> {
    (0..=SAMPLES).map(|step| curve.at(f64::from(step) / f64::from(SAMPLES))).collect()
}

fn cost(curve: &Curve, from: Point, to: Point, layout: &Layout, drawn: &[Vec<Point>]) -> f64 {
    let points = points(curve);
    let pull = (curve.bend.0 - f64::midpoint(from.0, to.0)).hypot(curve.bend.1 - f64::midpoint(from.1, to.1));
    let mut cost = pull * 0.45;
    for &point in &points {
        let through = layout.places().filter(|&place| place != from && place != to);
        cost += 400.0 * count(through.filter(|&place| in_box(point, place, 6.0)));
        let inside =
            (6.0..layout.width - 6.0).contains(&point.0) && (6.0..layout.height - 6.0).contains(&point.1);
        cost += if inside { 0.0 } else { 300.0 };
    }
    for other in drawn {
        let near =
            points.iter().filter(|point| other.iter().any(|o| (point.0 - o.0).hypot(point.1 - o.1) < 9.0));
        cost += 7.0 * count(near);
    }
    cost
}

fn count<T>(items: impl Iterator<Item = T>) -> f64 {
    items.fold(0.0, |sum, _| sum + 1.0)
}

/// A short arrow out of nowhere, from above where a move could not come from, else from the left.
fn entry(to: Point, layout: &Layout) -> Drawn {
    let above = to.1 - BOX_HEIGHT / 2.0 - 30.0;
    let crowded = layout.places().any(|place| place != to && in_box((to.0, above), place, 30.0));
    let start = if to.0 - BOX_WIDTH / 2.0 > 40.0 || above < 8.0 || crowded {
        (to.0 - BOX_WIDTH / 2.0 - 34.0, to.1)
    } else {
        (to.0, above)
    };
    let end = if start.1 < to.1 {
        (to.0, to.1 - BOX_HEIGHT / 2.0 - 3.0)
    } else {
        (to.0 - BOX_WIDTH / 2.0 - 3.0, to.1)
    };
    let bend = (f64::midpoint(start.0, end.0), f64::midpoint(start.1, end.1));
    Drawn::of(&Curve { start, bend, end })
}

/// A loop over that corner of the box where the fewest curves pass.
fn own_loop(at: Point, layout: &Layout, drawn: &[Vec<Point>]) -> Drawn {
    let corners = [(1.0, -1.0), (-1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
    let options = corners.map(|(sx, sy)| {
        let start = (at.0 + sx * (BOX_WIDTH / 2.0 - 26.0), at.1 + sy * BOX_HEIGHT / 2.0);
        let end = (at.0 + sx * (BOX_WIDTH / 2.0 + 3.0), at.1 + sy * 5.0);
        let out = (at.0 + sx * (BOX_WIDTH / 2.0 + 22.0), at.1 + sy * (BOX_HEIGHT / 2.0 + 22.0));
        let curve = Curve { start, bend: out, end };
        let near = |point: &Point| (point.0 - out.0).hypot(point.1 - out.1) < 30.0;
        let inside = (6.0..layout.width - 6.0).contains(&curve.at(0.5).0);
        let crowd = count(drawn.iter().flatten().filter(|point| near(point)));
        (crowd + if inside { 0.0 } else { 1000.0 }, curve)
    });
    let best = options.iter().min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or(&options[0]);
    Drawn::of(&best.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use echoscope_core::machine::all_machines;

    #[test]
    fn every_move_of_every_table_is_drawn_and_names_its_triggers() {
        for machine in all_machines() {
            let routes = routes(&machine, Layout::of(machine.name).unwrap());
            for edge in &machine.edges {
                let route = routes.iter().find(|route| route.from == edge.from && route.to == edge.to);
                assert!(route.is_some_and(|route| route.triggers.contains(&edge.trigger)), "{edge:?}");
            }
        }
    }

    #[test]
    fn no_arrow_runs_through_a_state_it_does_not_touch_or_out_of_the_picture() {
        for machine in all_machines() {
            let layout = Layout::of(machine.name).unwrap();
            for route in routes(&machine, layout).iter() {
                let numbers: Vec<f64> =
                    route.path.split(['M', 'Q', ' ']).filter_map(|text| text.parse().ok()).collect();
                let curve = Curve {
                    start: (numbers[0], numbers[1]),
                    bend: (numbers[2], numbers[3]),
                    end: (numbers[4], numbers[5]),
                };
                let ends = [route.from.and_then(|from| layout.place(from)), layout.place(route.to)];
                for point in points(&curve) {
                    let hit = layout
                        .places()
                        .find(|&place| !ends.contains(&Some(place)) && in_box(point, place, 2.0));
                    assert_eq!(hit, None, "{} {:?} → {}", machine.name, route.from, route.to);
                    assert!(
                        point.0 > 0.0 && point.1 > 0.0 && point.0 < layout.width && point.1 < layout.height,
                        "{} {:?} → {}",
                        machine.name,
                        route.from,
                        route.to
                    );
                }
            }
        }
    }
}
