//! The shelf on which own stories are kept between visits: the browser's storage, if it is open to us.
//!
//! Stories are texts of a few kilobytes, so a plain key and value are enough. A full or closed storage is no fault of
//! the reader's: the story then lasts as long as the page, and the page says so.

use leptos::prelude::window;
use serde_json::{Value, json};

const KEY: &str = "echoscope-stories";
/// Older ones make room.
const STORIES_MAX: usize = 12;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub title: String,
    pub text: String,
}

/// The newest first. What cannot be read is not there.
pub fn all() -> Vec<Kept> {
    let stored =
        window().local_storage().ok().flatten().and_then(|storage| storage.get_item(KEY).ok().flatten());
    stored.map(|text| read(&text)).unwrap_or_default()
}

/// Puts the story in front, in the place of an older one of the same title. False where nothing can be kept.
pub fn keep(title: &str, text: &str) -> bool {
    let mut stories = all();
    stories.retain(|kept| kept.title != title);
    stories.insert(0, Kept { title: title.to_owned(), text: text.to_owned() });
    stories.truncate(STORIES_MAX);
    // A full storage may have room for fewer.
    while !stories.is_empty() {
        if write(&stories) {
            return true;
        }
        if stories.len() == 1 {
            return false;
        }
        stories.pop();
    }
    false
}

pub fn forget(title: &str) {
    let mut stories = all();
    stories.retain(|kept| kept.title != title);
    write(&stories);
}

fn write(stories: &[Kept]) -> bool {
    let list: Vec<Value> =
        stories.iter().map(|kept| json!({ "title": kept.title, "text": kept.text })).collect();
    let text = json!({ "version": 1, "stories": list }).to_string();
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(KEY, &text).is_ok())
}

fn read(text: &str) -> Vec<Kept> {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let stories = value.get("stories").and_then(Value::as_array).into_iter().flatten();
    let text_of = |story: &Value, name: &str| story.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
    stories
        .filter_map(|story| Some(Kept { title: text_of(story, "title")?, text: text_of(story, "text")? }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_shelf_is_an_empty_one() {
        assert_eq!(read("nonsense"), []);
        assert_eq!(read(r#"{"stories":[{"title":1},{"title":"a","text":"b"}]}"#).len(), 1);
    }
}
