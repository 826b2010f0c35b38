//! Files that come back: scenarios, and logs of the sandbox, which are told as scenarios.

use super::play::Play;
use crate::place::Place;
use crate::texts::simulate as texts;
use echoscope_core::engine::{Engine, Log};
use echoscope_core::scenario::retell;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Opens a file, and tells what became of it.
pub fn open(play: Play, file: File, told: RwSignal<String>) {
    spawn_local(async move {
        let text =
            JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
        let opened =
            story_of(&text).and_then(|story| play.open_text(&story).map_err(|error| error.to_string()));
        told.set(match opened {
            Ok(()) => texts::opened(&file.name()),
            Err(error) => texts::not_a_story(&file.name(), &error),
        });
    });
}

/// A story may be dropped anywhere on this place.
pub fn listen_for_drops(play: Play, told: RwSignal<String>) {
    window_event_listener(ev::drop, move |event| {
        let file = event.data_transfer().and_then(|transfer| transfer.files()).and_then(|files| files.get(0));
        // The page itself keeps the browser from leaving.
        if let Some(file) = file.filter(|file| Place::here().takes_as_story(&file.name())) {
            open(play, file, told);
        }
    });
}

/// The scenario itself; of a log what it tells.
fn story_of(text: &str) -> Result<String, String> {
    if !text.trim_start().starts_with('{') {
        return Ok(text.to_owned());
    }
    let log: Log = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let engine = Engine::import(log).map_err(|error| error.to_string())?;
    Ok(retell(&engine).text)
}

#[cfg(test)]
mod tests {
    use super::super::stories::STORIES;
    use super::*;
    use crate::simulate::session::Session;

    #[test]
    fn a_log_becomes_a_story_and_a_story_stays_one() {
        let session = Session::open(STORIES[0].text).unwrap();
        let log = serde_json::to_string(&session.player_at(session.len()).engine().export()).unwrap();
        let story = story_of(&log).unwrap();
        let again = Session::open(&story).unwrap();
        assert!(again.played().iter().all(|played| played.failure.is_none()));
        assert_eq!(
            again.player_at(again.len()).engine().world(),
            session.player_at(session.len()).engine().world()
        );
        assert_eq!(story_of("# A title").as_deref(), Ok("# A title"));
        assert!(story_of("{").is_err());
    }
}
