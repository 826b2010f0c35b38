//! The shelf on which own stories are kept between visits, and the work on the table. `keeping.js` puts them into the
//! browser's own storage, if that is open to us. A full or closed one is no fault of the reader's: the story then lasts as
//! long as the page, and the page says so.

use crate::texts::simulate as texts;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = keptStories)]
    async fn kept_stories() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = keepStory)]
    async fn keep_story(story: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = forgetStory)]
    async fn forget_story(title: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = keptWork)]
    async fn kept_work() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = keepWork)]
    async fn keep_work(work: &str) -> Result<JsValue, JsValue>;
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub title: String,
    pub text: String,
}

/// A story being played: which one, how far, and the other ways that it took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Work {
    /// The name of a story of the page that nobody has changed.
    pub story: Option<String>,
    pub text: String,
    pub position: usize,
    pub forks: Vec<Kept>,
}

fn text_of(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(ToOwned::to_owned)
}

impl Kept {
    fn told(&self) -> Value {
        json!({ "title": self.title, "text": self.text })
    }

    fn read(value: &Value) -> Option<Self> {
        Some(Self { title: text_of(value, "title")?, text: text_of(value, "text")? })
    }

    fn list(value: &Value) -> Vec<Self> {
        value.as_array().into_iter().flatten().filter_map(Self::read).collect()
    }
}

impl Work {
    fn told(&self) -> Value {
        let forks: Vec<_> = self.forks.iter().map(Kept::told).collect();
        json!({ "story": self.story, "text": self.text, "position": self.position, "forks": forks })
    }

    fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        Some(Self {
            story: text_of(&value, "story"),
            text: text_of(&value, "text").unwrap_or_default(),
            position: usize::try_from(value.get("position")?.as_u64()?).unwrap_or(usize::MAX),
            forks: value.get("forks").map(Kept::list).unwrap_or_default(),
        })
    }
}

/// Why nothing can be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    Full,
    Closed,
}

impl Trouble {
    fn of(error: &JsValue) -> Self {
        if error.as_string().as_deref() == Some("full") { Self::Full } else { Self::Closed }
    }

    pub fn sentence(self) -> &'static str {
        match self {
            Self::Full => texts::SHELF_FULL,
            Self::Closed => texts::SHELF_CLOSED,
        }
    }
}

/// The newest first. What cannot be read is not there.
pub async fn all() -> Result<Vec<Kept>, Trouble> {
    let stories = kept_stories().await.map_err(|error| Trouble::of(&error))?;
    let stories = stories.as_string().and_then(|text| serde_json::from_str(&text).ok());
    Ok(stories.as_ref().map(Kept::list).unwrap_or_default())
}

/// Puts the story in front, in the place of an older one of the same title.
pub async fn keep(kept: &Kept) -> Result<(), Trouble> {
    keep_story(&kept.told().to_string()).await.map(drop).map_err(|error| Trouble::of(&error))
}

pub async fn forget(title: &str) {
    // What cannot be forgotten is still there when the shelf is looked at.
    let _ = forget_story(title).await;
}

/// What was on the table when the page was left, unless the address asks for something else.
pub async fn work() -> Option<Work> {
    Work::read(&kept_work().await.ok()?.as_string()?)
}

/// Whoever cannot keep a story is told so; where they are in it goes without a word.
pub async fn keep_on_table(work: &Work) {
    let _ = keep_work(&work.told().to_string()).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_comes_back_as_it_was_put_away() {
        let fork = Kept { title: "a".to_owned(), text: "b".to_owned() };
        let own = Work { story: None, text: "# T".to_owned(), position: 3, forks: vec![fork] };
        let named =
            Work { story: Some("overview".to_owned()), text: String::new(), position: 0, forks: Vec::new() };
        for work in [own, named] {
            assert_eq!(Work::read(&work.told().to_string()), Some(work));
        }
    }
}
