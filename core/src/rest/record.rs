//! What happened: saved, loaded, played, listed.

use super::asked::Asked;
use super::body;
use super::error::Problem;
use super::request::{Request, Response};
use super::sandbox::{Outcome, Sandbox, Wall};
use crate::scenario::{self, Player};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Events in one answer.
const EVENTS_MAX: usize = 1000;
/// Differences from a scenario that an answer tells.
const FAILURES_MAX: usize = 20;

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Delivered {
    id: Option<String>,
    delivered: Option<bool>,
}

impl Sandbox {
    /// Goes on from a saved log. What is no log of an engine changes nothing.
    pub(super) fn load_log(&mut self, body: &[u8], wall: Wall) -> Outcome {
        let text = std::str::from_utf8(body).map_err(|_| Problem::param("Log", "A log is UTF-8."))?;
        let log = serde_json::from_str(text)
            .map_err(|error| Problem::param("Log", format!("The body is not a log: {error}.")))?;
        self.load(log, wall)?;
        Ok(self.state())
    }

    /// Plays the text of a scenario in a new world, and goes on from there. If a step goes otherwise than the scenario
    /// says, nothing changes.
    pub(super) fn play_scenario(&mut self, body: &[u8], wall: Wall) -> Outcome {
        let text = std::str::from_utf8(body)
            .map_err(|_| Problem::param("Scenario", "The text of a scenario is UTF-8."))?;
        let scenario =
            scenario::parse(text).map_err(|error| Problem::param("Scenario", format!("{error}.")))?;
        let mut player = Player::new(self.beginning.config.clone());
        let failures: Vec<String> = (scenario.steps())
            .filter_map(|step| player.play(step).err())
            .map(|failure| failure.to_string())
            .take(FAILURES_MAX)
            .collect();
        if !failures.is_empty() {
            return Err(Problem::param("Scenario", failures.join("\n")));
        }
        let names: Map<String, Value> =
            player.names().map(|(name, id)| (name.to_owned(), Value::from(id))).collect();
        self.take_over(player.engine().clone(), wall);
        Ok(Response::json(&json!({ "Now": self.now(), "Names": names })))
    }

    /// Everything that was done, as a scenario: for the playground, for a test, for a report of a bug.
    pub(super) fn tell_story(&self) -> Response {
        Response::text("text/markdown; charset=utf-8", scenario::retell(&self.engine).text)
    }

    /// The events after a number (`?After=`), oldest first. The first event has the number 1.
    pub(super) fn happened(&self, request: &Request<'_>) -> Outcome {
        let asked = Asked::read(request.query());
        let after: usize = match asked.get("After") {
            None => 0,
            Some(text) => text
                .parse()
                .map_err(|_| Problem::param("After", "After is the number of an event, from 0."))?,
        };
        let new = self.notices.iter().skip(after);
        let events = (after.saturating_add(1)..).zip(new.take(EVENTS_MAX)).map(|(number, notice)| {
            json!({
                "Number": number,
                "EventType": notice.event,
                "ResourceId": notice.resource,
                "Date": notice.date,
            })
        });
        Ok(Response::json(&events.collect::<Vec<_>>()))
    }

    /// Learns what became of a notification, from whoever sends them.
    pub(super) fn delivered(&mut self, body: &[u8]) -> Outcome {
        let Delivered { id, delivered } = body::request(body)?;
        let number = id
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| Problem::param("Id", "Id is the number of the delivery."))?;
        let succeeded =
            delivered.ok_or_else(|| Problem::param("Delivered", "The Delivered field is required."))?;
        self.hooks.delivered(number, succeeded, self.now());
        Ok(Response::json(&json!({ "Id": number, "Delivered": succeeded })))
    }
}
