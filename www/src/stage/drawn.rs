//! The lifecycles as they are drawn, for the element of the npm package: positions and ways are computed here, at build
//! time, and the element only sets them on its stage. `cargo xtask gen` writes the file.

use super::label;
use super::layout::{BOX_HEIGHT, BOX_WIDTH, Layout};
use super::route::{Route, routes};
use echoscope_core::machine::{MachineView, StateView, Trigger, all_machines};
use echoscope_core::scenario::OVERVIEW;
use serde_json::{Value, json};
use std::{env, fs};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/npm/src/element/drawn.json");

fn machine(machine: &MachineView) -> Value {
    let layout = Layout::of(machine.name).expect(machine.name);
    let state = |state: &StateView| {
        let (x, y) = layout.place(state.value).expect(state.value);
        json!({ "value": state.value, "rows": label::rows(state.value), "meaning": state.meaning, "final": state.is_final, "x": x, "y": y })
    };
    let route = |route: &Route| {
        let middle = [route.middle.0, route.middle.1].map(f64::round);
        json!({ "from": route.from, "to": route.to, "triggers": route.triggers, "mark": route.mark, "path": route.path, "arrow": route.arrow, "middle": middle })
    };
    json!({
        "name": machine.name,
        "about": machine.about,
        "width": layout.width,
        "height": layout.height,
        "states": machine.states.iter().map(state).collect::<Vec<_>>(),
        "routes": routes(machine, layout).iter().map(route).collect::<Vec<_>>(),
    })
}

/// What stands on an arrow, by the name that a trigger has in JavaScript.
fn triggers() -> Value {
    let names = Trigger::ALL
        .iter()
        .map(|trigger| (json!(trigger).as_str().unwrap_or_default().to_owned(), json!(trigger.label())));
    Value::Object(names.collect())
}

/// A line for each state and each way, so that a change is read easily.
fn written() -> String {
    let list = |items: &[Value]| items.iter().map(Value::to_string).collect::<Vec<_>>().join(",\n");
    let machines = all_machines();
    let machines = machines.iter().map(|view| {
        let mut drawn = machine(view);
        let mut take =
            |key: &str| drawn.as_object_mut().and_then(|object| object.remove(key)).unwrap_or_default();
        let (states, routes) = (take("states"), take("routes"));
        let (states, routes) = (states.as_array().expect("states"), routes.as_array().expect("routes"));
        let head = drawn.to_string();
        let head = head.trim_end_matches('}');
        format!("{head},\"states\":[\n{}],\n\"routes\":[\n{}]}}", list(states), list(routes))
    });
    let machines = machines.collect::<Vec<_>>().join(",\n");
    let (overview, triggers) = (json!(OVERVIEW), triggers());
    format!(
        "{{\"box\":[{BOX_WIDTH},{BOX_HEIGHT}],\n\"overview\":{overview},\n\"triggers\":{triggers},\n\"machines\":[\n{machines}\n]}}\n"
    )
}

#[test]
fn the_element_draws_the_lifecycles_as_the_page_does() {
    let text = written();
    assert!(serde_json::from_str::<Value>(&text).is_ok());
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(FILE, &text).expect(FILE);
    }
    let stands = fs::read_to_string(FILE).unwrap_or_default();
    assert!(stands == text, "web/npm/src/element/drawn.json is stale: run `cargo xtask gen` and commit it");
}
