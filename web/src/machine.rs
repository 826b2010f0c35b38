//! The lifecycles as JavaScript sees them.

use crate::exact::encode;
use echoscope_core::machine::{self, EdgeView, MachineView, StateView};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// The lifecycles of Echo, in the order in which a payment meets them.
#[wasm_bindgen(unchecked_return_type = "Machine[]")]
pub fn machines() -> JsValue {
    encode(&machine::all_machines().into_iter().map(Machine::from).collect::<Vec<_>>())
}

/// One lifecycle: its states and the edges between them.
#[derive(Debug, Serialize, Tsify)]
pub struct Machine {
    pub name: &'static str,
    /// What lives this life, in one sentence.
    pub about: &'static str,
    pub states: Vec<State>,
    pub edges: Vec<Edge>,
}

#[derive(Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct State {
    pub value: &'static str,
    pub meaning: &'static str,
    /// Creation leads here.
    pub is_initial: bool,
    /// Nothing leads away.
    pub is_final: bool,
}

#[derive(Debug, Serialize, Tsify)]
pub struct Edge {
    /// Undefined for the creation of the object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<&'static str>,
    pub to: &'static str,
    pub trigger: &'static str,
    /// Whether Mangopay documents the edge, it follows from what is documented, or it is our reading.
    #[tsify(type = "\"documented\" | \"inferred\" | \"chosen\"")]
    pub mark: &'static str,
    /// The section of the specification, or the entry of docs/ambiguities.md, that allows the edge.
    pub source: &'static str,
}

impl From<MachineView> for Machine {
    fn from(view: MachineView) -> Self {
        let MachineView { name, about, states, edges } = view;
        Self {
            name,
            about,
            states: states.into_iter().map(State::from).collect(),
            edges: edges.into_iter().map(Edge::from).collect(),
        }
    }
}

impl From<StateView> for State {
    fn from(view: StateView) -> Self {
        let StateView { value, meaning, is_initial, is_final } = view;
        Self { value, meaning, is_initial, is_final }
    }
}

impl From<EdgeView> for Edge {
    fn from(view: EdgeView) -> Self {
        let EdgeView { from, to, trigger, mark, source } = view;
        Self { from, to, trigger, mark, source }
    }
}
