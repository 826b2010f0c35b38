use super::label;
use super::layout::{BOX_HEIGHT, BOX_WIDTH, Layout};
use super::route::{Route, routes};
use super::walk::{Turn, Walk};
use crate::texts;
use echoscope_core::machine::{MachineView, StateView};
use leptos::prelude::*;

const LABEL_HEIGHT: f64 = 22.0;

/// What the reader points at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Focus {
    State(&'static str),
    Move(Option<&'static str>, &'static str),
}

impl Focus {
    fn includes(self, route: &Route) -> bool {
        match self {
            Self::State(state) => route.from == Some(state) || route.to == state,
            Self::Move(from, to) => route.from == from && route.to == to,
        }
    }
}

/// A move: from which state, `None` for the creation, and to which.
pub type Step = (Option<&'static str>, &'static str);

/// What a reader can ask of the object on the stage.
#[derive(Clone, Copy, Debug)]
pub struct Asks {
    /// The moves that would be granted now.
    pub open: Signal<Vec<Step>>,
    /// A move was pressed.
    pub ask: Callback<Step>,
}

/// One lifecycle. `walk` lights the way an object has taken; `focus` is shared with lists beside the picture.
#[component]
pub fn Stage(
    machine: MachineView,
    #[prop(into)] walk: Signal<Option<Walk>>,
    #[prop(default = RwSignal::new(None))] focus: RwSignal<Option<Focus>>,
    #[prop(optional)] asks: Option<Asks>,
    /// A picture beside its own words: without labels, and silent.
    #[prop(optional)]
    is_small: bool,
) -> impl IntoView {
    let Some(layout) = Layout::of(machine.name) else {
        return ().into_any();
    };
    let routes = StoredValue::new(routes(&machine, layout));
    let (name, states, moves) = (machine.name, machine.states.len(), machine.edges.len());
    // A wide picture scrolls sideways in a narrow window, and must then be within reach of the keyboard.
    let is_wide = layout.width > 700.0 && !is_small;
    let alternative =
        move || walk.with(|walk| texts::machine_alternative(name, states, moves, walk.as_ref()));
    let lights = Lights::new(walk);
    let arrows = routes.with_value(|routes| {
        routes
            .iter()
            .cloned()
            .map(|route| {
                let (from, to) = (route.from, route.to);
                let lit = lights.of(move |walk| walk.passage(from, to));
                view! { <Arrow route=route lit=lit focus=focus asks=asks /> }
            })
            .collect_view()
    });
    let boxes = machine.states.into_iter().filter_map(|state| {
        let place = layout.place(state.value)?;
        let value = state.value;
        let lit = lights.of(move |walk| walk.arrival(value));
        let is_end = Memo::new(move |_| walk.with(|walk| walk.as_ref().and_then(Walk::end)) == Some(value));
        Some(view! { <StateBox state=state place=place lit=lit is_end=is_end focus=focus /> })
    });
    view! {
        <figure
            class="stage"
            class:wide=is_wide
            class:small-stage=is_small
            aria-hidden=is_small.then_some("true")
            tabindex=is_wide.then_some("0")
            role=is_wide.then_some("group")
            aria-label=is_wide.then(|| texts::stage_scrolls(name))
            data-machine=name data-walking=move || walk.with(Option::is_some)>
            <svg
                viewBox=format!("0 0 {} {}", layout.width, layout.height)
                width=layout.width
                height=layout.height
                role="img"
                aria-label=alternative
            >
                <g class="arrows">{arrows}</g>
                <g class="boxes">{boxes.collect_view()}</g>
                {move || walk.get().map(|walk| routes.with_value(|routes| tokens(routes, &walk)))}
                {move || {
                    let focus = focus.get()?;
                    Some(routes.with_value(|routes| labels(routes, focus, layout)))
                }}
            </svg>
        </figure>
    }
    .into_any()
}

/// Whether something of the picture is lit, and when it lights up.
type Lit = Option<Turn>;
type Look = Box<dyn Fn(&Walk) -> Lit>;

/// The lights of one picture. A way changes few of them, so each is told only when it changes: asked one by one, the parts of
/// a picture would all have to look at every step.
#[derive(Clone, Copy)]
struct Lights {
    walk: Signal<Option<Walk>>,
    all: StoredValue<Vec<(RwSignal<Lit>, Look)>, LocalStorage>,
}

impl Lights {
    fn new(walk: Signal<Option<Walk>>) -> Self {
        let all = StoredValue::new_local(Vec::<(RwSignal<Lit>, Look)>::new());
        Effect::new(move |_| {
            walk.with(|walk| {
                all.with_value(|all| {
                    for (light, look) in all {
                        let lit = walk.as_ref().and_then(look);
                        if light.get_untracked() != lit {
                            light.set(lit);
                        }
                    }
                });
            });
        });
        Self { walk, all }
    }

    fn of(self, look: impl Fn(&Walk) -> Lit + 'static) -> RwSignal<Lit> {
        let light = RwSignal::new(self.walk.with_untracked(|walk| walk.as_ref().and_then(&look)));
        self.all.update_value(|all| all.push((light, Box::new(look))));
        light
    }
}

#[component]
fn Arrow(
    route: Route,
    lit: RwSignal<Lit>,
    focus: RwSignal<Option<Focus>>,
    asks: Option<Asks>,
) -> impl IntoView {
    let (from, to) = (route.from, route.to);
    let is_open =
        Memo::new(move |_| asks.is_some_and(|asks| asks.open.with(|open| open.contains(&(from, to)))));
    let path = route.path.clone();
    let arrow = route.arrow.clone();
    let mark = route.mark;
    let pointed = {
        let route = route.clone();
        Memo::new(move |_| focus.get().map(|focus| focus.includes(&route)))
    };
    view! {
        <g
            class="arrow"
            class:pointed=move || pointed.get() == Some(true)
            class:aside=move || pointed.get() == Some(false)
            class:askable=asks.is_some()
            class:open=is_open
            data-mark=mark
            data-from=from
            data-to=to
            data-passed=move || lit.get().map(|_| "")
            data-turn=move || lit.get().and_then(Turn::of)
            style:--turn=move || lit.get().and_then(Turn::of).map(|turn| turn.to_string())
            on:pointerenter=move |_| focus.set(Some(Focus::Move(from, to)))
            on:pointerleave=move |_| focus.set(None)
            on:click=move |_| {
                if let Some(asks) = asks {
                    asks.ask.run((from, to));
                }
            }
        >
            <path class="reach" d=path.clone()></path>
            <path class="line" d=path></path>
            <path class="head" d=arrow></path>
            {from.is_none().then(|| {
                let start = route.path.trim_start_matches('M').split(['Q', ' ']).map(str::to_owned).collect::<Vec<_>>();
                view! { <circle class="birth" cx=start[0].clone() cy=start[1].clone() r="4"></circle> }
            })}
        </g>
    }
}

#[component]
fn StateBox(
    state: StateView,
    place: (f64, f64),
    lit: RwSignal<Lit>,
    is_end: Memo<bool>,
    focus: RwSignal<Option<Focus>>,
) -> impl IntoView {
    let value = state.value;
    let rows = label::rows(value);
    let first = if rows.len() == 1 { 4.0 } else { -3.5 };
    let words = rows.into_iter().enumerate().map(|(row, text)| {
        let down = if row == 0 { first } else { 11.5 };
        view! { <text y=down>{text}</text> }
    });
    view! {
        <g
            class="state"
            class:final=state.is_final
            class:pointed=move || focus.get() == Some(Focus::State(value))
            class:current=is_end
            data-state=value
            data-reached=move || lit.get().map(|_| "")
            data-turn=move || lit.get().and_then(Turn::of)
            style:--turn=move || lit.get().and_then(Turn::of).map(|turn| turn.to_string())
            transform=format!("translate({} {})", place.0, place.1)
            on:pointerenter=move |_| focus.set(Some(Focus::State(value)))
            on:pointerleave=move |_| focus.set(None)
        >
            <rect x=-BOX_WIDTH / 2.0 y=-BOX_HEIGHT / 2.0 width=BOX_WIDTH height=BOX_HEIGHT rx="10"></rect>
            {state.is_final.then(|| {
                view! {
                    <rect
                        class="inner"
                        x=-BOX_WIDTH / 2.0 + 3.5
                        y=-BOX_HEIGHT / 2.0 + 3.5
                        width=BOX_WIDTH - 7.0
                        height=BOX_HEIGHT - 7.0
                        rx="7"
                    ></rect>
                }
            })}
            {words.collect_view()}
        </g>
    }
}

/// One token for each step, gliding one after the other: the style sheet gives each its turn.
fn tokens(routes: &[Route], walk: &Walk) -> impl IntoView + use<> {
    let on_way = routes
        .iter()
        .filter_map(|route| Some((walk.passage(route.from, route.to)?.of()?, route.path.clone())));
    on_way
        .map(|(turn, path)| {
            view! {
                <circle class="token" r="6" style:--turn=turn.to_string() style:offset-path=format!("path(\"{path}\")")></circle>
            }
        })
        .collect_view()
}

/// The words of the moves that are pointed at, kept inside the picture, off each other and off the states.
fn labels(routes: &[Route], focus: Focus, layout: &Layout) -> impl IntoView + use<> {
    let mut taken: Vec<[f64; 4]> = layout.places().map(|(x, y)| [x, y, BOX_WIDTH, BOX_HEIGHT]).collect();
    let worded = routes.iter().filter(|route| match focus {
        // Of a state only the ways out are worded: with all its moves the words would hide the picture.
        Focus::State(state) => route.from == Some(state) && route.to != state,
        Focus::Move(..) => focus.includes(route) && route.from.is_some(),
    });
    worded
        .map(|route| {
            let text = match (focus, route.triggers.as_slice()) {
                (Focus::State(_), [first, _, ..]) => texts::and_more(first, route.triggers.len() - 1),
                (_, triggers) => triggers.join(" / "),
            };
            let width = text.chars().fold(18.0, |sum, _| sum + 6.1_f64).min(layout.width - 8.0);
            let x = route.middle.0.clamp(width / 2.0 + 4.0, layout.width - width / 2.0 - 4.0);
            let hides = |y: f64| {
                taken.iter().any(|&[other_x, other_y, wide, high]| {
                    (other_x - x).abs() < f64::midpoint(wide, width)
                        && (other_y - y).abs() < f64::midpoint(high, LABEL_HEIGHT) + 1.0
                })
            };
            let y = [0.0, 24.0, -24.0, 36.0, -36.0, 48.0, -48.0, 72.0, -72.0]
                .map(|shift| (route.middle.1 + shift).clamp(14.0, layout.height - 14.0))
                .into_iter()
                .find(|&y| !hides(y))
                .unwrap_or(route.middle.1);
            taken.push([x, y, width, LABEL_HEIGHT]);
            view! {
                <g class="label" transform=format!("translate({x:.1} {y:.1})")>
                    <rect x=-width / 2.0 y=-LABEL_HEIGHT / 2.0 width=width height=LABEL_HEIGHT rx="6"></rect>
                    <text y="4">{text}</text>
                </g>
            }
        })
        .collect_view()
}
